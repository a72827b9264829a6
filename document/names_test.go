package document_test

import (
	"testing"

	"fengsheng/document"
	"fengsheng/internal/docx"
)

// Every name in a form of the program is one that the records or an answer fill.
func TestFormsNameWhatIsKnown(t *testing.T) {
	made := 0
	for _, f := range document.Forms() {
		s, ok := document.SheetOf(f)
		if !ok {
			continue
		}
		made++
		file, err := s.Layout.Template()
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		template, err := docx.Open(file)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for _, p := range template.Check(document.NamesOf(s)) {
			t.Errorf("%s %s: %+v", f, f.Title(), p)
		}
		for _, b := range s.Layout.Blocks { // what stands once may not repeat with a list
			if w, ok := b.(docx.When); ok {
				if _, list := document.NamesOf(s).Lists[w.Name]; list {
					t.Errorf("%s %s repeats a part for each of %s that should stand once", f, f.Title(), w.Name)
				}
			}
		}
		used := map[string]bool{}
		for _, u := range template.Uses() {
			used[u.Name] = true
		}
		for _, a := range s.Asks {
			if !used[a.Name] {
				t.Errorf("%s %s asks for %s and does not say it", f, f.Title(), a.Name)
			}
		}
	}
	if made < 20 {
		t.Errorf("only %d forms are made", made)
	}
}
