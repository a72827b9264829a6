package mediation

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Continuation is the parties' agreement to go on after the month (M16).
type Continuation struct {
	Version  int
	Until    calendar.Date
	AllAgree bool
	Why      string
}

// Continue lets a mediation go on as long as all parties want (A2).
func Continue(tx *db.Tx, by actor.Actor, id matter.ID, c Continuation) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "continue", c.Version)
	if err != nil {
		return m, err
	}
	if !c.AllAgree {
		return m, fault.Wrong("allAgree", "各方都同意才能延期继续调解；有一方不同意的，应当终止")
	}
	rule := "A2"
	if m.DisputeType == matter.Medical {
		rule = "A4"
	}
	grant := deadline.Grant{Approver: "各方当事人", On: tx.Today(), Reason: c.Why, Told: tx.Today(), Proof: document.ContinueConsent.Title(), Until: c.Until}
	if err := matter.ExtendClock(tx, &m, rule, grant); err != nil {
		return m, err
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{
		Note: c.Why, Details: map[string]string{"until": c.Until.String()}, Facts: map[string]string{"延期至": c.Until.Plain(), "延期原因": c.Why},
	})
}

// Draft is a written agreement before it is signed (人民调解法 art. 29).
type Draft struct {
	Version   int
	Facts     string // main facts, issues, each side's responsibility
	Terms     string
	Amount    int64 // 分
	How       string
	PerformOn calendar.Date
	Checked   []string  // the questions of Checklist answered "no problem"
	Duties    []Promise // are added to those of the draft before
}

// Checklist is what a court would refuse to confirm (民诉法解释 art. 358); it is
// asked of every draft.
var Checklist = matter.Enumeration{
	{Code: "mandatory", Label: "没有违反法律强制性规定"},
	{Code: "public", Label: "没有损害国家利益、社会公共利益、他人合法权益"},
	{Code: "morals", Label: "没有违背公序良俗"},
	{Code: "voluntary", Label: "没有违反自愿原则"},
	{Code: "clear", Label: "内容明确，可以履行"},
}

func (d Draft) check(accepted calendar.Date) error {
	var bad fault.Fields
	if strings.TrimSpace(d.Facts) == "" {
		bad.Add("facts", "请写明主要事实、争议事项和各方责任（人民调解法第二十九条）")
	}
	if strings.TrimSpace(d.Terms) == "" {
		bad.Add("terms", "请写明协议内容")
	}
	if strings.TrimSpace(d.How) == "" {
		bad.Add("how", "请写明履行的方式和地点")
	}
	if d.PerformOn.Zero() {
		bad.Add("performOn", "请填写履行期限")
	} else if d.PerformOn < accepted {
		bad.Add("performOn", "履行期限不能早于受理日期（%s）", accepted)
	}
	if d.Amount < 0 {
		bad.Add("amount", "金额不能是负数")
	}
	have := map[string]bool{}
	for _, c := range d.Checked {
		have[c] = true
	}
	for _, c := range Checklist {
		if !have[c.Code] {
			bad.Add("checked", "请核对：协议%s（民诉法解释第三百五十八条）", c.Label)
		}
	}
	return bad.Err()
}

// WriteDraft makes a draft, or a new one in the place of an unsigned draft.
func WriteDraft(tx *db.Tx, by actor.Actor, id matter.ID, d Draft) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "draft", d.Version)
	if err != nil {
		return m, err
	}
	if err := d.check(m.AcceptedOn); err != nil {
		return m, err
	}
	if err := unsettled(tx, m.ID); err != nil {
		return m, err
	}
	a := Agreement{
		ID: tx.NewID(), Matter: m.ID, Form: "written", State: AgreementDraft, Facts: d.Facts, Terms: d.Terms, Amount: d.Amount, How: d.How,
		PerformOn: d.PerformOn, Confirmation: ConfirmNone,
	}
	if err := replaceDraft(tx, a); err != nil {
		return m, err
	}
	for _, p := range d.Duties {
		if err := undertake(tx, a, p); err != nil {
			return m, err
		}
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{Details: map[string]string{"agreement": a.ID}, Fields: []string{"facts", "terms", "amount", "how", "performOn"}})
}

// Signing is who signed the written agreement, and whose seal it bears.
type Signing struct {
	Version    int
	PartiesOn  calendar.Date // the last party signed, stamped or gave a fingerprint
	AllParties bool
	MediatorOn calendar.Date
	SealOn     calendar.Date
	Seal       string // committee, street, centre
}

// Seals are the seals an office might reach for. Only the committee's makes an
// agreement effective (人民调解法 art. 29).
var Seals = matter.Enumeration{{Code: "committee", Label: "人民调解委员会印章"}, {Code: "street", Label: "街道办事处印章"}, {Code: "centre", Label: "矛调中心印章"}}

func (s Signing) check() error {
	var bad fault.Fields
	if !s.AllParties || s.PartiesOn.Zero() {
		bad.Add("partiesOn", "各方当事人都签名、盖章或者按指印后，协议书才生效（人民调解法第二十九条）")
	}
	if s.MediatorOn.Zero() {
		bad.Add("mediatorOn", "调解员要在协议书上签名（人民调解法第二十九条）")
	}
	if s.SealOn.Zero() || s.Seal != "committee" {
		bad.Add("seal", "协议书要加盖人民调解委员会的印章，街道办事处或矛调中心的印章不行（人民调解法第二十九条）")
	}
	return bad.Err()
}

// AgreeWritten makes the draft an effective agreement: effective on the day of
// the last of the three acts, and from that day the 30 days for joint judicial
// confirmation run (A9, B1).
func AgreeWritten(tx *db.Tx, by actor.Actor, id matter.ID, s Signing) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "agreeWritten", s.Version)
	if err != nil {
		return m, err
	}
	a, err := openDraft(tx, m.ID)
	if err != nil {
		return m, err
	}
	if err := s.check(); err != nil {
		return m, err
	}
	effective, err := matter.Day(tx, max(s.PartiesOn, s.MediatorOn, s.SealOn), m.AcceptedOn, "协议生效")
	if err != nil {
		return m, err
	}
	if min(s.PartiesOn, s.MediatorOn, s.SealOn) < m.AcceptedOn {
		return m, fault.New(fault.Invalid, "签名、盖章日期不能早于受理日期（%s）", m.AcceptedOn)
	}
	duties, err := a.sign(tx, effective)
	if err != nil {
		return m, err
	}
	number, err := agreementNumber(tx, by, m)
	if err != nil {
		return m, err
	}
	a.State, a.Number = AgreementEffective, number
	a.SignedOn, a.MediatorOn, a.SealOn, a.Seal, a.EffectiveOn = s.PartiesOn, s.MediatorOn, s.SealOn, s.Seal, effective
	m.DossierNo = number
	return agreed(tx, by, m, step, a, duties[0].DueOn, matter.AgreementWritten)
}

// Paper is the agreement of this round on paper, for printing and signing it before
// the step that enters its signatures; none has an empty id.
func Paper(tx *db.Tx, id matter.ID) (document.Piece, error) {
	agreements, err := Agreements(tx, id)
	if err != nil {
		return document.Piece{}, err
	}
	since := "" // the first draft after the agreement of an earlier round
	for i, a := range agreements {
		if a.EffectiveOn.Zero() {
			continue
		}
		if i > 0 {
			since = agreements[i-1].ID
		}
		break
	}
	return standing(tx, id, document.Written, since)
}

// standing is the newest paper of a form that is not void and was made after since.
func standing(tx *db.Tx, id matter.ID, f document.Form, since string) (document.Piece, error) {
	all, err := document.Of(tx, string(id))
	for _, p := range slices.Backward(all) {
		if p.Form == f && p.State != document.Void && p.ID > since {
			return p, err
		}
	}
	return document.Piece{}, err
}

// unsettled refuses to change a draft that has been given out on paper.
func unsettled(tx *db.Tx, id matter.ID) error {
	p, err := Paper(tx, id)
	if err == nil && p.State == document.Issued {
		err = fault.New(fault.Conflict, "《%s》已经定稿，内容不能再改；要改，先在文书页把它作废", p.Form.Title())
	}
	return err
}

// Settle lets the paper of an agreement be given out: what it says can be signed, and
// from now on the matter has the number that it bears (forms.md section 2).
func Settle(tx *db.Tx, by actor.Actor, m *matter.Matter) error {
	if _, err := Effective(tx, m.ID); fault.Is(err, fault.Conflict) {
		a, err := openDraft(tx, m.ID)
		if err != nil {
			return err
		}
		if _, err := a.sign(tx, tx.Today()); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	if m.DossierNo != "" {
		return nil
	}
	var err error
	if m.DossierNo, err = agreementNumber(tx, by, *m); err != nil {
		return err
	}
	return matter.Keep(tx, m)
}

// OralAgreement is an agreement without a document, when the parties say none is needed.
type OralAgreement struct {
	Version    int
	On         calendar.Date
	NoDocument bool // the parties say no document is needed (人民调解法 art. 28)
	Facts      string
	Terms      string
	Amount     int64
	OnSpot     bool // performed on the spot
	PerformOn  calendar.Date
}

func (o OralAgreement) check() error {
	var bad fault.Fields
	if !o.NoDocument {
		bad.Add("noDocument", "当事人认为无需制作协议书的，才能采取口头协议（人民调解法第二十八条）")
	}
	if strings.TrimSpace(o.Terms) == "" {
		bad.Add("terms", "调解员应当记录口头协议的内容（人民调解法第二十八条）")
	}
	if !o.OnSpot && o.PerformOn.Zero() {
		bad.Add("performOn", "没有当场履行的，请填写约定的履行日期")
	}
	if o.Amount < 0 {
		bad.Add("amount", "金额不能是负数")
	}
	return bad.Err()
}

// AgreeOral records an oral agreement, effective that day (人民调解法 art. 30).
// What is not performed on the spot should be written down; without a document
// it needs the chair (product rule on 若干规定 art. 34).
func AgreeOral(tx *db.Tx, by actor.Actor, id matter.ID, o OralAgreement) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, "agreeOral", o.Version)
	if err != nil {
		return m, err
	}
	if err := o.check(); err != nil {
		return m, err
	}
	if !o.OnSpot && !by.Has(actor.Chair) {
		return m, fault.New(fault.Denied, "没有当场履行的协议应当写成书面；确需口头的，由调委会主任确认")
	}
	on, err := matter.Day(tx, o.On, m.AcceptedOn, "达成协议")
	if err != nil {
		return m, err
	}
	a := Agreement{
		ID: tx.NewID(), Matter: m.ID, Form: "oral", State: AgreementEffective, Facts: o.Facts, Terms: o.Terms, Amount: o.Amount,
		PerformOn: o.PerformOn, OnSpot: o.OnSpot, EffectiveOn: on, Confirmation: ConfirmNone,
	}
	if o.OnSpot {
		a.State, a.PerformedOn, a.PerformOn = AgreementPerformed, on, on
	}
	if err := insertAgreement(tx, a); err != nil {
		return m, err
	}
	return agreed(tx, by, m, step, a, a.PerformOn, matter.AgreementOral)
}

// agreed is what both forms share: the outcome, and the clocks of an agreement;
// first is when something has to be performed.
func agreed(tx *db.Tx, by actor.Actor, m matter.Matter, step matter.Step, a Agreement, first calendar.Date, outcome matter.Outcome) (matter.Matter, error) {
	form := a.Form
	m.Outcome, m.Agreement, m.Amount, m.ResolvedOn = outcome, form, a.Amount, a.EffectiveOn
	for _, rule := range []string{"A2", "A4", "A5"} {
		if err := matter.EndClock(tx, &m, rule, string(step.Do), a.EffectiveOn); err != nil {
			return m, err
		}
	}
	if form == "written" && confirmable(m) {
		if err := matter.StartClock(tx, &m, "B1", string(step.Do), a.EffectiveOn); err != nil {
			return m, err
		}
		c, err := matter.RunningClock(tx, m.ID, "B1")
		if err != nil {
			return m, err
		}
		a.Confirmation, a.ConfirmBy = ConfirmEligible, c.Legal
	}
	if form == "written" {
		if err := saveAgreement(tx, a); err != nil {
			return m, err
		}
	}
	if a.State == AgreementEffective && !first.Zero() {
		if err := matter.StartClock(tx, &m, "A11", string(step.Do), a.EffectiveOn, deadline.Until(max(first, a.EffectiveOn))); err != nil {
			return m, err
		}
	}
	var skip []document.Form
	if form == "written" { // the paper that was signed is the agreement: no second one is made
		p, err := Paper(tx, m.ID)
		if err != nil {
			return m, err
		}
		if p.ID != "" {
			skip = forms(document.Written)
		}
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{
		On: a.EffectiveOn, Note: a.Terms, Kind: "agreement", Skip: skip, Details: map[string]string{"agreement": a.ID, "form": form},
	})
}

// confirmable: personal status is not for a court to confirm (民诉法解释 art. 355).
func confirmable(m matter.Matter) bool { return m.DisputeType != matter.MarriageFamily }

// agreementNumber is the next （2024）东盛人调字第12号 of the committee, the year
// being that of acceptance (forms.md section 2).
func agreementNumber(tx *db.Tx, by actor.Actor, m matter.Matter) (string, error) {
	if m.DossierNo != "" {
		return m.DossierNo, nil
	}
	c, err := org.CommitteeByID(tx, m.Committee)
	if err != nil {
		return "", err
	}
	return document.ByCommittee(c.ID, c.ShortName).Take(tx, by, m.AcceptedOn.Year(), string(m.ID), "")
}
