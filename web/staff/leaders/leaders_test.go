package leaders_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/leaders"
	"fengsheng/web/staff/matters"
)

func each(t *testing.T, run func(t *testing.T, s *frametest.Stage)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		s := frametest.New(t, d, clock).Serve(matters.Pages{DB: d}.Routes(), leaders.Pages{DB: d}.Routes())
		s.Update(func(tx *db.Tx) error {
			o := s.Officers["leader"]
			o.Rank, o.Title = "division", "街道办事处主任"
			return org.UpdateOfficer(tx, actor.Actor{Street: frametest.Street, Name: "演示程序"}, o)
		})
		run(t, s)
	})
}

func taken(s *frametest.Stage, title string) matter.Matter {
	var m matter.Matter
	s.Update(func(tx *db.Tx) error {
		var err error
		m, err = matter.TakeIn(tx, s.Actor("clerk"), matter.Intake{
			Channel: "centre", Title: title, Request: "请解决", Unit: s.Units["景阳花园小区"].ID, Known: true,
			Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}},
		})
		return err
	})
	return m
}

func TestALeaderOwnsAMatter(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		m := taken(s, "供热温度不够")
		page := "/matters/" + string(m.ID)
		ask := s.As("sorter").Get(page).Follow("提请领导包案").Want("h1", "领导包案").Form("#propose form")
		ask.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "由哪位领导包案").Want(".error-summary", "为什么")
		ask.Set("leader", s.Officers["leader"].ID).Set("why", "涉及三个单位").Submit().WantStatus(http.StatusOK).
			Want(".banner", "已保存：提请领导包案").Want("#waiting", "演示领导")
		if s.As("clerk").Get(page+"/ownership").Has("main form", "") {
			t.Error("a registrar is offered a step")
		}
		mine := s.As("leader").Get("/leaders").Want("h1", "我的包案").Want("tbody", "待领导确认").Follow("供热温度不够")
		mine.Form("form[action="+page+"/ownership/confirm]").Submit().WantStatus(http.StatusOK).Want("#running", "已确认").Want("#duties", "包跟踪问效")
		tick := s.As("leader").Get(page + "/ownership").Form("form[action=" + page + "/ownership/tick]")
		tick.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "落实的是哪一项")
		tick.Set("duty", "facts").Set("note", "到现场测温").Submit().WantStatus(http.StatusOK).Want("#duties", "到现场测温").Want("#running", "包案中")
		s.As("leader").Get(page).Want("#owner", "已落实1项").Want("#timeline", "领导确认包案")
		if strings.Contains(string(s.As("counter").Get(page+"/ownership").Body), "到现场测温") {
			t.Error("a reader of outlines is shown what the leader wrote")
		}
		s.As("farlead").Get(page + "/ownership").WantStatus(http.StatusNotFound)
	})
}

func TestASessionGoesItsWay(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		m := taken(s, "供热温度不够")
		c := s.As("clerk")
		plan := c.Get("/receptions").Follow("安排一场接访").Form("main form")
		plan.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写日期")
		leader := s.Officers["leader"].ID
		plan.Set("on", "2024-05-15").Set("end", "11:00").Set("community", "street").Set("place", "矛调中心接待室").Set("leader1", leader).Set("leader1.field", "全面工作")
		made := plan.Submit().WantStatus(http.StatusOK).Want(".identity", "已安排")
		href := strings.TrimSuffix(made.Attr("#announce form", "action"), "/announce")
		public := made.Form("#announce form").Set("where", "矛调中心公示栏").Submit().WantStatus(http.StatusOK).Want(".identity", "已公布")
		public.Want("main", "接访以后")
		c.Get("/receptions/notice?month=2024-05").Want("tbody", "演示领导").Want("tbody", "全面工作").Want("tbody", "09:00–11:00")
		if s.As("admin").Get(href).Status == http.StatusOK {
			t.Error("an administrator sees a session")
		}

		s.Clock.Set(s.Clock.Now().AddDate(0, 0, 9))
		day := c.Get(href)
		day.Form("form[action="+href+"/receive]").Set("number", "没有这件").Set("persons", "1").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "找不到这个编号")
		day.Form("form[action="+href+"/receive]").Set("number", m.Number).Set("persons", "3").Submit().WantStatus(http.StatusOK).Want("#batches", "1批3人次")
		in := c.Get(href).Follow("登记一件新的事").Want("main", "这一场接访").Form("main form")
		in.Set("title", "门前修路").Set("request", "路不平").Set("unit", s.Units["和平小区"].ID).Set("party1.side", "applicant").Set("party1.name", "乙某").
			Submit().WantStatus(http.StatusOK).Want("h1", "登记回执")
		s.Update(func(tx *db.Tx) error {
			_, err := activity.Record(tx, s.Actor("clerk"), activity.Draft{
				Kind: activity.Reception, Variety: "fixed", On: calendar.On(2024, 5, 15), Start: "09:00", Place: "接待室", Leader: leader, Batches: 2, Audience: 4,
			})
			return err
		})
		asked := c.Get(href).Want("#batches", "2批4人次").Form("form[action="+href+"/hold]").Submit().WantStatus(http.StatusConflict).Want("#hold", "已经登记过")
		hold := asked.Form("form[action=" + href + "/hold]")
		id := asked.Attr("#hold input[type=radio]", "value")
		hold.Set("choice."+leader, id).Submit().WantStatus(http.StatusOK).Want("#counted", "计1次，2批4人次")
		minute := c.Get(href).Form("form[action=" + href + "/minute]")
		minute.Set("minutes", "当场答复").Set("promise1.matter", string(m.ID)).Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "承诺了什么")
		minute.Set("promise1.words", "三日内测温").Set("promise1.officer", leader).Set("promise1.due", "2024-05-20").Submit().WantStatus(http.StatusOK).
			Want("#promises", "三日内测温")
		answer := c.Get(href).Form("form[action=" + href + "/answer]")
		choice := c.Get(href).Attr("#answer input[type=radio]", "value")
		answer.Set("promise", choice).Set("answer", "已测温").Submit().WantStatus(http.StatusOK).Want("#promises", "已测温").
			Form("form[action="+href+"/followUp]").Submit().WantStatus(http.StatusOK).Want(".identity", "已回访落实")
		s.Update(func(tx *db.Tx) error {
			n, err := activity.Count(tx, activity.Filter{Kinds: []string{"reception"}})
			if n != 1 {
				t.Errorf("counted %d receptions, want 1", n)
			}
			return err
		})
		other := s.As("farlead").Get(href).WantStatus(http.StatusOK)
		if strings.Contains(string(other.Body), "三日内测温") || strings.Contains(string(other.Body), url.PathEscape(string(m.ID))) {
			t.Error("somebody of another community reads of a matter that is out of sight")
		}
	})
}
