package publicity

import (
	"errors"
	"slices"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// AheadUsual is how many days before a themed day the street is reminded unless it says
// otherwise; aheadMost is the most it can say.
const (
	AheadUsual = 14
	aheadMost  = 60
)

var (
	putAhead  = db.SQL("publicity.putAhead", `INSERT INTO publicity_setting (street_id, ahead) VALUES ($1, $2) ON CONFLICT (street_id) DO UPDATE SET ahead = excluded.ahead`)
	readAhead = db.SQL("publicity.ahead", `SELECT ahead FROM publicity_setting WHERE street_id = $1`)
)

// Ahead is how many days before a themed day the street is reminded; 0 = not at all.
func Ahead(tx *db.Tx) (int, error) {
	n, err := db.Value[int](tx, readAhead, tx.Street)
	if errors.Is(err, db.ErrNone) {
		return AheadUsual, nil
	}
	return n, err
}

// SetAhead says how many days before a themed day the street is reminded.
func SetAhead(tx *db.Tx, by actor.Actor, days int) error {
	if err := keeps(by); err != nil {
		return err
	}
	if days < 0 || days > aheadMost {
		return fault.Wrong("ahead", "请填0到60天，0是不提醒")
	}
	if _, err := tx.Exec(putAhead, tx.Street, days); err != nil {
		return err
	}
	return told(tx, by, "setAhead", "publicity", map[string]any{"ahead": days})
}

// Coming are the themed days that begin within some days and for which nothing is
// arranged yet.
func Coming(tx *db.Tx, days int) ([]Occurrence, error) {
	today := tx.Today()
	var all []Occurrence
	for _, year := range []int{today.Year(), today.Year() + 1} {
		more, err := Occurrences(tx, year)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	all = slices.DeleteFunc(all, func(o Occurrence) bool { return o.From < today || o.From > today.AddDays(days) })
	var open []Occurrence
	for _, o := range all {
		n, err := countKept(tx, o)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			open = append(open, o)
		}
	}
	return open, nil
}

// countKept is how many campaigns of the year are held or arranged for the theme.
func countKept(tx *db.Tx, o Occurrence) (int, error) {
	n := 0
	for _, s := range []State{Planned, Held, Recorded} {
		more, err := Count(tx, Filter{Theme: o.Code, State: string(s), From: calendar.On(o.From.Year(), 1, 1), To: calendar.On(o.From.Year(), 12, 31)})
		if err != nil {
			return 0, err
		}
		n += more
	}
	return n, nil
}

// Reminders are the themed days to tell of today, for the job of the day.
func Reminders(tx *db.Tx) ([]Occurrence, error) {
	days, err := Ahead(tx)
	if err != nil || days == 0 {
		return nil, err
	}
	return Coming(tx, days)
}

// Told reports whether somebody is reminded of themed days: who plans publicity.
func Told(a actor.Actor) bool { return identity.PlanPublicity.Allows(a) }
