package indicator

import (
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Group is one part of a figure: a community, a type, a channel, a kind.
type Group struct {
	Code     string
	Label    string
	Number   int64
	Evidence string
}

// Place is a community that a figure can be parted by.
type Place struct{ Code, Label string }

// ByPlace parts what was accepted by community, in the order given, with what
// belongs to none at the end; the parts add up to the figure.
func ByPlace(tx *db.Tx, a Ask, places []Place) ([]Group, error) {
	filters, groups := make([]matter.Filter, len(places)+1), make([]Group, len(places)+1)
	for i, p := range places {
		filters[i], groups[i] = matter.Filter{Community: p.Code}, Group{Code: p.Code, Label: p.Label}
	}
	filters[len(places)] = matter.Filter{StreetLevel: true}
	groups[len(places)] = Group{Code: "street", Label: "街道本级，不属于任何社区"}
	return parted(tx, a, accepted, filters, groups)
}

// ByCode parts what was accepted by the codes of a list: by type or by channel.
func ByCode(tx *db.Tx, a Ask, e matter.Enumeration, part func(*matter.Filter) *[]string) ([]Group, error) {
	filters, groups := make([]matter.Filter, len(e)), make([]Group, len(e))
	for i, c := range e {
		*part(&filters[i]), groups[i] = []string{c.Code}, Group{Code: c.Code, Label: c.Label}
	}
	return parted(tx, a, accepted, filters, groups)
}

// ByKind parts what was registered by the procedure it went into; what has none,
// because it waits, was merged or redirected, is named as well.
func ByKind(tx *db.Tx, a Ask) ([]Group, error) {
	var filters []matter.Filter
	var groups []Group
	for _, k := range matter.Kinds {
		filters, groups = append(filters, matter.Filter{Kinds: []string{k.Code}}), append(groups, Group{Code: k.Code, Label: k.Label})
	}
	for _, s := range []matter.State{matter.Registered, matter.Merged, matter.Redirected} {
		label := matter.IntakeStates.Label(string(s))
		if s == matter.Registered {
			label = "等待分流"
		}
		filters, groups = append(filters, matter.Filter{States: of(s)}), append(groups, Group{Code: string(s), Label: label})
	}
	return parted(tx, a, registered, filters, groups)
}

// parted counts the parts of a figure in one reading.
func parted(tx *db.Tx, a Ask, figure func(Ask) matter.Filter, filters []matter.Filter, groups []Group) ([]Group, error) {
	a, err := a.settled()
	if err != nil {
		return nil, err
	}
	whole := figure(a)
	whole.Community = a.Community
	base, rest := split(whole)
	parts := make([]matter.Part, len(filters))
	for i, f := range filters {
		if len(f.Kinds) == 0 {
			f.Kinds = rest.Kinds
		}
		parts[i] = matter.Part{Filter: f, Total: matter.TotalMatters}
		f.Accepted, f.Registered = whole.Accepted, whole.Registered
		if f.Community == "" {
			f.Community = a.Community
		}
		groups[i].Evidence = address("/matters", f.Query())
	}
	numbers, err := matter.Tally(tx, a.scope(), base, parts)
	for i, n := range numbers {
		groups[i].Number = n
	}
	return groups, err
}

// Jump is a month that is far from the months before it.
type Jump struct {
	Month
	Usual int64 // the mean of the three months before, rounded
}

// The bounds of a jump: half as much again or half as much, and by ten at least, so
// that small numbers do not cry wolf. They say that something is worth a look.
const (
	jumpMonths = 3
	jumpLeast  = 10
)

// Jumps finds the whole months of a course that jump; a month that is not over
// cannot have fallen.
func Jumps(course []Month, cutoff calendar.Date) []Jump {
	var found []Jump
	for i := jumpMonths; i < len(course); i++ {
		var sum int64
		known := !course[i].Missing
		for _, m := range course[i-jumpMonths : i] {
			sum += m.Number
			known = known && !m.Missing
		}
		usual, n := (sum*2+jumpMonths)/(2*jumpMonths), course[i].Number
		over := course[i].First.AddMonths(1).AddDays(-1) <= cutoff
		rises := n-usual >= jumpLeast && 2*n >= 3*usual
		falls := usual-n >= jumpLeast && 2*n <= usual && over
		if known && (rises || falls) {
			found = append(found, Jump{course[i], usual})
		}
	}
	return found
}
