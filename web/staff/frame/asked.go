package frame

import (
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Asked is what an address of figures asks for, within what the reader may ask for:
// a year to a cut-off day, of the whole street or one community.
type Asked struct {
	indicator.Ask
	By     actor.Actor
	Today  calendar.Date
	Names  Names
	Wrong  *fault.Fault
	Values url.Values // as the panel shows it
}

// ReadAsked settles the year, the cut-off day and the community. Who sees one
// community asks for that one; another one is not found (AUTHZ-03).
func ReadAsked(tx *db.Tx, by actor.Actor, q url.Values) (Asked, error) {
	a := Asked{By: by, Today: tx.Today(), Values: url.Values{}}
	var err error
	if a.Names, err = LoadNames(tx); err != nil {
		return a, err
	}
	if a.Community, err = community(by, a.Names, q.Get("community")); err != nil {
		return a, err
	}
	var wrong fault.Fields
	a.Year = a.Today.Year()
	if y := q.Get("year"); y != "" {
		if a.Year, err = strconv.Atoi(y); err != nil || a.Year < 2000 || a.Year > a.Today.Year() {
			wrong.Add("year", "年度应在2000到%d之间", a.Today.Year())
			a.Year = a.Today.Year()
		}
	}
	a.Cutoff = min(calendar.On(a.Year, 12, 31), a.Today)
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
func community(by actor.Actor, names Names, want string) (string, error) {
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

// Place is the words for what was counted over.
func (a Asked) Place() string {
	if a.Community == "" {
		return "全街道"
	}
	return a.Names.Unit(a.Community)
}

// Words are the days that were counted, as words.
func (a Asked) Words() string {
	return a.Ask.Period().From.Plain() + "至" + a.Cutoff.Plain()
}

// Address is a page of the figures for the same question.
func (a Asked) Address(page string) string { return page + "?" + a.Values.Encode() }

// About is the page of one indicator for the same question.
func (a Asked) About(code string) string { return a.Address("/indicators/" + code) }

// Rows is where a figure leads: to its rows, or to the page of its indicator.
func (a Asked) Rows(v indicator.Value, rows string) string {
	return Evidence(a.By, a.Today, rows, a.About(v.Code), a.Community)
}
