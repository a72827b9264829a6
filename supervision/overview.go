package supervision

import (
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// soonDays is how many working days before its day a matter is due soon.
const soonDays = 3

// Soon is the last day that is due soon: the third working day from today. In a
// year whose working days are not known, weekends alone are off.
func Soon(today calendar.Date) calendar.Date {
	d, err := calendar.Builtin().AddWorkingDays(today, soonDays)
	if err == nil {
		return d
	}
	d = today
	for n := 0; n < soonDays; {
		if d = d.AddDays(1); d.Weekday()%6 != 0 {
			n++
		}
	}
	return d
}

// Span is a column of the overview: which open matters it counts.
type Span struct {
	Label  string
	Filter matter.Filter // without the community
	Late   bool
}

// Spans are the columns on a day. The spans behind today lie within one another.
func Spans(today calendar.Date) []Span {
	within := func(to calendar.Date) matter.Filter {
		return matter.Filter{Open: true, Due: matter.Period{From: today.AddDays(1), To: to}}
	}
	return []Span{
		{Label: "已经超期", Filter: matter.Filter{DueBy: today.AddDays(-1)}, Late: true},
		{Label: "今天到期", Filter: matter.Filter{Open: true, Due: matter.Period{From: today, To: today}}},
		{Label: "三个工作日内", Filter: within(Soon(today))},
		{Label: "七天内", Filter: within(today.AddDays(7))},
		{Label: "全部在办", Filter: matter.Filter{Open: true}},
	}
}

// Line is one unit of the overview: a community, or the whole of what the reader
// may see when Unit is empty.
type Line struct {
	Unit   string
	Name   string
	Counts []int // one for each span; more than matter.Most is matter.Most+1, as in the list
}

// Board is the overview: how many matters are late or nearly so, by unit.
type Board struct {
	Spans []Span
	Lines []Line
	Total Line
}

// Filter is exactly the matters that a line counts in a span.
func (b Board) Filter(l Line, span int) matter.Filter {
	f := b.Spans[span].Filter
	f.Community = l.Unit
	return f
}

// Overview counts the open matters the actor may see, for each community that is
// the actor's whole and for all of it. Each number is asked of the index of open
// matters by due day and stops where the list stops, so it costs the same in every year.
func Overview(tx *db.Tx, by actor.Actor) (Board, error) {
	b := Board{Spans: Spans(tx.Today())}
	if err := identity.SeeSupervision.Check(by); err != nil {
		return b, err
	}
	scope := identity.SeeMatters.Reach(by, tx.Today())
	units, err := org.Tree(tx, tx.Today())
	if err != nil {
		return b, err
	}
	b.Total.Name = "合计"
	if b.Total.Counts, err = b.count(tx, scope, ""); err != nil {
		return b, err
	}
	for _, u := range units {
		if u.Level != actor.Community || !scope.Covers(u.ID) {
			continue
		}
		l := Line{Unit: u.ID, Name: u.Name}
		if l.Counts, err = b.count(tx, scope, u.ID); err != nil {
			return b, err
		}
		b.Lines = append(b.Lines, l)
	}
	return b, nil
}

func (b Board) count(tx *db.Tx, scope identity.Scope, community string) ([]int, error) {
	counts := make([]int, len(b.Spans))
	for i := range b.Spans {
		n, err := matter.CountTo(tx, scope, b.Filter(Line{Unit: community}, i), matter.Most)
		if err != nil {
			return nil, err
		}
		counts[i] = n
	}
	return counts, nil
}

// Under is a supervision with its matter.
type Under struct {
	Supervision
	Of matter.Matter
}

// ListMost is how many rows a list of this package shows at most.
const ListMost = 100

// Running lists the supervisions that are not closed, of the matters the actor
// may see, those whose answer is due first before the others.
func Running(tx *db.Tx, by actor.Actor) ([]Under, error) {
	if err := identity.SeeSupervision.Check(by); err != nil {
		return nil, err
	}
	var w db.Where
	w.Add("supervision.street_id = ?", tx.Street)
	w.Add("supervision.state <> 'closed'")
	identity.SeeMatters.Reach(by, tx.Today()).Restrict(&w)
	s, args := w.Build("supervision.running", "SELECT "+rowColumns+" FROM supervision JOIN matter ON matter.street_id = supervision.street_id AND matter.id = supervision.matter_id",
		"ORDER BY supervision.answer_by, supervision.id LIMIT ?", ListMost)
	rows, err := db.All(tx, s, scanRow, args...)
	if err != nil {
		return nil, err
	}
	return withMatters(tx, by, rows, func(s Supervision) matter.ID { return s.Matter }, func(s Supervision, m matter.Matter) Under { return Under{s, m} })
}

// withMatters reads the matter of each row as the actor may see it; a row whose
// matter is gone from sight is left out.
func withMatters[R, U any](tx *db.Tx, by actor.Actor, rows []R, id func(R) matter.ID, join func(R, matter.Matter) U) ([]U, error) {
	var all []U
	for _, r := range rows {
		m, err := matter.Visible(tx, by, id(r))
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, join(r, m))
	}
	return all, nil
}
