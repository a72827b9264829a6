package mediation

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/task"
)

// Performance is how an agreement was kept (人民调解法 art. 31).
type Performance struct {
	Version int
	On      calendar.Date
	How     AgreementState // performed, partlyPerformed, breached
	Duty    string         // of which duty; "" = of all that are not done and due
	Paid    int64          // 分, of a duty that is partly performed
	Proof   bool           // a receipt or transfer slip is in the file (M12)
	Words   string
}

// Performances are what may be recorded of an effective agreement.
var Performances = matter.Enumeration{
	{Code: "performed", Label: "已全部履行"}, {Code: "partlyPerformed", Label: "部分履行"}, {Code: "breached", Label: "到期未履行"},
}

// Perform records whether an agreement is kept. A breach is followed by a
// reminder and by telling the ways there are; it changes no one's standing.
func Perform(tx *db.Tx, by actor.Actor, id matter.ID, p Performance) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "perform", p.Version)
	if err != nil {
		return m, err
	}
	a, err := Effective(tx, m.ID)
	if err != nil {
		return m, err
	}
	if !Performances.Has(string(p.How)) {
		return m, fault.Wrong("how", "请选择履行情况")
	}
	on, err := matter.Day(tx, p.On, a.EffectiveOn, "履行")
	if err != nil {
		return m, err
	}
	k, err := a.keep(tx, p, on)
	if err != nil {
		return m, err
	}
	if p.How == AgreementBreached && strings.TrimSpace(p.Words) == "" {
		return m, fault.Wrong("words", "到期没有履行的，请写明怎么提醒、督促的，告知了哪些途径")
	}
	a.State = k.state
	var papers []document.Form
	if p.Proof {
		papers = forms(document.Proof)
	}
	if p.How == AgreementBreached { // the reminder is told of like a visit (workflow.md section 2.2)
		papers = append(papers, document.FollowUpRecord)
	}
	if a.State == AgreementPerformed {
		a.PerformedOn = on
		if err := task.Settle(tx, by, string(m.ID), "协议已经全部履行"); err != nil {
			return m, err
		}
	}
	if err := goOn(tx, &m, a, k.next, on); err != nil {
		return m, err
	}
	if err := saveAgreement(tx, a); err != nil {
		return m, err
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{
		On: on, Note: strings.TrimSpace(strings.Join(k.lines, "；") + "。" + p.Words), Kind: "record", Papers: papers,
		Details: map[string]string{"agreement": a.ID, "performance": string(p.How), "duty": p.Duty},
		Facts:   map[string]string{visitWord: p.Words, whyWord: p.How.Label()},
	})
}

// goOn lets the clocks of an open matter go on: to the next duty, or to the visit when
// all is performed. A closed one has none; its duties stand in the performance ledger,
// and the mediator is told of them on their day.
func goOn(tx *db.Tx, m *matter.Matter, a Agreement, next, on calendar.Date) error {
	if !m.Open || next.Zero() && a.State != AgreementPerformed {
		return nil
	}
	if a.State != AgreementPerformed {
		c, err := matter.RunningClock(tx, m.ID, "A11")
		if err == nil && c.Unrolled == next {
			return nil // it runs to that day already
		}
		if err := matter.EndClock(tx, m, "A11", matter.Recomputed, on); err != nil {
			return err
		}
		return matter.StartClock(tx, m, "A11", "perform", on, deadline.Until(next))
	}
	if err := matter.EndClock(tx, m, "A11", "perform", on); err != nil {
		return err
	}
	// The committee looks after what was agreed (人民调解法 art. 31); the law names no number of days.
	return matter.StartClock(tx, m, "A12", "perform", on)
}

// Confirmation is a step of judicial confirmation. The court decides, not the
// street; the party or the mediator enters what the court's paper says.
type Confirmation struct {
	Version int
	On      calendar.Date
	To      ConfirmationState
	Jointly bool // both parties apply together (民事诉讼法 art. 205)
	Paper   string
}

// Confirm moves the confirmation of a written agreement on.
func Confirm(tx *db.Tx, by actor.Actor, id matter.ID, c Confirmation) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "confirm", c.Version)
	if err != nil {
		return m, err
	}
	a, err := Effective(tx, m.ID)
	if err != nil {
		return m, err
	}
	on, err := matter.Day(tx, c.On, a.EffectiveOn, "司法确认")
	if err != nil {
		return m, err
	}
	if err := c.check(a, on); err != nil {
		return m, err
	}
	a.Confirmation, a.ConfirmOn, a.ConfirmPaper = c.To, on, c.Paper
	var papers []document.Form
	if c.To == ConfirmApplied {
		if err := matter.EndClock(tx, &m, "B1", "confirm", on); err != nil {
			return m, err
		}
	}
	if c.Paper != "" || c.To == ConfirmApplied {
		papers = forms(document.Confirmation)
	}
	if err := saveAgreement(tx, a); err != nil {
		return m, err
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{
		On: on, Note: c.Paper, Kind: "record", Papers: papers, Details: map[string]string{"agreement": a.ID, "confirmation": string(c.To)},
	})
}

// confirmations is the life of a confirmation (workflow.md section 2.2).
var confirmations = map[ConfirmationState][]ConfirmationState{
	ConfirmEligible: {ConfirmApplied, ConfirmLapsed},
	ConfirmApplied:  {ConfirmAccepted, ConfirmWithdrawn, ConfirmRejected},
	ConfirmAccepted: {ConfirmConfirmed, ConfirmRejected, ConfirmWithdrawn},
}

func (c Confirmation) check(a Agreement, on calendar.Date) error {
	if a.Form != "written" {
		return fault.New(fault.Conflict, "口头协议没有协议书，不能登记司法确认；需要确认的，请先制作协议书")
	}
	if a.Confirmation == ConfirmNone {
		return fault.New(fault.Conflict, "婚姻、亲子、收养等身份关系的协议不能申请司法确认（民诉法解释第三百五十五条）")
	}
	allowed := false
	for _, to := range confirmations[a.Confirmation] {
		allowed = allowed || to == c.To
	}
	if !allowed {
		return fault.New(fault.Conflict, "司法确认现在是“%s”，不能改成“%s”", a.Confirmation.Label(), c.To.Label())
	}
	switch c.To {
	case ConfirmApplied:
		if on > a.ConfirmBy {
			return fault.New(fault.Conflict, "申请司法确认要在协议生效之日起三十日内共同提出，最后一天是%s，已经过了（民事诉讼法第二百零五条）", a.ConfirmBy.Plain())
		}
		if !c.Jointly {
			return fault.Wrong("jointly", "司法确认要双方当事人共同申请（人民调解法第三十三条）")
		}
	case ConfirmAccepted, ConfirmConfirmed, ConfirmRejected:
		if strings.TrimSpace(c.Paper) == "" {
			return fault.Wrong("paper", "请填写法院文书的名称和编号")
		}
	case ConfirmLapsed:
		if on <= a.ConfirmBy {
			return fault.New(fault.Conflict, "三十日还没有过，最后一天是%s", a.ConfirmBy.Plain())
		}
	}
	return nil
}

// FollowUp is a visit after the agreement (人民调解法 art. 31).
type FollowUp struct {
	Version   int
	On        calendar.Date
	Satisfied string // yes, no, or "" when not asked
	Words     string
}

// FollowUpVisit writes down a follow-up visit (M11).
func FollowUpVisit(tx *db.Tx, by actor.Actor, id matter.ID, f FollowUp) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "followUp", f.Version)
	if err != nil {
		return m, err
	}
	on, err := matter.Day(tx, f.On, m.ResolvedOn, "回访")
	if err != nil {
		return m, err
	}
	if strings.TrimSpace(f.Words) == "" {
		return m, fault.Wrong("words", "请写下回访的情况：有没有履行、满不满意、还有什么问题")
	}
	if f.Satisfied != "" && f.Satisfied != "yes" && f.Satisfied != "no" {
		return m, fault.Wrong("satisfied", "请选择满意或不满意，没有问到就空着")
	}
	if err := setFollowUp(tx, m.ID, on, f.Satisfied); err != nil {
		return m, err
	}
	if err := matter.EndClock(tx, &m, "A12", "followUp", on); err != nil {
		return m, err
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{On: on, Note: f.Words, Kind: "followUp", Reason: f.Satisfied, Facts: map[string]string{visitWord: f.Words, gladWord: satisfactions[f.Satisfied]}})
}

// Closing ends a mediation with its agreement performed, or the watch over its
// performance handed to somebody.
type Closing struct {
	Version   int
	On        calendar.Date
	Watch     string // officer who watches the performance, when it is not performed yet
	Prevented bool   // an escalation was prevented
	Settled   bool   // a petition about it has ended too (息访): a fact, never a condition
	Words     string
}

// Close ends a mediation that reached an agreement.
func Close(tx *db.Tx, by actor.Actor, id matter.ID, c Closing) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "close", c.Version)
	if err != nil {
		return m, err
	}
	a, err := Effective(tx, m.ID)
	if err != nil {
		return m, err
	}
	on, err := matter.Day(tx, c.On, a.EffectiveOn, "结案")
	if err != nil {
		return m, err
	}
	if a.State != AgreementPerformed && c.Watch == "" {
		return m, fault.Wrong("watch", "协议还没有履行完，请先登记履行情况，或者填写由谁继续督促履行")
	}
	if c.Settled && m.Class != matter.ClassPetition {
		return m, fault.Wrong("settled", "只有信访矛盾才登记息访")
	}
	missing, err := Missing(tx, m)
	if err != nil {
		return m, err
	}
	if len(missing) > 0 {
		return m, fault.New(fault.Conflict, "卷宗还缺%s，补齐后才能结案", document.Titles(missing))
	}
	if a.State != AgreementPerformed {
		if err := watch(tx, by, m, a, c.Watch); err != nil {
			return m, err
		}
	}
	m.ConcludedOn, m.Prevented, m.Settled = on, c.Prevented, c.Settled
	var skip []document.Form
	if m.Agreement == "oral" {
		skip = forms(document.DossierNote) // the short form has none
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{On: on, Note: c.Words, Skip: skip, Details: map[string]string{"watch": c.Watch}})
}

// watch charges an officer with the performance that is still owed when the matter closes,
// until the last of it is due. The task names the matter and nobody in it.
func watch(tx *db.Tx, by actor.Actor, m matter.Matter, a Agreement, officer string) error {
	duties, err := Duties(tx, a.ID)
	if err != nil {
		return err
	}
	due := max(a.PerformOn, tx.Today())
	for _, d := range duties {
		due = max(due, d.DueOn)
	}
	_, err = task.Charge(tx, by, task.Draft{
		Source: task.Direct, Subject: string(m.ID), Community: m.Community, Officer: officer, Due: due,
		Words: "督促履行" + m.Number + "的调解协议，到期的逐项登记履行情况",
	})
	if f := fault.Of(err); f != nil {
		return fault.Wrong("watch", f.Error())
	}
	return err
}

// needs are the pieces a matter may not close without (forms.md section 2): any
// one of each line.
func needs(m matter.Matter) [][]document.Form {
	all := [][]document.Form{
		forms(document.Application, document.AcceptanceForm), forms(document.RightsNotice), forms(document.Identity), forms(document.Record),
	}
	switch m.Agreement {
	case "written":
		all = append(all, forms(document.Written), forms(document.FollowUpRecord, document.Proof))
	case "oral":
		all = append(all, forms(document.Oral))
	}
	return all
}

// Task is one line of the dossier's list: there or missing.
type Task struct {
	Form document.Form
	Have bool
	On   calendar.Date
}

// Tasks lists the mandatory pieces of the matter's dossier.
func Tasks(tx *db.Tx, m matter.Matter) ([]Task, error) {
	pieces, err := document.Of(tx, string(m.ID))
	if err != nil {
		return nil, err
	}
	have := map[document.Form]document.Piece{}
	for _, p := range pieces {
		if p.State != document.Void {
			have[p.Form] = p
		}
	}
	var tasks []Task
	for _, any := range needs(m) {
		t := Task{Form: any[0]}
		for _, f := range any {
			if p, ok := have[f]; ok && !t.Have {
				t = Task{Form: f, Have: true, On: p.On}
			}
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}

// Missing lists the mandatory pieces that are not there.
func Missing(tx *db.Tx, m matter.Matter) ([]document.Form, error) {
	tasks, err := Tasks(tx, m)
	var missing []document.Form
	for _, t := range tasks {
		if !t.Have {
			missing = append(missing, t.Form)
		}
	}
	return missing, err
}

// Archiving says in which form the matter goes to the archive.
type Archiving struct {
	Version int
	Dossier matter.Dossier
}

// Archive binds a matter that has ended: a mediation dossier for a written
// agreement, the short form for an oral one, a work dossier for what was
// handled without a mediation set (forms.md section 2).
func Archive(tx *db.Tx, by actor.Actor, id matter.ID, a Archiving) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "archive", a.Version)
	if err != nil {
		return m, err
	}
	if err := a.check(m); err != nil {
		return m, err
	}
	m.Dossier, m.ArchivedOn = a.Dossier, tx.Today()
	if m.DossierNo == "" && a.Dossier != matter.ShortForm {
		if m.DossierNo, err = dossierNumber(tx, by, m, a.Dossier); err != nil {
			return m, err
		}
	}
	papers := forms(document.Cover)
	if a.Dossier == matter.ShortForm {
		papers = nil
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{
		Papers: papers, Details: map[string]string{"dossier": string(m.Dossier), "number": m.DossierNo},
	})
}

func (a Archiving) check(m matter.Matter) error {
	switch {
	case !matter.Dossiers.Has(string(a.Dossier)):
		return fault.Wrong("dossier", "请选择归档形式")
	case m.Agreement == "written" && a.Dossier != matter.MediationDossier:
		return fault.Wrong("dossier", "有书面协议的，应当装订调解卷宗")
	case m.Agreement == "" && a.Dossier == matter.MediationDossier:
		return fault.Wrong("dossier", "没有达成协议的，装订工作卷宗或只留一案一表")
	case m.Agreement == "oral" && a.Dossier == matter.WorkDossier:
		return fault.Wrong("dossier", "口头协议留一案一表，材料齐全的也可以装订调解卷宗")
	}
	return nil
}

func dossierNumber(tx *db.Tx, by actor.Actor, m matter.Matter, d matter.Dossier) (string, error) {
	if d == matter.MediationDossier {
		return agreementNumber(tx, by, m)
	}
	return matter.WorkNumber(tx, by, m)
}

// Reopening begins a new round under the same number, such as after a court
// refused confirmation (人民调解法 art. 33).
type Reopening struct {
	Version   int
	BothAgree bool
	Why       string
}

// Reopen takes a closed mediation up again.
func Reopen(tx *db.Tx, by actor.Actor, id matter.ID, r Reopening) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "reopen", r.Version)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	if !r.BothAgree {
		bad.Add("bothAgree", "双方都同意才能重新调解")
	}
	if strings.TrimSpace(r.Why) == "" {
		bad.Add("why", "请写明为什么重新调解")
	}
	if err := bad.Err(); err != nil {
		return m, err
	}
	before := m.ConcludedOn
	m.Outcome, m.Agreement, m.ResolvedOn, m.ConcludedOn, m.Settled, m.Prevented = "", "", 0, 0, false, false
	if err := nextRound(tx, m.ID); err != nil {
		return m, err
	}
	if err := matter.StartClock(tx, &m, "A2", "reopen", tx.Today()); err != nil {
		return m, err
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{Note: r.Why, Details: map[string]string{"concluded": before.String()}})
}
