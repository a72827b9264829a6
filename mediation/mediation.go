// Package mediation is people's mediation (人民调解) from application to archive,
// as the People's Mediation Law and workflow.md section 2 have it. What the law
// forbids has no line in the table, or a guard that says why.
package mediation

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// The states.
const (
	Applied        matter.State = "applied"
	Offered        matter.State = "offered"
	ConsentPending matter.State = "consentPending"
	Accepted       matter.State = "accepted"
	InProgress     matter.State = "inProgress"
	Suspended      matter.State = "suspended"
	Agreed         matter.State = "agreed"
	Terminated     matter.State = "terminated"
	NotAccepted    matter.State = "notAccepted"
	Withdrawn      matter.State = "withdrawn"
	Closed         matter.State = "closed"
	Archived       matter.State = "archived"
)

// States with their names.
var States = matter.Enumeration{
	{Code: "applied", Label: "已申请"},
	{Code: "offered", Label: "拟主动调解"},
	{Code: "consentPending", Label: "征求意见"},
	{Code: "accepted", Label: "已受理"},
	{Code: "inProgress", Label: "调解中"},
	{Code: "suspended", Label: "中止"},
	{Code: "agreed", Label: "达成协议"},
	{Code: "terminated", Label: "终止"},
	{Code: "notAccepted", Label: "不予受理"},
	{Code: "withdrawn", Label: "撤回"},
	{Code: "closed", Label: "结案"},
	{Code: "archived", Label: "归档"},
}

func who(r ...actor.Role) []actor.Role         { return r }
func forms(f ...document.Form) []document.Form { return f }

// Whoever writes down what a party decides: the mediator of the matter or the chair.
var desk = who(actor.Mediator, actor.Chair)

// workflow is the whole life of a mediation, the table of workflow.md section
// 2.1 one line per row. A row that holds in several states stands once per state.
var workflow = matter.Workflow{
	Forget: []db.Stmt{forget, forgetDuties},
	Kind:   matter.Mediation,
	States: States,
	Ended:  []matter.State{Terminated, NotAccepted, Withdrawn, Closed, Archived},
	Steps: slices.Concat(
		[]matter.Step{
			{From: matter.Triaged, Do: "apply", Label: "当事人申请调解", To: Applied, Who: who(actor.Mediator, actor.Chair, actor.Registrar), Party: true},
			{From: matter.Triaged, Do: "offer", Label: "主动调解", To: Offered, Who: who(actor.Mediator, actor.Triager), Papers: forms(document.AcceptanceForm)},
			{From: Applied, Do: "askOther", Label: "征求对方意见", To: ConsentPending, Who: who(actor.Mediator)},
			{From: Offered, Do: "askOther", Label: "征求各方意见", To: ConsentPending, Who: who(actor.Mediator)},
			{From: ConsentPending, Do: "refuse", Label: "当事人拒绝调解", To: Terminated, Who: desk, Party: true},
			{From: Applied, Do: "decline", Label: "不予受理", To: NotAccepted, Who: who(actor.Chair)},
			{From: ConsentPending, Do: "decline", Label: "不予受理", To: NotAccepted, Who: who(actor.Chair)},
			{From: ConsentPending, Do: "accept", Label: "受理", To: Accepted, Who: who(actor.Chair, actor.Mediator), Papers: forms(document.AcceptanceForm, document.RightsNotice)},
			{From: Accepted, Do: "start", Label: "开始调解", To: InProgress, Who: who(actor.Mediator), Papers: forms(document.Identity, document.Record)},
			{From: InProgress, Do: "record", Label: "记一次调解", To: InProgress, Who: who(actor.Mediator), Papers: forms(document.Record)},
			{From: InProgress, Do: "investigate", Label: "调查", To: InProgress, Who: who(actor.Mediator), Papers: forms(document.Inquiry)},
			{From: InProgress, Do: "invite", Label: "邀请人员参与", To: InProgress, Who: who(actor.Mediator)},
			{From: InProgress, Do: "replaceMediator", Label: "更换调解员", To: InProgress, Who: who(actor.Chair), Party: true},
			{From: InProgress, Do: "continue", Label: "各方同意延期", To: InProgress, Who: who(actor.Mediator), Papers: forms(document.ContinueConsent)},
			{From: InProgress, Do: "suspend", Label: "中止", To: Suspended, Who: who(actor.Mediator)},
			{From: Suspended, Do: "resume", Label: "恢复调解", To: InProgress, Who: who(actor.Mediator)},
			{From: InProgress, Do: "draft", Label: "起草协议", To: InProgress, Who: who(actor.Mediator)},
			{From: InProgress, Do: "agreeWritten", Label: "达成书面协议", To: Agreed, Who: who(actor.Mediator), Papers: forms(document.Written)},
			{From: InProgress, Do: "agreeOral", Label: "达成口头协议", To: Agreed, Who: who(actor.Mediator, actor.Chair), Papers: forms(document.Oral)},
			{From: Accepted, Do: "partyEnds", Label: "当事人要求终止", To: Terminated, Who: desk, Party: true, Papers: forms(document.Record)},
			{From: InProgress, Do: "partyEnds", Label: "当事人要求终止", To: Terminated, Who: desk, Party: true, Papers: forms(document.Record)},
			{From: Suspended, Do: "partyEnds", Label: "当事人要求终止", To: Terminated, Who: desk, Party: true, Papers: forms(document.Record)},
			{From: InProgress, Do: "fail", Label: "调解不成", To: Terminated, Who: who(actor.Mediator), Papers: forms(document.Termination)},
			{From: Agreed, Do: "perform", Label: "登记履行情况", To: Agreed, Who: who(actor.Mediator)},
			{From: Agreed, Do: "confirm", Label: "司法确认", To: Agreed, Who: who(actor.Mediator)},
			{From: Agreed, Do: "followUp", Label: "回访", To: Agreed, Who: who(actor.Mediator), Papers: forms(document.FollowUpRecord)},
			{From: Agreed, Do: "close", Label: "结案", To: Closed, Who: who(actor.Mediator), Papers: forms(document.DossierNote)},
			{From: Closed, Do: "followUp", Label: "回访", To: Closed, Who: who(actor.Mediator), Papers: forms(document.FollowUpRecord)},
			// The agreement outlives the work on the matter (workflow.md section 2.2): what falls due after
			// closing is still written down, and the thirty days for the court run on. The chair keeps that
			// watch where the mediator no longer sees the matter.
			{From: Closed, Do: "perform", Label: "登记履行情况", To: Closed, Who: desk},
			{From: Archived, Do: "perform", Label: "登记履行情况", To: Archived, Who: desk},
			{From: Closed, Do: "confirm", Label: "司法确认", To: Closed, Who: desk},
			{From: Closed, Do: "reopen", Label: "重新调解", To: InProgress, Who: who(actor.Chair, actor.Mediator)},
		},
		inEach("otherProcedure", "已进入其他程序", Terminated, who(actor.Mediator), false, open...),
		inEach("stopUnlawful", "停止：涉嫌违法", Terminated, who(actor.Mediator, actor.Chair), false, open...),
		inEach("withdraw", "申请人撤回或自行和解", Withdrawn, desk, true, Applied, Offered, ConsentPending, Accepted, InProgress),
		inEach("archive", "归档", Archived, who(actor.Archivist), false, Terminated, NotAccepted, Withdrawn, Closed),
	),
}

// Mediating are the states of what was accepted and has no result yet: 正在调解.
var Mediating = []matter.State{Accepted, InProgress, Suspended}

// open are the states in which a mediation is under way.
var open = []matter.State{Applied, Offered, ConsentPending, Accepted, InProgress, Suspended, Agreed}

func inEach(do matter.Command, label string, to matter.State, by []actor.Role, party bool, from ...matter.State) []matter.Step {
	steps := make([]matter.Step, len(from))
	for i, f := range from {
		steps[i] = matter.Step{From: f, Do: do, Label: label, To: to, Who: by, Party: party}
	}
	return steps
}

// Table is the workflow, for pages, diagrams and tests.
func Table() matter.Workflow { return workflow }

var forget = db.SQL("agreement.forget", `UPDATE agreement SET facts = '', terms = '', how = '' WHERE street_id = $1 AND matter_id = $2`)
