package matter

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Level is how closely a matter is kept (AUTHZ-04).
type Level string

// The levels. Raising is at once; lowering needs a second person.
const (
	Internal   Level = ""           // those whose posts open it
	Restricted Level = "restricted" // its handlers and named readers only
	Locked     Level = "locked"     // its legal term runs: kept and protected, used for nothing (个人信息保护法 art. 47)
	Erased     Level = "erased"     // the content is gone; the counts stay
)

// Levels with their names.
var Levels = Enumeration{{"", "内部"}, {"restricted", "限知"}, {"locked", "封存"}, {"erased", "已删除"}}

// Label is the Chinese name.
func (l Level) Label() string { return Levels.Label(string(l)) }

// Confined is how a matter above the usual level is kept.
type Confined struct {
	Level Level
	Since calendar.Date
	Until calendar.Date // of a locked one: its legal term ends
	By    string        // who raised it
	Asked string        // who asked to lower or erase it; "" = nobody
}

// ConfinedBy reads how a matter is kept; Internal when nothing was said.
func ConfinedBy(tx *db.Tx, id ID) (Confined, error) {
	c, err := db.One(tx, readConfined, func(r db.Row) (Confined, error) {
		var c Confined
		return c, r.Scan(&c.Level, &c.Since, &c.Until, &c.By, &c.Asked)
	}, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return Confined{}, nil
	}
	return c, err
}

// Restrict keeps a matter from everybody but its handler, whoever raises it, and
// the readers named.
func Restrict(tx *db.Tx, by actor.Actor, id ID, version int, reason string) (Matter, error) {
	m, err := readable(tx, by, id, version)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	bad.Need("reason", reason, "请写明为什么要限知")
	if err := bad.Err(); err != nil {
		return m, err
	}
	c, err := ConfinedBy(tx, id)
	if err != nil {
		return m, err
	}
	if c.Level != Internal {
		return m, fault.New(fault.Conflict, "这件事已经是%s", c.Level.Label())
	}
	if _, err := tx.Exec(insertConfined, tx.Street, string(id), string(Restricted), tx.Today(), calendar.Date(0), by.Officer); err != nil {
		return m, err
	}
	for _, officer := range []string{by.Officer, m.Mediator} {
		if err := admit(tx, id, officer); err != nil {
			return m, err
		}
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.restrict", Fields: []string{"level"}}, "改为限知："+reason)
}

// Admit names a reader of a restricted matter.
func Admit(tx *db.Tx, by actor.Actor, id ID, version int, officer string) (Matter, error) {
	m, err := restricted(tx, by, id, version)
	if err != nil {
		return m, err
	}
	if _, err := org.FindOfficer(tx, officer); err != nil {
		return m, err
	}
	out, err := Tied(tx, id, officer)
	if err != nil {
		return m, err
	}
	if out {
		return m, fault.Wrong("officer", "这位与这件事有要回避的关系，不能知情")
	}
	if err := admit(tx, id, officer); err != nil {
		return m, err
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.admit", Fields: []string{"readers"}, Details: map[string]string{"officer": officer}}, "增加了一位知情人")
}

// Dismiss takes a reader off; the last one stays, or nobody could go on.
func Dismiss(tx *db.Tx, by actor.Actor, id ID, version int, officer string) (Matter, error) {
	m, err := restricted(tx, by, id, version)
	if err != nil {
		return m, err
	}
	if officer == by.Officer || officer == m.Mediator {
		return m, fault.Wrong("officer", "不能取消自己和承办人的知情")
	}
	if err := tx.ExecOne(deleteReader, tx.Street, string(id), officer); err != nil {
		return m, fault.New(fault.NotFound, "这位不是知情人")
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.dismiss", Fields: []string{"readers"}, Details: map[string]string{"officer": officer}}, "取消了一位知情人")
}

// Lower asks to lower a restricted matter; asked by one reader, it is done by
// another.
func Lower(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := restricted(tx, by, id, version)
	if err != nil {
		return m, err
	}
	c, err := ConfinedBy(tx, id)
	switch {
	case err != nil:
		return m, err
	case c.Asked == by.Officer:
		return m, fault.New(fault.Denied, "您已经提出降为内部，要由另一位知情人确认")
	case c.Asked == "":
		if err := tx.ExecOne(askConfined, tx.Street, string(id), by.Officer); err != nil {
			return m, err
		}
		return m, Amended(tx, by, &m, event.Entry{Action: "matter.askLower", Fields: []string{"level"}}, "提出降为内部")
	}
	if _, err := tx.Exec(deleteConfined, tx.Street, string(id)); err != nil {
		return m, err
	}
	if _, err := tx.Exec(deleteReaders, tx.Street, string(id)); err != nil {
		return m, err
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.lower", Fields: []string{"level"}, Details: map[string]string{"asked": c.Asked}}, "降为内部")
}

// Readers lists who may see a restricted matter.
func Readers(tx *db.Tx, id ID) ([]string, error) {
	return db.Values[string](tx, readReaders, tx.Street, string(id))
}

func restricted(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := readable(tx, by, id, version)
	if err != nil {
		return m, err
	}
	c, err := ConfinedBy(tx, id)
	if err == nil && c.Level != Restricted {
		err = fault.New(fault.Conflict, "这件事不是限知的")
	}
	return m, err
}

func admit(tx *db.Tx, id ID, officer string) error {
	if officer == "" {
		return nil
	}
	_, err := tx.Exec(insertReader, tx.Street, string(id), officer, tx.Today())
	return err
}

var (
	readConfined   = db.SQL("confined.read", `SELECT level, since_on, until_on, officer_id, asked_id FROM confined WHERE street_id = $1 AND id = $2`)
	insertConfined = db.SQL("confined.insert", `INSERT INTO confined (street_id, id, level, since_on, until_on, officer_id, asked_id) VALUES ($1, $2, $3, $4, $5, $6, '')
ON CONFLICT (street_id, id) DO UPDATE SET level = excluded.level, since_on = excluded.since_on, until_on = excluded.until_on, officer_id = excluded.officer_id, asked_id = ''`)
	askConfined    = db.SQL("confined.ask", `UPDATE confined SET asked_id = $3 WHERE street_id = $1 AND id = $2 AND asked_id = ''`)
	deleteConfined = db.SQL("confined.delete", `DELETE FROM confined WHERE street_id = $1 AND id = $2`)
	insertReader   = db.SQL("reader.insert", `INSERT INTO reader (street_id, matter_id, officer_id, since_on) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`)
	deleteReader   = db.SQL("reader.delete", `DELETE FROM reader WHERE street_id = $1 AND matter_id = $2 AND officer_id = $3`)
	deleteReaders  = db.SQL("reader.deleteAll", `DELETE FROM reader WHERE street_id = $1 AND matter_id = $2`)
	readReaders    = db.SQL("reader.ofMatter", `SELECT officer_id FROM reader WHERE street_id = $1 AND matter_id = $2 ORDER BY since_on, officer_id`)
)
