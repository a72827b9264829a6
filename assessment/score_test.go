package assessment_test

import (
	"strings"
	"testing"

	"fengsheng/assessment"
)

func item(weight, target int, atMost bool) assessment.Item {
	return assessment.Item{Name: "某项", Indicator: "termsKeptRate", Weight: weight, Target: target, AtMost: atMost}
}

func of(n, d int64) assessment.Count { return assessment.Count{Numerator: n, Denominator: d} }

// Every number here was computed by hand.
func TestScores(t *testing.T) {
	for _, c := range []struct {
		name   string
		items  []assessment.Item
		counts []assessment.Count
		points []string // of each line
		total  string
	}{
		{
			"everything met is a hundred, however the weights divide",
			[]assessment.Item{item(34, 9500, false), item(33, 9000, false), item(33, 10000, false)},
			[]assessment.Count{of(95, 100), of(10, 10), of(7, 7)},
			[]string{"34.00", "33.00", "33.00"},
			"100.00",
		},
		// 90% of a target of 95%: 0.9/0.95 = 0.947368…, times 60 = 56.842…; 40 met
		{
			"below the target in proportion",
			[]assessment.Item{item(60, 9500, false), item(40, 8000, false)},
			[]assessment.Count{of(18, 20), of(8, 10)},
			[]string{"56.84", "40.00"},
			"96.84",
		},
		{
			"nothing done is nothing",
			[]assessment.Item{item(50, 9500, false), item(50, 9500, false)},
			[]assessment.Count{of(0, 12), of(12, 12)},
			[]string{"0.00", "50.00"},
			"50.00",
		},
		// 40 and 40 remain of 100: each counts 50. 0.5/0.8 = 0.625, times 50 = 31.25
		{
			"four in the denominator are not scored",
			[]assessment.Item{item(20, 9000, false), item(40, 8000, false), item(40, 10000, false)},
			[]assessment.Count{of(0, 4), of(5, 10), of(6, 6)},
			[]string{"", "31.25", "50.00"},
			"81.25",
		},
		{
			"five are",
			[]assessment.Item{item(20, 10000, false), item(80, 8000, false)},
			[]assessment.Count{of(4, 5), of(10, 10)},
			[]string{"16.00", "80.00"},
			"96.00",
		},
		// 30 and 60 remain: 33.33… and 66.66…; 2/3 of 66.66… = 44.44…; together 77.777…
		{
			"nothing to count is neither 0 nor 100",
			[]assessment.Item{item(10, 9000, false), item(30, 9000, false), item(60, 9000, false)},
			[]assessment.Count{of(0, 0), of(9, 10), of(6, 10)},
			[]string{"", "33.33", "44.44"},
			"77.78",
		},
		{"nothing at all has no score", []assessment.Item{item(100, 9000, false)}, []assessment.Count{of(1, 2)}, []string{""}, ""},
		// 8% against at most 5%: 5/8 = 0.625, times 40 = 25
		{
			"at most, beyond the target",
			[]assessment.Item{item(40, 500, true), item(60, 9000, false)},
			[]assessment.Count{of(8, 100), of(90, 100)},
			[]string{"25.00", "60.00"},
			"85.00",
		},
		{
			"at most, within the target",
			[]assessment.Item{item(40, 500, true), item(60, 9000, false)},
			[]assessment.Count{of(5, 100), of(100, 100)},
			[]string{"40.00", "60.00"},
			"100.00",
		},
		{"at most, none at all", []assessment.Item{item(100, 500, true)}, []assessment.Count{of(0, 9)}, []string{"100.00"}, "100.00"},
		{
			"a line that does not count for the unit",
			[]assessment.Item{item(50, 9000, false), item(50, 10000, false)},
			[]assessment.Count{{Numerator: 1, Denominator: 10, Exempt: "系统停了两天"}, of(3, 6)},
			[]string{"", "50.00"},
			"50.00",
		},
		{
			"what nobody has judged does not count yet",
			[]assessment.Item{item(20, 9000, false), item(80, 9000, false)},
			[]assessment.Count{{Missing: true}, of(9, 10)},
			[]string{"", "100.00"},
			"100.00",
		},
	} {
		s := assessment.Calculate(c.items, c.counts)
		if got := s.Points(); got != c.total {
			t.Errorf("%s: got %q in all, want %q", c.name, got, c.total)
		}
		for i, l := range s.Lines {
			if got := l.Points(); got != c.points[i] {
				t.Errorf("%s: line %d got %q, want %q", c.name, i+1, got, c.points[i])
			}
		}
	}
}

// The calculation is told with the numbers it was made of.
func TestTheStepsAreTold(t *testing.T) {
	items := []assessment.Item{item(20, 9000, false), item(40, 9500, false), item(40, 500, true)}
	s := assessment.Calculate(items, []assessment.Count{of(1, 3), of(18, 20), of(8, 100)})
	for i, want := range []string{
		"只有3件，不到5件，多一件少一件差别太大，不计分。20分权重按比例分给其余各项。",
		"18÷20=90.00%，目标不低于95%，达成(18÷20)÷95%=94.74%；权重50×达成94.74%=47.37分。",
		"8÷100=8.00%，目标不高于5%，超过，达成5%÷(8÷100)=62.50%；权重50×达成62.50%=31.25分。",
	} {
		if got := s.Lines[i].Steps(); got != want {
			t.Errorf("line %d: got %s\nwant %s", i+1, got, want)
		}
	}
	if got, want := s.Sharing(), "可以计分的各项权重合计80，每一项的权重乘以100÷80，使合计仍是100。"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	none := assessment.Calculate(items[:1], []assessment.Count{of(0, 0)})
	if got := none.Lines[0].Steps(); !strings.Contains(got, "不当作0也不当作100") || none.Lines[0].Value() != "未计" || !strings.Contains(none.Sharing(), "没有得分") {
		t.Errorf("got %q, %q, %q", got, none.Lines[0].Value(), none.Sharing())
	}
}
