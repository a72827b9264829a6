package activity

import (
	"strings"

	"fengsheng/internal/db"
)

// Part is one number of a tally: what it adds up over those activities of the
// base that its filter finds too.
type Part struct {
	Filter Filter
	Total  Total
}

// Tally counts many parts of one base in one reading of the table. Each number
// is what Sum gives for the base's and the part's conditions together, because
// both are made of the same conditions.
func Tally(tx *db.Tx, base Filter, parts []Part) ([]int64, error) {
	w := base.where(tx.Street)
	columns := make([]string, len(parts))
	for i, p := range parts {
		filter := ""
		if cond := w.Together(p.Filter.narrow); cond != "" {
			filter = " FILTER (WHERE " + cond + ")"
		}
		columns[i] = "CAST(coalesce(sum(" + string(p.Total) + ")" + filter + ", 0) AS BIGINT)"
	}
	head := "SELECT " + strings.Join(columns, ",\n") + "\nFROM activity"
	s, args := w.Build("activity.tally", head, "")
	return db.One(tx, s, func(r db.Row) ([]int64, error) {
		numbers := make([]int64, len(parts))
		targets := make([]any, len(parts))
		for i := range numbers {
			targets[i] = &numbers[i]
		}
		return numbers, r.Scan(targets...)
	}, args...)
}
