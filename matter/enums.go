package matter

// Choice is a code with its Chinese name, for forms and filters.
type Choice struct{ Code, Label string }

// Enumeration is a closed list of codes in the order pages show them.
type Enumeration []Choice

// Label is the Chinese name of a code; "" for an unknown one.
func (e Enumeration) Label(code string) string {
	for _, c := range e {
		if c.Code == code {
			return c.Label
		}
	}
	return ""
}

// Has reports whether the code is in the list.
func (e Enumeration) Has(code string) bool { return e.Label(code) != "" }

// Class is one of the centre's four classes of the yearly report.
type Class string

// The classes.
const (
	ClassCivil          Class = "civil"
	ClassAdministrative Class = "administrative"
	ClassLitigation     Class = "litigation"
	ClassPetition       Class = "petition"
)

// Classes in the order of the report.
var Classes = Enumeration{{"civil", "民事纠纷"}, {"administrative", "行政纠纷"}, {"litigation", "涉法涉诉纠纷"}, {"petition", "信访矛盾"}}

// Label is the Chinese name.
func (c Class) Label() string { return Classes.Label(string(c)) }

// DisputeType is one of the 18 types of the mediation return, in its order (forms.md section 6A).
type DisputeType string

// The types that rules name.
const (
	MarriageFamily   DisputeType = "01"
	HousingHomestead DisputeType = "03"
	ForestLand       DisputeType = "07"
	Expropriation    DisputeType = "08"
	MigrantWages     DisputeType = "10"
	LabourOther      DisputeType = "11"
	Medical          DisputeType = "15"
)

// DisputeTypes are all 18.
var DisputeTypes = Enumeration{
	{"01", "婚姻家庭纠纷"},
	{"02", "邻里纠纷"},
	{"03", "房屋宅基地纠纷"},
	{"04", "合同纠纷"},
	{"05", "生产经营纠纷"},
	{"06", "损害赔偿纠纷"},
	{"07", "山林土地纠纷"},
	{"08", "征地拆迁纠纷"},
	{"09", "环境污染纠纷"},
	{"10", "拖欠农民工工资纠纷"},
	{"11", "其他劳动争议纠纷"},
	{"12", "旅游纠纷"},
	{"13", "电子商务纠纷"},
	{"14", "其他消费纠纷"},
	{"15", "医疗纠纷"},
	{"16", "道路交通事故纠纷"},
	{"17", "物业纠纷"},
	{"18", "其他纠纷"},
}

// Label is the Chinese name.
func (d DisputeType) Label() string { return DisputeTypes.Label(string(d)) }

// Labour reports whether the arbitration clock A5 applies (劳动争议调解仲裁法 art. 14).
func (d DisputeType) Labour() bool { return d == MigrantWages || d == LabourOther }

// Channel is how a matter arrived.
type Channel string

// Channels are the ways in (workflow.md section 1).
var Channels = Enumeration{
	{"centre", "矛调中心"},
	{"station", "社区矛调站"},
	{"room", "小区矛调室"},
	{"talkingPoint", "百姓说事点"},
	{"police", "派出所移送"},
	{"reception", "领导接访下访"},
	{"grid", "网格上报"},
	{"phone", "来电"},
	{"letter", "来信"},
	{"web", "网上"},
	{"court", "法院委派"},
	{"procuratorate", "检察院移送"},
	{"petitionOffice", "信访部门移送"},
	{"hotline", "12345热线"},
	{"sweep", "排查发现"},
	{"other", "其他"},
}

// Label is the Chinese name.
func (c Channel) Label() string { return Channels.Label(string(c)) }

// Source is how a mediation began (人民调解法 art. 17-18).
type Source string

// The sources.
const (
	SourceApplied   Source = "applied"
	SourceProactive Source = "proactive"
	SourceReferred  Source = "referred"
)

// Sources in the order of the return.
var Sources = Enumeration{{"proactive", "主动调解"}, {"applied", "依申请调解"}, {"referred", "接受委托移送"}}

// Label is the Chinese name.
func (s Source) Label() string { return Sources.Label(string(s)) }

// Scale is how many a matter touches; not a judgement of people.
type Scale string

// Scales of an event.
var Scales = Enumeration{{"01", "个体性"}, {"02", "一般群体性"}, {"03", "重大群体性"}}

// Label is the Chinese name.
func (s Scale) Label() string { return Scales.Label(string(s)) }

// Outcome is how a matter ended, one per matter (workflow.md section 2.1).
type Outcome string

// The outcomes. Withdrawn is ours: the table has no code for an applicant who
// takes the request back without having settled.
const (
	AgreementWritten Outcome = "agreementWritten"
	AgreementOral    Outcome = "agreementOral"
	Reconciled       Outcome = "reconciled"
	Refused          Outcome = "refused"
	Failed           Outcome = "failed"
	Unreachable      Outcome = "unreachable"
	OtherProcedure   Outcome = "otherProcedure"
	Unlawful         Outcome = "unlawful"
	Transferred      Outcome = "transferred"
	NotAccepted      Outcome = "notAccepted"
	Withdrawn        Outcome = "withdrawn"
)

// Outcomes with their names.
var Outcomes = Enumeration{
	{"agreementWritten", "达成书面协议"},
	{"agreementOral", "达成口头协议"},
	{"reconciled", "自行和解"},
	{"refused", "一方拒绝"},
	{"failed", "调解不成"},
	{"unreachable", "联系不上"},
	{"otherProcedure", "已进入其他程序"},
	{"unlawful", "涉嫌违法，停止调解"},
	{"transferred", "移交"},
	{"notAccepted", "不予受理"},
	{"withdrawn", "撤回申请"},
}

// Label is the Chinese name.
func (o Outcome) Label() string { return Outcomes.Label(string(o)) }

// ResolvedOutcomes are the outcomes that count as 化解.
var ResolvedOutcomes = []string{string(AgreementWritten), string(AgreementOral), string(Reconciled)}

// Dossier says in which form a matter was archived.
type Dossier string

// The forms of a dossier (forms.md section 2).
const (
	MediationDossier Dossier = "mediation"
	WorkDossier      Dossier = "work"
	ShortForm        Dossier = "short" // 一案一表
)

// Dossiers with their names.
var Dossiers = Enumeration{{"mediation", "调解卷宗"}, {"work", "工作卷宗"}, {"short", "一案一表"}}

// Label is the Chinese name.
func (d Dossier) Label() string { return Dossiers.Label(string(d)) }

// Kinds with their names, in the sorting order of triage.
var Kinds = Enumeration{
	{"mediation", "人民调解"}, {"administrative", "行政调解"}, {"petition", "信访事项"}, {"litigation", "涉法涉诉"}, {"consultation", "法律咨询"}, {"hazard", "隐患"},
}

// Label is the Chinese name; a matter before triage is 待分流.
func (k Kind) Label() string {
	if k == "" {
		return "待分流"
	}
	return Kinds.Label(string(k))
}

// IntakeStates are the states before a kind's own.
var IntakeStates = Enumeration{{"received", "已收到"}, {"registered", "已登记"}, {"triaged", "已分流待承办"}, {"merged", "已合并"}, {"redirected", "已引导"}}
