package indicator

import (
	"slices"

	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// slot is where a counted number goes.
type slot struct{ of, place int }

// number and whole are the two places of an indicator: the number itself or a
// rate's numerator, and a rate's denominator.
const (
	number = iota
	whole
)

// ComputeAll counts every indicator. What shares the date that decides is
// counted in one reading of the table, from the very filters that Compute, the
// lists and the evidence use.
func ComputeAll(tx *db.Tx, a Ask) ([]Value, error) {
	a, err := a.settled()
	if err != nil {
		return nil, err
	}
	all := All()
	counted := make([][2]int64, len(all))
	readings := tallyMatters(a, all, counted)
	readings = append(readings, func(tx *db.Tx) error { return tallyActivities(tx, a, all, counted) })
	for i, d := range all {
		if d.measure.exams != nil {
			readings = append(readings, func(tx *db.Tx) (err error) {
				counted[i][number], counted[i][whole], err = sumExams(tx, d.measure, a)
				return err
			})
		}
		m := d.measure
		if m.venues == nil && m.stock == nil {
			continue
		}
		readings = append(readings, func(tx *db.Tx) (err error) {
			if m.stock != nil {
				counted[i][number], err = m.stock(a).count(tx)
				return err
			}
			counted[i][number], err = countVenues(tx, m.inVenues(a))
			return err
		})
	}
	if err := tx.Together(readings...); err != nil {
		return nil, err
	}
	values := make([]Value, len(all))
	for i, d := range all {
		values[i] = d.value(a, counted[i][number], counted[i][whole])
	}
	return values, nil
}

// sheaf is what one reading of the matters counts: each part once, however many
// indicators want its number.
type sheaf struct {
	base  matter.Filter
	parts []matter.Part
	slots [][]slot       // of each part
	known map[string]int // the parts by their conditions
}

func (s *sheaf) put(rest matter.Filter, t matter.Total, at slot) {
	key := string(t) + rest.Query().Encode()
	i, ok := s.known[key]
	if !ok {
		i = len(s.parts)
		s.known[key] = i
		s.parts = append(s.parts, matter.Part{Filter: rest, Total: t})
		s.slots = append(s.slots, nil)
	}
	s.slots[i] = append(s.slots[i], at)
}

// handful is how many numbers one reading takes along: a reading of a year costs
// as much by itself as about seven of its numbers, and two readings of half the
// numbers can be made at the same time.
const handful = 32

// tallyMatters gives the readings that count the measures over matters. No two
// write to the same place.
func tallyMatters(a Ask, all []Definition, counted [][2]int64) []func(*db.Tx) error {
	var readings []func(*db.Tx) error
	for _, s := range sheaves(a, all) {
		slots := slices.Collect(slices.Chunk(s.slots, handful))
		for parts := range slices.Chunk(s.parts, handful) {
			mine := slots[0]
			slots = slots[1:]
			readings = append(readings, func(tx *db.Tx) error {
				numbers, err := matter.Tally(tx, identity.Whole, s.base, parts)
				for i, n := range numbers {
					for _, at := range mine[i] {
						counted[at.of][at.place] = n
					}
				}
				return err
			})
		}
	}
	return readings
}

// sheaves gathers the measures over matters by the condition they share.
func sheaves(a Ask, all []Definition) []*sheaf {
	var order []*sheaf
	byBase := map[string]*sheaf{}
	put := func(f matter.Filter, t matter.Total, at slot) {
		base, rest := split(f)
		key := base.Query().Encode()
		s := byBase[key]
		if s == nil {
			s = &sheaf{base: base, known: map[string]int{}}
			byBase[key] = s
			order = append(order, s)
		}
		s.put(rest, t, at)
	}
	for i, d := range all {
		m := d.measure
		switch {
		case m.exams != nil:
		case m.rate():
			put(m.numerator(a), m.above(), slot{i, number})
			put(m.inMatters(a), m.total, slot{i, whole})
		case m.matters != nil:
			put(m.inMatters(a), m.total, slot{i, number})
		}
	}
	return order
}

// split parts a filter into the place and the date that decides, which an
// index answers, and the rest.
func split(f matter.Filter) (base, rest matter.Filter) {
	rest = f
	base.Community, rest.Community = f.Community, ""
	var none matter.Period
	switch {
	case f.Accepted != none:
		base.Accepted, rest.Accepted = f.Accepted, none
	case f.Concluded != none:
		base.Concluded, rest.Concluded = f.Concluded, none
	case f.Resolved != none:
		base.Resolved, rest.Resolved = f.Resolved, none
	case f.Registered != none:
		base.Registered, rest.Registered = f.Registered, none
	case f.Owed.What != "":
		base.Owed = f.Owed
		base.Owed.Kept, base.Owed.Missed = false, false
		if !f.Owed.Kept && !f.Owed.Missed {
			rest.Owed = matter.Owed{}
		}
	case f.Archived != none:
		base.Archived, rest.Archived = f.Archived, none
		base.Bound, rest.Bound = f.Bound, false
	case !f.OpenOn.Zero():
		base.OpenOn, rest.OpenOn = f.OpenOn, 0
	case !f.NotDone.Zero():
		base.NotDone, rest.NotDone = f.NotDone, 0
	case !f.DueBy.Zero():
		base.DueBy, rest.DueBy = f.DueBy, 0
	}
	return base, rest
}

func tallyActivities(tx *db.Tx, a Ask, all []Definition, counted [][2]int64) error {
	base := activity.Filter{On: a.Period(), Community: a.Community}
	var parts []activity.Part
	var slots []int
	for i, d := range all {
		m := d.measure
		if m.activities == nil {
			continue
		}
		rest := m.inActivities(a)
		rest.On, rest.Community = matter.Period{}, ""
		parts = append(parts, activity.Part{Filter: rest, Total: m.adds})
		slots = append(slots, i)
	}
	numbers, err := activity.Tally(tx, base, parts)
	for i, n := range numbers {
		counted[slots[i]][number] = n
	}
	return err
}
