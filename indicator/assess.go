package indicator

import (
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Aspect is what a figure says of how the work of a unit was done. Only a figure
// with an aspect may be assessed, so that a new figure never is until somebody
// has thought about it (docs/adr/0021).
type Aspect string

// The aspects.
const (
	Timeliness   Aspect = "timeliness"
	Completeness Aspect = "completeness"
	FollowUp     Aspect = "followUp"
	Outcome      Aspect = "outcome"
)

// Aspects with their names.
var Aspects = matter.Enumeration{
	{Code: "timeliness", Label: "及时"}, {Code: "completeness", Label: "完整"}, {Code: "followUp", Label: "回访跟踪"}, {Code: "outcome", Label: "结果"},
}

// Label is the Chinese name.
func (a Aspect) Label() string { return Aspects.Label(string(a)) }

// relief is where the rule comes from that work is not measured by how much of it
// there is.
const relief = "为基层减负（2023年12月18日公布的防治“指尖上的形式主义”的意见）"

// Assessable refuses a figure by which no unit may be assessed, and says why. A
// rate may be assessed when every row of its denominator can be met by doing the
// work properly: then no unit gains by leaving a matter unregistered.
func (d Definition) Assessable() error {
	switch {
	case !d.measure.rate():
		return fault.New(fault.Invalid, "“%s”数的是有多少，不能作为考核内容：发现、登记、开展多少件（次）不定任务、不排名，%s；可以考核的是登记以后办得及不及时、齐不齐全、有没有跟踪", d.Name, relief)
	case d.Unfit != "":
		return fault.New(fault.Invalid, "“%s”不能作为考核内容：%s", d.Name, d.Unfit)
	case d.Aspect == "":
		return fault.New(fault.Invalid, "“%s”没有列为可以考核的指标：可以考核的只有及时、完整、回访跟踪和结果这四类比率，少登记不会让它变好", d.Name)
	}
	return nil
}

const dayOwed = "应当做完的最后一天"

// owes is the rate of matters in which something fell due in the period, by those
// in which all of it was done in time.
func owes(what string) measure {
	return rate(owing(what), func(_ Ask, f *matter.Filter) { f.Owed.Kept = true })
}

func owing(what string) func(Ask) matter.Filter {
	return func(a Ask) matter.Filter { return matter.Filter{Owed: matter.Owed{What: what, Period: a.Period()}} }
}

const (
	committeeWork = "《人民调解工作若干规定》"
	ownRule       = "本系统规则"
)

// kept are the rates of disputes that say whether the work was done in time, in
// full and to the end. Nothing leaves the denominator by being left undone.
var kept = []Definition{
	{
		Code: "termsKeptRate", Name: "各类期限按期率", Section: "F", Unit: "%", Decides: dayOwed, Source: "各类事项的法定和规定期限", Aspect: Timeliness,
		Definition: "分母是办理期限的最后一天在统计期内的各类事项，没有办完的也在内；分子是其中这些期限都按期办完的。延长过的按延长后的期限；保留两位小数，四舍五入。",
		measure:    owes("terms"),
	},
	{
		Code: "termsMissedRate", Name: "超期率", Section: "F", Unit: "%", Decides: dayOwed, Source: "各类事项的法定和规定期限", Aspect: Timeliness, AtMost: true,
		Definition: "分母是办理期限的最后一天在统计期内的各类事项；分子是其中有期限没有按期办完的，不论后来办完没有。越低越好；保留两位小数，四舍五入。",
		measure:    rate(owing("terms"), func(_ Ask, f *matter.Filter) { f.Owed.Missed = true }),
	},
	{
		Code: "mediationInTimeRate", Name: "调解期限按期率", Section: "F", Unit: "%", Decides: dayOwed, Source: committeeWork + "第三十三条", Aspect: Timeliness,
		Definition: "分母是调解期限的最后一天在统计期内的人民调解，没有调结的也在内；分子是其中期限内有了结果的，不论调成没有。当事人同意延长的按延长后的期限；保留两位小数，四舍五入。",
		measure:    owes("mediation"),
	},
	{
		Code: "consultationsInTimeRate", Name: "咨询按期解答率", Section: "F", Unit: "%", Decides: dayOwed, Source: "法律咨询解答期限", Aspect: Timeliness,
		Definition: "分母是解答期限的最后一天在统计期内的法律咨询，没有解答的也在内；分子是其中按期解答或者转到该办的程序的；保留两位小数，四舍五入。",
		measure:    owes("consultation"),
	},
	{
		Code: "supervisionsAnsweredRate", Name: "督办按期答复率", Section: "F", Unit: "%", Decides: dayOwed, Source: ownRule, Aspect: Timeliness,
		Definition: "分母是督办要求的答复日在统计期内的事项，没有答复的也在内；分子是其中每次督办都按期说明了原因的；保留两位小数，四舍五入。",
		measure:    owes("supervision"),
	},
	{
		Code: "partiesInformedRate", Name: "当事人告知齐全率", Section: "F", Unit: "%", Decides: dayAccepted, Source: mediationLaw + "第二十三条", Aspect: Completeness,
		Definition: "分母是受理日期在统计期内的人民调解；分子是其中每一位当事人都核对了身份、告知了权利义务、记下了愿不愿意调解的；不同意的也算记下。保留两位小数，四舍五入。",
		measure:    rate(accepted, func(_ Ask, f *matter.Filter) { f.Informed = true }),
	},
	{
		Code: "archivedRate", Name: "办结归档率", Section: "F", Unit: "%", Decides: dayConcluded, Source: "《中华人民共和国档案法》第十四条", Aspect: Completeness,
		Definition: "分母是办结日期在统计期内、到统计截止日已满30日的人民调解；分子是其中到统计截止日已经归档的。材料缺项的不能结案，也就不能归档。保留两位小数，四舍五入。",
		measure:    rate(ripe, func(a Ask, f *matter.Filter) { f.Archived = matter.Period{From: a.Period().From, To: a.Cutoff} }),
	},
	{
		Code: "followUpsInTimeRate", Name: "履行后按期回访率", Section: "F", Unit: "%", Decides: dayOwed, Source: mediationLaw + "第三十一条", Aspect: FollowUp,
		Definition: "分母是回访期限的最后一天在统计期内的书面协议，没有回访的也在内；分子是其中按期回访并记录的。回访期限是履行以后15日；保留两位小数，四舍五入。",
		measure:    owes("followUp"),
	},
	{
		Code: "dutiesPerformedRate", Name: "协议按期履行率", Section: "F", Row: 76, Unit: "%", Decides: dayOwed, Source: mediationLaw + "第三十一条", Aspect: Outcome,
		Definition: "分母是有履行项的最后一天在统计期内的协议，没有履行的也在内；分子是其中这些履行项都按期履行的。一件协议算1件；保留两位小数，四舍五入。",
		measure:    owes("duties"),
	},
}

// ripeDays is how long a concluded matter may wait for the archive (G1).
const ripeDays = 30

// ripe are the mediations concluded so long before the cut-off day that they
// should be archived.
func ripe(a Ask) matter.Filter {
	f := concluded(a)
	f.Concluded.To = max(min(f.Concluded.To, a.Cutoff.AddDays(-ripeDays)), f.Concluded.From.AddDays(-1))
	return f
}

var petitionsKept = []Definition{
	{
		Code: "petitionTermsKeptRate", Name: "信访期限按期率", Section: "G", Row: 94, Unit: "%", Decides: dayOwed, Source: petitionRules + "第二十三条、第三十四条", Aspect: Timeliness,
		Definition: "分母是受理告知、答复、办理期限的最后一天在统计期内的信访事项，没有办完的也在内；分子是其中这些期限都按期办完的。经批准延长的按延长后的期限；保留两位小数，四舍五入。",
		measure:    owes("petition"),
	},
	{
		Code: "promisesAnsweredRate", Name: "接访承诺按期答复率", Section: "G", Unit: "%", Decides: dayOwed, Source: petitionRules + "第十八条", Aspect: FollowUp,
		Definition: "分母是领导接访时承诺的答复日在统计期内的事项，没有答复的也在内；分子是其中承诺都按期落实并答复的；保留两位小数，四舍五入。",
		measure:    owes("promises"),
	},
}

var safetyKept = []Definition{
	{
		Code: "hazardsInTimeRate", Name: "隐患按期整改率", Section: "H", Row: 101, Unit: "%", Decides: dayOwed, Source: "平安建设隐患排查台账", Aspect: Outcome,
		Definition: "分母是要求整改完成的日期在统计期内的隐患，没有整改的也在内；分子是其中按期整改并由另一人验收合格的；保留两位小数，四舍五入。发现多少隐患不影响它。",
		measure:    owes("clearing"),
	},
}
