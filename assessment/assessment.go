// Package assessment is 指标考核: a scheme of rates with targets and weights, over a
// period, for units of the street. What is counted comes from package indicator; the
// unit sees every step of the calculation and may object to each line.
//
// It refuses what would press the work out of shape: a target or a weight on how many
// matters, hazards, activities or entries there are, a rate that gets better when less
// is registered, and anything of a person. It knows no rank, no order by score and no
// comparison of units (docs/adr/0021).
package assessment

import (
	"time"

	"fengsheng/actor"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// ID identifies a scheme.
type ID string

// State is where a scheme stands.
type State string

// The states.
const (
	Draft     State = "draft"
	Published State = "published" // the units know what they are assessed by
	Computed  State = "computed"  // counted after the period; open to objections
	Final     State = "final"     // published within the unit
	Frozen    State = "frozen"    // nothing moves any more
)

// States with their names.
var States = matter.Enumeration{
	{Code: "draft", Label: "拟定中"}, {Code: "published", Label: "已公布"}, {Code: "computed", Label: "已计算，可提异议"}, {Code: "final", Label: "已定稿"}, {Code: "frozen", Label: "已冻结"},
}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// Commands are the steps with their names, as the ledger has them.
var Commands = matter.Enumeration{
	{Code: "save", Label: "拟定考核方案"},
	{Code: "drop", Label: "删去考核方案草稿"},
	{Code: "publish", Label: "公布考核方案"},
	{Code: "judge", Label: "评定手填项"},
	{Code: "compute", Label: "计算考核"},
	{Code: "object", Label: "对考核提出异议"},
	{Code: "answer", Label: "答复考核异议"},
	{Code: "finish", Label: "考核定稿公布"},
	{Code: "reopen", Label: "退回考核定稿"},
	{Code: "freeze", Label: "冻结考核"},
	{Code: "export", Label: "导出考核表"},
}

// Kind is what kind of unit is assessed.
type Kind string

// The kinds of units. There is no kind for a person.
const (
	Street    Kind = "street"
	Community Kind = "community"
	Station   Kind = "station"
)

// Kinds with their names.
var Kinds = matter.Enumeration{{Code: "street", Label: "街道本级"}, {Code: "community", Label: "社区"}, {Code: "station", Label: "矛调站"}}

// Label is the Chinese name.
func (k Kind) Label() string { return Kinds.Label(string(k)) }

// Subject is who is assessed: a unit, or an office of a unit. Whoever holds the
// office is never named beside a number.
type Subject struct {
	ID        string
	Kind      Kind
	Ref       string     // the unit; of a station its venue
	Unit      string     // whose people see the lines and may object
	Community string     // whose matters are counted; "" = of the whole street
	Post      actor.Role // an office of the unit; "" = the unit itself
	Name      string     // 吉祥社区矛调站, 社区矛调站站长（吉祥社区矛调站）
}

// offices are the posts that stand for a whole unit, by the kind of the unit.
var offices = map[Kind][]actor.Role{
	Street: {actor.UnitHead, actor.Chair}, Community: {actor.StationLead}, Station: {actor.StationLead},
}

// Offices are the posts that may be assessed as an office of such a unit.
func Offices(k Kind) []actor.Role { return offices[k] }

// Item is one line of a scheme.
type Item struct {
	ID         string
	Indicator  string // its code; "" = judged by a named person (手填)
	Name       string
	Aspect     indicator.Aspect
	AtMost     bool
	Target     int // hundredths of a per cent: 9500 is 95%
	Weight     int // of 100
	Definition string
}

// Judged reports whether a person enters the line with evidence.
func (i Item) Judged() bool { return i.Indicator == "" }

// TargetWords is 不低于95% or 不高于5%.
func (i Item) TargetWords() string {
	if i.AtMost {
		return "不高于" + percent(i.Target)
	}
	return "不低于" + percent(i.Target)
}

// Scheme is one assessment.
type Scheme struct {
	ID          ID
	State       State
	Name        string
	Year        int
	Cutoff      calendar.Date // the period is 1 January to this day
	Days        int           // how long a unit may object
	CopiedFrom  ID
	PublishedOn calendar.Date
	LateReason  string
	Round       int
	ComputedAt  time.Time
	ObjectBy    calendar.Date
	FinalOn     calendar.Date
	FrozenAt    time.Time
	Hash        string
	MadeBy      string
	Version     int
	Items       []Item
	Subjects    []Subject // in the order of the street, in every table
}

// Ask is the question to the indicators for a unit.
func (s Scheme) Ask(u Subject) indicator.Ask {
	return indicator.Ask{Year: s.Year, Cutoff: s.Cutoff, Community: u.Community}
}

// Period is the span that is assessed.
func (s Scheme) Period() matter.Period { return matter.Year(s.Year, s.Cutoff) }

// PeriodWords is 2024年1月1日至2024年6月30日.
func (s Scheme) PeriodWords() string {
	p := s.Period()
	return p.From.Plain() + "至" + p.To.Plain()
}

// Subject is the unit with the id.
func (s Scheme) Subject(id string) (Subject, bool) {
	for _, u := range s.Subjects {
		if u.ID == id {
			return u, true
		}
	}
	return Subject{}, false
}

// Item is the line with the id.
func (s Scheme) Item(id string) (Item, bool) {
	for _, i := range s.Items {
		if i.ID == id {
			return i, true
		}
	}
	return Item{}, false
}

// Judgement is what a named person found of a unit: of so many samples so many good.
type Judgement struct {
	Subject, Item          string
	Numerator, Denominator int64
	Evidence               string // the paper it rests on
	Reason                 string
	By                     string // officer
	On                     calendar.Date
}

// Decision is what became of an objection.
type Decision string

// The decisions.
const (
	Open      Decision = ""
	Upheld    Decision = "upheld"    // the line stays
	Corrected Decision = "corrected" // the records were corrected, and it is computed again
	Excepted  Decision = "excepted"  // the line does not count for the unit
)

// Decisions with their names.
var Decisions = matter.Enumeration{
	{Code: "upheld", Label: "维持：这一项不变"}, {Code: "corrected", Label: "记录已经更正，重新计算"}, {Code: "excepted", Label: "这一项对这个单位免计"},
}

// Label is the Chinese name.
func (d Decision) Label() string {
	if d == Open {
		return "待答复"
	}
	return Decisions.Label(string(d))
}

// Objection is what a unit says against a line.
type Objection struct {
	ID            string
	Subject, Item string
	Reason        string
	By            string // officer
	On            calendar.Date
	Decision      Decision
	Answer        string
	AnsweredBy    string
	AnsweredOn    calendar.Date
}
