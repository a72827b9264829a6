package activity

import "fengsheng/matter"

// Quantity is one of the numbers an activity may carry, with its unit and the most
// that is believed without asking again.
type Quantity struct {
	Name  string // the entry's name in a form
	Label string
	Unit  string
	Most  int
	of    func(*Activity) *int
}

// The counts. Leaflets and giveaways are two figures of the report and never added.
var (
	attendance = Quantity{"attendance", "参加人次", "人次", 5000, func(a *Activity) *int { return &a.Attendance }}
	audience   = Quantity{"audience", "群众人次", "人次", 200000, func(a *Activity) *int { return &a.Audience }}
	batches    = Quantity{"batches", "接待批次", "批", 500, func(a *Activity) *int { return &a.Batches }}
	leaflets   = Quantity{"leaflets", "发放宣传资料", "份", 200000, func(a *Activity) *int { return &a.Leaflets }}
	giveaways  = Quantity{"giveaways", "发放宣传品", "份", 200000, func(a *Activity) *int { return &a.Giveaways }}

	counts = []Quantity{attendance, audience, batches, leaflets, giveaways}
)

// Sort is a variety with what it needs.
type Sort struct {
	Variety  Variety
	Label    string
	Leader   bool // cannot be recorded without a leader
	Partners bool // cannot be recorded without naming who else took part
}

// Shape is what a kind of activity looks like: its varieties and its counts.
type Shape struct {
	Kind       Kind
	Label      string
	Sorts      []Sort
	Quantities []Quantity
}

// shapes are the kinds in the order of the entry page.
var shapes = []Shape{
	{Meeting, "会议", []Sort{
		{SpecialParty, "专题党委会", false, false},
		{PetitionMeeting, "信访工作会议", false, false},
		{PoliceWork, "警地工作例会", false, true},
		{JointConference, "联席会议", false, true},
		{Supervision, "督办会", false, false},
		{LawReport, "听取法治工作汇报", false, false},
		{PartyCommittee, "党工委会议", false, false},
		{Directors, "主任办公会", false, false},
		{Other, "其他会议", false, false},
	}, []Quantity{attendance}},
	{Study, "学习培训", []Sort{
		{CentralGroup, "中心组学习", false, false},
		{LeadingGroup, "班子学法", false, false},
		{FirstTopic, "“第一议题”学习", false, false},
		{Branch, "支部学法", false, false},
		{Discussion, "法治专题研讨", false, false},
		{Training, "干部法治培训", false, false},
		{MediatorTraining, "调解员培训", false, false},
		{CourtHearing, "旁听庭审", false, false},
	}, []Quantity{attendance}},
	{Reception, "领导接访", []Sort{
		{"fixed", "定点接访", true, false},
		{"invited", "重点约访", true, false},
		{"joint", "联合接访", true, false},
	}, []Quantity{batches, audience}},
	{Visit, "领导下访", []Sort{
		{WithCase, "带案下访", true, false},
		{"followUp", "回访走访", true, false},
		{Other, "其他走访", true, false},
	}, []Quantity{batches, audience}},
	{Sweep, "摸排排查", []Sort{
		{WithPolice, "会同派出所摸排", false, true},
		{InCommunity, "社区排查", false, false},
		{"special", "专项排查", false, false},
	}, []Quantity{attendance, audience}},
	{Docking, "警地对接", []Sort{
		{HazardInformation, "矛盾纠纷隐患信息对接", false, true},
		{AnalysisWarning, "分析研判预警对接", false, true},
		{MajorDispute, "重大矛盾纠纷调解对接", false, true},
	}, []Quantity{attendance}},
	{Publicity, "普法活动", []Sort{
		{"campaign", "集中宣传", false, false},
		{InCommunity, "法治进社区", false, false},
		{School, "法治进校园", false, false},
		{"enterprise", "法治进企业", false, false},
		{"antiFraud", "反诈宣传", false, false},
		{Online, "线上普法", false, false},
		{Other, "其他普法活动", false, false},
	}, []Quantity{attendance, audience, leaflets, giveaways}},
	{Lecture, "法治讲堂", []Sort{
		{LeaderLecture, "主要负责人讲法治课", true, false},
		{InCommunity, "社区法治讲堂", false, false},
		{Other, "其他讲座", false, false},
	}, []Quantity{attendance, audience, leaflets, giveaways}},
	{Drill, "岗位练兵", []Sort{
		{"team", "平安队伍练兵", false, false},
		{"rescue", "应急救援演练", false, false},
		{"mediation", "调解技能练兵", false, false},
	}, []Quantity{attendance}},
	{Filing, "向上报告", []Sort{
		{PartyRules, "党内法规制度建设汇报", false, false},
		{Other, "其他报告", false, false},
	}, nil},
}

// Shapes lists the kinds with their varieties and counts, in the order of the entry page.
func Shapes() []Shape { return shapes }

// Kinds with their names.
var Kinds = kinds()

func kinds() matter.Enumeration {
	var all matter.Enumeration
	for _, s := range shapes {
		all = append(all, matter.Choice{Code: string(s.Kind), Label: s.Label})
	}
	return all
}

func (k Kind) shape() Shape {
	for _, s := range shapes {
		if s.Kind == k {
			return s
		}
	}
	return Shape{}
}

// Label is the Chinese name.
func (k Kind) Label() string { return k.shape().Label }

// Quantities are the numbers an activity of the kind carries.
func (k Kind) Quantities() []Quantity { return k.shape().Quantities }

// Varieties are the varieties of the kind with their names.
func (k Kind) Varieties() matter.Enumeration {
	var all matter.Enumeration
	for _, s := range k.shape().Sorts {
		all = append(all, matter.Choice{Code: string(s.Variety), Label: s.Label})
	}
	return all
}

// Label is the Chinese name of a variety of the kind.
func (v Variety) Label(k Kind) string { return k.Varieties().Label(string(v)) }

// Label names the activity by its variety: 专题党委会.
func (a Activity) Label() string { return a.Variety.Label(a.Kind) }

// meets reports whether somebody of rank meets residents in it: one leader, one
// session, one date is one (领导接访下访).
func (k Kind) meets() bool { return k == Reception || k == Visit }
