package indicator

import (
	"slices"

	"fengsheng/activity"
	"fengsheng/hazard"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Week is a week in which something that happens every week did not.
type Week struct {
	Monday   calendar.Date
	Evidence string // the list that is empty, or the board of the week
}

// Sunday is its last day.
func (w Week) Sunday() calendar.Date { return w.Monday.AddDays(6) }

// mondays are the whole weeks of the question since the street has records.
func mondays(tx *db.Tx, a Ask) ([]calendar.Date, error) {
	since, err := matter.Began(tx)
	if err != nil || since.Zero() {
		return nil, err
	}
	day := max(a.Period().From, since)
	for day.Weekday() != 1 {
		day = day.AddDays(1)
	}
	var all []calendar.Date
	for ; day.AddDays(6) <= a.Cutoff; day = day.AddDays(7) {
		all = append(all, day)
	}
	return all, nil
}

// WeeksWithoutSweep are the whole weeks in which no sweep was held.
func WeeksWithoutSweep(tx *db.Tx, a Ask) ([]Week, error) {
	a, err := a.settled()
	if err != nil {
		return nil, err
	}
	days, err := mondays(tx, a)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	parts := make([]activity.Part, len(days))
	for i, d := range days {
		parts[i] = activity.Part{Filter: activity.Filter{On: matter.Period{From: d, To: d.AddDays(6)}}, Total: activity.TotalActivities}
	}
	base := activity.Filter{Kinds: of(activity.Sweep), Community: a.Community, On: matter.Period{From: days[0], To: a.Cutoff}}
	numbers, err := activity.Tally(tx, base, parts)
	var missing []Week
	for i, n := range numbers {
		if n == 0 {
			f := base
			f.On = parts[i].Filter.On
			missing = append(missing, Week{days[i], address("/activities", f.Query())})
		}
	}
	return missing, err
}

// WeeksWithoutBoard are the whole weeks, since the first board of hazards was
// frozen, whose board was not.
func WeeksWithoutBoard(tx *db.Tx, a Ask) ([]Week, error) {
	a, err := a.settled()
	if err != nil {
		return nil, err
	}
	days, err := mondays(tx, a)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	boards, err := hazard.Boards(tx, a.Cutoff, boardsMost)
	var frozen []calendar.Date
	for _, b := range boards {
		frozen = append(frozen, b.Week)
	}
	if err != nil || len(frozen) == 0 {
		return nil, err
	}
	var missing []Week
	for _, d := range days {
		if d >= slices.Min(frozen) && !slices.Contains(frozen, d) {
			missing = append(missing, Week{d, "/hazards?week=" + d.String()})
		}
	}
	return missing, nil
}

// boardsMost is more boards than a few years have.
const boardsMost = 400
