package reception

import (
	"errors"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

const columns = `id, state, form, on_date, start_time, end_time, place, community_id, partners, announced_on, announced_at, minutes, ending, version`

var (
	insertRow = db.SQL("reception.insert", `INSERT INTO reception (street_id, id, state, form, on_date, start_time, end_time, place, community_id, partners,
announced_on, announced_at, minutes, ending, version) VALUES ($1, $2, 'planned', $3, $4, $5, $6, $7, $8, $9, 0, '', '', '', 1)`)
	saveRow = db.SQL("reception.save", `UPDATE reception SET state = $4, announced_on = $5, announced_at = $6, minutes = $7, ending = $8, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readRow  = db.SQL("reception.read", `SELECT `+columns+` FROM reception WHERE street_id = $1 AND id = $2`)
	readDays = db.SQL("reception.days", `SELECT `+columns+` FROM reception WHERE street_id = $1 AND on_date >= $2 AND on_date <= $3
ORDER BY on_date, start_time, id LIMIT $4`)

	insertLeader = db.SQL("reception.leader", `INSERT INTO reception_leader (street_id, reception_id, officer_id, ord, post, field, activity_id)
VALUES ($1, $2, $3, $4, $5, $6, '')`)
	readLeaders = db.SQL("reception.leaders", `SELECT officer_id, post, field, activity_id FROM reception_leader WHERE street_id = $1 AND reception_id = $2 ORDER BY ord`)
	setActivity = db.SQL("reception.activity", `UPDATE reception_leader SET activity_id = $4 WHERE street_id = $1 AND reception_id = $2 AND officer_id = $3`)
	_           = activity.Owns(db.SQL("reception.ofActivity", `SELECT reception_id FROM reception_leader WHERE street_id = $1 AND activity_id = $2 AND activity_id <> ''`))
	sameHour    = db.SQL("reception.same", `SELECT count(*) FROM reception JOIN reception_leader ON reception_leader.street_id = reception.street_id
AND reception_leader.reception_id = reception.id WHERE reception.street_id = $1 AND reception.on_date = $2 AND reception.start_time = $3
AND reception_leader.officer_id = $4 AND reception.state <> 'cancelled'`)

	insertBatch   = db.SQL("reception.batch", `INSERT INTO reception_batch (street_id, id, reception_id, matter_id, persons) VALUES ($1, $2, $3, $4, $5)`)
	dropBatch     = db.SQL("reception.drop", `DELETE FROM reception_batch WHERE street_id = $1 AND reception_id = $2 AND id = $3`)
	readBatches   = db.SQL("reception.batches", `SELECT id, matter_id, persons FROM reception_batch WHERE street_id = $1 AND reception_id = $2 ORDER BY id`)
	readBatchesOf = db.SQL("reception.batchesOf", `SELECT id, matter_id, persons FROM reception_batch WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)

	insertPromise = db.SQL("reception.promise", `INSERT INTO reception_promise (street_id, id, reception_id, matter_id, officer_id, words, due_on, answer, answered_on,
answered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, '', 0, '')`)
	setAnswer = db.SQL("reception.setAnswer", `UPDATE reception_promise SET answer = $4, answered_on = $5, answered_by = $6
WHERE street_id = $1 AND reception_id = $2 AND id = $3 AND answered_on = 0`)
	forgetWords  = db.SQL("reception.forget", `UPDATE reception_promise SET words = '', answer = '' WHERE street_id = $1 AND matter_id = $2`)
	readPromises = db.SQL("reception.promises", `SELECT id, matter_id, officer_id, words, due_on, answer, answered_on, answered_by FROM reception_promise
WHERE street_id = $1 AND reception_id = $2 ORDER BY id`)
)

// Forget empties what was promised in a matter, when it is erased.
var Forget = []db.Stmt{forgetWords}

func scan(r db.Row) (Session, error) {
	var s Session
	return s, r.Scan(&s.ID, &s.State, &s.Form, &s.On, &s.Start, &s.End, &s.Place, &s.Community, &s.Partners, &s.Announced, &s.Where, &s.Minutes, &s.Ending, &s.Version)
}

// Load reads a session with its leaders, for somebody who may see the schedule.
func Load(tx *db.Tx, by actor.Actor, id ID) (Session, error) {
	s, err := db.One(tx, readRow, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || !identity.SeeReceptions.Allows(by) {
		return Session{}, fault.New(fault.NotFound, "找不到这场接访，可能地址有误，或不在您的职责范围内")
	}
	if err != nil {
		return s, err
	}
	return s, s.leaders(tx)
}

func (s *Session) leaders(tx *db.Tx) error {
	var err error
	s.Leaders, err = db.All(tx, readLeaders, func(r db.Row) (Leader, error) {
		var l Leader
		return l, r.Scan(&l.Officer, &l.Post, &l.Field, &l.Activity)
	}, tx.Street, string(s.ID))
	return err
}

// most is how many sessions one schedule has.
const most = 200

// Schedule lists the sessions of some days by day and hour, for somebody who may see them.
func Schedule(tx *db.Tx, by actor.Actor, from, to calendar.Date) ([]Session, error) {
	if !identity.SeeReceptions.Allows(by) {
		return nil, nil
	}
	all, err := db.All(tx, readDays, scan, tx.Street, from, to, most)
	for i := range all {
		if err == nil {
			err = all[i].leaders(tx)
		}
	}
	return all, err
}

// Batches lists the groups that were received.
func Batches(tx *db.Tx, id ID) ([]Batch, error) {
	return db.All(tx, readBatches, func(r db.Row) (Batch, error) {
		var b Batch
		return b, r.Scan(&b.ID, &b.Matter, &b.Persons)
	}, tx.Street, string(id))
}

// BatchesOf lists the groups that were received about a matter.
func BatchesOf(tx *db.Tx, id matter.ID) ([]Batch, error) {
	return db.All(tx, readBatchesOf, func(r db.Row) (Batch, error) {
		var b Batch
		return b, r.Scan(&b.ID, &b.Matter, &b.Persons)
	}, tx.Street, string(id))
}

// Promises lists what was promised.
func Promises(tx *db.Tx, id ID) ([]Promise, error) {
	return db.All(tx, readPromises, func(r db.Row) (Promise, error) {
		var p Promise
		return p, r.Scan(&p.ID, &p.Matter, &p.Officer, &p.Words, &p.Due, &p.Answer, &p.AnsweredOn, &p.AnsweredBy)
	}, tx.Street, string(id))
}
