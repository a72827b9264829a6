package calendar

import (
	"regexp"
	"strings"
)

// Hour is a time of day as it is kept and compared, 09:30, from what people type:
// 9:30, 09:30 or 9：30. What is none of these comes back as it was typed, for IsHour
// to refuse beside the entry; nothing typed stays nothing.
func Hour(typed string) string {
	t := strings.ReplaceAll(strings.TrimSpace(typed), "：", ":")
	if len(t) == len("9:30") {
		t = "0" + t
	}
	return t
}

var hour = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

// IsHour reports whether s is a time of day as Hour writes it, 00:00 to 23:59. Two of
// them compare as text.
func IsHour(s string) bool { return hour.MatchString(s) }
