package matter

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Change is what a step brings beyond the new state.
type Change struct {
	On      calendar.Date     // the day it happened; zero = today
	Note    string            // what somebody wrote down, for those who handle the matter
	Kind    string            // of the note: contact, record, decision …; "" = the command
	Reason  string            // a code
	Details map[string]string // codes, dates and ids for the ledger
	Facts   map[string]string // for the papers
	Papers  []document.Form   // further papers beside those of the step
	Skip    []document.Form   // papers of the step that this way of doing it does not make
	Starts  []string          // further clocks
	Fields  []string          // names of fields touched
}

// Advance is the only way a matter changes state: the row, if nobody was
// faster, its event, its papers, its clocks and its words in the index - or
// none of them.
func Advance(tx *db.Tx, by actor.Actor, w Workflow, m *Matter, s Step, c Change) error {
	if c.On.Zero() {
		c.On = tx.Today()
	}
	if c.On > tx.Today() {
		return fault.New(fault.Invalid, "日期%s还没有到", c.On)
	}
	before := *m
	if m.read != nil {
		if err := given(tx, *m, *m.read); err != nil {
			return err
		}
		if err := book(tx, m, HeldAssigned); err != nil {
			return err
		}
	}
	m.State = s.To
	if w.ends(s.To) {
		m.Open = false
		if m.ClosedOn.Zero() {
			m.ClosedOn = c.On
		}
	} else {
		m.Open = true
		m.ClosedOn = 0
	}
	if !m.Open && before.Open {
		if _, err := tx.Exec(endHolding, tx.Street, string(m.ID), c.On); err != nil {
			return err
		}
	}
	if err := clocks(tx, m, s, c); err != nil {
		return err
	}
	seq, err := event.Append(tx, by, event.Entry{
		Action: w.noun() + "." + string(s.Do), Kind: event.Matter, Subject: string(m.ID), Role: by.First(s.Who...),
		Fields: c.Fields, Reason: c.Reason, Details: withStates(c.Details, before.State, s.To, c.On),
	})
	if err != nil {
		return err
	}
	if err := papers(tx, by, m, s, c); err != nil {
		return err
	}
	if c.Note != "" {
		kind := c.Kind
		if kind == "" {
			kind = string(s.Do)
		}
		if err := addNote(tx, by, m.ID, seq, c.On, kind, c.Note); err != nil {
			return err
		}
	}
	if err := update(tx, m); err != nil {
		return err
	}
	if !slices.Equal(before.words(), m.words()) {
		return index(tx, *m)
	}
	return nil
}

// noun names the machine a matter is in, for the ledger.
func (w Workflow) noun() string {
	if w.Kind == "" {
		return "matter"
	}
	return string(w.Kind)
}

func withStates(details map[string]string, from, to State, on calendar.Date) map[string]string {
	all := map[string]string{"from": string(from), "to": string(to), "on": on.String()}
	for k, v := range details {
		all[k] = v
	}
	return all
}

func papers(tx *db.Tx, by actor.Actor, m *Matter, s Step, c Change) error {
	skip := map[document.Form]bool{}
	for _, f := range c.Skip {
		skip[f] = true
	}
	for _, forms := range [][]document.Form{s.Papers, c.Papers} {
		for _, f := range forms {
			if skip[f] {
				continue
			}
			skip[f] = true
			if _, err := document.Add(tx, by, Keys(tx, m.ID), document.Piece{Matter: string(m.ID), Form: f, On: c.On, Facts: c.Facts}); err != nil {
				return err
			}
		}
	}
	return nil
}

// ConflictOnVersion is the sentence for a matter that changed meanwhile (IN-09).
func ConflictOnVersion(number string) error {
	return fault.New(fault.Conflict, "%s刚刚被别人改过，请看过最新情况再提交，您填的内容还在", number)
}

// Take loads a matter for a step: not found unless the actor may see it
// (AUTHZ-11), a conflict unless it is the version the actor saw (IN-09).
// Version 0 means the caller saw nothing, such as an import.
func Take(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := Visible(tx, by, id)
	if err != nil {
		return m, err
	}
	if version != 0 && version != m.Version {
		return m, ConflictOnVersion(m.Number)
	}
	return m, nil
}

// Day is the day a step happened: today unless told, never before the step it
// follows and never ahead (W10: no back-dating).
func Day(tx *db.Tx, on, after calendar.Date, what string) (calendar.Date, error) {
	if on.Zero() {
		on = tx.Today()
	}
	if on > tx.Today() {
		return on, fault.New(fault.Invalid, "%s日期%s还没有到", what, on)
	}
	if on < after {
		return on, fault.New(fault.Invalid, "%s日期不能早于上一步的日期（%s）", what, after)
	}
	return on, nil
}

// Act takes a matter through one step of its machine: guard checks what the law
// and the day ask for, changes the matter, and says what the step brings.
func (w Workflow) Act(tx *db.Tx, by actor.Actor, id ID, do Command, version int, guard func(*Matter) (Change, error)) (Matter, error) {
	m, step, err := w.Take(tx, by, id, do, version)
	if err != nil {
		return m, err
	}
	c, err := guard(&m)
	if err != nil {
		return m, err
	}
	return m, Advance(tx, by, w, &m, step, c)
}

// InEach is one line of a table for every state it holds in.
func InEach(s Step, from ...State) []Step {
	all := make([]Step, len(from))
	for i, f := range from {
		all[i] = s
		all[i].From = f
	}
	return all
}
