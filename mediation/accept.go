package mediation

import (
	"fmt"
	"strings"

	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Acceptance is what the chair or the mediator confirms before taking a matter on.
type Acceptance struct {
	Version     int
	On          calendar.Date
	AllAgree    bool // every party agrees to be mediated: the law (人民调解法 art. 17)
	NotExcluded bool // not reserved to a special organ, not already seized or final (section 2.4)
	Mediator    string
	NoTie       bool
}

func (a Acceptance) check(m matter.Matter) error {
	var bad fault.Fields
	if !a.AllAgree {
		bad.Add("allAgree", "各方当事人都同意后方可受理；有一方明确拒绝的，不得调解（人民调解法第十七条）")
	}
	if !a.NotExcluded {
		bad.Add("notExcluded", "请核对：法律规定只能由专门机关处理的、法院或仲裁已受理的、已有最终处理结果的，不能受理")
	}
	if a.Mediator == "" && m.Mediator == "" {
		bad.Add("mediator", "请先指定调解员，或由当事人选择（人民调解法第十九条）")
	}
	return bad.Err()
}

// Accept takes a mediation on and starts its clock: one month, unless the
// parties agree to go on (A2), or 30 working days for a medical dispute (A4).
func Accept(tx *db.Tx, by actor.Actor, id matter.ID, a Acceptance) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "accept", a.Version)
	if err != nil {
		return m, err
	}
	if err := a.check(m); err != nil {
		return m, err
	}
	if a.Mediator == "" {
		a.Mediator = m.Mediator
	}
	if err := assign(tx, &m, a.Mediator, a.NoTie); err != nil {
		return m, err
	}
	on, err := matter.Day(tx, a.On, m.ReceivedOn, "受理")
	if err != nil {
		return m, err
	}
	parties, err := matter.Parties(tx, m.ID)
	if err != nil {
		return m, err
	}
	if err := bothSides(parties); err != nil {
		return m, err
	}
	for _, p := range parties {
		if err := matter.Consented(tx, m.ID, p.ID, "yes", on); err != nil {
			return m, err
		}
	}
	m.AcceptedOn = on
	rule := "A2"
	if m.DisputeType == matter.Medical {
		rule = "A4"
	}
	var skip []document.Form
	form, err := standing(tx, m.ID, document.AcceptanceForm, "")
	if err != nil {
		return m, err
	}
	if form.ID != "" { // made when the application was told, or help was offered
		skip = forms(document.AcceptanceForm)
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{On: on, Starts: []string{rule}, Skip: skip, Details: map[string]string{"mediator": m.Mediator}})
}

// bothSides: a mediation needs somebody on each side.
func bothSides(parties []matter.Party) error {
	var applicant, other bool
	for _, p := range parties {
		applicant = applicant || p.Side == matter.Applicant
		other = other || p.Side == matter.Respondent
	}
	if !applicant || !other {
		return fault.New(fault.Conflict, "调解要有双方当事人，请先补填申请人和被申请人")
	}
	return nil
}

// Beginning is what must be done before the first session (workflow.md section 2.3).
type Beginning struct {
	Version      int
	On           calendar.Date
	RightsTold   bool // by law, and recorded (人民调解工作若干规定 art. 30)
	IdentitySeen bool
	OpenSession  bool // default closed; open only when every party asks for or accepts it
	OpenAgreed   bool
	Violence     bool // domestic violence flagged
	JointAsked   bool // the victim asked for a joint session
	Place        string
	Record       string
}

// Start opens the first session.
func Start(tx *db.Tx, by actor.Actor, id matter.ID, b Beginning) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "start", b.Version)
	if err != nil {
		return m, err
	}
	on, err := matter.Day(tx, b.On, m.AcceptedOn, "开始调解")
	if err != nil {
		return m, err
	}
	parties, err := matter.Parties(tx, m.ID)
	if err != nil {
		return m, err
	}
	if err := b.check(parties); err != nil {
		return m, err
	}
	if err := matter.Told(tx, m.ID, on); err != nil {
		return m, err
	}
	if err := matter.IdentitySeen(tx, m.ID, on); err != nil {
		return m, err
	}
	if err := startRow(tx, m.ID, on, b); err != nil {
		return m, err
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{On: on, Note: b.Record, Kind: "record", Facts: map[string]string{sessionWord: b.Record, placeWord: strings.TrimSpace(b.Place)}})
}

func (b Beginning) check(parties []matter.Party) error {
	var bad fault.Fields
	if !b.RightsTold {
		bad.Add("rightsTold", "开始调解前要告知各方权利义务并记录（人民调解工作若干规定第三十条）")
	}
	if !b.IdentitySeen {
		bad.Add("identitySeen", "请核对各方当事人的身份证明")
	}
	for _, p := range parties {
		if p.Minor && p.Guardian == "" {
			bad.Add("guardian", "第%d位当事人未成年，监护人到场才能开始", p.Order)
		}
	}
	if b.OpenSession && !b.OpenAgreed {
		bad.Add("openAgreed", "调解默认不公开；只有各方都同意才能公开进行（人民调解法第二十三条）")
	}
	if b.Violence && !b.JointAsked {
		bad.Add("jointAsked", "涉及家庭暴力的，除非受害方自己要求，不安排双方面对面调解；请先告知人身安全保护令")
	}
	if strings.TrimSpace(b.Record) == "" {
		bad.Add("record", "请写下这次调解的记录：时间、地点、到场的人、各方怎么说")
	}
	return bad.Err()
}

// Session is one more mediation session (M7), or an inquiry by two people (M5).
type Session struct {
	Version  int
	On       calendar.Date
	Second   string // the second investigator, for an inquiry
	Asked    string // the person asked
	Evidence bool   // evidence was handed in (M6)
	Place    string
	Text     string
}

// Record writes down a further session.
func Record(tx *db.Tx, by actor.Actor, id matter.ID, s Session) (matter.Matter, error) {
	return stay(tx, by, id, "record", s.Version, matter.Change{On: s.On, Kind: "record", Note: s.Text, Facts: map[string]string{sessionWord: s.Text, placeWord: strings.TrimSpace(s.Place)}})
}

// Investigate writes down an inquiry. Two people make it (product rule).
func Investigate(tx *db.Tx, by actor.Actor, id matter.ID, s Session) (matter.Matter, error) {
	var bad fault.Fields
	if strings.TrimSpace(s.Second) == "" || s.Second == by.Officer {
		bad.Add("second", "调查要两个人一起做，请填写另一位调查人")
	}
	if strings.TrimSpace(s.Asked) == "" {
		bad.Add("asked", "请填写被调查人，或写明查看的地点")
	}
	if err := bad.Err(); err != nil {
		return matter.Matter{}, err
	}
	var papers []document.Form
	if s.Evidence {
		papers = forms(document.Evidence)
	}
	return stay(tx, by, id, "investigate", s.Version, matter.Change{
		On: s.On, Kind: "record", Note: fmt.Sprintf("%s（共同调查：%s；被调查人：%s）", s.Text, s.Second, s.Asked), Papers: papers,
		Facts: map[string]string{inquiryWord: s.Text, "调查地点": strings.TrimSpace(s.Place), "共同调查人": s.Second, "被调查人": s.Asked},
	})
}

// Invitation asks a relative, neighbour, expert or body to take part; every
// party must agree (人民调解法 art. 20).
type Invitation struct {
	Version  int
	Guest    string
	AllAgree bool
}

// Invite lets a helper or an expert take part.
func Invite(tx *db.Tx, by actor.Actor, id matter.ID, i Invitation) (matter.Matter, error) {
	if !i.AllAgree {
		return matter.Matter{}, fault.Wrong("allAgree", "邀请他人参与调解，要先征得各方当事人同意（人民调解法第二十条）")
	}
	return stay(tx, by, id, "invite", i.Version, matter.Change{Kind: "record", Note: i.Guest})
}

// stay is a step that adds to the record and leaves the state as it is.
func stay(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, version int, c matter.Change) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, do, version)
	if err != nil {
		return m, err
	}
	if c.On, err = matter.Day(tx, c.On, m.AcceptedOn, "记录"); err != nil {
		return m, err
	}
	if strings.TrimSpace(c.Note) == "" {
		return m, fault.Wrong("text", "请写下内容")
	}
	return m, matter.Advance(tx, by, workflow, &m, step, c)
}

// Replacement gives the matter another mediator: a party may choose or refuse
// one (人民调解法 art. 23), or the chair changes them.
type Replacement struct {
	Version  int
	Mediator string
	NoTie    bool
	ByParty  bool
	Why      string
}

// ReplaceMediator hands the matter over; from then on only the new mediator acts (W13).
func ReplaceMediator(tx *db.Tx, by actor.Actor, id matter.ID, r Replacement) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "replaceMediator", r.Version)
	if err != nil {
		return m, err
	}
	if r.Mediator == "" || r.Mediator == m.Mediator {
		return m, fault.Wrong("mediator", "请选择另一位调解员")
	}
	old := m.Mediator
	if err := assign(tx, &m, r.Mediator, r.NoTie); err != nil {
		return m, err
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{Note: r.Why, Details: map[string]string{"before": old, "mediator": m.Mediator}})
}

// Pause is a suspension for an appraisal or an absence; its span is recorded.
type Pause struct {
	Version int
	On      calendar.Date
	Reason  string // appraisal, absence, other
	Words   string
}

// PauseReasons are why a mediation is suspended.
var PauseReasons = matter.Enumeration{{Code: "appraisal", Label: "等待鉴定"}, {Code: "absence", Label: "当事人暂时不能参加"}, {Code: "other", Label: "其他原因"}}

// Suspend pauses a mediation. The law of mediation does not know it; local rules do.
func Suspend(tx *db.Tx, by actor.Actor, id matter.ID, p Pause) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "suspend", p.Version)
	if err != nil {
		return m, err
	}
	if !PauseReasons.Has(p.Reason) {
		return m, fault.Wrong("reason", "请选择中止的原因")
	}
	on, err := matter.Day(tx, p.On, m.AcceptedOn, "中止")
	if err != nil {
		return m, err
	}
	if err := setSuspended(tx, m.ID, on, p.Reason); err != nil {
		return m, err
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{On: on, Note: p.Words, Reason: p.Reason})
}

// Resume goes on after a suspension.
func Resume(tx *db.Tx, by actor.Actor, id matter.ID, version int, on calendar.Date, words string) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "resume", version)
	if err != nil {
		return m, err
	}
	row, err := Load(tx, m.ID)
	if err != nil {
		return m, err
	}
	if on, err = matter.Day(tx, on, row.SuspendedOn, "恢复"); err != nil {
		return m, err
	}
	if err := setSuspended(tx, m.ID, 0, ""); err != nil {
		return m, err
	}
	// Only a medical dispute's clock leaves out the time of an appraisal (医疗纠纷预防和处理条例 art. 38).
	if row.PausedFor == "appraisal" && m.DisputeType == matter.Medical {
		span := deadline.Span{From: row.SuspendedOn, To: on, Document: "鉴定"}
		if err := matter.ExcludeSpan(tx, &m, "A4", span); err != nil {
			return m, err
		}
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{
		On: on, Note: words, Details: map[string]string{"suspendedOn": row.SuspendedOn.String()},
	})
}
