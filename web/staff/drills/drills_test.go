package drills_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/drill"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/web/staff/drills"
	"fengsheng/web/staff/frame/frametest"
)

func each(t *testing.T, run func(t *testing.T, s *frametest.Stage)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		s := frametest.New(t, d, clock)
		s.Update(func(tx *db.Tx) error {
			by := actor.Actor{Street: frametest.Street, Name: "演示程序"}
			root := s.Units["东盛街道"]
			o, err := org.Hire(tx, by, org.Officer{Code: "writer", Name: "演示专干", Unit: root.ID})
			s.Officers["writer"] = o
			if err != nil {
				return err
			}
			return org.Assign(tx, by, o.ID, actor.ReportWriter, root.ID, 0)
		})
		run(t, s.Serve(drills.Pages{DB: d}.Routes()))
	})
}

func TestADrillGoesItsWay(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("writer")
		c.Get("/drills").Want("main", "2024年还没有安排练兵")
		form := c.Get("/drills").Follow("安排一次练兵").Want("main", "综合窗口").Form("main form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "练什么").Want("main", "综合窗口")
		made := form.Set("subject", "law").Set("scenario", "leak").Set("on", "2024-05-13").Set("place", "街道三楼").Set("teams", "东盛社区\n综合窗口").Submit().WantStatus(http.StatusOK).
			Want(".identity", "已安排").Want("#teams", "综合窗口").Want("main", "到了那天")
		href := strings.TrimSuffix(made.Attr("#cancel form", "action"), "/cancel")
		team := made.Attr("#teams tbody a", "href")
		s.As("mediator").Get(team).Want("main", "到时候再看")
		if strings.Contains(string(s.As("mediator").Get(team).Body), "公共立管") {
			t.Error("the points are seen before the day")
		}

		s.Clock.Set(s.Clock.Now().AddDate(0, 0, 7))
		work := s.As("mediator").Get(team).Want("h1", "东盛社区").Want("#story", "卫生间漏水").Form("#ask form")
		work.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "至少回答一个")
		work.Set("class", "civil").Set("kind", "petition").Set("first", "看现场").Submit().WantStatus(http.StatusOK).Want(".banner", "核对要点").Want("#answers", "信访事项")
		if s.As("mediator").Get(team).Has("#check", "") {
			t.Error("a team goes through its points alone")
		}
		check := c.Get(team).Want("#check", "没有想到").Want("#check", "第二百九十六条").Form("#check form")
		check.Set("points", "first1").Submit().WantStatus(http.StatusOK).Want("#result", "想到2个，共").Want("#result", "漏掉的，下一步练").Want("#answers", "漏了")
		c.Get(team + "/check").WantStatus(http.StatusMethodNotAllowed)

		s.Update(func(tx *db.Tx) error {
			_, err := activity.Record(tx, s.Actor("clerk"), activity.Draft{Kind: activity.Drill, Variety: "mediation", On: tx.Today(), Start: "09:00", Place: "街道三楼", Attendance: 24})
			return err
		})
		hold := c.Get(href).Form("#hold form")
		hold.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "多少人次")
		asked := hold.Set("attendance", "24").Submit().WantStatus(http.StatusConflict).Want("#hold", "已经登记过")
		held := asked.Form("#hold form").Set("choice", asked.Attr("#hold input[name=choice]", "value")).Submit().WantStatus(http.StatusOK).
			Want("#counted", "24人次").Want("#next", "法律适用").Want("#teams", "想到2个")
		held.Form("#record form").Set("summary", "公共立管有队漏了").Submit().WantStatus(http.StatusOK).Want(".identity", "已记结果").Want("#summary", "公共立管有队漏了")
		// The order is that of the plan, not that of the points.
		body := string(c.Get(href).Body)
		if strings.Index(body, "东盛社区</a>") > strings.Index(body, "综合窗口</a>") {
			t.Error("the teams stand in another order than they were entered")
		}
		if strings.Contains(c.Get(href).Want("#timeline", "记练兵办完").Text("#timeline"), "演示调解甲") {
			t.Error("the history says who typed for a team")
		}
		c.Get("/drills?year=2024").Want("#next", "公共立管").Want("#subjects", "5月13日").Want("tbody", "已记结果")
		s.Update(func(tx *db.Tx) error {
			n, err := activity.Count(tx, activity.Filter{Kinds: []string{"drill"}})
			if n != 1 {
				t.Errorf("counted %d drills, want 1", n)
			}
			return err
		})
		if s.As("admin").Get(href).Status == http.StatusOK {
			t.Error("an administrator sees a drill")
		}
	})
}

func TestADrillIsCancelled(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		var d drill.Session
		s.Update(func(tx *db.Tx) error {
			var err error
			d, err = drill.Arrange(tx, s.Actor("writer"), drill.Plan{Subject: drill.System, Variety: "team", On: tx.Today().AddDays(3), Start: "09:00", Place: "三楼"})
			return err
		})
		href := "/drills/" + string(d.ID)
		if s.As("mediator").Get(href).Has("#cancel", "") {
			t.Error("a mediator is offered to cancel")
		}
		cancel := s.As("writer").Get(href).Form("#cancel form")
		cancel.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么取消")
		cancel.Set("reason", "防汛值守").Submit().WantStatus(http.StatusOK).Want(".identity", "已取消").Want("#facts", "防汛值守")
		got := s.As("writer").Get("/drills").Form("form[action=/drills/export]").Set("as", "csv").Submit().WantStatus(http.StatusOK)
		if !strings.Contains(string(got.Body), "系统操作") {
			t.Error("the file lacks the session")
		}
	})
}

func TestTheLibraryIsKeptFromThoseWhoTrain(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		s.As("mediator").Get("/drills/scenarios").Want("h1", "情景库").Want("main", "不进统计")
		s.As("mediator").Get("/drills/scenarios/violence").WantStatus(http.StatusNotFound)
		s.As("writer").Get("/drills/scenarios").Follow("闹离婚的夫妻，手臂有伤").Want("main", "七十二小时").Want("main", "《反家庭暴力法》第十四条").
			Follow("用它安排一次练兵").Want("h1", "安排一次练兵")
		s.As("writer").Get("/drills/scenarios/none").WantStatus(http.StatusNotFound)
		s.As("writer").Get("/drills/none").WantStatus(http.StatusNotFound)
	})
}
