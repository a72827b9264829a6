package matter

import (
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// Ways are how a petition is given to another organ (信访工作条例 art. 22, 23).
var Ways = Enumeration{{"forward", "转送"}, {"assign", "交办"}, {"redirect", "引导"}}

// Visits are the channels by which people come themselves, alone or together: 走访.
var Visits = []string{"centre", "station", "room", "talkingPoint", "reception"}

// Complained is an organ or unit with how many matters complain of it.
type Complained struct {
	Organ string
	Count int64
}

// ComplainedOf counts the matters of a filter by the organ or unit they complain of, the
// most complained of first. It says which organs, never who complained.
func ComplainedOf(tx *db.Tx, scope identity.Scope, f Filter) ([]Complained, error) {
	w := f.where(tx.Street, scope)
	w.Add("petition.organ <> ''")
	head := "SELECT petition.organ, count(*) FROM matter JOIN petition ON petition.street_id = matter.street_id AND petition.id = matter.id"
	s, args := w.Build("matter.complainedOf", head, "GROUP BY petition.organ ORDER BY count(*) DESC, petition.organ")
	return db.All(tx, s, func(r db.Row) (Complained, error) {
		var c Complained
		return c, r.Scan(&c.Organ, &c.Count)
	}, args...)
}

// supervised narrows to what a supervisor asked about. $1 is the street, which is the
// first value of every filter.
func supervised(w *db.Where, p Period) {
	if p.Zero() {
		return
	}
	to := p.To
	if to.Zero() {
		to = calendar.On(9999, 12, 31)
	}
	w.Add("matter.id IN (SELECT supervision.matter_id FROM supervision WHERE supervision.street_id = $1 AND supervision.asked_on >= ? AND supervision.asked_on <= ?)", max(p.From, 1), to)
}
