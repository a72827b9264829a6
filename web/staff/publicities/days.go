package publicities

import (
	"net/http"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// daysView is a year of themed days: what was done around each.
type daysView struct {
	top
	Year  int
	Years []ui.Tab
	Rows  []dayRow
	Off   []dayRow
	Shots []ui.Shot
	More  []ui.Crumb // photos that are led to in words
	Album string     // where all photos of the year are
	Keep  bool
	Kinds []ui.Option
	Ahead ui.Entries
}

// dayRow is a themed day of the year.
type dayRow struct {
	Code, Name, Day, Ground, Basis, Href string
	Tone                                 ui.Tone
	Done, Planned                        int
	DoneHref, PlannedHref                string
	Passed                               bool
}

// Days is GET /publicity/days: the themed days of a year.
func (p Pages) Days(w http.ResponseWriter, r *http.Request) error {
	return p.days(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) days(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	year := yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now()))
	v := daysView{
		top: newTop(r, number(year)+"年普法节点", "/publicity/calendar", e), Year: year, Years: years("/publicity/days", year), Album: albumAddress(about("year", number(year))),
		Keep: identity.PlanPublicity.Allows(web.Actor(r)), Kinds: frame.Options(publicity.RuleKinds),
	}
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r)) })
	if err != nil {
		return err
	}
	if e.Any() { // a form shown again loads no pictures
		v.Shots = nil
	}
	return web.Render(w, r, status, daysPage(v))
}

func (v *daysView) fill(tx *db.Tx, by actor.Actor) error {
	days, err := publicity.Occurrences(tx, v.Year)
	if err != nil {
		return err
	}
	whole := publicity.Filter{From: calendar.On(v.Year, 1, 1), To: calendar.On(v.Year, 12, 31)}
	all, err := publicity.List(tx, by, whole)
	if err != nil {
		return err
	}
	whole.Photographed = true
	pictured, err := publicity.List(tx, by, whole)
	if err != nil {
		return err
	}
	for _, o := range days {
		row := dayRow{
			Code: o.Code, Name: o.Name, Day: spanWords(o.Rule.Kind, o.From, o.To), Ground: publicity.Grounds.Label(string(o.Ground)), Basis: o.Basis, Href: dayHref(o),
			Tone: ui.Plain, Passed: o.To < tx.Today(), DoneHref: campaignsOf("theme", o.Code, "year", number(v.Year), "state", "done"),
			PlannedHref: campaignsOf("theme", o.Code, "year", number(v.Year), "state", string(publicity.Planned)),
		}
		if o.Ground == publicity.ByLaw {
			row.Tone = ui.Going
		}
		for _, c := range all {
			switch {
			case c.Theme != o.Code:
			case c.Activity != "":
				row.Done++
			case c.State == publicity.Planned:
				row.Planned++
			}
		}
		v.Rows = append(v.Rows, row)
		if err := v.shot(tx, o, pictured); err != nil {
			return err
		}
	}
	themes, err := publicity.Themes(tx)
	for _, t := range themes {
		if t.Off {
			v.Off = append(v.Off, dayRow{Code: t.Code, Name: t.Name})
		}
	}
	if err != nil {
		return err
	}
	ahead, err := publicity.Ahead(tx)
	v.Ahead = ui.EntriesOf("ahead", number(ahead))
	return err
}

// shot shows the first photo of what was done for a theme, or leads to it in words: one
// for each themed day.
func (v *daysView) shot(tx *db.Tx, o publicity.Occurrence, pictured []publicity.Campaign) error {
	for _, c := range pictured {
		if c.Theme != o.Code {
			continue
		}
		if len(v.Shots) == mostShots {
			v.More = append(v.More, ui.Crumb{Label: o.Name + "的照片，" + c.On.String(), Href: campaignAddress(c.ID) + "#photos"})
			return nil
		}
		photos, err := publicity.Photos(tx, c.ID)
		if err != nil {
			return err
		}
		s := shotOf(photos[0], o.Name)
		s.Href, s.When = campaignAddress(c.ID), c.On.String()
		v.Shots = append(v.Shots, s)
		return nil
	}
	return nil
}

func shotOf(p publicity.Photo, words string) ui.Shot {
	address := campaignAddress(p.Campaign) + "/photos/" + p.ID
	return ui.Shot{Href: address, Picture: address, What: words, When: p.Caption}
}

// AddDay is POST /publicity/days: a themed day of the street's own.
func (p Pages) AddDay(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	t := publicity.Theme{Name: f.Text("name", "名称", 30, true)}
	t.Rule.Kind = publicity.RuleKind(f.Choice("rule", "一天、几天还是整个月", frame.Codes(publicity.RuleKinds), true))
	t.Rule.Month, t.Rule.Day = monthDay(f.Raw("from"))
	if t.Rule.Kind == publicity.OnSpan {
		t.Rule.ToMonth, t.Rule.ToDay = monthDay(f.Raw("to"))
	}
	t.Basis = f.Text("basis", "依据", 100, false)
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/days", only(publicity.AddTheme(tx, by, t))
	}
	return p.press(w, r, f, "", "节点已加进日历", do, func(status int, e ui.Entries) error { return p.days(w, r, status, e) })
}

// monthDay reads 3-5, 3月5日 or 5 (a month alone); what is none is 0.
func monthDay(typed string) (month, day int) {
	fields := strings.FieldsFunc(typed, func(r rune) bool { return r < '0' || r > '9' })
	if len(fields) > 0 {
		month, _ = strconv.Atoi(fields[0])
	}
	if len(fields) > 1 {
		day, _ = strconv.Atoi(fields[1])
	}
	return month, day
}

// SetAhead is POST /publicity/days/ahead.
func (p Pages) SetAhead(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	days := f.Int("ahead", "提前的天数", 0, 60, true)
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/days", publicity.SetAhead(tx, by, days)
	}
	return p.press(w, r, f, "", "提前"+number(days)+"天提醒", do, func(status int, e ui.Entries) error { return p.days(w, r, status, e) })
}

// SwitchDay is POST /publicity/days/{code}/switch.
func (p Pages) SwitchDay(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	off, done := f.Bool("off"), "节点已启用"
	if off {
		done = "节点已停用"
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/days", publicity.SwitchTheme(tx, by, r.PathValue("code"), off)
	}
	return p.press(w, r, f, "", done, do, func(status int, e ui.Entries) error { return p.days(w, r, status, e) })
}
