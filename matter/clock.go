package matter

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Clock is one deadline of a matter as it was computed. It is recomputed only
// by a new event, never in place (deadlines.md section 2, rule 9).
type Clock struct {
	ID string
	deadline.Computed
	EndedOn calendar.Date
	EndedBy string
}

// Running reports whether the clock still runs.
func (c Clock) Running() bool { return c.EndedOn.Zero() }

func clocks(tx *db.Tx, m *Matter, s Step, c Change) error {
	for _, rule := range s.Ends {
		if err := EndClock(tx, m, rule, string(s.Do), c.On); err != nil {
			return err
		}
	}
	for _, rules := range [][]string{s.Starts, c.Starts} {
		for _, rule := range rules {
			if err := StartClock(tx, m, rule, string(s.Do), c.On); err != nil {
				return err
			}
		}
	}
	if !m.Open {
		if _, err := tx.Exec(endAllClocks, tx.Street, string(m.ID), c.On, MatterOver); err != nil {
			return err
		}
		m.DueOn, m.DueRule = 0, ""
	}
	return nil
}

// StartClock computes the rule's deadline from the trigger's day and lets it run.
func StartClock(tx *db.Tx, m *Matter, rule, trigger string, on calendar.Date, opts ...deadline.Option) error {
	r, err := deadline.Find(rule)
	if err != nil {
		return err
	}
	computed, err := deadline.Compute(calendar.Builtin(), r, trigger, on, opts...)
	if err != nil {
		return err
	}
	return setClock(tx, m, computed)
}

// StartHours lets a limit counted in hours run; lists show the day it ends on.
func StartHours(tx *db.Tx, m *Matter, rule, trigger string, at time.Time) (time.Time, error) {
	r, err := deadline.Find(rule)
	if err != nil {
		return time.Time{}, err
	}
	c, err := deadline.ComputeHours(r, trigger, at)
	if err != nil {
		return time.Time{}, err
	}
	on := calendar.Of(c.Due)
	return c.Due, setClock(tx, m, deadline.Computed{
		Rule: c.Rule, Term: c.Term, Event: c.Event, Start: calendar.Of(c.Start), Unrolled: on, Legal: on, Show: on, Steps: c.Steps,
	})
}

// RunningClock finds the clock of a rule that still runs.
func RunningClock(tx *db.Tx, id ID, rule string) (Clock, error) {
	all, err := Clocks(tx, id)
	if err != nil {
		return Clock{}, err
	}
	for _, c := range all {
		if c.Rule == rule && c.Running() {
			return c, nil
		}
	}
	return Clock{}, fault.New(fault.Conflict, "这个期限没有在计算，不能延长")
}

// Conclude sets the day a matter was concluded, and whether that was behind the
// legal day of one of the terms it has to be concluded in.
func Conclude(tx *db.Tx, m *Matter, on calendar.Date, terms ...string) error {
	m.ConcludedOn = on
	all, err := Clocks(tx, m.ID)
	for _, c := range all {
		if c.Running() && slices.Contains(terms, c.Rule) && c.Legal < on {
			m.Late = true
		}
	}
	return err
}

// ExtendClock lets a granted extension take the place of the running clock.
func ExtendClock(tx *db.Tx, m *Matter, rule string, g deadline.Grant) error {
	r, err := deadline.Find(rule)
	if err != nil {
		return err
	}
	c, err := RunningClock(tx, m.ID, rule)
	if err != nil {
		return err
	}
	extended, err := deadline.Extend(calendar.Builtin(), r, c.Computed, g)
	if err != nil {
		return err
	}
	return replaceClock(tx, m, extended)
}

// ExcludeSpan recomputes the running clock of a rule without the days of a
// span the law does not count, such as an appraisal (A4).
func ExcludeSpan(tx *db.Tx, m *Matter, rule string, span deadline.Span) error {
	r, err := deadline.Find(rule)
	if err != nil {
		return err
	}
	c, err := RunningClock(tx, m.ID, rule)
	if err != nil {
		return err
	}
	spans := append(c.Excluded, span)
	computed, err := deadline.Compute(calendar.Builtin(), r, c.Event, c.Start, deadline.Excluding(spans...))
	if err != nil {
		return err
	}
	return replaceClock(tx, m, computed)
}

// What a clock was ended by that nobody met: another of its rule took its place, the rule
// turned out not to be that of the matter, or the matter ended with what was owed undone.
const (
	Recomputed = "recomputed"
	Waived     = "waived"
	MatterOver = "matterOver"
)

// WaiveClock ends the running clock of a rule that turned out not to hold for the matter:
// nothing was owed by it.
func WaiveClock(tx *db.Tx, m *Matter, rule string) error {
	return EndClock(tx, m, rule, Waived, tx.Today())
}

func replaceClock(tx *db.Tx, m *Matter, computed deadline.Computed) error {
	if err := EndClock(tx, m, computed.Rule, Recomputed, tx.Today()); err != nil {
		return err
	}
	return setClock(tx, m, computed)
}

func setClock(tx *db.Tx, m *Matter, c deadline.Computed) error {
	computed, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("matter: clock %s: %w", c.Rule, err)
	}
	if _, err := tx.Exec(insertClock, tx.Street, tx.NewID(), string(m.ID), c.Rule, c.Event, c.Start, c.Legal, c.Show, string(computed)); err != nil {
		return err
	}
	if m.DueOn.Zero() || c.Show < m.DueOn {
		m.DueOn, m.DueRule = c.Show, c.Rule
	}
	return nil
}

// EndClock stops the running clocks of a rule: what was owed has been done.
func EndClock(tx *db.Tx, m *Matter, rule, by string, on calendar.Date) error {
	n, err := tx.Exec(endClock, tx.Street, string(m.ID), rule, on, by)
	if err != nil || n == 0 {
		return err
	}
	return nearest(tx, m)
}

// nearest sets the matter's due day to the earliest clock that runs.
func nearest(tx *db.Tx, m *Matter) error {
	all, err := Clocks(tx, m.ID)
	if err != nil {
		return err
	}
	m.DueOn, m.DueRule = 0, ""
	for _, c := range all {
		if c.Running() && (m.DueOn.Zero() || c.Show < m.DueOn) {
			m.DueOn, m.DueRule = c.Show, c.Rule
		}
	}
	return nil
}

// Lapse records that a clock ran out with no step taken, once per clock.
func Lapse(tx *db.Tx, by actor.Actor, m Matter, c Clock) error {
	if !c.Running() || c.Show >= tx.Today() {
		return fault.New(fault.Conflict, "这个期限还没有到")
	}
	_, err := event.Append(tx, by, event.Entry{
		Action: "matter.lapse", Kind: event.Matter, Subject: string(m.ID), Reason: c.Rule, Details: map[string]string{"due": c.Show.String()},
	})
	return err
}
