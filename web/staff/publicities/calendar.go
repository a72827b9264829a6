package publicities

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
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
	return "/publicity/day?code=" + o.Code + "&year=" + number(o.From.Year())
}
