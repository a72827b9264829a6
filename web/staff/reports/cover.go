package reports

import (
	"net/http"

	"fengsheng/internal/db"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type coverView struct {
	View    ui.View
	Report  report.Report
	Entries ui.Entries
}

// CoverForm is GET /reports/{id}/cover.
func (p Pages) CoverForm(w http.ResponseWriter, r *http.Request) error {
	return p.showCover(w, r, http.StatusOK, nil, nil)
}

func (p Pages) showCover(w http.ResponseWriter, r *http.Request, status int, f *web.Form, wrong error) error {
	var v coverView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Report, err = report.Load(tx, idOf(r))
		if err == nil {
			err = v.Report.Editable()
		}
		return err
	})
	if err != nil {
		return err
	}
	v.Entries = ui.EntriesOf("title", v.Report.Title, "cutoff", v.Report.Cutoff.String(), "dated", v.Report.Dated.String())
	if f != nil {
		v.Entries = f.Again(wrong)
	}
	v.View = frame.Again(r, "标题和日期", v.Entries.Any())
	return web.Render(w, r, status, coverPage(v))
}

// Cover is POST /reports/{id}/cover.
func (p Pages) Cover(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c := report.Cover{
		Title: f.Text("title", "标题", 200, true), Cutoff: f.Date("cutoff", "统计截止日期", true), Dated: f.Date("dated", "成文日期", false), Version: int(f.Version()),
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showCover(w, r, http.StatusUnprocessableEntity, f, err)
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		return address(idOf(r), ""), report.SetCover(tx, web.Actor(r), idOf(r), c)
	})
	if again(err) {
		return p.showCover(w, r, web.StatusOf(err), f, err)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已保存")
}
