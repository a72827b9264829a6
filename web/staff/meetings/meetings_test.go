package meetings_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/official"
	"fengsheng/matter"
	"fengsheng/task"
	"fengsheng/web/staff/activities"
	"fengsheng/web/staff/desk"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/indicators"
	"fengsheng/web/staff/matters"
	"fengsheng/web/staff/meetings"
	"fengsheng/web/staff/tasks"
)

func each(t *testing.T, run func(t *testing.T, s *frametest.Stage)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		run(t, frametest.New(t, d, clock).Serve(
			matters.Pages{DB: d}.Routes(), meetings.Pages{DB: d}.Routes(), tasks.Pages{DB: d}.Routes(), activities.Pages{DB: d}.Routes(), desk.Pages{DB: d}.Routes(),
			indicators.Pages{DB: d}.Routes(),
		))
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

// A meeting goes its way: planned, held once, minuted with tasks, printed; what is open
// comes back to the next of its kind.
func TestAMeetingGoesItsWay(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		m := taken(s, "供热温度不够")
		c := s.As("clerk")
		c.Get("/activities").Want("main nav", "会议").Want("main nav", "任务")
		choose := c.Get("/meetings").Want(".empty", "还没有安排").Follow("安排一次会议").Form("main form")
		form := choose.Set("variety", "petition").Set("community", "street").Submit().WantStatus(http.StatusOK).Want("main", "信访工作会议").
			Form("main form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写日期")
		form.Set("on", "2024-05-06").Set("place", "三楼会议室").Set("chair", s.Officers["leader"].ID).Set("item1.kind", "petition").Set("item1.title", "通报本月信访事项").
			Set("item1.reporter", "信访专干").Set("item1.matters", "没有这件")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "没有这件")
		if more := form.Set("more", "1").Submit(); !more.Has("h2", "议题4") || !more.Has("input", "") {
			t.Error("no further point is offered")
		}
		made := form.Set("more", "").Set("item1.matters", m.Number).Submit().WantStatus(http.StatusOK).Want(".identity", "已安排").Want("#agenda", m.Number).
			Want("#counted", "召开以后计1次")
		href := strings.TrimSuffix(made.Attr("#cancel form", "action"), "/cancel")
		change := c.Get(href).Follow("修改安排和议程").Form("main form")
		change.Set("item2.title", "布置节前工作").Set("item2.kind", "other").Submit().WantStatus(http.StatusOK).Want("#agenda", "布置节前工作").Want("#agenda", m.Number)

		s.Update(func(tx *db.Tx) error {
			_, err := activity.Record(tx, s.Actor("clerk"), activity.Draft{
				Kind: activity.Meeting, Variety: activity.PetitionMeeting, On: tx.Today(), Place: "三楼", Attendance: 14,
			})
			return err
		})
		hold := c.Get(href).Form("#hold form")
		hold.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "参加人数")
		hold.Set("attendance", "14").Set("present", s.Officers["mediator"].ID)
		asked := hold.Submit().WantStatus(http.StatusConflict).Want("#hold", "已经登记过")
		asked.Form("#hold form").Set("choice.meeting", asked.Attr("#hold input[type=radio]", "value")).Submit().WantStatus(http.StatusOK).
			Want("#counted", "计1次，参加14人次").Want(".identity", "已召开")

		minute := c.Get(href).Form("#minute form")
		minute.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "议定了什么")
		minute.Set("minutes", "会后印发").Set("task1.words", "测温").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "由谁")
		minute.Set("task1.who", "o:"+s.Officers["clerk"].ID).Set("task1.due", "2024-05-20").Submit().WantStatus(http.StatusOK).Want("#tasks", "测温").
			Want("#minutes", "会后印发").Want("main", "1项任务没有完成")
		c.Get("/").Want("#tasks", "我的任务").Want("#tasks", "1")

		// The matter names the meeting to those who may read its agenda.
		if to := c.Get("/matters/"+string(m.ID)).Want("#meetings", "5月6日").Attr("#meetings a", "href"); to != href {
			t.Errorf("the matter leads to %q", to)
		}
		if s.As("sorter").Get("/matters/"+string(m.ID)).WantStatus(http.StatusOK).Has("#meetings", "") {
			t.Error("who does not read the agenda is told that the meeting speaks of the matter")
		}

		// Who was there reads it; whoever was not sees that it was.
		if p := s.As("mediator").Get(href).Want("#minutes", "会后印发").Want("#tasks th", "测温"); p.Has("#tasks th a", "") {
			t.Error("somebody who was there is led to a task that is not theirs")
		}
		c.Get(href).Want("#tasks th a", "测温")
		out := s.As("counter").Get(href).WantStatus(http.StatusOK).Want(".empty", "由安排会议的人")
		if strings.Contains(string(out.Body), "测温") || strings.Contains(string(out.Body), "布置节前") {
			t.Error("somebody who was not there reads what was decided")
		}
		s.As("counter").Get(href + "/minutes").WantStatus(http.StatusNotFound)
		s.As("admin").Get(href).WantStatus(http.StatusNotFound)

		// The paper says the same on the page and in the file.
		paper := c.Get(href+"/minutes").Want("article", "测温").Want("article", "会后印发")
		file := paper.Form("form[action=" + href + "/document]").Submit().WantStatus(http.StatusOK).Body
		if words, err := official.ReadText(bytes.NewReader(file), int64(len(file))); err != nil || !strings.Contains(words, "测温") || !strings.Contains(words, "信访工作会议纪要") {
			t.Errorf("the file says %q, %v", words, err)
		}
		s.As("mediator").Get(href + "/minutes").WantStatus(http.StatusOK)

		// The open task comes back, and is done there.
		next := c.Get("/meetings/new?variety=petition&community=street").Want("main", "测温").Form("main form")
		after := next.Set("on", "2024-05-07").Set("place", "三楼会议室").Submit().WantStatus(http.StatusOK).Want("#brought", "测温").Want("#brought", "未完成")
		open := after.Follow("测温").Form("#finish form")
		open.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "做了什么")
		open.Set("outcome", "已测温，二十度").Submit().WantStatus(http.StatusOK).Want("main", "已测温，二十度")
		c.Get(href).Form("#close form").Submit().WantStatus(http.StatusOK).Want(".identity", "任务已了结")
		s.Update(func(tx *db.Tx) error {
			_, err := task.Give(tx, s.Actor("clerk"), task.Draft{
				Source: task.Meeting, Subject: strings.TrimPrefix(href, "/meetings/"), Words: "归档", Officer: s.Officers["archivist"].ID, Due: tx.Today(),
			})
			return err
		})
		if p := s.As("archivist").Get("/tasks").Want("tbody th a", "归档").Want("tbody", "会议"); len(p.All("tbody td a")) > 0 {
			t.Error("who does not see meetings is led to one")
		}
		c.Get("/tasks?source=meeting").Want("tbody td a", "会议")
		c.Get("/meetings?year=2024&kind=petition").Want("tbody", "任务已了结").Want("main", "召开后计入")
	})
}

func TestTheListsLeaveAsFiles(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("clerk")
		form := c.Get("/meetings/new?variety=directors&community=street").Form("main form")
		form.Set("on", "2024-05-06").Set("place", "三楼").Set("item1.title", "研究机密采购").Submit().WantStatus(http.StatusOK)
		file := string(c.Get("/meetings").Form("form[action='/meetings/export']").Set("as", "csv").Submit().WantStatus(http.StatusOK).Body)
		if !strings.Contains(file, "主任办公会") || strings.Contains(file, "采购") {
			t.Errorf("the file holds %q", file)
		}
		give := c.Get("/tasks").Follow("交办一项任务").Form("main form")
		give.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "做什么")
		done := give.Set("words", "核对台账").Set("who", "o:"+s.Officers["clerk"].ID).Set("due", "2024-05-10").Set("community", "street").Submit().WantStatus(http.StatusOK)
		done.Form("#withdraw form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么")
		s.As("mediator").Get("/tasks").WantStatus(http.StatusOK)
		c.Get("/tasks?whose=mine&state=open").Want("tbody", "核对台账").Want("h1", "我的任务")
		c.Get("/tasks?source=meeting").Want(".empty", "没有符合条件")
		tasksFile := string(c.Get("/tasks?whose=mine").Form("form[action='/tasks/export']").Set("as", "csv").Submit().WantStatus(http.StatusOK).Body)
		if !strings.Contains(tasksFile, "核对台账") {
			t.Errorf("the file holds %q", tasksFile)
		}
		s.As("farlead").Get("/tasks").Want(".empty", "没有任务")
		s.As("mediator").Get("/tasks/new").WantStatus(http.StatusForbidden)
	})
}
