// Package document keeps the pieces of a dossier: which form of the statutory
// sets was made for a matter, on which day, with which facts. What a form must
// contain is domain/forms; which forms a closing needs is decided by the kind
// of matter.
package document

import (
	"encoding/json"
	"fmt"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// Form is the code of a statutory form.
type Form string

// The people's mediation set (司法部 2010 document formats; order of forms.md section 2).
const (
	Cover           Form = "M0"  // 卷宗封面
	Application     Form = "M1"  // 申请书
	AcceptanceForm  Form = "M2"  // 受理登记表
	RightsNotice    Form = "M3"  // 权利义务告知书
	Identity        Form = "M4"  // 身份证明
	Authority       Form = "M4a" // 授权委托书
	Inquiry         Form = "M5"  // 调查记录
	Evidence        Form = "M6"  // 证据材料
	Record          Form = "M7"  // 调解记录
	Written         Form = "M8"  // 调解协议书
	Oral            Form = "M9"  // 口头协议登记表
	Termination     Form = "M10" // 终止调解告知书
	FollowUpRecord  Form = "M11" // 回访记录
	Proof           Form = "M12" // 履行凭证
	DossierNote     Form = "M13" // 卷宗情况说明
	Confirmation    Form = "M14" // 司法确认材料
	ContinueConsent Form = "M16" // 延期调解同意书
	Referral        Form = "M17" // 委托调解函
	Guidance        Form = "P4"  // 不予受理告知书、引导告知书
)

// The petition set (forms.md section 3).
const (
	PetitionRegister   Form = "P1"
	PetitionAcceptance Form = "P2"
	WhereSent          Form = "P3"
	Forwarding         Form = "P5"
	Assignment         Form = "P6"
	Objection          Form = "P7"
	PetitionInquiry    Form = "P8"
	Hearing            Form = "P9"
	ExtensionNotice    Form = "P10"
	Opinion            Form = "P11"
	ServiceReceipt     Form = "P12"
	ReviewRequest      Form = "P13"
	ReviewOpinion      Form = "P14"
	RecheckRequest     Form = "P15"
	RecheckOpinion     Form = "P16"
	CarryingOut        Form = "P17"
	PetitionClosing    Form = "P18"
)

// The set of administrative mediation (forms.md section 3).
const (
	OrganApplication Form = "V1"
	OrganForwarding  Form = "V2"
	OrganAcceptance  Form = "V3"
	OrganRecord      Form = "V4"
	OrganAgreement   Form = "V5"
	OrganTermination Form = "V6"
)

var titles = map[Form]string{
	Cover: "卷宗封面", Application: "人民调解申请书", AcceptanceForm: "人民调解受理登记表", RightsNotice: "当事人权利义务告知书",
	Identity: "身份证明", Authority: "授权委托书", Inquiry: "人民调解调查记录", Evidence: "证据材料", Record: "人民调解记录",
	Written: "人民调解协议书", Oral: "人民调解口头协议登记表", Termination: "终止调解告知书", FollowUpRecord: "人民调解回访记录",
	Proof: "履行凭证", DossierNote: "卷宗情况说明", Confirmation: "司法确认材料", ContinueConsent: "延期调解同意书",
	Referral: "委托调解函", Guidance: "引导告知书",

	PetitionRegister: "信访登记表", PetitionAcceptance: "受理告知书", WhereSent: "转送（交办）去向告知书", Forwarding: "转送函", Assignment: "交办函",
	Objection: "异议函", PetitionInquiry: "询问（谈话）记录、调查报告", Hearing: "听证材料", ExtensionNotice: "延期办理告知书", Opinion: "信访处理意见书",
	ServiceReceipt: "送达回证", ReviewRequest: "复查申请书", ReviewOpinion: "复查意见书", RecheckRequest: "复核申请书", RecheckOpinion: "复核意见书",
	CarryingOut: "执行（落实）情况", PetitionClosing: "办结报告",

	OrganApplication: "行政调解申请书", OrganForwarding: "移送通知书", OrganAcceptance: "受理（不予受理）通知书", OrganRecord: "行政调解笔录",
	OrganAgreement: "行政调解协议书", OrganTermination: "终止行政调解通知书",
}

// Title is the form's Chinese name.
func (f Form) Title() string { return titles[f] }

// Piece is one paper of a matter.
type Piece struct {
	ID      string
	Matter  string
	Form    Form
	On      calendar.Date
	Pages   int
	Facts   map[string]string // what the form says beyond what the matter says
	Officer string
}

// Add puts a piece into the matter's set.
func Add(tx *db.Tx, by actor.Actor, p Piece) error {
	facts, err := json.Marshal(p.Facts)
	if err != nil {
		return fmt.Errorf("document: facts of %s: %w", p.Form, err)
	}
	if p.On.Zero() {
		p.On = tx.Today()
	}
	_, err = tx.Exec(insert, tx.Street, tx.NewID(), p.Matter, string(p.Form), p.On, max(p.Pages, 1), string(facts), by.Officer, tx.Millis())
	return err
}

// Of lists the pieces of a matter in the order they were made.
func Of(tx *db.Tx, matter string) ([]Piece, error) {
	return db.All(tx, ofMatter, func(r db.Row) (Piece, error) {
		p := Piece{Matter: matter}
		var facts string
		if err := r.Scan(&p.ID, &p.Form, &p.On, &p.Pages, &facts, &p.Officer); err != nil {
			return p, err
		}
		return p, json.Unmarshal([]byte(facts), &p.Facts)
	}, tx.Street, matter)
}

var (
	insert = db.SQL("document.insert", `INSERT INTO document (street_id, id, matter_id, form, on_date, pages, facts, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	ofMatter = db.SQL("document.ofMatter", `SELECT id, form, on_date, pages, facts, officer_id FROM document
WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
)
