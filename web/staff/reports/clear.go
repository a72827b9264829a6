package reports

import (
	"net/http"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type clearView struct {
	View     ui.View
	Report   report.Report
	Check    report.Check
	Hash     string
	Compiled report.Compiled
	Traces   []report.Trace
	Links    map[string]string
	Small    []report.Figure // figures that count so few that they could point at somebody
	Entries  ui.Entries
}

func checkOf(r *http.Request) report.Check { return report.Check(r.PathValue("check")) }

// ClearForm is GET /reports/{id}/clearance/{check}: a check of what passed the
// final review.
func (p Pages) ClearForm(w http.ResponseWriter, r *http.Request) error {
	return p.showClear(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) showClear(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := clearView{Check: checkOf(r), Entries: e, Links: map[string]string{}}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Compiled, err = read(tx, idOf(r)); err != nil {
			return err
		}
		v.Report, v.Hash = v.Compiled.Report, v.Compiled.Hash
		for i, f := range v.Compiled.Figures {
			v.Links[f.Code] = figureLink(web.Actor(r), tx.Today(), v.Compiled, i)
		}
		if v.Check.Label() == "" {
			return fault.New(fault.NotFound, "没有这种审查")
		}
		if v.Report.State != report.FinalReviewed {
			return fault.New(fault.Conflict, "%s在终审以后、发布以前做，报告现在是“%s”", v.Check.Label(), v.Report.State.Label())
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.Traces = report.Traces(v.Compiled.Content, v.Check)
	for _, f := range v.Compiled.Figures {
		if v.Check == report.Privacy && (f.Small() || f.SmallParts()) {
			v.Small = append(v.Small, f)
		}
	}
	v.View = frame.Again(r, v.Check.Label(), e.Any())
	return web.Render(w, r, status, clearPage(v))
}

// Clear is POST /reports/{id}/clearance/{check}.
func (p Pages) Clear(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, checkOf(r).Label()+"已记下", address(idOf(r), ""), func(tx *db.Tx, f *web.Form) error {
		return report.Clear(tx, web.Actor(r), idOf(r), checkOf(r), f.Raw("hash"), f.Raw("reason"))
	}, func(f *web.Form, wrong error) error { return p.showClear(w, r, web.StatusOf(wrong), f.Again(wrong)) })
}
