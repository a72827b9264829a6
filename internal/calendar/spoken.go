package calendar

import (
	"regexp"
	"slices"
)

// days are the words that name a day from today.
var days = map[string]int{"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}

// short lists the ways people write a day without its year.
var short = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{1,2})月(\d{1,2})[日号]?$`),
	regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})$`),
}

// ParseNear reads a date as Parse does, and as people say it on a given day:
// 昨天, 5月1日, 5-1. A day without its year is the one nearest to today. The
// error is a fault.
func ParseNear(s string, today Date) (Date, error) {
	plain := halfWidth(s)
	if n, ok := days[plain]; ok && !today.Zero() {
		return today.AddDays(n), nil
	}
	for _, form := range short {
		if parts := form.FindStringSubmatch(plain); parts != nil && !today.Zero() {
			return nearest(number(parts[1]), number(parts[2]), today)
		}
	}
	return Parse(s)
}

// nearest is the month and day in the year that brings them closest to today.
func nearest(month, day int, today Date) (Date, error) {
	var near []Date
	for _, year := range []int{today.Year(), today.Year() - 1, today.Year() + 1} {
		if d := On(year, month, day); !d.Zero() && d.Month() == month && d.Day() == day {
			near = append(near, d)
		}
	}
	if len(near) == 0 {
		return 0, noSuchDay(today.Year(), month, day)
	}
	return slices.MinFunc(near, func(a, b Date) int { return apart(a, today) - apart(b, today) }), nil
}

// apart is how many days lie between two dates.
func apart(a, b Date) int {
	hours := a.Time().Sub(b.Time()).Abs().Hours()
	return int(hours / 24)
}
