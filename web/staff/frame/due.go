package frame

import (
	"strconv"

	"fengsheng/deadline"
	"fengsheng/internal/calendar"
	"fengsheng/web/ui"
)

// soonDays is how near a due day is shown as near.
const soonDays = 7

// Due is a due day with its weekday and what is left of it in words; the steps
// say how it was counted (ux.md R5). No date gives the zero view.
func Due(show, today calendar.Date, steps ...string) ui.DateView {
	if show.Zero() {
		return ui.DateView{}
	}
	v := ui.DateView{ISO: show.String(), Date: show.Plain(), Weekday: weekday(show), Left: deadline.Left(show, today), Tone: ui.Plain}
	switch days := show.DaysSince(today); {
	case days < 0:
		v.Tone = ui.Late
	case days <= soonDays:
		v.Tone = ui.Soon
	}
	for i, s := range steps {
		v.Steps = append(v.Steps, ui.Fact{Label: "第" + strconv.Itoa(i+1) + "步", Value: s})
	}
	return v
}

// Waited says since when something waits.
func Waited(since, today calendar.Date) string {
	switch n := today.DaysSince(since); {
	case since.Zero():
		return ""
	case n <= 0:
		return "今天"
	default:
		return since.Plain() + "起，等了" + strconv.Itoa(n) + "天"
	}
}

// Row is Due for the cell of a table: the date in figures.
func Row(show, today calendar.Date) ui.DateView {
	v := Due(show, today)
	v.Date = v.ISO
	return v
}

// weekday is 星期三, the words between the brackets of the date in Chinese.
func weekday(d calendar.Date) string {
	long, plain := []rune(d.Chinese()), []rune(d.Plain())
	return string(long[len(plain)+1 : len(long)-1])
}
