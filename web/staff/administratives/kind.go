// Package administratives describes the steps of administrative mediation as
// pages. The rules stand in package administrative.
package administratives

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/administrative"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// Kind is administrative mediation as pages know it.
func Kind() steps.Kind {
	return steps.Kind{Kind: matter.Administrative, Forms: forms(), Own: look, Parts: parts}
}

func load(tx *db.Tx, id matter.ID) (administrative.Row, error) {
	row, err := administrative.Load(tx, id)
	if errors.Is(err, db.ErrNone) {
		return administrative.Row{}, nil
	}
	return row, err
}

func look(tx *db.Tx, c *steps.Scene) error {
	row, err := load(tx, c.Matter.ID)
	c.Own = facts(row, c.Readable)
	return err
}

func head(c steps.Scene) []ui.Fact {
	all, _ := c.Own.([]ui.Fact)
	return all
}

func parts(tx *db.Tx, _ actor.Actor, m matter.Matter, readable bool) ([]steps.Section, error) {
	row, err := load(tx, m.ID)
	if err != nil || row.Organ == "" {
		return nil, err
	}
	return []steps.Section{{Title: "行政调解", Facts: facts(row, readable)}}, nil
}

func facts(row administrative.Row, readable bool) []ui.Fact {
	if row.Organ == "" {
		return nil
	}
	all := []ui.Fact{{Label: "职责机关", Value: row.Organ}}
	if row.Rule != "" {
		all = append(all, ui.Fact{Label: "专门规定", Value: administrative.Specials.Label(string(row.Rule))})
	}
	if row.Reviewable {
		all = append(all, ui.Fact{Label: "行政复议", Value: "可以申请，已告知"})
	}
	if readable && row.Terms != "" {
		all = append(all, ui.Fact{Label: "协议内容", Value: row.Terms})
	}
	for _, f := range []ui.Fact{
		{Label: "达成协议", Value: row.AgreedOn.Chinese()},
		{Label: "履行", Value: row.PerformedOn.Chinese()},
		{Label: "公安机关认可", Value: administrative.Recognitions.Label(row.Recognition)},
	} {
		if f.Value != "" {
			all = append(all, f)
		}
	}
	return all
}

func forms() []steps.Form {
	return []steps.Form{
		{
			Do: "apply", Label: "已登记申请",
			Law: []string{"行政机关可以调解与自己职责有关的民事纠纷，自愿、合法，不收费。", "可以申请行政复议的，先告知六十日内可以申请。（《行政复议法》第二十条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				author := steps.OfficerOf("author", "争议的行政行为是谁作出的", "是街道工作人员作出的才选；这个人不能自己调解", c)
				author.Optional = true
				rule := steps.OneOf("rule", "有没有专门规定", administrative.Specials)
				rule.Optional, rule.Hint = true, "有的按它的期限走，没有就不选"
				finding := steps.Entry{Kind: steps.Date, Name: "finding", Label: "收到事故认定书的日期", Hint: "只有交通事故损害赔偿要填", Optional: true}
				return []steps.Entry{
					steps.LineOf("organ", "和哪个机关的职责有关", "写全称", 100), author, steps.Yes("reviewable", "有可以申请行政复议的行政行为", ""),
					steps.Yes("reviewTold", "已告知六十日内可以申请复议", "有可以复议的行为时必须勾选"), rule,
					finding, steps.WordsOf("facts", "申请的事实和请求", ""),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(administrative.Apply, administrative.Application{
					Version: steps.Version(f), Organ: f.Text("organ", "机关", 100, false), Author: f.Raw("author"), Reviewable: f.Bool("reviewable"),
					ReviewTold: f.Bool("reviewTold"), Rule: administrative.Special(steps.Choice(f, "rule", "专门规定", administrative.Specials)),
					Finding: f.Date("finding", "收到事故认定书的日期", false), Facts: steps.Words(f, "facts", "事实和请求"),
				})
			},
		},
		{
			Do: "accept", Label: "已受理", Head: head, Law: []string{"各方都同意才能调解；作出争议行为的人不能自己调解。"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.DayOf("受理日期", c), steps.Yes("allAgree", "各方当事人都同意调解", ""), steps.HandlerOf("officer", "由谁调解", c), steps.NoTie("承办人"),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(administrative.Accept, administrative.Acceptance{
					Version: steps.Version(f), On: steps.On(f, "受理日期"), AllAgree: f.Bool("allAgree"), Officer: f.Raw("officer"), NoTie: f.Bool("noTie"),
				})
			},
		},
		{
			Do: "decline", Label: "不予受理", Head: head, Warning: "登记后，这件事就不再调解。", Law: []string{"不予受理要书面说明理由，并告诉当事人还能去哪里。"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.WordsOf("reason", "理由", ""), steps.Yes("told", "已书面告知理由和其他途径", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(administrative.Decline, administrative.Declining{Version: steps.Version(f), Reason: steps.Words(f, "reason", "理由"), Told: f.Bool("told")})
			},
		},
		{
			Do: "forward", Label: "已移送", Head: head, Warning: "登记后，这件事在街道就办完了。", Law: []string{"不属于本机关职责的，三个工作日内移送有权的机关，并告知当事人。（参照《深圳经济特区矛盾纠纷多元化解条例》第四十五条）"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{steps.LineOf("organ", "移送给哪个机关", "写全称", 100), steps.Maybe("reason", "说明", ""), steps.Yes("told", "已告知当事人", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(administrative.Forward, administrative.Declining{
					Version: steps.Version(f), Organ: f.Text("organ", "移送给哪个机关", 100, false), Reason: steps.Words(f, "reason", "说明"), Told: f.Bool("told"),
				})
			},
		},
		session("start", "已开始调解", true, administrative.Start),
		session("record", "已记录调解", false, administrative.Record),
		{
			Do: "agree", Label: "已达成协议", Head: head, Law: []string{"协议书由当事人和承办人签名，盖行政机关的印章。调解不能代替依法应当作出的处罚。（参照《市场监督管理投诉举报处理暂行办法》第二十三条）"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.DayOf("签订日期", c), steps.WordsOf("terms", "协议内容", "谁做什么、做到什么时候"), steps.Yes("signed", "各方当事人和承办人都签了名", ""), steps.Yes("organSeal", "盖了行政机关的印章", ""),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(administrative.Agree, administrative.Agreement{
					Version: steps.Version(f), On: steps.On(f, "签订日期"), Terms: steps.Words(f, "terms", "协议内容"), Signed: f.Bool("signed"), OrganSeal: f.Bool("organSeal"),
				})
			},
		},
		{
			Do: "end", Label: "已终止", Head: head, Warning: "登记后，这件事的调解就结束了。", Law: []string{"终止要告知复议、仲裁、诉讼等途径。"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.DayOf("终止日期", c), steps.OneOf("reason", "为什么终止", administrative.EndReasons), steps.WordsOf("words", "当时的情况", ""), steps.Yes("told", "已告知其他途径", ""),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(administrative.End, administrative.Ending{
					Version: steps.Version(f), On: steps.On(f, "终止日期"), Reason: steps.Choice(f, "reason", "原因", administrative.EndReasons), Words: steps.Words(f, "words", "情况"), Told: f.Bool("told"),
				})
			},
		},
		{
			Do: "recognise", Label: "已登记", Head: head, Law: []string{"经人民调解委员会调解达成协议并履行的，书面申请经公安机关认可后，不予处罚；认不认可由公安机关决定。（《治安管理处罚法》第九条）"},
			Fields: func(steps.Scene) []steps.Entry {
				return []steps.Entry{
					steps.OneOf("to", "到了哪一步", administrative.Recognitions), steps.Yes("performed", "协议已经履行", "申请时必须勾选"), steps.Maybe("words", "说明", "公安机关的文书编号"),
				}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(administrative.Recognise, administrative.Recognition{
					Version: steps.Version(f), To: steps.Choice(f, "to", "到了哪一步", administrative.Recognitions), Performed: f.Bool("performed"), Words: steps.Words(f, "words", "说明"),
				})
			},
		},
		{
			Do: "close", Label: "已结案", Head: head, Law: []string{"协议履行了，或者已告知当事人怎么要求履行，才能结案。"},
			Fields: func(c steps.Scene) []steps.Entry {
				return []steps.Entry{steps.DayOf("结案日期", c), steps.Yes("performed", "协议已经履行", ""), steps.Yes("told", "没有履行的，已告知怎么要求履行", ""), steps.Maybe("words", "说明", "")}
			},
			Read: func(f *web.Form) steps.Take {
				return steps.Do(administrative.Close, administrative.Closing{
					Version: steps.Version(f), On: steps.On(f, "结案日期"), Performed: f.Bool("performed"), Told: f.Bool("told"), Words: steps.Words(f, "words", "说明"),
				})
			},
		},
		steps.Archiving("按申请书、受理通知书、笔录、协议书或终止通知书的顺序装订。", administrative.Archive),
	}
}

func session(do matter.Command, label string, first bool, op func(*db.Tx, actor.Actor, matter.ID, administrative.Session) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Head: head, Law: []string{"开始前告知各方：自愿，可以随时不调，可以复议或者起诉。"},
		Fields: func(c steps.Scene) []steps.Entry {
			all := []steps.Entry{steps.DayOf("调解日期", c)}
			if first {
				all = append(all, steps.Yes("told", "已告知各方的权利", ""))
			}
			return append(all, steps.WordsOf("words", "调解笔录", "时间、地点、到场的人、各方怎么说"))
		},
		Read: func(f *web.Form) steps.Take {
			return steps.Do(op, administrative.Session{Version: steps.Version(f), On: steps.On(f, "调解日期"), Told: f.Bool("told"), Words: steps.Words(f, "words", "笔录")})
		},
	}
}
