package mediations

import (
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// sessions are the steps while the parties talk (人民调解法 art. 20-24).
func sessions() []form {
	return []form{starting(), recording(), investigating(), inviting(), replacing(), continuing(), suspending(), resuming()}
}

func starting() form {
	return form{
		do: "start", label: "已开始调解",
		law: []string{
			"开始前要告诉各方：调解的性质、自愿、不收费，可以随时不调，可以换调解员，可以去仲裁或法院。（《人民调解工作若干规定》第三十条）",
			"默认不公开；各方都同意才能公开。（《人民调解法》第二十三条）",
		},
		fields: func(c scene) []entry {
			return []entry{
				dayOf("调解日期", c),
				yes("rightsTold", "已告知各方权利义务，并记录", ""),
				yes("identitySeen", "已核对各方的身份证明；未成年人的监护人到场", ""),
				wordsOf("record", "调解记录", "时间、地点、到场的人、各方怎么说"),
				yes("openSession", "这次公开进行", "默认不公开"),
				yes("openAgreed", "公开进行：各方都同意", ""),
				yes("violence", "涉及家庭暴力", "请先告知可以申请人身安全保护令"),
				yes("jointAsked", "涉及家庭暴力：受害方自己要求面对面调解", ""),
			}
		},
		read: func(f *web.Form) take {
			b := mediation.Beginning{
				Version: version(f), On: f.Date("on", "调解日期", false), RightsTold: f.Bool("rightsTold"), IdentitySeen: f.Bool("identitySeen"),
				OpenSession: f.Bool("openSession"), OpenAgreed: f.Bool("openAgreed"), Violence: f.Bool("violence"), JointAsked: f.Bool("jointAsked"),
				Record: words(f, "record", "调解记录"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Start(tx, by, id, b)
			}
		},
	}
}

func recording() form {
	return form{
		do: "record", label: "记一次调解",
		law: []string{"调解员应当记录调解情况。（《人民调解法》第二十七条）"},
		head: func(c scene) []ui.Fact {
			return []ui.Fact{{Label: "第几轮", Value: "第" + strconv.Itoa(max(c.row.Rounds, 1)) + "轮，" + c.row.StartedOn.Plain() + "开始"}}
		},
		fields: func(c scene) []entry {
			return []entry{dayOf("调解日期", c), wordsOf("text", "调解记录", "时间、地点、到场的人、各方怎么说，谈到哪一步")}
		},
		read: func(f *web.Form) take {
			s := readSession(f, "调解记录")
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Record(tx, by, id, s)
			}
		},
	}
}

func readSession(f *web.Form, label string) mediation.Session {
	return mediation.Session{Version: version(f), On: f.Date("on", "日期", false), Text: words(f, "text", label)}
}

func investigating() form {
	return form{
		do: "investigate", label: "已记录调查",
		law: []string{"调查由两个人一起做，记录当场读给被调查人听并签名。"},
		fields: func(c scene) []entry {
			return []entry{
				dayOf("调查日期", c),
				{kind: line, name: "second", label: "另一位调查人", max: 60},
				{kind: line, name: "asked", label: "被调查人或查看的地点", max: 60},
				wordsOf("text", "调查记录", "问了什么，答了什么，看到什么"),
				yes("evidence", "当事人交了证据材料", ""),
			}
		},
		read: func(f *web.Form) take {
			s := readSession(f, "调查记录")
			s.Second, s.Asked = f.Text("second", "另一位调查人", 60, false), f.Text("asked", "被调查人", 60, false)
			s.Evidence = f.Bool("evidence")
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				if s.Second == by.Name { // the rule knows officers by their id
					s.Second = by.Officer
				}
				return mediation.Investigate(tx, by, id, s)
			}
		},
	}
}

func inviting() form {
	return form{
		do: "invite", label: "已记录邀请",
		law: []string{"征得当事人同意后，可以邀请亲属、邻里、同事、专家或有关组织参与。（《人民调解法》第二十条）"},
		fields: func(scene) []entry {
			return []entry{
				{kind: line, name: "text", label: "邀请谁", hint: "姓名、身份，为什么请", max: 200},
				yes("allAgree", "各方当事人都同意", ""),
			}
		},
		read: func(f *web.Form) take {
			i := mediation.Invitation{Version: version(f), Guest: f.Text("text", "邀请谁", 200, false), AllAgree: f.Bool("allAgree")}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Invite(tx, by, id, i)
			}
		},
	}
}

func replacing() form {
	return form{
		do: "replaceMediator", label: "已更换调解员", warning: "换人后，原来的调解员不能再办这件事。",
		law: []string{"当事人可以选择或者接受调解员。（《人民调解法》第二十三条）"},
		head: func(c scene) []ui.Fact {
			return []ui.Fact{{Label: "现在的调解员", Value: c.names.Officer(c.matter.Mediator)}}
		},
		fields: func(c scene) []entry {
			return []entry{
				{kind: pick, name: "mediator", label: "换成谁", options: c.mediators},
				noTie(),
				yes("byParty", "是当事人要求更换的", ""),
				{kind: long, name: "why", label: "为什么更换", max: 500, optional: true},
			}
		},
		read: func(f *web.Form) take {
			r := mediation.Replacement{
				Version: version(f), Mediator: f.Raw("mediator"), NoTie: f.Bool("noTie"), ByParty: f.Bool("byParty"), Why: f.Long("why", "为什么更换", 500, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.ReplaceMediator(tx, by, id, r)
			}
		},
	}
}

func continuing() form {
	return form{
		do: "continue", label: "已延期",
		law: []string{"期限内没有谈成的，各方都同意才能继续；有一方不同意的，应当终止。"},
		head: func(c scene) []ui.Fact {
			return []ui.Fact{{Label: "现在的期限", Value: c.matter.DueOn.Chinese()}}
		},
		fields: func(scene) []entry {
			return []entry{
				{kind: date, name: "until", label: "延到哪一天", hint: "例如2024-06-30"},
				yes("allAgree", "各方都签了延期调解同意书", ""),
				{kind: long, name: "why", label: "为什么延期", max: 500},
			}
		},
		read: func(f *web.Form) take {
			c := mediation.Continuation{
				Version: version(f), Until: f.Date("until", "延到哪一天", true), AllAgree: f.Bool("allAgree"), Why: f.Long("why", "为什么延期", 500, true),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Continue(tx, by, id, c)
			}
		},
	}
}

func suspending() form {
	return form{
		do: "suspend", label: "已中止",
		law: []string{"等待鉴定，或者当事人暂时不能参加的，可以先停一停。"},
		fields: func(c scene) []entry {
			return []entry{
				{kind: choose, name: "reason", label: "为什么中止", options: choices(mediation.PauseReasons)},
				dayOf("中止日期", c),
				{kind: long, name: "words", label: "具体情况", max: 500, optional: true},
			}
		},
		read: func(f *web.Form) take {
			p := mediation.Pause{
				Version: version(f), On: f.Date("on", "中止日期", false), Reason: f.Choice("reason", "中止的原因", frame.Codes(mediation.PauseReasons), false),
				Words: f.Long("words", "具体情况", 500, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Suspend(tx, by, id, p)
			}
		},
	}
}

func resuming() form {
	return form{
		do: "resume", label: "已恢复调解",
		head: func(c scene) []ui.Fact {
			return []ui.Fact{{Label: "中止", Value: c.row.SuspendedOn.Chinese() + "，" + mediation.PauseReasons.Label(c.row.PausedFor)}}
		},
		fields: func(c scene) []entry {
			return []entry{dayOf("恢复日期", c), {kind: long, name: "words", label: "具体情况", max: 500, optional: true}}
		},
		read: func(f *web.Form) take {
			seen, on, said := version(f), f.Date("on", "恢复日期", false), f.Long("words", "具体情况", 500, false)
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Resume(tx, by, id, seen, on, said)
			}
		},
	}
}
