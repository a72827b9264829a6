package indicator

import (
	"fengsheng/activity"
	"fengsheng/matter"
)

func petition(f matter.Filter) matter.Filter {
	f.Classes = of(matter.ClassPetition)
	return f
}

func petitionsAccepted(a Ask) matter.Filter { return petition(accepted(a)) }

func petitionRisks(a Ask) matter.Filter { return petition(matter.Filter{OpenOn: a.Cutoff}) }

func petitionsSettled(a Ask) matter.Filter {
	f := petition(concluded(a))
	f.Settled = true
	return f
}

func petitionMatters(a Ask) matter.Filter {
	return matter.Filter{Concluded: a.Period(), Kinds: of(matter.Petition)}
}

func petitionsBy(channel string) func(Ask) matter.Filter {
	return func(a Ask) matter.Filter {
		f := petition(registered(a))
		f.Channels = []string{channel}
		return f
	}
}

// petitions is section G. The seed's report prints 领导干部接访下访 twice with two
// values; they are two indicators, one within the other.
var petitions = []Definition{
	{
		Code: "petitionMeetings", Name: "信访工作会议", Section: "G", Row: 89, Unit: "次", Decides: dayHeld, Source: petitionRules,
		Definition: "登记为信访工作会议的会议，一次会议算1次。", measure: held(activity.Meeting, activity.PetitionMeeting),
	},
	{
		Code: "receptions", Name: "领导干部接访下访", Section: "G", Row: 90, Unit: "次", Decides: dayHeld, Source: petitionRules + "第十八条",
		Definition: "领导干部接访和下访的总场次，一位领导、一场、一天算1次，不论接待几批、几人；含包案化解的接访下访。",
		measure: added(activity.TotalActivities, func(f *activity.Filter) {
			f.Kinds = of(activity.Reception, activity.Visit)
		}),
	},
	{
		Code: "receptionsAboutCases", Name: "接访下访包案化解", Section: "G", Row: 90, Unit: "次", Decides: dayHeld, Source: petitionRules + "第十八条",
		Definition: "领导干部为化解所包的事项而接访、下访的场次，登记时注明了是哪一件事项，一位领导、一场、一天算1次；是“领导干部接访下访”的一部分。",
		measure: added(activity.TotalActivities, func(f *activity.Filter) {
			f.Kinds, f.AboutCase = of(activity.Reception, activity.Visit), true
		}),
	},
	{
		Code: "receptionBatches", Name: "接访批次", Section: "G", Row: 91, Unit: "批", Decides: dayHeld, Source: petitionRules + "第十八条",
		Definition: "接访、下访登记的接待批次之和。",
		measure: added(activity.TotalBatches, func(f *activity.Filter) {
			f.Kinds, f.Received = of(activity.Reception, activity.Visit), true
		}),
	},
	{
		Code: "receptionAudience", Name: "接访人次", Section: "G", Row: 91, Unit: "人次", Decides: dayHeld, Source: petitionRules + "第十八条",
		Definition: "接访、下访登记的群众人次之和，同一人来两次算2人次。",
		measure: added(activity.TotalAudience, func(f *activity.Filter) {
			f.Kinds, f.Reached = of(activity.Reception, activity.Visit), true
		}),
	},
	{
		Code: "petitionLetters", Name: "来信", Section: "G", Row: 93, Unit: "件", Decides: dayRegistered, Source: petitionRules + "第四十一条",
		Definition: "登记日期在统计期内、大类为信访矛盾、来源为来信的事项。", measure: matters(petitionsBy("letter")),
	},
	{
		Code: "petitionsOnline", Name: "网上信访", Section: "G", Row: 93, Unit: "件", Decides: dayRegistered, Source: petitionRules + "第四十一条",
		Definition: "登记日期在统计期内、大类为信访矛盾、来源为网上的事项。", measure: matters(petitionsBy("web")),
	},
	{
		Code: "petitionsAccepted", Name: "信访矛盾受理", Section: "G", Row: 94, Unit: "件", Decides: dayAccepted, Source: petitionRules,
		Definition: "受理日期在统计期内、大类为信访矛盾的事项；已计入受理矛盾纠纷。", measure: matters(petitionsAccepted),
	},
	{
		Code: "petitionsConcluded", Name: "信访矛盾办结", Section: "G", Row: 94, Unit: "件", Decides: dayConcluded, Source: petitionRules,
		Definition: "办结日期在统计期内、大类为信访矛盾的事项；已计入办结矛盾纠纷。",
		measure:    matters(func(a Ask) matter.Filter { return petition(concluded(a)) }),
	},
	{
		Code: "petitionsConcludedRate", Name: "信访矛盾办结率", Section: "G", Row: 94, Unit: "%", Decides: dayAccepted, Source: petitionRules,
		Definition: "分母是受理日期在统计期内的信访矛盾，分子是其中到统计截止日已经办结的；保留两位小数，四舍五入。",
		Unfit:      "年底少登记、晚受理就能提高它",
		measure:    rate(petitionsAccepted, func(a Ask, f *matter.Filter) { f.Done = a.Cutoff }),
	},
	{
		Code: "petitionMattersAccepted", Name: "信访事项受理", Section: "G", Row: 94, Unit: "件", Decides: dayAccepted, Source: petitionRules + "第二十三条",
		Definition: "受理日期在统计期内、按信访程序办理的事项；由人民调解委员会调解的信访矛盾另计在“信访矛盾受理”，两者不重复。",
		measure:    matters(func(a Ask) matter.Filter { return matter.Filter{Accepted: a.Period(), Kinds: of(matter.Petition)} }),
	},
	{
		Code: "petitionMattersConcluded", Name: "信访事项办结", Section: "G", Row: 94, Unit: "件", Decides: dayConcluded, Source: petitionRules + "第三十四条",
		Definition: "出具处理意见、答复或者告知途径的日期在统计期内、按信访程序办理的事项。", measure: matters(petitionMatters),
	},
	{
		Code: "petitionMattersInTimeRate", Name: "信访事项按期办结率", Section: "G", Row: 94, Unit: "%", Decides: dayConcluded, Source: petitionRules + "第三十四条",
		Definition: "分母是信访事项办结，分子是其中在法定期限（经批准延长的，延长后的期限）内办结的；保留两位小数，四舍五入。",
		Unfit:      "超期的拖着不办结就不进分母；请用“信访期限按期率”",
		measure:    rate(petitionMatters, func(_ Ask, f *matter.Filter) { f.InTime = true }),
	},
	{
		Code: "petitionRisks", Name: "信访隐患", Section: "G", Row: 96, Unit: "件", Decides: cutoffDay, Stock: true, Source: petitionRules,
		Definition: "到统计截止日已经登记、还没有办完的信访矛盾，按件计算；不按人计算，也不建立人员名单。", measure: matters(petitionRisks),
	},
	{
		Code: "petitionRiskParties", Name: "信访隐患涉及当事人", Section: "G", Row: 96, Unit: "人", Decides: cutoffDay, Stock: true, Source: petitionRules,
		Definition: "到统计截止日没有办完的信访矛盾登记的当事人数之和，只是数量，不形成人员名单；点开看到的是事项。", measure: parties(petitionRisks),
	},
	{
		Code: "petitionsSettled", Name: "息访", Section: "G", Row: 97, Unit: "件", Decides: dayConcluded, Source: petitionRules,
		Definition: "办结日期在统计期内、办结时登记已经息访的信访矛盾，按件计算；息访是办结后的事实，不是办结的条件。", measure: matters(petitionsSettled),
	},
	{
		Code: "petitionsSettledParties", Name: "息访涉及当事人", Section: "G", Row: 97, Unit: "人", Decides: dayConcluded, Source: petitionRules,
		Definition: "已经息访的信访矛盾登记的当事人数之和，只是数量，不形成人员名单；点开看到的是事项。", measure: parties(petitionsSettled),
	},
}
