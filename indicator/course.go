package indicator

import (
	"strconv"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Month is one month of an indicator.
type Month struct {
	Value
	First   calendar.Date // its first day
	Missing bool          // the street had no records in the whole of it: not nothing, but not known
}

// Course is an indicator month by month: so many months, the last of them that of
// the cut-off day. Of a stock it is how it stood at the end of each; of a rate, the
// months of its denominator, and what was done of them by the cut-off day.
func Course(tx *db.Tx, code string, a Ask, months int) ([]Month, error) {
	d, err := Find(code)
	if err != nil {
		return nil, err
	}
	if a, err = a.settled(); err != nil {
		return nil, err
	}
	since, err := matter.Began(tx)
	if err != nil {
		return nil, err
	}
	asks := d.months(a, months)
	numbers, err := d.course(tx, asks)
	if err != nil {
		return nil, err
	}
	all := make([]Month, months)
	for i, ask := range asks {
		last := ask.Period().To
		all[i] = Month{Value: d.value(ask, numbers[i][number], numbers[i][whole]), First: calendar.On(last.Year(), last.Month(), 1)}
		all[i].Missing = since.Zero() || last < since
	}
	return all, nil
}

// months are the questions for each month to the cut-off day.
func (d Definition) months(a Ask, months int) []Ask {
	asks := make([]Ask, months)
	first := calendar.On(a.Cutoff.Year(), a.Cutoff.Month(), 1)
	for i := range asks {
		from := first.AddMonths(i + 1 - months)
		to := min(from.AddMonths(1).AddDays(-1), a.Cutoff)
		asks[i] = a
		asks[i].Span = matter.Period{From: from, To: to}
		if d.Stock {
			asks[i].Cutoff = to
		}
	}
	return asks
}

// course counts the months: in one reading of the table, where a date decides.
func (d Definition) course(tx *db.Tx, asks []Ask) ([][2]int64, error) {
	all := asks[len(asks)-1]
	all.Span.From = asks[0].Span.From
	counted := make([][2]int64, len(asks))
	m := d.measure
	switch {
	case d.Stock:
		for i, a := range asks {
			var err error
			if counted[i][number], err = m.sum(tx, a); err != nil {
				return nil, err
			}
		}
		return counted, nil
	case m.activities != nil:
		parts := make([]activity.Part, len(asks))
		for i, a := range asks {
			parts[i] = activity.Part{Filter: m.inActivities(a), Total: m.adds}
		}
		numbers, err := activity.Tally(tx, m.inActivities(all), parts)
		for i, n := range numbers {
			counted[i][number] = n
		}
		return counted, err
	case m.exams != nil:
		for i, a := range asks {
			var err error
			if counted[i][number], counted[i][whole], err = sumExams(tx, m, a); err != nil {
				return nil, err
			}
		}
		return counted, nil
	}
	var parts []matter.Part
	for _, a := range asks {
		if m.rate() {
			parts = append(parts, matter.Part{Filter: m.numerator(a), Total: m.above()})
		}
		parts = append(parts, matter.Part{Filter: m.inMatters(a), Total: m.total})
	}
	base, _ := split(m.inMatters(all))
	numbers, err := matter.Tally(tx, all.scope(), base, parts)
	each := len(parts) / len(asks)
	for i, n := range numbers {
		counted[i/each][i%each] = n
	}
	return counted, err
}

// sum counts a stock.
func (m measure) sum(tx *db.Tx, a Ask) (int64, error) {
	switch {
	case m.matters != nil:
		return matter.Sum(tx, a.scope(), m.inMatters(a), m.total)
	case m.activities != nil:
		return activity.Sum(tx, m.inActivities(a), m.adds)
	case m.stock != nil:
		return m.stock(a).count(tx)
	}
	return countVenues(tx, m.inVenues(a))
}

// Change is an indicator beside the same days of the year before.
type Change struct {
	Now, Before Value
	Since       calendar.Date // the first day the street has records of; zero when there is none
	From        calendar.Date // the first day that is counted of the year before
}

// Known reports whether the street has records of the whole of what is compared,
// and a rate has a whole in both years.
func (c Change) Known() bool {
	if c.Since.Zero() || c.Since > c.From {
		return false
	}
	return !c.Now.IsRate || c.Now.Denominator > 0 && c.Before.Denominator > 0
}

// Words are the change: 比上年同期多23件; of a rate in 个百分点, never in per cent.
func (c Change) Words() string {
	if !c.Known() {
		if c.Now.IsRate && !c.Since.Zero() && c.Since <= c.From {
			return "上年同期没有可比的数"
		}
		return "没有上年同期的记录"
	}
	n := c.Now.Number - c.Before.Number
	more, less, unit := "比上年同期多", "比上年同期少", c.Now.Unit
	if c.Now.IsRate {
		more, less, unit = "比上年同期高", "比上年同期低", "个百分点"
	}
	switch {
	case n == 0:
		return "和上年同期一样"
	case n < 0:
		return less + c.Now.written(-n) + unit
	}
	return more + c.Now.written(n) + unit
}

// written is a number of the indicator as it is printed, without its unit.
func (v Value) written(n int64) string {
	switch {
	case v.IsRate:
		return hundredths(n)
	case v.Unit == "万元":
		return Wan(n)
	}
	return strconv.FormatInt(n, 10)
}

// Compare counts an indicator and, where the street has records of them, the same
// days of the year before.
func Compare(tx *db.Tx, code string, a Ask) (Change, error) {
	a, err := a.settled()
	if err != nil {
		return Change{}, err
	}
	var c Change
	if c.Now, err = Compute(tx, code, a); err != nil {
		return c, err
	}
	before := a
	before.Year, before.Cutoff = a.Year-1, a.Cutoff.AddYears(-1)
	c.From = before.Period().From
	if c.Since, err = matter.Began(tx); err != nil || c.Since.Zero() || c.Since > c.From {
		return c, err
	}
	c.Before, err = Compute(tx, code, before)
	return c, err
}
