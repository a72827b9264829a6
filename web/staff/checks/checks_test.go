package checks_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/web/staff/checks"
	"fengsheng/web/staff/frame/frametest"
)

const text = "东盛街道2024年度法治政府建设报告\n召开信访工作会议10次。受理矛盾纠纷799件，其中邻里500件、家庭400件。\n召开信访工作会议12次。<b>办结率</b>"

func TestATextIsChecked(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		s := frametest.New(t, d, clock)
		s = s.Serve(checks.Pages{DB: s.DB}.Routes())
		c := s.As("counter")
		open := c.Get("/check").WantStatus(http.StatusOK).Want("h1", "数字核对")
		form := open.Form("main form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请粘贴报告正文")
		p := form.Set("text", text).Submit().WantStatus(http.StatusOK)
		p.Want(".figure", "读到的数字 5个").Want("#findings", "信访工作会议").Want("#findings", "分项之和大于总数").Want(".check-text mark.error-mark", "10次").Want(".check-text", "<b>办结率</b>")
		if strings.Contains(string(p.Body), "/indicators/") {
			t.Error("a figure leads to its rows without a year")
		}
		// with a year the records are asked
		p = form.Set("text", text).Set("year", "2024").Submit().WantStatus(http.StatusOK)
		p.Want("#findings", "记录里").Want("#findings a", "看记录里的明细").Want("#figures a", "看明细")
		if !strings.Contains(string(p.Body), "/indicators/petitionMeetings?year=2024") {
			t.Error("no figure leads to its rows")
		}
		form.Set("text", text).Set("year", "2099").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "还没有到")
		// files
		form.Set("text", "").Set("year", "").Attach("file", "报告.txt", []byte(text)).Submit().WantStatus(http.StatusOK).Want(".figure", "读到的数字 5个")
		form.Attach("file", "报告.docx", []byte("%PDF\x00")).Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "读不出文字")
		c.Get("/check").Form("main form").Set("text", text).Attach("last", "上年.txt", []byte(text)).Submit().WantStatus(http.StatusOK).Want("#findings", "一字不差")
		s.As("mediator").Get("/check").WantStatus(http.StatusForbidden)
	})
}
