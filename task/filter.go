package task

import (
	"net/url"
	"slices"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Whose narrows the list to the reader.
type Whose string

// Mine, those of the reader's units, or all the reader may see.
const (
	Mine Whose = "mine"
	Ours Whose = "ours"
	All  Whose = ""
)

// When narrows the list by the day a task is due.
type When string

// Overdue, within a week, within a month.
const (
	Late  When = "late"
	Week  When = "week"
	Month When = "month"
)

// Whens with their names.
var Whens = matter.Enumeration{
	{Code: "late", Label: "已超期"},
	{Code: "week", Label: "7天内到期"},
	{Code: "month", Label: "30天内到期"},
}

// Filter says which tasks. The list, its address, its export and the number of the
// desk read this one type.
type Filter struct {
	Whose   Whose
	Source  Source
	State   State
	When    When
	Subject string // of one meeting or entry
}

// Query is the filter as an address; what is not chosen is left out.
func (f Filter) Query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"whose": string(f.Whose), "source": string(f.Source), "state": string(f.State), "due": string(f.When), "of": f.Subject} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// FilterOf reads an address; what is not known is left out.
func FilterOf(q url.Values) Filter {
	known := func(name string, codes ...string) string {
		if v := q.Get(name); slices.Contains(codes, v) {
			return v
		}
		return ""
	}
	return Filter{
		Whose: Whose(known("whose", string(Mine), string(Ours))), Source: Source(known("source", codes(Sources)...)),
		State: State(known("state", codes(States)...)), When: When(known("due", codes(Whens)...)), Subject: q.Get("of"),
	}
}

func codes(e matter.Enumeration) []string {
	var all []string
	for _, c := range e {
		all = append(all, c.Code)
	}
	return all
}

// own are tasks of the actor: as an officer.
func own(by actor.Actor) db.Cond {
	return db.Cond{Text: "task.officer_id <> '' AND task.officer_id = ?", Values: []any{by.Officer}}
}

// ours are tasks of the units the actor has posts in: given to the unit, or to one of
// its officers.
func ours(by actor.Actor) []db.Cond {
	if !identity.SeeTasks.Allows(by) {
		return nil
	}
	var all []db.Cond
	for _, p := range by.Posts {
		all = append(all,
			db.Cond{Text: "task.unit_id = ?", Values: []any{p.Place.ID}},
			db.Cond{Text: "EXISTS (SELECT 1 FROM officer WHERE officer.street_id = task.street_id AND officer.id = task.officer_id AND officer.unit_id = ?)", Values: []any{p.Place.ID}},
		)
	}
	return all
}

// seen are all the tasks of a reader: their own, those of their units, those they gave,
// and those of the places they keep tasks for.
func seen(by actor.Actor) []db.Cond {
	all := append([]db.Cond{own(by), {Text: "task.given_by <> '' AND task.given_by = ?", Values: []any{by.Officer}}}, ours(by)...)
	for _, p := range by.Posts {
		if !slices.Contains(identity.KeepTasks.Roles, p.Role) {
			continue
		}
		switch p.Place.Level {
		case actor.Street:
			all = append(all, db.Cond{Text: "task.id <> ''"})
		case actor.Community:
			all = append(all, db.Cond{Text: "task.community_id = ?", Values: []any{p.Place.ID}})
		}
	}
	return all
}

// where is the filter for a reader: what is out of sight is not found.
func (f Filter) where(tx *db.Tx, by actor.Actor, today calendar.Date) *db.Where {
	var w db.Where
	w.Add("task.street_id = ?", tx.Street)
	switch f.Whose {
	case Mine:
		w.Any([]db.Cond{own(by)})
	case Ours:
		w.Any(append([]db.Cond{own(by)}, ours(by)...))
	default:
		w.Any(seen(by))
	}
	if f.Source != "" {
		w.Add("task.source = ?", string(f.Source))
	}
	if f.Subject != "" {
		w.Add("task.subject_id = ?", f.Subject)
	}
	if f.State != "" {
		w.Add("task.state = ?", string(f.State))
	}
	switch f.When {
	case Late:
		w.Add("task.state = 'open' AND task.due_on < ?", today)
	case Week:
		w.Add("task.state = 'open' AND task.due_on >= ? AND task.due_on <= ?", today, today.AddDays(7))
	case Month:
		w.Add("task.state = 'open' AND task.due_on >= ? AND task.due_on <= ?", today, today.AddDays(30))
	}
	return &w
}
