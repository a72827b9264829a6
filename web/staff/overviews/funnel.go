package overviews

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// funnelView is the cohorts of a year and how far one of them came.
type funnelView struct {
	View    ui.View
	Tabs    []ui.Tab
	Entries ui.Entries
	Asked   frame.Asked
	Places  []ui.Option
	By      indicator.By
	Lengths []ui.Tab
	Chosen  int // which cohort is drawn, from 1
	Cohorts []cohortView
	Columns []ui.Column
	Drawn   ui.FunnelView
	Shares  []shareView
	Gap     int64
	Empty   bool
	Export  url.Values
	Print   ui.PrintView
}

// cohortView is a cohort as a row: each number opens its rows.
type cohortView struct {
	Name, Href string
	Current    bool
	Cells      []cellView
}

// shareView is a share in words, with both of its numbers.
type shareView struct {
	Name, Words, Says string
	PartHref          string
	Part              string
}

// Funnel is GET /funnel: what became of what was registered, by cohort.
func (p Pages) Funnel(w http.ResponseWriter, r *http.Request) error {
	v := funnelView{View: frame.Wide(r, "漏斗"), Tabs: frame.FigureTabs(r, "/funnel")}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Asked, err = asked(tx, web.Actor(r), r.URL.Query()); err != nil {
			return err
		}
		return v.fill(tx, r.URL.Query())
	})
	if err != nil {
		return err
	}
	v.Entries = ui.Entries{Values: v.Asked.Values}
	status := http.StatusOK
	if v.Asked.Wrong != nil {
		v.Entries = ui.Entries{Values: r.URL.Query(), Wrong: v.Asked.Wrong.Fields}
		v.View.Wrong, status = true, http.StatusUnprocessableEntity
	}
	v.Export = maps.Clone(v.Asked.Values)
	v.Export.Set("by", string(v.By))
	if whole(v.Asked.By) {
		v.Places = v.Asked.Names.Communities()
	}
	v.View.Title = v.Asked.Place() + strconv.Itoa(v.Asked.Year) + "年登记的事项走到哪一步"
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.View.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, funnelPage(v))
}

// address is the page for a length and a cohort of the same question.
func (v *funnelView) address(by indicator.By, cohort string) string {
	q := url.Values{"year": {strconv.Itoa(v.Asked.Year)}, "by": {string(by)}}
	if v.Asked.Community != "" {
		q.Set("community", v.Asked.Community)
	}
	if cohort != "" {
		q.Set("cohort", cohort)
	}
	return "/funnel?" + q.Encode()
}

// lengthOf is how long the cohorts are that an address asks for.
func lengthOf(q url.Values) indicator.By {
	if by := indicator.By(q.Get("by")); indicator.Lengths.Has(string(by)) {
		return by
	}
	return indicator.ByQuarter
}

func (v *funnelView) fill(tx *db.Tx, q url.Values) error {
	v.By = lengthOf(q)
	for _, l := range indicator.Lengths {
		v.Lengths = append(v.Lengths, ui.Tab{Label: l.Label, Href: v.address(indicator.By(l.Code), ""), Current: l.Code == string(v.By)})
	}
	all, err := funnels(tx, v.Asked, v.By)
	if err != nil {
		return err
	}
	drawn := slices.IndexFunc(all, func(f indicator.Funnel) bool { return f.Cohort.Code == q.Get("cohort") })
	whole := all[len(all)-1] // the year
	if drawn >= 0 {
		whole = all[drawn]
	} else if q.Get("cohort") != "" {
		return fault.New(fault.NotFound, "找不到这一批，可能这段时间还没有开始")
	}
	v.table(all, drawn)
	v.draw(whole)
	return nil
}

// funnels are the cohorts of the year, and the year itself at the end.
func funnels(tx *db.Tx, a frame.Asked, by indicator.By) ([]indicator.Funnel, error) {
	var all []indicator.Funnel
	for _, c := range indicator.Cohorts(a.Year, by, a.Today) {
		c.Scope = a.Scope
		f, err := indicator.FunnelOf(tx, c, a.Community)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	if by == indicator.ByYear {
		return all, nil
	}
	for _, year := range indicator.Cohorts(a.Year, indicator.ByYear, a.Today) {
		year.Code, year.Name, year.Scope = "", "全年", a.Scope
		all = append(all, indicator.Together(year, a.Community, all))
	}
	return all, nil
}

// numbers are the columns of the table of cohorts: what came, what left, what is
// under way, and the steps.
func numbers(f indicator.Funnel) []indicator.Bar {
	return []indicator.Bar{f.Steps[0].Bar, f.Steps[1].Bar, f.Steps[2].Bar, f.Steps[3].Bar, f.Concluded, f.Resolved, f.Reopened}
}

func (v *funnelView) table(all []indicator.Funnel, drawn int) {
	v.Columns = []ui.Column{{Label: "登记时间"}}
	for _, b := range numbers(all[0]) {
		v.Columns = append(v.Columns, ui.Column{Label: b.Name, Figures: true})
	}
	v.Columns = append(v.Columns, ui.Column{Label: "还在办", Figures: true})
	for i, f := range all {
		c := cohortView{Name: f.Cohort.Name, Href: v.address(v.By, f.Cohort.Code), Current: i == drawn || drawn < 0 && i == len(all)-1}
		for _, b := range numbers(f) {
			c.Cells = append(c.Cells, cellView{Label: b.Name, Value: count(b.Number), Rows: count(b.Number), Href: rows(v.Asked, b.Evidence())})
		}
		c.Cells = append(c.Cells, cellView{Label: "还在办", Value: count(f.UnderWay()), Href: c.Href + "#funnel-title"}) // its parts stand there
		v.Cohorts = append(v.Cohorts, c)
	}
}

// draw shows one cohort step by step.
func (v *funnelView) draw(f indicator.Funnel) {
	v.Gap, v.Empty = f.Gap(), f.Steps[0].Number == 0
	v.Drawn = ui.FunnelView{
		ID: "funnel", Title: cmp.Or(f.Cohort.Name, "全年") + "登记的，现在走到哪一步",
		Point:   f.Share(1).Says(f.Steps[0].Name, f.Steps[1].Name) + "；" + f.Share(2).Says(f.Steps[1].Name, f.Steps[2].Name) + "；" + f.Share(3).Says(f.Steps[2].Name, f.Steps[3].Name) + "。",
		Caption: "登记日期：" + days(f.Cohort.On.From, f.Cohort.On.To) + "；单位：件；各件现在的情况，不是当时的。",
	}
	for i, s := range f.Steps {
		for _, b := range s.Exits {
			v.row(b, ui.FunnelExit, "离开")
		}
		for _, b := range s.Waiting {
			v.row(b, ui.FunnelWaiting, "在办")
		}
		says := s.Says
		if i > 0 {
			says = f.Share(i).Says(f.Steps[i-1].Name, s.Name) + "。" + s.Says
		}
		v.step(s.Bar, says)
	}
	v.share("办结率", indicator.RateOf(f.Concluded.Number, f.Steps[1].Number).Says("受理", "办结"), f.Concluded)
	v.share("化解率", indicator.RateOf(f.Resolved.Number, f.Concluded.Number).Says("办结", "化解"), f.Resolved)
	v.share("受理的有多少化解了", indicator.RateOf(f.Resolved.Number, f.Steps[1].Number).Says("受理", "化解"), f.Resolved)
	v.share("重新调解", indicator.RateOf(f.Reopened.Number, f.EverDone.Number).Says("办结过", "重新调解"), f.Reopened)
}

func (v *funnelView) share(name, words string, b indicator.Bar) {
	v.Shares = append(v.Shares, shareView{Name: name, Words: words, Says: b.Says, Part: count(b.Number) + "件", PartHref: rows(v.Asked, b.Evidence())})
}

// row is an exit or what is under way; those that are nothing are not drawn.
func (v *funnelView) row(b indicator.Bar, kind, tag string) {
	if b.Number == 0 {
		return
	}
	v.Drawn.Rows = append(v.Drawn.Rows, ui.FunnelRow{Point: v.point(b), Kind: kind, Tag: tag, Says: b.Says})
}

func (v *funnelView) step(b indicator.Bar, says string) {
	v.Drawn.Rows = append(v.Drawn.Rows, ui.FunnelRow{Point: v.point(b), Kind: ui.FunnelStep, Says: says})
}

func (v *funnelView) point(b indicator.Bar) ui.Point {
	return ui.Point{Label: b.Name, Value: float64(b.Number), Text: count(b.Number), Href: rows(v.Asked, b.Evidence())}
}
