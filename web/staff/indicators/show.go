package indicators

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/ui"
)

func words(n int) string { return strconv.Itoa(n) }

func count(n int64) string { return strconv.FormatInt(n, 10) }

type showView struct {
	View    ui.View
	Asked   asked
	Line    line
	Facts   []ui.Fact
	Sees    bool // the reader may open the rows
	Before  line // the same period last year
	Was     string
	Unknown string // why there is no Before
	Months  ui.Chart
	Places  []place
	Rest    string // what no community has: of the whole street
	RestOf  string // its rows, where a list can name them
	Print   ui.PrintView
}

// place is what one community contributes.
type place struct {
	line
	Name string
}

// Show is GET /indicators/{code}: how an indicator is counted, and where its
// number comes from, so that who may not see rows sees parts that add up to it.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	var v showView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Asked, err = read(tx, web.Actor(r), r.URL.Query()); err != nil {
			return err
		}
		if v.Asked.Wrong != nil {
			return v.Asked.Wrong
		}
		return v.fill(tx, r.PathValue("code"))
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, v.Line.Name)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Line.Name, Filter: v.Asked.Place() + "，" + v.Asked.Words(), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, showPage(v))
}

func (v *showView) fill(tx *db.Tx, code string) error {
	change, err := indicator.Compare(tx, code, v.Asked.Ask)
	if err != nil {
		return err
	}
	value := change.Now
	v.Line = v.Asked.line(value)
	v.lastYear(change)
	v.Sees = v.Line.Href != v.Line.About
	v.Facts = []ui.Fact{
		{Label: "口径", Value: value.Definition.Definition},
		{Label: "按什么日期", Value: value.Decides},
		{Label: "单位", Value: value.Unit},
		{Label: "依据", Value: value.Source},
		{Label: "代码", Value: value.Code},
	}
	if value.Stock {
		v.Facts = append(v.Facts, ui.Fact{Label: "存量", Value: "只看统计截止日当天，各月不能相加"})
	}
	for _, fill := range []func(*db.Tx) error{v.months, v.communities} {
		if err := fill(tx); err != nil {
			return err
		}
	}
	return nil
}

// lastYear is the same period a year before, where there are records of it.
func (v *showView) lastYear(c indicator.Change) {
	if !c.Known() {
		v.Unknown = c.Words()
		return
	}
	a := v.Asked
	a.Year, a.Cutoff = a.Year-1, a.Cutoff.AddYears(-1)
	a.Values = url.Values{"year": {words(a.Year)}, "cutoff": {a.Cutoff.String()}}
	if a.Community != "" {
		a.Values.Set("community", a.Community)
	}
	v.Before, v.Was = a.line(c.Before), a.Words()
}

// months are the twelve months to the cut-off day: of a stock how it stood at
// the end of each, of everything else what was counted in it. A rate is not
// divided: its months do not add up.
func (v *showView) months(tx *db.Tx) error {
	if v.Line.IsRate {
		return nil
	}
	a := v.Asked
	v.Months = ui.Chart{
		ID: "months", Title: v.Line.Name + "，按月", Period: a.Words(), Unit: v.Line.Unit,
		Point: "逐月相加等于" + v.Line.written() + "。",
	}
	if v.Line.Stock {
		v.Months.Title, v.Months.Point = v.Line.Name+"，每月末", "各月是月末的存量，不能相加。"
	}
	var before int64
	for month := 1; month <= a.Cutoff.Month(); month++ {
		first := calendar.On(a.Year, month, 1)
		ask := a.Ask
		ask.Cutoff = min(first.AddMonths(1).AddDays(-1), a.Cutoff)
		value, err := indicator.Compute(tx, v.Line.Code, ask)
		if err != nil {
			return err
		}
		v.Months.Points = append(v.Months.Points, v.month(value, first, value.Number-before))
		if !v.Line.Stock {
			before = value.Number
		}
	}
	return nil
}

// month is one bar, which leads to the rows of its month.
func (v *showView) month(value indicator.Value, first calendar.Date, n int64) ui.Point {
	rows := value.Evidence
	if !value.Stock {
		rows = since(rows, first)
	}
	point := ui.Point{Label: words(first.Year()) + "年" + words(first.Month()) + "月", Short: words(first.Month()) + "月", Value: float64(n), Text: count(n)}
	if value.Unit == "万元" {
		point.Text = indicator.Wan(n)
	}
	if v.Sees {
		point.Href = v.Asked.Rows(value, rows)
	}
	return point
}

// since narrows an address of rows, which begins on 1 January, to begin on a day.
func since(rows string, day calendar.Date) string {
	page, query, _ := strings.Cut(rows, "?")
	q, err := url.ParseQuery(query)
	if err != nil {
		return rows
	}
	newYear := calendar.On(day.Year(), 1, 1).String()
	for name := range q {
		if strings.HasSuffix(name, "From") && q.Get(name) == newYear {
			q.Set(name, day.String())
		}
	}
	return page + "?" + q.Encode()
}

// communities is what each community contributes; with what belongs to none the
// parts add up to the figure.
func (v *showView) communities(tx *db.Tx) error {
	if v.Asked.Community != "" || !identity.SeeIndicators.Reaches(v.Asked.By, identity.Location{}) {
		return nil
	}
	number, denominator := v.Line.Numerator, v.Line.Denominator
	for _, c := range v.Asked.Names.Communities() {
		a := v.Asked
		a.Community = c.Value
		a.Values = url.Values{"year": {words(a.Year)}, "cutoff": {a.Cutoff.String()}, "community": {c.Value}}
		value, err := indicator.Compute(tx, v.Line.Code, a.Ask)
		if err != nil {
			return err
		}
		number, denominator = number-value.Numerator, denominator-value.Denominator
		v.Places = append(v.Places, place{line: a.line(value), Name: c.Label})
	}
	if path, query, _ := strings.Cut(v.Line.Href, "?"); path == "/activities" {
		v.RestOf = path + "?" + query + "&streetLevel=1"
	}
	switch {
	case v.Line.IsRate && denominator != 0:
		v.Rest = count(number) + "/" + count(denominator)
	case number != 0 && v.Line.Unit == "万元":
		v.Rest = indicator.Wan(number) + v.Line.Unit
	case number != 0:
		v.Rest = count(number) + v.Line.Unit
	}
	return nil
}
