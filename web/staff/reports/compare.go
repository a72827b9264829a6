package reports

import (
	"net/http"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/ui"
)

type compareView struct {
	head
	Comparison report.Comparison
	Missing    string // why there is nothing to compare with
	Before     string // how the two versions are called
	After      string
	Rows       []changeRow
	Print      ui.PrintView
}

// changeRow is one figure in both versions, with where this year's leads.
type changeRow struct {
	report.Change
	Link string
}

// Comparison is GET /reports/{id}/comparison: this year beside last year, each
// section and each figure.
func (p Pages) Comparison(w http.ResponseWriter, r *http.Request) error {
	var v compareView
	err := p.view(r, func(tx *db.Tx) error {
		found, err := report.Load(tx, idOf(r))
		if err != nil {
			return err
		}
		v.head = newHead(r, found, "和去年对照", "对照去年")
		v.Comparison, err = report.WithLastYear(tx, found)
		if fault.Is(err, fault.NotFound) {
			v.Missing = fault.Of(err).Message
			return nil
		}
		for _, c := range v.Comparison.Figures {
			row := changeRow{Change: c}
			for i, f := range v.Comparison.After.Figures {
				if f.Code == c.Code && !f.Manual() {
					row.Link = figureLink(web.Actor(r), tx.Today(), v.Comparison.After, i)
				}
			}
			v.Rows = append(v.Rows, row)
		}
		return err
	})
	if err != nil {
		return err
	}
	v.Before, v.After = words(v.Report.Year-1)+"年", words(v.Report.Year)+"年"
	v.View.Wide = true
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Report.Title + "　和去年对照", Variant: v.Mark, Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, http.StatusOK, comparePage(v))
}

// Changes is GET /reports/{id}/changes: what changed since the round before.
func (p Pages) Changes(w http.ResponseWriter, r *http.Request) error {
	var v compareView
	any := false
	err := p.view(r, func(tx *db.Tx) error {
		found, err := report.Load(tx, idOf(r))
		if err != nil {
			return err
		}
		v.head = newHead(r, found, "和上一次送审相比", "全文")
		v.Comparison, any, err = report.SinceLastRound(tx, found)
		return err
	})
	if err != nil {
		return err
	}
	if !any {
		v.Missing = "只送审过一次或者还没有送审，没有上一次可以比。"
	}
	return web.Render(w, r, http.StatusOK, changesPage(v))
}
