package matter

import (
	"strings"

	"fengsheng/identity"
	"fengsheng/internal/db"
)

// Part is one number of a tally: what it adds up over those matters of the base
// that its filter finds too.
type Part struct {
	Filter Filter
	Total  Total
}

// Tally counts many parts of one base in one reading of the table. Each number
// is what Sum gives for the base's and the part's conditions together, because
// both are made of the same conditions.
func Tally(tx *db.Tx, scope identity.Scope, base Filter, parts []Part) ([]int64, error) {
	w := base.where(tx.Street, scope)
	columns := make([]string, len(parts))
	for i, p := range parts {
		columns[i] = p.Total.filtered(w.Together(p.Filter.narrow))
	}
	head := "SELECT " + strings.Join(columns, ",\n") + "\nFROM matter"
	s, args := w.Build("matter.tally", head, "")
	return db.One(tx, s, func(r db.Row) ([]int64, error) {
		numbers := make([]int64, len(parts))
		targets := make([]any, len(parts))
		for i := range numbers {
			targets[i] = &numbers[i]
		}
		return numbers, r.Scan(targets...)
	}, args...)
}

// filtered is the total over the rows that meet a condition; "" means all.
func (t Total) filtered(cond string) string {
	if cond == "" {
		return string(t)
	}
	filter := " FILTER (WHERE " + cond + ")"
	switch t {
	case TotalParties:
		return "CAST(coalesce(sum(matter.parties)" + filter + ", 0) AS BIGINT)"
	case TotalHandOffs:
		return "CAST(coalesce(sum(matter.hand_offs)" + filter + ", 0) AS BIGINT)"
	case TotalAmount:
		return "CAST(coalesce(sum(matter.amount)" + filter + ", 0) AS BIGINT)"
	case TotalPetitioners:
		return "CAST(coalesce(sum(" + petitioners + ")" + filter + ", 0) AS BIGINT)"
	case TotalClasses:
		return string(t) + filter
	}
	return "count(*)" + filter
}
