package publicities

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

var weekdays = []string{"一", "二", "三", "四", "五", "六", "日"}

// calendarView is a month: its themed days and its campaigns.
type calendarView struct {
	top
	Month          string
	Before, After  ui.Tab
	Weeks          [][]dayCell
	Whole          []link // themes of more than a day
	Keep           bool
	YearHref, Year string
}

type link struct{ Label, Href string }

// dayCell is a day of the month; Day is 0 beside the month.
type dayCell struct {
	Day       int
	Date      string
	Weekday   string
	Today     bool
	Themes    []link
	Campaigns []link
}

// Calendar is GET /publicity/calendar.
func (p Pages) Calendar(w http.ResponseWriter, r *http.Request) error {
	today := calendar.Of(p.DB.Now())
	first, err := calendar.Parse(r.URL.Query().Get("month") + "-01")
	if err != nil {
		first = calendar.On(today.Year(), today.Month(), 1)
	}
	words := func(d calendar.Date) string { return number(d.Year()) + "年" + number(d.Month()) + "月" }
	tab := func(d calendar.Date) ui.Tab {
		return ui.Tab{Label: words(d), Href: "/publicity/calendar?month=" + d.String()[:7]}
	}
	v := calendarView{top: newTop(r, "普法日历　"+words(first), "/publicity/calendar", ui.Entries{}), Month: words(first), Before: tab(first.AddMonths(-1)), After: tab(first.AddMonths(1))}
	v.Keep, v.Year = identity.KeepPublicity.Allows(web.Actor(r)), number(first.Year())
	v.YearHref = "/publicity/days?year=" + v.Year
	err = p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r), first) })
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, calendarPage(v))
}

func (v *calendarView) fill(tx *db.Tx, by actor.Actor, first calendar.Date) error {
	last := first.AddMonths(1).AddDays(-1)
	days, err := publicity.Occurrences(tx, first.Year())
	if err != nil {
		return err
	}
	held, err := publicity.List(tx, by, publicity.Filter{From: first, To: last})
	if err != nil {
		return err
	}
	week := make([]dayCell, (int(first.Weekday())+6)%7)
	for d := first; d <= last; d = d.AddDays(1) {
		week = append(week, cellOf(tx.Today(), d, days, held))
		if len(week) == len(weekdays) {
			v.Weeks, week = append(v.Weeks, week), nil
		}
	}
	if len(week) > 0 {
		v.Weeks = append(v.Weeks, append(week, make([]dayCell, len(weekdays)-len(week))...))
	}
	for _, o := range days {
		if o.From != o.To && o.From <= last && o.To >= first {
			v.Whole = append(v.Whole, link{Label: o.Name + "（" + spanWords(o.Rule.Kind, o.From, o.To) + "）", Href: dayHref(o)})
		}
	}
	return nil
}

func cellOf(today, d calendar.Date, days []publicity.Occurrence, held []publicity.Campaign) dayCell {
	c := dayCell{Day: d.Day(), Date: d.String(), Weekday: "（周" + weekdays[(int(d.Weekday())+6)%7] + "）", Today: d == today}
	for _, o := range days {
		if o.From == d && o.To == d {
			c.Themes = append(c.Themes, link{Label: o.Name, Href: dayHref(o)})
		}
	}
	for _, h := range held {
		if h.On == d && h.State != publicity.Cancelled {
			c.Campaigns = append(c.Campaigns, link{Label: h.Title, Href: campaignAddress(h.ID)})
		}
	}
	return c
}

func dayHref(o publicity.Occurrence) string {
	return "/publicity/days/" + o.Code + "?year=" + number(o.From.Year())
}

// daysView is a year of themed days: what was done around each.
type daysView struct {
	top
	Year  int
	Years []ui.Tab
	Rows  []dayRow
	Off   []dayRow
	Shots []ui.Shot
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
		top: newTop(r, number(year)+"年普法节点", "/publicity/calendar", e), Year: year, Years: years("/publicity/days", year),
		Keep: identity.PlanPublicity.Allows(web.Actor(r)), Kinds: frame.Options(publicity.RuleKinds),
	}
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r)) })
	if err != nil {
		return err
	}
	return web.Render(w, r, status, daysPage(v))
}

// mostShots is how many photos the year shows, one for each themed day.
const mostShots = 12

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

// shot shows the first photo of what was done for a theme.
func (v *daysView) shot(tx *db.Tx, o publicity.Occurrence, pictured []publicity.Campaign) error {
	for _, c := range pictured {
		if c.Theme != o.Code || len(v.Shots) == mostShots {
			continue
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
	t := publicity.Theme{Name: f.Text("name", "名称", 30, true), Basis: f.Text("basis", "依据", 100, false)}
	t.Rule.Kind = publicity.RuleKind(f.Choice("rule", "一天、几天还是整个月", frame.Codes(publicity.RuleKinds), true))
	t.Rule.Month, t.Rule.Day = monthDay(f.Raw("from"))
	if t.Rule.Kind == publicity.OnSpan {
		t.Rule.ToMonth, t.Rule.ToDay = monthDay(f.Raw("to"))
	}
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

// dayView is one themed day in a year.
type dayView struct {
	top
	Code      string
	Facts     []ui.Fact
	Campaigns []campaignRow
	Shots     []ui.Shot
	Plan      string // where a campaign is arranged for it; "" = the reader does not
	Switch    bool
	Off       bool
	Years     []ui.Tab
	Words     string
}

// Day is GET /publicity/days/{code}.
func (p Pages) Day(w http.ResponseWriter, r *http.Request) error {
	by, year, code := web.Actor(r), yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now())), r.PathValue("code")
	v := dayView{Code: code, Switch: identity.PlanPublicity.Allows(by), Years: years("/publicity/days/"+url.PathEscape(code), year)}
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, by, year) })
	if err != nil {
		return err
	}
	v.top = newTop(r, v.Words, "/publicity/calendar", ui.Entries{})
	return web.Render(w, r, http.StatusOK, dayPage(v))
}

func (v *dayView) fill(tx *db.Tx, by actor.Actor, year int) error {
	themes, err := publicity.Themes(tx)
	if err != nil {
		return err
	}
	var t publicity.Theme
	for _, o := range themes {
		if o.Code == v.Code {
			t = o
		}
	}
	if t.Code == "" {
		return fault.New(fault.NotFound, "找不到这个节点，可能地址有误")
	}
	from, to := t.Rule.Span(year)
	v.Words, v.Off = t.Name, t.Off
	when := "这一年的日期还查不到，请看当年的通知"
	if !from.Zero() {
		when = number(year) + "年" + spanWords(t.Rule.Kind, from, to)
		if identity.KeepPublicity.Allows(by) && !t.Off {
			v.Plan = "/publicity/campaigns/new?" + url.Values{"theme": {t.Code}, "on": {from.String()}}.Encode()
		}
	}
	v.Facts = []ui.Fact{{Label: "日期", Value: when}, {Label: "性质", Value: publicity.Grounds.Label(string(t.Ground))}}
	if t.Basis != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "依据", Value: t.Basis})
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	all, err := publicity.List(tx, by, publicity.Filter{Theme: t.Code, From: calendar.On(year, 1, 1), To: calendar.On(year, 12, 31)})
	if err != nil {
		return err
	}
	if v.Campaigns, err = campaignRows(tx, names, all); err != nil {
		return err
	}
	for _, c := range all {
		photos, err := publicity.Photos(tx, c.ID)
		if err != nil {
			return err
		}
		for _, p := range photos {
			if len(v.Shots) < mostShots {
				s := shotOf(p, p.Alt)
				s.Href, s.When = campaignAddress(c.ID), c.On.String()
				v.Shots = append(v.Shots, s)
			}
		}
	}
	return nil
}
