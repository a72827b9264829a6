package petition

import (
	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Path is the one way a claim goes, with the reason (信访工作条例 art. 31).
type Path struct {
	Version int
	Path    string // of those on which another procedure is told of
	Why     string
	Told    bool
}

func (p Path) check(row Row, told bool) error {
	var bad fault.Fields
	if row.Sort != Claim {
		return fault.New(fault.Conflict, "这是%s，不选途径；只有申诉求决类要选一种途径（信访工作条例第三十一条）", Sorts.Label(string(row.Sort)))
	}
	bad.Need("why", p.Why, "请写明为什么按这一种途径办")
	if told {
		bad.Must("told", p.Told, "要告知信访人按什么程序、到哪里提出，请先出具告知书")
	}
	return bad.Err()
}

// PathOpinion handles a claim in the petition's own procedure: 60 days from
// acceptance (art. 31(6), 34).
func PathOpinion(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return act(tx, by, id, "pathOpinion", p.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Path = "toOpinion"
		if err := p.check(*row, false); err != nil {
			return matter.Change{}, err
		}
		return matter.Change{Note: p.Why, Reason: row.Path}, matter.StartClock(tx, m, "C5", "accept", m.AcceptedOn)
	})
}

// PathDuty handles a claim to investigate an offence or protect a right (art. 31(5)).
func PathDuty(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return act(tx, by, id, "pathDuty", p.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Path = "toDuty"
		return matter.Change{Note: p.Why, Reason: row.Path}, p.check(*row, false)
	})
}

// PathGuided tells the petitioner of arbitration, a party appeal or an
// administrative procedure (art. 31(2)-(4)).
func PathGuided(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return act(tx, by, id, "pathGuided", p.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Path = p.Path
		if err := p.check(*row, true); err != nil {
			return matter.Change{}, err
		}
		if !GuidedPaths.Has(p.Path) {
			return matter.Change{}, fault.Wrong("path", "请选择告知的是哪一种程序")
		}
		m.Outcome = matter.Transferred
		return matter.Change{Note: p.Why, Reason: row.Path, Facts: map[string]string{"path": p.Path}}, matter.Conclude(tx, m, tx.Today(), terms...)
	})
}

// PathJustice hands a claim that is in the hands of court, procuratorate or
// police to the machine of litigation-related matters (art. 31(1)).
func PathJustice(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return p.leave(tx, by, id, "pathJustice", func(row Row) error { return p.check(row, false) })
}

// leave hands the matter to the machine of litigation-related matters.
func (p Path) leave(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, guard func(Row) error) (matter.Matter, error) {
	m, err := act(tx, by, id, do, p.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Path = "toJustice"
		m.AcceptedOn, m.Mediator = 0, ""
		return matter.Change{Note: p.Why, Reason: row.Path}, guard(*row)
	})
	if err != nil {
		return m, err
	}
	return matter.Become(tx, m, matter.Litigation)
}

// Doing is work on a petition with what was written down.
type Doing struct {
	Version int
	On      calendar.Date
	Words   string
	Heard   bool // the petitioner was heard (art. 32)
	Agreed  bool // both sides agree to be mediated (art. 33)
}

func (d Doing) change(tx *db.Tx, m *matter.Matter, what string) (matter.Change, error) {
	var bad fault.Fields
	bad.Need("words", d.Words, "请写下"+what+"的情况")
	if err := bad.Err(); err != nil {
		return matter.Change{}, err
	}
	on, err := matter.Day(tx, d.On, m.AcceptedOn, what)
	return matter.Change{On: on, Note: d.Words, Kind: "record"}, err
}

// Investigate writes down an inquiry; the petitioner is heard (art. 32).
func Investigate(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "investigate", d.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		if !d.Heard {
			return matter.Change{}, fault.Wrong("heard", "要听取信访人陈述事实和理由，请听取后勾选（信访工作条例第三十二条）")
		}
		return d.change(tx, m, "调查")
	})
}

// Mediate writes down a mediation within the handling (art. 33).
func Mediate(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "mediate", d.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		if !d.Agreed {
			return matter.Change{}, fault.Wrong("agreed", "调解要双方自愿，请征得同意后勾选（信访工作条例第三十三条）")
		}
		return d.change(tx, m, "调解")
	})
}

// Hear writes down a hearing on an important, complex or difficult petition. The
// days of handling go on meanwhile: only the re-check has its hearing excluded.
func Hear(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "hearing", d.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) { return d.change(tx, m, "听证") })
}

// Simplify handles a simple first petition in ten working days (信访事项简易办理办法).
func Simplify(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "simplify", d.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		switch {
		case row.Repeated:
			return matter.Change{}, fault.New(fault.Conflict, "简易办理只用于初次信访，这件是重复信访")
		case row.Simplified:
			return matter.Change{}, fault.New(fault.Conflict, "已经在简易办理")
		}
		row.Simplified = true
		return matter.Change{Note: d.Words}, nil
	})
}

// Extension lengthens the 60 days by at most 30 (art. 34).
type Extension struct {
	Version int
	Days    int
	Reason  string
	Told    calendar.Date // the petitioner was told
	Proof   string        // the notice P10
}

// Extend grants an extension: before the date passes, by the head, with the
// reason told to the petitioner (art. 34).
func Extend(tx *db.Tx, by actor.Actor, id matter.ID, e Extension) (matter.Matter, error) {
	return act(tx, by, id, "extend", e.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Path != "toOpinion" {
			return matter.Change{}, fault.New(fault.Conflict, "只有按信访程序办理的事项有六十日的期限可以延长（信访工作条例第三十四条）")
		}
		var bad fault.Fields
		bad.Need("reason", e.Reason, "请写明为什么不能按期办结")
		if e.Days < 1 || e.Days > 30 {
			bad.Add("days", "延长不能超过30日（信访工作条例第三十四条）")
		}
		if e.Told.Zero() || e.Told > tx.Today() {
			bad.Add("told", "请填写告知信访人延期理由的日期（信访工作条例第三十四条）")
		}
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		return matter.Change{Note: e.Reason}, matter.ExtendClock(tx, m, "C5", deadline.Grant{
			Approver: by.Name, On: tx.Today(), Reason: e.Reason, Told: e.Told, Proof: e.Proof, Number: e.Days,
		})
	})
}

// Reply is an answer without the chain of review: to a suggestion, or after a
// duty was performed.
type Reply struct {
	Version int
	On      calendar.Date
	Result  string // of a suggestion: adopted, partlyAdopted, notAdopted
	Words   string
}

// Study begins to look into a suggestion (art. 29).
func Study(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "study", d.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Sort != Suggestion {
			return matter.Change{}, fault.New(fault.Conflict, "这是%s，请选一种途径办理", Sorts.Label(string(row.Sort)))
		}
		return matter.Change{Note: d.Words}, nil
	})
}

// ReplySuggestion answers a suggestion with reasons (art. 29).
func ReplySuggestion(tx *db.Tx, by actor.Actor, id matter.ID, r Reply) (matter.Matter, error) {
	return act(tx, by, id, "reply", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("result", Adoptions.Has(r.Result), "请选择有没有采纳")
		bad.Need("words", r.Words, "请写明答复的内容和理由")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		row.Opinion = r.Result
		return r.conclude(tx, m)
	})
}

// AnswerDuty answers a claim after the duty was performed (art. 31(5)).
func AnswerDuty(tx *db.Tx, by actor.Actor, id matter.ID, r Reply) (matter.Matter, error) {
	return act(tx, by, id, "answer", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Path != "toDuty" {
			return matter.Change{}, fault.New(fault.Conflict, "按信访程序办理的事项要出具处理意见书（信访工作条例第三十二条）")
		}
		var bad fault.Fields
		bad.Need("words", r.Words, "请写明怎么履行的职责，怎么答复的")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		return r.conclude(tx, m)
	})
}

func (r Reply) conclude(tx *db.Tx, m *matter.Matter) (matter.Change, error) {
	on, err := matter.Day(tx, r.On, m.AcceptedOn, "答复")
	if err != nil {
		return matter.Change{}, err
	}
	return matter.Change{On: on, Note: r.Words}, matter.Conclude(tx, m, on, terms...)
}

// terms are the terms a petition has to be concluded in.
var terms = []string{"C5", "C13"}

// Opinion is the written handling opinion (art. 32): each claim is answered,
// with the law, and the right of review is told.
type Opinion struct {
	Version    int
	On         calendar.Date
	Result     string
	Words      string
	Law        string
	ReviewTold bool // thirty days, and to which organ (art. 35)
	UnitSeal   bool // the unit's seal, not an inner office's
}

// Issue gives the handling opinion; with it the petition is 办结.
func Issue(tx *db.Tx, by actor.Actor, id matter.ID, o Opinion) (matter.Matter, error) {
	return act(tx, by, id, "issue", o.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Path != "toOpinion" {
			return matter.Change{}, fault.New(fault.Conflict, "履行职责的事项直接答复，不出具信访处理意见书（信访工作条例第三十一条第五项）")
		}
		var bad fault.Fields
		bad.Must("result", Opinions.Has(o.Result), "请选择对诉求的处理意见")
		bad.Need("words", o.Words, "请逐项写明对每个诉求的意见和事实依据")
		bad.Need("law", o.Law, "请写明依据的法律、法规和条款")
		bad.Must("reviewTold", o.ReviewTold, "要写明可以在三十日内请求上一级机关、单位复查（信访工作条例第三十五条）")
		bad.Must("unitSeal", o.UnitSeal, "处理意见书要盖单位的印章，不能盖内设机构的章")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, o.On, m.AcceptedOn, "出具意见")
		if err != nil {
			return matter.Change{}, err
		}
		row.Opinion, row.OpinionOn = o.Result, on
		return matter.Change{
			On: on, Note: o.Words + "　依据：" + o.Law, Reason: o.Result, Facts: map[string]string{"opinion": o.Result, "law": o.Law},
		}, matter.Conclude(tx, m, on, terms...)
	})
}

// Service is the day the petitioner received the opinion, and how.
type Service struct {
	Version int
	On      calendar.Date
	Way     string
}

// Serve records the service; from that day the petitioner has 30 days to ask
// for a review (art. 35).
func Serve(tx *db.Tx, by actor.Actor, id matter.ID, s Service) (matter.Matter, error) {
	return act(tx, by, id, "serve", s.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("way", s.Way, "请写明怎么送达的，谁签收的")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, s.On, row.OpinionOn, "送达")
		row.ServedOn = on
		return matter.Change{On: on, Note: s.Way, Kind: "contact"}, err
	})
}
