package indicator

import (
	"fmt"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Cohort is what was registered in a span of days, wherever it stands by now: a
// matter stays in the cohort of its registration however long it takes.
type Cohort struct {
	Code string // 2024, 2024-1 for a quarter, 2024-03 for a month
	Name string // 2024年第1季度
	On   matter.Period

	Scope *identity.Scope // of whoever opens the rows; nil = the whole street
}

// By says how long the cohorts of a year are.
type By string

// The lengths.
const (
	ByYear    By = "year"
	ByQuarter By = "quarter"
	ByMonth   By = "month"
)

// Lengths with their names.
var Lengths = matter.Enumeration{{Code: "year", Label: "按年"}, {Code: "quarter", Label: "按季度"}, {Code: "month", Label: "按月"}}

// Cohorts are the cohorts of a year that have begun by a day.
func Cohorts(year int, by By, until calendar.Date) []Cohort {
	months, name := 12, func(int) string { return fmt.Sprintf("%d年", year) }
	switch by {
	case ByQuarter:
		months, name = 3, func(i int) string { return fmt.Sprintf("%d年第%d季度", year, i) }
	case ByMonth:
		months, name = 1, func(i int) string { return fmt.Sprintf("%d年%d月", year, i) }
	}
	var all []Cohort
	for i := 1; i <= 12/months; i++ {
		from := calendar.On(year, (i-1)*months+1, 1)
		to := from.AddMonths(months).AddDays(-1)
		if from > until {
			break
		}
		all = append(all, Cohort{Code: fmt.Sprintf("%d", i), Name: name(i), On: matter.Period{From: from, To: to}})
	}
	return all
}

// Bar is a number of the funnel with exactly its matters.
type Bar struct {
	Code   string
	Name   string // 不予受理
	Says   string // what it is, in a sentence
	Number int64
	Filter matter.Filter
}

// Evidence is the address of its rows.
func (b Bar) Evidence() string { return address("/matters", b.Filter.Query()) }

// Step is one step of the funnel. Of the step before, everything is here: what
// came this far, what left by a named exit, and what is still under way.
type Step struct {
	Bar
	Exits   []Bar
	Waiting []Bar // neither failed nor done
}

// Funnel is where a cohort stands at the moment of asking. Each step, its exits and
// what waits before it add up to the step before.
type Funnel struct {
	Cohort    Cohort
	Steps     []Step
	Concluded Bar // 办结, part of what was accepted
	Resolved  Bar // 化解, part of what was concluded
	EverDone  Bar // concluded at some time, reopened or not
	Reopened  Bar // and taken up again
}

// Share is a step in proportion to the step before it.
func (f Funnel) Share(i int) Rate {
	if i == 0 {
		return RateOf(f.Steps[0].Number, f.Steps[0].Number)
	}
	return RateOf(f.Steps[i].Number, f.Steps[i-1].Number)
}

// Gap is what the steps fail to explain; anything but zero is a mistake of the
// program and is said on the page.
func (f Funnel) Gap() int64 {
	for i := 1; i < len(f.Steps); i++ {
		s, sum := f.Steps[i], f.Steps[i].Number
		for _, b := range append(append([]Bar{}, s.Exits...), s.Waiting...) {
			sum += b.Number
		}
		if gap := f.Steps[i-1].Number - sum; gap != 0 {
			return gap
		}
	}
	return 0
}

// bars are all the numbers of the funnel.
func (f *Funnel) bars() []*Bar {
	var all []*Bar
	for i := range f.Steps {
		s := &f.Steps[i]
		all = append(all, &s.Bar)
		for k := range s.Exits {
			all = append(all, &s.Exits[k])
		}
		for k := range s.Waiting {
			all = append(all, &s.Waiting[k])
		}
	}
	return append(all, &f.Concluded, &f.Resolved, &f.EverDone, &f.Reopened)
}

// FunnelOf counts a cohort, of the whole street or one community, in one reading.
func FunnelOf(tx *db.Tx, c Cohort, community string) (Funnel, error) {
	if c.On.From.Zero() || c.On.To < c.On.From {
		return Funnel{}, fault.New(fault.Invalid, "统计的起止日期不对")
	}
	f := funnel(c)
	base := matter.Filter{Registered: c.On, Community: community}
	bars := f.bars()
	parts := make([]matter.Part, len(bars))
	for i, b := range bars {
		parts[i] = matter.Part{Filter: b.Filter, Total: matter.TotalMatters}
	}
	f.within(base)
	numbers, err := matter.Tally(tx, Ask{Scope: c.Scope}.scope(), base, parts)
	for i, n := range numbers {
		bars[i].Number = n
	}
	return f, err
}

// Together is the funnel of a cohort that others divide among them, such as a year and its
// quarters: every number is their sum, so nothing is read twice.
func Together(c Cohort, community string, parts []Funnel) Funnel {
	f := funnel(c)
	bars := f.bars()
	for _, p := range parts {
		for i, b := range p.bars() {
			bars[i].Number += b.Number
		}
	}
	f.within(matter.Filter{Registered: c.On, Community: community})
	return f
}

// within narrows what every number opens to its cohort.
func (f *Funnel) within(base matter.Filter) {
	for _, b := range f.bars() {
		b.Filter.Registered, b.Filter.Community = base.Registered, base.Community
	}
}

// UnderWay is what is neither done nor gone, at whatever step.
func (f Funnel) UnderWay() int64 {
	var n int64
	for _, s := range f.Steps {
		for _, b := range s.Waiting {
			n += b.Number
		}
	}
	return n
}
