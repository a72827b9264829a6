package indicator

import (
	"fmt"
	"strconv"
	"strings"
)

// Invariant is something that holds between indicators of one period, because
// of what they count.
type Invariant struct {
	Left, Right []string // codes; each side is added up
	Equal       bool     // the sides are equal; else the left is not more than the right
	Hint        bool     // unusual, and possible: worth a look, not an error
	Why         string   // the rule in words
}

// Contradiction is an invariant that does not hold.
type Contradiction struct {
	Codes   []string
	Message string
	Places  []string // each figure as printed: 化解矛盾纠纷799件
	Hint    bool     // does not stop a review
}

// Invariants lists what must hold. Of a rate that it is its parts, and that the
// numerator is within the denominator, is checked of every rate besides.
func Invariants() []Invariant {
	all := []Invariant{
		{Left: []string{"resolved"}, Right: []string{"concluded"}, Why: "化解是办结的一部分，化解数不能大于办结数"},
		{Left: []string{"concluded"}, Right: []string{"accepted", "carriedOver"}, Why: "办结的都是本年受理的或者上年结转的，办结数不能大于两者之和"},
		{Left: []string{"accepted", "carriedOver"}, Right: []string{"concluded", "openStock"}, Equal: true, Why: "受理数加上年结转数，应等于办结数加在办数"},
		{Left: []string{"concludedOutcomeAgreementWritten", "concludedOutcomeAgreementOral", "concludedOutcomeReconciled"}, Right: []string{"resolved"}, Equal: true, Why: "以协议和自行和解办结的，应等于化解数"},
		{Left: []string{"receptionsAboutCases"}, Right: []string{"receptions"}, Why: "包案化解的接访下访是接访下访的一部分，不能多于总场次"},
		{Left: []string{"receptionBatches"}, Right: []string{"receptionAudience"}, Why: "一批至少一人，接访批次不能多于接访人次"},
		{Left: []string{"workDossiers", "mediationDossiers"}, Right: []string{"concluded"}, Hint: true, Why: "装订的卷宗比办结的事项多，请核对是不是补归了往年的卷宗"},
		{Left: []string{"petitionsAccepted"}, Right: []string{"acceptedClassPetition"}, Equal: true, Why: "信访矛盾受理数应等于受理数中的信访大类"},
		{Left: []string{"petitionsConcluded"}, Right: []string{"concluded"}, Why: "信访矛盾办结数不能大于办结总数"},
		{Left: []string{"petitionsSettled"}, Right: []string{"petitionsConcluded"}, Why: "息访是办结后的事实，息访数不能大于信访矛盾办结数"},
		{Left: []string{"prevented"}, Right: []string{"concluded"}, Why: "防止激化是办结时登记的，不能大于办结数"},
		{Left: []string{"difficult"}, Right: []string{"accepted"}, Why: "疑难复杂纠纷是受理的一部分，不能大于受理数"},
		{Left: []string{"schoolVisits", "onlinePublicity"}, Right: []string{"campaigns"}, Why: "进校园和线上普法都计入普法活动，不能大于普法活动数"},
		{Left: []string{"leaderLectures"}, Right: []string{"lectures"}, Why: "主要负责人讲课计入法治讲座，不能大于讲座数"},
		{Left: []string{"rolMeetings"}, Right: []string{"partyMeetings"}, Why: "专题党委会计入党工委会议，不能大于会议总数"},
		{Left: []string{"sweepsWithPolice"}, Right: []string{"sweeps"}, Why: "会同派出所的摸排计入摸排，不能大于摸排次数"},
		{Left: []string{"dockingsHazard", "dockingsAnalysis", "dockingsMajor"}, Right: []string{"dockings"}, Equal: true, Why: "三种对接之和应等于对接次数"},
	}
	for _, b := range breakdowns {
		all = append(all, Invariant{Left: b.codes(), Right: []string{b.whole}, Equal: true, Why: "各分项之和应等于总数"})
	}
	return append(all, registerParts()...)
}

// wholes are the counts that the denominators of rates repeat.
var wholes = map[string]string{"petitionMattersInTimeRate": "petitionMattersConcluded", "concludedRate": "accepted", "resolvedRate": "concluded", "petitionsConcludedRate": "petitionsAccepted"}

// Check finds what cannot all be true. Figures that are not among the values
// are not missed: an invariant holds only between figures that are there.
func Check(values []Value) []Contradiction {
	there := make(map[string]Value, len(values))
	for _, v := range values {
		there[v.Code] = v
	}
	var found []Contradiction
	for _, i := range Invariants() {
		if c, broken := i.check(there); broken {
			found = append(found, c)
		}
	}
	for _, v := range values {
		if c, broken := v.check(there); broken {
			found = append(found, c)
		}
	}
	return found
}

func (i Invariant) check(there map[string]Value) (Contradiction, bool) {
	left, ok := side(i.Left, there)
	right, known := side(i.Right, there)
	if !ok || !known || left.sum == right.sum || !i.Equal && left.sum < right.sum {
		return Contradiction{}, false
	}
	than := "大于"
	if i.Equal {
		than = "不等于"
	}
	return Contradiction{
		Codes: append(left.codes, right.codes...), Places: append(left.places, right.places...), Hint: i.Hint,
		Message: fmt.Sprintf("%s（%s%s%s）", i.Why, left.text(), than, right.text()),
	}, true
}

// added up is one side of an invariant: only figures that are not nothing are
// shown, for a breakdown has many.
type sum struct {
	sum           int64
	codes, places []string
}

func side(codes []string, there map[string]Value) (sum, bool) {
	var s sum
	for _, code := range codes {
		v, ok := there[code]
		if !ok {
			return s, false
		}
		s.sum += v.Number
		if v.Number != 0 || len(codes) == 1 {
			s.codes = append(s.codes, code)
			s.places = append(s.places, v.Printed())
		}
	}
	return s, true
}

func (s sum) text() string {
	if len(s.places) == 1 {
		return s.places[0]
	}
	return "合计" + strconv.FormatInt(s.sum, 10)
}

// Printed is the figure with its name and unit: 受理矛盾纠纷799件, 办结率99.87%.
func (v Value) Printed() string {
	if v.IsRate {
		return v.Name + v.Text
	}
	return v.Name + v.Text + v.Unit
}

// check holds of one rate: it is its parts, within one, and of the whole it names.
func (v Value) check(there map[string]Value) (Contradiction, bool) {
	if !v.IsRate {
		return Contradiction{}, false
	}
	parts := fmt.Sprintf("%d/%d", v.Numerator, v.Denominator)
	c := Contradiction{Codes: []string{v.Code}, Places: []string{v.Printed(), parts}}
	n, text := Percent(v.Numerator, v.Denominator)
	whole, known := there[wholes[v.Code]]
	switch {
	case v.Numerator > v.Denominator && v.measure.top == "":
		c.Message = fmt.Sprintf("“%s”的分子%d大于分母%d", v.Name, v.Numerator, v.Denominator)
	case text != v.Text || n != v.Number:
		c.Message = fmt.Sprintf("“%s”是%s，按%s计算应为%s", v.Name, v.Text, parts, strings.TrimSuffix(text, "%")+"%")
	case known && whole.Number != v.Denominator:
		c.Message = fmt.Sprintf("“%s”的分母是%d，与“%s”%s不一致", v.Name, v.Denominator, whole.Name, whole.Text)
		c.Codes, c.Places = append(c.Codes, whole.Code), append(c.Places, whole.Printed())
	default:
		return Contradiction{}, false
	}
	return c, true
}
