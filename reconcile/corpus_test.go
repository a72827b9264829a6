package reconcile

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var marked = regexp.MustCompile(`\{([^}]*)\}`)

// corpus reads our own sentences: their text and the labels that stand in
// braces in them.
func corpus(t testing.TB) (map[string]string, []label) {
	t.Helper()
	raw, err := os.ReadFile("testdata/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts, labels := map[string]string{}, []label{}
	for n, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		doc := strconv.Itoa(n + 1)
		var text strings.Builder
		last := 0
		for _, m := range marked.FindAllStringSubmatchIndex(line, -1) {
			text.WriteString(line[last:m[0]])
			last = m[1]
			parts := strings.SplitN(line[m[2]:m[3]], ":", 3)
			number, rest, _ := strings.Cut(parts[0], "@")
			written, value, ok := strings.Cut(number, "=")
			if !ok {
				value = written
			}
			l := label{Doc: doc, Raw: written, Unit: parts[1], Start: len([]rune(text.String()))}
			if len(parts) == 3 {
				l.Group = parts[2]
			}
			if l.Value, err = strconv.ParseFloat(value, 64); err != nil {
				t.Fatalf("line %d: %v", n+1, err)
			}
			l.End = l.Start + len([]rune(written))
			unit := parts[1]
			if written == "九成" || strings.Contains(written, "分之") || strings.Contains(written, "/") {
				unit = ""
			}
			text.WriteString(written + rest + unit)
			labels = append(labels, l)
		}
		text.WriteString(line[last:])
		for i := range labels {
			if labels[i].Doc == doc {
				labels[i].Text = text.String()
			}
		}
		texts[doc] = text.String()
	}
	return texts, labels
}

func TestCorpus(t *testing.T) {
	texts, labels := corpus(t)
	m := measure(t, texts, labels)
	t.Logf("precision %.3f recall %.3f indicator %.3f (%d figures, %d labels)", m.precision(), m.recall(), m.naming(), m.found, m.labels)
	if m.precision() < 0.99 || m.recall() < 0.99 || m.naming() < 0.96 {
		t.Error("the reader got worse")
	}
}

func TestNoFigures(t *testing.T) {
	raw, err := os.ReadFile("testdata/nonfigures.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(raw), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, f := range Check(line, Options{}).Figures {
			t.Errorf("line %d: %s%s is no figure in %s", n+1, f.Raw, f.Unit, line)
		}
	}
}
