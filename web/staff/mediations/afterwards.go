package mediations

import (
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// afterwards are the steps from an agreement to the archive (人民调解法 art. 31-33).
func afterwards() []steps.Form {
	return []steps.Form{performing(), confirming(), followingUp(), closing(), archiving(), reopening()}
}

// counts is the agreement that counts, in short.
func counts(c steps.Scene) []ui.Fact {
	a, found := newest(c)
	if !found {
		return nil
	}
	return []ui.Fact{
		{Label: "协议内容", Value: a.Terms},
		{Label: "金额", Value: frame.MoneyWords(a.Amount)},
		{Label: "履行期限", Value: a.PerformOn.Chinese()},
		{Label: "协议状态", Value: a.State.Label()},
	}
}

func performing() steps.Form {
	return steps.Form{
		Do: "perform", Label: "履行情况已登记", Head: counts,
		Law: []string{"人民调解委员会对协议的履行情况进行监督，督促当事人履行。（《人民调解法》第三十一条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				{Kind: steps.Pick, Name: "duty", Label: "哪一项", Hint: "空着就是所有到期的；全部履行的，就是所有没做完的", Optional: true, Options: undone(c)},
				{Kind: steps.Choose, Name: "how", Label: "履行得怎么样", Options: frame.Options(mediation.Performances)},
				steps.DayOf("日期", c),
				{Kind: steps.Money, Name: "paid", Label: "已经付了多少", Hint: "某一项部分履行的填写", Optional: true},
				steps.Yes("proof", "收据、转账凭证等已放进卷宗", ""),
				{Kind: steps.Long, Name: "words", Label: "具体情况", Max: 500, Optional: true},
			}
		},
		Read: func(f *web.Form) steps.Take {
			p := mediation.Performance{
				Version: steps.Version(f), Duty: f.Raw("duty"),
				How: mediation.AgreementState(f.Choice("how", "履行情况", frame.Codes(mediation.Performances), false)),
				On:  f.Date("on", "日期", false), Paid: f.Money("paid", "已经付了多少", false),
				Proof: f.Bool("proof"), Words: f.Long("words", "具体情况", 500, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Perform(tx, by, id, p)
			}
		},
	}
}

// undone are the duties that are not performed yet.
func undone(c steps.Scene) []ui.Option {
	var all []ui.Option
	for i, d := range own(c).duties {
		if d.State == mediation.DutyDone {
			continue
		}
		label := "第" + strconv.Itoa(i+1) + "项，" + d.Words
		if d.Amount > 0 {
			label += "，" + frame.Digits(d.Amount) + "元"
		}
		all = append(all, ui.Option{Value: d.ID, Label: label + "，最晚" + d.DueOn.Plain()})
	}
	return all
}

// confirmSteps are what may be written down of a confirmation.
var confirmSteps = matter.Enumeration{
	{Code: "applied", Label: "双方已共同申请"},
	{Code: "accepted", Label: "法院已受理"},
	{Code: "confirmed", Label: "法院确认有效"},
	{Code: "rejected", Label: "法院驳回"},
	{Code: "withdrawn", Label: "申请已撤回"},
	{Code: "lapsed", Label: "三十日已过，没有申请"},
}

func confirming() steps.Form {
	return steps.Form{
		Do: "confirm", Label: "司法确认已登记",
		Law: []string{"双方认为有必要的，可以自协议生效之日起三十日内共同向法院申请司法确认。确认不确认由法院决定。（《人民调解法》第三十三条）"},
		Head: func(c steps.Scene) []ui.Fact {
			a, _ := newest(c)
			return []ui.Fact{{Label: "现在", Value: a.Confirmation.Label()}, {Label: "最晚申请", Value: a.ConfirmBy.Chinese()}}
		},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				{Kind: steps.Choose, Name: "to", Label: "到了哪一步", Options: frame.Options(confirmSteps)},
				steps.DayOf("日期", c),
				steps.Yes("jointly", "双方当事人共同申请", "申请时必须勾选"),
				{Kind: steps.Line, Name: "paper", Label: "法院文书的名称和编号", Max: 100, Optional: true},
			}
		},
		Read: func(f *web.Form) steps.Take {
			c := mediation.Confirmation{
				Version: steps.Version(f), On: f.Date("on", "日期", false),
				To:      mediation.ConfirmationState(f.Choice("to", "司法确认到了哪一步", frame.Codes(confirmSteps), true)),
				Jointly: f.Bool("jointly"), Paper: f.Text("paper", "法院文书", 100, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Confirm(tx, by, id, c)
			}
		},
	}
}

var satisfied = matter.Enumeration{{Code: "yes", Label: "满意"}, {Code: "no", Label: "不满意"}}

func followingUp() steps.Form {
	return steps.Form{
		Do: "followUp", Label: "回访已登记", Head: counts,
		Law: []string{"人民调解委员会对协议的履行情况进行监督。（《人民调解法》第三十一条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.DayOf("回访日期", c),
				steps.WordsOf("words", "回访情况", "有没有履行、满不满意、还有什么问题"),
				{Kind: steps.Choose, Name: "satisfied", Label: "满意吗", Hint: "没有问到就空着", Optional: true, Options: frame.Options(satisfied)},
			}
		},
		Read: func(f *web.Form) steps.Take {
			v := mediation.FollowUp{
				Version: steps.Version(f), On: f.Date("on", "回访日期", false), Words: steps.Words(f, "words", "回访情况"),
				Satisfied: f.Choice("satisfied", "满不满意", frame.Codes(satisfied), false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.FollowUpVisit(tx, by, id, v)
			}
		},
	}
}

func closing() steps.Form {
	return steps.Form{
		Do: "close", Label: "已结案",
		Law: []string{"协议履行完，或者交给专人继续督促履行，卷宗材料齐全，才能结案。"},
		Head: func(c steps.Scene) []ui.Fact {
			facts := counts(c)
			if own(c).missing == "" {
				return append(facts, ui.Fact{Label: "卷宗", Value: "材料齐全"})
			}
			return append(facts, ui.Fact{Label: "卷宗还缺", Value: own(c).missing})
		},
		Fields: func(c steps.Scene) []steps.Entry {
			var officers []ui.Option
			for _, o := range c.Names.Officers {
				officers = append(officers, ui.Option{Value: o.ID, Label: o.Name})
			}
			all := []steps.Entry{
				steps.DayOf("结案日期", c),
				{Kind: steps.Pick, Name: "watch", Label: "由谁继续督促履行", Hint: "协议还没有履行完的必填；这位会收到一项任务", Optional: true, Options: officers},
				steps.Yes("prevented", "防止了矛盾激化", ""),
				{Kind: steps.Long, Name: "words", Label: "情况说明", Max: 500, Optional: true},
			}
			if c.Matter.Class == matter.ClassPetition {
				all = append(all, steps.Yes("settled", "当事人已息访", "只是如实登记，不是结案的条件"))
			}
			return all
		},
		Read: func(f *web.Form) steps.Take {
			c := mediation.Closing{
				Version: steps.Version(f), On: f.Date("on", "结案日期", false), Watch: f.Raw("watch"), Prevented: f.Bool("prevented"), Settled: f.Bool("settled"),
				Words: f.Long("words", "情况说明", 500, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Close(tx, by, id, c)
			}
		},
	}
}

func archiving() steps.Form {
	return steps.Form{
		Do: "archive", Label: "已归档", Warning: "归档后不能再改，只能查阅。",
		Law: []string{"有书面协议的装订调解卷宗；口头协议留一案一表；没有达成协议的装订工作卷宗或只留一案一表。"},
		Head: func(c steps.Scene) []ui.Fact {
			facts := []ui.Fact{{Label: "结果", Value: c.Matter.Outcome.Label()}}
			if c.Matter.DossierNo != "" {
				facts = append(facts, ui.Fact{Label: "卷宗编号", Value: c.Matter.DossierNo})
			}
			return facts
		},
		Fields: func(c steps.Scene) []steps.Entry {
			usual := map[string]string{"written": string(matter.MediationDossier), "oral": string(matter.ShortForm), "": string(matter.WorkDossier)}
			return []steps.Entry{
				{Kind: steps.Choose, Name: "dossier", Label: "归档形式", Options: frame.Options(matter.Dossiers), Begin: []string{usual[c.Matter.Agreement]}},
			}
		},
		Read: func(f *web.Form) steps.Take {
			a := mediation.Archiving{
				Version: steps.Version(f), Dossier: matter.Dossier(f.Choice("dossier", "归档形式", frame.Codes(matter.Dossiers), false)),
			}
			return steps.Bound(steps.Do(mediation.Archive, a))
		},
	}
}

func reopening() steps.Form {
	return steps.Form{
		Do: "reopen", Label: "已重新调解", Head: counts,
		Law: []string{"法院不予确认的，双方可以通过调解变更原协议，或者达成新的协议。（《人民调解法》第三十三条）"},
		Fields: func(steps.Scene) []steps.Entry {
			return []steps.Entry{steps.Yes("bothAgree", "双方都同意重新调解", ""), {Kind: steps.Long, Name: "why", Label: "为什么重新调解", Max: 500}}
		},
		Read: func(f *web.Form) steps.Take {
			r := mediation.Reopening{Version: steps.Version(f), BothAgree: f.Bool("bothAgree"), Why: f.Long("why", "为什么重新调解", 500, false)}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Reopen(tx, by, id, r)
			}
		},
	}
}
