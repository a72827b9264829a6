package indicator_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"fengsheng/indicator"
)

var identifier = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)

func TestEveryDefinitionIsWhole(t *testing.T) {
	codes, names := map[string]bool{}, map[string]bool{}
	for _, d := range indicator.All() {
		if !identifier.MatchString(d.Code) || codes[d.Code] {
			t.Errorf("the code %q is no identifier, or there twice", d.Code)
		}
		if d.Name == "" || names[d.Name] {
			t.Errorf("%s: the name %q is there twice", d.Code, d.Name)
		}
		codes[d.Code], names[d.Name] = true, true
		if !indicator.Sections.Has(d.Section) || d.Unit == "" || d.Decides == "" || d.Source == "" {
			t.Errorf("%s lacks its section, unit, deciding date or source: %+v", d.Code, d)
		}
		if !strings.HasSuffix(d.Definition, "。") || len([]rune(d.Definition)) < 10 || strings.Contains(d.Definition, "%") {
			t.Errorf("%s: the definition is no sentence: %s", d.Code, d.Definition)
		}
		if d.Unit == "人" && !strings.Contains(d.Definition, "不形成人员名单") {
			t.Errorf("%s counts persons and does not say that no list is made", d.Code)
		}
		found, err := indicator.Find(d.Code)
		if err != nil || found.Name != d.Name {
			t.Errorf("%s finds %q, %v", d.Code, found.Name, err)
		}
	}
}

// The figures that the real report of 2024 states.
func TestEveryRowWithASeedValueIsThere(t *testing.T) {
	rows := map[int]bool{}
	for _, d := range indicator.All() {
		rows[d.Row] = true
	}
	for _, row := range []int{1, 6, 16, 54, 55, 64, 66, 67, 68, 69, 71, 78, 79, 84, 89, 90, 96, 97, 98} {
		if !rows[row] {
			t.Errorf("row %d of the catalogue has no indicator", row)
		}
	}
}

func TestPercentRoundsHalfUp(t *testing.T) {
	for _, c := range []struct {
		numerator, denominator, number int64
		text                           string
	}{
		{798, 799, 9987, "99.87%"},
		{1, 3, 3333, "33.33%"},
		{2, 3, 6667, "66.67%"},
		{1, 8, 1250, "12.50%"},
		{1, 20000, 1, "0.01%"}, // 0.005 is half: up
		{1, 20001, 0, "0.00%"},
		{19999, 20000, 10000, "100.00%"},
		{5, 5, 10000, "100.00%"},
		{0, 7, 0, "0.00%"},
		{0, 0, 0, "—"},
	} {
		if n, text := indicator.Percent(c.numerator, c.denominator); n != c.number || text != c.text {
			t.Errorf("%d/%d is %d %s, want %d %s", c.numerator, c.denominator, n, text, c.number, c.text)
		}
	}
}

func TestWan(t *testing.T) {
	for fen, want := range map[int64]string{0: "0.00", 4999: "0.00", 5000: "0.01", 1_000_000: "1.00", 126_400_000: "126.40", 123_456_789: "123.46"} {
		if got := indicator.Wan(fen); got != want {
			t.Errorf("%d分 is %s万元, want %s", fen, got, want)
		}
	}
}

func TestEveryInvariantNamesIndicatorsThatAreThere(t *testing.T) {
	for _, i := range indicator.Invariants() {
		for _, code := range append(append([]string{}, i.Left...), i.Right...) {
			d, err := indicator.Find(code)
			if err != nil {
				t.Errorf("%s: %v", i.Why, err)
			} else if d.Unit == "%" || d.Unit == "万元" {
				t.Errorf("%s: %s is not a count", i.Why, code)
			}
		}
	}
}

func number(code string, n int64) indicator.Value {
	d, err := indicator.Find(code)
	if err != nil {
		panic(err)
	}
	return indicator.Value{Definition: d, Number: n, Numerator: n, Text: "?"}
}

func ratio(code, text string, n, numerator, denominator int64) indicator.Value {
	v := number(code, n)
	v.IsRate, v.Text, v.Numerator, v.Denominator = true, text, numerator, denominator
	return v
}

func TestContradictionsAreFound(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []indicator.Value
		codes  [][]string
	}{
		{"resolved within concluded", []indicator.Value{number("resolved", 798), number("concluded", 798)}, nil},
		{"resolved more than concluded", []indicator.Value{number("resolved", 799), number("concluded", 798)}, [][]string{{"resolved", "concluded"}}},
		{"nothing to compare with", []indicator.Value{number("resolved", 799)}, nil},
		{"about cases more than all", []indicator.Value{number("receptionsAboutCases", 69), number("receptions", 43)}, [][]string{{"receptionsAboutCases", "receptions"}}},
		{"parts short of the whole", []indicator.Value{number("dockings", 3), number("dockingsHazard", 1), number("dockingsAnalysis", 0), number("dockingsMajor", 1)}, [][]string{{"dockingsHazard", "dockingsMajor", "dockings"}}},
		{"a rate", []indicator.Value{ratio("concludedRate", "99.87%", 9987, 798, 799), number("accepted", 799)}, nil},
		{"a rate that is not its parts", []indicator.Value{ratio("concludedRate", "99.88%", 9988, 798, 799)}, [][]string{{"concludedRate"}}},
		{"a rate above one", []indicator.Value{ratio("concludedRate", "100.13%", 10013, 800, 799)}, [][]string{{"concludedRate"}}},
		{"a rate of another whole", []indicator.Value{ratio("concludedRate", "99.87%", 9987, 798, 799), number("accepted", 801)}, [][]string{{"concludedRate", "accepted"}}},
	} {
		var got [][]string
		for _, x := range indicator.Check(c.values) {
			got = append(got, x.Codes)
			if x.Message == "" || len(x.Places) < 2 {
				t.Errorf("%s: %q shows %v, want a sentence and both places", c.name, x.Message, x.Places)
			}
		}
		if !slices.EqualFunc(got, c.codes, slices.Equal) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.codes)
		}
	}
}

func TestDossiersOfOtherYearsAreOnlyAHint(t *testing.T) {
	found := indicator.Check([]indicator.Value{number("workDossiers", 2), number("mediationDossiers", 3), number("concluded", 4)})
	if len(found) != 1 || !found[0].Hint {
		t.Errorf("got %+v, want one hint", found)
	}
}
