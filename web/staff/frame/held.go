package frame

import (
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/web/ui"
)

// ByHand offers the activities recorded by hand that what is held may be, and that it is
// none of them. The measure word is 场 or 次; count says how large an activity was.
func ByHand(all []activity.Activity, measure string, count func(activity.Activity) string) []ui.Option {
	if len(all) == 0 {
		return nil
	}
	var options []ui.Option
	for _, a := range all {
		options = append(options, ui.Option{Value: string(a.ID), Label: "就是这一" + measure + "：" + strings.TrimSpace(a.Start+" "+a.Title) + "，" + a.Place, Hint: count(a)})
	}
	return append(options, ui.Option{Value: activity.New, Label: "不是同一" + measure + "，另记一次"})
}

// Attended is how many of our own people were at an activity.
func Attended(a activity.Activity) string { return strconv.Itoa(a.Attendance) + "人次" }
