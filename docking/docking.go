// Package docking is the docking with the police station 三对接: what each side
// hands to the other, the two lists compared, and the rounds in which the
// differences are settled. Only the agreed fields travel, and of those only the
// codes are kept here: a hand-over names a matter and never a resident.
package docking

import (
	"slices"
	"strings"
	"time"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// ID identifies a hand-over, an entry of the station's list or a round.
type ID string

// Kind is which of the three dockings. Its code is that of the activity.
type Kind string

// The three kinds.
const (
	DockHazard       = Kind(activity.HazardInformation)
	DockAnalysis     = Kind(activity.AnalysisWarning)
	DockMajorDispute = Kind(activity.MajorDispute)
)

// Kinds with their names.
var Kinds = matter.Enumeration{{Code: string(DockHazard), Label: "隐患信息"}, {Code: string(DockAnalysis), Label: "分析研判预警"}, {Code: string(DockMajorDispute), Label: "重大纠纷调解"}}

// Label is the Chinese name.
func (k Kind) Label() string { return Kinds.Label(string(k)) }

// Direction is who hands over.
type Direction string

// The directions.
const (
	Out Direction = "out" // from us to the station
	In  Direction = "in"  // from the station to us
)

// Directions with their names.
var Directions = matter.Enumeration{{Code: string(Out), Label: "街道移交派出所"}, {Code: string(In), Label: "派出所移交街道"}}

// Label is the Chinese name.
func (d Direction) Label() string { return Directions.Label(string(d)) }

// The agreed fields that rules name.
const (
	fieldNumber    = "number"
	fieldType      = "type"
	fieldCommunity = "community"
	fieldDay       = "day"
	fieldState     = "state"
	fieldContact   = "contact" // only when the person agreed
)

// Fields is the agreed list: what may travel between the two sides (AUTHZ-08).
var Fields = matter.Enumeration{
	{Code: fieldNumber, Label: "事项编号"},
	{Code: fieldType, Label: "纠纷种类"},
	{Code: fieldCommunity, Label: "所在社区"},
	{Code: fieldDay, Label: "收到日期"},
	{Code: fieldState, Label: "办理状态"},
	{Code: fieldContact, Label: "联系方式（本人同意）"},
}

// Usual are the fields of a hand-over that nobody has to be asked about.
func Usual() []string { return []string{fieldNumber, fieldType, fieldCommunity, fieldDay, fieldState} }

// The grounds that rules name.
const (
	groundUrgent  = "urgent"
	groundConsent = "consent"
)

// Grounds are the legal grounds of passing something on (PR30).
var Grounds = matter.Enumeration{
	{Code: "report", Label: "《人民调解法》第二十五条：可能引起治安、刑事案件，向公安机关报告"},
	{Code: "guide", Label: "《人民调解法》第十八条：公安机关告知当事人申请人民调解"},
	{Code: "duty", Label: "《个人信息保护法》第十三条第一款第三项、第三十四条：履行法定职责所必需"},
	{Code: groundUrgent, Label: "《个人信息保护法》第十三条第一款第四项：紧急情况下保护生命健康和财产安全"},
	{Code: groundConsent, Label: "《个人信息保护法》第二十三条：取得本人的单独同意"},
}

// Handover is one thing handed from one side to the other, as our side recorded it.
type Handover struct {
	ID         ID
	Direction  Direction
	Kind       Kind
	Matter     matter.ID // "" until it has become one
	PoliceNo   string    // 警情编号; "" until it is known
	On         calendar.Date
	ToldOn     calendar.Date // the station's day as it told us; zero when only its list says
	Fields     []string      // codes of what travelled
	Ground     string
	Receiver   string
	Emergency  bool   // telephoned at once; it waits for no list
	CalledAt   string // 14:30
	RecordedBy string
	RecordedAt time.Time
	Valid      bool

	facts Facts // of the matter; Told hands out what travelled
}

// HandedOn is the day of handing over, as far as our side knows it.
func (h Handover) HandedOn() calendar.Date {
	if h.Direction == Out {
		return h.On
	}
	return h.ToldOn
}

// ReceivedOn is the day of receiving, as far as our side knows it.
func (h Handover) ReceivedOn() calendar.Date {
	if h.Direction == Out {
		return h.ToldOn
	}
	return h.On
}

// Facts are the agreed fields of a matter. There are no others.
type Facts struct {
	Number    string
	Type      string        // kind of dispute in Chinese, or the kind of matter
	Community string        // id
	On        calendar.Date // received
	State     matter.State
}

// Told is what travelled of the matter: the fields of the hand-over, the others empty.
func (h Handover) Told() Facts {
	f := h.facts
	for code, clear := range map[string]func(){
		fieldNumber: func() { f.Number = "" }, fieldType: func() { f.Type = "" }, fieldCommunity: func() { f.Community = "" },
		fieldDay: func() { f.On = 0 }, fieldState: func() { f.State = "" },
	} {
		if !slices.Contains(h.Fields, code) {
			clear()
		}
	}
	return f
}

// FieldWords names the fields that travelled.
func (h Handover) FieldWords() string {
	var all []string
	for _, code := range h.Fields {
		all = append(all, Fields.Label(code))
	}
	return strings.Join(all, "、")
}

// Entry is a line of the station's own list.
type Entry struct {
	ID        ID
	Direction Direction
	Kind      Kind
	PoliceNo  string
	OurNo     string        // the number of our matter; "" when the list has none
	On        calendar.Date // the station's day: received when out, handed over when in
	Valid     bool          // false once a later list says otherwise
}

// missing is the answer for what is not there.
func missing(what string) error {
	return fault.New(fault.NotFound, "找不到%s，可能地址有误", what)
}
