package frametest_test

import (
	"net/http"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/web/staff/frame/frametest"
)

// A party bears the name of a colleague: the page says so, the colleague is kept
// out, cannot be given the matter, and finds it no more.
func TestAColleagueIsKeptOut(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		p := s.As("clerk").Get("/matters/new").Form("main form").
			Set("title", "楼道里堆杂物").Set("request", "楼道堆满杂物，要求清走").Set("unit", s.Units["景阳花园小区"].ID).
			Set("channel", "centre").Set("class", "civil").Set("disputeType", "02").
			Set("party1.side", "applicant").Set("party1.name", "甲某").Set("party2.side", "respondent").Set("party2.name", "演示调解乙").Submit()
		id := idIn(p)
		sort(t, s, id)
		step(t, s, "mediator", id, "apply", "facts", "楼道堆物", "noTie", "1")
		var colleague string
		s.Update(func(tx *db.Tx) error {
			all, err := org.Officers(tx, tx.Today())
			for _, o := range all {
				if o.Name == "演示调解乙" {
					colleague = o.ID
				}
			}
			return err
		})
		s.As("mediator").Get("/matters/"+id).Want("#parties", "同名").
			Follow("登记回避").Want("main", "第二十八条").Form("main form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "二者选一")
		s.As("mediator").Get("/matters/"+id+"/steps/tie").Form("main form").Set("officer", colleague).Set("relation", "respondent").Submit().
			WantStatus(http.StatusOK).Want("#knowing", "演示调解乙").Want("#timeline", "登记回避")
		s.As("other").Get("/matters/" + id).WantStatus(http.StatusNotFound)
		s.As("mediator").Get("/matters/"+id+"/steps/hand").Form("main form").Set("to", colleague).Set("reason", "辖区").Submit().
			WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "要回避")
	})
}
