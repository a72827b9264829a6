package supervision

import (
	"fmt"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/ownership"
)

// Cause is why a matter was brought before its case owner.
type Cause string

// The causes.
const (
	Overdue    Cause = "overdue"    // more working days over its day than the street allows
	Unanswered Cause = "unanswered" // a supervision was not answered by its day
)

// Causes with their names.
var Causes = matter.Enumeration{{Code: "overdue", Label: "超期太久"}, {Code: "unanswered", Label: "督办到期没有答复"}}

// Escalation is a late matter before its case owner, once for each clock.
type Escalation struct {
	ID     string
	Matter matter.ID
	Rule   string
	DueOn  calendar.Date
	Cause  Cause
	On     calendar.Date
}

// Escalated is an escalation with its matter.
type Escalated struct {
	Escalation
	Of matter.Matter
}

// program is who acts when nobody does: the job itself.
func program(tx *db.Tx) actor.Actor { return actor.Actor{Street: tx.Street, Name: "系统"} }

// caseOwner is owning cases as a leader.
var caseOwner = identity.Permission{Name: "own cases", Roles: []actor.Role{actor.CaseOwner}}

// owners are before whom a late matter comes: the leader who owns it (包案), else
// the leaders whose post covers its place; never one who has to keep out of it.
func owners(tx *db.Tx, staff []actor.Actor, c candidate) ([]actor.Actor, error) {
	owner, _, err := ownership.Standing(tx, c.id)
	if err != nil {
		return nil, err
	}
	var all []actor.Actor
	for _, a := range staff {
		if owner.ID != "" && owner.Officer != a.Officer || owner.ID == "" && !caseOwner.Reaches(a, c.at) {
			continue
		}
		tied, err := identity.Tied(tx, a, string(c.id))
		if err != nil {
			return nil, err
		}
		if !tied {
			all = append(all, a)
		}
	}
	return all, nil
}

// candidate is a matter that may be escalated or told of.
type candidate struct {
	id      matter.ID
	officer string
	rule    string
	due     calendar.Date
	at      identity.Location
}

func scanCandidate(r db.Row) (candidate, error) {
	var c candidate
	return c, r.Scan(&c.id, &c.officer, &c.rule, &c.due, &c.at.Community, &c.at.Grid, &c.at.Estate)
}

// mark names a clock of a matter.
func (c candidate) mark() string { return fmt.Sprintf("%s:%s", c.rule, c.due) }

// batch is how many matters one transaction of the job takes: others wait for it.
const batch = 100

const candidateColumns = `matter.id, matter.mediator_id, matter.due_rule, matter.due_on, matter.community_id, matter.grid_id, matter.estate_id`

const notEscalated = ` AND NOT EXISTS (SELECT 1 FROM escalation WHERE escalation.street_id = matter.street_id AND escalation.matter_id = matter.id
AND escalation.rule = matter.due_rule AND escalation.due_on = matter.due_on)`

var (
	longOverdue = db.SQL("escalation.overdue", `SELECT `+candidateColumns+` FROM matter
WHERE matter.street_id = $1 AND matter.open = TRUE AND matter.closed_on = 0 AND matter.due_on > 0 AND matter.due_on < $2`+notEscalated+`
ORDER BY matter.due_on, matter.id LIMIT $3`)
	notAnswered = db.SQL("escalation.unanswered", `SELECT `+candidateColumns+` FROM supervision
JOIN matter ON matter.street_id = supervision.street_id AND matter.id = supervision.matter_id
WHERE supervision.street_id = $1 AND supervision.state <> 'closed' AND supervision.state = 'asked' AND supervision.answer_by < $2
AND matter.open = TRUE AND matter.due_on > 0`+notEscalated+` ORDER BY supervision.answer_by, supervision.id LIMIT $3`)
	insertEscalation = db.SQL("escalation.insert", `INSERT INTO escalation (street_id, id, matter_id, rule, due_on, cause, on_date)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (street_id, matter_id, rule, due_on) DO NOTHING`)
)

// longAgo is the day before which a due day is more than so many working days over.
func longAgo(today calendar.Date, days int) calendar.Date {
	d, err := calendar.Builtin().AddWorkingDays(today, -days)
	if err != nil {
		return today.AddDays(-(days*7 + 4) / 5) // the working days of the year are not known
	}
	return d
}

// escalate brings one batch of late matters before their case owners and says how many.
func escalate(tx *db.Tx, staff []actor.Actor) (int, error) {
	settings, err := LoadSettings(tx)
	if err != nil {
		return 0, err
	}
	done := 0
	for _, search := range []struct {
		cause  Cause
		find   db.Stmt
		before calendar.Date
	}{{Unanswered, notAnswered, tx.Today()}, {Overdue, longOverdue, longAgo(tx.Today(), settings.EscalateAfter)}} {
		found, err := db.All(tx, search.find, scanCandidate, tx.Street, search.before, batch)
		if err != nil {
			return done, err
		}
		for _, c := range found {
			n, err := escalateOne(tx, staff, c, search.cause)
			if err != nil {
				return done, err
			}
			done += n
		}
	}
	return done, nil
}

func escalateOne(tx *db.Tx, staff []actor.Actor, c candidate, cause Cause) (int, error) {
	n, err := tx.Exec(insertEscalation, tx.Street, tx.NewID(), string(c.id), c.rule, c.due, string(cause), tx.Today())
	if err != nil || n == 0 {
		return 0, err
	}
	_, err = event.Append(tx, program(tx), event.Entry{
		Action: "supervision.escalate", Kind: event.Matter, Subject: string(c.id), Reason: string(cause),
		Details: map[string]string{"rule": c.rule, "due": c.due.String()},
	})
	if err != nil {
		return 0, err
	}
	before, err := owners(tx, staff, c)
	if err != nil {
		return 0, err
	}
	for _, o := range before {
		if _, err := tell(tx, o, NoticeEscalated, c.id, c.mark()); err != nil {
			return 0, err
		}
	}
	return 1, nil
}

const fromEscalation = `FROM escalation JOIN matter ON matter.street_id = escalation.street_id AND matter.id = escalation.matter_id
AND matter.due_rule = escalation.rule AND matter.due_on = escalation.due_on`

func escalationsOf(tx *db.Tx, by actor.Actor) (*db.Where, error) {
	if err := identity.SeeSupervision.Check(by); err != nil {
		return nil, err
	}
	var w db.Where
	w.Add("escalation.street_id = ?", tx.Street)
	w.Add("matter.street_id = ?", tx.Street)
	w.Add("matter.id IN (SELECT few.matter_id FROM escalation AS few WHERE few.street_id = ?)", tx.Street) // many matters are open, few escalated
	w.Add("CASE WHEN matter.open THEN 1 ELSE 0 END = 1")
	identity.SeeMatters.Reach(by, tx.Today()).Restrict(&w)
	return &w, nil
}

// Escalations lists the escalated matters the actor may see whose clock still
// runs, the longest overdue first.
func Escalations(tx *db.Tx, by actor.Actor) ([]Escalated, error) {
	w, err := escalationsOf(tx, by)
	if err != nil {
		return nil, err
	}
	s, args := w.Build("escalation.list", "SELECT escalation.id, escalation.matter_id, escalation.rule, escalation.due_on, escalation.cause, escalation.on_date "+fromEscalation,
		"ORDER BY escalation.due_on, escalation.id LIMIT ?", ListMost)
	rows, err := db.All(tx, s, func(r db.Row) (Escalation, error) {
		var e Escalation
		return e, r.Scan(&e.ID, &e.Matter, &e.Rule, &e.DueOn, &e.Cause, &e.On)
	}, args...)
	if err != nil {
		return nil, err
	}
	return withMatters(tx, by, rows, func(e Escalation) matter.ID { return e.Matter }, func(e Escalation, m matter.Matter) Escalated { return Escalated{e, m} })
}

// CountEscalations is how many rows Escalations would list, were there no end to the list.
func CountEscalations(tx *db.Tx, by actor.Actor) (int, error) {
	w, err := escalationsOf(tx, by)
	if err != nil {
		return 0, err
	}
	s, args := w.Build("escalation.countAll", "SELECT count(*) "+fromEscalation, "")
	return db.Value[int](tx, s, args...)
}
