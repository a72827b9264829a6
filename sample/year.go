package sample

import (
	"context"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/supervision"
)

// Morning is where the demonstration stands when its year has been lived:
// Monday 30 December 2024, nine o'clock in Beijing.
var Morning = time.Date(2024, 12, 30, 9, 0, 0, 0, calendar.Shanghai)

// cohort is a number of matters that end alike, spread evenly over days.
type cohort struct {
	end      ending
	count    int
	from, to calendar.Date
	class    matter.Class // "" = any
	settled  bool
	prevent  bool
}

// year2024 is the year of the real report: 799 accepted, of which 798 are
// concluded - 30 with a written agreement and a mediation dossier, 12 without an
// agreement and with a work dossier, 756 with an oral agreement and the short
// form - and what a street has besides.
var year2024 = []cohort{
	{end: endsWritten, count: 28, from: calendar.On(2024, 1, 4), to: calendar.On(2024, 11, 15)},
	{end: endsWritten, count: 2, from: calendar.On(2024, 4, 8), to: calendar.On(2024, 9, 2), class: matter.ClassPetition, settled: true},
	{end: endsOral, count: 750, from: calendar.On(2024, 1, 2), to: calendar.On(2024, 12, 3)},
	{end: endsOral, count: 6, from: calendar.On(2024, 2, 1), to: calendar.On(2024, 11, 1), class: matter.ClassCivil, prevent: true},
	{end: endsFailed, count: 8, from: calendar.On(2024, 1, 15), to: calendar.On(2024, 11, 20)},
	{end: endsParty, count: 4, from: calendar.On(2024, 2, 20), to: calendar.On(2024, 11, 10)},
	{end: endsInProgress, count: 1, from: calendar.On(2024, 12, 13), to: calendar.On(2024, 12, 13), class: matter.ClassCivil},

	{end: endsRefused, count: 9, from: calendar.On(2024, 1, 20), to: calendar.On(2024, 12, 2)},
	{end: endsDeclined, count: 5, from: calendar.On(2024, 2, 5), to: calendar.On(2024, 11, 25)},
	{end: endsRedirected, count: 14, from: calendar.On(2024, 1, 8), to: calendar.On(2024, 12, 10)},

	{end: endsAsked, count: 2, from: calendar.On(2024, 12, 24), to: calendar.On(2024, 12, 25), class: matter.ClassCivil},
	{end: endsApplied, count: 3, from: calendar.On(2024, 12, 24), to: calendar.On(2024, 12, 26), class: matter.ClassCivil},
	{end: endsTriaged, count: 4, from: calendar.On(2024, 12, 24), to: calendar.On(2024, 12, 26), class: matter.ClassCivil},
	{end: endsRegistered, count: 5, from: calendar.On(2024, 12, 25), to: calendar.On(2024, 12, 27), class: matter.ClassCivil},
}

// petitioners are the parties of each petition matter that is open at the end
// of the year: 24 matters, 59 parties.
var petitioners = []int{1, 3, 1, 4, 1, 5, 1, 1, 3, 1, 6, 1, 4, 1, 1, 3, 1, 5, 1, 4, 1, 3, 1, 6}

// Year lives through 2024 in the street that Found has made.
func Year(ctx context.Context, d *db.DB, street string, seed uint64, progress func(done int)) error {
	t, err := open(ctx, d, street, seed)
	if err != nil {
		return err
	}
	cases := &cases{}
	for _, c := range year2024 {
		for i := range c.count {
			if err := t.arrive(c, i, cases); err != nil {
				return err
			}
		}
	}
	ways := t.petitionLines()
	for i, n := range petitioners {
		l := &life{theatre: t, topic: t.topicOf(matter.ClassPetition), end: endsPetition, parties: n, place: i % len(t.Communities), lines: ways[stages[i].stage]}
		l.told = func(id matter.ID) { cases.add(id); t.open[stages[i].stage] = id }
		if err := t.on(stages[i].from, l.begin); err != nil {
			return err
		}
	}
	if err := t.activities(cases); err != nil {
		return err
	}
	if err := t.kinds(); err != nil {
		return err
	}
	if err := t.leadership(cases); err != nil {
		return err
	}
	t.register()
	if err := t.drills(); err != nil {
		return err
	}
	if err := t.studies(); err != nil {
		return err
	}
	if err := t.lastYearsReport(); err != nil {
		return err
	}
	if err := t.meetings(cases); err != nil {
		return err
	}
	t.responsibilities()
	t.supervisions()
	t.assessments()
	if err := t.publicity(ctx, d); err != nil {
		return err
	}
	if err := t.run(ctx, d, street, Morning, progress); err != nil {
		return err
	}
	if _, err := supervision.Run(ctx, d, street, Morning); err != nil {
		return err
	}
	return t.writeReport(ctx, d, street)
}

func open(ctx context.Context, d *db.DB, street string, seed uint64) (*theatre, error) {
	var w World
	err := d.View(ctx, street, func(tx *db.Tx) error {
		var err error
		w, err = Load(tx)
		return err
	})
	return newTheatre(w, seed), err
}

// arrive schedules the i-th matter of a cohort.
func (t *theatre) arrive(c cohort, i int, known *cases) error {
	p := t.topic()
	if c.class != "" {
		p = t.topicOf(c.class)
	}
	l := &life{theatre: t, topic: p, end: c.end, settled: c.settled, prevent: c.prevent, place: t.rng.IntN(len(t.Communities))}
	// Some written agreements of the second half are paid in instalments, and one of those is broken.
	l.parts = c.end == endsWritten && i >= 20 && i%3 == 2
	l.known, l.breaks = map[int]int{20: 1, 23: 2}[i], i == 20
	if p.class == matter.ClassPetition {
		l.told = known.add
	}
	l.mediator = t.mediator(l.place, i)
	span := c.to.DaysSince(c.from)
	return t.on(c.from.AddDays(span*i/max(c.count-1, 1)), l.begin)
}

// cases are the petition matters that leaders receive people about, as they arrive.
type cases struct{ ids []matter.ID }

func (c *cases) add(id matter.ID) { c.ids = append(c.ids, id) }

// newest is one of the last few known.
func (c *cases) newest(n int) []matter.ID {
	if len(c.ids) == 0 {
		return nil
	}
	return []matter.ID{c.ids[max(len(c.ids)-1-n%4, 0)]}
}

// loadFrom and loadTo are the days over which a load test's matters arrive:
// the years of the working calendar.
var (
	loadFrom = calendar.On(2024, 1, 2)
	loadTo   = calendar.On(2026, 10, 15)
	loadEnd  = time.Date(2026, 10, 30, 18, 0, 0, 0, calendar.Shanghai)
)

// Matters makes n matters for a load test, most of them concluded, spread over
// the years of the working calendar; the last weeks are still under way.
func Matters(ctx context.Context, d *db.DB, street string, n int, seed uint64, progress func(done int)) error {
	t, err := open(ctx, d, street, seed)
	if err != nil {
		return err
	}
	span, made := loadTo.DaysSince(loadFrom), 0
	t.next = func() bool {
		if made == n || len(t.waiting) > 2000 && !t.waiting[0].at.After(loadFrom.AddDays(span*made/n).Time()) {
			return false
		}
		l := &life{theatre: t, topic: t.topic(), end: t.mix(), quick: true, place: t.rng.IntN(len(t.Communities))}
		l.mediator = t.mediator(l.place, made)
		if err := t.on(loadFrom.AddDays(span*made/n), l.begin); err != nil {
			return false
		}
		made++
		return true
	}
	if err := t.activities(&cases{}); err != nil {
		return err
	}
	return t.run(ctx, d, street, loadEnd, progress)
}

// mix is how the load test's matters end.
func (t *theatre) mix() ending {
	switch n := t.rng.IntN(100); {
	case n < 88:
		return endsOral
	case n < 92:
		return endsWritten
	case n < 95:
		return endsFailed
	case n < 97:
		return endsRefused
	case n < 99:
		return endsRedirected
	}
	return endsParty
}
