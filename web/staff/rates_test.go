package staff_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// lone finds a share that is made or printed by itself: a number that is worked out,
// with a sign of per cent behind it. A target somebody types, the words of a rule and
// a width in a drawing are none.
var lone = []*regexp.Regexp{
	regexp.MustCompile(`\bindicator\.Percent\(`),
	regexp.MustCompile(`%%|%[-+# 0-9.]*[vdsfq]％`), // a format with the sign
	regexp.MustCompile(`\+ ?"[%％]`),               // the sign behind a value
	regexp.MustCompile(`\} ?[%％]`),                // the sign behind what a template prints
	regexp.MustCompile(`\b_\b.*\.Apart\(`),        // a Rate taken apart, a number of it dropped
}

func isLone(line string) bool {
	return slices.ContainsFunc(lone, func(r *regexp.Regexp) bool { return r.MatchString(line) })
}

func TestWhatALoneShareIs(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		`<p>{ number(v.Done) }%</p>`:                                       true,
		`<p>{ number(v.Done) } ％</p>`:                                      true,
		`<p>办结率{ number(v.Done) + "%" }</p>`:                               true,
		`<p>{ number(v.Done)+"％，" }</p>`:                                   true,
		`<p>{ fmt.Sprintf("%d%%", v.Done) }</p>`:                           true,
		`<p>{ fmt.Sprintf("%.2f％", v.Done) }</p>`:                          true,
		`_, text := indicator.Percent(a, b)`:                               true,
		`text, _, _ := indicator.RateOf(a, b).Apart()`:                     true,
		`text, part, whole := indicator.RateOf(a, b).Apart()`:              false,
		`<p>{ indicator.RateOf(v.Done, v.All).String() }</p>`:              false,
		`@ui.TextInput(v.Entries.Field("target", "目标（%）").Hinted("例如95"))`: false,
		`<p class="hint">达成＝实际÷目标，最高100%；不到{ number(v.Fewest) }件的不计分。</p>`: false,
		`<rect width="100%" height="100%" fill="#fff"></rect>`:             false,
		`<p>{ fmt.Sprintf("%d件", v.Done) }</p>`:                            false,
	} {
		if got := isLone(line); got != want {
			t.Errorf("%s: got a share alone %v, want %v", line, got, want)
		}
	}
}

// A share is printed with both of its numbers, by indicator.Rate, a figure card or
// the formula beside a value: no template prints one alone, and no page makes a share
// of its own.
func TestNoTemplatePrintsAShareAlone(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		page := strings.HasSuffix(path, ".templ")
		code := strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, "_templ.go")
		if !page && !code {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(source), "\n") {
			text, _, _ := strings.Cut(line, "//")
			if page {
				text = line // what follows // in a template may be printed
			}
			if isLone(text) {
				t.Errorf("%s:%d: a share stands alone: %s", path, i+1, strings.TrimSpace(line))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
