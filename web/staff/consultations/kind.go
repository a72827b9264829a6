// Package consultations describes legal advice as pages: the steps, and the page
// on which a question is written down. The rules stand in package consultation.
package consultations

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/consultation"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// Kind is legal advice as pages know it.
func Kind() steps.Kind {
	return steps.Kind{Kind: matter.Consultation, Forms: forms(), Parts: parts}
}

func parts(tx *db.Tx, _ actor.Actor, m matter.Matter, readable bool) ([]steps.Section, error) {
	row, err := consultation.Load(tx, m.ID)
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	facts := []ui.Fact{{Label: "怎么来问的", Value: consultation.Ways.Label(row.Way)}}
	if !row.DueAt.IsZero() {
		facts = append(facts, ui.Fact{Label: "最晚答复", Value: row.DueAt.In(calendar.Shanghai).Format("2006年1月2日15:04")})
	}
	if readable && row.Answer != "" {
		facts = append(facts, ui.Fact{Label: "解答", Value: row.Answer}, ui.Fact{Label: "依据", Value: row.Law},
			ui.Fact{Label: "说明", Value: "这是按所说的情况给的参考意见，对谁都没有约束力"})
	}
	return []steps.Section{{Title: "法律咨询", Facts: facts}}, nil
}

func forms() []steps.Form {
	return []steps.Form{
		{
			Do: "receiveQuestion", Label: "已受理", Law: []string{"网上留言二十四小时内、在线咨询五小时内、来信七个工作日内答复。（公共法律服务指南）"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.OneOf("way", "怎么来问的", consultation.Ways)}
			},
			Read: func(f *web.Form) steps.Take {
				version, way := steps.Version(f), steps.Choice(f, "way", "怎么来问的", consultation.Ways)
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					return consultation.ReceiveQuestion(tx, by, id, version, way)
				}
			},
		},
		{
			Do: "take", Label: "已接单", Law: []string{"接单后由您解答。律师、基层法律服务工作者、司法所和法律援助工作人员才能解答。"},
			Fields: func(steps.Scene) []steps.Entry { return nil },
			Read: func(f *web.Form) steps.Take {
				version := steps.Version(f)
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					return consultation.Take(tx, by, id, version)
				}
			},
		},
		{
			Do: "answer", Label: "已解答", Law: []string{"解答要写明依据的法律和条款。"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.WordsOf("words", "解答", "先说一句结论，再说为什么、怎么办"), steps.LineOf("law", "依据", "写到条，例如：《民法典》第二百八十八条", 300),
					steps.Yes("said", "说明了：这是按所说的情况给的参考意见，对谁都没有约束力", ""),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(consultation.Give, consultation.Answer{
					Version: steps.Version(f), Words: steps.Words(f, "words", "解答"), Law: f.Text("law", "依据", 300, false), Said: f.Bool("said"),
				})
			},
		},
		wording("askAgain", "已登记追问", steps.WordsOf("words", "追问的内容", "照原话写"), consultation.AskAgain),
		wording("close", "已结案", steps.Maybe("words", "说明", ""), consultation.Close),
		{
			Do: "toAid", Label: "已引导法律援助", Warning: "登记后，这件咨询就办完了。", Law: []string{"经济困难的公民可以申请法律援助；见义勇为、家庭暴力受害等情形不受经济条件限制。（《法律援助法》第三十一条、第三十二条）"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.Yes("told", "已告知条件和怎么申请", ""), steps.LineOf("where", "到哪里申请", "写全称和电话", 100), steps.Maybe("words", "说明", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(consultation.ToLegalAid, consultation.Aid{Version: steps.Version(f), Told: f.Bool("told"), Where: f.Text("where", "到哪里申请", 100, false), Words: steps.Words(f, "words", "说明")})
			},
		},
		{
			Do: "toMediation", Label: "已转人民调解", Law: []string{"当事人可以向人民调解委员会申请调解。（《人民调解法》第十七条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.Committees(c), {Kind: steps.Pick, Name: "type", Label: "纠纷类型", Options: frame.Options(matter.DisputeTypes)}, steps.WordsOf("words", "为什么转", "当事人怎么说"),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(consultation.ToMediation, consultation.Turning{
					Version: steps.Version(f), Committee: f.Raw("committee"), Type: matter.DisputeType(steps.Choice(f, "type", "纠纷类型", matter.DisputeTypes)), Words: steps.Words(f, "words", "为什么转"),
				})
			},
		},
		{
			Do: "toPetition", Label: "已转信访", Law: []string{"对机关、单位的请求和意见，十五日内书面告知办理情况。（《信访工作条例》第二十三条）"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.WordsOf("words", "为什么转", "当事人怎么说")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(consultation.ToPetition, consultation.Turning{Version: steps.Version(f), Words: steps.Words(f, "words", "为什么转")})
			},
		},
		steps.Archiving("咨询记录留三年。", consultation.Archive),
	}
}

func wording(do matter.Command, label string, words steps.Entry, op func(*db.Tx, actor.Actor, matter.ID, consultation.Words) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Fields: func(steps.Scene) []steps.Entry { return []steps.Entry{words} },
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, consultation.Words{Version: steps.Version(f), Words: steps.Words(f, "words", words.Label)})
		},
	}
}
