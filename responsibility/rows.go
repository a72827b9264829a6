package responsibility

import (
	"errors"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/ownership"
	"fengsheng/task"
)

const (
	dutyColumns      = `id, year, kind, post, officer_id, words, source`
	entryColumns     = `id, duty_id, on_date, words, evidence, evidence_id, recorded_by`
	problemColumns   = `id, source, year, words, cause, state, outcome, taken_on, ended_on, version`
	projectColumns   = `id, year, name, goal, officer_id, unit_id`
	milestoneColumns = `id, project_id, words, planned_on, done_on, note, evidence, evidence_id`
)

var (
	insertDuty = db.SQL("responsibility.insert", `INSERT INTO responsibility_duty (street_id, id, year, kind, ord, post, officer_id, words, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	readDuties = db.SQL("responsibility.list", `SELECT `+dutyColumns+` FROM responsibility_duty WHERE street_id = $1 AND year = $2 ORDER BY
CASE kind WHEN 'secretary' THEN 1 WHEN 'director' THEN 2 ELSE 3 END, post, ord, id`)
	readDuty  = db.SQL("responsibility.read", `SELECT `+dutyColumns+` FROM responsibility_duty WHERE street_id = $1 AND id = $2`)
	countDuty = db.SQL("responsibility.count", `SELECT count(*) FROM responsibility_duty WHERE street_id = $1 AND year = $2`)
	sameDuty  = db.SQL("responsibility.same", `SELECT count(*) FROM responsibility_duty WHERE street_id = $1 AND year = $2 AND post = $3 AND words = $4`)

	insertEntry = db.SQL("responsibility.enter", `INSERT INTO responsibility_entry (street_id, id, duty_id, on_date, words, evidence, evidence_id, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	dropEntry   = db.SQL("responsibility.drop", `DELETE FROM responsibility_entry WHERE street_id = $1 AND duty_id = $2 AND id = $3`)
	readEntries = db.SQL("responsibility.entries", `SELECT `+entryColumns+` FROM responsibility_entry WHERE street_id = $1 AND duty_id = $2 ORDER BY on_date, id`)
	yearEntries = db.SQL("responsibility.yearEntries", `SELECT `+entryColumns+` FROM responsibility_entry WHERE street_id = $1 AND duty_id IN
(SELECT responsibility_duty.id FROM responsibility_duty WHERE responsibility_duty.street_id = $1 AND responsibility_duty.year = $2) ORDER BY on_date, id`)
	sameEntry = db.SQL("responsibility.sameEntry", `SELECT count(*) FROM responsibility_entry WHERE street_id = $1 AND duty_id = $2 AND evidence = $3 AND evidence_id = $4`)

	insertProblem = db.SQL("responsibility.problem.insert", `INSERT INTO responsibility_problem (street_id, id, source, year, words, cause, state, outcome, taken_on, ended_on, version)
VALUES ($1, $2, $3, $4, $5, $6, 'open', '', $7, 0, 1)`)
	saveProblem = db.SQL("responsibility.problem.save", `UPDATE responsibility_problem SET cause = $4, state = $5, outcome = $6, ended_on = $7, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readProblem = db.SQL("responsibility.problem.read", `SELECT `+problemColumns+` FROM responsibility_problem WHERE street_id = $1 AND id = $2`)
	sameProblem = db.SQL("responsibility.problem.same", `SELECT count(*) FROM responsibility_problem WHERE street_id = $1 AND source = $2 AND year = $3 AND words = $4 AND state <> 'withdrawn'`)

	insertProject = db.SQL("responsibility.project.insert", `INSERT INTO responsibility_project (street_id, id, year, name, goal, officer_id, unit_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	readProjects  = db.SQL("responsibility.project.list", `SELECT `+projectColumns+` FROM responsibility_project WHERE street_id = $1 AND year = $2 ORDER BY id`)
	readProject   = db.SQL("responsibility.project.read", `SELECT `+projectColumns+` FROM responsibility_project WHERE street_id = $1 AND id = $2`)
	sameProject   = db.SQL("responsibility.project.same", `SELECT count(*) FROM responsibility_project WHERE street_id = $1 AND year = $2 AND name = $3`)

	insertMilestone = db.SQL("responsibility.project.milestone", `INSERT INTO responsibility_milestone (street_id, id, project_id, words, planned_on, done_on, note, evidence, evidence_id)
VALUES ($1, $2, $3, $4, $5, 0, '', '', '')`)
	reachMilestone = db.SQL("responsibility.project.reach", `UPDATE responsibility_milestone SET done_on = $4, note = $5, evidence = $6, evidence_id = $7
WHERE street_id = $1 AND project_id = $2 AND id = $3 AND done_on = 0`)
	readMilestones = db.SQL("responsibility.project.milestones", `SELECT `+milestoneColumns+` FROM responsibility_milestone WHERE street_id = $1 AND project_id = $2 ORDER BY planned_on, id`)

	forgetEntries = db.SQL("responsibility.forget", `UPDATE responsibility_entry SET words = '' WHERE street_id = $1 AND evidence = 'matter' AND evidence_id = $2`)
	forgetNotes   = db.SQL("responsibility.project.forget", `UPDATE responsibility_milestone SET note = '' WHERE street_id = $1 AND evidence = 'matter' AND evidence_id = $2`)
)

// Forget empties what was written about a matter, when it is erased.
var Forget = []db.Stmt{forgetEntries, forgetNotes}

func scanDuty(r db.Row) (Duty, error) {
	var d Duty
	return d, r.Scan(&d.ID, &d.Year, &d.Kind, &d.Post, &d.Officer, &d.Words, &d.Source)
}

func scanEntry(r db.Row) (Entry, error) {
	var e Entry
	return e, r.Scan(&e.EntryID, &e.Duty, &e.On, &e.Words, &e.Proof, &e.ID, &e.RecordedBy)
}

func scanProblem(r db.Row) (Problem, error) {
	var p Problem
	return p, r.Scan(&p.ID, &p.Source, &p.Year, &p.Words, &p.Cause, &p.State, &p.Outcome, &p.TakenOn, &p.EndedOn, &p.Version)
}

func scanProject(r db.Row) (Project, error) {
	var p Project
	return p, r.Scan(&p.ID, &p.Year, &p.Name, &p.Goal, &p.Officer, &p.Unit)
}

func scanMilestone(r db.Row) (Milestone, error) {
	var m Milestone
	return m, r.Scan(&m.MilestoneID, &m.Project, &m.Words, &m.Planned, &m.Done, &m.Note, &m.Proof, &m.ID)
}

// found reads one row of the lists for somebody who may see them.
func found[T any](tx *db.Tx, by actor.Actor, s db.Stmt, scan func(db.Row) (T, error), id, what string) (T, error) {
	row, err := db.One(tx, s, scan, tx.Street, id)
	if errors.Is(err, db.ErrNone) || !identity.SeeResponsibility.Allows(by) {
		var none T
		return none, fault.New(fault.NotFound, "找不到这%s，可能地址有误，或不在您的职责范围内", what)
	}
	return row, err
}

// Duties lists the duties of a year: the first responsible persons, then the other posts.
func Duties(tx *db.Tx, by actor.Actor, year int) ([]Duty, error) {
	if !identity.SeeResponsibility.Allows(by) {
		return nil, nil
	}
	return db.All(tx, readDuties, scanDuty, tx.Street, year)
}

// LoadDuty reads a duty.
func LoadDuty(tx *db.Tx, by actor.Actor, id string) (Duty, error) {
	return found(tx, by, readDuty, scanDuty, id, "项职责")
}

// Entries lists what was done for a duty.
func Entries(tx *db.Tx, duty string) ([]Entry, error) {
	return db.All(tx, readEntries, scanEntry, tx.Street, duty)
}

// EntriesOfYear lists what was done for all duties of a year.
func EntriesOfYear(tx *db.Tx, year int) ([]Entry, error) {
	return db.All(tx, yearEntries, scanEntry, tx.Street, year)
}

// ProblemFilter says which problems: of a source, of a year, in a state.
type ProblemFilter struct {
	Source Source
	Year   int
	State  State
}

// Most is how many problems one list has.
const Most = 500

// Problems lists the problems of a filter, the latest year first.
func Problems(tx *db.Tx, by actor.Actor, f ProblemFilter) ([]Problem, error) {
	if !identity.SeeResponsibility.Allows(by) {
		return nil, nil
	}
	var w db.Where
	w.Add("street_id = ?", tx.Street)
	if f.Source != "" {
		w.Add("source = ?", string(f.Source))
	}
	if f.Year != 0 {
		w.Add("year = ?", f.Year)
	}
	if f.State != "" {
		w.Add("state = ?", string(f.State))
	}
	s, args := w.Build("responsibility.problem.list", "SELECT "+problemColumns+" FROM responsibility_problem", "ORDER BY year DESC, source, id LIMIT ?", Most)
	return db.All(tx, s, scanProblem, args...)
}

// LoadProblem reads an entry of the list of problems.
func LoadProblem(tx *db.Tx, by actor.Actor, id string) (Problem, error) {
	return found(tx, by, readProblem, scanProblem, id, "条问题")
}

// Projects lists the projects of a year.
func Projects(tx *db.Tx, by actor.Actor, year int) ([]Project, error) {
	if !identity.SeeResponsibility.Allows(by) {
		return nil, nil
	}
	return db.All(tx, readProjects, scanProject, tx.Street, year)
}

// LoadProject reads a project.
func LoadProject(tx *db.Tx, by actor.Actor, id string) (Project, error) {
	return found(tx, by, readProject, scanProject, id, "个项目")
}

// Milestones lists the steps of a project by the day they are planned for.
func Milestones(tx *db.Tx, project string) ([]Milestone, error) {
	return db.All(tx, readMilestones, scanMilestone, tx.Street, project)
}

// Fate is a shortcoming that the report before named, and what became of it.
type Fate struct {
	Problem
	Tasks []task.Task // its measures
}

// Became is what the writer of a year's report shows: what became of the shortcomings
// that the report of the year before named, in the order they were taken over. Entries
// that were taken off the list are left out.
func Became(tx *db.Tx, year int) ([]Fate, error) {
	var w db.Where
	w.Add("street_id = ?", tx.Street)
	w.Add("source = ?", string(Report))
	w.Add("year = ?", year-1)
	w.Add("state <> 'withdrawn'")
	s, args := w.Build("responsibility.problem.became", "SELECT "+problemColumns+" FROM responsibility_problem", "ORDER BY id LIMIT ?", Most)
	all, err := db.All(tx, s, scanProblem, args...)
	var out []Fate
	for _, p := range all {
		b := Fate{Problem: p}
		if b.Tasks, err = task.Of(tx, p.ID); err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, err
}

// Shows reports whether the actor may open a piece of evidence: whoever may not is told
// that there is one, and nothing of it.
func (e Evidence) Shows(tx *db.Tx, by actor.Actor) (bool, error) {
	err := e.look(tx, by)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid) {
		return false, nil
	}
	return err == nil, err
}

// look holds that the evidence is there, of its kind, and in the actor's sight.
func (e Evidence) look(tx *db.Tx, by actor.Actor) error {
	switch e.Proof {
	case ByActivity:
		a, err := activity.Visible(tx, by, activity.ID(e.ID))
		if errors.Is(err, db.ErrNone) || err == nil && !a.Valid {
			return fault.New(fault.NotFound, "找不到这次活动，或者它已被更正、撤回，请选择现在有效的")
		}
		return err
	case ByMeeting:
		m, err := meeting.Load(tx, by, meeting.ID(e.ID))
		if err == nil && (m.State == meeting.Planned || m.State == meeting.Cancelled) {
			return fault.New(fault.Invalid, "这次会议还没有开，不能作为依据")
		}
		return err
	case ByMatter:
		if _, err := matter.Visible(tx, by, matter.ID(e.ID)); err != nil {
			return err
		}
		owned, err := ownership.Of(tx, matter.ID(e.ID))
		if err == nil && len(owned) == 0 {
			return fault.New(fault.Invalid, "这件事项没有领导包案，请选择包案的事项")
		}
		return err
	case ByTask:
		t, err := task.Visible(tx, by, task.ID(e.ID))
		if err == nil && t.State != task.Done {
			return fault.New(fault.Invalid, "这项任务还没有完成，不能作为依据")
		}
		return err
	}
	return fault.New(fault.Invalid, "请选择依据：一次活动、一次会议、一件包案的事项，或者一项完成的任务")
}

func told(tx *db.Tx, by actor.Actor, do, subject string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "duty." + do, Kind: event.Duty, Subject: subject, Role: by.First(identity.KeepResponsibility.Roles...), Details: details,
	})
	return err
}
