package matter

import (
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

var began = db.SQL("matter.began", `SELECT coalesce(min(registered_on), 0) FROM matter WHERE street_id = $1 AND registered_on > 0`)

// Began is the first day on which a matter of the street was registered; zero
// when none was. Before it a count is not nothing: there is no record.
func Began(tx *db.Tx) (calendar.Date, error) {
	return db.Value[calendar.Date](tx, began, tx.Street)
}
