package hazard

import (
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Row is what a hazard has beyond its matter.
type Row struct {
	Sort       string
	Grade      string
	Cause      string
	Unit       string // the owner unit
	Leader     string // the leader who owns a dangerous one
	FoundOn    calendar.Date
	AssignedOn calendar.Date
	PromisedOn calendar.Date // to be cleared by
	Doer       string        // who said it is done
	DoneOn     calendar.Date
	Verifier   string
	ClearedOn  calendar.Date
	Dispute    matter.ID // the matter it became
	Before     matter.ID // the hazard that came back
}

const rowColumns = `sort, grade, cause, unit_id, leader_id, found_on, assigned_on, promised_on, doer_id, done_on, verifier_id, cleared_on, dispute_id, before_id`

var (
	insertRow = db.SQL("hazard.insert", `INSERT INTO hazard (street_id, id, `+rowColumns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`)
	saveRow = db.SQL("hazard.save", `UPDATE hazard SET sort = $3, grade = $4, cause = $5, unit_id = $6, leader_id = $7, found_on = $8, assigned_on = $9,
promised_on = $10, doer_id = $11, done_on = $12, verifier_id = $13, cleared_on = $14, dispute_id = $15, before_id = $16 WHERE street_id = $1 AND id = $2`)
	findAlike = db.SQL("hazard.alike", `SELECT hazard.id FROM hazard JOIN matter ON matter.street_id = hazard.street_id AND matter.id = hazard.id
WHERE hazard.street_id = $1 AND hazard.sort = $2 AND hazard.found_on >= $3 AND matter.open = TRUE AND matter.community_id = $4 AND matter.grid_id = $5
AND matter.estate_id = $6 ORDER BY hazard.id DESC LIMIT 5`)
	readRow = db.SQL("hazard.read", `SELECT `+rowColumns+` FROM hazard WHERE street_id = $1 AND id = $2`)
)

func (r Row) values(tx *db.Tx, id matter.ID) []any {
	return []any{
		tx.Street, string(id), r.Sort, r.Grade, r.Cause, r.Unit, r.Leader, r.FoundOn, r.AssignedOn, r.PromisedOn, r.Doer, r.DoneOn, r.Verifier,
		r.ClearedOn, string(r.Dispute), string(r.Before),
	}
}

func scanRow(r db.Row) (Row, error) {
	var h Row
	return h, r.Scan(&h.Sort, &h.Grade, &h.Cause, &h.Unit, &h.Leader, &h.FoundOn, &h.AssignedOn, &h.PromisedOn, &h.Doer, &h.DoneOn, &h.Verifier,
		&h.ClearedOn, &h.Dispute, &h.Before)
}

// Load reads what a hazard has beyond its matter; db.ErrNone before it is one.
func Load(tx *db.Tx, id matter.ID) (Row, error) {
	return db.One(tx, readRow, scanRow, tx.Street, string(id))
}
