package mediations

import (
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// agreeing are the steps to an agreement (人民调解法 art. 28-31).
func agreeing() []form { return []form{drafting(), signing(), oralAgreeing()} }

// newest is the agreement a form works on, when there is one.
func (c scene) newest() (mediation.Agreement, bool) {
	if len(c.agreements) == 0 {
		return mediation.Agreement{}, false
	}
	return c.agreements[0], true
}

// yuan is a sum as the form holds it.
func yuan(cents int64) string {
	if cents == 0 {
		return ""
	}
	return frame.Digits(cents)
}

func drafting() form {
	return form{
		do: "draft", label: "协议草稿已保存",
		law: []string{"协议书写明当事人、主要事实、争议事项、各方责任，协议的内容、履行的方式和期限。（《人民调解法》第二十九条）"},
		fields: func(c scene) []entry {
			last, _ := c.newest()
			if last.State != mediation.AgreementDraft {
				last = mediation.Agreement{}
			}
			return []entry{
				{kind: long, name: "facts", label: "主要事实、争议事项和各方责任", max: 2000, begin: []string{last.Facts}},
				{kind: long, name: "terms", label: "协议内容", hint: "一条一条写，每一方要做什么、做到什么时候", max: 2000, begin: []string{last.Terms}},
				{kind: money, name: "amount", label: "金额", hint: "没有金额就空着；大写由系统写在旁边", optional: true, begin: []string{yuan(last.Amount)}},
				{kind: line, name: "how", label: "履行的方式和地点", max: 200, begin: []string{last.How}},
				{kind: date, name: "performOn", label: "履行期限", hint: "例如2024-06-30", begin: []string{last.PerformOn.String()}},
				{kind: ticks, name: "checked", label: "逐条核对", hint: "《民诉法解释》第三百五十八条：有一条不成立，法院不会确认", options: choices(mediation.Checklist)},
			}
		},
		read: func(f *web.Form) take {
			d := mediation.Draft{
				Version: version(f), Facts: words(f, "facts", "主要事实"), Terms: words(f, "terms", "协议内容"), Amount: f.Money("amount", "金额", false),
				How: f.Text("how", "履行的方式和地点", 200, false), PerformOn: f.Date("performOn", "履行期限", false), Checked: f.List("checked"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.WriteDraft(tx, by, id, d)
			}
		},
	}
}

func signing() form {
	return form{
		do: "agreeWritten", label: "协议已生效", warning: "协议从最后一个签名或盖章的日期起生效，登记后不能改，只能另签新的协议。",
		law: []string{
			"各方签名、盖章或者按指印，调解员签名，并加盖人民调解委员会印章，协议书才生效。（《人民调解法》第二十九条）",
			"双方认为有必要的，可以在生效之日起三十日内共同向法院申请司法确认。（《人民调解法》第三十三条）",
		},
		head: func(c scene) []ui.Fact {
			a, _ := c.newest()
			return []ui.Fact{
				{Label: "事实和责任", Value: a.Facts},
				{Label: "协议内容", Value: a.Terms},
				{Label: "金额", Value: frame.MoneyWords(a.Amount)},
				{Label: "履行方式", Value: a.How},
				{Label: "履行期限", Value: a.PerformOn.Chinese()},
			}
		},
		fields: func(c scene) []entry {
			return []entry{
				yes("allParties", "各方当事人都签名、盖章或者按了指印", ""),
				{kind: date, name: "partiesOn", label: "最后一位当事人签名的日期", begin: []string{c.today.String()}},
				{kind: date, name: "mediatorOn", label: "调解员签名的日期", begin: []string{c.today.String()}},
				{kind: choose, name: "seal", label: "盖的是哪个印章", options: choices(mediation.Seals)},
				{kind: date, name: "sealOn", label: "盖章日期", begin: []string{c.today.String()}},
			}
		},
		read: func(f *web.Form) take {
			s := mediation.Signing{
				Version: version(f), AllParties: f.Bool("allParties"), PartiesOn: f.Date("partiesOn", "当事人签名日期", false),
				MediatorOn: f.Date("mediatorOn", "调解员签名日期", false),
				Seal:       f.Choice("seal", "印章", frame.Codes(mediation.Seals), false), SealOn: f.Date("sealOn", "盖章日期", false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.AgreeWritten(tx, by, id, s)
			}
		},
	}
}

func oralAgreeing() form {
	return form{
		do: "agreeOral", label: "口头协议已登记", warning: "口头协议从达成那天起生效，登记后不能改。",
		law: []string{
			"当事人认为不用制作协议书的，可以口头达成，由调解员记录内容。（《人民调解法》第二十八条）",
			"没有当场履行的，应当写成书面；确需口头的，由调委会主任确认。",
		},
		fields: func(c scene) []entry {
			return []entry{
				dayOf("达成日期", c),
				yes("noDocument", "当事人都说不用制作协议书", ""),
				{kind: long, name: "facts", label: "事实和责任", max: 2000, optional: true},
				wordsOf("terms", "协议内容", "照双方说好的写"),
				{kind: money, name: "amount", label: "金额", hint: "没有金额就空着", optional: true},
				yes("onSpot", "当场履行了", ""),
				{kind: date, name: "performOn", label: "约定的履行日期", hint: "没有当场履行的必填", optional: true},
			}
		},
		read: func(f *web.Form) take {
			o := mediation.OralAgreement{
				Version: version(f), On: f.Date("on", "达成日期", false), NoDocument: f.Bool("noDocument"), Facts: words(f, "facts", "事实和责任"),
				Terms: words(f, "terms", "协议内容"), Amount: f.Money("amount", "金额", false), OnSpot: f.Bool("onSpot"),
				PerformOn: f.Date("performOn", "履行日期", false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.AgreeOral(tx, by, id, o)
			}
		},
	}
}
