// Package meeting is what we meet about: planned with an agenda, held, minuted, and
// closed when its tasks are done. Its kind is a variety of the activity meeting and
// decides which figure it feeds: holding it records one activity of that variety, or
// links the one somebody recorded by hand, and only that is counted. Open tasks come
// back to the next meeting of the same kind. It counts nobody: how many attended is one
// number, and there is no figure by person.
package meeting

import (
	"slices"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// ID identifies a meeting.
type ID string

// State is where a meeting stands.
type State string

// The states (workflow.md section 9).
const (
	Planned     State = "planned"
	Held        State = "held"
	Minuted     State = "minuted"
	TasksClosed State = "tasksClosed"
	Cancelled   State = "cancelled"
)

// States with their names.
var States = matter.Enumeration{
	{Code: "planned", Label: "已安排"},
	{Code: "held", Label: "已召开"},
	{Code: "minuted", Label: "已记纪要"},
	{Code: "tasksClosed", Label: "任务已了结"},
	{Code: "cancelled", Label: "已取消"},
}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// ItemKind is what a point of the agenda is about.
type ItemKind string

// The kinds of points.
const (
	RuleOfLaw  ItemKind = "ruleOfLaw"
	LawReport  ItemKind = "lawReport"
	FirstTopic ItemKind = "firstTopic"
	Petition   ItemKind = "petition"
	Tasks      ItemKind = "tasks"
	OtherItem  ItemKind = "other"
)

// ItemKinds with their names.
var ItemKinds = matter.Enumeration{
	{Code: "ruleOfLaw", Label: "法治议题"},
	{Code: "lawReport", Label: "听取法治工作汇报"},
	{Code: "firstTopic", Label: "“第一议题”学习"},
	{Code: "petition", Label: "信访和矛盾纠纷"},
	{Code: "tasks", Label: "上次会议任务的落实"},
	{Code: "other", Label: "其他"},
}

// Label is the Chinese name.
func (k ItemKind) Label() string { return ItemKinds.Label(string(k)) }

// Commands are the steps with their names, as the ledger has them.
var Commands = matter.Enumeration{
	{Code: "plan", Label: "安排会议"},
	{Code: "amend", Label: "修改会议安排"},
	{Code: "cancel", Label: "取消会议"},
	{Code: "hold", Label: "记会议召开"},
	{Code: "minute", Label: "记会议纪要"},
	{Code: "closeTasks", Label: "会议任务了结"},
	{Code: "export", Label: "导出会议清单"},
	{Code: "take", Label: "下载会议纪要"},
}

// Varieties are the kinds of meeting.
func Varieties() matter.Enumeration { return activity.Meeting.Varieties() }

// Figures are the codes of the indicators that count an activity of the kind and the
// variety; none for one that no figure counts.
func Figures(kind activity.Kind, v activity.Variety) []string { return fed[kind][v] }

var fed = map[activity.Kind]map[activity.Variety][]string{
	activity.Meeting: {
		activity.SpecialParty: {"rolMeetings", "partyMeetings"}, activity.PartyCommittee: {"partyMeetings"}, activity.Directors: {"directorMeetings"},
		activity.LawReport: {"lawReportsHeard"}, activity.PetitionMeeting: {"petitionMeetings"}, activity.PoliceWork: {"policeMeetings"},
	},
	activity.Study: {activity.FirstTopic: {"studyFirstTopic"}},
}

// Activity is what a point of the agenda counts as besides the meeting it stands in:
// hearing the law work, and the study of the first topic, are figures of their own.
func (k ItemKind) Activity() (activity.Kind, activity.Variety) {
	switch k {
	case LawReport:
		return activity.Meeting, activity.LawReport
	case FirstTopic:
		return activity.Study, activity.FirstTopic
	}
	return "", ""
}

// Item is a point of the agenda.
type Item struct {
	ID       string
	Kind     ItemKind
	Title    string
	Reporter string // who reports: name and post, or a body
	Result   string // what was decided
	Matters  []matter.ID
	Activity activity.ID // what it counts as besides the meeting; "" = nothing
}

// Meeting is one meeting.
type Meeting struct {
	ID         ID
	State      State
	Variety    activity.Variety
	Title      string
	On         calendar.Date
	Start      string // 09:00, or ""
	Place      string
	Community  string // "" = of the whole street
	Chair      string // officer
	Partners   string
	Attendance int // 人次
	Activity   activity.ID
	Minutes    string
	Ending     string // why it was cancelled
	Version    int
	Items      []Item
	Present    []string // officers who signed in
	Carried    []string // tasks of earlier meetings
}

// At is where the meeting stands in the tree of the street.
func (m Meeting) At() identity.Location { return identity.Location{Community: m.Community} }

// Keeps reports whether the actor plans a meeting of the variety at the place and
// writes down how it went.
func Keeps(by actor.Actor, v activity.Variety, at identity.Location) bool {
	return identity.KeepMeetings.Reaches(by, at) || v == activity.PoliceWork && identity.KeepPoliceMeetings.Reaches(by, at)
}

// Kept reports whether the actor keeps the meeting.
func (m Meeting) Kept(by actor.Actor) bool { return Keeps(by, m.Variety, m.At()) }

// Reads reports whether the actor may read what was on the agenda and what was decided:
// who keeps the meeting, who chairs it and who was there.
func (m Meeting) Reads(by actor.Actor) bool {
	return m.Kept(by) || by.Officer != "" && (m.Chair == by.Officer || slices.Contains(m.Present, by.Officer))
}
