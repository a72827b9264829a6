package reconcile

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared is the folder of sample reports beside the checkout; the test is
// skipped where there is none.
func shared(t testing.TB) string {
	t.Helper()
	for _, dir := range []string{os.Getenv("FENGSHENG_REPORTS"), "../../shared/reports", "../../../shared/reports"} {
		if dir == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, "figures.jsonl")); err == nil {
			return dir
		}
	}
	t.Skip("no sample reports beside the checkout; FENGSHENG_REPORTS names their folder")
	return ""
}

type label struct {
	Doc, Text, Indicator, Unit, Qualifier, Kind, Raw string
	Group                                            string
	Value                                            float64
	Start, End                                       int
}

func sharedText(t testing.TB, dir, doc string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, doc+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	if doc == "seed" {
		return string(raw)
	}
	_, text, _ := strings.Cut(string(raw), "\n")
	return text
}

func lines[T any](t testing.TB, file string) []T {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// measured is what a measurement found.
type measured struct{ right, found, labels, named int }

func (m measured) precision() float64 { return float64(m.right) / float64(max(m.found, 1)) }
func (m measured) recall() float64    { return float64(m.right) / float64(max(m.labels, 1)) }
func (m measured) naming() float64    { return float64(m.named) / float64(max(m.right, 1)) }

// measure compares the figures of texts with labels by place, value and unit.
func measure(t testing.TB, texts map[string]string, labels []label) measured {
	t.Helper()
	var m measured
	m.labels = len(labels)
	for doc, text := range texts {
		got := Check(text, Options{}).Figures
		m.found += len(got)
		used := make([]bool, len(labels))
		for _, f := range got {
			ok := false
			for i, l := range labels {
				if used[i] || l.Doc != doc || l.Start != f.Start || l.End != f.End || l.Value != f.Value || l.Unit != f.Unit {
					continue
				}
				ok, used[i] = true, true
				m.right++
				if named(f, l) {
					m.named++
				} else {
					t.Logf("%s: %s in %s: called %s (%s), should be %s (%s)", doc, f.Raw+f.Unit, f.Text, f.Indicator, f.Group, l.Indicator, l.Group)
				}
				break
			}
			if !ok {
				t.Logf("%s: no figure: %s %v %s at %d-%d in %s", doc, f.Raw, f.Value, f.Unit, f.Start, f.End, f.Text)
			}
		}
		for i, l := range labels {
			if l.Doc == doc && !used[i] {
				t.Logf("%s: missed: %s %v %s at %d-%d in %s", doc, l.Raw, l.Value, l.Unit, l.Start, l.End, l.Text)
			}
		}
	}
	return m
}

// named reports whether a figure is called rightly: by the name of the label,
// as its row, or, where it has no row, by words that share two with it.
func named(f Figure, l label) bool {
	if f.Indicator == l.Indicator || l.Group != "" && f.Group == l.Group {
		return true
	}
	if l.Group != "" || l.Indicator == "" {
		return l.Group == ""
	}
	mine := []rune(f.Indicator)
	for i := 0; i+1 < len(mine); i++ {
		if strings.Contains(l.Indicator, string(mine[i:i+2])) {
			return true
		}
	}
	return false
}

func TestSharedReports(t *testing.T) {
	dir := shared(t)
	labels := lines[label](t, filepath.Join(dir, "figures.jsonl"))
	texts := map[string]string{}
	for _, l := range labels {
		if texts[l.Doc] == "" {
			texts[l.Doc] = sharedText(t, dir, l.Doc)
		}
	}
	m := measure(t, texts, labels)
	t.Logf("precision %.3f recall %.3f indicator %.3f (%d figures, %d labels)", m.precision(), m.recall(), m.naming(), m.found, m.labels)
	if m.precision() < 0.97 || m.recall() < 0.95 || m.naming() < 0.9 {
		t.Error("below what is asked: 0.97, 0.95, 0.9")
	}
}
