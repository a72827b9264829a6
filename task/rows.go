package task

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

const columns = `task.id, task.source, task.subject_id, task.item_id, task.community_id, task.words, task.officer_id, task.unit_id, task.due_on, task.state,
task.outcome, task.ended_on, task.ended_by, task.given_on, task.given_by, task.version`

const selectTask = "SELECT " + columns + " FROM task"

var (
	insertRow = db.SQL("task.insert", `INSERT INTO task (street_id, id, source, subject_id, item_id, community_id, words, officer_id, unit_id, due_on, state,
outcome, ended_on, ended_by, given_on, given_by, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '', 0, '', $11, $12, 1)`)
	endRow = db.SQL("task.end", `UPDATE task SET state = $4, outcome = $5, ended_on = $6, ended_by = $7, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3 AND state = 'open'`)
	ofSubject = db.SQL("task.ofSubject", selectTask+` WHERE task.street_id = $1 AND task.subject_id = $2 ORDER BY task.id`)
	openOf    = db.SQL("task.openOf", `SELECT count(*) FROM task WHERE street_id = $1 AND subject_id = $2 AND state = 'open'`)
	readRow   = db.SQL("task.read", selectTask+` WHERE task.street_id = $1 AND task.id = $2`)
)

func scan(r db.Row) (Task, error) {
	var t Task
	return t, r.Scan(&t.ID, &t.Source, &t.Subject, &t.Item, &t.Community, &t.Words, &t.Officer, &t.Unit, &t.Due, &t.State,
		&t.Outcome, &t.EndedOn, &t.EndedBy, &t.GivenOn, &t.GivenBy, &t.Version)
}

// Most is how many tasks one list shows; the export has them all.
const Most = 300

// List finds the tasks of a filter that the actor may see: the open ones first, by
// the day they are due, then those that ended, the last first.
func List(tx *db.Tx, by actor.Actor, f Filter, most int) ([]Task, error) {
	s, args := f.where(tx, by, tx.Today()).Build("task.list", selectTask,
		`ORDER BY CASE task.state WHEN 'open' THEN 0 ELSE 1 END, CASE task.state WHEN 'open' THEN task.due_on ELSE 0 END, task.ended_on DESC, task.id LIMIT ?`, most)
	return db.All(tx, s, scan, args...)
}

// Count is how many tasks a filter finds.
func Count(tx *db.Tx, by actor.Actor, f Filter) (int, error) {
	s, args := f.where(tx, by, tx.Today()).Build("task.count", "SELECT count(*) FROM task", "")
	return db.Value[int](tx, s, args...)
}

// Visible reads a task for somebody who may see it.
func Visible(tx *db.Tx, by actor.Actor, id ID) (Task, error) {
	var w db.Where
	w.Add("task.street_id = ?", tx.Street)
	w.Add("task.id = ?", string(id))
	w.Any(seen(by))
	s, args := w.Build("task.visible", selectTask, "ORDER BY task.id LIMIT 1")
	t, err := db.One(tx, s, scan, args...)
	if errors.Is(err, db.ErrNone) {
		return t, fault.New(fault.NotFound, "找不到这项任务，可能地址有误，或不在您的职责范围内")
	}
	return t, err
}

// InSight are those of the tasks that the actor may open: a task can stand in a meeting
// or an entry for readers who do not have it themselves.
func InSight(tx *db.Tx, by actor.Actor, all []Task) (map[ID]bool, error) {
	ids := make([]string, len(all))
	for i, t := range all {
		ids[i] = string(t.ID)
	}
	var w db.Where
	w.Add("task.street_id = ?", tx.Street)
	w.In("task.id", ids)
	w.Any(seen(by))
	s, args := w.Build("task.inSight", "SELECT task.id FROM task", "ORDER BY task.id")
	found, err := db.Values[string](tx, s, args...)
	in := map[ID]bool{}
	for _, id := range found {
		in[ID(id)] = true
	}
	return in, err
}

// Of lists the tasks of a meeting or an entry, in the order they were given. Whoever
// may read the one may read the others: the caller has checked it.
func Of(tx *db.Tx, subject string) ([]Task, error) {
	return db.All(tx, ofSubject, scan, tx.Street, subject)
}

// OpenOf is how many tasks of a meeting or an entry are open.
func OpenOf(tx *db.Tx, subject string) (int, error) {
	return db.Value[int](tx, openOf, tx.Street, subject)
}

// Read reads a task that stands in something the actor may read.
func Read(tx *db.Tx, id ID) (Task, error) { return db.One(tx, readRow, scan, tx.Street, string(id)) }

// May reports whether the actor may write what was done: who has the task, whose unit
// has it, who gave it, and who keeps the tasks of the place.
func (t Task) May(by actor.Actor) bool {
	if t.State != Open {
		return false
	}
	if t.Officer == by.Officer && by.Officer != "" || t.MayWithdraw(by) {
		return true
	}
	for _, p := range by.Posts {
		if t.Unit != "" && p.Place.ID == t.Unit {
			return true
		}
	}
	return false
}

// MayWithdraw reports whether the actor may withdraw it: who gave it, and who keeps
// the tasks of the place.
func (t Task) MayWithdraw(by actor.Actor) bool {
	return t.State == Open && (t.GivenBy == by.Officer || identity.KeepTasks.Reaches(by, identity.Location{Community: t.Community}))
}
