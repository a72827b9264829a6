package deadline

import (
	"fmt"
	"time"

	"fengsheng/internal/calendar"
)

// Left says how much time is left on a day: 还有3天, 今天到期, 超期3天. It is empty
// when there is no due date.
func Left(show, today calendar.Date) string {
	if show.Zero() || today.Zero() {
		return ""
	}
	switch days := show.DaysSince(today); {
	case days > 0:
		return fmt.Sprintf("还有%d天", days)
	case days < 0:
		return fmt.Sprintf("超期%d天", -days)
	}
	return "今天到期"
}

// LeftHours says how much time is left at an instant, in whole minutes:
// 还有3小时20分, 超期1小时5分. It is empty when there is no due time.
func LeftHours(due, now time.Time) string {
	if due.IsZero() || now.IsZero() {
		return ""
	}
	word, left := "还有", due.Sub(now)
	if left < 0 {
		word, left = "超期", -left
	}
	minutes := int(left / time.Minute)
	switch {
	case minutes == 0 && word == "还有":
		return "马上到期"
	case minutes == 0:
		return "刚刚超期"
	case minutes < 60:
		return fmt.Sprintf("%s%d分钟", word, minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%s%d小时", word, minutes/60)
	}
	return fmt.Sprintf("%s%d小时%d分", word, minutes/60, minutes%60)
}
