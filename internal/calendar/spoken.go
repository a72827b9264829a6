package calendar

import "regexp"

// days are the words that name a day from today.
var days = map[string]int{"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}

// short lists the ways people write a day without its year.
var short = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{1,2})月(\d{1,2})[日号]?$`),
	regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})$`),
}

// ParseNear reads a date as Parse does, and as people say it on a given day:
// 昨天, 5月1日, 5-1. A day without its year is the last one that is not
// far ahead. The error is a fault.
func ParseNear(s string, today Date) (Date, error) {
	plain := halfWidth(s)
	if n, ok := days[plain]; ok && !today.Zero() {
		return today.AddDays(n), nil
	}
	for _, form := range short {
		if parts := form.FindStringSubmatch(plain); parts != nil && !today.Zero() {
			return likely(number(parts[1]), number(parts[2]), today)
		}
	}
	return Parse(s)
}

// ahead is how far a day said without its year may lie in the future, in days:
// a next meeting is said so, while most of what is written down has happened.
const ahead = 90

// likely is the last such day that is not further ahead than people mean.
func likely(month, day int, today Date) (Date, error) {
	last := today.AddDays(ahead)
	for year := last.Year(); year > last.Year()-leapYears; year-- {
		if d := On(year, month, day); d.Month() == month && d.Day() == day && d <= last {
			return d, nil
		}
	}
	return 0, noSuchDay(today.Year(), month, day)
}

// leapYears is how many years hold a 29 February at least once.
const leapYears = 8
