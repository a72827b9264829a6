// Package catalogue is the one list of every kind of record: the kinds of
// matter with their workflows, and the kinds of activity. A new kind is a line
// here; pages, filters and figures read it.
package catalogue

import (
	"slices"

	"fengsheng/activity"
	"fengsheng/administrative"
	"fengsheng/consultation"
	"fengsheng/hazard"
	"fengsheng/litigation"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/ownership"
	"fengsheng/petition"
	"fengsheng/reception"
)

// machines are the workflows by kind. A kind without a line goes no further
// than intake and triage.
var machines = map[matter.Kind]matter.Workflow{
	"":                    matter.Table(),
	matter.Mediation:      mediation.Table(),
	matter.Administrative: administrative.Table(),
	matter.Petition:       petition.Table(),
	matter.Litigation:     litigation.Table(),
	matter.Hazard:         hazard.Table(),
	matter.Consultation:   consultation.Table(),
}

// Workflow is the life of a kind after triage; before it, and for a kind that
// has no machine of its own, the life of intake.
func Workflow(kind matter.Kind) matter.Workflow {
	if w, ok := machines[kind]; ok {
		return w
	}
	return machines[""]
}

// Handled reports whether a kind has a machine of its own.
func Handled(kind matter.Kind) bool {
	_, ok := machines[kind]
	return ok && kind != ""
}

// StateLabel is the Chinese name of a state of a kind.
func StateLabel(kind matter.Kind, s matter.State) string {
	if l := Workflow(kind).States.Label(string(s)); l != "" {
		return l
	}
	return matter.IntakeStates.Label(string(s))
}

// States are the states of every kind, each once, in the order of a matter's
// life: for the filter of a list that shows all kinds.
func States() matter.Enumeration {
	all := slices.Clone(matter.IntakeStates)
	for _, k := range matter.Kinds {
		for _, s := range Workflow(matter.Kind(k.Code)).States {
			if !all.Has(s.Code) {
				all = append(all, s)
			}
		}
	}
	return all
}

// commands are the words of the workflows, by action of the ledger.
var commands = func() map[string]string {
	all := map[string]string{}
	for kind, w := range machines {
		noun := string(kind)
		if noun == "" {
			noun = "matter"
		}
		for _, s := range w.Steps {
			all[noun+"."+string(s.Do)] = s.Label
		}
	}
	for noun, commands := range map[string]matter.Enumeration{"ownership": ownership.Commands, "reception": reception.Commands} {
		for _, c := range commands {
			all[noun+"."+c.Code] = c.Label
		}
	}
	return all
}()

// CommandLabel is what the workflows call an action of the ledger, such as
// mediation.accept; "" for one that is no step.
func CommandLabel(action string) string { return commands[action] }

// Matters are the kinds of matter with their names.
func Matters() matter.Enumeration { return matter.Kinds }

// Activities are the kinds of activity with their names.
func Activities() matter.Enumeration { return activity.Kinds }
