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

// afterwards are the steps from an agreement to the archive (人民调解法 art. 31-33).
func afterwards() []form {
	return []form{performing(), confirming(), followingUp(), closing(), archiving(), reopening()}
}

// counts is the agreement that counts, in short.
func counts(c scene) []ui.Fact {
	a, found := c.newest()
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

func performing() form {
	return form{
		do: "perform", label: "履行情况已登记", head: counts,
		law: []string{"人民调解委员会对协议的履行情况进行监督，督促当事人履行。（《人民调解法》第三十一条）"},
		fields: func(c scene) []entry {
			return []entry{
				{kind: choose, name: "how", label: "履行得怎么样", options: choices(mediation.Performances)},
				dayOf("日期", c),
				yes("proof", "收据、转账凭证等已放进卷宗", ""),
				{kind: long, name: "words", label: "具体情况", max: 500, optional: true},
			}
		},
		read: func(f *web.Form) take {
			p := mediation.Performance{
				Version: version(f), On: f.Date("on", "日期", false),
				How:   mediation.AgreementState(f.Choice("how", "履行情况", frame.Codes(mediation.Performances), false)),
				Proof: f.Bool("proof"), Words: f.Long("words", "具体情况", 500, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Perform(tx, by, id, p)
			}
		},
	}
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

func confirming() form {
	return form{
		do: "confirm", label: "司法确认已登记",
		law: []string{"双方认为有必要的，可以自协议生效之日起三十日内共同向法院申请司法确认。确认不确认由法院决定。（《人民调解法》第三十三条）"},
		head: func(c scene) []ui.Fact {
			a, _ := c.newest()
			return []ui.Fact{{Label: "现在", Value: a.Confirmation.Label()}, {Label: "最晚申请", Value: a.ConfirmBy.Chinese()}}
		},
		fields: func(c scene) []entry {
			return []entry{
				{kind: choose, name: "to", label: "到了哪一步", options: choices(confirmSteps)},
				dayOf("日期", c),
				yes("jointly", "双方当事人共同申请", "申请时必须勾选"),
				{kind: line, name: "paper", label: "法院文书的名称和编号", max: 100, optional: true},
			}
		},
		read: func(f *web.Form) take {
			c := mediation.Confirmation{
				Version: version(f), On: f.Date("on", "日期", false),
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

func followingUp() form {
	return form{
		do: "followUp", label: "回访已登记", head: counts,
		law: []string{"人民调解委员会对协议的履行情况进行监督。（《人民调解法》第三十一条）"},
		fields: func(c scene) []entry {
			return []entry{
				dayOf("回访日期", c),
				wordsOf("words", "回访情况", "有没有履行、满不满意、还有什么问题"),
				{kind: choose, name: "satisfied", label: "满意吗", hint: "没有问到就空着", optional: true, options: choices(satisfied)},
			}
		},
		read: func(f *web.Form) take {
			v := mediation.FollowUp{
				Version: version(f), On: f.Date("on", "回访日期", false), Words: words(f, "words", "回访情况"),
				Satisfied: f.Choice("satisfied", "满不满意", frame.Codes(satisfied), false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.FollowUpVisit(tx, by, id, v)
			}
		},
	}
}

func closing() form {
	return form{
		do: "close", label: "已结案",
		law: []string{"协议履行完，或者交给专人继续督促履行，卷宗材料齐全，才能结案。"},
		head: func(c scene) []ui.Fact {
			facts := counts(c)
			if c.missing == "" {
				return append(facts, ui.Fact{Label: "卷宗", Value: "材料齐全"})
			}
			return append(facts, ui.Fact{Label: "卷宗还缺", Value: c.missing})
		},
		fields: func(c scene) []entry {
			var officers []ui.Option
			for _, o := range c.names.Officers {
				officers = append(officers, ui.Option{Value: o.ID, Label: o.Name})
			}
			all := []entry{
				dayOf("结案日期", c),
				{kind: pick, name: "watch", label: "由谁继续督促履行", hint: "协议还没有履行完的必填", optional: true, options: officers},
				yes("prevented", "防止了矛盾激化", ""),
				{kind: long, name: "words", label: "情况说明", max: 500, optional: true},
			}
			if c.matter.Class == matter.ClassPetition {
				all = append(all, yes("settled", "当事人已息访", "只是如实登记，不是结案的条件"))
			}
			return all
		},
		read: func(f *web.Form) take {
			c := mediation.Closing{
				Version: version(f), On: f.Date("on", "结案日期", false), Watch: f.Raw("watch"), Prevented: f.Bool("prevented"), Settled: f.Bool("settled"),
				Words: f.Long("words", "情况说明", 500, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Close(tx, by, id, c)
			}
		},
	}
}

func archiving() form {
	return form{
		do: "archive", label: "已归档", warning: "归档后不能再改，只能查阅。",
		law: []string{"有书面协议的装订调解卷宗；口头协议留一案一表；没有达成协议的装订工作卷宗或只留一案一表。"},
		head: func(c scene) []ui.Fact {
			facts := []ui.Fact{{Label: "结果", Value: c.matter.Outcome.Label()}}
			if c.matter.DossierNo != "" {
				facts = append(facts, ui.Fact{Label: "卷宗编号", Value: c.matter.DossierNo})
			}
			return facts
		},
		fields: func(c scene) []entry {
			usual := map[string]string{"written": string(matter.MediationDossier), "oral": string(matter.ShortForm), "": string(matter.WorkDossier)}
			return []entry{
				{kind: choose, name: "dossier", label: "归档形式", options: choices(matter.Dossiers), begin: []string{usual[c.matter.Agreement]}},
				{kind: line, name: "pages", label: "页数", optional: true},
			}
		},
		read: func(f *web.Form) take {
			a := mediation.Archiving{
				Version: version(f), Dossier: matter.Dossier(f.Choice("dossier", "归档形式", frame.Codes(matter.Dossiers), false)),
				Pages: f.Int("pages", "页数", 1, 2000, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Archive(tx, by, id, a)
			}
		},
	}
}

func reopening() form {
	return form{
		do: "reopen", label: "已重新调解", head: counts,
		law: []string{"法院不予确认的，双方可以通过调解变更原协议，或者达成新的协议。（《人民调解法》第三十三条）"},
		fields: func(scene) []entry {
			return []entry{yes("bothAgree", "双方都同意重新调解", ""), {kind: long, name: "why", label: "为什么重新调解", max: 500}}
		},
		read: func(f *web.Form) take {
			r := mediation.Reopening{Version: version(f), BothAgree: f.Bool("bothAgree"), Why: f.Long("why", "为什么重新调解", 500, false)}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Reopen(tx, by, id, r)
			}
		},
	}
}
