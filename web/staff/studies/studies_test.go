package studies_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/study"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/studies"
)

func each(t *testing.T, run func(t *testing.T, s *frametest.Stage)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		s := frametest.New(t, d, clock)
		s.Update(func(tx *db.Tx) error {
			by := actor.Actor{Street: frametest.Street, Name: "演示程序"}
			o := s.Officers["leader"]
			o.Rank, o.Title = "division", "街道办事处主任"
			if err := org.UpdateOfficer(tx, by, o); err != nil {
				return err
			}
			for login, role := range map[string]actor.Role{"writer": actor.ReportWriter, "final": actor.FinalReviewer, "grid1": actor.GridWorker, "grid2": actor.GridWorker, "grid3": actor.GridWorker, "grid4": actor.GridWorker, "grid5": actor.GridWorker} {
				o, err := org.Hire(tx, by, org.Officer{Code: login, Name: "演示" + login, Unit: s.Units["东盛街道"].ID})
				if err != nil {
					return err
				}
				if err := org.Assign(tx, by, o.ID, role, s.Units["东盛街道"].ID, 0); err != nil {
					return err
				}
				s.Officers[login] = o
			}
			return nil
		})
		s.Serve(studies.Pages{DB: d}.Routes())
		run(t, s)
	})
}

func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestListsArePlannedAndCarriedOut(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		w := s.As("writer")
		add := w.Get("/study").Follow("应知应会清单").Want("main", "还没有列").Form("#add form")
		add.Set("scope", "").Set("sort", "").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "哪一份清单").Want(".error-summary", "法律或者党内法规")
		add.Set("scope", "common").Set("sort", "law").Set("title", "宪法").Submit().WantStatus(http.StatusOK).Want("#common", "《宪法》全文")
		add = w.Get("/study/plan").Form("#add form")
		add.Set("scope", "post").Set("post", "分管信访").Set("title", "信访工作条例").Set("sort", "party").Submit().WantStatus(http.StatusOK).Want("#posts", "信访工作条例")
		derive := w.Get("/study/plan").Form("form[action=/study/plan/derive]")
		derive.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为哪位领导")
		derive.Set("post", "分管信访").Set("leader", s.Officers["leader"].ID).Submit().WantStatus(http.StatusOK).Want("#leaders", "演示领导").Want("#leaders", "信访工作条例")
		line := w.Get("/study/plan").Follow("《宪法》全文").Form("main form")
		line.Set("title", "").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "法律或者党内法规")
		line.Set("title", "宪法").Set("articles", "第五条").Submit().WantStatus(http.StatusOK).Want("#common", "《宪法》第五条")
		w.Get("/study/plan").Form("form[action=/study/plan/carry]").Submit().WantStatus(http.StatusOK).Want("h1", "2025年").Want("#common", "宪法")
		if s.As("clerk").Get("/study/plan").Has("#add", "") || s.As("clerk").Get("/study/plan").Has("#carry", "") {
			t.Error("a registrar is offered to change the lists")
		}
		note := s.As("leader").Get("/study/mine").Want("#plan", "还没有学").Form("#note form")
		note.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "日期")
		note.Set("on", "昨天").Set("title", "信访工作条例").Set("note", "我的笔记").Submit().WantStatus(http.StatusOK).Want("#plan", "2024年5月5日学过").Want("#own", "我的笔记")
		led := s.As("final").Get("/study/carrying").Want("main", "2024年5月5日学过")
		if strings.Contains(string(led.Body), "我的笔记") {
			t.Error("the one in charge reads what a leader wrote to themselves")
		}
		s.As("writer").Get("/study/carrying").WantStatus(http.StatusForbidden)
		s.As("clerk").Get("/study/mine").Want("#own", "还没有记自学")
		year := s.As("clerk").Get("/study").Want(".figures-row", "1项").Want("#covered", "还没有集体学")
		if strings.Contains(string(year.Body), "/study/carrying") {
			t.Error("somebody who may not see the plans of leaders is led there")
		}
		if file := s.As("clerk").Get("/study").Form("form[action=/study/export]").Set("as", "csv").Submit().WantStatus(http.StatusOK); !strings.Contains(string(file.Body), "《宪法》第五条") {
			t.Errorf("the export holds %q", file.Body)
		}
		lists := s.As("clerk").Get("/study/plan").Form("form[action=/study/plan/export]").Set("as", "csv").Submit().WantStatus(http.StatusOK)
		for _, line := range []string{"清单,谁的,法律或党内法规,条款,类别,计划学完", "共同清单,领导干部,《宪法》,第五条,国家法律,2024-12-31", "领导个人清单,演示领导，"} {
			if !strings.Contains(string(lists.Body), line) {
				t.Errorf("the file has no line %q: %s", line, lists.Body)
			}
		}
		if strings.Contains(string(lists.Body), "学过") || strings.Contains(string(lists.Body), "我的笔记") {
			t.Errorf("the file says who studied what: %s", lists.Body)
		}
		book := s.As("writer").Get("/study/plan").Form("form[action=/study/plan/export]").Set("as", "xlsx").Submit().WantStatus(http.StatusOK)
		about := cells(t, book.Body, 1)
		for _, want := range []string{"条件", "2024年", "口径", "学没学、学得怎么样不在里面", "时间", "2024-05-06", "导出人", "演示"} {
			if !strings.Contains(about, want) {
				t.Errorf("the second sheet says %q, want %q in it", about, want)
			}
		}
		s.As("leader").Get("/study/mine").Form("#own form").Submit().WantStatus(http.StatusOK).Want("#own", "还没有记自学")
		s.As("admin").Get("/study").WantStatus(http.StatusForbidden)
	})
}

// cells are the words of one sheet of a workbook.
func cells(t *testing.T, file []byte, sheet int) string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetName(sheet))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range rows {
		all = append(all, strings.Join(r, " "))
	}
	return strings.Join(all, "\n")
}

func TestASessionIsSignedAndHeld(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("clerk")
		plan := c.Get("/study").Follow("安排一场学习").Form("main form")
		plan.Set("on", "").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写日期").Want(".error-summary", "地点")
		made := plan.Set("on", "2024-05-06").Set("place", "三楼").Set("topic", "学习宪法").Set("laws", "《宪法》 第五条").Submit().WantStatus(http.StatusOK).Want(".identity", "已安排").Want("#laws", "《宪法》第五条")
		href := strings.TrimSuffix(made.Attr("#hold form", "action"), "/hold")
		made.Follow("打印签到表").Want("tbody", "演示领导").Want("main", "签名")
		code := c.Get(href + "/code").WantStatus(http.StatusOK)
		if !code.Has("svg path", "") {
			t.Error("there is no code")
		}
		address := code.Text(".address")
		at := address[strings.Index(address, "/study"):]
		sign := s.As("mediator").Get(at).Want("h1", "签到：学习宪法").Want(".summary", "演示调解甲").Form("main form")
		sign.Submit().WantStatus(http.StatusOK).Want("main", "到场1人次")
		if p := s.As("mediator").Get(href); p.Has("#present table", "") || p.Has("main form", "") {
			t.Error("a mediator is told who was there, or offered a step")
		}
		s.As("mediator").Get(at[:len(at)-1]).WantStatus(http.StatusConflict).Want(".error-summary", "签到码不对")
		s.As("mediator").Get(href + "/code").WantStatus(http.StatusNotFound)
		s.As("farlead").Get(href + "/sheet").WantStatus(http.StatusForbidden)
		s.Update(func(tx *db.Tx) error {
			_, err := activity.Record(tx, s.Actor("clerk"), activity.Draft{Kind: activity.Study, Variety: activity.CentralGroup, On: calendar.On(2024, 5, 6), Place: "三楼", Attendance: 2})
			return err
		})
		hold := c.Get(href).Want("#present", "扫码签到").Form("#hold form").Set("present", s.Officers["leader"].ID)
		asked := hold.Submit().WantStatus(http.StatusConflict).Want("#hold", "已经登记过")
		asked.Form("#hold form").Set("choice", asked.Attr("#hold input[type=radio]", "value")).Submit().WantStatus(http.StatusOK).Want("#counted", "2人次").Want("#present", "2人次").Want("#counted a", "")
		if p := s.As("archivist").Get(href).Want("#counted", "2人次"); p.Has("#counted a", "") {
			t.Error("who does not see activities is led to one")
		}
		upload := c.Get(href).Form("#files form")
		upload.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择要上传的文件")
		kept := upload.Attach("file", "签到表.png", photo(t)).Submit().WantStatus(http.StatusOK).Want("#files", "签到表.png")
		file := kept.Attr("#files tbody a", "href")
		if got := c.Get(file); got.Status != http.StatusOK || got.Header.Get("Content-Type") != "image/png" {
			t.Errorf("the sheet is %d %s", got.Status, got.Header.Get("Content-Type"))
		}
		s.As("mediator").Get(file).WantStatus(http.StatusNotFound)
		record := c.Get(href).Form("#record form")
		record.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "纪要")
		record.Set("summary", "依宪施政").Submit().WantStatus(http.StatusOK).Want(".identity", "已记录").Want("#summary", "依宪施政")
		s.As("mediator").Get(href).Want("#here", "在场")
		s.As("chair").Get(href).Follow("补学这一场").Want("#note", "补学：").Form("#note form").Submit().WantStatus(http.StatusOK).Want("#own", "补学的那一场")
		c.Get("/study/sessions?variety=centralGroup&state=recorded").Want("tbody", "学习宪法")
		sessions := c.Get("/study/sessions?variety=centralGroup").Form("form[action=/study/sessions/export]").Set("as", "xlsx").Submit().WantStatus(http.StatusOK)
		if rows := cells(t, sessions.Body, 0); !strings.Contains(rows, "学习宪法") || !strings.Contains(rows, "到场人次") || strings.Contains(rows, "演示调解甲") {
			t.Errorf("the file holds %q", rows)
		}
		if about := cells(t, sessions.Body, 1); !strings.Contains(about, "2024年；种类：中心组学习") {
			t.Errorf("the second sheet says %q", about)
		}
		c.Get("/study/sessions?state=cancelled").Want(".empty-matches", "没有符合")
		c.Get("/study").Want("#varieties", "中心组学习")
	})
}

func TestASessionIsMovedOrCancelled(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		w := s.As("writer")
		made := w.Get("/study/sessions/new").Form("main form").Set("on", "2024-06-03").Set("place", "三楼").Set("topic", "研讨民法典").Set("laws", "民法典").Submit().WantStatus(http.StatusOK)
		href := made.Path
		made.Form("form[action="+href+"/move]").Set("place", "二楼").Submit().WantStatus(http.StatusOK).Want(".summary", "二楼").
			Form("form[action="+href+"/cancel]").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么取消")
		made.Form("form[action="+href+"/cancel]").Set("reason", "改期").Submit().WantStatus(http.StatusConflict) // it was moved since
		w.Get("/study/sessions").Follow("2024年6月3日").Form("form[action="+href+"/cancel]").Set("reason", "改期").Submit().WantStatus(http.StatusOK).Want(".identity", "已取消").Want(".summary", "改期")
		if file := w.Get("/study/sessions").Form("form[action=/study/sessions/export]").Set("as", "csv").Submit(); !strings.Contains(string(file.Body), "研讨民法典") {
			t.Errorf("the export holds %q", file.Body)
		}
	})
}

func TestAnExaminationIsSatWithoutScript(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		w := s.As("writer")
		compose := w.Get("/study/questions").Follow("编一道题").Form("main form")
		compose.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "题目")
		for i := range 2 {
			compose.Set("form", "single").Set("topic", "演示").Set("text", fmt.Sprintf("第%d道哪个对", i)).Set("options", "甲\n乙").Set("answer", "B").Set("explanation", "因为乙对").
				Set("law", "宪法").Set("article", "第五条").Submit().WantStatus(http.StatusOK).Want("tbody", fmt.Sprintf("第%d道哪个对", i))
			compose = w.Get("/study/questions/new").Form("main form")
		}
		file := w.Get("/study/questions").Form("form[action=/study/questions/export]").Set("as", "xlsx").Submit().WantStatus(http.StatusOK)
		in := w.Get("/study/questions").Form("#import form")
		in.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "选择")
		in.Attach("file", "题库.xlsx", file.Body).Submit().WantStatus(http.StatusOK).Want(".banner", "导入0道").Want(".banner", "已有2道")
		s.As("clerk").Get("/study/questions").WantStatus(http.StatusForbidden)

		set := w.Get("/study/exams").Follow("组一场考试").Form("main form")
		set.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "名称")
		made := set.Set("title", "年度学法考试").Set("from", "2024-05-06").Set("until", "2024-05-08").Set("roles", string(actor.GridWorker)).Set("topic1", "2").
			Submit().WantStatus(http.StatusOK).Want("#questions", "因为乙对")
		href := strings.TrimSuffix(made.Attr("#open form", "action"), "/open")
		s.As("grid1").Get(href).WantStatus(http.StatusNotFound)
		made.Form("#open form").Submit().WantStatus(http.StatusOK).Want(".summary", "5人")

		g := s.As("grid1")
		q := g.Get("/study/exams").Want("tbody", "请您参加").Follow("年度学法考试").Follow("我的答卷").Form("main form").Submit().WantStatus(http.StatusOK).Want("#given", "已答0题，共2题")
		if strings.Contains(string(q.Body), "因为乙对") {
			t.Error("the paper shows the answers")
		}
		q.Form("#finish form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "还有2题没有答").Want("#finish .hint", "第1、2题还没有答").
			Form("#finish form").Set("anyway", "1") // offered, and thought better of
		q = q.Form("#question form").Set("answer", "B").Submit().WantStatus(http.StatusOK).Want("#given", "已答1题").Want("#question", "第2题")
		q = q.Form("#question form").Set("answer", "A").Submit().WantStatus(http.StatusOK).Want("#given", "已答2题")
		q.Form("#finish form").Submit().WantStatus(http.StatusOK).Want("#score", "50分").Want("#answers", "因为乙对").Want("#answers", "应当是B")
		s.As("clerk").Get(href + "/paper").WantStatus(http.StatusForbidden)
		s.As("grid2").Get(href+"/paper").Want("main", "开始答题")
		if p := w.Get("/study/exams"); !strings.Contains(p.Text("tbody"), "结束后才有") {
			t.Errorf("counts are told while papers come in: %s", p.Text("tbody"))
		}
		s.Clock.Set(s.Clock.Now().AddDate(0, 0, 3))
		w.Get(href).Form("#close form").Submit().WantStatus(http.StatusOK).Want("#counts", "20.00%").Want("#counts", "1/5")
		counts := s.As("counter").Get("/study/exams?closed=1&onFrom=2024-01-01&onTo=2024-12-31").Want("tbody", "年度学法考试")
		if strings.Contains(string(counts.Body), "演示grid1") || strings.Contains(string(counts.Body), "50分") {
			t.Error("a list of examinations names somebody or a score")
		}
		if file := s.As("counter").Get("/study/exams").Form("form[action=/study/exams/export]").Set("as", "csv").Submit(); !strings.Contains(string(file.Body), "年度学法考试") {
			t.Errorf("the export holds %q", file.Body)
		}
		s.As("grid1").Get(href+"/paper").Want("#score", "50分")
	})
}

func TestTheReportOnPartyRules(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		w := s.As("writer")
		s.Update(func(tx *db.Tx) error {
			_, err := study.List(tx, s.Actor("writer"), study.Law{Year: 2024, Scope: study.Common, Sort: study.Party, Reference: study.Reference{Title: "信访工作条例"}})
			return err
		})
		send := w.Get("/study/rules").Want("#filed", "还没有记报送").Want("#rules", "信访工作条例").Form("#send form")
		send.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "报送的日期")
		send.Set("on", "2024-05-06").Set("receiver", "区委").Set("words", "年度情况").Submit().WantStatus(http.StatusOK).Want("#filed", "区委").Want("#filed", "计1次").Want("#filed a", "")
		if p := s.As("archivist").Get("/study/rules").Want("#filed", "计1次"); p.Has("#filed a", "") {
			t.Error("who does not see activities is led to one")
		}
		if p := s.As("leader").Get("/study/rules").Want("#filed", "年度情况"); p.Has("#send", "") {
			t.Error("a leader is offered to send it again")
		}
		s.Update(func(tx *db.Tx) error {
			n, err := activity.Count(tx, activity.Filter{Kinds: []string{"filing"}})
			if n != 1 {
				t.Errorf("%d reports are counted, want 1", n)
			}
			return err
		})
	})
}
