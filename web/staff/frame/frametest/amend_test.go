package frametest_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/web/staff/frame/frametest"
)

// A neighbour nobody knew at the desk is written down when the name is known;
// without both sides no mediation begins.
func TestAPartyIsAddedAndPutRight(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		p := s.As("clerk").Get("/matters/new").Form("main form").
			Set("title", "楼道里堆杂物").Set("request", "楼道堆满杂物，要求清走").Set("unit", s.Units["景阳花园小区"].ID).
			Set("channel", "centre").Set("class", "civil").Set("disputeType", "02").
			Set("party1.side", "applicant").Set("party1.name", "甲某").Set("party1.phone", "13800005678").Set("party2.side", "respondent").Submit()
		id := idIn(p)
		sort(t, s, id)
		step(t, s, "mediator", id, "apply", "facts", "楼道堆物", "noTie", "1")
		step(t, s, "mediator", id, "askOther", "reached", "1", "log", "对门说愿意谈")
		s.As("mediator").Get("/matters/"+id+"/steps/accept").Form("main form").Set("allAgree", "1").Set("notExcluded", "1").Set("noTie", "1").
			Submit().WantStatus(http.StatusConflict).Want("main", "请先补填申请人和被申请人")

		add := s.As("mediator").Get("/matters/"+id).Follow("补填当事人").Want("h1", "补填当事人").Form("main form")
		add.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "姓名或名称")
		add.Set("party.name", "乙某某").Set("party.phone", "１３９００００１２３４")
		added := add.Submit().WantStatus(http.StatusOK).Want("#parties", "139****1234").Want("#timeline", "补填了被申请人乙**")
		if strings.Contains(string(added.Body), "乙某某") {
			t.Error("the page shows the name in plain words")
		}
		add.Submit().WantStatus(http.StatusOK) // the same press again
		if got := len(s.As("mediator").Get("/matters/" + id).All("#parties h3")); got != 2 {
			t.Fatalf("got %d parties after pressing twice, want 2", got)
		}
		step(t, s, "mediator", id, "accept", "allAgree", "1", "notExcluded", "1", "noTie", "1")

		correct := s.As("mediator").Get("/matters/"+id).Follow("改当事人2").Want("h1", "更正当事人2").Want("main", "139****1234").Form("main form")
		stale := s.As("chair").Get("/matters/" + id).Follow("改当事人1").Form("main form")
		correct.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "根据")
		correct.Set("reason", "对照了身份证").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "没有要更正的内容")
		correct.Set("party.phone", "13700001111").Submit().WantStatus(http.StatusOK).Want("#parties", "137****1111").
			Want("#timeline", "更正当事人：原为电话139****1234。根据：对照了身份证")
		stale.Set("party.phone", "13600002222").Set("reason", "本人来电").Submit().WantStatus(http.StatusConflict).
			Want(".banner", "别人已经改过这件事").Want("main", "更正当事人")

		s.As("leader").Get("/matters/" + id + "/parties/new").WantStatus(http.StatusForbidden)
		s.As("farlead").Get("/matters/" + id + "/parties/new").WantStatus(http.StatusNotFound)
		s.As("mediator").Get("/search?q=乙某某").Want("a", "楼道里堆杂物")
		s.Update(func(tx *db.Tx) error {
			all, err := event.Of(tx, event.Matter, id, 100)
			for _, e := range all {
				for _, secret := range []string{"乙某某", "13900001234", "13700001111"} {
					if strings.Contains(string(e.Details)+e.Reason+e.Fields, secret) {
						t.Errorf("event %s holds %s", e.Action, secret)
					}
				}
			}
			return err
		})
	})
}

// What an agreement has settled stays; the page of the matter offers no change.
func TestThePartiesOfAnAgreementStay(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	sort(t, s, id)
	step(t, s, "mediator", id, "apply", "facts", "楼上漏水", "noTie", "1")
	step(t, s, "mediator", id, "askOther", "reached", "1", "log", "愿意谈")
	step(t, s, "mediator", id, "accept", "allAgree", "1", "notExcluded", "1", "noTie", "1")
	step(t, s, "mediator", id, "start", "rightsTold", "1", "identitySeen", "1", "record", "双方到场")
	step(t, s, "mediator", id, "draft", "facts", "水管老化", "terms", "乙赔甲三千元", "amount", "3000", "how", "转账", "performOn", "2024-05-31", "party", "=申请人",
		"checked", "mandatory,public,morals,voluntary,clear")
	late := s.As("mediator").Get("/matters/"+id+"/parties/new").Form("main form").Set("party.name", "丙某")
	step(t, s, "mediator", id, "agreeWritten", "allParties", "1", "seal", "committee")
	if s.As("mediator").Get("/matters/"+id).Has("a", "补填当事人") {
		t.Error("the page offers to change the parties of an agreement")
	}
	late.Submit().WantStatus(http.StatusForbidden).Want("main", "达成协议")
}

// A matter shows what was done about it, and leads to the entry of more.
func TestAMatterShowsItsActivities(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	s.As("clerk").Get("/matters/"+id).Want("#activities", "还没有登记").Want("#activities a", "登记有关的活动")
	s.Update(func(tx *db.Tx) error {
		_, err := activity.Record(tx, s.Actor("clerk"), activity.Draft{
			Kind: activity.Publicity, Variety: "antiFraud", On: tx.Today(), Place: "小区广场", Attendance: 3, Audience: 20, Matters: []matter.ID{matter.ID(id)},
		})
		return err
	})
	s.As("clerk").Get("/matters/"+id).Want("#activities li", "反诈宣传")
}
