package matter

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Command is the name of a step: what somebody does to a matter.
type Command string

// Step is one line of a workflow table: who may do what, from which state, to
// which, which papers it makes and which clocks it starts and ends.
type Step struct {
	From  State // "" = the matter does not exist yet
	Do    Command
	Label string // what the button says
	To    State
	Who   []actor.Role
	Party bool // the decision is a party's; an officer writes it down for them

	Papers []document.Form
	Starts []string // deadline rules
	Ends   []string
}

// Workflow is the whole life of one kind of matter, one line per step.
type Workflow struct {
	Kind   Kind // whose machine it is; "" for intake
	Steps  []Step
	Ended  []State // states in which nothing remains to be done but archiving
	States Enumeration

	// Forget empties what the kind's own tables say in words, for the street and
	// the matter's id: what is left after erasing are codes and dates.
	Forget []db.Stmt
}

// Step finds the line for a command and refuses what the table does not allow.
func (w Workflow) Step(m Matter, do Command, by actor.Actor) (Step, error) {
	var known *Step
	for i, s := range w.Steps {
		if s.Do != do {
			continue
		}
		known = &w.Steps[i]
		if s.From != m.State {
			continue
		}
		return s, s.allows(m, by)
	}
	if known == nil {
		return Step{}, fault.New(fault.Invalid, "没有这个步骤")
	}
	return Step{}, fault.New(fault.Conflict, "这件事现在是“%s”，不能再做“%s”", w.label(m.State), known.Label)
}

func (s Step) allows(m Matter, by actor.Actor) error {
	holds := identity.Permission{Roles: s.Who}
	if !holds.Reaches(by, m.At()) {
		return fault.New(fault.Denied, "“%s”只能由%s来做", s.Label, identity.Names(s.Who))
	}
	if m.HandedFrom != "" {
		return fault.New(fault.Conflict, "%s正在移交，等对方接收以后才能继续", m.Number)
	}
	// One matter, one owner at a time (W13): who carries matters acts only on their own.
	others := m.Mediator != "" && m.Mediator != by.Officer
	if others && !(identity.Permission{Roles: without(s.Who, owners)}).Reaches(by, m.At()) {
		return fault.New(fault.Denied, "这件事由另一位%s承办，“%s”只能由承办的人来做", identity.Names(among(s.Who, owners)), s.Label)
	}
	return nil
}

// owners are the roles that carry matters of their own.
var owners = []actor.Role{actor.Mediator, actor.Handler, actor.LegalAdviser}

// Take loads a matter for a step of this machine, at the version the actor saw,
// and finds the line of the table.
func (w Workflow) Take(tx *db.Tx, by actor.Actor, id ID, do Command, version int) (Matter, Step, error) {
	m, err := Take(tx, by, id, version)
	if err != nil {
		return m, Step{}, err
	}
	if m.Kind != w.Kind {
		return m, Step{}, fault.New(fault.Conflict, "这件事不是%s，不能做这一步", w.Kind.Label())
	}
	step, err := w.Step(m, do, by)
	return m, step, err
}

// first is the command that begins a matter.
func (w Workflow) first() Command {
	for _, s := range w.Steps {
		if s.From == "" {
			return s.Do
		}
	}
	return ""
}

// Next lists the steps the table allows the actor from the matter's state.
func (w Workflow) Next(m Matter, by actor.Actor) []Step {
	var next []Step
	for _, s := range w.Steps {
		if s.From == m.State && s.allows(m, by) == nil {
			next = append(next, s)
		}
	}
	return next
}

// Later lists the steps from the matter's state that somebody else must take.
func (w Workflow) Later(m Matter, by actor.Actor) []Step {
	var later []Step
	for _, s := range w.Steps {
		if s.From == m.State && s.allows(m, by) != nil {
			later = append(later, s)
		}
	}
	return later
}

func (w Workflow) label(s State) string {
	if l := w.States.Label(string(s)); l != "" {
		return l
	}
	return IntakeStates.Label(string(s))
}

// ends reports whether a state ends the matter's open life.
func (w Workflow) ends(s State) bool { return slices.Contains(w.Ended, s) }

func without(roles, some []actor.Role) []actor.Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r actor.Role) bool { return slices.Contains(some, r) })
}

func among(roles, some []actor.Role) []actor.Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r actor.Role) bool { return !slices.Contains(some, r) })
}

// Owned reports whether somebody who carries matters takes the step.
func (s Step) Owned() bool { return len(among(s.Who, owners)) > 0 }

// Early reports whether a step ends the matter on another way than the usual one:
// such steps stand apart on a page, so that nobody presses one by mistake.
func (w Workflow) Early(s Step) bool {
	return w.ends(s.To) && s.To != ClosedState && s.To != ArchivedState
}

// intake is the life of every matter before its kind takes it on (workflow.md section 1).
var intake = Workflow{
	States: IntakeStates,
	Ended:  []State{Merged, Redirected},
	Steps: []Step{
		{From: "", Do: "receive", Label: "接收", To: Received, Who: []actor.Role{actor.Registrar, actor.GridWorker, actor.StationLead, actor.PetitionClerk, actor.Mediator}},
		{From: Received, Do: "register", Label: "登记", To: Registered, Who: []actor.Role{actor.Registrar, actor.PetitionClerk}},
		{From: Registered, Do: "triage", Label: "分流", To: Triaged, Who: []actor.Role{actor.Triager}},
		{From: Registered, Do: "merge", Label: "并入已有事项", To: Merged, Who: []actor.Role{actor.Triager}},
		{From: Merged, Do: "unmerge", Label: "撤销合并", To: Registered, Who: []actor.Role{actor.Triager}},
		{From: Registered, Do: "redirect", Label: "引导到别处", To: Redirected, Who: []actor.Role{actor.Triager}, Papers: []document.Form{document.Guidance}},
	},
}

// Table is the table of intake and triage, for pages, diagrams and tests.
func Table() Workflow { return intake }
