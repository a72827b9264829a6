package mediations

import (
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// agreeing are the steps to an agreement (人民调解法 art. 28-31).
func agreeing() []steps.Form { return []steps.Form{drafting(), signing(), oralAgreeing()} }

// newest is the agreement a form works on, when there is one.
func newest(c steps.Scene) (mediation.Agreement, bool) {
	if len(own(c).agreements) == 0 {
		return mediation.Agreement{}, false
	}
	return own(c).agreements[0], true
}

// yuan is a sum as the form holds it.
func yuan(cents int64) string {
	if cents == 0 {
		return ""
	}
	return frame.Digits(cents)
}

func drafting() steps.Form {
	return steps.Form{
		Do: "draft", Label: "协议草稿已保存",
		Law: []string{"协议书写明当事人、主要事实、争议事项、各方责任，协议的内容、履行的方式和期限。（《人民调解法》第二十九条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			last, _ := newest(c)
			if last.State != mediation.AgreementDraft {
				last = mediation.Agreement{}
			}
			return []steps.Entry{
				{Kind: steps.Long, Name: "facts", Label: "主要事实、争议事项和各方责任", Max: 2000, Begin: []string{last.Facts}},
				{Kind: steps.Long, Name: "terms", Label: "协议内容", Hint: "一条一条写，每一方要做什么、做到什么时候", Max: 2000, Begin: []string{last.Terms}},
				{Kind: steps.Money, Name: "amount", Label: "金额", Hint: "没有金额就空着；大写由系统写在旁边", Optional: true, Begin: []string{yuan(last.Amount)}},
				{Kind: steps.Line, Name: "how", Label: "履行的方式和地点", Max: 200, Begin: []string{last.How}},
				{Kind: steps.Date, Name: "performOn", Label: "履行期限", Hint: "例如2024-06-30", Begin: []string{last.PerformOn.String()}},
				{Kind: steps.Pick, Name: "party", Label: "由谁履行", Hint: "只有一项要做的，在这里选；有几项或者分期的空着，保存后在协议页逐项写", Optional: true, Options: c.Parties},
				{Kind: steps.Ticks, Name: "checked", Label: "逐条核对", Hint: "《民诉法解释》第三百五十八条：有一条不成立，法院不会确认", Options: frame.Options(mediation.Checklist)},
			}
		},
		Read: func(f *web.Form) steps.Take {
			d := mediation.Draft{
				Version: steps.Version(f), Facts: steps.Words(f, "facts", "主要事实"), Terms: steps.Words(f, "terms", "协议内容"), Amount: f.Money("amount", "金额", false),
				How: f.Text("how", "履行的方式和地点", 200, false), PerformOn: f.Date("performOn", "履行期限", false), Checked: f.List("checked"),
			}
			if party := f.Raw("party"); party != "" {
				d.Duties = []mediation.Promise{{Party: party, Words: "按协议内容履行", Amount: d.Amount, DueOn: d.PerformOn}}
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.WriteDraft(tx, by, id, d)
			}
		},
	}
}

func signing() steps.Form {
	return steps.Form{
		Do: "agreeWritten", Label: "协议已生效", Warning: "协议从最后一个签名或盖章的日期起生效，登记后不能改，只能另签新的协议。",
		Law: []string{
			"各方签名、盖章或者按指印，调解员签名，并加盖人民调解委员会印章，协议书才生效。（《人民调解法》第二十九条）",
			"双方认为有必要的，可以在生效之日起三十日内共同向法院申请司法确认。（《人民调解法》第三十三条）",
		},
		Head: func(c steps.Scene) []ui.Fact {
			a, _ := newest(c)
			return []ui.Fact{
				{Label: "事实和责任", Value: a.Facts},
				{Label: "协议内容", Value: a.Terms},
				{Label: "金额", Value: frame.MoneyWords(a.Amount)},
				{Label: "履行方式", Value: a.How},
				{Label: "履行期限", Value: a.PerformOn.Chinese()},
			}
		},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.Yes("allParties", "各方当事人都签名、盖章或者按了指印", ""),
				{Kind: steps.Date, Name: "partiesOn", Label: "最后一位当事人签名的日期", Begin: []string{c.Today.String()}},
				{Kind: steps.Date, Name: "mediatorOn", Label: "调解员签名的日期", Begin: []string{c.Today.String()}},
				{Kind: steps.Choose, Name: "seal", Label: "盖的是哪个印章", Options: frame.Options(mediation.Seals)},
				{Kind: steps.Date, Name: "sealOn", Label: "盖章日期", Begin: []string{c.Today.String()}},
			}
		},
		Read: func(f *web.Form) steps.Take {
			s := mediation.Signing{
				Version: steps.Version(f), AllParties: f.Bool("allParties"), PartiesOn: f.Date("partiesOn", "当事人签名日期", false),
				MediatorOn: f.Date("mediatorOn", "调解员签名日期", false),
				Seal:       f.Choice("seal", "印章", frame.Codes(mediation.Seals), false), SealOn: f.Date("sealOn", "盖章日期", false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.AgreeWritten(tx, by, id, s)
			}
		},
	}
}

func oralAgreeing() steps.Form {
	return steps.Form{
		Do: "agreeOral", Label: "口头协议已登记", Warning: "口头协议从达成那天起生效，登记后不能改。",
		Law: []string{
			"当事人认为不用制作协议书的，可以口头达成，由调解员记录内容。（《人民调解法》第二十八条）",
			"没有当场履行的，应当写成书面；确需口头的，由调委会主任确认。",
		},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.DayOf("达成日期", c),
				steps.Yes("noDocument", "当事人都说不用制作协议书", ""),
				{Kind: steps.Long, Name: "facts", Label: "事实和责任", Max: 2000, Optional: true},
				steps.WordsOf("terms", "协议内容", "照双方说好的写"),
				{Kind: steps.Money, Name: "amount", Label: "金额", Hint: "没有金额就空着", Optional: true},
				steps.Yes("onSpot", "当场履行了", ""),
				{Kind: steps.Date, Name: "performOn", Label: "约定的履行日期", Hint: "没有当场履行的必填", Optional: true},
			}
		},
		Read: func(f *web.Form) steps.Take {
			o := mediation.OralAgreement{
				Version: steps.Version(f), On: f.Date("on", "达成日期", false), NoDocument: f.Bool("noDocument"), Facts: steps.Words(f, "facts", "事实和责任"),
				Terms: steps.Words(f, "terms", "协议内容"), Amount: f.Money("amount", "金额", false), OnSpot: f.Bool("onSpot"),
				PerformOn: f.Date("performOn", "履行日期", false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.AgreeOral(tx, by, id, o)
			}
		},
	}
}
