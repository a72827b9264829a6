package sample

import (
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/returns"
)

// returns are sent up for the first three quarters, on the eighth day after each.
func (t *theatre) returns() error {
	for q := 1; q <= 3; q++ {
		ask := returns.Ask{Kind: returns.Cases, Period: returns.Period{Year: 2024, Quarter: q}}
		on, err := t.days.NextWorkingDay(ask.Period.Span().To.AddDays(8))
		if err != nil {
			return err
		}
		t.at(on.Time().Add(15*time.Hour), func(tx *db.Tx) error {
			if err := returns.Write(tx, t.chair, ask, map[string]int64{"changedByCourt": 0, "paymentOrder": int64(calendar.Of(tx.Now).Month() / 10)}); err != nil {
				return err
			}
			return returns.File(tx, t.chair, ask, "")
		})
	}
	return nil
}
