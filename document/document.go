// Package document is the papers of matters: the statutory sets and how each
// form is made, the pieces of a dossier, the numbers papers bear and the
// templates they are made from. Which forms a step makes and a closing needs is
// decided by the kind of matter.
package document

import "strings"

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
	ClosingReport   Form = "M15" // 结案报告表
	ContinueConsent Form = "M16" // 延期调解同意书
	Referral        Form = "M17" // 委托调解函
	Guidance        Form = "P4"  // 引导告知书, of matters of every kind
	Refusal         Form = "P4a" // 不予受理告知书
)

// The petition set (forms.md section 3). A row of that table that names several
// papers has a code for each, for each has a title, a number and signatures of
// its own: P7 and its reply, the record and the report of P8, the three of P9.
const (
	PetitionRegister   Form = "P1"
	PetitionAcceptance Form = "P2"
	WhereSent          Form = "P3"
	Forwarding         Form = "P5"
	Assignment         Form = "P6"
	Objection          Form = "P7"
	ObjectionReply     Form = "P7a"
	PetitionInquiry    Form = "P8"
	InquiryReport      Form = "P8a"
	Hearing            Form = "P9"
	HearingNotice      Form = "P9a"
	HearingFindings    Form = "P9b"
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
	OrganRefusal     Form = "V3a"
	OrganRecord      Form = "V4"
	OrganAgreement   Form = "V5"
	OrganTermination Form = "V6"
)

var titles = map[Form]string{
	Cover: "卷宗封面", Application: "人民调解申请书", AcceptanceForm: "人民调解受理登记表", RightsNotice: "当事人权利义务告知书",
	Identity: "身份证明", Authority: "授权委托书", Inquiry: "人民调解调查记录", Evidence: "证据材料", Record: "人民调解记录",
	Written: "人民调解协议书", Oral: "人民调解口头协议登记表", Termination: "终止调解告知书", FollowUpRecord: "人民调解回访记录",
	Proof: "履行凭证", DossierNote: "卷宗情况说明", Confirmation: "司法确认材料", ClosingReport: "结案报告表", ContinueConsent: "延期调解同意书",
	Referral: "委托调解函", Guidance: "引导告知书", Refusal: "不予受理告知书",

	PetitionRegister: "信访登记表", PetitionAcceptance: "受理告知书", WhereSent: "转送（交办）去向告知书", Forwarding: "转送函", Assignment: "交办函",
	Objection: "异议函", ObjectionReply: "异议答复和材料交还单", PetitionInquiry: "询问（谈话）记录", InquiryReport: "信访事项调查报告",
	HearingNotice: "听证通知书", Hearing: "听证笔录", HearingFindings: "听证意见", ExtensionNotice: "延期办理告知书", Opinion: "信访处理意见书",
	ServiceReceipt: "送达回证", ReviewRequest: "复查申请书", ReviewOpinion: "复查意见书", RecheckRequest: "复核申请书", RecheckOpinion: "复核意见书",
	CarryingOut: "执行（落实）情况", PetitionClosing: "办结报告",

	OrganApplication: "行政调解申请书", OrganForwarding: "移送通知书", OrganAcceptance: "行政调解受理通知书", OrganRefusal: "行政调解不予受理通知书", OrganRecord: "行政调解笔录",
	OrganAgreement: "行政调解协议书", OrganTermination: "终止行政调解通知书",
}

// Title is the form's Chinese name.
func (f Form) Title() string { return titles[f] }

// Titles lists forms by their Chinese names: 《…》、《…》.
func Titles(forms []Form) string {
	names := make([]string, len(forms))
	for i, f := range forms {
		names[i] = "《" + f.Title() + "》"
	}
	return strings.Join(names, "、")
}

// Forms are all forms, in the order of their sets.
func Forms() []Form {
	return []Form{
		Cover, Application, AcceptanceForm, RightsNotice, Identity, Authority, Inquiry, Evidence, Record, Written, Oral, Termination, FollowUpRecord, Proof,
		DossierNote, Confirmation, ClosingReport, ContinueConsent, Referral,
		PetitionRegister, PetitionAcceptance, WhereSent, Guidance, Refusal, Forwarding, Assignment, Objection, ObjectionReply, PetitionInquiry,
		InquiryReport, HearingNotice, Hearing, HearingFindings, ExtensionNotice, Opinion,
		ServiceReceipt, ReviewRequest, ReviewOpinion, RecheckRequest, RecheckOpinion, CarryingOut, PetitionClosing,
		OrganApplication, OrganForwarding, OrganAcceptance, OrganRefusal, OrganRecord, OrganAgreement, OrganTermination,
	}
}
