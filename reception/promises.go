package reception

import (
	"fengsheng/internal/db"
	"fengsheng/matter"
)

var openPromises = db.SQL("reception.openPromises", `SELECT id, matter_id, officer_id, words, due_on, answer, answered_on, answered_by FROM reception_promise
WHERE street_id = $1 AND matter_id = $2 AND officer_id = $3 AND answered_on = 0 ORDER BY CASE WHEN due_on = 0 THEN 1 ELSE 0 END, due_on, id`)

// Owed lists what a leader promised in a matter and has not answered, what is due
// first before the others. That the matter may be seen is the caller's to ask.
func Owed(tx *db.Tx, id matter.ID, officer string) ([]Promise, error) {
	return db.All(tx, openPromises, func(r db.Row) (Promise, error) {
		var p Promise
		return p, r.Scan(&p.ID, &p.Matter, &p.Officer, &p.Words, &p.Due, &p.Answer, &p.AnsweredOn, &p.AnsweredBy)
	}, tx.Street, string(id), officer)
}
