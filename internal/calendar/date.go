// Package calendar counts in civil dates and working days.
//
// A Date is a day in Shanghai, never an instant: statutes count days. Working
// days come from the State Council's yearly arrangement, which is loaded; a
// year that is not loaded is an error, never a guess.
package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"fengsheng/internal/fault"
)

// Date is a civil date written as the number yyyymmdd, 20240501; 0 is no date.
// It is stored as an integer, and dates compare with < and >.
type Date int32

// Shanghai is the zone of every date here. It is fixed at +08:00 so that no
// zone database is needed: China has kept no summer time since 1992.
var Shanghai = time.FixedZone("CST", 8*60*60)

// The years a Date may name; outside them a date is no date.
const (
	firstYear = 1
	lastYear  = 9999
)

// On is the date of a year, month and day. It normalises as time.Date does:
// month 13 is January of the next year, day 0 the last of the month before.
// A date outside the years 1 to 9999 is no date.
func On(year, month, day int) Date {
	return civil(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
}

// Of is the date in Shanghai at the instant t; the zero instant has no date.
func Of(t time.Time) Date {
	if t.IsZero() {
		return 0
	}
	return civil(t.In(Shanghai))
}

// civil is the date t shows in its own zone.
func civil(t time.Time) Date {
	y, m, d := t.Date()
	if y < firstYear || y > lastYear {
		return 0
	}
	return Date(y*10000 + int(m)*100 + d)
}

// written lists the ways people write a date, once digits are half-width and
// spaces are gone.
var written = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})/(\d{1,2})/(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})\.(\d{1,2})\.(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$`),
	regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`),
}

// Parse reads a date as people write it: 2024-05-01, 2024/5/1, 2024.5.1,
// 20240501 or 2024年5月1日, with full-width digits and spaces allowed. A day that
// does not exist is refused, not normalised. The error is a fault.
func Parse(s string) (Date, error) {
	plain := halfWidth(s)
	if plain == "" {
		return 0, fault.New(fault.Invalid, "请填写日期，例如2024-05-01")
	}
	for _, form := range written {
		parts := form.FindStringSubmatch(plain)
		if parts == nil {
			continue
		}
		year, month, day := number(parts[1]), number(parts[2]), number(parts[3])
		d := On(year, month, day)
		if d.Zero() || d.Year() != year || d.Month() != month || d.Day() != day {
			return 0, noSuchDay(year, month, day)
		}
		return d, nil
	}
	return 0, fault.New(fault.Invalid, "日期看不明白，请写成2024-05-01这样的格式")
}

func noSuchDay(year, month, day int) error {
	return fault.New(fault.Invalid, "没有%d年%d月%d日这一天，请核对日期", year, month, day)
}

// number reads digits a pattern has already checked.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// halfWidth drops spaces and turns full-width digits and signs into plain ones.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '－' || r == '—' || r == '–' || r == '−':
			return '-'
		case r == '／':
			return '/'
		case r == '．' || r == '。':
			return '.'
		}
		return r
	}, s)
}

// Zero reports whether d is no date.
func (d Date) Zero() bool { return d == 0 }

// Year is the year, 2024; 0 for no date.
func (d Date) Year() int { return int(d) / 10000 }

// Month is the month, 1 to 12; 0 for no date.
func (d Date) Month() int { return int(d) / 100 % 100 }

// Day is the day of the month, from 1; 0 for no date.
func (d Date) Day() int { return int(d) % 100 }

// YM is the year and month as one number, 202405; 0 for no date.
func (d Date) YM() int { return int(d) / 100 }

// Weekday is the day of the week; Sunday for no date.
func (d Date) Weekday() time.Weekday {
	if d.Zero() {
		return time.Sunday
	}
	return d.utc().Weekday()
}

// AddDays is the date n days later, earlier when n is negative. No date stays
// no date.
func (d Date) AddDays(n int) Date {
	if d.Zero() {
		return 0
	}
	return civil(d.utc().AddDate(0, 0, n))
}

// AddMonths is the corresponding date n months later, or that month's last day
// when there is no corresponding date (民法典 art. 202). No date stays no date.
func (d Date) AddMonths(n int) Date {
	if d.Zero() {
		return 0
	}
	first := time.Date(d.Year(), time.Month(d.Month()+n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return civil(first.AddDate(0, 0, min(d.Day(), last)-1))
}

// AddYears is the corresponding date n years later; 29 February becomes the
// 28th in a common year (民法典 art. 202). No date stays no date.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// DaysSince is how many days d is after e, negative when it is before; 0 when
// either is no date.
func (d Date) DaysSince(e Date) int {
	if d.Zero() || e.Zero() {
		return 0
	}
	return int((d.utc().Unix() - e.utc().Unix()) / (24 * 60 * 60))
}

// String is 2024-05-01, empty for no date.
func (d Date) String() string {
	if d.Zero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}

// Chinese is 2024年5月1日（星期三）, empty for no date.
func (d Date) Chinese() string {
	if d.Zero() {
		return ""
	}
	return d.Plain() + "（" + weekdays[d.Weekday()] + "）"
}

// Plain is 2024年5月1日, empty for no date.
func (d Date) Plain() string {
	if d.Zero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// Time is midnight in Shanghai at the start of d; the zero time for no date.
func (d Date) Time() time.Time {
	if d.Zero() {
		return time.Time{}
	}
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, Shanghai)
}

// utc is midnight UTC: counting days needs no zone.
func (d Date) utc() time.Time {
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)
}

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}
