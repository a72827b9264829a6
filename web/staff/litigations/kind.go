// Package litigations describes the steps of a litigation-related matter as
// pages. The rules stand in package litigation.
package litigations

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/litigation"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// Kind is a litigation-related matter as pages know it.
func Kind() steps.Kind {
	return steps.Kind{Kind: matter.Litigation, Forms: forms(), Parts: parts}
}

func parts(tx *db.Tx, _ actor.Actor, m matter.Matter, readable bool) ([]steps.Section, error) {
	row, err := litigation.Load(tx, m.ID)
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	facts := []ui.Fact{{Label: "处理机关", Value: litigation.Organs.Label(row.Organ)}}
	if row.Ended {
		facts = append(facts, ui.Fact{Label: "依法终结", Value: "已终结，只做引导和帮扶"})
	}
	if readable {
		for _, f := range []ui.Fact{{Label: "移送或引导到", Value: row.ReferredTo}, {Label: "结果", Value: row.Result}, {Label: "援助和救助", Value: row.Aid}} {
			if f.Value != "" {
				facts = append(facts, f)
			}
		}
	}
	return []steps.Section{{Title: "涉法涉诉", Facts: facts}}, nil
}

const separation = "诉讼与信访分离：街道只讲法律、指路、记结果，不评论案件，不承诺结果，不收案卷。（《信访工作条例》第二十八条）"

func forms() []steps.Form {
	return []steps.Form{
		{
			Do: "explain", Label: "已释法", Law: []string{separation},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.DayOf("日期", c), steps.OneOf("organ", "由哪个机关处理", litigation.Organs), steps.WordsOf("words", "讲了什么法律、告知了什么途径", ""),
					steps.Yes("noPromise", "核对过：没有评论案件，没有承诺结果，没有留下案卷材料", ""), steps.Yes("ended", "这件事已经依法终结", "终结的只做引导和帮扶，不再移送"),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(litigation.Explain, litigation.Explanation{
					Version: steps.Version(f), On: steps.On(f, "日期"), Organ: steps.Choice(f, "organ", "处理机关", litigation.Organs), Words: steps.Words(f, "words", "讲解内容"),
					NoPromise: f.Bool("noPromise"), Ended: f.Bool("ended"),
				})
			},
		},
		{
			Do: "refer", Label: "已移送或引导", Law: []string{"转送同级政法机关，或者告知本人向有权的机关提出。（《信访工作条例》第二十二条）", separation},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.DayOf("日期", c), steps.LineOf("to", "移送或引导到哪个机关", "写全称和电话", 100), steps.Yes("told", "已告知本人到哪里办、怎么办", ""), steps.Maybe("words", "说明", ""),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(litigation.Refer, litigation.Referral{
					Version: steps.Version(f), On: steps.On(f, "日期"), To: f.Text("to", "机关", 100, false), Told: f.Bool("told"), Words: steps.Words(f, "words", "说明"),
				})
			},
		},
		recording("result", "结果已登记", "结果", "照有权机关的文书写，不加评论", separation, false, litigation.RecordResult),
		recording("aid", "已告知", "告知了哪些法律援助、司法救助", "条件、到哪里申请", "对生活困难的，可以告知法律援助和司法救助。（《信访工作条例》第三十七条）", false, litigation.TellOfAid),
		recording("close", "已结案", "说明", "", "知道结果以后才能结案；依法终结的，做完引导可以结案。", true, litigation.Close),
		{
			Do: "mediateCivil", Label: "已转人民调解", Law: []string{"基层人民法院、公安机关对适宜人民调解的，可以在受理前告知当事人申请调解。（《人民调解法》第十八条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.Yes("agreed", "法院或公安机关委托，或者同意调解", ""), steps.Committees(c), steps.WordsOf("words", "调解哪一部分", "谁委托或者同意的")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(litigation.MediateCivil, litigation.Civil{Version: steps.Version(f), Agreed: f.Bool("agreed"), Committee: f.Raw("committee"), Words: steps.Words(f, "words", "说明")})
			},
		},
		steps.Archiving("按登记、释法记录、移送材料、结果的顺序装订。", litigation.Archive),
	}
}

func recording(do matter.Command, label, question, hint, law string, optional bool, op func(*db.Tx, actor.Actor, matter.ID, litigation.Result) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Law: []string{law},
		Fields: func(c steps.Scene) []steps.Entry {
			words := steps.WordsOf("words", question, hint)
			words.Optional = optional
			return []steps.Entry{steps.DayOf("日期", c), words}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, litigation.Result{Version: steps.Version(f), On: steps.On(f, "日期"), Words: steps.Words(f, "words", question)})
		},
	}
}
