// Package petitions describes the steps of a petition as pages. The rules stand
// in package petition.
package petitions

import (
	"errors"
	"slices"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/web"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// Kind is a petition as pages know it.
func Kind() steps.Kind {
	return steps.Kind{Kind: matter.Petition, Forms: slices.Concat(entry(), handling(), afterwards()), Own: look, Parts: parts}
}

func look(tx *db.Tx, c *steps.Scene) error {
	row, err := load(tx, c.Matter.ID)
	if err == nil && row.Sort == "" && c.Readable {
		row.Organ, err = respondent(tx, c.Matter.ID) // offered, not asked again
	}
	c.Own = row
	return err
}

// respondent is the unit on the other side as it was written down at intake; "" where
// there is none, or more than one.
func respondent(tx *db.Tx, id matter.ID) (string, error) {
	parties, err := matter.Parties(tx, id)
	units := slices.DeleteFunc(parties, func(p matter.Party) bool { return p.Side != matter.Respondent || !p.Body })
	if err != nil || len(units) != 1 {
		return "", err
	}
	return units[0].Name, nil
}

func load(tx *db.Tx, id matter.ID) (petition.Row, error) {
	row, err := petition.Load(tx, id)
	if errors.Is(err, db.ErrNone) {
		return petition.Row{}, nil
	}
	return row, err
}

func own(c steps.Scene) petition.Row {
	row, _ := c.Own.(petition.Row)
	return row
}

// parts are what a petition shows beside every matter's parts.
func parts(tx *db.Tx, _ actor.Actor, m matter.Matter, _ bool) ([]steps.Section, error) {
	row, err := load(tx, m.ID)
	if err != nil {
		return nil, err
	}
	var all []steps.Section
	if row.Sort != "" {
		all = append(all, steps.Section{Title: "信访事项", Facts: facts(row)})
	}
	made, err := petition.AdvicesOf(tx, m.ID)
	if len(made) > 0 {
		all = append(all, steps.Section{Title: "信访工作建议", Facts: advices(made)})
	}
	return all, err
}

// advices are what was advised because of the petition, each opening its page.
func advices(made []petition.Advice) []ui.Fact {
	var all []ui.Fact
	for _, a := range made {
		result := petition.Adoptions.Label(a.Result)
		if result == "" {
			result = "还没有反馈"
		}
		all = append(all, ui.Fact{Label: petition.AdviceSorts.Label(a.Sort), Value: a.Organ + "，" + a.MadeOn.Plain() + "，" + result, Href: "/advice/" + a.ID})
	}
	return all
}

func facts(row petition.Row) []ui.Fact {
	all := []ui.Fact{{Label: "类别", Value: petition.Sorts.Label(string(row.Sort))}, {Label: "初次或重复", Value: timesWords(row)}}
	opinion := petition.Opinions.Label(row.Opinion)
	if opinion == "" {
		opinion = petition.Adoptions.Label(row.Opinion)
	}
	for _, f := range []ui.Fact{
		{Label: "被投诉的机关、单位", Value: row.Organ},
		{Label: "途径", Value: petition.Paths.Label(row.Path)},
		{Label: sentWords(row), Value: row.SentTo},
		{Label: "处理意见", Value: opinion},
		{Label: "意见出具", Value: row.OpinionOn.Chinese()},
		{Label: "意见送达", Value: row.ServedOn.Chinese()},
		{Label: "复查意见送达", Value: row.ReviewedOn.Chinese()},
		{Label: "程序终结", Value: row.FinalOn.Chinese()},
		{Label: "支持的请求落实", Value: row.ExecutedOn.Chinese()},
	} {
		if f.Value != "" {
			all = append(all, f)
		}
	}
	if row.Simplified {
		all = append(all, ui.Fact{Label: "简易办理", Value: "是"})
	}
	return all
}

// sentWords say how a petition was given to another organ.
func sentWords(row petition.Row) string {
	if way := matter.Ways.Label(row.Sent); way != "" {
		return way + "到"
	}
	return "转送、交办或引导到"
}

func timesWords(row petition.Row) string {
	words := row.Times()
	if row.Forwarded {
		words += "，转送、交办来的"
	}
	return words
}

func head(c steps.Scene) []ui.Fact { return facts(own(c)) }

// entry are the steps until a petition is taken on, or goes elsewhere.
func entry() []steps.Form {
	return []steps.Form{
		{
			Do: "classify", Label: "已甄别",
			Law: []string{"先分清是建议、检举控告、申诉求决还是涉法涉诉。（《信访工作条例》第二十九条至第三十一条）", "多人走访推选代表，不超过五人。（《信访工作条例》第二十条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				organ := optional(steps.LineOf("organ", "投诉的是哪个机关、单位", "写全称，每次写法要一样，统计表按它归类；没有投诉哪个机关、单位的不填", 100))
				organ.Begin = []string{own(c).Organ}
				return []steps.Entry{
					steps.OneOf("sort", "属于哪一类", petition.Sorts),
					steps.Yes("repeated", "不是第一次反映这件事", ""),
					organ,
					steps.Yes("forwarded", "上级或者别的机关转送、交办来的", "转送来的，十五日内书面告知；不归我们办的，五个工作日内提异议"),
					optional(steps.LineOf("sender", "哪个机关转送、交办的", "写全称；信访人直接提出的不填", 100)),
					optional(steps.LineOf("senderNumber", "来文的文号", "", 60)),
					steps.Yes("dupChecked", "核对过：没有下级机关已经受理、正在办理", "有的，不予受理"),
					steps.Yes("finalChecked", "核对过：不是已有复核意见、仍以同一事实和理由提出的", "是的，不予受理"),
					{Kind: steps.Line, Name: "persons", Label: "来访或者联名的有几人", Optional: true},
					{Kind: steps.Line, Name: "representatives", Label: "来了几位代表", Optional: true},
					steps.Maybe("words", "说明", "核对了什么，怎么核对的"),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Classify, petition.Classification{
					Version: steps.Version(f), Sort: petition.Sort(steps.Choice(f, "sort", "属于哪一类", petition.Sorts)), Repeated: f.Bool("repeated"),
					Organ: f.Text("organ", "被投诉的机关、单位", 100, false), Forwarded: f.Bool("forwarded"), Sender: f.Text("sender", "转送机关", 100, false), SenderNumber: f.Text("senderNumber", "来文文号", 60, false), DupChecked: f.Bool("dupChecked"), FinalChecked: f.Bool("finalChecked"),
					Persons: f.Int("persons", "人数", 1, 100000, false), Representatives: f.Int("representatives", "代表人数", 1, 100, false), Words: steps.Words(f, "words", "说明"),
				})
			},
		},
		accepting("accept", "已受理", petition.Accept),
		accepting("objectionRefused", "已受理", petition.ObjectionRefused),
		sending("forward", "已转送", "转送给哪个机关", petition.Forward),
		sending("redirect", "已引导", "应该找哪个单位", petition.Redirect),
		assigning(),
		{
			Do: "decline", Label: "不予受理", Head: head, Warning: "登记后，这件信访事项就不再办理。",
			Law: []string{"只有两种情况可以不予受理：下级机关已经受理、正在办理的；已有复核意见、仍以同一事实和理由提出的。（《信访工作条例》第十九条、第三十六条）"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.OneOf("reason", "为什么不予受理", petition.DeclineReasons), steps.Maybe("words", "具体情况", "哪个机关受理的，意见书编号是什么"),
					steps.Yes("told", "已书面告知信访人理由", ""),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Decline, petition.Declining{
					Version: steps.Version(f), Reason: steps.Choice(f, "reason", "理由", petition.DeclineReasons), Words: steps.Words(f, "words", "具体情况"), Told: f.Bool("told"),
				})
			},
		},
		{
			Do: "object", Label: "已提出异议", Head: head,
			Law: []string{"不属于本单位职权范围的，自收到之日起五个工作日内提出异议，详细说明理由，由转送的机关核实。（《信访工作条例》第二十三条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.DayOf("提出日期", c), steps.WordsOf("reasons", "理由", "哪一条规定由哪个机关负责")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.Object, petition.Objection{Version: steps.Version(f), On: steps.On(f, "提出日期"), Reasons: steps.Words(f, "reasons", "理由")})
			},
		},
		{
			Do: "takeBack", Label: "对方已收回", Head: head,
			Law: []string{"经核实同意的，交还相关材料。（《信访工作条例》第二十三条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.DayOf("收回日期", c), steps.Yes("given", "材料已经交还", ""), steps.Maybe("words", "对方怎么答复的", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.TakeBack, petition.Answer{Version: steps.Version(f), On: steps.On(f, "收回日期"), Given: f.Bool("given"), Words: steps.Words(f, "words", "答复")})
			},
		},
		{
			Do: "toLitigation", Label: "已转涉法涉诉", Head: head,
			Law: []string{"诉讼与信访分离：属于政法机关的，按涉法涉诉办，街道只讲法律、指路。（《信访工作条例》第二十八条、第三十一条）"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.WordsOf("why", "为什么", "哪个机关正在办、有什么文书")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(petition.ToLitigation, petition.Path{Version: steps.Version(f), Why: steps.Words(f, "why", "为什么")})
			},
		},
	}
}

func accepting(do matter.Command, label string, op func(*db.Tx, actor.Actor, matter.ID, petition.Acceptance) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Head: head,
		Law: []string{"属于本单位职权范围的，书面告知信访人受理情况以及处理途径和程序。（《信访工作条例》第二十三条）", "与信访事项或信访人有直接利害关系的，应当回避。（《信访工作条例》第二十八条）"},
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.DayOf("受理日期", c), steps.HandlerOf("handler", "承办人", c), steps.NoTie("承办人"), steps.Yes("told", "已书面告知信访人受理和处理途径", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, petition.Acceptance{
				Version: steps.Version(f), On: steps.On(f, "受理日期"), Handler: f.Raw("handler"), NoTie: f.Bool("noTie"), Told: f.Bool("told"),
			})
		},
	}
}

func sending(do matter.Command, label, organ string, op func(*db.Tx, actor.Actor, matter.ID, petition.Sending) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Head: head, Warning: "登记后，这件信访事项在街道就办完了。",
		Law: []string{"转送、交办要告知信访人去向；不归我们办的，告知应该向哪里提出。（《信访工作条例》第二十三条）", "不得把检举控告材料转给被检举控告的人或者单位。（《信访工作条例》第三十条）"},
		Fields: func(steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.LineOf("organ", organ, "写全称", 100), steps.Yes("told", "已书面告知信访人去向", ""), steps.Maybe("words", "说明", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, petition.Sending{Version: steps.Version(f), Organ: f.Text("organ", organ, 100, false), Told: f.Bool("told"), Words: steps.Words(f, "words", "说明")})
		},
	}
}

func assigning() steps.Form {
	return steps.Form{
		Do: "assign", Label: "已交办", Head: head,
		Law: []string{"交办的，指定办理期限，要求提交办结报告。（《信访工作条例》第二十二条）"},
		Fields: func(steps.Scene) []steps.Entry {
			return []steps.Entry{
				steps.LineOf("organ", "交给哪个机关办", "写全称", 100),
				{Kind: steps.Date, Name: "due", Label: "要求哪天以前报告结果", Hint: "例如2024-06-30"},
				steps.Yes("told", "已书面告知信访人去向", ""), steps.Maybe("words", "说明", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(petition.Assign, petition.Sending{
				Version: steps.Version(f), Organ: f.Text("organ", "交给哪个机关办", 100, false), Due: f.Date("due", "要求报告结果的日期", false), Told: f.Bool("told"),
				Words: steps.Words(f, "words", "说明"),
			})
		},
	}
}
