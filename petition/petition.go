// Package petition is a petition (信访事项) from registration to finality, as the
// Regulation on Petitions (信访工作条例, 2022) and workflow.md section 4 have it.
// An accusation leaves this machine for the vault; nobody is ever asked to
// promise not to petition.
package petition

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// The states.
const (
	Screened      matter.State = "screened"
	Forwarded     matter.State = "forwarded"
	Assigned      matter.State = "assigned"
	NotAccepted   matter.State = "notAccepted"
	Accepted      matter.State = "accepted"
	Objected      matter.State = "objected"
	Returned      matter.State = "returned"
	Studying      matter.State = "studying"
	Replied       matter.State = "replied"
	Guided        matter.State = "guided"
	Handling      matter.State = "handling"
	OpinionIssued matter.State = "opinionIssued"
	Served        matter.State = "served"
	UnderReview   matter.State = "underReview"
	ReviewServed  matter.State = "reviewServed"
	UnderRecheck  matter.State = "underRecheck"
	Final         matter.State = "final"
	Executed      matter.State = "executed"
	Withdrawn     matter.State = "withdrawn"
	Closed                     = matter.ClosedState
	Archived                   = matter.ArchivedState
)

// States with their names.
var States = matter.Enumeration{
	{Code: "screened", Label: "已甄别"},
	{Code: "accepted", Label: "已受理"},
	{Code: "objected", Label: "已提异议"},
	{Code: "assigned", Label: "已交办"},
	{Code: "studying", Label: "研究论证"},
	{Code: "handling", Label: "办理中"},
	{Code: "opinionIssued", Label: "已出具意见"},
	{Code: "served", Label: "意见已送达"},
	{Code: "underReview", Label: "复查中"},
	{Code: "reviewServed", Label: "复查意见已送达"},
	{Code: "underRecheck", Label: "复核中"},
	{Code: "final", Label: "程序终结"},
	{Code: "executed", Label: "已落实"},
	{Code: "replied", Label: "已答复"},
	{Code: "forwarded", Label: "已转送"},
	{Code: "returned", Label: "已退回"},
	{Code: "guided", Label: "已告知其他程序"},
	{Code: "redirected", Label: "已引导"},
	{Code: "notAccepted", Label: "不予受理"},
	{Code: "withdrawn", Label: "撤回"},
	{Code: "closed", Label: "结案"},
	{Code: "archived", Label: "归档"},
}

func who(r ...actor.Role) []actor.Role         { return r }
func forms(f ...document.Form) []document.Form { return f }

var (
	clerk   = who(actor.PetitionClerk)
	head    = who(actor.UnitHead)
	handler = who(actor.Handler)
	desk    = who(actor.Handler, actor.PetitionClerk)
)

// workflow is the table of workflow.md section 4, one line per row. Lines the
// table leaves to the product: an assigned matter comes back with a result
// report, and a petitioner may take the matter back while nothing is decided.
var workflow = matter.Workflow{
	Kind:   matter.Petition,
	States: States,
	Forget: []db.Stmt{forget},
	Ended:  []matter.State{Forwarded, matter.Redirected, NotAccepted, Returned, Guided, Withdrawn, Closed, Archived},
	Steps: slices.Concat(
		[]matter.Step{
			{From: matter.Triaged, Do: "classify", Label: "甄别", To: Screened, Who: clerk, Papers: forms(document.PetitionRegister)},
			{From: Screened, Do: "accept", Label: "受理", To: Accepted, Who: head, Papers: forms(document.PetitionAcceptance), Ends: []string{"C2", "C3", "C4"}},
			{From: Screened, Do: "forward", Label: "转送", To: Forwarded, Who: clerk, Papers: forms(document.Forwarding, document.WhereSent)},
			{From: Screened, Do: "assign", Label: "交办", To: Assigned, Who: clerk, Papers: forms(document.Assignment, document.WhereSent), Ends: []string{"C2", "C3", "C4"}},
			{From: Screened, Do: "redirect", Label: "引导到别处", To: matter.Redirected, Who: clerk, Papers: forms(document.Guidance)},
			{From: Screened, Do: "decline", Label: "不予受理", To: NotAccepted, Who: head, Papers: forms(document.Refusal)},
			{From: Screened, Do: "object", Label: "提出异议", To: Objected, Who: head, Papers: forms(document.Objection)},
			{From: Screened, Do: "toLitigation", Label: "按涉法涉诉办", To: matter.Triaged, Who: clerk, Ends: []string{"C2", "C3", "C4"}},
			{From: Objected, Do: "takeBack", Label: "对方同意收回", To: Returned, Who: clerk, Papers: forms(document.ObjectionReply)},
			{From: Objected, Do: "objectionRefused", Label: "对方不同意，由我们受理", To: Accepted, Who: clerk, Papers: forms(document.ObjectionReply, document.PetitionAcceptance), Ends: []string{"C2", "C3", "C4"}},
			{From: Assigned, Do: "reportBack", Label: "登记办理结果", To: Closed, Who: clerk, Papers: forms(document.PetitionClosing), Ends: []string{"C6"}},

			{From: Accepted, Do: "study", Label: "研究建议", To: Studying, Who: handler},
			{From: Studying, Do: "reply", Label: "答复建议", To: Replied, Who: handler},

			{From: Accepted, Do: "pathOpinion", Label: "按信访程序办理", To: Handling, Who: head},
			{From: Accepted, Do: "pathDuty", Label: "履行法定职责", To: Handling, Who: head},
			{From: Accepted, Do: "pathGuided", Label: "告知其他程序", To: Guided, Who: head, Papers: forms(document.Guidance)},
			{From: Accepted, Do: "pathJustice", Label: "转涉法涉诉", To: matter.Triaged, Who: head},

			{From: Handling, Do: "investigate", Label: "听取意见和调查", To: Handling, Who: handler, Papers: forms(document.PetitionInquiry)},
			{From: Handling, Do: "mediate", Label: "组织调解", To: Handling, Who: handler},
			{From: Handling, Do: "hearing", Label: "举行听证", To: Handling, Who: head, Papers: forms(document.Hearing, document.HearingFindings)},
			{From: Handling, Do: "simplify", Label: "简易办理", To: Handling, Who: head, Starts: []string{"C13"}},
			{From: Handling, Do: "extend", Label: "延长办理期限", To: Handling, Who: head, Papers: forms(document.ExtensionNotice)},
			{From: Handling, Do: "answer", Label: "履职并答复", To: Replied, Who: handler, Ends: []string{"C13"}},
			{From: Handling, Do: "issue", Label: "出具处理意见", To: OpinionIssued, Who: head, Papers: forms(document.Opinion), Ends: []string{"C5", "C13"}},
			{From: OpinionIssued, Do: "serve", Label: "送达处理意见", To: Served, Who: handler, Papers: forms(document.ServiceReceipt), Starts: []string{"C7"}},
			{From: Served, Do: "requestReview", Label: "请求复查", To: UnderReview, Who: clerk, Party: true, Papers: forms(document.ReviewRequest), Ends: []string{"C7"}, Starts: []string{"C8"}},
			{From: Executed, Do: "requestReview", Label: "请求复查", To: UnderReview, Who: clerk, Party: true, Papers: forms(document.ReviewRequest), Ends: []string{"C7"}, Starts: []string{"C8"}},
			{From: UnderReview, Do: "reviewOpinion", Label: "登记复查意见", To: ReviewServed, Who: clerk, Papers: forms(document.ReviewOpinion), Ends: []string{"C8"}, Starts: []string{"C9"}},
			{From: ReviewServed, Do: "requestRecheck", Label: "请求复核", To: UnderRecheck, Who: clerk, Party: true, Papers: forms(document.RecheckRequest), Ends: []string{"C9"}, Starts: []string{"C10"}},
			{From: UnderRecheck, Do: "recheckOpinion", Label: "登记复核意见", To: Final, Who: clerk, Papers: forms(document.RecheckOpinion), Ends: []string{"C10"}},
			{From: Served, Do: "finish", Label: "程序终结", To: Final, Who: desk, Ends: []string{"C7"}},
			{From: ReviewServed, Do: "finish", Label: "程序终结", To: Final, Who: desk, Ends: []string{"C9"}},
			{From: Served, Do: "carryOut", Label: "落实支持的请求", To: Executed, Who: handler, Papers: forms(document.CarryingOut)},
			{From: Final, Do: "carryOut", Label: "落实支持的请求", To: Executed, Who: handler, Papers: forms(document.CarryingOut)},
		},
		matter.InEach(matter.Step{Do: "withdraw", Label: "信访人撤回", To: Withdrawn, Who: desk, Party: true}, Accepted, Studying, Handling),
		matter.InEach(matter.Step{Do: "close", Label: "结案", To: Closed, Who: head, Papers: forms(document.PetitionClosing)}, Final, Executed, Replied),
		matter.InEach(matter.Step{Do: "archive", Label: "归档", To: Archived, Who: who(actor.Archivist)},
			Forwarded, matter.Redirected, NotAccepted, Returned, Guided, Withdrawn, Closed),
	),
}

// Table is the workflow, for pages, diagrams and tests.
func Table() matter.Workflow { return workflow }

// Sort is what a petition is in the regulation's words (信访工作条例 art. 29-31).
type Sort string

// The sorts.
const (
	Suggestion Sort = "suggestion"
	Accusation Sort = "accusation"
	Claim      Sort = "claim"
	Litigation Sort = "litigation"
)

// Sorts with their names.
var Sorts = matter.Enumeration{
	{Code: "suggestion", Label: "建议意见类"}, {Code: "claim", Label: "申诉求决类"}, {Code: "accusation", Label: "检举控告类"}, {Code: "litigation", Label: "涉法涉诉类"},
}

// Paths of a claim (信访工作条例 art. 31): exactly one is chosen.
var Paths = matter.Enumeration{
	{Code: "toJustice", Label: "转送政法机关（第一项）"},
	{Code: "toArbitration", Label: "通过仲裁解决（第二项）"},
	{Code: "toPartyAppeal", Label: "党员申诉（第三项）"},
	{Code: "toAdminProcedure", Label: "行政复议、裁决、确认、许可、处罚等程序（第四项）"},
	{Code: "toDuty", Label: "查处违法、履行保护职责（第五项）"},
	{Code: "toOpinion", Label: "按信访程序办理（第六项）"},
}

// GuidedPaths are those on which the petitioner is told of another procedure.
var GuidedPaths = Paths[1:4]

// Opinions are what an opinion says of the claims (信访工作条例 art. 32).
var Opinions = matter.Enumeration{
	{Code: "supported", Label: "支持"}, {Code: "partly", Label: "部分支持"}, {Code: "explained", Label: "说明解释"}, {Code: "notSupported", Label: "不予支持"},
}

// Adoptions are what became of a suggestion (信访工作条例 art. 29).
var Adoptions = matter.Enumeration{{Code: "adopted", Label: "采纳"}, {Code: "partlyAdopted", Label: "部分采纳"}, {Code: "notAdopted", Label: "未采纳"}}

// DeclineReasons are why a petition is not accepted.
var DeclineReasons = matter.Enumeration{
	{Code: "lowerOrgan", Label: "同一事项已由下级机关受理、正在办理（第十九条）"},
	{Code: "alreadyFinal", Label: "已有复核意见，仍以同一事实和理由提出（第三十六条）"},
}
