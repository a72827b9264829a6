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

// opening are the steps until a mediation is taken on (人民调解法 art. 17-19).
func opening() []form {
	return []form{applying(), offering(), asking(), refusing(), declining(), accepting()}
}

func applying() form {
	return form{
		do: "apply", label: "当事人申请调解",
		law: []string{"当事人可以向人民调解委员会申请调解。（《人民调解法》第十七条）", "调解不收任何费用。（《人民调解法》第四条）"},
		fields: func(c scene) []entry {
			return []entry{
				{
					kind: choose, name: "way", label: "怎么申请的", begin: []string{"written"},
					options: []ui.Option{{Value: "written", Label: "书面申请"}, {Value: "oral", Label: "口头申请", Hint: "由调解员记录，当事人签名"}},
				},
				yes("referred", "由法院、派出所、信访等部门委托移送，当事人同意", ""),
				wordsOf("facts", "申请的事实和请求", "谁和谁，为了什么事，希望怎么解决"),
				mediatorOf(c), noTie(),
			}
		},
		read: func(f *web.Form) take {
			a := mediation.Application{
				Version: version(f), Oral: f.Raw("way") == "oral", Referred: f.Bool("referred"), Facts: words(f, "facts", "申请的事实和请求"),
				Mediator: f.Raw("mediator"), NoTie: f.Bool("noTie"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Apply(tx, by, id, a)
			}
		},
	}
}

func offering() form {
	return form{
		do: "offer", label: "主动调解",
		law: []string{"人民调解委员会也可以主动调解；当事人明确拒绝的，不得调解。（《人民调解法》第十七条）"},
		fields: func(c scene) []entry {
			return []entry{wordsOf("facts", "为什么主动调解", "怎么知道的，现在是什么情况"), mediatorOf(c), noTie()}
		},
		read: func(f *web.Form) take {
			o := mediation.Offer{Version: version(f), Facts: words(f, "facts", "为什么主动调解"), Mediator: f.Raw("mediator"), NoTie: f.Bool("noTie")}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.OfferHelp(tx, by, id, o)
			}
		},
	}
}

func asking() form {
	return form{
		do: "askOther", label: "已征求意见",
		law: []string{"要各方都愿意才能调解。一方明确拒绝的，不得调解。（《人民调解法》第十七条）"},
		fields: func(c scene) []entry {
			return []entry{
				dayOf("联系日期", c),
				yes("reached", "联系上了对方当事人", "没有联系上的，请先继续联系，不用提交"),
				wordsOf("log", "联系经过", "什么时候、怎么联系的，对方怎么说"),
			}
		},
		read: func(f *web.Form) take {
			a := mediation.Asking{Version: version(f), On: f.Date("on", "联系日期", false), Reached: f.Bool("reached"), Log: words(f, "log", "联系经过")}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.AskOther(tx, by, id, a)
			}
		},
	}
}

func refusing() form {
	return form{
		do: "refuse", label: "当事人拒绝调解", warning: "登记后，这件事的调解就结束了。",
		law: []string{"当事人一方明确拒绝调解的，不得调解。（《人民调解法》第十七条）", "不得因调解而阻止当事人通过仲裁、行政、司法等途径维护权利。（《人民调解法》第三条）"},
		fields: func(c scene) []entry {
			return []entry{
				{kind: choose, name: "party", label: "哪一方拒绝", options: c.parties},
				dayOf("拒绝日期", c),
				{kind: long, name: "words", label: "当时怎么说的", max: 2000, optional: true},
				yes("told", "已告知还可以通过仲裁、行政、司法等途径维护权利", ""),
			}
		},
		read: func(f *web.Form) take {
			r := mediation.Refusal{
				Version: version(f), Party: f.Raw("party"), On: f.Date("on", "拒绝日期", false), Words: words(f, "words", "当时怎么说的"), Told: f.Bool("told"),
			}
			if r.Party == "" {
				f.Wrong("party", "请选择是哪一方拒绝")
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Refuse(tx, by, id, r)
			}
		},
	}
}

func declining() form {
	return form{
		do: "decline", label: "不予受理", warning: "登记后，这件事就不再调解。",
		law: []string{"不予受理要有理由，并告诉申请人还能去哪里。"},
		fields: func(scene) []entry {
			return []entry{
				{kind: choose, name: "reason", label: "为什么不受理", options: choices(mediation.DeclineReasons)},
				{kind: long, name: "words", label: "具体情况", max: 2000, optional: true},
				yes("told", "已告知申请人原因和其他途径", ""),
			}
		},
		read: func(f *web.Form) take {
			d := mediation.Declining{
				Version: version(f), Reason: f.Choice("reason", "不予受理的原因", frame.Codes(mediation.DeclineReasons), false),
				Words: words(f, "words", "具体情况"), Told: f.Bool("told"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Decline(tx, by, id, d)
			}
		},
	}
}

func accepting() form {
	return form{
		do: "accept", label: "已受理",
		law: []string{
			"要各方当事人都同意才能受理。（《人民调解法》第十七条）",
			"受理后一个月内调解完；各方同意的可以延长。医疗纠纷是三十个工作日。",
		},
		fields: func(c scene) []entry {
			return []entry{
				yes("allAgree", "各方当事人都同意调解", ""),
				yes("notExcluded", "核对过：不是只能由专门机关处理的，法院、仲裁没有受理，也没有最终处理结果", ""),
				mediatorOf(c), noTie(), dayOf("受理日期", c),
			}
		},
		read: func(f *web.Form) take {
			a := mediation.Acceptance{
				Version: version(f), On: f.Date("on", "受理日期", false), AllAgree: f.Bool("allAgree"), NotExcluded: f.Bool("notExcluded"),
				Mediator: f.Raw("mediator"), NoTie: f.Bool("noTie"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Accept(tx, by, id, a)
			}
		},
	}
}
