package petition

import (
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Request is a petitioner's request for review or re-check.
type Request struct {
	Version int
	On      calendar.Date // the request was made
	Organ   string        // the organ that decides it
	Words   string
}

// RequestReview: within 30 days of service, to the organ one level up (art. 35).
func RequestReview(tx *db.Tx, by actor.Actor, id matter.ID, r Request) (matter.Matter, error) {
	return act(tx, by, id, "requestReview", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		return r.check(tx, m, "C7", row.ServedOn, "复查", "第三十五条")
	})
}

// RequestRecheck: within 30 days of the review opinion (art. 36).
func RequestRecheck(tx *db.Tx, by actor.Actor, id matter.ID, r Request) (matter.Matter, error) {
	return act(tx, by, id, "requestRecheck", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		return r.check(tx, m, "C9", row.ReviewedOn, "复核", "第三十六条")
	})
}

func (r Request) check(tx *db.Tx, m *matter.Matter, rule string, after calendar.Date, what, article string) (matter.Change, error) {
	c, err := matter.RunningClock(tx, m.ID, rule)
	if err != nil {
		return matter.Change{}, fault.New(fault.Conflict, "请求%s的期限没有在计算：意见还没有送达，或者已经终结", what)
	}
	var bad fault.Fields
	bad.Need("organ", r.Organ, "请写明向哪个机关、单位请求"+what)
	if err := bad.Err(); err != nil {
		return matter.Change{}, err
	}
	on, err := matter.Day(tx, r.On, after, "请求"+what)
	if err != nil {
		return matter.Change{}, err
	}
	if on > c.Show {
		return matter.Change{}, fault.New(fault.Conflict, "请求%s要在收到意见之日起三十日内提出，最后一天是%s（信访工作条例%s）", what, c.Show.Plain(), article)
	}
	facts := map[string]string{what + "机关": r.Organ, what + "理由": r.Words, what + "请求日期": on.Plain()}
	return matter.Change{On: on, Note: r.Words, Facts: facts}, nil
}

// Upper is an opinion of the organ that reviewed or re-checked.
type Upper struct {
	Version int
	On      calendar.Date // received by the petitioner
	Result  string        // uphold, change, return
	Number  string
	Words   string
}

// UpperResults are what a review or re-check can say.
var UpperResults = matter.Enumeration{{Code: "upheld", Label: "维持"}, {Code: "changed", Label: "变更"}, {Code: "sentBack", Label: "撤销，责令重新办理"}}

// decisions are the same as the opinion has them.
var decisions = map[string]string{"upheld": "维持原意见", "changed": "变更原意见", "sentBack": "撤销原意见，责令重新办理"}

// change is what is kept of the opinion, for the papers.
func (u Upper) change(on calendar.Date, what string) matter.Change {
	return matter.Change{On: on, Note: u.Words, Reason: u.Result, Facts: map[string]string{
		what + "意见书文号": u.Number, what + "结果": decisions[u.Result], what + "意见": u.Words,
	}}
}

func (u Upper) check() error {
	var bad fault.Fields
	bad.Must("result", UpperResults.Has(u.Result), "请选择意见的结果")
	bad.Need("number", u.Number, "请填写意见书的编号")
	return bad.Err()
}

// Reviewed records the review opinion and the day the petitioner received it.
func Reviewed(tx *db.Tx, by actor.Actor, id matter.ID, u Upper) (matter.Matter, error) {
	return act(tx, by, id, "reviewOpinion", u.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if err := u.check(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, u.On, row.ServedOn, "复查意见送达")
		row.ReviewedOn = on
		return u.change(on, "复查"), err
	})
}

// Rechecked records the re-check opinion: it is final (art. 36).
func Rechecked(tx *db.Tx, by actor.Actor, id matter.ID, u Upper) (matter.Matter, error) {
	return act(tx, by, id, "recheckOpinion", u.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if err := u.check(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, u.On, row.ReviewedOn, "复核意见送达")
		row.FinalOn = on
		return u.change(on, "复核"), err
	})
}

// Finish is the end of the procedure without another request: the petitioner
// said so, or the days to ask have passed.
type Finish struct {
	Version   int
	Satisfied bool // the petitioner said in so many words that the matter is settled
	Words     string
}

// End ends the procedure. Silence ends it only when the days have passed.
func End(tx *db.Tx, by actor.Actor, id matter.ID, f Finish) (matter.Matter, error) {
	return act(tx, by, id, "finish", f.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		rule, what := "C7", "复查"
		if m.State == ReviewServed {
			rule, what = "C9", "复核"
		}
		c, err := matter.RunningClock(tx, m.ID, rule)
		if err != nil {
			return matter.Change{}, err
		}
		if !f.Satisfied && tx.Today() <= c.Show {
			return matter.Change{}, fault.New(fault.Conflict, "信访人还可以在%s以前请求%s，现在不能终结；本人表示同意处理意见的，请勾选", c.Show.Plain(), what)
		}
		if f.Satisfied {
			var bad fault.Fields
			bad.Need("words", f.Words, "请照本人的原话写下怎么说的")
			if err := bad.Err(); err != nil {
				return matter.Change{}, err
			}
		}
		row.FinalOn = tx.Today()
		return matter.Change{Note: f.Words}, nil
	})
}

// CarryOut records that what was supported has been done (art. 32, 45).
func CarryOut(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "carryOut", d.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Opinion != "supported" && row.Opinion != "partly" {
			return matter.Change{}, fault.New(fault.Conflict, "处理意见是“%s”，没有支持的请求要落实", Opinions.Label(row.Opinion))
		}
		var bad fault.Fields
		bad.Need("words", d.Words, "请写明落实了什么、什么时候、由谁落实")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, d.On, row.OpinionOn, "落实")
		row.ExecutedOn = on
		facts := map[string]string{"落实情况": d.Words, "落实内容": d.Words, "落实时间": on.String()}
		return matter.Change{On: on, Note: d.Words, Kind: "record", Facts: facts}, err
	})
}

// Closing is the closing report: the help that was given after finality, and
// whether the matter came to rest. 息访 is a fact that is written down, never a
// promise that is asked for.
type Closing struct {
	Version int
	On      calendar.Date
	Help    string // help, guidance and relief (art. 37)
	Rating  string // what the petitioner said of the handling (art. 21), in their words; "" = nothing
	Settled bool
}

// Close closes a petition. What was supported must have been carried out.
func Close(tx *db.Tx, by actor.Actor, id matter.ID, c Closing) (matter.Matter, error) {
	return act(tx, by, id, "close", c.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if (row.Opinion == "supported" || row.Opinion == "partly") && row.ExecutedOn.Zero() {
			return matter.Change{}, fault.New(fault.Conflict, "支持的请求还没有落实，落实以后才能结案（信访工作条例第三十二条）")
		}
		var bad fault.Fields
		bad.Need("help", c.Help, "请写明做了哪些教育帮扶、法律援助或者救助的工作，没有需要的写“不需要”（信访工作条例第三十七条）")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, c.On, max(m.ConcludedOn, row.FinalOn), "结案")
		m.Settled = c.Settled
		facts := map[string]string{"帮扶情况": c.Help, "信访人评价": c.Rating}
		if c.Rating == "" {
			facts["信访人评价"] = "未作评价"
		}
		return matter.Change{On: on, Note: c.Help, Facts: facts}, err
	})
}

// Withdraw: the petitioner takes the petition back, in their own words.
func Withdraw(tx *db.Tx, by actor.Actor, id matter.ID, r Result) (matter.Matter, error) {
	return act(tx, by, id, "withdraw", r.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("words", r.Words, "请照本人的原话写下为什么撤回；不能要求信访人撤回或者承诺不再信访")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, r.On, m.AcceptedOn, "撤回")
		if err != nil {
			return matter.Change{}, err
		}
		m.Outcome = matter.Withdrawn
		return matter.Change{On: on, Note: r.Words}, matter.Conclude(tx, m, on, terms...)
	})
}

// Archive puts the petition's file together (forms.md section 3, P19).
func Archive(tx *db.Tx, by actor.Actor, id matter.ID, a matter.Archiving) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "archive", a.Version, func(m *matter.Matter) (matter.Change, error) { return a.File(tx, by, m) })
}
