package reports

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type listView struct {
	View    ui.View
	Reports []report.Report
	Write   bool
	Entries ui.Entries
}

// List is GET /reports.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	return p.showList(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) showList(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := listView{View: frame.Again(r, "年度报告", e.Any()), Write: identity.WriteReport.Allows(web.Actor(r)), Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		if e.Values == nil {
			v.Entries = ui.EntriesOf("year", words(tx.Today().AddMonths(-3).Year()))
		}
		var err error
		v.Reports, err = report.List(tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, listPage(v))
}

// Begin is POST /reports.
func (p Pages) Begin(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year, submission := f.Int("year", "年度", 2000, 2100, true), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showList(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		id, err := report.Begin(tx, web.Actor(r), year)
		return address(id, ""), err
	})
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return p.showList(w, r, web.StatusOf(err), f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已建好：有去年报告的沿用去年的框架和文字，没有的按规定的五部分列提纲")
}
