// Package returns makes the statistical returns that a street sends up: the tables
// of forms.md section 5, every cell counted from the records or, where no record
// holds the fact, written by a person and marked as such.
package returns

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Period is what a return is about: a month, a quarter or a year.
type Period struct {
	Year    int
	Quarter int // 1 to 4; 0 = no quarter
	Month   int // 1 to 12; 0 = no month
}

var periods = regexp.MustCompile(`^(20\d\d)(?:Q([1-4])|-(0[1-9]|1[0-2]))?$`)

// ParsePeriod reads 2024, 2024Q3 and 2024-09.
func ParsePeriod(text string) (Period, error) {
	m := periods.FindStringSubmatch(text)
	if m == nil {
		return Period{}, fault.New(fault.NotFound, "没有这一期：%s", text)
	}
	var p Period
	p.Year, _ = strconv.Atoi(m[1]) // the pattern has digits only
	p.Quarter, _ = strconv.Atoi("0" + m[2])
	p.Month, _ = strconv.Atoi("0" + m[3])
	return p, nil
}

func (p Period) String() string {
	switch {
	case p.Month > 0:
		return fmt.Sprintf("%d-%02d", p.Year, p.Month)
	case p.Quarter > 0:
		return fmt.Sprintf("%dQ%d", p.Year, p.Quarter)
	}
	return strconv.Itoa(p.Year)
}

// Label is the period in Chinese.
func (p Period) Label() string {
	switch {
	case p.Month > 0:
		return fmt.Sprintf("%d年%d月", p.Year, p.Month)
	case p.Quarter > 0:
		return fmt.Sprintf("%d年第%d季度", p.Year, p.Quarter)
	}
	return fmt.Sprintf("%d年", p.Year)
}

// length is how many months the period has.
func (p Period) length() int {
	switch {
	case p.Month > 0:
		return 1
	case p.Quarter > 0:
		return 3
	}
	return 12
}

// Span is the days of the period.
func (p Period) Span() matter.Period {
	from := calendar.On(p.Year, max(1, p.Month, 3*p.Quarter-2), 1)
	return matter.Period{From: from, To: from.AddMonths(p.length()).AddDays(-1)}
}

// Due is the last day of filing: the tenth day after the period, of a year the
// fifteenth. No law names it; it is the program's own default.
func (p Period) Due() calendar.Date {
	if p.Month == 0 && p.Quarter == 0 {
		return p.Span().To.AddDays(15)
	}
	return p.Span().To.AddDays(10)
}

// Of lists the periods of a year: the year, its quarters, its months.
func Of(year int) []Period {
	all := []Period{{Year: year}}
	for q := range 4 {
		all = append(all, Period{Year: year, Quarter: q + 1})
	}
	for m := range 12 {
		all = append(all, Period{Year: year, Month: m + 1})
	}
	return all
}

func calendarDay(at time.Time) string { return calendar.Of(at).Plain() }
