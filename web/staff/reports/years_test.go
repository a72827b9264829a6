package reports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/report"
	"fengsheng/web/staff/frame/frametest"
)

// paper is the report of 2023, written from paper ledgers, and its address.
func paper(t *testing.T, s *frametest.Stage) string {
	t.Helper()
	var id report.ID
	s.Update(func(tx *db.Tx) error {
		var err error
		if id, err = report.Begin(tx, s.Actor("writer"), 2023); err != nil {
			return err
		}
		return report.Fill(tx, s.Actor("writer"), id, report.DemoSections(2023))
	})
	return "/reports/" + string(id)
}

// publish takes a report all the way, with both checks.
func publish(t *testing.T, s *frametest.Stage, at string) {
	t.Helper()
	s.As("writer").Get(at + "/submission").Form("main form").Submit().WantStatus(http.StatusOK)
	for _, login := range []string{"first", "second"} {
		s.As(login).Get(at + "/pass").Form("main form").Submit().WantStatus(http.StatusOK)
	}
	s.As("final").Get(at+"/pass").Form("main form").Set("secrecy", "1").Set("privacy", "1").Submit().WantStatus(http.StatusOK)
	form := s.As("writer").Get(at + "/publication").Form("main form")
	if s.As("writer").Get(at+"/publication").Find("textarea") != nil {
		form.Set("reason", "办结数写错")
	}
	form.Submit().WantStatus(http.StatusOK).Want(".tag", "已发布")
}

// A report begins over last year's; both stand side by side with their figures,
// and every sentence that did not change is pointed at.
func TestOverLastYears(t *testing.T) {
	clock := dbtest.At(january)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := stage(t, d, clock)
		before := paper(t, s)
		s.As("writer").Get(before+"/comparison").Want(".empty", "没有可以对照的")
		s.As("writer").Get(before+"/carried").Want("#fates .empty", "还没有列入问题清单").Want("#plans .empty", "没有去年的报告").Want("#same .empty", "没有去年的报告")
		begun := s.As("writer").Get("/reports").Form("main form").Set("year", "2024").Submit().WantStatus(http.StatusOK).Want("li", "在延伸阵地上下功夫")
		at := begun.Path
		begun.Want("#tasks", "五、其他需要报告的情况 没有就不印 不需要")
		s.As("writer").Get(at+"/findings").Want("p", "项请人工核对").Want("h2", "处）").Want("h2", "和去年的话一样").Want("h2", "去年的安排").Want("li", "推动社区矛调站全覆盖")
		s.Update(func(tx *db.Tx) error {
			return report.Fill(tx, s.Actor("writer"), report.ID(strings.TrimPrefix(at, "/reports/")), report.DemoSections(2024))
		})
		page := s.As("first").Get(at+"/comparison").WantStatus(http.StatusOK).Want("td", "712件").Want("td", "少704件").Want("td", "手填").
			Want("td", "降11.52个百分点").Want("del", "压实责任、以学促用").Want("ins", "抓责任、抓学习").Want("p", "一字未改")
		page.Follow("8件").WantStatus(http.StatusOK)

		carried := s.As("writer").Get(at+"/carried").Want("#same", "专业力量还不够强").Want("#plans", "还有7条没有对")
		form := carried.Form("#same form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请写明理由")
		form.Set("reason", "部署没有变").Submit().WantStatus(http.StatusOK).Want("#same", "仍然适用：部署没有变").Want("#same", "1句写了仍然适用的理由")
		plan := carried.Form("#plans form")
		plan.Set("said", "none").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请写明理由")
		plan.Set("said", "none").Set("reason", "机构调整").Submit().WantStatus(http.StatusOK).Want("#plans", "今年没有说：机构调整").Want("#plans", "还有6条没有对")
		fresh := s.As("writer").Get(at + "/carried").Form("#plans form")
		late := s.As("writer").Get(at + "/carried").Form("#same form")
		fresh.Set("said", carried.Option("said", "全覆盖")).Submit().WantStatus(http.StatusOK).Want("#plans .tag", "今年说了")
		if p := s.As("first").Get(at + "/carried").WantStatus(http.StatusOK); p.Has("main", "写明仍然适用的理由") || p.Find("main form") != nil {
			t.Error("a reviewer is offered to answer")
		}
		s.As("writer").Get(at + "/submission").Form("main form").Submit().WantStatus(http.StatusOK)
		s.As("first").Get(at+"/pass").Want("p", "句和去年的报告一样")
		late.Set("reason", "晚了").Submit().WantStatus(http.StatusConflict).Want(".error-summary", "内容已经冻结")
	})
}

// The editor prints what is typed without keeping it, shows what can be cited
// and what it counts.
func TestThePreviewKeepsNothing(t *testing.T) {
	t.Parallel()
	s := quick(t)
	paper(t, s)
	at := begin(t, s)
	section := s.As("writer").Get(at).Follow("建强阵地").Want("#shown", "受理矛盾纠纷8件").Want("th .tag", "这一节用了").Want("th", "受理日期在统计期内的事项")
	shown := section.Form("main form").Set("body", "全年受理{{accepted}}，{{nothing}}，开会12次。").Set("then", "preview").Submit()
	shown.WantStatus(http.StatusOK).Want("#shown", "全年受理8件，").Want("#shown mark", "{{nothing}}").Want("#shown", "没有代码为").Want("textarea", "开会12次")
	if s.As("writer").Get(section.Path).Has("textarea", "开会12次") {
		t.Error("the preview was kept")
	}
	shown.Form("main form").Submit().WantStatus(http.StatusOK).Want(".banner", "已保存")
	s.As("writer").Get(at).Want("#tasks", "2项必须改")
	s.As("writer").Get(at).Follow("带头督办").Want("#same", "和去年一样的话").Form("#same form").Set("reason", "制度没有变").Submit().WantStatus(http.StatusOK)
	s.As("writer").Get(at).Follow("带头督办").Want("#same", "仍然适用：制度没有变")
}

// Who reviews the second round sees what became of the first.
func TestWhatChangedSinceTheLastRound(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	s.As("first").Get(at+"/changes").Want(".empty", "没有上一次可以比")
	s.As("writer").Get(at + "/submission").Form("main form").Submit()
	s.As("first").Get(at+"/return").Form("main form").Set("reason", "太简略").Submit()
	s.As("writer").Get(at).Follow("带头督办").Form("main form").Set("body", "主要负责人逐件过问，群众的诉求件件有回音。").Submit().WantStatus(http.StatusOK)
	s.As("writer").Get(at + "/submission").Form("main form").Submit().WantStatus(http.StatusOK)
	s.As("first").Get(at+"/pass").Want("#since ins", "逐件过问").Want("#since del", "坚持领导干部接访下访制度")
	s.As("first").Get(at+"/changes").Want("ins", "逐件过问")
}

// Sending up is recorded once; the district's own last day holds where it set one.
func TestSendingUpAndLastDays(t *testing.T) {
	clock := dbtest.At(january)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := stage(t, d, clock)
		at := begin(t, s)
		writer := s.As("writer")
		writer.Get(at).Want("#dues", "2025年2月28日").Want("#dues summary", "怎么算的").Want("#dues", "还没有上报")
		writer.Get("/").Want("#report", "2024年度报告上报").Want("#report", "还有39天").Want("#report td", "起草中").Follow("2024年度报告公开").Want(".tag", "起草中")
		if s.As("clerk").Get("/").Has("main", "年度报告上报") {
			t.Error("the desk tells somebody who does not write the report")
		}
		writer.Get(at + "/filing").WantStatus(http.StatusConflict)
		form := writer.Get("/reports").Follow("上报和公开的期限").Form("main form")
		form.Set("fileBy", "1月10日").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "哪一份通知")
		form.Set("fileBy", "一月").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写月和日")
		form.Set("fileBy", "1月10日").Set("source", "区里2024年通知").Submit().WantStatus(http.StatusOK)
		writer.Get(at).Want("#dues", "超期10天，还没有上报").Want("#dues", "区里2024年通知")
		writer.Get("/").Want("#report", "超期10天，还没有上报")
		publish(t, s, at)
		filing := writer.Get(at).Follow("登记上报").Form("main form")
		filing.Set("on", "2025-02-01").Set("to", "区委").Set("how", "机要").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不能晚于今天")
		filing.Set("on", "2025-01-18").Set("to", "区委依法治区办").Set("how", "机要交换").Submit().WantStatus(http.StatusOK).
			Want("#dues", "2025年1月18日报送区委依法治区办：机要交换").Want("#dues", "晚了8天").Want("#dues .tag", "已上报")
		if p := writer.Get(at); p.Has("a", "登记上报") {
			t.Error("the page offers to record it twice")
		}
		if p := writer.Get("/"); p.Find("#report") != nil {
			t.Error("the desk still asks for a report that was published and sent up")
		}
		filing.Set("on", "2025-01-19").Set("to", "区委").Set("how", "机要").Submit()
		writer.Get(at).Want("#dues", "2025年1月18日报送")
	})
}

// Nobody without the right opens or changes anything of it.
func TestSEC_AUTHZ_01_WhoMayAroundTheYears(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	for _, path := range []string{"/comparison", "/changes", "/carried"} {
		s.As("clerk").Get(at + path).WantStatus(http.StatusNotFound)
		s.As("first").Get(at + path).WantStatus(http.StatusOK)
	}
	s.As("writer").Get(at + "/clearance/secrecy").WantStatus(http.StatusNotFound)
	s.As("first").Get(at + "/clearance/secrecy").WantStatus(http.StatusConflict)
	s.As("first").Get(at + "/filing").WantStatus(http.StatusNotFound)
	s.As("first").Get("/reports/dates").WantStatus(http.StatusForbidden)
	for _, path := range []string{at + "/sentences", at + "/plans", at + "/filing"} {
		s.As("first").Post(path, url.Values{"_csrf": {"csrf-first"}}).WantStatus(http.StatusForbidden)
	}
	s.As("writer").Post(at+"/clearance/secrecy", url.Values{"_csrf": {"csrf-writer"}}).WantStatus(http.StatusForbidden)
}
