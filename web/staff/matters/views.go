package matters

import (
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"time"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// A filter is shown in one of three ways; the conditions stay (ux.md 9.1).
const (
	asTable = ""
	asBoard = "board" // what is open, by state
	asMonth = "month" // what has a clock, by the day it shows
)

// cards is how many matters a column of the board shows.
const cards = 8

// readView reads how the list is to be shown. A board is of open matters and a
// month of those with a clock, and the conditions say so.
func (a *asked) readView(q url.Values) {
	switch a.view = q.Get("view"); a.view {
	case asBoard:
		a.filter.Open = true
	case asMonth:
		a.filter.Clocked = true
		if d, err := calendar.Parse(q.Get("month") + "-01"); err == nil {
			a.month = d
		}
	default:
		a.view = asTable
	}
}

// views are the other ways to see the same filter.
func (a asked) views() []ui.Tab {
	tab := func(label, view string) ui.Tab {
		q := maps.Clone(a.base)
		q.Del("view")
		if view != asTable {
			q.Set("view", view)
			q.Del("all")
		}
		return ui.Tab{Label: label, Href: "/matters?" + q.Encode(), Current: a.view == view}
	}
	return []ui.Tab{tab("表格", asTable), tab("看板", asBoard), tab("日历", asMonth)}
}

// table is the address of the filter, narrowed further, as a table.
func (a asked) table(narrow func(*matter.Filter)) string {
	f := a.filter
	narrow(&f)
	return "/matters?" + f.Query().Encode()
}

// boardColumn is a state with how many matters are in it and the latest of them.
type boardColumn struct {
	Label, Count, Href string
	Cards              []row
	More               int // matters that are not shown
}

// fillBoard counts every state in one reading, so that the columns add up.
func (v *listView) fillBoard(tx *db.Tx, q asked, scope identity.Scope) error {
	all := states()
	parts := make([]matter.Part, len(all))
	for i, s := range all {
		parts[i] = matter.Part{Filter: matter.Filter{States: []string{s.Code}}, Total: matter.TotalMatters}
	}
	numbers, err := matter.Tally(tx, scope, q.filter, parts)
	if err != nil {
		return err
	}
	sum := 0
	for i, s := range all {
		n := int(numbers[i])
		if n == 0 {
			continue
		}
		sum += n
		in := func(f *matter.Filter) { f.States = []string{s.Code} }
		shown := q.filter
		in(&shown)
		found, err := matter.List(tx, scope, shown, matter.Page{Order: matter.Newest, Size: cards})
		if err != nil {
			return err
		}
		if err := v.Names.Know(tx, found...); err != nil {
			return err
		}
		c := boardColumn{Label: frame.StateLabel(s.Code), Count: strconv.Itoa(n) + "件", Href: q.table(in), More: n - len(found)}
		for _, m := range found {
			c.Cards = append(c.Cards, newRow(m, v.Names, tx.Today()))
		}
		v.Board = append(v.Board, c)
	}
	v.Beside = "共" + strconv.Itoa(sum) + "件"
	return nil
}

// monthView is a month of days, each with how many clocks show it.
type monthView struct {
	Title, Earlier, Later string
	Overdue, OverdueHref  string
	Weeks                 [][]dayView
}

// dayView is one day; its Day is 0 before the first and after the last.
type dayView struct {
	Day                 int
	Date, Weekday, Note string // Note is 休, or 班 on a weekend that is worked
	Count, Href         string
	Today               bool
}

// fillMonth counts every day of the month in one reading.
func (v *listView) fillMonth(tx *db.Tx, q asked, scope identity.Scope) error {
	today := tx.Today()
	first := q.month
	if first.Zero() {
		first = calendar.On(today.Year(), today.Month(), 1)
	}
	last := first.AddMonths(1).AddDays(-1)
	base := q.filter
	base.Due = matter.Period{From: max(first, base.Due.From), To: last}
	if to := q.filter.Due.To; !to.Zero() {
		base.Due.To = min(to, last)
	}
	var parts []matter.Part
	for d := first; d <= last; d = d.AddDays(1) {
		parts = append(parts, matter.Part{Filter: matter.Filter{Due: matter.Period{From: d, To: d}}, Total: matter.TotalMatters})
	}
	numbers, err := matter.Tally(tx, scope, base, parts)
	if err != nil {
		return err
	}
	late := q.filter
	late.DueBy = earliest(late.DueBy, today.AddDays(-1))
	overdue, err := matter.CountTo(tx, scope, late, matter.Most)
	if err != nil {
		return err
	}
	v.Month = &monthView{
		Title: fmt.Sprintf("%d年%d月", first.Year(), first.Month()), Earlier: q.monthAddress(first.AddMonths(-1)), Later: q.monthAddress(first.AddMonths(1)),
		Overdue: totalWords(min(overdue, matter.Most), overdue > matter.Most), OverdueHref: "/matters?" + late.Query().Encode(),
	}
	week := make([]dayView, mondayFirst(first.Weekday()))
	sum := 0
	for i, n := range numbers {
		d := first.AddDays(i)
		day := dayView{Day: d.Day(), Date: d.String(), Weekday: weekdays[mondayFirst(d.Weekday())], Note: restNote(d), Today: d == today}
		if n > 0 {
			sum += int(n)
			day.Count = strconv.FormatInt(n, 10) + "件"
			day.Href = q.table(func(f *matter.Filter) { f.Due = matter.Period{From: d, To: d} })
		}
		if week = append(week, day); len(week) == len(weekdays) {
			v.Month.Weeks, week = append(v.Month.Weeks, week), nil
		}
	}
	if len(week) > 0 {
		v.Month.Weeks = append(v.Month.Weeks, append(week, make([]dayView, len(weekdays)-len(week))...))
	}
	v.Beside = "本月到期" + strconv.Itoa(sum) + "件"
	return nil
}

// earliest is the earlier of two days, where no day is no bound.
func earliest(a, b calendar.Date) calendar.Date {
	if a.Zero() {
		return b
	}
	return min(a, b)
}

func (a asked) monthAddress(first calendar.Date) string {
	q := maps.Clone(a.base)
	q.Set("month", strings.TrimSuffix(first.String(), "-01"))
	return "/matters?" + q.Encode()
}

var weekdays = []string{"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"}

// mondayFirst is the place of a day in a week that begins on Monday.
func mondayFirst(d time.Weekday) int { return (int(d) + 6) % 7 }

var workCalendar = calendar.Builtin()

// restNote says what the working calendar says against the weekday; a year it
// does not hold says nothing.
func restNote(d calendar.Date) string {
	works, err := workCalendar.IsWorkingDay(d)
	weekend := mondayFirst(d.Weekday()) >= 5
	switch {
	case err != nil || works != weekend:
		return ""
	case works:
		return "班"
	}
	return "休"
}
