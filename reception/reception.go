// Package reception is a leader meeting residents (领导接访下访, 信访工作条例 art. 18):
// planned, announced before its day, held, minuted, followed up. A session is one
// event that every counter sees: holding it records one activity per leader, and only
// that is counted. Each group that is received becomes or links a matter; who came is
// in the matter, never here.
package reception

import (
	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// ID identifies a session.
type ID string

// State is where a session stands.
type State string

// The states (workflow.md section 9).
const (
	Planned    State = "planned"
	Announced  State = "announced"
	Held       State = "held"
	Minuted    State = "minuted"
	FollowedUp State = "followedUp"
	Cancelled  State = "cancelled"
)

// States with their names.
var States = matter.Enumeration{
	{Code: "planned", Label: "已安排"},
	{Code: "announced", Label: "已公布"},
	{Code: "held", Label: "已接访"},
	{Code: "minuted", Label: "已记纪要"},
	{Code: "followedUp", Label: "已回访落实"},
	{Code: "cancelled", Label: "已取消"},
}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// Form is how the leader meets people.
type Form string

// The forms: at a fixed place, somebody invited, several leaders or organs together,
// going to where people are.
const (
	Fixed   Form = "fixed"
	Invited Form = "invited"
	Joint   Form = "joint"
	Visit   Form = "visit"
)

// Forms with their names.
var Forms = matter.Enumeration{
	{Code: "fixed", Label: "定点接访"},
	{Code: "invited", Label: "重点约访"},
	{Code: "joint", Label: "联合接访"},
	{Code: "visit", Label: "带案下访"},
}

// Label is the Chinese name.
func (f Form) Label() string { return Forms.Label(string(f)) }

// activity is what the form is counted as.
func (f Form) activity() (activity.Kind, activity.Variety) {
	if f == Visit {
		return activity.Visit, activity.WithCase
	}
	return activity.Reception, activity.Variety(f)
}

// Commands are the steps with their names, as the ledger has them.
var Commands = matter.Enumeration{
	{Code: "plan", Label: "安排接访"},
	{Code: "announce", Label: "公布接访安排"},
	{Code: "cancel", Label: "取消接访"},
	{Code: "receive", Label: "登记一批来访"},
	{Code: "drop", Label: "去掉误登的来访"},
	{Code: "hold", Label: "记接访办完"},
	{Code: "minute", Label: "记接访纪要"},
	{Code: "answer", Label: "答复接访承诺"},
	{Code: "followUp", Label: "接访事项全部落实"},
}

// Leader is who receives, as it is announced.
type Leader struct {
	Officer  string
	Post     string
	Field    string      // what the leader answers for
	Activity activity.ID // what is counted; "" until the session is held
}

// Session is one reception or visit.
type Session struct {
	ID        ID
	State     State
	Form      Form
	On        calendar.Date
	Start     string // 09:00
	End       string // 11:00, or ""
	Place     string
	Community string // "" = of the whole street
	Partners  string // other organs that receive with the leader
	Announced calendar.Date
	Where     string // where it was made public
	Minutes   string
	Ending    string // why it was cancelled
	Version   int
	Leaders   []Leader
}

// At is where the session stands in the tree of the street.
func (s Session) At() identity.Location { return identity.Location{Community: s.Community} }

// Batch is one group that was received, about one matter.
type Batch struct {
	ID      string
	Matter  matter.ID
	Persons int
}

// Persons adds up the groups.
func Persons(all []Batch) int {
	n := 0
	for _, b := range all {
		n += b.Persons
	}
	return n
}

// Promise is what a leader promised in a matter, and what became of it.
type Promise struct {
	ID         string
	Matter     matter.ID
	Officer    string // who promised
	Words      string
	Due        calendar.Date
	Answer     string
	AnsweredOn calendar.Date
	AnsweredBy string
}
