package responsibility

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Bounds of what is written, in characters, and of the years.
const (
	lineMax   = 100
	wordsMax  = 500
	firstYear = 2015
)

// yearOf holds that a year is one that a list can be of: not before the duty began, and
// the next year at the latest.
func yearOf(bad *fault.Fields, year int, today calendar.Date) {
	if year < firstYear || year > today.Year()+1 {
		bad.Add("year", "请填写年份，%d到%d", firstYear, today.Year()+1)
	}
}

// officerThere looks before it points.
func officerThere(tx *db.Tx, bad *fault.Fields, name, id string) error {
	if id == "" {
		return nil
	}
	_, err := org.FindOfficer(tx, id)
	if fault.Is(err, fault.NotFound) {
		bad.Add(name, "%s", err.Error())
		return nil
	}
	return err
}

// List puts a duty of a post on the list of its year.
func List(tx *db.Tx, by actor.Actor, d Duty) (Duty, error) {
	if err := identity.KeepResponsibility.Check(by); err != nil {
		return d, err
	}
	var bad fault.Fields
	d.Post, d.Words, d.Source = strings.TrimSpace(d.Post), strings.TrimSpace(d.Words), strings.TrimSpace(d.Source)
	yearOf(&bad, d.Year, tx.Today())
	bad.Must("kind", Kinds.Has(string(d.Kind)), "请选择是谁的职责")
	bad.Need("post", d.Post, "请写明是哪个岗位，例如：综合办负责人")
	bad.Need("words", d.Words, "请写明负责什么，写到能看出做没做")
	bad.Short("post", "岗位", d.Post, lineMax)
	bad.Short("words", "职责", d.Words, wordsMax)
	bad.Short("source", "依据", d.Source, lineMax)
	if err := officerThere(tx, &bad, "officer", d.Officer); err != nil {
		return d, err
	}
	if err := bad.Err(); err != nil {
		return d, err
	}
	n, err := db.Value[int](tx, sameDuty, tx.Street, d.Year, d.Post, d.Words)
	if err != nil {
		return d, err
	}
	if n > 0 {
		return d, fault.New(fault.Conflict, "%d年%s的清单里已经有这一项", d.Year, d.Post)
	}
	if n, err = db.Value[int](tx, countDuty, tx.Street, d.Year); err != nil {
		return d, err
	}
	d.ID = tx.NewID()
	if _, err := tx.Exec(insertDuty, tx.Street, d.ID, d.Year, string(d.Kind), n+1, d.Post, d.Officer, d.Words, d.Source); err != nil {
		return d, err
	}
	return d, told(tx, by, "list", d.ID, map[string]any{"year": d.Year, "kind": d.Kind})
}

// ListUsual puts the duties of the two first responsible persons on the list of a year,
// those that are not on it yet.
func ListUsual(tx *db.Tx, by actor.Actor, year int, secretary, director string) (int, error) {
	added := 0
	for _, d := range Usual {
		d.Year, d.Officer = year, secretary
		if d.Kind == Director {
			d.Officer = director
		}
		_, err := List(tx, by, d)
		switch {
		case fault.Is(err, fault.Conflict):
			continue
		case err != nil:
			return added, err
		}
		added++
	}
	return added, nil
}

// Enter writes down what was done for a duty, with a record that shows it. Who keeps the
// lists writes it, and the officer whose duty it is.
func Enter(tx *db.Tx, by actor.Actor, e Entry) (Entry, error) {
	d, err := LoadDuty(tx, by, e.Duty)
	if err != nil {
		return e, err
	}
	if !d.MayEnter(by) {
		return e, identity.KeepResponsibility.Check(by)
	}
	var bad fault.Fields
	e.Words, e.RecordedBy = strings.TrimSpace(e.Words), by.Officer
	bad.Need("words", e.Words, "请写明做了什么；不写群众的姓名和电话")
	bad.Short("words", "内容", e.Words, wordsMax)
	switch {
	case e.On.Zero() || e.On > tx.Today():
		bad.Add("on", "请填写哪一天做的，不能晚于今天")
	case e.On.Year() != d.Year:
		bad.Add("on", "这是%d年的职责，请填写这一年的日期", d.Year)
	}
	if err := proven(tx, by, &bad, e.Evidence); err != nil {
		return e, err
	}
	if err := bad.Err(); err != nil {
		return e, err
	}
	n, err := db.Value[int](tx, sameEntry, tx.Street, d.ID, string(e.Proof), e.ID)
	if err != nil {
		return e, err
	}
	if n > 0 {
		return e, fault.Wrong("evidence", "这一条依据已经记在这项职责下面了")
	}
	e.EntryID = tx.NewID()
	if _, err := tx.Exec(insertEntry, tx.Street, e.EntryID, d.ID, e.On, e.Words, string(e.Proof), e.ID, e.RecordedBy); err != nil {
		return e, err
	}
	return e, told(tx, by, "enter", d.ID, map[string]any{"evidence": e.Proof, "of": e.ID})
}

// MayEnter reports whether the actor writes what was done for the duty.
func (d Duty) MayEnter(by actor.Actor) bool {
	return identity.KeepResponsibility.Allows(by) || d.Officer != "" && d.Officer == by.Officer
}

// proven tells of evidence that does not hold at its entry.
func proven(tx *db.Tx, by actor.Actor, bad *fault.Fields, e Evidence) error {
	err := e.look(tx, by)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid) {
		bad.Add("evidence", "%s", err.Error())
		return nil
	}
	return err
}

// Drop takes an entry back that was written down by mistake.
func Drop(tx *db.Tx, by actor.Actor, duty, entry string) error {
	d, err := LoadDuty(tx, by, duty)
	if err != nil {
		return err
	}
	if !d.MayEnter(by) {
		return identity.KeepResponsibility.Check(by)
	}
	n, err := tx.Exec(dropEntry, tx.Street, duty, entry)
	if err != nil || n == 0 {
		return err
	}
	return told(tx, by, "drop", duty, map[string]any{"entry": entry})
}
