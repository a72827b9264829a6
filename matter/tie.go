package matter

import (
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Tie says that somebody in service, or everybody of a unit and of the units
// under it, has to keep out of a matter: it is about them, or they have a stake
// in it (信访工作条例 art. 28; W5). Whoever is tied to a matter finds, counts and
// opens it no more, whatever the post (AUTHZ-05).
type Tie struct {
	ID       string
	Officer  string // one of the two
	Unit     string
	Relation string
	Since    calendar.Date
	Recorder string
	Ended    calendar.Date // recorded wrongly; 0 = it holds
}

// Relations are the reasons to keep out.
var Relations = Enumeration{
	{"respondent", "是被申请人、被反映的一方"},
	{"relative", "是一方的近亲属"},
	{"interest", "有直接利害关系"},
	{"other", "有其他可能影响公正的关系"},
}

// Tying is who has to keep out, and why.
type Tying struct {
	Version  int
	Officer  string
	Unit     string
	Relation string
}

// AddTie records a tie. The matter leaves the tied person at once; when they
// carried it, it waits for somebody else.
func AddTie(tx *db.Tx, by actor.Actor, id ID, t Tying) (Matter, error) {
	m, err := readable(tx, by, id, t.Version)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	bad.Must("officer", (t.Officer == "") != (t.Unit == ""), "请选择一位工作人员，或者一个单位，二者选一")
	bad.Must("relation", Relations.Has(t.Relation), "请选择为什么要回避")
	if err := bad.Err(); err != nil {
		return m, err
	}
	if err := t.known(tx); err != nil {
		return m, err
	}
	if _, err := tx.Exec(insertTie, tx.Street, tx.NewID(), string(m.ID), t.Officer, t.Unit, t.Relation, tx.Today(), by.Officer); err != nil {
		return m, err
	}
	if m.Mediator != "" {
		out, err := Tied(tx, m.ID, m.Mediator)
		if err != nil {
			return m, err
		}
		if out {
			m.Mediator, m.HandedFrom = "", ""
			if err := book(tx, &m, HeldAssigned); err != nil {
				return m, err
			}
		}
	}
	return m, Amended(tx, by, &m, event.Entry{
		Action: "matter.tie", Fields: []string{"ties"}, Details: map[string]string{"officer": t.Officer, "unit": t.Unit, "relation": t.Relation},
	}, "登记了回避关系："+Relations.Label(t.Relation))
}

func (t Tying) known(tx *db.Tx) error {
	if t.Officer != "" {
		_, err := org.FindOfficer(tx, t.Officer)
		return err
	}
	u, err := org.UnitByID(tx, t.Unit)
	if err == nil && u.Level == actor.Street {
		return fault.Wrong("unit", "整个街道都回避，就没有人能办了；请登记作出这个行为的人员")
	}
	return err
}

// EndTie takes a tie back that was recorded wrongly: never by the tied person,
// and not by whoever recorded it.
func EndTie(tx *db.Tx, by actor.Actor, id ID, version int, tie, reason string) (Matter, error) {
	m, err := readable(tx, by, id, version)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	bad.Need("reason", reason, "请写明为什么登记错了")
	if err := bad.Err(); err != nil {
		return m, err
	}
	ties, err := Ties(tx, id)
	if err != nil {
		return m, err
	}
	for _, t := range ties {
		if t.ID != tie || !t.Ended.Zero() {
			continue
		}
		if t.Recorder == by.Officer {
			return m, fault.New(fault.Denied, "登记回避的人不能自己取消，请另一位能看这件事的人来做")
		}
		if err := tx.ExecOne(endTie, tx.Street, tie, tx.Today()); err != nil {
			return m, err
		}
		return m, Amended(tx, by, &m, event.Entry{Action: "matter.untie", Fields: []string{"ties"}, Details: map[string]string{"tie": tie}}, "取消了回避关系："+reason)
	}
	return m, fault.New(fault.NotFound, "没有这条回避关系，可能已经取消了")
}

// Ties lists who keeps out of a matter, also what was taken back.
func Ties(tx *db.Tx, id ID) ([]Tie, error) {
	return db.All(tx, readTies, func(r db.Row) (Tie, error) {
		var t Tie
		return t, r.Scan(&t.ID, &t.Officer, &t.Unit, &t.Relation, &t.Since, &t.Recorder, &t.Ended)
	}, tx.Street, string(id))
}

// Tied reports whether an officer has to keep out of a matter.
func Tied(tx *db.Tx, id ID, officer string) (bool, error) {
	o, err := org.FindOfficer(tx, officer)
	if err != nil {
		return false, err
	}
	posts, err := org.PostsOf(tx, o.ID, tx.Today())
	if err != nil {
		return false, err
	}
	units, err := org.UnitsOf(tx, o, posts)
	if err != nil {
		return false, err
	}
	return identity.Tied(tx, actor.Actor{Street: tx.Street, Officer: o.ID, Units: units}, string(id))
}

// given checks who a matter is given to: nobody who has to keep out of it; and
// whoever carries a restricted one may read it.
func given(tx *db.Tx, m, before Matter) error {
	if m.Mediator == "" || m.Mediator == before.Mediator {
		return nil
	}
	out, err := Tied(tx, m.ID, m.Mediator)
	if err != nil {
		return err
	}
	if out {
		return fault.New(fault.Invalid, "这位与这件事有要回避的关系，不能承办，请另选一位（信访工作条例第二十八条）")
	}
	c, err := ConfinedBy(tx, m.ID)
	if err != nil || c.Level != Restricted {
		return err
	}
	return admit(tx, m.ID, m.Mediator)
}

// readable loads a matter for a change that whoever reads its content may make.
func readable(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := Take(tx, by, id, version)
	if err != nil {
		return m, err
	}
	may, err := Readable(tx, by, id)
	if err == nil && !may {
		err = fault.New(fault.Denied, "只有能看这件事内容的人能做，请联系%s的承办人", m.Number)
	}
	return m, err
}

var (
	insertTie = db.SQL("tie.insert", `INSERT INTO tie (street_id, id, matter_id, officer_id, unit_id, relation, since_on, recorder_id, ended_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`)
	readTies = db.SQL("tie.ofMatter", `SELECT id, officer_id, unit_id, relation, since_on, recorder_id, ended_on FROM tie WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
	endTie   = db.SQL("tie.end", `UPDATE tie SET ended_on = $3 WHERE street_id = $1 AND id = $2 AND ended_on = 0`)
)
