package responsibilities

import (
	"net/http"
	"slices"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
	"fengsheng/responsibility"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// reportView offers the sentences of a report's second part.
type reportView struct {
	View      ui.View
	Year      string
	Years     []ui.Tab
	Entries   ui.Entries
	Sentences []ui.Option
	Empty     string
}

// Report is GET /responsibilities/problems/report?year=: the sentences that may be taken over.
func (p Pages) Report(w http.ResponseWriter, r *http.Request) error {
	return p.drawReport(w, r, http.StatusOK, yearAsked(r.URL.Query().Get("year"), calendar.Of(p.DB.Now())), ui.Entries{})
}

func (p Pages) drawReport(w http.ResponseWriter, r *http.Request, status, year int, e ui.Entries) error {
	v := reportView{Year: number(year), Years: years(problemsPath+"/report", year), Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		by := web.Actor(r)
		found, err := report.OfYear(tx, year)
		if fault.Is(err, fault.NotFound) {
			v.Empty = number(year) + "年还没有年度报告。不足可以直接写在问题清单里。"
			return nil
		}
		if err != nil {
			return err
		}
		sections, err := report.Sections(tx, found.ID)
		if err != nil {
			return err
		}
		listed, err := responsibility.Problems(tx, by, responsibility.ProblemFilter{Source: responsibility.Report, Year: year})
		if err != nil {
			return err
		}
		for _, s := range sections {
			if s.Part != report.PartShortfalls {
				continue
			}
			for _, words := range responsibility.Sentences(s.Body) {
				o := ui.Option{Value: words, Label: words}
				if slices.ContainsFunc(listed, func(p responsibility.Problem) bool { return p.Words == words }) {
					o.Disabled = "已经在清单里"
				}
				v.Sentences = append(v.Sentences, o)
			}
		}
		if len(v.Sentences) == 0 {
			v.Empty = number(year) + "年报告的第二部分还没有写。"
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, number(year)+"年报告列出的不足", e.Any())
	return web.Render(w, r, status, reportPage(v))
}

// TakeOver is POST /responsibilities/problems/report.
func (p Pages) TakeOver(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year, sentences := yearAsked(f.Raw("year"), calendar.Of(p.DB.Now())), f.List("sentence")
	to := problemsPath + "?" + filterQuery(responsibility.ProblemFilter{Source: responsibility.Report, Year: year}).Encode()
	return p.press(w, r, f, "不足已列入问题清单，请逐条定措施", func(tx *db.Tx, by actor.Actor) (string, error) {
		return to, only(responsibility.TakeOver(tx, by, year, sentences))
	}, func(status int, e ui.Entries) error { return p.drawReport(w, r, status, year, e) })
}
