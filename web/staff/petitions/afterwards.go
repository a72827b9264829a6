package petitions

import (
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/web"
	"fengsheng/web/staff/steps"
)

// afterwards are the steps from service to the archive.
func afterwards() []steps.Form {
	return []steps.Form{
		requesting("requestReview", "已登记复查请求", "复查", "向原办理机关、单位的上一级提出。（《信访工作条例》第三十五条）", petition.RequestReview),
		requesting("requestRecheck", "已登记复核请求", "复核", "向复查机关、单位的上一级提出。（《信访工作条例》第三十六条）", petition.RequestRecheck),
		upper("reviewOpinion", "复查意见已登记", "复查", petition.Reviewed),
		upper("recheckOpinion", "复核意见已登记", "复核", petition.Rechecked),
		{
			Do: "finish", Label: "程序已终结", Head: head,
			Law: []string{"请求复查、复核的期限过了，或者本人表示同意处理意见，程序才终结。"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.Yes("satisfied", "本人表示同意处理意见", "没有表示的，要等期限过了才能终结"), steps.Maybe("words", "本人怎么说的", "照原话写")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.End, petition.Finish{Version: steps.Version(f), Satisfied: f.Bool("satisfied"), Words: steps.Words(f, "words", "原话")})
			},
		},
		{
			Do: "carryOut", Label: "已落实", Head: head,
			Law: []string{"支持信访请求的，有关机关、单位要执行。（《信访工作条例》第三十二条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.DayOf("落实日期", c), steps.WordsOf("words", "落实了什么", "谁落实的，有什么凭证")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.CarryOut, petition.Doing{Version: steps.Version(f), On: steps.On(f, "落实日期"), Words: steps.Words(f, "words", "落实情况")})
			},
		},
		{
			Do: "reportBack", Label: "结果已登记", Head: head,
			Law: []string{"承办机关在指定期限内提交办结报告。（《信访工作条例》第二十二条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.DayOf("报告日期", c), steps.WordsOf("words", "报告的结果", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.ReportBack, petition.Result{Version: steps.Version(f), On: steps.On(f, "报告日期"), Words: steps.Words(f, "words", "结果")})
			},
		},
		{
			Do: "withdraw", Label: "已撤回", Head: head, Warning: "登记后，这件信访事项就不再办理。",
			Law: []string{"撤回是信访人自己的决定。不能要求信访人撤回，也不能要求承诺不再信访。"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.DayOf("撤回日期", c), steps.WordsOf("words", "本人怎么说的", "照原话写")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Withdraw, petition.Result{Version: steps.Version(f), On: steps.On(f, "撤回日期"), Words: steps.Words(f, "words", "原话")})
			},
		},
		{
			Do: "close", Label: "已结案", Head: head,
			Law: []string{"程序终结后，做好疏导、帮扶和救助。（《信访工作条例》第三十七条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.DayOf("结案日期", c), steps.WordsOf("help", "做了哪些帮扶工作", "没有需要的写“不需要”"),
					optional(steps.LineOf("rating", "信访人对办理情况的评价", "照本人的话写，没有评价的不填", 200)), steps.Yes("settled", "已息访", "只是如实登记，不是结案的条件"),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Close, petition.Closing{Version: steps.Version(f), On: steps.On(f, "结案日期"), Help: steps.Words(f, "help", "帮扶"), Rating: f.Text("rating", "评价", 200, false), Settled: f.Bool("settled")})
			},
		},
		steps.Archiving("信访事项卷按登记表、告知书、处理材料、意见书、送达回证、办结报告的顺序装订。", petition.Archive),
	}
}

func requesting(do matter.Command, label, what, law string, op func(*db.Tx, actor.Actor, matter.ID, petition.Request) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Head: head, Law: []string{"收到意见之日起三十日内可以请求" + what + "，" + law},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.DayOf("提出日期", c), steps.LineOf("organ", "向哪个机关、单位提出", "写全称", 100), steps.Maybe("words", "理由", "照信访人的话写"),
			}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, petition.Request{Version: steps.Version(f), On: steps.On(f, "提出日期"), Organ: f.Text("organ", what+"机关", 100, false), Words: steps.Words(f, "words", "理由")})
		},
	}
}

func upper(do matter.Command, label, what string, op func(*db.Tx, actor.Actor, matter.ID, petition.Upper) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Head: head, Law: []string{what + "机关、单位收到请求之日起三十日内提出" + what + "意见。（《信访工作条例》第三十五条、第三十六条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.DayOf("信访人收到意见的日期", c), steps.OneOf("result", what+"的结果", petition.UpperResults), steps.LineOf("number", what+"意见书编号", "", 60), steps.Maybe("words", "意见的内容", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, petition.Upper{
				Version: steps.Version(f), On: steps.On(f, "收到日期"), Result: steps.Choice(f, "result", what+"的结果", petition.UpperResults),
				Number: f.Text("number", "意见书编号", 60, false), Words: steps.Words(f, "words", "意见"),
			})
		},
	}
}
