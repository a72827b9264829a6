package docking

import (
	"cmp"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Verdict is what the comparison says of one hand-over.
type Verdict string

// The verdicts.
const (
	Both       Verdict = "both"
	OnlyOurs   Verdict = "onlyOurs"
	OnlyTheirs Verdict = "onlyTheirs"
	Differs    Verdict = "differs" // both have it, with another day or kind
)

// Verdicts with their names.
var Verdicts = matter.Enumeration{
	{Code: string(Both), Label: "两边一致"},
	{Code: string(OnlyOurs), Label: "只有街道有"},
	{Code: string(OnlyTheirs), Label: "只有派出所有"},
	{Code: string(Differs), Label: "记得不一样"},
}

// Label is the Chinese name.
func (v Verdict) Label() string { return Verdicts.Label(string(v)) }

// Pair is one hand-over as the two sides have it; one of them may be nil.
type Pair struct {
	Ours   *Handover
	Theirs *Entry
	Round  ID // the round whose agenda it is on; "" when on none
}

// Verdict says how the two sides agree.
func (p Pair) Verdict() Verdict {
	switch {
	case p.Theirs == nil:
		return OnlyOurs
	case p.Ours == nil:
		return OnlyTheirs
	case p.Ours.Kind != p.Theirs.Kind || !p.sameDay():
		return Differs
	}
	return Both
}

// sameDay compares like with like: what the station told us of its day, else our own.
func (p Pair) sameDay() bool {
	if !p.Ours.ToldOn.Zero() {
		return p.Ours.ToldOn == p.Theirs.On
	}
	return p.Ours.On == p.Theirs.On
}

// What is the difference as codes for an agenda: the verdict, or day and kind.
func (p Pair) What() string {
	v := p.Verdict()
	if v != Differs {
		return string(v)
	}
	var what []string
	if !p.sameDay() {
		what = append(what, "day")
	}
	if p.Ours.Kind != p.Theirs.Kind {
		what = append(what, "kind")
	}
	return strings.Join(what, ",")
}

// Direction is who hands over.
func (p Pair) Direction() Direction {
	if p.Ours != nil {
		return p.Ours.Direction
	}
	return p.Theirs.Direction
}

// Is reports whether either side calls the pair by the kind.
func (p Pair) Is(k Kind) bool {
	return p.Ours != nil && p.Ours.Kind == k || p.Theirs != nil && p.Theirs.Kind == k
}

// day is our day, else the station's.
func (p Pair) day() calendar.Date {
	if p.Ours != nil {
		return p.Ours.On
	}
	return p.Theirs.On
}

func (p Pair) within(period matter.Period) bool {
	in := func(d calendar.Date) bool { return d >= period.From && d <= period.To }
	return p.Ours != nil && in(p.Ours.On) || p.Theirs != nil && in(p.Theirs.On)
}

// Match pairs the two lists: by the station's number, then by ours, within one
// direction. Emergencies stand apart: they are in no pair, and an entry of the
// station that is one of them is no difference. The latest come first.
func Match(ours []Handover, theirs []Entry) []Pair {
	taken := make([]bool, len(theirs))
	found := make([]int, len(ours)) // place in theirs, or -1
	for i := range found {
		found[i] = -1
	}
	for _, same := range []func(h Handover, e Entry) bool{
		func(h Handover, e Entry) bool { return h.PoliceNo != "" && h.PoliceNo == e.PoliceNo },
		func(h Handover, e Entry) bool {
			return h.facts.Number != "" && h.facts.Number == e.OurNo && (h.PoliceNo == "" || e.PoliceNo == "")
		},
	} {
		for i, h := range ours {
			for j, e := range theirs {
				if found[i] < 0 && !taken[j] && h.Direction == e.Direction && same(h, e) {
					found[i], taken[j] = j, true
				}
			}
		}
	}
	var pairs []Pair
	for i := range ours {
		if ours[i].Emergency {
			continue
		}
		p := Pair{Ours: &ours[i]}
		if found[i] >= 0 {
			p.Theirs = &theirs[found[i]]
		}
		pairs = append(pairs, p)
	}
	for j := range theirs {
		if !taken[j] {
			pairs = append(pairs, Pair{Theirs: &theirs[j]})
		}
	}
	slices.SortStableFunc(pairs, func(a, b Pair) int { return -cmp.Compare(a.day(), b.day()) })
	return pairs
}

// Comparison is what a period shows.
type Comparison struct {
	Pairs       []Pair
	Emergencies []Handover // apart, the latest first
}

// Differences are the pairs on which the sides do not agree.
func (c Comparison) Differences() []Pair {
	return slices.DeleteFunc(slices.Clone(c.Pairs), func(p Pair) bool { return p.Verdict() == Both })
}

// margin is how many days beyond the period the other side's day is looked for:
// what is handed over on the last day of a month is received in the next.
const margin = 31

// mostDays is the longest period that is compared at once, in days.
const mostDays = 366

// Compare puts what both sides recorded in a period beside each other.
func Compare(tx *db.Tx, by actor.Actor, from, to calendar.Date) (Comparison, error) {
	var c Comparison
	if err := identity.SeeDocking.Check(by); err != nil {
		return c, err
	}
	switch {
	case from.Zero() || to.Zero() || to < from:
		return c, fault.Wrong("to", "请写从哪一天到哪一天，后一天不早于前一天")
	case to.DaysSince(from) >= mostDays:
		return c, fault.Wrong("from", "一次最多看一年，请缩短时间")
	}
	early, late := from.AddDays(-margin), to.AddDays(margin)
	ours, err := db.All(tx, readHandovers, scanHandover, tx.Street, early, late)
	if err != nil {
		return c, err
	}
	theirs, err := db.All(tx, readEntries, scanEntry, tx.Street, early, late)
	if err != nil {
		return c, err
	}
	period := matter.Period{From: from, To: to}
	for _, p := range Match(ours, theirs) {
		if p.within(period) {
			c.Pairs = append(c.Pairs, p)
		}
	}
	for _, h := range slices.Backward(ours) {
		if h.Emergency && h.On >= from && h.On <= to {
			c.Emergencies = append(c.Emergencies, h)
		}
	}
	return c, onAgenda(tx, c.Pairs)
}

// onAgenda notes which pairs a round has on its agenda.
func onAgenda(tx *db.Tx, pairs []Pair) error {
	for i, p := range pairs {
		if p.Verdict() == Both {
			continue
		}
		h, e := p.ids()
		rounds, err := db.Values[ID](tx, roundOfPair, tx.Street, string(h), string(e))
		if err != nil {
			return err
		}
		if len(rounds) > 0 {
			pairs[i].Round = rounds[0]
		}
	}
	return nil
}

func (p Pair) ids() (handover, entry ID) {
	if p.Ours != nil {
		handover = p.Ours.ID
	}
	if p.Theirs != nil {
		entry = p.Theirs.ID
	}
	return handover, entry
}
