package frametest_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/web/staff/frame/frametest"
)

// What the intake wrote down wrongly is put right; what stood there stays to be
// read, and the lists, the search and the known matters follow.
func TestTheFactsOfAMatterArePutRight(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
		there := s.Units["和平小区"]
		page := s.As("clerk").Get("/matters/"+id).Want(".summary", "景阳花园小区").Follow("更正登记").Want("h1", "更正登记")
		page.Form("main form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "根据")
		page.Form("main form").Set("reason", "到现场看过").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "没有要更正的内容")
		page.Form("main form").Set("title", "").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写事由")
		stale := s.As("clerk").Get("/matters/"+id+"/correction").Form("main form").Set("title", "楼下漏水").Set("reason", "当事人又说")
		done := page.Form("main form").Set("title", "楼顶漏水").Set("unit", there.ID).Set("place", "3号楼顶层").Set("channel", "phone").Set("class", "administrative").
			Set("reason", "到现场看过").Submit().WantStatus(http.StatusOK)
		done.Want(".identity", "楼顶漏水").Want(".summary", "和平小区").Want(".banner", "已更正").
			Want("#timeline", "原为事由“楼上漏水”，发生地“景阳花园小区”，具体地点“12号楼3单元”").Want("#timeline", "根据：到现场看过")
		list := func(query string) int { return rows(s.As("clerk").Get("/matters?" + query)) }
		if here, gone := list("estate="+there.ID), list("estate="+s.Units["景阳花园小区"].ID); here != 1 || gone != 0 {
			t.Errorf("got %d matters in the new place and %d in the old, want 1 and 0", here, gone)
		}
		s.As("clerk").Get("/search?q=顶层").Want("a", "楼顶漏水")
		if s.As("clerk").Get("/search?q=12号楼").Has("main a", "楼顶漏水") {
			t.Error("the search still finds the old place")
		}
		s.As("clerk").Get("/matters/new").Form("main form").Set("title", "又漏").Set("request", "还在漏").Set("unit", there.ID).Set("channel", "centre").
			Set("party1.side", "applicant").Set("party1.name", "甲某").Submit().Want("main", "楼顶漏水") // known in the new place

		clash := stale.Submit().WantStatus(http.StatusConflict).Want(".banner", "别人已经改过这件事").Want("main", "现在登记的是：楼顶漏水").Want("main", "现在登记的是：来电")
		clash.Form("main form").Set("title", "楼顶漏水").Set("unit", there.ID).Set("place", "3号楼4单元").Set("channel", "phone").Set("class", "civil").Submit().
			WantStatus(http.StatusOK).Want("#timeline", "事项大类")

		s.As("farlead").Get("/matters/" + id + "/correction").WantStatus(http.StatusNotFound)
	})
}

func TestSomeFactsStay(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	path := "/matters/" + id + "/correction"
	sort(t, s, id)
	f := s.As("mediator").Get(path).Want("main", "收到日期不能改").Form("main form").Set("reason", "看过")
	f.Set("class", "petition").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "分流时定的")
	f.Set("class", "civil").Set("disputeType", "").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "纠纷类型")
	step(t, s, "mediator", id, "apply", "facts", "楼上漏水", "noTie", "1")
	step(t, s, "mediator", id, "askOther", "reached", "1", "log", "愿意谈")
	step(t, s, "mediator", id, "accept", "allAgree", "1", "notExcluded", "1", "noTie", "1")
	step(t, s, "mediator", id, "start", "rightsTold", "1", "identitySeen", "1", "record", "双方到场")
	step(t, s, "mediator", id, "draft", "facts", "水管老化", "terms", "乙赔甲三千元", "amount", "3000", "how", "转账", "performOn", "2024-05-31", "party", "=申请人",
		"checked", "mandatory,public,morals,voluntary,clear")
	step(t, s, "mediator", id, "agreeWritten", "allParties", "1", "seal", "committee")
	s.As("mediator").Get(path).WantStatus(http.StatusForbidden).Want("main", "现在不能改")
	if p := s.As("mediator").Get("/matters/" + id); strings.Contains(string(p.Body), "/correction") {
		t.Error("the page offers to change the facts of an agreement")
	}
}
