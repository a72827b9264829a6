// Package hazards describes hazards as pages: the steps, the page on which one is
// reported, and the weekly board. The rules stand in package hazard.
package hazards

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/hazard"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// Kind is a hazard as pages know it.
func Kind() steps.Kind {
	return steps.Kind{Kind: matter.Hazard, Forms: forms(), Parts: parts}
}

func parts(tx *db.Tx, by actor.Actor, m matter.Matter, _ bool) ([]steps.Section, error) {
	row, err := hazard.Load(tx, m.ID)
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return nil, err
	}
	facts := []ui.Fact{{Label: "种类", Value: hazard.Sorts.Label(row.Sort)}, {Label: "发现", Value: row.FoundOn.Chinese()}}
	for _, f := range []ui.Fact{
		{Label: "等级", Value: hazard.Grades.Label(row.Grade)},
		{Label: "原因", Value: row.Cause},
		{Label: "整改单位", Value: names.Unit(row.Unit)},
		{Label: "包案领导", Value: names.Officer(row.Leader)},
		{Label: "要求完成", Value: row.PromisedOn.Chinese()},
		{Label: "报告完成", Value: row.DoneOn.Chinese()},
		{Label: "消除", Value: row.ClearedOn.Chinese()},
	} {
		if f.Value != "" {
			facts = append(facts, f)
		}
	}
	for _, link := range []struct {
		label string
		id    matter.ID
	}{{"引发的纠纷", row.Dispute}, {"以前出现过", row.Before}} {
		if link.id == "" {
			continue
		}
		if other, err := matter.Visible(tx, by, link.id); err == nil {
			facts = append(facts, ui.Fact{Label: link.label, Value: other.Number + "（" + frame.State(other) + "）", Href: "/matters/" + string(other.ID)})
		}
	}
	return []steps.Section{{Title: "隐患", Facts: facts}}, nil
}

func forms() []steps.Form {
	return []steps.Form{
		{
			Do: "take", Label: "已列入隐患", Law: []string{"隐患是一处地方或者一种情况，不是人。"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.OneOf("sort", "是哪一种", hazard.Sorts)}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(hazard.Take, hazard.Taking{Version: steps.Version(f), Sort: steps.Choice(f, "sort", "种类", hazard.Sorts)})
			},
		},
		looking("confirm", "已核实", "核实日期", "看到的情况和原因", "到现场看过再核实。", hazard.Confirm),
		looking("dismiss", "已登记不属实", "核实日期", "为什么不属实", "不属实的写明理由，留下记录。", hazard.Dismiss),
		assigning(),
		looking("act", "已开始整改", "开始日期", "采取什么措施", "", hazard.Act),
		looking("progress", "进展已登记", "日期", "做了什么", "", hazard.Progress),
		looking("claimDone", "已报告完成", "完成日期", "怎么整改的", "报告完成后，由另一个人到现场验收。", hazard.ClaimDone),
		looking("pass", "验收合格", "验收日期", "到现场看到的情况", "谁整改谁不能验收。", hazard.Pass),
		looking("fail", "验收不合格", "验收日期", "还差什么", "退回继续整改。", hazard.Fail),
		closing(),
		looking("recur", "已上报", "发现日期", "又看到了什么", "会另立一件新的隐患，和这一件连在一起。", hazard.Recur),
		{
			Do: "becomesDispute", Label: "已关联纠纷", Law: []string{"引发了纠纷的，隐患要等那件纠纷办完才能消除。"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.LineOf("number", "纠纷的编号", "例如东盛矛登〔2024〕12号；还没有登记的先登记", 60)}
			},
			Read: func(f *web.Form) steps.Take {
				version, number := steps.Version(f), f.Text("number", "纠纷的编号", 60, false)
				return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
					return hazard.BecomesDispute(tx, by, id, version, number)
				}
			},
		},
		steps.Archiving("按上报、核实、交办、整改、验收的顺序装订。", hazard.Archive),
	}
}

func looking(do matter.Command, label, day, question, law string, op func(*db.Tx, actor.Actor, matter.ID, hazard.Look) (matter.Matter, error)) steps.Form {
	form := steps.Form{
		Do: do, Label: label,
		Fields: func(c steps.Scene) []steps.Entry {
			return []steps.Entry{steps.DayOf(day, c), steps.WordsOf("words", question, "不写居民的姓名和门牌号")}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, hazard.Look{Version: steps.Version(f), On: steps.On(f, day), Words: steps.Words(f, "words", question)})
		},
	}
	if law != "" {
		form.Law = []string{law}
	}
	return form
}

func closing() steps.Form {
	f := looking("close", "已结案", "结案日期", "说明", "验收合格以后才能结案。", hazard.Close)
	f.Fields = func(c steps.Scene) []steps.Entry {
		return []steps.Entry{steps.DayOf("结案日期", c), steps.Maybe("words", "说明", "")}
	}
	return f
}

func assigning() steps.Form {
	return steps.Form{
		Do: "assign", Label: "已交办", Law: []string{"“险”级要有领导包案，当天报告。等级由街道自己定标准。"},
		Fields: func(c steps.Scene) []steps.Entry {
			unit := steps.Entry{Kind: steps.Pick, Name: "unit", Label: "整改单位"}
			for _, u := range c.Names.Units {
				if u.Level == actor.Street || u.Level == actor.Community {
					unit.Options = append(unit.Options, ui.Option{Value: u.ID, Label: u.Name})
				}
			}
			if c.Matter.Community != "" {
				unit.Begin = []string{c.Matter.Community}
			}
			return []steps.Entry{
				steps.OneOf("grade", "等级", hazard.Grades), unit, steps.OfficerOf("officer", "由谁负责", "整改单位的人", c),
				{Kind: steps.Date, Name: "by", Label: "要求哪天以前完成", Begin: []string{c.Today.AddDays(7).String()}},
				{Kind: steps.Pick, Name: "leader", Label: "包案领导", Hint: "“险”级必填", Optional: true, Options: c.Leaders},
				steps.Yes("reported", "“险”级：已当天报告", ""), steps.Maybe("words", "交办意见", ""),
			}
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(hazard.Assign, hazard.Assignment{
				Version: steps.Version(f), Grade: steps.Choice(f, "grade", "等级", hazard.Grades), Unit: f.Raw("unit"), Officer: f.Raw("officer"),
				By: f.Date("by", "完成日期", false), Leader: f.Raw("leader"), Reported: f.Bool("reported"), Words: steps.Words(f, "words", "交办意见"),
			})
		},
	}
}
