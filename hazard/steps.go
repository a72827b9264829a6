package hazard

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Finding is what somebody saw: a place and a sort are enough.
type Finding struct {
	Sort    string
	Unit    string // a community, grid or estate
	Place   string // no house number of a family: a building, a corner, a shop front
	Words   string
	Channel matter.Channel
	Known   bool // the finder has seen what is open there already and goes on
}

// knownDays is how long an open hazard of the same place and sort counts as known.
const knownDays = 30

// Find reports a hazard. When one of the same place and sort is open, nothing is
// written and the *matter.Known says which.
func Find(tx *db.Tx, by actor.Actor, f Finding) (matter.Matter, error) {
	if !Sorts.Has(f.Sort) {
		return matter.Matter{}, fault.Wrong("sort", "请选择是哪一种隐患")
	}
	if f.Channel == "" {
		f.Channel = "grid"
	}
	if !f.Known {
		known, err := alike(tx, f)
		if err != nil {
			return matter.Matter{}, err
		}
		if len(known) > 0 {
			return matter.Matter{}, &matter.Known{Matters: known}
		}
	}
	title := Sorts.Label(f.Sort)
	if place := strings.TrimSpace(f.Place); place != "" {
		title += "：" + place
	}
	m, err := matter.Begin(tx, by, workflow, matter.Intake{
		Channel: f.Channel, Title: clip(title), Request: f.Words, Place: f.Place, Unit: f.Unit, Scale: "01",
	})
	if err != nil {
		return m, err
	}
	return m, begin(tx, m.ID, Row{Sort: f.Sort, FoundOn: tx.Today()})
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60])
	}
	return s
}

func begin(tx *db.Tx, id matter.ID, r Row) error {
	_, err := tx.Exec(insertRow, r.values(tx, id)...)
	return err
}

// Join adds what somebody else saw to a hazard that is known already.
func Join(tx *db.Tx, by actor.Actor, id matter.ID, words string) (matter.Matter, error) {
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return m, err
	}
	if m.Kind != matter.Hazard || !m.Open {
		return m, fault.New(fault.Conflict, "这处隐患已经结案，请另报一件")
	}
	return m, matter.Remark(tx, by, m, "found", words)
}

// Taking makes a matter that was sorted here a hazard.
type Taking struct {
	Version int
	Sort    string
}

// Take begins a hazard that came through the centre.
func Take(tx *db.Tx, by actor.Actor, id matter.ID, t Taking) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "take", t.Version, func(m *matter.Matter) (matter.Change, error) {
		if !Sorts.Has(t.Sort) {
			return matter.Change{}, fault.Wrong("sort", "请选择是哪一种隐患")
		}
		return matter.Change{Reason: t.Sort}, begin(tx, m.ID, Row{Sort: t.Sort, FoundOn: m.ReceivedOn})
	})
}

func act(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, version int, guard func(*matter.Matter, *Row) (matter.Change, error)) (matter.Matter, error) {
	return workflow.Act(tx, by, id, do, version, func(m *matter.Matter) (matter.Change, error) {
		row, err := Load(tx, m.ID)
		if err != nil {
			return matter.Change{}, err
		}
		change, err := guard(m, &row)
		if err != nil {
			return change, err
		}
		return change, tx.ExecOne(saveRow, row.values(tx, m.ID)...)
	})
}

// Look is what was seen on the spot, or done there.
type Look struct {
	Version int
	On      calendar.Date
	Words   string
}

func (l Look) change(tx *db.Tx, after calendar.Date, what, sentence string) (matter.Change, error) {
	var bad fault.Fields
	bad.Need("words", l.Words, sentence)
	if err := bad.Err(); err != nil {
		return matter.Change{}, err
	}
	on, err := matter.Day(tx, l.On, after, what)
	return matter.Change{On: on, Note: l.Words, Kind: "record"}, err
}

// Confirm says that the hazard is there.
func Confirm(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	return act(tx, by, id, "confirm", l.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		c, err := l.change(tx, row.FoundOn, "核实", "请写明看到的情况和原因")
		row.Cause, m.AcceptedOn = l.Words, c.On
		return c, err
	})
}

// Dismiss says that there is none, with the reason.
func Dismiss(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	return act(tx, by, id, "dismiss", l.Version, func(_ *matter.Matter, row *Row) (matter.Change, error) {
		return l.change(tx, row.FoundOn, "核实", "请写明为什么不属实")
	})
}

// Assignment gives a hazard its grade, its owner unit and its day.
type Assignment struct {
	Version  int
	Grade    string
	Unit     string
	Officer  string // who acts for the unit
	By       calendar.Date
	Leader   string // who owns a dangerous one
	Reported bool   // a dangerous one was reported the same day
	Words    string
}

// Assign grades a hazard and hands it out. A dangerous one has a leader and is
// reported the same day.
func Assign(tx *db.Tx, by actor.Actor, id matter.ID, a Assignment) (matter.Matter, error) {
	return act(tx, by, id, "assign", a.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("grade", Grades.Has(a.Grade), "请选择等级")
		bad.Need("unit", a.Unit, "请选择整改单位")
		bad.Need("officer", a.Officer, "请选择整改单位由谁负责")
		if a.By < tx.Today() {
			bad.Add("by", "请填写要求整改完成的日期，不能早于今天")
		}
		if a.Grade == "dangerous" {
			bad.Need("leader", a.Leader, "“险”级要有领导包案，请选择")
			bad.Must("reported", a.Reported, "“险”级要当天报告，请报告后勾选")
		}
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		if _, err := org.UnitByID(tx, a.Unit); err != nil {
			return matter.Change{}, err
		}
		if a.Leader != "" {
			is, err := org.Holds(tx, a.Leader, actor.CaseOwner)
			if err != nil {
				return matter.Change{}, err
			}
			if !is {
				return matter.Change{}, fault.Wrong("leader", "这位不是在任的包案领导，请另选一位")
			}
		}
		row.Grade, row.Unit, row.Leader, row.AssignedOn, row.PromisedOn = a.Grade, a.Unit, a.Leader, tx.Today(), a.By
		m.Mediator = a.Officer
		return matter.Change{Note: a.Words, Reason: a.Grade, Details: map[string]string{"unit": a.Unit}},
			matter.StartClock(tx, m, "H1", "assign", tx.Today(), deadline.Until(a.By))
	})
}

// Act begins to put it right.
func Act(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	return act(tx, by, id, "act", l.Version, func(_ *matter.Matter, row *Row) (matter.Change, error) {
		return l.change(tx, row.AssignedOn, "整改", "请写明采取什么措施")
	})
}

// Progress writes down what was done.
func Progress(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	return act(tx, by, id, "progress", l.Version, func(_ *matter.Matter, row *Row) (matter.Change, error) {
		return l.change(tx, row.AssignedOn, "整改", "请写明做了什么")
	})
}

// ClaimDone says that it has been put right; somebody else will look.
func ClaimDone(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	return act(tx, by, id, "claimDone", l.Version, func(_ *matter.Matter, row *Row) (matter.Change, error) {
		c, err := l.change(tx, row.AssignedOn, "完成", "请写明怎么整改的，有什么可以看的（照片、单据）")
		row.Doer, row.DoneOn = by.Officer, c.On
		return c, err
	})
}

// Pass: somebody who did not do it has looked and finds it cleared.
func Pass(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	return act(tx, by, id, "pass", l.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if err := notTheDoer(by, *row); err != nil {
			return matter.Change{}, err
		}
		if row.Dispute != "" {
			d, err := matter.StateOf(tx, row.Dispute)
			if err != nil {
				return matter.Change{}, err
			}
			if d.Open {
				return matter.Change{}, fault.New(fault.Conflict, "这处隐患引发的纠纷（%s）还没有办完，隐患不能先消除", d.Number)
			}
		}
		c, err := l.change(tx, row.DoneOn, "验收", "请写明到现场看到的情况")
		row.Verifier, row.ClearedOn, m.ConcludedOn = by.Officer, c.On, c.On
		return c, err
	})
}

// Fail: it is not cleared, and work goes on.
func Fail(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	return act(tx, by, id, "fail", l.Version, func(_ *matter.Matter, row *Row) (matter.Change, error) {
		if err := notTheDoer(by, *row); err != nil {
			return matter.Change{}, err
		}
		return l.change(tx, row.DoneOn, "验收", "请写明还差什么")
	})
}

func notTheDoer(by actor.Actor, row Row) error {
	if by.Officer == row.Doer {
		return fault.New(fault.Denied, "谁整改谁不能验收，请另一位来验收")
	}
	return nil
}

// BecomesDispute links the dispute that grew from it; the hazard stays open
// until that is ended.
func BecomesDispute(tx *db.Tx, by actor.Actor, id matter.ID, version int, number string) (matter.Matter, error) {
	return act(tx, by, id, "becomesDispute", version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		other, err := matter.ByNumber(tx, by, strings.TrimSpace(number))
		if err != nil || other == m.ID {
			return matter.Change{}, fault.Wrong("number", "请填写纠纷的编号，例如东盛矛登〔2024〕12号；还没有登记的先登记")
		}
		row.Dispute = other
		return matter.Change{Details: map[string]string{"dispute": string(other)}}, nil
	})
}

// Close closes a hazard that was cleared.
func Close(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	return act(tx, by, id, "close", l.Version, func(_ *matter.Matter, row *Row) (matter.Change, error) {
		on, err := matter.Day(tx, l.On, row.ClearedOn, "结案")
		return matter.Change{On: on, Note: l.Words}, err
	})
}

// Recur reports that a hazard has come back: a new one, linked to the old.
func Recur(tx *db.Tx, by actor.Actor, id matter.ID, l Look) (matter.Matter, error) {
	old, err := act(tx, by, id, "recur", l.Version, func(_ *matter.Matter, row *Row) (matter.Change, error) {
		return l.change(tx, row.ClearedOn, "发现", "请写明又看到了什么")
	})
	if err != nil {
		return old, err
	}
	row, err := Load(tx, id)
	if err != nil {
		return old, err
	}
	facts, err := matter.FactsOf(tx, old)
	if err != nil {
		return old, err
	}
	m, err := matter.Begin(tx, by, workflow, matter.Intake{
		Channel: "grid", Title: old.Title, Request: l.Words, Place: facts.Place, Unit: facts.Unit, Scale: old.Scale,
	})
	if err != nil {
		return m, err
	}
	return m, begin(tx, m.ID, Row{Sort: row.Sort, FoundOn: tx.Today(), Before: id})
}

// Archive puts the file together.
func Archive(tx *db.Tx, by actor.Actor, id matter.ID, a matter.Archiving) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "archive", a.Version, func(m *matter.Matter) (matter.Change, error) { return a.File(tx, by, m) })
}

// alike finds open hazards of the same place and sort.
func alike(tx *db.Tx, f Finding) ([]matter.Matter, error) {
	at, err := matter.LocationOf(tx, f.Unit)
	if err != nil {
		return nil, err
	}
	ids, err := db.All(tx, findAlike, func(r db.Row) (matter.ID, error) {
		var id matter.ID
		return id, r.Scan(&id)
	}, tx.Street, f.Sort, tx.Today().AddDays(-knownDays), at.Community, at.Grid, at.Estate)
	if err != nil {
		return nil, err
	}
	var known []matter.Matter
	for _, id := range ids {
		m, err := matter.StateOf(tx, id)
		if err != nil {
			return nil, err
		}
		known = append(known, m)
	}
	return known, nil
}
