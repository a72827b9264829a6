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

// opening are the steps until a mediation is taken on (人民调解法 art. 17-19).
func opening() []steps.Form {
	return []steps.Form{applying(), offering(), asking(), refusing(), declining(), accepting()}
}

func applying() steps.Form {
	return steps.Form{
		Do: "apply", Label: "当事人申请调解",
		Law: []string{"当事人可以向人民调解委员会申请调解。（《人民调解法》第十七条）", "调解不收任何费用。（《人民调解法》第四条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				{
					Kind: steps.Choose, Name: "way", Label: "怎么申请的", Begin: []string{"written"},
					Options: []ui.Option{{Value: "written", Label: "书面申请"}, {Value: "oral", Label: "口头申请", Hint: "由调解员记录，当事人签名"}},
				},
				steps.Yes("referred", "由法院、派出所、信访等部门委托移送，当事人同意", ""),
				{Kind: steps.Line, Name: "referrer", Label: "委托移送的单位", Hint: "委托移送的填写，写进委托调解函", Max: 100, Optional: true},
				steps.WordsOf("facts", "申请的事实和请求", "谁和谁，为了什么事，希望怎么解决"),
				steps.MediatorOf(c), noTie(),
			}
		},
		Read: func(f *web.Form) steps.Take {
			a := mediation.Application{
				Version: steps.Version(f), Oral: f.Raw("way") == "oral", Referred: f.Bool("referred"), Referrer: f.Text("referrer", "委托移送的单位", 100, false), Facts: steps.Words(f, "facts", "申请的事实和请求"),
				Mediator: f.Raw("mediator"), NoTie: f.Bool("noTie"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Apply(tx, by, id, a)
			}
		},
	}
}

func offering() steps.Form {
	return steps.Form{
		Do: "offer", Label: "主动调解",
		Law: []string{"人民调解委员会也可以主动调解；当事人明确拒绝的，不得调解。（《人民调解法》第十七条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{steps.WordsOf("facts", "为什么主动调解", "怎么知道的，现在是什么情况"), steps.MediatorOf(c), noTie()}
		},
		Read: func(f *web.Form) steps.Take {
			o := mediation.Offer{Version: steps.Version(f), Facts: steps.Words(f, "facts", "为什么主动调解"), Mediator: f.Raw("mediator"), NoTie: f.Bool("noTie")}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.OfferHelp(tx, by, id, o)
			}
		},
	}
}

func asking() steps.Form {
	return steps.Form{
		Do: "askOther", Label: "已征求意见",
		Law: []string{"要各方都愿意才能调解。一方明确拒绝的，不得调解。（《人民调解法》第十七条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.DayOf("联系日期", c),
				steps.Yes("reached", "联系上了对方当事人", "没有联系上的，请先继续联系，不用提交"),
				steps.WordsOf("log", "联系经过", "什么时候、怎么联系的，对方怎么说"),
			}
		},
		Read: func(f *web.Form) steps.Take {
			a := mediation.Asking{Version: steps.Version(f), On: f.Date("on", "联系日期", false), Reached: f.Bool("reached"), Log: steps.Words(f, "log", "联系经过")}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.AskOther(tx, by, id, a)
			}
		},
	}
}

func refusing() steps.Form {
	return steps.Form{
		Do: "refuse", Label: "当事人拒绝调解", Warning: "登记后，这件事的调解就结束了。",
		Law: []string{"当事人一方明确拒绝调解的，不得调解。（《人民调解法》第十七条）", "不得因调解而阻止当事人通过仲裁、行政、司法等途径维护权利。（《人民调解法》第三条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				{Kind: steps.Choose, Name: "party", Label: "哪一方拒绝", Options: c.Parties},
				steps.DayOf("拒绝日期", c),
				{Kind: steps.Long, Name: "words", Label: "当时怎么说的", Max: 2000, Optional: true},
				steps.Yes("told", "已告知还可以通过仲裁、行政、司法等途径维护权利", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			r := mediation.Refusal{
				Version: steps.Version(f), Party: f.Raw("party"), On: f.Date("on", "拒绝日期", false), Words: steps.Words(f, "words", "当时怎么说的"), Told: f.Bool("told"),
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

func declining() steps.Form {
	return steps.Form{
		Do: "decline", Label: "不予受理", Warning: "登记后，这件事就不再调解。",
		Law: []string{"不予受理要有理由，并告诉申请人还能去哪里。"},
		Fields: func(steps.Scene) []steps.Entry {
			return []steps.Entry{
				{Kind: steps.Choose, Name: "reason", Label: "为什么不受理", Options: frame.Options(mediation.DeclineReasons)},
				{Kind: steps.Long, Name: "words", Label: "具体情况", Max: 2000, Optional: true},
				steps.Yes("told", "已告知申请人原因和其他途径", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			d := mediation.Declining{
				Version: steps.Version(f), Reason: f.Choice("reason", "不予受理的原因", frame.Codes(mediation.DeclineReasons), false),
				Words: steps.Words(f, "words", "具体情况"), Told: f.Bool("told"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Decline(tx, by, id, d)
			}
		},
	}
}

func accepting() steps.Form {
	return steps.Form{
		Do: "accept", Label: "已受理",
		Law: []string{
			"要各方当事人都同意才能受理。（《人民调解法》第十七条）",
			"受理后一个月内调解完；各方同意的可以延长。医疗纠纷是三十个工作日。",
		},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.Yes("allAgree", "各方当事人都同意调解", ""),
				steps.Yes("notExcluded", "核对过：不是只能由专门机关处理的，法院、仲裁没有受理，也没有最终处理结果", ""),
				steps.MediatorOf(c), noTie(), steps.DayOf("受理日期", c),
			}
		},
		Read: func(f *web.Form) steps.Take {
			a := mediation.Acceptance{
				Version: steps.Version(f), On: f.Date("on", "受理日期", false), AllAgree: f.Bool("allAgree"), NotExcluded: f.Bool("notExcluded"),
				Mediator: f.Raw("mediator"), NoTie: f.Bool("noTie"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Accept(tx, by, id, a)
			}
		},
	}
}
