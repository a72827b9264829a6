package mediations

import (
	"slices"
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

// sessions are the steps while the parties talk (人民调解法 art. 20-24).
func sessions() []steps.Form {
	return []steps.Form{starting(), recording(), investigating(), inviting(), replacing(), continuing(), suspending(), resuming()}
}

func starting() steps.Form {
	return steps.Form{
		Do: "start", Label: "已开始调解",
		Law: []string{
			"开始前要告诉各方：调解的性质、自愿、不收费，可以随时不调，可以换调解员，可以去仲裁或法院。（《人民调解工作若干规定》第三十条）",
			"默认不公开；各方都同意才能公开。（《人民调解法》第二十三条）",
		},
		Fields: func(c steps.Scene) []steps.Entry {
			return slices.Concat([]steps.Entry{
				steps.DayOf("调解日期", c), place("调解地点"),
				steps.Yes("rightsTold", "已告知各方权利义务，并记录", ""),
				steps.Yes("identitySeen", "已核对各方的身份证明；未成年人的监护人到场", ""),
			}, guide(), []steps.Entry{
				steps.Maybe("record", "其他情况", "上面没有问到的；也可以整篇写在这里"),
				steps.Yes("openSession", "这次公开进行", "默认不公开"),
				steps.Yes("openAgreed", "公开进行：各方都同意", ""),
				steps.Yes("violence", "涉及家庭暴力", "请先告知可以申请人身安全保护令"),
				steps.Yes("jointAsked", "涉及家庭暴力：受害方自己要求面对面调解", ""),
			})
		},
		Read: func(f *web.Form) steps.Take {
			b := mediation.Beginning{
				Version: steps.Version(f), On: f.Date("on", "调解日期", false), Place: f.Text("place", "调解地点", 100, false), RightsTold: f.Bool("rightsTold"), IdentitySeen: f.Bool("identitySeen"),
				Record: guided(f, "record"), OpenSession: f.Bool("openSession"), OpenAgreed: f.Bool("openAgreed"), Violence: f.Bool("violence"), JointAsked: f.Bool("jointAsked"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Start(tx, by, id, b)
			}
		},
	}
}

func recording() steps.Form {
	return steps.Form{
		Do: "record", Label: "记一次调解",
		Law: []string{"调解员应当记录调解情况。（《人民调解法》第二十七条）"},
		Head: func(c steps.Scene) []ui.Fact {
			return []ui.Fact{{Label: "第几轮", Value: "第" + strconv.Itoa(max(own(c).row.Rounds, 1)) + "轮，" + own(c).row.StartedOn.Plain() + "开始"}}
		},
		Fields: func(c steps.Scene) []steps.Entry {
			return slices.Concat([]steps.Entry{steps.DayOf("调解日期", c), place("调解地点")}, guide(), []steps.Entry{steps.Maybe("text", "其他情况", "上面没有问到的；也可以整篇写在这里")})
		},
		Read: func(f *web.Form) steps.Take {
			s := mediation.Session{Version: steps.Version(f), On: f.Date("on", "日期", false), Place: f.Text("place", "调解地点", 100, false), Text: guided(f, "text")}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Record(tx, by, id, s)
			}
		},
	}
}

// place is where people met, as the record says it.
func place(label string) steps.Entry {
	return steps.Entry{Kind: steps.Line, Name: "place", Label: label, Hint: "写进记录，例如：社区矛调室", Max: 100, Optional: true}
}

// guide are the questions of a record, answered in any order; what is typed is kept
// as a draft at every change.
func guide() []steps.Entry {
	var all []steps.Entry
	for _, q := range mediation.Guide {
		all = append(all, steps.Maybe(q.Code, q.Heading, q.Hint))
	}
	return all
}

// guided reads the answers as one text.
func guided(f *web.Form, free string) string {
	answers := map[string]string{}
	for _, q := range mediation.Guide {
		answers[q.Code] = f.Long(q.Code, q.Heading, steps.WordsMost, false)
	}
	return mediation.Compile(answers, f.Long(free, "其他情况", steps.WordsMost, false))
}

func readSession(f *web.Form, label string) mediation.Session {
	return mediation.Session{Version: steps.Version(f), On: f.Date("on", "日期", false), Text: steps.Words(f, "text", label)}
}

func investigating() steps.Form {
	return steps.Form{
		Do: "investigate", Label: "已记录调查",
		Law: []string{"调查由两个人一起做，记录当场读给被调查人听并签名。"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.DayOf("调查日期", c), place("调查地点"),
				{Kind: steps.Line, Name: "second", Label: "另一位调查人", Max: 60},
				{Kind: steps.Line, Name: "asked", Label: "被调查人或查看的地点", Max: 60},
				steps.WordsOf("text", "调查记录", "问了什么，答了什么，看到什么"),
				steps.Yes("evidence", "当事人交了证据材料", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			s := readSession(f, "调查记录")
			s.Second, s.Asked = f.Text("second", "另一位调查人", 60, false), f.Text("asked", "被调查人", 60, false)
			s.Evidence, s.Place = f.Bool("evidence"), f.Text("place", "调查地点", 100, false)
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				if s.Second == by.Name { // the rule knows officers by their id
					s.Second = by.Officer
				}
				return mediation.Investigate(tx, by, id, s)
			}
		},
	}
}

func inviting() steps.Form {
	return steps.Form{
		Do: "invite", Label: "已记录邀请",
		Law: []string{"征得当事人同意后，可以邀请亲属、邻里、同事、专家或有关组织参与。（《人民调解法》第二十条）"},
		Fields: func(steps.Scene) []steps.Entry {
			return []steps.Entry{
				{Kind: steps.Line, Name: "text", Label: "邀请谁", Hint: "姓名、身份，为什么请", Max: 200},
				steps.Yes("allAgree", "各方当事人都同意", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			i := mediation.Invitation{Version: steps.Version(f), Guest: f.Text("text", "邀请谁", 200, false), AllAgree: f.Bool("allAgree")}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Invite(tx, by, id, i)
			}
		},
	}
}

func replacing() steps.Form {
	return steps.Form{
		Do: "replaceMediator", Label: "已更换调解员", Warning: "换人后，原来的调解员不能再办这件事。",
		Law: []string{"当事人可以选择或者接受调解员。（《人民调解法》第二十三条）"},
		Head: func(c steps.Scene) []ui.Fact {
			return []ui.Fact{{Label: "现在的调解员", Value: c.Names.Officer(c.Matter.Mediator)}}
		},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				{Kind: steps.Pick, Name: "mediator", Label: "换成谁", Options: c.Mediators},
				noTie(),
				steps.Yes("byParty", "是当事人要求更换的", ""),
				{Kind: steps.Long, Name: "why", Label: "为什么更换", Max: 500, Optional: true},
			}
		},
		Read: func(f *web.Form) steps.Take {
			r := mediation.Replacement{
				Version: steps.Version(f), Mediator: f.Raw("mediator"), NoTie: f.Bool("noTie"), ByParty: f.Bool("byParty"), Why: f.Long("why", "为什么更换", 500, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.ReplaceMediator(tx, by, id, r)
			}
		},
	}
}

func continuing() steps.Form {
	return steps.Form{
		Do: "continue", Label: "已延期",
		Law: []string{"期限内没有谈成的，各方都同意才能继续；有一方不同意的，应当终止。"},
		Head: func(c steps.Scene) []ui.Fact {
			return []ui.Fact{{Label: "现在的期限", Value: c.Matter.DueOn.Chinese()}}
		},
		Fields: func(steps.Scene) []steps.Entry {
			return []steps.Entry{
				{Kind: steps.Date, Name: "until", Label: "延到哪一天", Hint: "例如2024-06-30"},
				steps.Yes("allAgree", "各方都签了延期调解同意书", ""),
				{Kind: steps.Long, Name: "why", Label: "为什么延期", Max: 500},
			}
		},
		Read: func(f *web.Form) steps.Take {
			c := mediation.Continuation{
				Version: steps.Version(f), Until: f.Date("until", "延到哪一天", true), AllAgree: f.Bool("allAgree"), Why: f.Long("why", "为什么延期", 500, true),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Continue(tx, by, id, c)
			}
		},
	}
}

func suspending() steps.Form {
	return steps.Form{
		Do: "suspend", Label: "已中止",
		Law: []string{"等待鉴定，或者当事人暂时不能参加的，可以先停一停。"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				{Kind: steps.Choose, Name: "reason", Label: "为什么中止", Options: frame.Options(mediation.PauseReasons)},
				steps.DayOf("中止日期", c),
				{Kind: steps.Long, Name: "words", Label: "具体情况", Max: 500, Optional: true},
			}
		},
		Read: func(f *web.Form) steps.Take {
			p := mediation.Pause{
				Version: steps.Version(f), On: f.Date("on", "中止日期", false), Reason: f.Choice("reason", "中止的原因", frame.Codes(mediation.PauseReasons), false),
				Words: f.Long("words", "具体情况", 500, false),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Suspend(tx, by, id, p)
			}
		},
	}
}

func resuming() steps.Form {
	return steps.Form{
		Do: "resume", Label: "已恢复调解",
		Head: func(c steps.Scene) []ui.Fact {
			return []ui.Fact{{Label: "中止", Value: own(c).row.SuspendedOn.Chinese() + "，" + mediation.PauseReasons.Label(own(c).row.PausedFor)}}
		},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{steps.DayOf("恢复日期", c), {Kind: steps.Long, Name: "words", Label: "具体情况", Max: 500, Optional: true}}
		},
		Read: func(f *web.Form) steps.Take {
			seen, on, said := steps.Version(f), f.Date("on", "恢复日期", false), f.Long("words", "具体情况", 500, false)
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
				return mediation.Resume(tx, by, id, seen, on, said)
			}
		},
	}
}
