package outside

import (
	"slices"

	"fengsheng/catalogue"
	"fengsheng/hazard"
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// Field is something that records hold and a column may show.
type Field struct {
	Code     string
	Group    string // the heading it is offered under
	Label    string
	Kind     Kind
	Row      RowKind            // the only rows it is for; "" = all
	Choices  matter.Enumeration // of a choice
	Personal bool               // about a person: takes a reason and the right to give it away
	Content  bool               // only readers of the matter see it
	Filling  bool               // about the filling and not the record: no change of the record
	take     func(*record) []Value
}

func (f Field) of(row RowKind) bool { return f.Row == "" || f.Row == row }

// fields is the catalogue: all that a column may show, with what it takes to see it.
var fields = slices.Concat(fillingFields, matterFields, sideFields(matter.Applicant), sideFields(matter.Respondent), partyFields, hazardFields)

// Fields are what the rows of a kind may show, in the order they are offered.
func Fields(row RowKind) []Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f Field) bool { return !f.of(row) })
}

var fieldByCode = func() map[string]Field {
	all := map[string]Field{}
	for _, f := range fields {
		all[f.Code] = f
	}
	return all
}()

// FieldOf finds a field by its code.
func FieldOf(code string) (Field, bool) {
	f, ok := fieldByCode[code]
	return f, ok
}

// Blank is the field of a column that stays empty.
const Blank = "blank"

var fillingFields = []Field{
	{Code: Blank, Group: "填表", Label: "空着不填", Kind: Text, Filling: true, take: func(*record) []Value { return nil }},
	{Code: "index", Group: "填表", Label: "序号", Kind: Number, Filling: true, take: func(r *record) []Value { return count(r.index) }},
	{Code: "street", Group: "填表", Label: "街道", Kind: Text, Filling: true, take: func(r *record) []Value { return words(r.env.street.Name) }},
	{Code: "office", Group: "填表", Label: "填报单位", Kind: Text, Filling: true, take: func(r *record) []Value { return words(r.env.street.Office) }},
	{Code: "district", Group: "填表", Label: "区县", Kind: Text, Filling: true, take: func(r *record) []Value { return words(r.env.street.District) }},
	{Code: "today", Group: "填表", Label: "填报日期", Kind: Day, Filling: true, take: func(r *record) []Value { return day(r.env.tx.Today()) }},
	{Code: "filler", Group: "填表", Label: "填报人", Kind: Text, Filling: true, take: func(r *record) []Value { return words(r.env.by.Name) }},
	{Code: "from", Group: "填表", Label: "统计期起", Kind: Day, Filling: true, take: func(r *record) []Value { return day(r.env.wanted.From) }},
	{Code: "to", Group: "填表", Label: "统计期止", Kind: Day, Filling: true, take: func(r *record) []Value { return day(r.env.wanted.To) }},
}

var matterFields = []Field{
	{Code: "number", Group: "事项", Label: "登记号", Kind: Text, take: func(r *record) []Value { return words(r.matter.Number) }},
	{Code: "title", Group: "事项", Label: "事由", Kind: Text, take: func(r *record) []Value { return words(r.matter.Title) }},
	{Code: "kind", Group: "事项", Label: "办理方式", Kind: Choice, Choices: matter.Kinds, take: func(r *record) []Value {
		return chosen(string(r.matter.Kind), r.matter.Kind.Label())
	}},
	{Code: "class", Group: "事项", Label: "大类", Kind: Choice, Choices: matter.Classes, take: func(r *record) []Value {
		return chosen(string(r.matter.Class), r.matter.Class.Label())
	}},
	{Code: "type", Group: "事项", Label: "纠纷类型", Kind: Choice, Choices: matter.DisputeTypes, take: func(r *record) []Value {
		return chosen(string(r.matter.DisputeType), r.matter.DisputeType.Label())
	}},
	{Code: "channel", Group: "事项", Label: "来源渠道", Kind: Choice, Choices: matter.Channels, take: func(r *record) []Value {
		return chosen(string(r.matter.Channel), r.matter.Channel.Label())
	}},
	{Code: "source", Group: "事项", Label: "调解的由来", Kind: Choice, Choices: matter.Sources, take: func(r *record) []Value {
		return chosen(string(r.matter.Source), r.matter.Source.Label())
	}},
	{Code: "scale", Group: "事项", Label: "规模", Kind: Choice, Choices: matter.Scales, take: func(r *record) []Value {
		return chosen(string(r.matter.Scale), r.matter.Scale.Label())
	}},
	{Code: "state", Group: "事项", Label: "办理状态", Kind: Choice, Choices: catalogue.States(), take: func(r *record) []Value {
		return chosen(string(r.matter.State), catalogue.StateLabel(r.matter.Kind, r.matter.State))
	}},
	{Code: "outcome", Group: "事项", Label: "结果", Kind: Choice, Choices: matter.Outcomes, take: func(r *record) []Value {
		return chosen(string(r.matter.Outcome), r.matter.Outcome.Label())
	}},
	{Code: "community", Group: "事项", Label: "社区", Kind: Text, take: func(r *record) []Value { return r.unit(r.matter.Community) }},
	{Code: "grid", Group: "事项", Label: "网格", Kind: Text, take: func(r *record) []Value { return r.unit(r.matter.Grid) }},
	{Code: "estate", Group: "事项", Label: "小区", Kind: Text, take: func(r *record) []Value { return r.unit(r.matter.Estate) }},
	{Code: "place", Group: "事项", Label: "具体地点", Kind: Text, Content: true, take: func(r *record) []Value { return words(r.story.Place) }},
	{Code: "request", Group: "事项", Label: "事实和请求", Kind: Text, Content: true, take: func(r *record) []Value { return words(r.story.Request) }},
	{Code: "receivedOn", Group: "事项", Label: "收到日期", Kind: Day, take: func(r *record) []Value { return day(r.matter.ReceivedOn) }},
	{Code: "registeredOn", Group: "事项", Label: "登记日期", Kind: Day, take: func(r *record) []Value { return day(r.matter.RegisteredOn) }},
	{Code: "acceptedOn", Group: "事项", Label: "受理日期", Kind: Day, take: func(r *record) []Value { return day(r.matter.AcceptedOn) }},
	{Code: "resolvedOn", Group: "事项", Label: "化解日期", Kind: Day, take: func(r *record) []Value { return day(r.matter.ResolvedOn) }},
	{Code: "concludedOn", Group: "事项", Label: "办结日期", Kind: Day, take: func(r *record) []Value { return day(r.matter.ConcludedOn) }},
	{Code: "closedOn", Group: "事项", Label: "结案日期", Kind: Day, take: func(r *record) []Value { return day(r.matter.ClosedOn) }},
	{Code: "archivedOn", Group: "事项", Label: "归档日期", Kind: Day, take: func(r *record) []Value { return day(r.matter.ArchivedOn) }},
	{Code: "dueOn", Group: "事项", Label: "办理期限", Kind: Day, take: func(r *record) []Value { return day(r.matter.DueOn) }},
	{Code: "resolved", Group: "事项", Label: "是否化解", Kind: YesNo, take: func(r *record) []Value { return yes(!r.matter.ResolvedOn.Zero()) }},
	{Code: "concluded", Group: "事项", Label: "是否办结", Kind: YesNo, take: func(r *record) []Value { return yes(!r.matter.ConcludedOn.Zero()) }},
	{Code: "difficult", Group: "事项", Label: "是否疑难", Kind: YesNo, take: func(r *record) []Value { return yes(r.matter.Difficult) }},
	{Code: "prevented", Group: "事项", Label: "是否防止激化", Kind: YesNo, take: func(r *record) []Value { return yes(r.matter.Prevented) }},
	{Code: "late", Group: "事项", Label: "是否超期办结", Kind: YesNo, take: func(r *record) []Value { return yes(r.matter.Late) }},
	{Code: "parties", Group: "事项", Label: "当事人数", Kind: Number, take: func(r *record) []Value { return count(r.matter.Parties) }},
	{Code: "amount", Group: "事项", Label: "协议金额", Kind: Money, Content: true, take: func(r *record) []Value {
		return []Value{{Number: r.matter.Amount}}
	}},
	{Code: "committee", Group: "事项", Label: "调委会", Kind: Text, take: func(r *record) []Value { return r.committee() }},
	{Code: "handler", Group: "事项", Label: "承办人", Kind: Text, take: func(r *record) []Value { return r.officer(r.matter.Mediator) }},
	{Code: "registrar", Group: "事项", Label: "登记人", Kind: Text, take: func(r *record) []Value { return r.officer(r.matter.Registrar) }},
	{Code: "dossierNo", Group: "事项", Label: "卷宗号", Kind: Text, take: func(r *record) []Value { return words(r.matter.DossierNo) }},
}

// sideFields are the parties of one side, inside the row of their matter.
func sideFields(side matter.Side) []Field {
	of := func(r *record, pick func(matter.Party) Value) []Value {
		var all []Value
		for _, p := range r.parties {
			if p.Side == side {
				all = append(all, pick(p))
			}
		}
		return all
	}
	code, label := string(side), side.Label()
	field := func(name, word string, k Kind, pick func(matter.Party) Value) Field {
		return Field{
			Code: code + "." + name, Group: label, Label: label + word, Kind: k, Row: Matters, Personal: true, Content: true,
			take: func(r *record) []Value { return of(r, pick) },
		}
	}
	return []Field{
		field("name", "姓名", Name, nameOf), field("phone", "电话", Phone, phoneOf), field("idNumber", "身份证号", IDNumber, idOf), field("address", "住址", Text, addressOf),
	}
}

var partyFields = []Field{
	{Code: "party.side", Group: "当事人", Label: "哪一方", Kind: Choice, Row: Parties, Choices: matter.Sides, Content: true, take: func(r *record) []Value {
		return chosen(string(r.party.Side), r.party.Side.Label())
	}},
	{Code: "party.body", Group: "当事人", Label: "是否单位", Kind: YesNo, Row: Parties, Content: true, take: func(r *record) []Value { return yes(r.party.Body) }},
	aboutParty("name", "姓名", Name, nameOf),
	aboutParty("phone", "联系电话", Phone, phoneOf),
	aboutParty("idNumber", "身份证号", IDNumber, idOf),
	aboutParty("address", "住址", Text, addressOf),
	aboutParty("sex", "性别", Text, func(p matter.Party) Value { return kept(p, p.SexLabel()) }),
	aboutParty("ethnicity", "民族", Text, func(p matter.Party) Value { return kept(p, p.Ethnicity) }),
	aboutParty("born", "出生日期", Day, bornOn),
	aboutParty("occupation", "职业或者职务", Text, func(p matter.Party) Value { return kept(p, p.Occupation) }),
	aboutParty("representative", "法定代表人", Text, func(p matter.Party) Value { return kept(p, p.Representative) }),
}

// aboutParty is a field of the person in the row.
func aboutParty(code, label string, k Kind, pick func(matter.Party) Value) Field {
	return Field{
		Code: "party." + code, Group: "当事人", Label: label, Kind: k, Row: Parties, Personal: true, Content: true,
		take: func(r *record) []Value { return []Value{pick(*r.party)} },
	}
}

// underAge is what another body is told instead of the name of a child; nothing
// else about a child goes out (未成年人保护法 art. 4, 103).
const underAge = "未成年人"

func nameOf(p matter.Party) Value {
	if p.Minor {
		return Value{Text: underAge, Body: true}
	}
	return Value{Text: p.Name, Body: p.Body}
}

func phoneOf(p matter.Party) Value   { return kept(p, p.Phone) }
func idOf(p matter.Party) Value      { return kept(p, p.IDNumber) }
func addressOf(p matter.Party) Value { return kept(p, p.Address) }

func bornOn(p matter.Party) Value {
	if p.Minor {
		return Value{Told: true}
	}
	return Value{Day: p.BornOn()}
}

func kept(p matter.Party, text string) Value {
	if p.Minor {
		return Value{Told: true}
	}
	return Value{Text: text}
}

var hazardFields = []Field{
	{Code: "hazard.sort", Group: "隐患", Label: "隐患种类", Kind: Choice, Choices: hazard.Sorts, take: func(r *record) []Value {
		return chosen(r.hazard.Sort, hazard.Sorts.Label(r.hazard.Sort))
	}},
	{Code: "hazard.grade", Group: "隐患", Label: "隐患等级", Kind: Choice, Choices: hazard.Grades, take: func(r *record) []Value {
		return chosen(r.hazard.Grade, hazard.Grades.Label(r.hazard.Grade))
	}},
	{Code: "hazard.unit", Group: "隐患", Label: "责任单位", Kind: Text, take: func(r *record) []Value { return r.unit(r.hazard.Unit) }},
	{Code: "hazard.leader", Group: "隐患", Label: "包保领导", Kind: Text, take: func(r *record) []Value { return r.officer(r.hazard.Leader) }},
	{Code: "hazard.foundOn", Group: "隐患", Label: "发现日期", Kind: Day, take: func(r *record) []Value { return day(r.hazard.FoundOn) }},
	{Code: "hazard.assignedOn", Group: "隐患", Label: "交办日期", Kind: Day, take: func(r *record) []Value { return day(r.hazard.AssignedOn) }},
	{Code: "hazard.promisedOn", Group: "隐患", Label: "整改期限", Kind: Day, take: func(r *record) []Value { return day(r.hazard.PromisedOn) }},
	{Code: "hazard.clearedOn", Group: "隐患", Label: "消除日期", Kind: Day, take: func(r *record) []Value { return day(r.hazard.ClearedOn) }},
	{Code: "hazard.cleared", Group: "隐患", Label: "是否消除", Kind: YesNo, take: func(r *record) []Value {
		if r.matter.Kind != matter.Hazard {
			return nil
		}
		return yes(!r.hazard.ClearedOn.Zero())
	}},
}

func words(text string) []Value         { return []Value{{Text: text}} }
func day(d calendar.Date) []Value       { return []Value{{Day: d}} }
func count(n int) []Value               { return []Value{{Number: int64(n), Told: true}} }
func chosen(code, label string) []Value { return []Value{{Text: code, Label: label}} }
func yes(is bool) []Value {
	if is {
		return []Value{{Text: "1"}}
	}
	return []Value{{Text: "0"}}
}
