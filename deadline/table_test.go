package deadline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

func TestTheTableHasEveryRuleOfTheDocument(t *testing.T) {
	t.Parallel()
	var want []string
	for _, g := range []struct {
		letter string
		last   int
	}{{"A", 14}, {"B", 5}, {"C", 17}, {"D", 8}, {"E", 6}, {"F", 10}, {"G", 15}, {"H", 1}} {
		for n := 1; n <= g.last; n++ {
			want = append(want, fmt.Sprintf("%s%d", g.letter, n))
		}
	}
	var got []string
	for _, r := range Table() {
		got = append(got, r.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("rules of the table: got %v, want %v", got, want)
	}
}

func TestEveryRuleIsComplete(t *testing.T) {
	t.Parallel()
	for _, r := range Table() {
		if r.Title == "" || r.Trigger == "" || r.Who == "" || r.Group() == "" || r.Source == "" || len(r.Terms) == 0 {
			t.Errorf("%s: got %+v, want title, trigger, bearer, group, source and a length", r.ID, r)
		}
		if r.Duty != OrganDuty && r.Duty != PersonRight {
			t.Errorf("%s: got duty %q", r.ID, r.Duty)
		}
		if r.Roll != RollForward && r.Roll != RollPolicy && r.Roll != RollNone {
			t.Errorf("%s: got roll %q", r.ID, r.Roll)
		}
		if r.Verified && (r.Law == "" || !strings.HasPrefix(r.Article, "第")) {
			t.Errorf("%s: got a verified rule without law and article: %s %s", r.ID, r.Law, r.Article)
		}
		keys := map[string]bool{}
		for _, bare := range r.Terms {
			if keys[bare.Key] {
				t.Errorf("%s: got the length %q twice", r.ID, bare.Key)
			}
			keys[bare.Key] = true
			checkTerm(t, r, bare.Key)
		}
	}
}

func checkTerm(t *testing.T, r Rule, key string) {
	t.Helper()
	term, err := r.Term(key)
	if err != nil {
		t.Fatal(err)
	}
	numbered := term.Unit != NoNumber && term.Unit != SetDate
	if numbered != (term.Number > 0) {
		t.Errorf("%s %q: got %d %s", r.ID, key, term.Number, term.Unit)
	}
	if term.Unit == NoNumber && r.Note == "" {
		t.Errorf("%s: got no number and no note, want a note that says what the law asks instead", r.ID)
	}
	if term.Unit == CalendarDays && r.Roll == RollNone {
		t.Errorf("%s %q: got calendar days that never roll, want a decision about rest days", r.ID, key)
	}
	if term.Excludes != "" && term.Unit != WorkingDays && term.Unit != CalendarDays {
		t.Errorf("%s %q: got time not counted in a length of %s", r.ID, key, term.Unit)
	}
	if e := term.Extension; e.Number > 0 && (e.By == "" || e.Unit != term.Unit) {
		t.Errorf("%s %q: got extension %+v of a length in %s", r.ID, key, e, term.Unit)
	}
	if term.Title == "" || term.Trigger == "" || term.Who == "" || term.Duty == "" || r.Basis(term) == "" || term.Length() == "" {
		t.Errorf("%s %q: got %+v, want every part filled in", r.ID, key, term)
	}
}

// Every length either gives a date with an explanation or a sentence why not.
func TestEveryLengthComputesOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	for _, r := range Table() {
		for _, term := range r.Terms {
			opts := []Option{Variant(term.Key)}
			if term.Unit == SetDate {
				opts = append(opts, Until(20250601))
			}
			got, err := Compute(calendar.Builtin(), r, "event", 20250303, opts...)
			switch {
			case err != nil:
				if fault.Of(err) == nil {
					t.Errorf("%s %q: got the failure %v, want a fault", r.ID, term.Key, err)
				}
				if term.Unit != NoNumber && term.Unit != Hours && term.Unit != Years {
					t.Errorf("%s %q: got %v, want a date", r.ID, term.Key, err)
				}
			case term.Unit == NoNumber || term.Unit == Hours:
				t.Errorf("%s %q: got %s, want a refusal", r.ID, term.Key, got.Legal)
			case got.Legal.Zero() || got.Show > got.Legal || got.Legal < got.Unrolled || len(got.Steps) < 3 || got.Roll == "":
				t.Errorf("%s %q: got %+v", r.ID, term.Key, got)
			}
		}
	}
}

func TestFindRefusesAnUnknownRule(t *testing.T) {
	t.Parallel()
	if _, err := Find("Z9"); !fault.Is(err, fault.NotFound) {
		t.Errorf("rule Z9: got %v, want a fault", err)
	}
	if _, err := find(t, "C5").Term("fast"); !fault.Is(err, fault.Invalid) {
		t.Errorf("the length fast of C5: got %v, want a fault", err)
	}
}

func TestTheTableCannotBeChangedFromOutside(t *testing.T) {
	t.Parallel()
	Table()[0].Terms[0].Unit = Hours
	r := find(t, "C5")
	r.Terms[0].Number = 600
	if got := find(t, "C5").Terms[0].Number; got != 60 {
		t.Errorf("C5 after a caller changed its copy: got %d days, want 60", got)
	}
	if got := find(t, "A1").Terms[0].Unit; got != NoNumber {
		t.Errorf("A1 after a caller changed its copy: got %s, want no number", got)
	}
}

func TestLengthInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ id, key, want string }{
		{"C5", "", "60日"},
		{"C4", "", "5个工作日"},
		{"A2", "", "1个月"},
		{"B5", "", "2年"},
		{"D6", "", "72小时"},
		{"A1", "", "没有规定天数"},
		{"A11", "", "由人指定最后一天"},
		{"G12", "", "次年3月1日前"},
		{"G14", "county", "次年3月31日前"},
		{"F5", "", "提前5个工作日"},
	} {
		term, err := find(t, c.id).Term(c.key)
		if err != nil {
			t.Fatal(err)
		}
		if got := term.Length(); got != c.want {
			t.Errorf("length of %s %q: got %s, want %s", c.id, c.key, got, c.want)
		}
	}
}
