package responsibilities_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/meeting"
	"fengsheng/org"
	"fengsheng/report"
	"fengsheng/web/staff/activities"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/meetings"
	"fengsheng/web/staff/responsibilities"
	"fengsheng/web/staff/tasks"
	"fengsheng/web/webtest"
)

var program = actor.Actor{Street: frametest.Street, Name: "演示程序"}

// each runs a test with somebody who writes the report among the people.
func each(t *testing.T, run func(t *testing.T, s *frametest.Stage)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		s := frametest.New(t, d, clock)
		s.Update(func(tx *db.Tx) error {
			o, err := org.Hire(tx, program, org.Officer{Code: "writer", Name: "演示撰写", Unit: s.Units["东盛街道"].ID})
			if err != nil {
				return err
			}
			s.Officers["writer"] = o
			if err := org.TakeResponsibility(tx, program, s.Officers["leader"].ID, s.Units["东盛社区"].ID, 0); err != nil {
				return err
			}
			return org.Assign(tx, program, o.ID, actor.ReportWriter, s.Units["东盛街道"].ID, 0)
		})
		run(t, s.Serve(responsibilities.Pages{DB: d}.Routes(), meetings.Pages{DB: d}.Routes(), tasks.Pages{DB: d}.Routes(), activities.Pages{DB: d}.Routes()))
	})
}

func TestDutiesHaveEvidenceThatOpens(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		w := s.As("writer")
		var m meeting.Meeting
		s.Update(func(tx *db.Tx) error {
			var err error
			m, err = meeting.Arrange(tx, s.Actor("writer"), meeting.Plan{
				Variety: "specialParty", On: tx.Today(), Place: "三楼", Items: []meeting.Item{{Kind: meeting.RuleOfLaw, Title: "研究要点"}},
			})
			if err == nil {
				m, err = meeting.Hold(tx, s.Actor("writer"), m.ID, meeting.Holding{Attendance: 9})
			}
			return err
		})
		usual := w.Get("/responsibilities").Want(".empty", "还没有列职责清单").Want("main nav", "责任").Form("form[action='/responsibilities/duties']")
		usual.Set("secretary", s.Officers["leader"].ID).Submit().WantStatus(http.StatusOK).Want("main", "参照《党政主要负责人").Want("h2", "党工委书记")
		add := w.Get("/responsibilities?year=2024").Form("form[action='/responsibilities/duties']")
		add.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "岗位")
		page := w.Get("/responsibilities").Follow("定期听汇报")
		form := page.Want(".empty", "还没有记").Form("#enter form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "做了什么")
		form.Set("evidence", "meeting:"+string(m.ID)).Set("on", "2024-05-06").Set("words", "主持专题党委会").Submit().WantStatus(http.StatusOK).
			Want("#done", "主持专题党委会").Follow("看会议").Want("h1, .identity", "专题党委会")
		s.As("leader").Get("/responsibilities").Want("main", "主持专题党委会").Want("main", "有记录")
		s.As("leader").Get("/responsibilities/areas").Want("tbody", "东盛社区").Want("tbody", "演示领导").Want("tbody", "还没有落实")
		s.As("mediator").Get("/responsibilities").WantStatus(http.StatusForbidden)
	})
}

func TestTheSentencesOfAReportBecomeEntries(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		w := s.As("writer")
		w.Get("/responsibilities/problems/report?year=2023").Want(".empty", "还没有年度报告")
		s.Update(func(tx *db.Tx) error {
			id, err := report.Begin(tx, s.Actor("writer"), 2024)
			if err != nil {
				return err
			}
			return report.Fill(tx, s.Actor("writer"), id, report.DemoSections(2024))
		})
		offered := w.Get("/responsibilities/problems").Follow("从年度报告的不足列入").Want("main", "学法用法还不够深").Form("main form")
		offered.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "勾选")
		offered.Set("sentence", "专业力量还不够强，法治工作人员多为兼职，处理复杂纠纷的经验不足").Submit().WantStatus(http.StatusOK).
			Want("tbody", "专业力量").Want("tbody", "还没有定措施")
		w.Get("/responsibilities/problems/report").Want("main", "已经在清单里")
		p := w.Get("/responsibilities/problems?source=report").Follow("专业力量")
		p.Form("#end form").Set("state", "solved").Set("outcome", "好了").Submit().WantStatus(http.StatusConflict).Want(".error-summary", "先定措施")
		p.Form("#explain form").Set("cause", "培养机制不全").Submit().WantStatus(http.StatusOK).Want("main", "培养机制不全")
		p.Form("#measure form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "措施")
		measured := p.Form("#measure form").Set("words", "每季度练兵").Set("who", "o:"+s.Officers["clerk"].ID).Set("due", "2024-06-30").Submit().WantStatus(http.StatusOK)
		measured.Want("#measures", "每季度练兵").Follow("每季度练兵").Want("main", "报告中的不足")
		lead := s.As("farlead").Get("/responsibilities/problems?source=report").Want("tbody", "每季度练兵")
		for _, read := range []*webtest.Page{lead, lead.Follow("专业力量").Want("#measures", "每季度练兵")} {
			if read.Has("main a", "每季度练兵") {
				t.Errorf("%s: who reads the problem is led to a task that is not theirs", read.Path)
			}
		}
		w.Get("/responsibilities/problems?source=report").Want("tbody a", "每季度练兵")
		measured.Form("#measure form").Set("words", "排好班").Set("who", "o:"+s.Officers["mediator"].ID).Set("due", "2024-06-30").Submit().WantStatus(http.StatusOK)
		if own := s.As("mediator").Get("/tasks?whose=mine").Want("tbody th a", "排好班").Want("tbody", "报告中的不足"); len(own.All("tbody td a")) > 0 {
			t.Error("who does not see the problems is led to one")
		}
		s.As("mediator").Get("/tasks?whose=mine").Follow("排好班").Form("#finish form").Set("outcome", "排好了").Submit().WantStatus(http.StatusOK)
		s.As("clerk").Get("/tasks?whose=mine").Want("tbody", "每季度练兵").Follow("每季度练兵").Form("#finish form").Set("outcome", "练了一次").Submit().WantStatus(http.StatusOK)
		p = w.Get("/responsibilities/problems?source=report").Follow("专业力量")
		p.Form("#end form").Set("state", "solved").Set("outcome", "每季度一次").Submit().WantStatus(http.StatusOK).Want(".identity", "已整改")
		file := string(w.Get("/responsibilities/problems?source=report").Form("form[action='/responsibilities/problems/export']").Set("as", "csv").Submit().WantStatus(http.StatusOK).Body)
		if !strings.Contains(file, "每季度练兵") || !strings.Contains(file, "每季度一次") {
			t.Errorf("the file holds %q", file)
		}
		if s.As("clerk").Get("/responsibilities/problems").Has("#add", "") {
			t.Error("a registrar is offered to add a problem")
		}
	})
}

func TestAProjectGoesByMilestones(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		w := s.As("writer")
		form := w.Get("/responsibilities/projects").Want(".empty", "还没有列项目").Form("#add form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "名称")
		p := form.Set("name", "移动解忧点").Set("goal", "每月一次").Set("who", "o:"+s.Officers["clerk"].ID).Submit().WantStatus(http.StatusOK).Want(".identity", "还没有定节点")
		p = p.Form("#plan form").Set("words", "跑完一轮").Set("planned", "2024-05-01").Submit().WantStatus(http.StatusOK).Want("#steps", "没完成").Want(".identity", "完成0个，共1个节点")
		c := s.As("clerk").Get("/responsibilities/projects").Want("tbody", "跑完一轮").Follow("移动解忧点")
		reach := c.Form("#reach form")
		reach.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "哪个节点")
		reach.Set("milestone", c.Attr("#reach input[type=radio]", "value")).Set("done", "2024-05-06").Set("note", "登记本").Submit().WantStatus(http.StatusOK).
			Want(".identity", "完成1个，共1个节点").Want("#steps", "登记本")
		p.Want("main", "移动解忧点")
	})
}
