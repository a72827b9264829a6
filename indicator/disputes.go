package indicator

import (
	"strings"

	"fengsheng/activity"
	"fengsheng/matter"
	"fengsheng/org"
)

// The documents that ask for the figures of disputes.
const (
	mediationLaw    = "《中华人民共和国人民调解法》"
	mediationReturn = "人民调解案件情况统计表（司法部人民调解统计报表）"
	mediationForms  = "司法部人民调解文书格式（2010年）"
	petitionRules   = "《信访工作条例》（2022年）"
	risk            = "矛盾纠纷排查化解工作台账"

	dayAccepted   = "受理日期"
	dayConcluded  = "办结日期"
	dayAgreed     = "协议生效或自行和解的日期"
	dayRegistered = "登记日期"
	dayArchived   = "归档日期"
	cutoffDay     = "统计截止日当天"
	oneOwner      = "一件事一个承办单位，移交要接收"
)

// A dispute is what people's mediation takes on: petitions, administrative
// mediation, hazards and advice have figures of their own (docs/adr/0010).
var mediated = []string{string(matter.Mediation)}

func accepted(a Ask) matter.Filter   { return matter.Filter{Accepted: a.Period(), Kinds: mediated} }
func concluded(a Ask) matter.Filter  { return matter.Filter{Concluded: a.Period(), Kinds: mediated} }
func registered(a Ask) matter.Filter { return matter.Filter{Registered: a.Period()} }

func resolved(a Ask) matter.Filter {
	f := concluded(a)
	f.Outcomes = matter.ResolvedOutcomes
	return f
}

func prevented(a Ask) matter.Filter {
	f := concluded(a)
	f.Prevented = true
	return f
}

func agreed(form string) func(Ask) matter.Filter {
	return func(a Ask) matter.Filter {
		return matter.Filter{Resolved: a.Period(), Kinds: mediated, Agreements: []string{form}}
	}
}

func ended(outcomes ...matter.Outcome) func(Ask) matter.Filter {
	return func(a Ask) matter.Filter {
		f := concluded(a)
		f.Outcomes = of(outcomes...)
		return f
	}
}

func bound(d matter.Dossier) func(Ask) matter.Filter {
	return func(a Ask) matter.Filter {
		return matter.Filter{Archived: a.Period(), Kinds: mediated, Bound: true, Dossiers: of(d)}
	}
}

// disputes is section F: disputes and their mediation.
func disputes() []Definition {
	all := append([]Definition{}, dispute...)
	for _, b := range breakdowns {
		all = append(all, b.definitions()...)
	}
	return append(append(append(all, kept...), onRegister()...), sites...)
}

var dispute = []Definition{
	{
		Code: "sweeps", Name: "矛盾纠纷摸排", Section: "F", Row: 64, Unit: "次", Decides: dayHeld, Source: risk,
		Definition: "登记的摸排、排查活动，出去排查一轮算1次，不是排查出的件数。", measure: held(activity.Sweep),
	},
	{
		Code: "foundBySweep", Name: "排查发现的矛盾纠纷", Section: "F", Row: 65, Unit: "件", Decides: dayRegistered, Source: risk,
		Definition: "来源为“排查发现”的事项，按登记日期计算。",
		measure:    matters(func(a Ask) matter.Filter { return matter.Filter{Registered: a.Period(), Channels: []string{"sweep"}} }),
	},
	{
		Code: "accepted", Name: "受理矛盾纠纷", Section: "F", Row: 66, Unit: "件", Decides: dayAccepted, Source: mediationLaw + "第十七条",
		Definition: "受理日期在统计期内的事项，一件事项不论几位当事人都算1件；上年受理、本年继续办理的不算，另列“上年结转”。", measure: matters(accepted),
	},
	{
		Code: "acceptedClasses", Name: "受理矛盾纠纷的大类", Section: "F", Row: 71, Unit: "大类", Decides: dayAccepted, Source: "街道矛调中心工作职责",
		Definition: "受理日期在统计期内的事项分属几个大类（民事、行政、涉法涉诉、信访），出现过的大类各算1个。", measure: classes(accepted),
	},
	{
		Code: "resolved", Name: "化解矛盾纠纷", Section: "F", Row: 67, Unit: "件", Decides: dayConcluded, Source: mediationLaw + "第二十八条、第三十条",
		Definition: "办结日期在统计期内，且以达成书面协议、达成口头协议或者自行和解办结的事项。化解是办结的一部分，化解数不会大于办结数；已经达成协议、还没有办结的，办结时才算。",
		measure:    matters(resolved),
	},
	{
		Code: "concluded", Name: "办结矛盾纠纷", Section: "F", Row: 68, Unit: "件", Decides: dayConcluded, Source: mediationReturn,
		Definition: "办结日期在统计期内的事项，即受理以后结案、终止或者撤回的，不论结果；没有受理的不算。", measure: matters(concluded),
	},
	{
		Code: "concludedRate", Name: "办结率", Section: "F", Row: 69, Unit: "%", Decides: dayAccepted, Source: mediationReturn,
		Definition: "分母是受理日期在统计期内的事项，分子是其中到统计截止日已经办结的事项；同一批事项相比，保留两位小数，四舍五入。",
		Unfit:      "年底少登记、晚受理就能提高它",
		measure:    rate(accepted, func(a Ask, f *matter.Filter) { f.Done = a.Cutoff }),
	},
	{
		Code: "resolvedRate", Name: "化解率", Section: "F", Row: 69, Unit: "%", Decides: dayConcluded, Source: mediationReturn,
		Definition: "分母是办结日期在统计期内的事项，分子是其中以协议或者自行和解办结的事项；保留两位小数，四舍五入。",
		Unfit:      "难调的不登记就能提高它，它也会变成对当事人的压力，调解要自愿",
		measure:    rate(concluded, func(_ Ask, f *matter.Filter) { f.Outcomes = matter.ResolvedOutcomes }),
	},
	{
		Code: "openStock", Name: "在办矛盾纠纷", Section: "F", Row: 70, Unit: "件", Decides: cutoffDay, Stock: true, Source: mediationReturn,
		Definition: "到统计截止日已经受理、还没有办结的事项。", measure: matters(func(a Ask) matter.Filter { return matter.Filter{NotDone: a.Cutoff, Kinds: mediated} }),
	},
	{
		Code: "carriedOver", Name: "上年结转矛盾纠纷", Section: "F", Unit: "件", Decides: "上年12月31日", Stock: true, Source: mediationReturn,
		Definition: "到上年12月31日已经受理、还没有办结的事项。受理数加上年结转数，等于办结数加在办数。",
		measure:    matters(func(a Ask) matter.Filter { return matter.Filter{NotDone: a.eve(), Kinds: mediated} }),
	},
	{
		Code: "overdue", Name: "超期事项", Section: "F", Unit: "件", Decides: cutoffDay, Stock: true, Source: "各类事项的法定和规定期限",
		Definition: "查询时还没有办结、最近一个期限在统计截止日之前已经到期的事项。期限随办理重新计算，所以以查询时系统里的情况为准。",
		measure:    matters(func(a Ask) matter.Filter { return matter.Filter{DueBy: a.Cutoff.AddDays(-1)} }),
	},
	{
		Code: "handOffs", Name: "办结事项移交", Section: "F", Unit: "次", Decides: dayConcluded, Source: oneOwner,
		Definition: "办结日期在统计期内的各类事项，从登记到办结由一个单位转到另一个单位的次数之和。",
		measure: measure{total: matter.TotalHandOffs, matters: func(a Ask) matter.Filter {
			return matter.Filter{Concluded: a.Period(), HandedOff: true}
		}},
	},
	{
		Code: "handOffRate", Name: "移交率", Section: "F", Unit: "%", Decides: dayConcluded, Source: oneOwner,
		Definition: "分母是办结日期在统计期内的各类事项件数，分子是这些事项由一个单位转到另一个单位的次数之和，就是件均移交次数；一件转几次算几次，可以超过百分之百。",
		Unfit:      "不登记要移交的事项就能降低它，该移交的也会不移交",
		measure: ratio(matter.TotalHandOffs, func(a Ask) matter.Filter { return matter.Filter{Concluded: a.Period()} }, func(_ Ask, f *matter.Filter) {
			f.HandedOff = true
		}),
	},
	{
		Code: "redirected", Name: "引导到其他途径", Section: "F", Row: 73, Unit: "件", Decides: dayRegistered, Source: petitionRules,
		Definition: "登记日期在统计期内、不归本街道办理并已书面引导到有关单位的事项。",
		measure: matters(func(a Ask) matter.Filter {
			return matter.Filter{Registered: a.Period(), States: of(matter.Redirected)}
		}),
	},
	{
		Code: "otherProcedures", Name: "转入其他程序", Section: "F", Row: 73, Unit: "件", Decides: dayConcluded, Source: mediationLaw + "第二十六条",
		Definition: "办结日期在统计期内，因法院、仲裁机构、公安机关等已经受理或者移交有关机关而终止调解的事项。",
		measure:    matters(ended(matter.OtherProcedure, matter.Transferred)),
	},
	{
		Code: "writtenAgreements", Name: "书面调解协议", Section: "F", Row: 74, Unit: "件", Decides: dayAgreed, Source: mediationLaw + "第二十九条",
		Definition: "协议生效日期在统计期内、达成书面调解协议的事项。", measure: matters(agreed("written")),
	},
	{
		Code: "oralAgreements", Name: "口头调解协议", Section: "F", Row: 74, Unit: "件", Decides: dayAgreed, Source: mediationLaw + "第三十条",
		Definition: "协议生效日期在统计期内、达成口头调解协议并由调解员记录的事项。", measure: matters(agreed("oral")),
	},
	{
		Code: "agreedAmount", Name: "调解协议涉及金额", Section: "F", Row: 74, Unit: "万元", Decides: dayAgreed, Source: mediationReturn,
		Definition: "协议生效日期在统计期内的书面、口头协议写明的金额之和，以万元为单位，保留两位小数，四舍五入。",
		measure: amount(func(a Ask) matter.Filter {
			return matter.Filter{Resolved: a.Period(), Kinds: mediated, Agreements: []string{"written", "oral"}}
		}),
	},
	{
		Code: "parties", Name: "涉及当事人", Section: "F", Row: 75, Unit: "人", Decides: dayAccepted, Source: mediationReturn,
		Definition: "受理日期在统计期内的事项登记的当事人数之和，只是数量，不形成人员名单；同一人在两件事项里算2人。", measure: parties(accepted),
	},
	{
		Code: "difficult", Name: "疑难复杂纠纷", Section: "F", Unit: "件", Decides: dayAccepted, Source: mediationReturn,
		Definition: "受理日期在统计期内、分流时标明疑难复杂的事项。",
		measure: matters(func(a Ask) matter.Filter {
			f := accepted(a)
			f.Difficult = true
			return f
		}),
	},
	{
		Code: "prevented", Name: "防止矛盾激化", Section: "F", Row: 87, Unit: "件", Decides: dayConcluded, Source: mediationReturn,
		Definition: "办结日期在统计期内、结案时登记防止了矛盾激化的事项。", measure: matters(prevented),
	},
	{
		Code: "preventedParties", Name: "防止矛盾激化涉及当事人", Section: "F", Row: 87, Unit: "人", Decides: dayConcluded, Source: mediationReturn,
		Definition: "防止矛盾激化的事项登记的当事人数之和，只是数量，不形成人员名单。", measure: parties(prevented),
	},
	{
		Code: "workDossiers", Name: "工作卷宗", Section: "F", Row: 78, Unit: "件", Decides: dayArchived, Source: mediationForms,
		Definition: "归档日期在统计期内、装订为工作卷宗的事项，一件事项一卷。", measure: matters(bound(matter.WorkDossier)),
	},
	{
		Code: "mediationDossiers", Name: "调解卷宗", Section: "F", Row: 79, Unit: "件", Decides: dayArchived, Source: mediationForms,
		Definition: "归档日期在统计期内、装订为调解卷宗的事项，一件事项一卷；以一案一表归档的口头协议不算。", measure: matters(bound(matter.MediationDossier)),
	},
	{
		Code: "mediatorTrainings", Name: "调解员培训", Section: "F", Row: 83, Unit: "场", Decides: dayHeld, Source: mediationLaw + "第十四条",
		Definition: "面向人民调解员的培训，一场算1场。", measure: held(activity.Study, activity.MediatorTraining),
	},
	{
		Code: "mediatorTrainingAttendance", Name: "调解员培训人次", Section: "F", Row: 83, Unit: "人次", Decides: dayHeld, Source: mediationLaw + "第十四条",
		Definition: "调解员培训的参加人次之和，同一人参加两场算2人次。",
		measure: added(activity.TotalAttendance, func(f *activity.Filter) {
			f.Kinds, f.Varieties, f.Attended = of(activity.Study), of(activity.MediatorTraining), true
		}),
	},
}

// sites are the stocks of row 84, the three tiers of places.
var sites = []Definition{
	site("centres", org.Centre), site("stations", org.Station), site("rooms", org.Room),
	site("talkingPoints", org.TalkingPoint), site("mobilePoints", org.MobilePoint),
}

func site(code string, kind org.VenueKind) Definition {
	return Definition{
		Code: code, Name: kind.Label(), Section: "F", Row: 84, Unit: "个", Decides: cutoffDay, Stock: true, Source: "街道场所台账",
		Definition: "统计截止日当天启用的" + kind.Label() + "。", measure: venues(kind),
	}
}

// breakdown is a figure told by its parts, one for each code of a list. The
// parts are exhaustive: they add up to the whole (an invariant).
type breakdown struct {
	whole, stem, name string
	row               int
	of                matter.Enumeration
	base              func(Ask) matter.Filter
	part              func(*matter.Filter) *[]string
	decides, says     string
	source            string
}

var breakdowns = []breakdown{
	{"accepted", "acceptedType", "受理：", 71, matter.DisputeTypes, accepted, func(f *matter.Filter) *[]string { return &f.Types }, dayAccepted, "受理日期在统计期内、纠纷类型为“%s”的事项；十八类之和等于受理数。", mediationReturn},
	{"accepted", "acceptedClass", "受理：", 71, matter.Classes, accepted, func(f *matter.Filter) *[]string { return &f.Classes }, dayAccepted, "受理日期在统计期内、大类为“%s”的事项；四大类之和等于受理数。", "街道矛调中心工作职责"},
	{"accepted", "acceptedSource", "受理：", 72, matter.Sources, accepted, func(f *matter.Filter) *[]string { return &f.Sources }, dayAccepted, "受理日期在统计期内、启动方式为“%s”的事项；三种方式之和等于受理数。", mediationLaw + "第十七条、第十八条"},
	{"accepted", "acceptedChannel", "受理来源：", 72, matter.Channels, accepted, func(f *matter.Filter) *[]string { return &f.Channels }, dayAccepted, "受理日期在统计期内、来源为“%s”的事项；各来源之和等于受理数。", risk},
	{"accepted", "acceptedScale", "受理：", 71, matter.Scales, accepted, func(f *matter.Filter) *[]string { return &f.Scales }, dayAccepted, "受理日期在统计期内、规模为“%s”的事项；各种规模之和等于受理数。规模说的是事项涉及的范围。", risk},
	{"concluded", "concludedOutcome", "办结：", 73, concludedOutcomes, concluded, func(f *matter.Filter) *[]string { return &f.Outcomes }, dayConcluded, "办结日期在统计期内、结果为“%s”的事项；各种结果之和等于办结数。", mediationReturn},
}

// concludedOutcomes are the outcomes of what was accepted; what was not
// accepted is never concluded.
var concludedOutcomes = func() matter.Enumeration {
	var all matter.Enumeration
	for _, o := range matter.Outcomes {
		if o.Code != string(matter.NotAccepted) {
			all = append(all, o)
		}
	}
	return all
}()

func (b breakdown) code(c matter.Choice) string { return part(b.stem, c.Code) }

// part is the code of a part of a figure: acceptedTypeOther.
func part(stem, code string) string { return stem + strings.ToUpper(code[:1]) + code[1:] }

func (b breakdown) definitions() []Definition {
	var all []Definition
	for _, c := range b.of {
		all = append(all, Definition{
			Code: b.code(c), Name: b.name + c.Label, Section: "F", Row: b.row, Unit: "件", Decides: b.decides, Source: b.source,
			Definition: strings.Replace(b.says, "%s", c.Label, 1),
			measure: matters(func(a Ask) matter.Filter {
				f := b.base(a)
				*b.part(&f) = []string{c.Code}
				return f
			}),
		})
	}
	return all
}

// codes are the codes of the parts.
func (b breakdown) codes() []string {
	var all []string
	for _, c := range b.of {
		all = append(all, b.code(c))
	}
	return all
}
