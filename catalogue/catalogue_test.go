package catalogue_test

import (
	"testing"

	"fengsheng/catalogue"
	"fengsheng/matter"
	"fengsheng/mediation"
)

func TestEveryStateOfEveryKindHasOneName(t *testing.T) {
	known := catalogue.States()
	for _, k := range append(matter.Enumeration{{}}, catalogue.Matters()...) {
		kind := matter.Kind(k.Code)
		w := catalogue.Workflow(kind)
		if len(w.Steps) == 0 {
			t.Errorf("%q has no steps", kind)
		}
		for _, s := range w.Steps {
			for _, state := range []matter.State{s.From, s.To} {
				if state == "" {
					continue
				}
				name := catalogue.StateLabel(kind, state)
				if name == "" || known.Label(string(state)) != name {
					t.Errorf("%s of %q is called %q, in the list of all %q", state, kind, name, known.Label(string(state)))
				}
			}
		}
	}
	seen := map[string]bool{}
	for _, s := range known {
		if seen[s.Code] || s.Label == "" {
			t.Errorf("%s is %q, and there before: %v", s.Code, s.Label, seen[s.Code])
		}
		seen[s.Code] = true
	}
}

func TestStateLabel(t *testing.T) {
	for _, c := range []struct {
		kind  matter.Kind
		state matter.State
		want  string
	}{
		{"", matter.Registered, "已登记"},
		{matter.Mediation, matter.Triaged, "已分流待承办"},
		{matter.Mediation, mediation.InProgress, "调解中"},
		{matter.Petition, matter.Triaged, "已分流待承办"},
		{matter.Mediation, "none", ""},
	} {
		if got := catalogue.StateLabel(c.kind, c.state); got != c.want {
			t.Errorf("%s of %q is %q, want %q", c.state, c.kind, got, c.want)
		}
	}
	for _, k := range catalogue.Matters() {
		if !catalogue.Handled(matter.Kind(k.Code)) {
			t.Errorf("%s has no machine", k.Code)
		}
	}
	if catalogue.Handled("") {
		t.Error("what is not sorted yet has no machine of its own")
	}
}

func TestEveryKindOfActivityHasAName(t *testing.T) {
	for _, k := range catalogue.Activities() {
		if k.Label == "" {
			t.Errorf("%s has no name", k.Code)
		}
	}
}
