package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fengsheng/indicator"
)

// Level says what a finding does: an error keeps the report from review.
type Level string

// The levels of a finding.
const (
	Error   Level = "error"
	Warning Level = "warning"
)

// Label is the level's Chinese name.
func (l Level) Label() string {
	if l == Error {
		return "必须改"
	}
	return "请核对"
}

// Place is where something stands: in a section of the report, or behind a figure.
type Place struct {
	Section  SectionID
	Where    string // 一、（二）…
	Sentence string
	Value    string // what stands there, 799件
	Code     string // of the indicator it is about
	Address  string // of the rows behind it
}

// Finding is something the checker found, with every place it concerns.
type Finding struct {
	Level   Level
	Rule    string
	Message string
	Places  []Place
	Key     string // of what two sentences say differently: by it the finding can be explained
	Answer  string // why it is right all the same
}

// Errors are the findings that keep the report from review.
func (c Compiled) Errors() []Finding {
	var all []Finding
	for _, f := range c.Findings {
		if f.Level == Error {
			all = append(all, f)
		}
	}
	return all
}

func placeIn(s Section, at int) Place {
	return Place{Section: s.ID, Where: s.Where(), Sentence: Sentence(s.Body, at)}
}

// check gathers everything that is wrong with the draft.
func check(sections []Section, c compiler, values []indicator.Value) []Finding {
	var found []Finding
	for _, rule := range []func([]Section, compiler, []indicator.Value) []Finding{
		missing, badCitations, typed, twoValues, rates, contradictions, twoManuals, nothing, otherYears,
	} {
		found = append(found, rule(sections, c, values)...)
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return strings.Compare(string(a.Level), string(b.Level)) })
	return found
}

var partNames = [...]string{
	PartOpening: "导语", PartResults: "主要举措和成效", PartShortfalls: "不足和原因", PartPrincipals: "第一责任人履职情况", PartPlans: "下一年主要安排",
}

// missing finds required parts and sections without prose.
func missing(sections []Section, _ compiler, _ []indicator.Value) []Finding {
	var found []Finding
	for part := PartOpening; part <= lastRequired; part++ {
		if !filled(sections, part) {
			f := Finding{Level: Error, Rule: "required", Message: "缺少规定的内容：" + partNames[part]}
			for _, s := range sections {
				if s.Part == part && s.Fixed() {
					f.Places = append(f.Places, Place{Section: s.ID, Where: s.Where()})
				}
			}
			found = append(found, f)
		}
	}
	for _, s := range sections {
		if s.Level == levelSection && s.Body == "" && filled(sections, s.Part) {
			found = append(found, Finding{
				Level: Error, Rule: "empty", Message: "这一节还没有写；不需要就删除", Places: []Place{{Section: s.ID, Where: s.Where()}},
			})
		}
	}
	return found
}

// badCitations finds citations that cannot be counted.
func badCitations(_ []Section, c compiler, _ []indicator.Value) []Finding {
	var found []Finding
	for _, q := range c.cited {
		message := q.Wrong
		v, known := c.values[q.Code]
		switch {
		case message != "" || q.Manual:
		case !known:
			message = "没有代码为“" + q.Code + "”的指标"
		case q.Form == WithParts && !v.IsRate:
			message = "“" + v.Name + "”不是比率，不能写成算式"
		case q.Form == Rounded && !whole(v):
			message = "“" + v.Name + "”是" + v.Text + "，不能写成“余”"
		case q.Form == InHan && (!whole(v) || v.Number >= 100):
			message = "“" + v.Name + "”是" + v.Text + "，不能写成汉字"
		}
		if message == "" {
			continue
		}
		at := q.place
		at.Value = q.Raw
		found = append(found, Finding{Level: Error, Rule: "citation", Message: message, Places: []Place{at}})
	}
	return found
}

// typed finds figures typed where a citation belongs.
func typed(sections []Section, _ compiler, _ []indicator.Value) []Finding {
	var found []Finding
	for _, s := range sections {
		for _, part := range []struct{ text, where string }{{s.Heading, "小标题"}, {s.Body, ""}} {
			for _, t := range TypedFigures(part.text) {
				at := Place{Section: s.ID, Where: s.Where(), Sentence: Sentence(part.text, t.At), Value: t.Text}
				found = append(found, Finding{
					Level: Error, Rule: "typed", Places: []Place{at},
					Message: part.where + "数字“" + t.Text + "”是直接写的：请改为引用指标；没有指标的写成{{手填:" + t.Text + "|来源}}",
				})
			}
		}
	}
	return found
}

// places are where the indicator is cited; if nowhere, the rows behind it.
func (c compiler) places(v indicator.Value) []Place {
	for _, f := range c.figures {
		if f.Code == v.Code {
			all := slices.Clone(f.Places)
			for i := range all {
				all[i].Value, all[i].Code, all[i].Address = v.Text+printedUnit(v), v.Code, v.Evidence
			}
			return all
		}
	}
	return []Place{{Where: "指标“" + v.Name + "”（报告没有引用）", Value: v.Text + printedUnit(v), Code: v.Code, Address: v.Evidence}}
}

// rates finds cited rates of nothing; that a rate is its parts is an invariant of
// the indicators, found with the contradictions.
func rates(_ []Section, c compiler, _ []indicator.Value) []Finding {
	var found []Finding
	for _, f := range c.figures {
		v := c.values[f.Code]
		if f.Manual() || !v.IsRate {
			continue
		}
		if v.Denominator == 0 {
			found = append(found, Finding{Level: Error, Rule: "rate", Message: "“" + v.Name + "”的分母是0，不能写比率", Places: c.places(v)})
		}
	}
	return found
}

// twoManuals finds two manual figures of one unit behind the same words.
func twoManuals(_ []Section, c compiler, _ []indicator.Value) []Finding {
	var found []Finding
	for i, a := range c.cited {
		for _, b := range c.cited[i+1:] {
			_, ua := SplitUnit(a.Value)
			_, ub := SplitUnit(b.Value)
			if !a.Manual || !b.Manual || ua != ub || a.Value == b.Value || sharedEnd(a.before, b.before) < leastShared {
				continue
			}
			if m, n := codeNamed(a.before, a.Value), codeNamed(b.before, b.Value); m != "" && n != "" && m != n {
				continue // 受理矛盾纠纷 and 办结矛盾纠纷 are two things
			}
			pa, pb := a.place, b.place
			pa.Value, pb.Value = a.Value, b.Value
			both := []Place{pa, pb}
			found = append(found, Finding{
				Level: Error, Rule: "twoValues", Message: fmt.Sprintf("同一件事写了两个数：%s和%s", a.Value, b.Value), Places: both, Key: keyOfWords("twoValues", both),
			})
		}
	}
	return found
}

// leastShared is how many characters two clauses must end alike to speak of one thing.
const leastShared = 4

func sharedEnd(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	n := 0
	for n < len(ra) && n < len(rb) && ra[len(ra)-1-n] == rb[len(rb)-1-n] {
		n++
	}
	return n
}

// nothing finds cited figures that are zero: perhaps not recorded.
func nothing(_ []Section, c compiler, _ []indicator.Value) []Finding {
	var found []Finding
	for _, f := range c.figures {
		if v := c.values[f.Code]; !f.Manual() && !v.IsRate && v.Text == "0" {
			found = append(found, Finding{Level: Warning, Rule: "zero", Message: "“" + v.Name + "”是0，请核对是没有发生还是没有登记", Places: c.places(v)})
		}
	}
	return found
}

// clauseBefore is the prose before a position, back to the last punctuation or citation.
func clauseBefore(text string, at int) string {
	before := text[:at]
	if i := strings.LastIndex(before, closing); i >= 0 {
		before = before[i+len(closing):]
	}
	if i := strings.LastIndexAny(before, "，。；：、！？（）\n"); i >= 0 {
		_, width := utf8.DecodeRuneInString(before[i:])
		before = before[i+width:]
	}
	return strings.TrimSpace(before)
}

var yearNamed = regexp.MustCompile(`([0-9]{4})年`)

// otherYears finds years that are neither the report's nor the next: prose that
// was carried over from another year's report.
func otherYears(sections []Section, c compiler, _ []indicator.Value) []Finding {
	var found []Finding
	for _, s := range sections {
		for _, text := range []string{s.Heading, s.Body} {
			for _, m := range yearNamed.FindAllStringSubmatchIndex(text, -1) {
				named := text[m[2]:m[3]]
				if named == strconv.Itoa(c.year) || named == strconv.Itoa(c.year+1) {
					continue
				}
				at := Place{Section: s.ID, Where: s.Where(), Sentence: Sentence(text, m[0]), Value: named + "年"}
				found = append(found, Finding{
					Level: Warning, Rule: "year", Message: "提到了" + named + "年，请核对是不是沿用了往年的文字", Places: []Place{at},
				})
			}
		}
	}
	return found
}

// contradictions finds indicators that cannot all be true: resolved more than
// concluded, parts that do not make their total. Every place is shown.
func contradictions(_ []Section, c compiler, values []indicator.Value) []Finding {
	var found []Finding
	for _, x := range indicator.Check(values) {
		f := Finding{Level: Error, Rule: "contradiction", Message: x.Message}
		if x.Hint {
			f.Level = Warning
		}
		for _, code := range x.Codes {
			f.Places = append(f.Places, c.places(c.values[code])...)
		}
		found = append(found, f)
	}
	return found
}
