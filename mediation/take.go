package mediation

import (
	"maps"
	"strings"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Application is what a party asks, in writing, by word of mouth or online (人民调解法 art. 17).
type Application struct {
	Version  int
	Oral     bool   // an oral application is written down on M2, a written one is M1
	Referred bool   // sent by court, police, petition office …, with both parties' consent to be sent
	Referrer string // who sent it, when known already: its letter says so (M17)
	Facts    string
	Mediator string // officer, when chosen already
	NoTie    bool   // the mediator declared no tie with either side (W5)
}

// Apply writes down a party's application; with it the committee takes the matter on.
func Apply(tx *db.Tx, by actor.Actor, id matter.ID, a Application) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "apply", a.Version)
	if err != nil {
		return m, err
	}
	if strings.TrimSpace(a.Facts) == "" {
		return m, fault.Wrong("facts", "请写明当事人申请调解的事实和请求")
	}
	if err := assign(tx, &m, a.Mediator, a.NoTie); err != nil {
		return m, err
	}
	m.Source = matter.SourceApplied
	papers, facts := forms(document.Application), map[string]string{factsWord: a.Facts}
	if a.Oral {
		papers = forms(document.AcceptanceForm)
	}
	if a.Referred {
		m.Source = matter.SourceReferred
		papers = append(papers, document.Referral)
		facts[referrerWord] = strings.TrimSpace(a.Referrer)
	}
	change := matter.Change{Note: a.Facts, Papers: papers, Facts: facts, Details: map[string]string{"source": string(m.Source)}}
	if m.DisputeType.Labour() {
		change.Starts = []string{"A5"} // 15 days, then arbitration is open (劳动争议调解仲裁法 art. 14)
	}
	return begin(tx, by, &m, step, change)
}

// Offer is the committee acting unasked (主动调解, 人民调解法 art. 17).
type Offer struct {
	Version  int
	Facts    string
	Mediator string
	NoTie    bool
}

// OfferHelp begins a mediation nobody asked for.
func OfferHelp(tx *db.Tx, by actor.Actor, id matter.ID, o Offer) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "offer", o.Version)
	if err != nil {
		return m, err
	}
	if strings.TrimSpace(o.Facts) == "" {
		return m, fault.Wrong("facts", "请写明为什么主动调解")
	}
	if o.Mediator == "" {
		o.Mediator = m.Mediator
	}
	if err := assign(tx, &m, o.Mediator, o.NoTie); err != nil {
		return m, err
	}
	m.Source = matter.SourceProactive
	return begin(tx, by, &m, step, matter.Change{Note: o.Facts, Facts: map[string]string{factsWord: o.Facts}})
}

func begin(tx *db.Tx, by actor.Actor, m *matter.Matter, step matter.Step, c matter.Change) (matter.Matter, error) {
	if err := insertRow(tx, m.ID); err != nil {
		return *m, err
	}
	return *m, matter.Advance(tx, by, workflow, m, step, c)
}

// assign gives the matter its mediator. Ties are asked at assignment and block (W5).
func assign(tx *db.Tx, m *matter.Matter, mediator string, noTie bool) error {
	if mediator == "" || mediator == m.Mediator && noTie {
		return nil
	}
	if !noTie {
		return fault.Wrong("noTie", "指定调解员前要问清：与任何一方当事人有没有利害关系、近亲属关系或其他可能影响公正的关系。有的要回避，请换一位")
	}
	is, err := org.Holds(tx, mediator, actor.Mediator)
	if err != nil {
		return err
	}
	if !is {
		return fault.Wrong("mediator", "这位不是在任的人民调解员，请另选一位")
	}
	m.Mediator = mediator
	return nil
}

// Asking is a contact with the other side.
type Asking struct {
	Version int
	On      calendar.Date
	Reached bool
	Log     string
}

// AskOther notes that the other side was reached and asked whether it will be mediated.
func AskOther(tx *db.Tx, by actor.Actor, id matter.ID, a Asking) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "askOther", a.Version)
	if err != nil {
		return m, err
	}
	on, err := matter.Day(tx, a.On, m.ReceivedOn, "联系")
	if err != nil {
		return m, err
	}
	if !a.Reached {
		return m, fault.Wrong("reached", "联系上对方当事人后才能进入征求意见；联系不上时请继续联系，或由主任以“联系不上”不予受理")
	}
	if strings.TrimSpace(a.Log) == "" {
		return m, fault.Wrong("log", "请写下什么时候、怎么联系的，对方怎么说")
	}
	if m.Mediator == "" {
		m.Mediator = by.Officer
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{On: on, Note: a.Log, Kind: "contact"})
}

// Refusal is one party's clear no. It ends the matter: nobody may be mediated
// against their will (人民调解法 art. 17).
type Refusal struct {
	Version int
	Party   string
	On      calendar.Date
	Words   string
	Told    bool // the rights were told, or that was noted (M3)
}

// Refuse ends a mediation a party does not want.
func Refuse(tx *db.Tx, by actor.Actor, id matter.ID, r Refusal) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "refuse", r.Version)
	if err != nil {
		return m, err
	}
	if !r.Told {
		return m, fault.Wrong("told", "请告知当事人还可以通过仲裁、行政、司法等途径维护权利，并勾选")
	}
	on, err := matter.Day(tx, r.On, m.ReceivedOn, "拒绝")
	if err != nil {
		return m, err
	}
	if err := matter.Consented(tx, m.ID, r.Party, "no", on); err != nil {
		return m, err
	}
	m.Outcome = matter.Refused
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{
		On: on, Note: r.Words, Reason: "refused", Papers: forms(document.RightsNotice), Details: map[string]string{"party": r.Party},
	})
}

// DeclineReasons are why a matter is not accepted (workflow.md section 2.4).
var DeclineReasons = matter.Enumeration{
	{Code: "oneSideRefuses", Label: "一方当事人不同意调解"},
	{Code: "courtOrArbitrationSeized", Label: "法院或仲裁机构已受理"},
	{Code: "specialOrganOnly", Label: "法律规定只能由专门机关处理"},
	{Code: "alreadyFinal", Label: "已有生效的处理结果"},
	{Code: "notCivil", Label: "不是民间纠纷"},
	{Code: "noJurisdiction", Label: "不属于本调委会范围"},
	{Code: "unreachable", Label: "联系不上对方当事人"},
}

// Declining says why a matter is not accepted, and that the person was told what else to do.
type Declining struct {
	Version int
	Reason  string
	Words   string
	Told    bool
}

// Decline ends a matter the committee may not or cannot mediate.
func Decline(tx *db.Tx, by actor.Actor, id matter.ID, d Declining) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "decline", d.Version)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	if !DeclineReasons.Has(d.Reason) {
		bad.Add("reason", "请选择不予受理的原因")
	}
	if !d.Told {
		bad.Add("told", "请告知申请人原因和其他途径，并勾选")
	}
	if err := bad.Err(); err != nil {
		return m, err
	}
	m.Outcome = matter.NotAccepted
	if d.Reason == "unreachable" {
		m.Outcome = matter.Unreachable
	}
	c := matter.Change{Note: d.Words, Reason: d.Reason, Papers: forms(document.AcceptanceForm), Facts: map[string]string{declineWord: DeclineReasons.Label(d.Reason)}}
	form, err := standing(tx, m.ID, document.AcceptanceForm, "")
	if err != nil {
		return m, err
	}
	if form.State == document.Open { // made when the application was told: it says also how it ended
		if form, err = document.Find(tx, matter.Keys(tx, m.ID), string(m.ID), form.ID); err != nil {
			return m, err
		}
		facts := maps.Clone(form.Facts)
		if facts == nil {
			facts = map[string]string{}
		}
		maps.Copy(facts, c.Facts)
		form.Facts, c.Papers = facts, nil
		if err := document.Answer(tx, matter.Keys(tx, m.ID), form); err != nil {
			return m, err
		}
	}
	return m, matter.Advance(tx, by, workflow, &m, step, c)
}
