// Package hazard is a hazard (隐患) from finding to clearing, and the weekly board
// 每周除险晾晒 (workflow.md section 6). A hazard is a place or a situation; no person
// is a hazard.
package hazard

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// The states.
const (
	Found     matter.State = "found"
	Confirmed matter.State = "confirmed"
	Dismissed matter.State = "dismissed"
	Assigned  matter.State = "assigned"
	Acting    matter.State = "acting"
	Verifying matter.State = "verifying"
	Cleared   matter.State = "cleared"
	Closed                 = matter.ClosedState
	Archived               = matter.ArchivedState
)

// States with their names.
var States = matter.Enumeration{
	{Code: "found", Label: "已发现"},
	{Code: "confirmed", Label: "已核实"},
	{Code: "assigned", Label: "已交办"},
	{Code: "acting", Label: "整改中"},
	{Code: "verifying", Label: "待验收"},
	{Code: "cleared", Label: "已消除"},
	{Code: "dismissed", Label: "核实不属实"},
	{Code: "closed", Label: "结案"},
	{Code: "archived", Label: "归档"},
}

var (
	finders = []actor.Role{actor.GridWorker, actor.StationLead, actor.Registrar, actor.Triager, actor.PetitionClerk, actor.Mediator, actor.Handler}
	lead    = []actor.Role{actor.StationLead, actor.Triager}
	centre  = []actor.Role{actor.Triager}
	owner   = []actor.Role{actor.Handler, actor.StationLead, actor.GridWorker}
)

// open are the states in which a hazard is there.
var open = []matter.State{Found, Confirmed, Assigned, Acting, Verifying}

// workflow is the table of workflow.md section 6. The centre's duty lead is the
// triager; that a hazard is overdue is read from its clock and needs no step.
var workflow = matter.Workflow{
	Forget: []db.Stmt{forget},
	Kind:   matter.Hazard,
	States: States,
	Ended:  []matter.State{Dismissed, Closed, Archived},
	Steps: slices.Concat(
		[]matter.Step{
			{From: "", Do: "find", Label: "上报隐患", To: Found, Who: finders},
			{From: matter.Triaged, Do: "take", Label: "列入隐患", To: Found, Who: lead},
			{From: Found, Do: "confirm", Label: "核实属实", To: Confirmed, Who: lead},
			{From: Found, Do: "dismiss", Label: "核实不属实", To: Dismissed, Who: lead},
			{From: Confirmed, Do: "assign", Label: "定级交办", To: Assigned, Who: centre},
			{From: Assigned, Do: "act", Label: "开始整改", To: Acting, Who: owner},
			{From: Acting, Do: "progress", Label: "记整改进展", To: Acting, Who: owner},
			{From: Acting, Do: "claimDone", Label: "报告整改完成", To: Verifying, Who: owner},
			{From: Verifying, Do: "pass", Label: "验收合格", To: Cleared, Who: lead, Ends: []string{"H1"}},
			{From: Verifying, Do: "fail", Label: "验收不合格", To: Acting, Who: lead},
			{From: Cleared, Do: "close", Label: "结案", To: Closed, Who: centre},
			{From: Closed, Do: "recur", Label: "又出现了", To: Closed, Who: finders},
		},
		becoming(),
		matter.InEach(matter.Step{Do: "archive", Label: "归档", To: Archived, Who: []actor.Role{actor.Archivist}}, Closed, Dismissed),
	),
}

// becoming is a dispute that grew from a hazard: the hazard stays open, where it is.
func becoming() []matter.Step {
	var all []matter.Step
	for _, s := range open {
		all = append(all, matter.Step{From: s, Do: "becomesDispute", Label: "引发了纠纷", To: s, Who: centre})
	}
	return all
}

// Table is the workflow, for pages, diagrams and tests.
func Table() matter.Workflow { return workflow }

// Sorts of hazards; the first six are the big choices of the phone.
var Sorts = matter.Enumeration{
	{Code: "fire", Label: "消防通道和电动车"},
	{Code: "building", Label: "房屋和外墙"},
	{Code: "facility", Label: "水电气和电梯"},
	{Code: "road", Label: "道路井盖和照明"},
	{Code: "quarrel", Label: "可能引发纠纷的事"},
	{Code: "environment", Label: "环境卫生和噪音"},
	{Code: "construction", Label: "施工工地"},
	{Code: "business", Label: "经营场所"},
	{Code: "water", Label: "水域和积雪积冰"},
	{Code: "other", Label: "其他"},
}

// Grades are 重、难、险; what they mean is set by the street.
var Grades = matter.Enumeration{{Code: "serious", Label: "重"}, {Code: "hard", Label: "难"}, {Code: "dangerous", Label: "险"}}

var forget = db.SQL("hazard.forget", `UPDATE hazard SET cause = '' WHERE street_id = $1 AND id = $2`)
