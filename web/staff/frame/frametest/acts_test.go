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

// An accusation is handed over at the desk; whoever did so sees it no more.
func TestAnAccusationLeavesTheDesk(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		p := s.As("clerk").Get("/matters/new").Form("main form").
			Set("title", "反映作风").Set("request", "反映有人收受礼品").Set("unit", s.Units["景阳花园小区"].ID).
			Set("channel", "letter").Set("party1.side", "applicant").Set("party1.name", "甲某").Submit()
		id := idIn(p)
		form := s.As("clerk").Get("/matters/"+id).Follow("移交密件保管人").Want("main", "第三十条").Form("main form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "被检举的人员或者单位")
		form.Set("words", "物业经理").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "现在没有人能打开") // this street has no custodian
		form.Set("anyway", "1").Submit().WantStatus(http.StatusOK).Want(".banner", "不再查得到")
		for _, login := range []string{"clerk", "chair", "leader", "sorter"} {
			s.As(login).Get("/matters/" + id).WantStatus(http.StatusNotFound)
		}
		if p := s.As("clerk").Get("/matters?all=1"); p.Has("main", "反映作风") {
			t.Error("the list still shows it")
		}
	})
}
