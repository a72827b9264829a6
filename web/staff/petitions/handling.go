package petitions

import (
	"fmt"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/web"
	"fengsheng/web/staff/steps"
)

// handling are the steps between acceptance and the written opinion.
func handling() []steps.Form {
	return []steps.Form{
		path("pathOpinion", "已选定途径", "前五项都不是的，按信访程序六十日内办结。（《信访工作条例》第三十一条第六项、第三十四条）", petition.PathOpinion),
		path("pathDuty", "已选定途径", "请求查处违法、履行保护职责的，依法履行或者答复。（《信访工作条例》第三十一条第五项）", petition.PathDuty),
		path("pathJustice", "已转涉法涉诉", "政法机关正在办、没有依法终结的，转送政法机关。（《信访工作条例》第三十一条第一项）", petition.PathJustice),
		{
			Do: "pathGuided", Label: "已告知其他程序", Head: head, Warning: "登记后，这件信访事项在街道就办完了。",
			Law: []string{"应当通过仲裁、党员申诉或者其他行政程序解决的，告知信访人按那个程序提出。（《信访工作条例》第三十一条第二项至第四项）"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.OneOf("path", "告知哪一种程序", petition.GuidedPaths), steps.WordsOf("why", "为什么按这一种", "根据什么，到哪里提出，期限多久"), steps.Yes("told", "已书面告知信访人", ""),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.PathGuided, petition.Path{
					Version: steps.Version(f), Path: steps.Choice(f, "path", "告知哪一种程序", petition.GuidedPaths), Why: steps.Words(f, "why", "为什么按这一种"), Told: f.Bool("told"),
				})
			},
		},
		doing("study", "开始研究", "对建议意见，研究论证后答复采纳情况；有价值的给予奖励。（《信访工作条例》第二十九条）", steps.Maybe("words", "怎么研究", "请哪些部门研究"), petition.Study),
		{
			Do: "reply", Label: "已答复", Head: head,
			Law: []string{"建议意见要研究论证，答复采纳情况，不予采纳的说明理由。（《信访工作条例》第二十九条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.DayOf("答复日期", c), steps.OneOf("result", "有没有采纳", petition.Adoptions), steps.WordsOf("words", "答复的内容和理由", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.ReplySuggestion, petition.Reply{
					Version: steps.Version(f), On: steps.On(f, "答复日期"), Result: steps.Choice(f, "result", "有没有采纳", petition.Adoptions), Words: steps.Words(f, "words", "答复"),
				})
			},
		},
		{
			Do: "answer", Label: "已答复", Head: head,
			Law: []string{"履行保护人身权、财产权等职责的，依法履行或者答复。（《信访工作条例》第三十一条第五项）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.DayOf("答复日期", c), steps.WordsOf("words", "怎么履行、怎么答复的", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.AnswerDuty, petition.Reply{Version: steps.Version(f), On: steps.On(f, "答复日期"), Words: steps.Words(f, "words", "答复")})
			},
		},
		working("investigate", "已记录调查", "听取信访人陈述事实和理由；可以要求有关人员说明情况。（《信访工作条例》第三十二条）", steps.Yes("heard", "已听取信访人的陈述", ""), petition.Investigate),
		working("mediate", "已记录调解", "可以在自愿的基础上调解。（《信访工作条例》第三十三条）", steps.Yes("agreed", "双方都愿意调解", ""), petition.Mediate),
		{
			Do: "hearing", Label: "已记录听证", Head: head,
			Law: []string{"重大、复杂、疑难的，可以举行听证；听证不停止六十日的计算。（《信访工作条例》第三十一条、第三十四条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.DayOf("听证日期", c), optional(steps.LineOf("place", "听证地点", "", 100)), optional(steps.LineOf("host", "主持人", "", 60)),
					optional(steps.LineOf("members", "听证员", "两人以上用顿号隔开", 100)), optional(steps.LineOf("recorder", "记录人", "", 60)),
					steps.WordsOf("words", "听证的情况", "谁到场，各方怎么陈述、举证、质证"),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Hear, petition.Hearing{
					Version: steps.Version(f), On: steps.On(f, "听证日期"), Place: f.Text("place", "听证地点", 100, false), Host: f.Text("host", "主持人", 60, false),
					Members: f.Text("members", "听证员", 100, false), Recorder: f.Text("recorder", "记录人", 60, false), Words: steps.Words(f, "words", "情况"),
				})
			},
		},
		doing("simplify", "已转简易办理", "事实清楚、责任明确的初次信访，可以简易办理，十个工作日内出具意见。（《信访事项简易办理办法（试行）》）", steps.Maybe("words", "为什么可以简易办理", ""), petition.Simplify),
		{
			Do: "extend", Label: "已延长期限", Head: head,
			Law: []string{"情况复杂的，经本机关、单位负责人批准，可以延长，最多三十日，并告知信访人延期理由。（《信访工作条例》第三十四条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					{Kind: steps.Line, Name: "days", Label: "延长几天", Hint: "1到30天", Begin: []string{"30"}},
					steps.WordsOf("reason", "为什么不能按期办结", ""),
					{Kind: steps.Date, Name: "told", Label: "哪天告知信访人的", Begin: []string{c.Today.String()}},
					optional(steps.LineOf("proof", "另外告知的凭证", "出具延期办理告知书的不用填", 60)),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Extend, petition.Extension{
					Version: steps.Version(f), Days: f.Int("days", "延长的天数", 1, 30, true), Reason: steps.Words(f, "reason", "原因"), Told: f.Date("told", "告知日期", false),
					Proof: f.Text("proof", "告知的凭证", 60, false),
				})
			},
		},
		{
			Do: "issue", Label: "已出具处理意见", Head: head, Warning: "出具后意见不能改，只能由上级复查、复核改变。",
			Law: []string{
				"处理意见书载明信访人的诉求、事实和理由、处理意见及其法律法规依据。（《信访工作条例》第三十二条）", "写明不服的，三十日内可以请求上一级机关、单位复查。（《信访工作条例》第三十五条）",
			},
			Fields: func(c steps.Scene) []steps.Entry {
				all := []steps.Entry{steps.DayOf("出具日期", c), steps.Maybe("found", "查明的事实", "写进《信访处理意见书》，每一项写明凭什么认定")}
				for i := range claims {
					all = append(all, claim(i, c)...)
				}
				return append(all,
					steps.LineOf("law", "依据", "法律、法规的名称和条款", 300),
					optional(steps.LineOf("reviewOrgan", "向哪个机关请求复查", "上一级机关、单位，写全称；不填就是区人民政府", 100)),
					steps.Yes("reviewTold", "写明了复查的期限和机关", ""), steps.Yes("unitSeal", "盖的是单位的印章", "不能盖内设机构的章"),
				)
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Issue, petition.Opinion{
					Version: steps.Version(f), On: steps.On(f, "出具日期"), Found: steps.Words(f, "found", "查明的事实"), Items: items(f),
					Law: f.Text("law", "依据", 300, false), ReviewOrgan: f.Text("reviewOrgan", "复查机关", 100, false), ReviewTold: f.Bool("reviewTold"), UnitSeal: f.Bool("unitSeal"),
				})
			},
		},
		{
			Do: "serve", Label: "已送达", Head: head,
			Law: []string{"从信访人收到书面答复之日起，三十日内可以请求复查。（《信访工作条例》第三十五条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.DayOf("信访人收到的日期", c), steps.LineOf("way", "怎么送达的", "当面、邮寄还是公告，谁签收的", 100),
					optional(steps.LineOf("receiver", "代收人", "本人签收的不填", 60)), optional(steps.LineOf("refused", "拒收的理由和日期", "没有拒收的不填", 200)),
					optional(steps.LineOf("witness", "拒收时的见证人", "姓名和单位，拒收时必须填", 100)),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Serve, petition.Service{
					Version: steps.Version(f), On: steps.On(f, "送达日期"), Way: f.Text("way", "送达方式", 100, false),
					Receiver: f.Text("receiver", "代收人", 60, false), Refused: f.Text("refused", "拒收的理由", 200, false), Witness: f.Text("witness", "见证人", 100, false),
				})
			},
		},
	}
}

// claims is how many claims one form answers.
const claims = 3

// claim asks for the answer to one claim; the first has to be given.
func claim(i int, c steps.Scene) []steps.Entry {
	name, which := fmt.Sprintf("item%d.", i+1), fmt.Sprintf("请求%d", i+1)
	what := steps.LineOf(name+"claim", which, "照信访人的请求概括成一句", 100)
	result := steps.OneOf(name+"result", "对"+which+"的意见", petition.ItemResults)
	why := steps.WordsOf(name+"why", "对"+which+"的具体意见和理由", "")
	if i == 0 {
		what.Begin = []string{c.Matter.Title}
	} else {
		what.Optional, result.Optional, why.Optional = true, true, true
		what.Hint = "没有就不填；更多的请求，合并同类的写"
	}
	return []steps.Entry{what, result, why}
}

// items reads the answers to the claims that were written down.
func items(f *web.Form) []petition.Item {
	var all []petition.Item
	for i := range claims {
		name, which := fmt.Sprintf("item%d.", i+1), fmt.Sprintf("请求%d", i+1)
		item := petition.Item{
			Claim: f.Text(name+"claim", which, 100, false), Result: steps.Choice(f, name+"result", "对"+which+"的意见", petition.ItemResults),
			Why: steps.Words(f, name+"why", "对"+which+"的意见"),
		}
		if i == 0 || item != (petition.Item{}) {
			all = append(all, item)
		}
	}
	return all
}

func optional(e steps.Entry) steps.Entry {
	e.Optional = true
	return e
}

func path(do matter.Command, label, law string, op func(*db.Tx, actor.Actor, matter.ID, petition.Path) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Head: head, Law: []string{law},
		Fields: func(steps.Scene) []steps.Entry {
			return []steps.Entry{steps.WordsOf("why", "为什么按这一种途径", "六种途径只能选一种，写明根据")}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, petition.Path{Version: steps.Version(f), Why: steps.Words(f, "why", "为什么")})
		},
	}
}

type doingOp = func(*db.Tx, actor.Actor, matter.ID, petition.Doing) (matter.Matter, error)

// doing asks for words only.
func doing(do matter.Command, label, law string, words steps.Entry, op doingOp) steps.Form {
	return steps.Form{
		Do: do, Label: label, Head: head, Law: []string{law},
		Fields: func(steps.Scene) []steps.Entry { return []steps.Entry{words} },
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, petition.Doing{Version: steps.Version(f), Words: steps.Words(f, "words", words.Label)})
		},
	}
}

// working asks for a day, for what happened, and for one box where the law has one.
func working(do matter.Command, label, law string, box steps.Entry, op doingOp) steps.Form {
	return steps.Form{
		Do: do, Label: label, Head: head, Law: []string{law},
		Fields: func(c steps.Scene) []steps.Entry {
			all := []steps.Entry{steps.DayOf("日期", c)}
			if box.Name != "" {
				all = append(all, box)
			}
			return append(all, steps.WordsOf("words", "情况", "什么时候、在哪里、谁参加、说了什么"))
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, petition.Doing{
				Version: steps.Version(f), On: steps.On(f, "日期"), Heard: f.Bool("heard"), Agreed: f.Bool("agreed"), Words: steps.Words(f, "words", "情况"),
			})
		},
	}
}
