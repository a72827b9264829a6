package staff

import (
	"testing"

	"fengsheng/catalogue"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web/staff/acts"
	"fengsheng/web/staff/steps"
)

// Every command of every machine has its form, once, and no form is for a
// command the table does not have.
func TestEveryCommandHasAForm(t *testing.T) {
	t.Parallel()
	paged := map[matter.Kind]bool{}
	for _, k := range Kinds() {
		paged[k.Kind] = true
		count := map[matter.Command]int{}
		for _, f := range k.Forms {
			count[f.Do]++
		}
		known := map[matter.Command]bool{}
		for _, s := range catalogue.Workflow(k.Kind).Steps {
			if s.From == "" {
				continue // there is no matter yet: it has a page of its own
			}
			known[s.Do] = true
			if count[s.Do] != 1 {
				t.Errorf("%s %s: got %d forms, want one", k.Kind, s.Do, count[s.Do])
			}
		}
		for do := range count {
			if !known[do] {
				t.Errorf("%s %s has a form and is no command of the table", k.Kind, do)
			}
		}
	}
	for _, k := range catalogue.Matters() {
		if kind := matter.Kind(k.Code); catalogue.Handled(kind) != paged[kind] {
			t.Errorf("%s has a machine: %v, and pages: %v", kind, catalogue.Handled(kind), paged[kind])
		}
	}
}

// A form asks each question once, in words, and says what it saved.
func TestFormsAskInWords(t *testing.T) {
	t.Parallel()
	c := steps.Scene{Matter: matter.Matter{Class: matter.ClassPetition}}
	c.Names.Officers = []org.Officer{{ID: "o", Name: "演示调解"}}
	for _, k := range append(Kinds(), steps.Kind{Kind: "act", Forms: acts.Forms()}) {
		for _, f := range k.Forms {
			if k.Kind == "act" && (f.Name == "" || f.Group == "" || f.May == nil || catalogue.CommandLabel("matter."+string(f.Do))+catalogue.CommandLabel("vault."+string(f.Do)) == "") {
				t.Errorf("the act %s has no name, no group, no condition or no word in the ledger", f.Do)
			}
			if f.Label == "" || f.Read == nil {
				t.Errorf("%s %s: got no words for what was done, or no reader", k.Kind, f.Do)
			}
			seen := map[string]bool{}
			for _, e := range f.Fields(c) {
				if e.Label == "" || e.Name == "" || seen[e.Name] {
					t.Errorf("%s %s: question %q (%s) is without words or asked twice", k.Kind, f.Do, e.Label, e.Name)
				}
				seen[e.Name] = true
				if e.Kind == steps.Long && e.Max == 0 {
					t.Errorf("%s %s: %s has no limit", k.Kind, f.Do, e.Name)
				}
			}
		}
	}
}
