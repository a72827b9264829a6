package activities

import (
	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/publicity"
	"fengsheng/web/ui"
)

// campaign adds which campaign the activity is counted for, with its photos and what was
// handed out: its numbers are put right there.
func (v *showView) campaign(tx *db.Tx, by actor.Actor, a activity.Activity) error {
	if a.Kind != activity.Publicity && a.Kind != activity.Lecture || !identity.SeePublicity.Allows(by) {
		return nil
	}
	c, err := publicity.OfActivity(tx, by, a)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err == nil {
		v.Facts = append(v.Facts, ui.Fact{Label: "安排", Value: "普法活动：" + c.Title, Href: "/publicity/campaigns/" + string(c.ID)})
	}
	return err
}
