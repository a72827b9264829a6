package report

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
)

func TestCheckFinds(t *testing.T) {
	for name, row := range map[string]struct {
		body  string
		level Level
		rule  string
		words string
		at    []string // the values at its places
	}{
		"nothing":              {"受理{{accepted}}，手填另有{{手填:59人|区里通报}}。", "", "", "", nil},
		"a typed figure":       {"受理10件，都已办结。", Error, "typed", "数字“10件”是直接写的", []string{"10件"}},
		"a typed rate":         {"办结率{{concludedRate}}，满意率98.6%。", Error, "typed", "98.6%", []string{"98.6%"}},
		"an unknown code":      {"受理{{acceptedd}}。", Error, "citation", "没有代码为“acceptedd”的指标", []string{"{{acceptedd}}"}},
		"a broken citation":    {"受理{{accepted。", Error, "citation", "缺少“}}”", []string{"{{accepted。"}},
		"no source":            {"另有{{手填:59人}}。", Error, "citation", "要写明来源", []string{"{{手填:59人}}"}},
		"a count as a formula": {"受理{{accepted|式}}。", Error, "citation", "不是比率", []string{"{{accepted|式}}"}},
		"manual against records": {
			"受理矛盾纠纷{{手填:12件|口头汇报}}。", Error, "twoValues", "有两个数：手填12件，按记录是10件", []string{"12件（手填）", "10件"},
		},
		"two manual values": {
			"领导下访{{手填:43次|台账}}。此外，全年领导下访{{手填:69次|汇总}}。", Error, "twoValues", "同一件事写了两个数：43次和69次", []string{"43次", "69次"},
		},
		"another year": {"2029年是开局之年。", Warning, "year", "提到了2029年", []string{"2029年"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
			id := w.begin()
			w.write(id, row.body)
			found := w.compile(id).Findings
			if row.rule == "" {
				if len(found) > 0 {
					t.Errorf("got %+v, want nothing", found)
				}
				return
			}
			i := slices.IndexFunc(found, func(f Finding) bool { return f.Rule == row.rule })
			if i < 0 || found[i].Level != row.level || !strings.Contains(found[i].Message, row.words) {
				t.Fatalf("got %+v, want %s %s with %q", found, row.level, row.rule, row.words)
			}
			var at []string
			for _, p := range found[i].Places {
				at = append(at, p.Value)
			}
			if !slices.Equal(at, row.at) {
				t.Errorf("places: got %q, want %q", at, row.at)
			}
		})
	}
}

func TestCheckFindsWhatIsMissing(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	var id ID
	w.update(func(tx *db.Tx) error {
		var err error
		id, err = Begin(tx, writer, 2031)
		return err
	})
	var got []string
	for _, f := range w.compile(id).Errors() {
		got = append(got, f.Message)
	}
	want := []string{"缺少规定的内容：导语", "缺少规定的内容：主要举措和成效", "缺少规定的内容：不足和原因", "缺少规定的内容：第一责任人履职情况", "缺少规定的内容：下一年主要安排"}
	if !slices.Equal(got, want) {
		t.Errorf("empty outline: got %q, want %q", got, want)
	}
	w.write(id, "一是学。")
	got = nil
	for _, f := range w.compile(id).Errors() {
		if f.Rule == "empty" {
			got = append(got, f.Places[0].Where)
		}
	}
	if want := 2; len(got) != want {
		t.Errorf("sections without prose beside one with: got %q, want %d of them", got, want)
	}
}

// The contradiction of the real report of 2024: 799 resolved of 798 concluded.
// Both places are shown, and where a figure is not cited the rows behind it.
func TestResolvedMoreThanConcluded(t *testing.T) {
	t.Parallel()
	value := func(code, name string, n int64) indicator.Value {
		return indicator.Value{
			Definition: indicator.Definition{Code: code, Name: name, Unit: "件"}, Number: n, Text: strconv.FormatInt(n, 10), Evidence: "/matters?of=" + code,
		}
	}
	values := []indicator.Value{value(resolved, "化解矛盾纠纷", 799), value(concluded, "办结矛盾纠纷", 798)}
	for name, row := range map[string]struct {
		body string
		want []string
	}{
		"both cited": {"化解{{resolved}}，办结{{concluded}}。", []string{"（一）甲：799件", "（一）甲：798件"}},
		"one cited":  {"化解{{resolved}}。", []string{"（一）甲：799件", "指标“办结矛盾纠纷”（报告没有引用）：798件"}},
		"none cited": {"化解工作顺利。", []string{"指标“化解矛盾纠纷”（报告没有引用）：799件", "指标“办结矛盾纠纷”（报告没有引用）：798件"}},
	} {
		sections := []Section{{ID: "x", Part: PartResults, Level: levelSection, Heading: "甲", Body: row.body}}
		number(sections)
		c := compiler{year: 2031, values: byCode(values)}
		c.section(sections[0], sections)
		found := contradictions(sections, c, values)
		if len(found) != 1 || found[0].Level != Error {
			t.Fatalf("%s: got %+v, want one error", name, found)
		}
		var at []string
		for _, p := range found[0].Places {
			at = append(at, p.words())
			if p.Address == "" {
				t.Errorf("%s: %s: got no address of the rows, want one", name, p.words())
			}
		}
		if !slices.Equal(at, row.want) {
			t.Errorf("%s: got %q, want %q", name, at, row.want)
		}
	}
}

// Nothing was accepted: a rate has no denominator and cannot be stated.
func TestCheckRefusesARateOfNothing(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 0, 0, 0)
	id := w.begin()
	var rules []string
	for _, f := range w.compile(id).Findings {
		rules = append(rules, f.Rule)
	}
	if !slices.Contains(rules, "rate") || !slices.Contains(rules, "zero") {
		t.Errorf("got %q, want rate and zero among them", rules)
	}
}
