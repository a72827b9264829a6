package publicity

import (
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Talk is what somebody on their round told people about the law: what, where, to about
// how many. Nobody is counted by it and nobody has a number to reach.
type Talk struct {
	On        calendar.Date
	Laws      string
	Place     string
	Community string
	Audience  int
}

// Tell writes a talk down. It is an activity like any other (法治进社区), recorded by
// whoever may record activities.
func Tell(tx *db.Tx, by actor.Actor, t Talk) (activity.Activity, error) {
	var bad fault.Fields
	t.Laws, t.Place = strings.TrimSpace(t.Laws), strings.TrimSpace(t.Place)
	bad.Need("laws", t.Laws, "请写明讲了什么法，例如：反电信网络诈骗法")
	bad.Need("place", t.Place, "请写明在哪里讲的，例如：3栋楼下")
	bad.Must("audience", t.Audience >= 1 && t.Audience <= 5000, "请填写大约多少人听，1到5000")
	bad.Short("laws", "讲了什么法", t.Laws, lineMax)
	if err := bad.Err(); err != nil {
		return activity.Activity{}, err
	}
	return activity.Record(tx, by, activity.Draft{
		Kind: activity.Publicity, Variety: activity.InCommunity, Title: "网格普法", On: t.On, Place: t.Place, Community: t.Community, Topics: t.Laws, Audience: t.Audience,
	})
}
