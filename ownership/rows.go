package ownership

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

const columns = `ownership.id, ownership.matter_id, ownership.officer_id, ownership.state, ownership.why, ownership.ending, ownership.from_id,
ownership.proposed_by, ownership.proposed_on, ownership.since_on, ownership.until_on, ownership.version`

var (
	insertRow = db.SQL("ownership.insert", `INSERT INTO ownership (street_id, id, matter_id, officer_id, state, why, ending, from_id, proposed_by, proposed_on,
since_on, until_on, version) VALUES ($1, $2, $3, $4, 'proposed', $5, '', $6, $7, $8, 0, 0, 1)`)
	saveRow = db.SQL("ownership.save", `UPDATE ownership SET state = $4, ending = $5, since_on = $6, until_on = $7, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readRow  = db.SQL("ownership.read", `SELECT `+columns+` FROM ownership WHERE street_id = $1 AND id = $2`)
	ofMatter = db.SQL("ownership.ofMatter", `SELECT `+columns+` FROM ownership WHERE street_id = $1 AND matter_id = $2 ORDER BY id DESC`)
	ownedBy  = db.SQL("ownership.ownedBy", `SELECT matter_id FROM ownership WHERE street_id = $1 AND officer_id = $2 AND state IN ('assigned', 'active')
ORDER BY matter_id`)

	insertDuty = db.SQL("ownership.tick", `INSERT INTO ownership_duty (street_id, ownership_id, duty, on_date, note, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)`)
	readDuties = db.SQL("ownership.duties", `SELECT duty, on_date, note, recorded_by FROM ownership_duty WHERE street_id = $1 AND ownership_id = $2
ORDER BY on_date, duty`)
	forgetWords = db.SQL("ownership.forget", `UPDATE ownership SET why = '', ending = '' WHERE street_id = $1 AND matter_id = $2`)
	forgetNotes = db.SQL("ownership.forgetNotes", `UPDATE ownership_duty SET note = '' WHERE street_id = $1
AND ownership_id IN (SELECT id FROM ownership WHERE street_id = $1 AND matter_id = $2)`)
	lastMet = db.SQL("ownership.met", `SELECT coalesce(max(activity.on_date), 0) FROM activity JOIN activity_matter
ON activity_matter.street_id = activity.street_id AND activity_matter.activity_id = activity.id
WHERE activity_matter.street_id = $1 AND activity_matter.matter_id = $2 AND activity.leader_id = $3 AND activity.kind IN ('reception', 'visit') AND activity.valid`)
)

// Forget empties what was written about a matter, when it is erased.
var Forget = []db.Stmt{forgetWords, forgetNotes}

func scan(r db.Row) (Ownership, error) {
	var o Ownership
	return o, r.Scan(&o.ID, &o.Matter, &o.Officer, &o.State, &o.Why, &o.Ending, &o.From, &o.ProposedBy, &o.ProposedOn, &o.Since, &o.Until, &o.Version)
}

// load reads one ownership of a matter.
func load(tx *db.Tx, id ID, of matter.ID) (Ownership, error) {
	o, err := db.One(tx, readRow, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || err == nil && o.Matter != of {
		return o, fault.New(fault.NotFound, "找不到这次包案，可能地址有误")
	}
	return o, err
}

// Of lists the ownerships of a matter, the newest first. That the matter may be seen
// is the caller's to ask.
func Of(tx *db.Tx, id matter.ID) ([]Ownership, error) {
	return db.All(tx, ofMatter, scan, tx.Street, string(id))
}

// Standing is who answers for a matter now, and who has been asked; each is zero
// where there is none.
func Standing(tx *db.Tx, id matter.ID) (running, proposed Ownership, err error) {
	all, err := Of(tx, id)
	running, proposed = Among(all)
	return running, proposed, err
}

// Among finds in the ownerships of a matter the one that runs and the one that waits.
func Among(all []Ownership) (running, proposed Ownership) {
	for _, o := range all {
		switch {
		case o.State.Running():
			running = o
		case o.State == Proposed:
			proposed = o
		}
	}
	return running, proposed
}

// OwnedBy lists the matters an officer answers for now.
func OwnedBy(tx *db.Tx, officer string) ([]matter.ID, error) {
	return db.Values[matter.ID](tx, ownedBy, tx.Street, officer)
}

// DutiesOf lists the duties of an ownership that were carried out, by day.
func DutiesOf(tx *db.Tx, id ID) ([]Done, error) {
	return db.All(tx, readDuties, func(r db.Row) (Done, error) {
		var d Done
		return d, r.Scan(&d.Duty, &d.On, &d.Note, &d.RecordedBy)
	}, tx.Street, string(id))
}

// LastMet is the last day on which the leader received or visited somebody about the
// matter; zero when that has not happened. It is read from the activities.
func LastMet(tx *db.Tx, o Ownership) (calendar.Date, error) {
	return db.Value[calendar.Date](tx, lastMet, tx.Street, string(o.Matter), o.Officer)
}

// most is how many lines one list has.
const most = 200

// List are the ownerships that run or wait, of one leader or with "" of all, among the
// matters the actor may see: the nearest deadline first. It lists matters; nothing
// adds them up by leader.
func List(tx *db.Tx, by actor.Actor, officer string) ([]Ownership, error) {
	var w db.Where
	identity.SeeMatters.Reach(by, tx.Today()).Within(&w, tx.Street)
	w.Add("ownership.street_id = ?", tx.Street)
	w.In("ownership.state", []string{string(Proposed), string(Assigned), string(Active)})
	if officer != "" {
		w.Add("ownership.officer_id = ?", officer)
	}
	s, args := w.Build("ownership.list", `SELECT `+columns+` FROM ownership JOIN matter ON matter.street_id = ownership.street_id AND matter.id = ownership.matter_id`,
		`ORDER BY CASE WHEN matter.due_on = 0 THEN 1 ELSE 0 END, matter.due_on, ownership.id LIMIT ?`, most)
	return db.All(tx, s, scan, args...)
}
