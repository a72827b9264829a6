package mediation

import (
	"errors"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Row is what a mediation has beyond its matter.
type Row struct {
	StartedOn   calendar.Date
	OpenSession bool
	Online      bool
	Violence    bool
	JointAsked  bool
	SuspendedOn calendar.Date
	PausedFor   string
	Rounds      int
	FollowUpOn  calendar.Date
	Satisfied   string
}

// AgreementState is the life of an agreement (workflow.md section 2.2).
type AgreementState string

// The states of an agreement.
const (
	AgreementDraft       AgreementState = "draft"
	AgreementEffective   AgreementState = "effective"
	AgreementPerformed   AgreementState = "performed"
	AgreementPartly      AgreementState = "partlyPerformed"
	AgreementBreached    AgreementState = "breached"
	AgreementSuperseded  AgreementState = "superseded"
	AgreementInvalidated AgreementState = "invalidated"
)

var agreementStates = matter.Enumeration{
	{Code: "draft", Label: "草稿"},
	{Code: "effective", Label: "已生效"},
	{Code: "performed", Label: "已履行"},
	{Code: "partlyPerformed", Label: "部分履行"},
	{Code: "breached", Label: "到期未履行"},
	{Code: "superseded", Label: "已被新协议代替"},
	{Code: "invalidated", Label: "被法院确认无效"},
}

// Label is the Chinese name.
func (s AgreementState) Label() string { return agreementStates.Label(string(s)) }

// ConfirmationState is where judicial confirmation stands.
type ConfirmationState string

// The states of a confirmation.
const (
	ConfirmNone      ConfirmationState = "none"
	ConfirmEligible  ConfirmationState = "eligible"
	ConfirmApplied   ConfirmationState = "applied"
	ConfirmAccepted  ConfirmationState = "accepted"
	ConfirmConfirmed ConfirmationState = "confirmed"
	ConfirmRejected  ConfirmationState = "rejected"
	ConfirmWithdrawn ConfirmationState = "withdrawn"
	ConfirmLapsed    ConfirmationState = "lapsed"
)

// ConfirmationStates with their names.
var ConfirmationStates = matter.Enumeration{
	{Code: "none", Label: "不能确认"},
	{Code: "eligible", Label: "可以申请"},
	{Code: "applied", Label: "已申请"},
	{Code: "accepted", Label: "法院已受理"},
	{Code: "confirmed", Label: "确认有效"},
	{Code: "rejected", Label: "驳回"},
	{Code: "withdrawn", Label: "已撤回"},
	{Code: "lapsed", Label: "期限已过"},
}

// Label is the Chinese name.
func (s ConfirmationState) Label() string { return ConfirmationStates.Label(string(s)) }

// Agreement is what the parties agreed, an object of its own.
type Agreement struct {
	ID           string
	Matter       matter.ID
	Form         string // written, oral
	State        AgreementState
	Number       string
	Facts        string
	Terms        string
	Amount       int64 // 分
	How          string
	PerformOn    calendar.Date
	OnSpot       bool
	SignedOn     calendar.Date
	MediatorOn   calendar.Date
	SealOn       calendar.Date
	Seal         string
	EffectiveOn  calendar.Date
	PerformedOn  calendar.Date
	Confirmation ConfirmationState
	ConfirmBy    calendar.Date
	ConfirmOn    calendar.Date
	ConfirmPaper string
}

const agreementColumns = `id, matter_id, form, state, number, facts, terms, amount, how, perform_on, on_spot, signed_on, mediator_on, seal_on, seal,
effective_on, performed_on, confirmation, confirm_by, confirm_on, confirm_paper`

var (
	insertMediation = db.SQL("mediation.insert", `INSERT INTO mediation (street_id, id, started_on, open_session, online, violence, joint_asked,
suspended_on, paused_for, continue_on, rounds, follow_up_on, satisfied) VALUES ($1, $2, 0, FALSE, FALSE, FALSE, FALSE, 0, '', 0, 1, 0, '')`)
	startMediation = db.SQL("mediation.start", `UPDATE mediation SET started_on = $3, open_session = $4, violence = $5, joint_asked = $6
WHERE street_id = $1 AND id = $2`)
	suspendMediation = db.SQL("mediation.suspend", `UPDATE mediation SET suspended_on = $3, paused_for = $4 WHERE street_id = $1 AND id = $2`)
	followMediation  = db.SQL("mediation.followUp", `UPDATE mediation SET follow_up_on = $3, satisfied = $4 WHERE street_id = $1 AND id = $2`)
	roundMediation   = db.SQL("mediation.round", `UPDATE mediation SET rounds = rounds + 1 WHERE street_id = $1 AND id = $2`)
	readMediation    = db.SQL("mediation.read", `SELECT started_on, open_session, online, violence, joint_asked, suspended_on, paused_for, rounds,
follow_up_on, satisfied FROM mediation WHERE street_id = $1 AND id = $2`)

	addAgreement = db.SQL("agreement.insert", `INSERT INTO agreement (street_id, `+agreementColumns+`, supersedes_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, '')`)
	updateAgreement = db.SQL("agreement.update", `UPDATE agreement SET state = $3, number = $4, signed_on = $5, mediator_on = $6, seal_on = $7, seal = $8,
effective_on = $9, performed_on = $10, confirmation = $11, confirm_by = $12, confirm_on = $13, confirm_paper = $14 WHERE street_id = $1 AND id = $2`)
	supersede = db.SQL("agreement.supersede", `UPDATE agreement SET state = 'superseded'
WHERE street_id = $1 AND matter_id = $2 AND state IN ('draft', 'effective', 'performed', 'partlyPerformed', 'breached')`)
	readAgreements = db.SQL("agreement.ofMatter", `SELECT `+agreementColumns+` FROM agreement WHERE street_id = $1 AND matter_id = $2 ORDER BY id DESC`)
)

func insertRow(tx *db.Tx, id matter.ID) error {
	_, err := tx.Exec(insertMediation, tx.Street, string(id))
	return err
}

func startRow(tx *db.Tx, id matter.ID, on calendar.Date, b Beginning) error {
	return tx.ExecOne(startMediation, tx.Street, string(id), on, b.OpenSession, b.Violence, b.JointAsked)
}

func setSuspended(tx *db.Tx, id matter.ID, on calendar.Date, reason string) error {
	return tx.ExecOne(suspendMediation, tx.Street, string(id), on, reason)
}

func setFollowUp(tx *db.Tx, id matter.ID, on calendar.Date, satisfied string) error {
	return tx.ExecOne(followMediation, tx.Street, string(id), on, satisfied)
}

// nextRound begins another round; what was agreed before is superseded.
func nextRound(tx *db.Tx, id matter.ID) error {
	if _, err := tx.Exec(supersede, tx.Street, string(id)); err != nil {
		return err
	}
	return tx.ExecOne(roundMediation, tx.Street, string(id))
}

// Load reads what a mediation has beyond its matter; the zero Row when the
// matter has not been taken on.
func Load(tx *db.Tx, id matter.ID) (Row, error) {
	row, err := db.One(tx, readMediation, func(r db.Row) (Row, error) {
		var m Row
		err := r.Scan(&m.StartedOn, &m.OpenSession, &m.Online, &m.Violence, &m.JointAsked, &m.SuspendedOn, &m.PausedFor, &m.Rounds, &m.FollowUpOn, &m.Satisfied)
		return m, err
	}, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return Row{}, nil
	}
	return row, err
}

func insertAgreement(tx *db.Tx, a Agreement) error {
	_, err := tx.Exec(addAgreement, tx.Street, a.ID, string(a.Matter), a.Form, string(a.State), a.Number, a.Facts, a.Terms, a.Amount, a.How, a.PerformOn,
		a.OnSpot, a.SignedOn, a.MediatorOn, a.SealOn, a.Seal, a.EffectiveOn, a.PerformedOn, string(a.Confirmation), a.ConfirmBy, a.ConfirmOn, a.ConfirmPaper)
	return err
}

// replaceDraft puts a new draft in the place of the one before.
func replaceDraft(tx *db.Tx, a Agreement) error {
	before, err := openDraft(tx, a.Matter)
	if err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	if _, err := tx.Exec(supersede, tx.Street, string(a.Matter)); err != nil {
		return err
	}
	if before.ID != "" { // what was promised stays
		if _, err := tx.Exec(moveDuties, tx.Street, before.ID, a.ID); err != nil {
			return err
		}
	}
	return insertAgreement(tx, a)
}

func saveAgreement(tx *db.Tx, a Agreement) error {
	return tx.ExecOne(updateAgreement, tx.Street, a.ID, string(a.State), a.Number, a.SignedOn, a.MediatorOn, a.SealOn, a.Seal, a.EffectiveOn, a.PerformedOn,
		string(a.Confirmation), a.ConfirmBy, a.ConfirmOn, a.ConfirmPaper)
}

// Agreements lists the agreements of a matter, newest first.
func Agreements(tx *db.Tx, id matter.ID) ([]Agreement, error) {
	return db.All(tx, readAgreements, func(r db.Row) (Agreement, error) {
		var a Agreement
		err := r.Scan(&a.ID, &a.Matter, &a.Form, &a.State, &a.Number, &a.Facts, &a.Terms, &a.Amount, &a.How, &a.PerformOn, &a.OnSpot, &a.SignedOn,
			&a.MediatorOn, &a.SealOn, &a.Seal, &a.EffectiveOn, &a.PerformedOn, &a.Confirmation, &a.ConfirmBy, &a.ConfirmOn, &a.ConfirmPaper)
		return a, err
	}, tx.Street, string(id))
}

func openDraft(tx *db.Tx, id matter.ID) (Agreement, error) {
	all, err := Agreements(tx, id)
	if err != nil {
		return Agreement{}, err
	}
	if len(all) == 0 || all[0].State != AgreementDraft {
		return Agreement{}, fault.New(fault.Conflict, "请先起草协议，核对清单后再签署")
	}
	return all[0], nil
}

// Effective is the matter's agreement that counts; there is one once it is agreed.
func Effective(tx *db.Tx, id matter.ID) (Agreement, error) {
	all, err := Agreements(tx, id)
	if err != nil {
		return Agreement{}, err
	}
	for _, a := range all {
		if a.State != AgreementDraft && a.State != AgreementSuperseded && a.State != AgreementInvalidated {
			return a, nil
		}
	}
	return Agreement{}, fault.New(fault.Conflict, "这件事还没有生效的协议")
}
