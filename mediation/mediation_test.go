package mediation_test

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
)

// table is workflow.md section 2.1 typed in once more by hand: from, event, to,
// who. The program's table is held against it line by line.
var table = []struct {
	from, do, to string
	who          []actor.Role
}{
	{"triaged", "apply", "applied", r(actor.Mediator, actor.Chair, actor.Registrar)},
	{"triaged", "offer", "offered", r(actor.Mediator, actor.Triager)},
	{"applied", "askOther", "consentPending", r(actor.Mediator)},
	{"offered", "askOther", "consentPending", r(actor.Mediator)},
	{"consentPending", "refuse", "terminated", r(actor.Mediator, actor.Chair)},
	{"applied", "decline", "notAccepted", r(actor.Chair)},
	{"consentPending", "decline", "notAccepted", r(actor.Chair)},
	{"consentPending", "accept", "accepted", r(actor.Chair, actor.Mediator)},
	{"accepted", "start", "inProgress", r(actor.Mediator)},
	{"inProgress", "record", "inProgress", r(actor.Mediator)},
	{"inProgress", "investigate", "inProgress", r(actor.Mediator)},
	{"inProgress", "invite", "inProgress", r(actor.Mediator)},
	{"inProgress", "replaceMediator", "inProgress", r(actor.Chair)},
	{"inProgress", "continue", "inProgress", r(actor.Mediator)},
	{"inProgress", "suspend", "suspended", r(actor.Mediator)},
	{"suspended", "resume", "inProgress", r(actor.Mediator)},
	{"inProgress", "draft", "inProgress", r(actor.Mediator)},
	{"inProgress", "agreeWritten", "agreed", r(actor.Mediator)},
	{"inProgress", "agreeOral", "agreed", r(actor.Mediator, actor.Chair)},
	{"accepted", "partyEnds", "terminated", r(actor.Mediator, actor.Chair)},
	{"inProgress", "partyEnds", "terminated", r(actor.Mediator, actor.Chair)},
	{"suspended", "partyEnds", "terminated", r(actor.Mediator, actor.Chair)},
	{"inProgress", "fail", "terminated", r(actor.Mediator)},
	{"agreed", "perform", "agreed", r(actor.Mediator)},
	{"agreed", "confirm", "agreed", r(actor.Mediator)},
	{"agreed", "followUp", "agreed", r(actor.Mediator)},
	{"agreed", "close", "closed", r(actor.Mediator)},
	{"closed", "followUp", "closed", r(actor.Mediator)},
	{"closed", "perform", "closed", r(actor.Mediator, actor.Chair)}, // section 2.2: the agreement is an object of its own
	{"archived", "perform", "archived", r(actor.Mediator, actor.Chair)},
	{"closed", "confirm", "closed", r(actor.Mediator, actor.Chair)},
	{"closed", "reopen", "inProgress", r(actor.Chair, actor.Mediator)},

	{"applied", "otherProcedure", "terminated", r(actor.Mediator)},
	{"offered", "otherProcedure", "terminated", r(actor.Mediator)},
	{"consentPending", "otherProcedure", "terminated", r(actor.Mediator)},
	{"accepted", "otherProcedure", "terminated", r(actor.Mediator)},
	{"inProgress", "otherProcedure", "terminated", r(actor.Mediator)},
	{"suspended", "otherProcedure", "terminated", r(actor.Mediator)},
	{"agreed", "otherProcedure", "terminated", r(actor.Mediator)},

	{"applied", "stopUnlawful", "terminated", r(actor.Mediator, actor.Chair)},
	{"offered", "stopUnlawful", "terminated", r(actor.Mediator, actor.Chair)},
	{"consentPending", "stopUnlawful", "terminated", r(actor.Mediator, actor.Chair)},
	{"accepted", "stopUnlawful", "terminated", r(actor.Mediator, actor.Chair)},
	{"inProgress", "stopUnlawful", "terminated", r(actor.Mediator, actor.Chair)},
	{"suspended", "stopUnlawful", "terminated", r(actor.Mediator, actor.Chair)},
	{"agreed", "stopUnlawful", "terminated", r(actor.Mediator, actor.Chair)},

	{"applied", "withdraw", "withdrawn", r(actor.Mediator, actor.Chair)},
	{"offered", "withdraw", "withdrawn", r(actor.Mediator, actor.Chair)},
	{"consentPending", "withdraw", "withdrawn", r(actor.Mediator, actor.Chair)},
	{"accepted", "withdraw", "withdrawn", r(actor.Mediator, actor.Chair)},
	{"inProgress", "withdraw", "withdrawn", r(actor.Mediator, actor.Chair)},

	{"terminated", "archive", "archived", r(actor.Archivist)},
	{"notAccepted", "archive", "archived", r(actor.Archivist)},
	{"withdrawn", "archive", "archived", r(actor.Archivist)},
	{"closed", "archive", "archived", r(actor.Archivist)},
}

func r(roles ...actor.Role) []actor.Role { return roles }

func TestEveryLineOfTheTable(t *testing.T) {
	steps := mediation.Table().Steps
	if len(steps) != len(table) {
		t.Errorf("the program has %d lines, workflow.md %d", len(steps), len(table))
	}
	for _, want := range table {
		i := slices.IndexFunc(steps, func(s matter.Step) bool { return string(s.From) == want.from && string(s.Do) == want.do })
		if i < 0 {
			t.Errorf("%s from %s is missing", want.do, want.from)
			continue
		}
		got := steps[i]
		if string(got.To) != want.to || !same(got.Who, want.who) {
			t.Errorf("%s from %s: got to %s by %v, want to %s by %v", want.do, want.from, got.To, got.Who, want.to, want.who)
		}
	}
}

func same(a, b []actor.Role) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// Every command from every state, by every role: what the table does not say is
// refused, with a sentence that names the state or who may.
func TestWhatTheTableDoesNotSayIsRefused(t *testing.T) {
	commands := map[matter.Command]bool{}
	states := map[matter.State]bool{"": true, matter.Registered: true}
	for _, s := range mediation.Table().Steps {
		commands[s.Do], states[s.From], states[s.To] = true, true, true
	}
	for state := range states {
		for do := range commands {
			for _, role := range actor.Roles {
				m := matter.Matter{State: state, Mediator: "me", Community: "c1"}
				by := actor.Actor{Officer: "me", Posts: []actor.Post{{Role: role, Place: actor.Place{Level: actor.Community, ID: "c1"}}}}
				allowed := slices.ContainsFunc(table, func(l struct {
					from, do, to string
					who          []actor.Role
				},
				) bool {
					return l.from == string(state) && l.do == string(do) && slices.Contains(l.who, role)
				})
				_, err := mediation.Table().Step(m, do, by)
				if allowed != (err == nil) {
					t.Errorf("%s from %q by %s: got %v, want allowed=%v", do, state, role, err, allowed)
				}
				if err != nil && !strings.ContainsAny(err.Error(), "“”") {
					t.Errorf("%s from %q by %s: the sentence names neither step nor state: %v", do, state, role, err)
				}
			}
		}
	}
}

func TestOnlyAtThePlaceAndOnlyTheOwnMediator(t *testing.T) {
	at := func(level actor.Level, id string) actor.Actor {
		return actor.Actor{Officer: "me", Posts: []actor.Post{{Role: actor.Mediator, Place: actor.Place{Level: level, ID: id}}}}
	}
	m := matter.Matter{State: mediation.Accepted, Community: "c1", Grid: "g1", Estate: "e1", Mediator: "me"}
	for _, c := range []struct {
		name string
		by   actor.Actor
		m    matter.Matter
		ok   bool
	}{
		{"the street", at(actor.Street, ""), m, true},
		{"the community", at(actor.Community, "c1"), m, true},
		{"the estate", at(actor.Estate, "e1"), m, true},
		{"a sibling community", at(actor.Community, "c2"), m, false},
		{"a sibling estate", at(actor.Estate, "e2"), m, false},
		{"somebody else's matter", at(actor.Street, ""), matter.Matter{State: mediation.Accepted, Community: "c1", Mediator: "other"}, false},
	} {
		_, err := mediation.Table().Step(c.m, "start", c.by)
		if (err == nil) != c.ok || err != nil && !fault.Is(err, fault.Denied) {
			t.Errorf("%s: got %v, want allowed=%v", c.name, err, c.ok)
		}
	}
}
