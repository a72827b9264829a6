package mediations

import (
	"testing"

	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/org"
)

// Every command of the table has its form, once, and no form is for a command
// the table does not have.
func TestEveryCommandHasAForm(t *testing.T) {
	t.Parallel()
	count := map[matter.Command]int{}
	for _, f := range forms() {
		count[f.do]++
	}
	known := map[matter.Command]bool{}
	for _, s := range mediation.Table().Steps {
		known[s.Do] = true
		if count[s.Do] != 1 {
			t.Errorf("%s: got %d forms, want one", s.Do, count[s.Do])
		}
	}
	for do := range count {
		if !known[do] {
			t.Errorf("%s has a form and is no command of the table", do)
		}
	}
}

// A form asks each question once, in words, and says what it saved.
func TestFormsAskInWords(t *testing.T) {
	t.Parallel()
	c := scene{matter: matter.Matter{Class: matter.ClassPetition}}
	c.names.Officers = []org.Officer{{ID: "o", Name: "演示调解"}}
	for _, f := range forms() {
		if f.label == "" || f.read == nil {
			t.Errorf("%s: got no words for what was done, or no reader", f.do)
		}
		seen := map[string]bool{}
		for _, e := range f.fields(c) {
			if e.label == "" || e.name == "" || seen[e.name] {
				t.Errorf("%s: question %q (%s) is without words or asked twice", f.do, e.label, e.name)
			}
			seen[e.name] = true
			if e.kind == long && e.max == 0 {
				t.Errorf("%s: %s has no limit", f.do, e.name)
			}
		}
	}
}
