package task

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// wordsMax bounds what is to be done and what was done, in characters.
const wordsMax = 500

// Check adds to bad what is wrong with a draft; prefix stands before the names of the
// entries, since a form may take several down.
func (d Draft) Check(bad *fault.Fields, prefix string, from calendar.Date) {
	bad.Need(prefix+"words", d.Words, "请写明做什么")
	short(bad, prefix+"words", "做什么", d.Words)
	bad.Must(prefix+"who", d.Officer != "" || d.Unit != "", "请选择由谁、或哪个单位来做")
	if d.Due < from {
		bad.Add(prefix+"due", "请填写什么时候以前完成，不能早于%s", from.Plain())
	}
}

func short(bad *fault.Fields, name, label, text string) {
	if n := len([]rune(strings.TrimSpace(text))); n > wordsMax {
		bad.Add(name, "%s最多%d字，现在多了%d字", label, wordsMax, n-wordsMax)
	}
}

// Give gives a task. What it follows from - a meeting, an entry - has been checked by
// the caller; a task of no subject is somebody's word, on the day it is given.
func Give(tx *db.Tx, by actor.Actor, d Draft) (Task, error) {
	t := Task{Draft: d, State: Open, GivenOn: tx.Today(), GivenBy: by.Officer, Version: 1}
	t.Words = strings.TrimSpace(d.Words)
	if err := identity.GiveTasks.Check(by); err != nil {
		return t, err
	}
	var bad fault.Fields
	bad.Must("source", Sources.Has(string(t.Source)), "请选择任务的来源")
	from := tx.Today()
	if t.Subject != "" {
		from = 1 // whoever gives it for a meeting or an entry has held it against that day
	}
	t.Check(&bad, "", from)
	if err := bad.Err(); err != nil {
		return t, err
	}
	if t.Source == Direct && !identity.KeepTasks.Reaches(by, identity.Location{Community: t.Community}) {
		return t, fault.New(fault.Denied, "您的岗位只能交办本社区的任务")
	}
	return t.give(tx, by)
}

// Charge gives a task that a step of a matter hands on: whoever may take the step may give it.
func Charge(tx *db.Tx, by actor.Actor, d Draft) (Task, error) {
	t := Task{Draft: d, State: Open, GivenOn: tx.Today(), GivenBy: by.Officer, Version: 1}
	var bad fault.Fields
	t.Check(&bad, "", tx.Today())
	if err := bad.Err(); err != nil {
		return t, err
	}
	return t.give(tx, by)
}

// Settle ends the open tasks of a subject that is over, with the words of what became of it.
func Settle(tx *db.Tx, by actor.Actor, subject, outcome string) error {
	all, err := Of(tx, subject)
	for _, t := range all {
		if err != nil || t.State != Open {
			continue
		}
		_, err = t.end(tx, by, Done, "finish", 0, "outcome", outcome, "")
	}
	return err
}

func (t Task) give(tx *db.Tx, by actor.Actor) (Task, error) {
	if err := t.point(tx); err != nil {
		return t, err
	}
	t.ID = ID(tx.NewID())
	if _, err := tx.Exec(insertRow, tx.Street, string(t.ID), string(t.Source), t.Subject, t.Item, t.Community, t.Words, t.Officer, t.Unit, t.Due,
		t.GivenOn, t.GivenBy); err != nil {
		return t, err
	}
	return t, told(tx, by, t, "give")
}

// point looks before it points: the officer or the unit is there.
func (t *Task) point(tx *db.Tx) error {
	if t.Officer != "" {
		t.Unit = ""
		o, err := org.FindOfficer(tx, t.Officer)
		switch {
		case fault.Is(err, fault.NotFound):
			return fault.Wrong("who", err.Error())
		case err != nil:
			return err
		case !o.Until.Zero() && o.Until < tx.Today():
			return fault.Wrong("who", o.Name+"已经离岗，请另选一位")
		}
		return nil
	}
	_, err := org.UnitByID(tx, t.Unit)
	if fault.Is(err, fault.NotFound) {
		return fault.Wrong("who", "找不到这个单位，请重新选择")
	}
	return err
}

// Finish writes down what was done.
func Finish(tx *db.Tx, by actor.Actor, id ID, version int, words string) (Task, error) {
	t, err := Visible(tx, by, id)
	if err != nil {
		return t, err
	}
	if t.State == Open && !t.May(by) {
		return t, fault.New(fault.Denied, "这项任务由承担的人或者单位、交办的人来记")
	}
	return t.end(tx, by, Done, "finish", version, "outcome", words, "请写明做了什么、做到什么程度；不写群众的姓名和电话")
}

// Withdraw takes a task back that need not be done any more.
func Withdraw(tx *db.Tx, by actor.Actor, id ID, version int, why string) (Task, error) {
	t, err := Visible(tx, by, id)
	if err != nil {
		return t, err
	}
	if t.State == Open && !t.MayWithdraw(by) {
		return t, fault.New(fault.Denied, "任务由交办的人撤销")
	}
	return t.end(tx, by, Withdrawn, "withdraw", version, "reason", why, "请写明为什么撤销")
}

// end closes an open task at the version the actor saw.
func (t Task) end(tx *db.Tx, by actor.Actor, to State, do string, version int, field, words, ask string) (Task, error) {
	switch {
	case t.State != Open:
		return t, fault.New(fault.Conflict, "这项任务%s，%s", t.State.Label(), t.EndedOn.Plain())
	case version != 0 && version != t.Version:
		return t, changed()
	}
	var bad fault.Fields
	t.Outcome = strings.TrimSpace(words)
	bad.Need(field, t.Outcome, ask)
	short(&bad, field, "内容", t.Outcome)
	if err := bad.Err(); err != nil {
		return t, err
	}
	t.State, t.EndedOn, t.EndedBy = to, tx.Today(), by.Officer
	n, err := tx.Exec(endRow, tx.Street, string(t.ID), t.Version, string(t.State), t.Outcome, t.EndedOn, t.EndedBy)
	if err != nil {
		return t, err
	}
	if n == 0 {
		return t, changed()
	}
	t.Version++
	return t, told(tx, by, t, do)
}

func changed() error {
	return fault.New(fault.Conflict, "这项任务刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

func told(tx *db.Tx, by actor.Actor, t Task, do string) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "task." + do, Kind: event.Task, Subject: string(t.ID), Role: by.First(identity.Everybody.Roles...),
		Details: map[string]any{"source": t.Source, "of": t.Subject, "due": t.Due.String()},
	})
	return err
}
