package ledger

import (
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
)

// matterBook is the ledger of matters. A row without a day of conclusion is taken
// in like at the desk; one with it is a mediation that ended before.
var matterBook = book{
	label: "事项台账", right: identity.TakeIn, events: event.Matter,
	about: []string{
		"一行一件事。没有写办结日期的，登记为新收到的事项，等分流后在系统里办；受理日期等后面的列不会用到。",
		"写了办结日期的，作为已经办结的人民调解补录：收到、受理、办结按表里的日期统计，录入的时间记在日志里，不出文书、不起算期限。要写大类、纠纷类型、启动方式、受理日期和结果。",
		"当事人有几位的，姓名、电话、身份证号用顿号隔开，次序一致。事由里不写姓名。",
	},
	fields: []field{
		{name: own, label: "原编号", hint: "原来台账里的编号，同一来源不能重复；有它，改过的行再导入也不会重复登记", words: []string{"编号", "案号", "案件编号", "事项编号", "登记编号", "登记号", "调解编号", "受理编号"}},
		{name: "title", label: "事由", hint: "一句话，最多60字，不写姓名", required: true, words: []string{"案由", "纠纷名称", "事项名称", "纠纷事由", "标题", "事项", "纠纷简述"}},
		{name: "request", label: "事实和请求", hint: "发生了什么、希望怎么解决；空着的照事由登记", words: []string{"诉求", "纠纷简要情况", "简要情况", "基本情况", "案情简介", "主要内容", "纠纷内容", "反映内容", "具体情况", "主要诉求"}},
		{name: "channel", label: "来源", hint: "从列表中选择", required: true, list: choices(matter.Channels), words: []string{"来源渠道", "渠道", "线索来源", "受理渠道", "事项来源", "案件来源"}},
		{name: "unit", label: "社区或小区", hint: "组织里的名称；重名的写路径，例如吉祥社区/幸福小区", required: true, list: func(n *names) []string { return n.paths }, words: []string{"所属社区", "发生社区", "社区", "小区", "村居", "所在社区", "所属网格", "发生单位"}},
		{name: "place", label: "具体地点", hint: "楼栋、门牌；可以空着", words: []string{"地点", "发生地点", "地址", "详细地址", "发生地址"}},
		{name: "receivedOn", label: "收到日期", hint: "例如2024-05-01", required: true, day: true, words: []string{"收到时间", "接收日期", "来访日期", "来访时间", "申请日期", "申请时间", "上报日期", "上报时间", "发生日期", "发生时间", "日期"}},
		{name: "class", label: "大类", hint: "从列表中选择；办结的必填", list: choices(matter.Classes), words: []string{"事项大类", "类别"}},
		{name: "disputeType", label: "纠纷类型", hint: "从列表中选择；办结的必填", list: choices(matter.DisputeTypes), words: []string{"纠纷类别", "类型", "案件类型", "矛盾类型"}},
		{name: "scale", label: "规模", hint: "空着的算个体性", list: choices(matter.Scales), words: []string{"涉及规模"}},
		{name: "applicant", label: "申请人", hint: "姓名或名称，可以空着", words: []string{"申请人姓名", "当事人", "来访人", "反映人", "甲方", "姓名", "当事人姓名"}},
		{name: "applicantPhone", label: "申请人电话", hint: "设成文本格式", words: []string{"联系电话", "电话", "手机", "手机号", "手机号码", "联系方式"}},
		{name: "applicantID", label: "申请人身份证号", hint: "设成文本格式", words: []string{"身份证号", "身份证号码", "身份证", "证件号码"}},
		{name: "applicantAddress", label: "申请人住址", hint: "可以空着", words: []string{"住址", "家庭住址", "申请人地址"}},
		{name: "applicantBody", label: "申请人是单位", hint: "是或否，空着的算个人", list: yesOrNo},
		{name: "respondent", label: "被申请人", hint: "姓名或名称，可以空着", words: []string{"被申请人姓名", "对方当事人", "被反映人", "乙方"}},
		{name: "respondentPhone", label: "被申请人电话", hint: "设成文本格式", words: []string{"对方电话"}},
		{name: "respondentID", label: "被申请人身份证号", hint: "设成文本格式"},
		{name: "respondentAddress", label: "被申请人住址", hint: "可以空着", words: []string{"被申请人地址"}},
		{name: "respondentBody", label: "被申请人是单位", hint: "是或否，空着的算个人", list: yesOrNo},
		{name: "concludedOn", label: "办结日期", hint: "写了的按已办结的人民调解补录", day: true, words: []string{"办结时间", "结案日期", "结案时间", "化解日期", "化解时间", "调解日期", "调解时间"}},
		{name: "outcome", label: "结果", hint: "从列表中选择；办结的必填", list: choices(pastOutcomes), words: []string{"办结结果", "处理结果", "调解结果", "办理结果", "化解结果"}},
		{name: "source", label: "启动方式", hint: "从列表中选择；办结的必填", list: choices(matter.Sources), words: []string{"调解方式", "受理方式"}},
		{name: "registeredOn", label: "原登记日期", hint: "办结的用；空着的算收到当天", day: true, words: []string{"登记日期", "登记时间"}},
		{name: "acceptedOn", label: "受理日期", hint: "办结的必填；没有这一列的，在对应列时请选择用哪一列", day: true, words: []string{"受理时间"}},
		{name: "resolvedOn", label: "协议日期", hint: "达成协议或者和解的日期；空着的算办结当天", day: true, words: []string{"协议签订日期", "达成协议日期", "签订日期", "协议时间"}},
		{name: "amount", label: "协议金额（元）", hint: "例如1234.50或者1.2万", words: []string{"协议金额", "涉案金额", "金额", "协议涉及金额", "涉及金额"}},
		{name: "committee", label: "调委会", hint: "组织里的名称，可以空着", list: committees, words: []string{"调解组织", "人民调解委员会", "调解委员会"}},
		{name: "dossier", label: "卷宗种类", hint: "写了才算有卷宗", list: choices(matter.Dossiers)},
		{name: "dossierNo", label: "卷宗号", hint: "可以空着", words: []string{"档案号", "卷号"}},
		{name: "archivedOn", label: "归档日期", hint: "有卷宗的写；空着的算录入当天", day: true, words: []string{"归档时间"}},
	},
	read: func(r *reading) entry { return readMatter(r) },
	back: func(tx *db.Tx, by actor.Actor, id, reason string) error {
		return mediation.TakeBack(tx, by, matter.ID(id), reason)
	},
}

// pastOutcomes are the outcomes of what was accepted.
var pastOutcomes = func() matter.Enumeration {
	var all matter.Enumeration
	for _, o := range matter.Outcomes {
		if o.Code != string(matter.NotAccepted) {
			all = append(all, o)
		}
	}
	return all
}()

func committees(n *names) []string {
	var all []string
	for _, c := range n.committees {
		all = append(all, c.Name)
	}
	return all
}

// matterEntry is a row of the ledger of matters.
type matterEntry struct {
	in   matter.Intake
	past *matter.Past // where it has ended
}

func readMatter(r *reading) *matterEntry {
	in := matter.Intake{
		Channel: matter.Channel(r.choice("channel", matter.Channels)), Title: r.text("title"), Request: r.raw("request"), Place: r.text("place"), Unit: r.unit("unit"),
		Class: matter.Class(r.choice("class", matter.Classes)), DisputeType: matter.DisputeType(r.choice("disputeType", matter.DisputeTypes)),
		Scale: matter.Scale(r.choice("scale", matter.Scales)), ReceivedOn: r.day("receivedOn"),
	}
	if in.Request == "" {
		in.Request = in.Title
	}
	if r.text("receivedOn") == "" {
		r.wrong("receivedOn", "请写收到日期，例如2024-05-01") // not today: the row is of another day
	}
	r.elsewhat = map[string]string{}
	in.Parties = append(r.parties("applicant", matter.Applicant, 0), in.Parties...)
	in.Parties = append(in.Parties, r.parties("respondent", matter.Respondent, len(in.Parties))...)
	e := &matterEntry{in: in}
	concluded := r.day("concludedOn")
	if r.text("concludedOn") == "" {
		if r.text("outcome") != "" {
			r.wrong("concludedOn", "写了结果，就要写办结日期；还没有办结的请清空结果")
		}
		return e
	}
	e.past = &matter.Past{
		Intake: in, ConcludedOn: concluded, Outcome: matter.Outcome(r.choice("outcome", pastOutcomes)), Source: matter.Source(r.choice("source", matter.Sources)),
		RegisteredOn: r.day("registeredOn"), AcceptedOn: r.day("acceptedOn"), ResolvedOn: r.day("resolvedOn"), ArchivedOn: r.day("archivedOn"),
		Amount: r.money("amount"), Committee: r.committee("committee"), Dossier: matter.Dossier(r.choice("dossier", matter.Dossiers)), DossierNo: r.text("dossierNo"),
	}
	for _, on := range []calendar.Date{e.past.RegisteredOn, e.past.AcceptedOn, concluded} {
		if in.ReceivedOn.Zero() && !on.Zero() {
			e.past.ReceivedOn = on // it could not be read, which is told already: the days behind it are not wrong for that
			break
		}
	}
	return e
}

// parties reads one side: several names stand in one cell, and beside them as
// many telephones and numbers, or none.
func (r *reading) parties(side string, s matter.Side, before int) []matter.Party {
	people := several(r.text(side))
	body := r.yes(side + "Body")
	values := map[string][]string{}
	for _, what := range []string{"Phone", "ID", "Address"} {
		name := side + what
		text := r.text(name)
		if what != "Address" && !strings.ContainsAny(text, separators) {
			text = r.long(name)
		}
		all := several(text)
		if what == "Address" && len(people) == 1 && text != "" {
			all = []string{text}
		}
		if len(all) > 0 && len(all) != len(people) && !(len(all) == 1 && len(people) > 1) {
			r.wrong(name, "写了"+strconv.Itoa(len(all))+"个，姓名有"+strconv.Itoa(len(people))+"个，请用顿号隔开，次序和姓名一致")
		}
		values[what] = all
	}
	all := make([]matter.Party, len(people))
	for i, name := range people {
		at := func(what string) string {
			if i < len(values[what]) {
				return values[what][i]
			}
			return ""
		}
		all[i] = matter.Party{Side: s, Body: body, Name: name, Phone: at("Phone"), IDNumber: at("ID"), Address: at("Address")}
		party := "party" + strconv.Itoa(before+i+1)
		r.elsewhat[party+".name"], r.elsewhat[party+".phone"], r.elsewhat[party+".idNumber"] = side, side+"Phone", side+"ID"
	}
	return all
}

const separators = "、，,；;/\n"

func several(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(separators, c) })
}

func (e *matterEntry) check(tx *db.Tx, by actor.Actor, sure bool) error {
	e.in.Known = sure
	if e.past == nil {
		return matter.CheckIntake(tx, by, e.in)
	}
	e.past.Known = sure
	return mediation.CheckPast(tx, by, *e.past)
}

func (e *matterEntry) enter(tx *db.Tx, by actor.Actor) (string, error) {
	e.in.Known = true
	if e.past == nil {
		m, err := matter.TakeIn(tx, by, e.in)
		return string(m.ID), err
	}
	e.past.Known = true
	m, err := mediation.Enter(tx, by, *e.past)
	return string(m.ID), err
}
