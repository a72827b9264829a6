// Package indicators holds the pages of the figures: a year's figures by
// section, each leading to exactly its rows, and for each indicator how it is
// counted, its months and its communities.
package indicators

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Pages are the pages under /indicators.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see := frame.For(identity.SeeIndicators)
	return []web.Route{
		{Pattern: "GET /indicators", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "indicator.list", Page: p.List},
		{Pattern: "POST /indicators/export", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "indicator.export", Page: p.Export},
		{Pattern: "GET /indicators/{code}", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "indicator.read", Page: p.Show},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// asked is what an address asks for, within what the reader may ask for.
type asked struct {
	indicator.Ask
	by     actor.Actor
	today  calendar.Date
	names  frame.Names
	Wrong  *fault.Fault
	Values url.Values // as the panel shows it
}

// read settles the year, the cut-off day and the community. Who sees one
// community asks for that one; another one is not found (AUTHZ-03).
func read(tx *db.Tx, by actor.Actor, q url.Values) (asked, error) {
	a := asked{by: by, today: tx.Today(), Values: url.Values{}}
	var err error
	if a.names, err = frame.LoadNames(tx); err != nil {
		return a, err
	}
	if a.Community, err = community(by, a.names, q.Get("community")); err != nil {
		return a, err
	}
	var wrong fault.Fields
	a.Year = a.today.Year()
	if y := q.Get("year"); y != "" {
		if a.Year, err = strconv.Atoi(y); err != nil || a.Year < 2000 || a.Year > a.today.Year() {
			wrong.Add("year", "年度应在2000到%d之间", a.today.Year())
			a.Year = a.today.Year()
		}
	}
	a.Cutoff = min(calendar.On(a.Year, 12, 31), a.today)
	if c := q.Get("cutoff"); c != "" {
		day, err := calendar.Parse(c)
		switch {
		case err != nil:
			wrong.Add("cutoff", "%s", err.Error())
		case day.Year() != a.Year:
			wrong.Add("cutoff", "统计截止日期应在%d年内", a.Year)
		default:
			a.Cutoff = day
		}
	}
	a.Wrong = fault.Of(wrong.Err())
	a.Values.Set("year", strconv.Itoa(a.Year))
	a.Values.Set("cutoff", a.Cutoff.String())
	if a.Community != "" {
		a.Values.Set("community", a.Community)
	}
	return a, nil
}

// community is the one the reader may ask for; "" is the whole street.
func community(by actor.Actor, names frame.Names, want string) (string, error) {
	if identity.SeeIndicators.Reaches(by, identity.Location{}) {
		if want == "" || names.Unit(want) != "" {
			return want, nil
		}
		return "", fault.New(fault.NotFound, "找不到这个社区")
	}
	for _, c := range names.Communities() {
		if (want == "" || want == c.Value) && identity.SeeIndicators.Reaches(by, identity.Location{Community: c.Value}) {
			return c.Value, nil
		}
	}
	return "", fault.New(fault.NotFound, "找不到这个社区")
}

// place is the words for what was counted over.
func (a asked) place() string {
	if a.Community == "" {
		return "全街道"
	}
	return a.names.Unit(a.Community)
}

// period is the days that were counted, as words.
func (a asked) period() string {
	return a.Ask.Period().From.Plain() + "至" + a.Cutoff.Plain()
}

// address is a page of the indicators for the same question.
func (a asked) address(page string) string { return page + "?" + a.Values.Encode() }

// about is the page of one indicator for the same question.
func (a asked) about(code string) string { return a.address("/indicators/" + code) }

// rows is where a figure leads: to its rows, or to the page of its indicator.
func (a asked) rows(v indicator.Value, rows string) string {
	return frame.Evidence(a.by, a.today, rows, a.about(v.Code), a.Community)
}
