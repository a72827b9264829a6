// Package ownership is a leader answering for a matter (领导包案, 信访工作条例 art. 18):
// proposed, confirmed by the leader, carried with four duties, handed over, or
// released when the matter is done. It is a matter that has an owner; no leader is
// ranked by how many, and nobody is ever asked to promise not to petition.
package ownership

import (
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// ID identifies one ownership: one leader, one matter, one time.
type ID string

// State is where an ownership stands.
type State string

// The states (workflow.md section 9). An ownership is assigned when its leader has
// confirmed it, and active from the first duty on.
const (
	Proposed   State = "proposed"
	Assigned   State = "assigned"
	Active     State = "active"
	HandedOver State = "handedOver"
	Released   State = "released"
	Refused    State = "refused"
	Withdrawn  State = "withdrawn"
)

// States with their names.
var States = matter.Enumeration{
	{Code: "proposed", Label: "待领导确认"},
	{Code: "assigned", Label: "已确认"},
	{Code: "active", Label: "包案中"},
	{Code: "handedOver", Label: "已移交"},
	{Code: "released", Label: "已结束"},
	{Code: "refused", Label: "领导没有接"},
	{Code: "withdrawn", Label: "提请已收回"},
}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// Running reports whether the leader answers for the matter.
func (s State) Running() bool { return s == Assigned || s == Active }

// Duty is one of the four duties 四包.
type Duty string

// The duties. The fourth follows the matter until its procedure has ended; it asks
// nothing of the petitioner.
const (
	Facts      Duty = "facts"
	Guidance   Duty = "guidance"
	Resolution Duty = "resolution"
	Tracking   Duty = "tracking"
)

// Duties with their names, in their order.
var Duties = matter.Enumeration{
	{Code: "facts", Label: "包掌握情况"},
	{Code: "guidance", Label: "包教育疏导"},
	{Code: "resolution", Label: "包化解"},
	{Code: "tracking", Label: "包跟踪问效"},
}

// Means says what a duty asks of the leader, in one sentence.
func (d Duty) Means() string {
	switch d {
	case Facts:
		return "看过材料，见过当事人，弄清事实和诉求"
	case Guidance:
		return "把法律、政策和办理途径讲清楚"
	case Resolution:
		return "拿出方案，协调有关单位办到位"
	case Tracking:
		return "跟踪到程序终结为止，不要求群众作任何保证"
	}
	return ""
}

// Commands are the steps with their names, as the ledger has them.
var Commands = matter.Enumeration{
	{Code: "propose", Label: "提请领导包案"},
	{Code: "confirm", Label: "领导确认包案"},
	{Code: "refuse", Label: "领导没有接包案"},
	{Code: "withdraw", Label: "收回包案提请"},
	{Code: "tick", Label: "落实包案职责"},
	{Code: "handOver", Label: "提请移交包案"},
	{Code: "take", Label: "领导接手包案"},
	{Code: "release", Label: "结束包案"},
}

// Ownership is one leader answering for one matter.
type Ownership struct {
	ID         ID
	Matter     matter.ID
	Officer    string // the leader
	State      State
	Why        string // why a leader should own it
	Ending     string // why it was refused, withdrawn or released
	From       ID     // the ownership it is to take over; "" for the first of a matter
	ProposedBy string
	ProposedOn calendar.Date
	Since      calendar.Date // the leader confirmed
	Until      calendar.Date
	Version    int
}

// Done is a duty that was carried out.
type Done struct {
	Duty       Duty
	On         calendar.Date
	Note       string
	RecordedBy string // the leader, or who wrote it down for them
}
