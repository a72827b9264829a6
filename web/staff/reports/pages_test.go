package reports_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/official"
	"fengsheng/org"
	"fengsheng/report"
	"fengsheng/web/staff/desk"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/indicators"
	"fengsheng/web/staff/matters"
	"fengsheng/web/staff/reports"
	"fengsheng/web/webtest"
)

// january is when the report of 2024 is written.
var january = time.Date(2025, 1, 20, 2, 0, 0, 0, time.UTC)

var (
	insertMatter = db.SQL("test.reports.matter", `INSERT INTO matter (street_id, id, number, kind, state, open, class, dispute_type, channel, source, scale, title,
community_id, grid_id, estate_id, venue_id, committee_id, registrar_id, mediator_id, received_at, received_on, registered_on, accepted_on, resolved_on,
concluded_on, closed_on, archived_on, due_on, due_rule, outcome, parties, amount, agreement, difficult, prevented, settled, dossier, dossier_no, parent_id,
into_id, demo, version)
VALUES ($1, $2, $2, 'mediation', 'closed', FALSE, 'civil', '02', 'centre', 'applied', '01', '漏水', '', '', '', '', '', '', '', 0, $3, $3, $3, $4, $4, $4, 0, 0, '',
$5, 2, 0, 'oral', FALSE, FALSE, FALSE, '', '', '', '', FALSE, 1)`)
	promote = db.SQL("test.reports.promote", `UPDATE post SET role = 'secondReviewer' WHERE street_id = $1 AND officer_id = $2`)
	forget  = db.SQL("test.reports.forget", `UPDATE matter SET accepted_on = 0 WHERE street_id = $1 AND id < $2`)
)

// stage is a street with eight matters of 2024, seven of them concluded, and
// the people of a report.
func stage(t *testing.T, d *db.DB, clock *dbtest.Clock) *frametest.Stage {
	t.Helper()
	s := frametest.New(t, d, clock)
	s.Update(func(tx *db.Tx) error {
		by, root := actor.Actor{Street: frametest.Street}, s.Units["东盛街道"].ID
		for login, roles := range map[string][]actor.Role{
			"writer": {actor.ReportWriter}, "first": {actor.FirstReviewer}, "second": {actor.SecondReviewer}, "final": {actor.FinalReviewer},
		} {
			o, err := org.Hire(tx, by, org.Officer{Code: login, Name: "演示" + login, Unit: root})
			if err != nil {
				return err
			}
			s.Officers[login] = o
			for _, r := range roles {
				if err := org.Assign(tx, by, o.ID, r, root, 0); err != nil {
					return err
				}
			}
		}
		for i := range 8 {
			done, outcome := calendar.On(2024, 6, 1), "agreementOral"
			if i == 7 {
				done, outcome = 0, ""
			}
			if _, err := tx.Exec(insertMatter, tx.Street, fmt.Sprintf("m%02d", i), calendar.On(2024, 4, 2), done, outcome); err != nil {
				return err
			}
		}
		return nil
	})
	return s.Serve(desk.Pages{DB: d}.Routes(), reports.Pages{DB: d}.Routes(), indicators.Pages{DB: d}.Routes(), matters.Pages{DB: d}.Routes())
}

func quick(t *testing.T) *frametest.Stage {
	t.Helper()
	clock := dbtest.At(january)
	return stage(t, dbtest.SQLite(t, clock), clock)
}

// begin is the report of 2024 with prose in every section, and its address.
func begin(t *testing.T, s *frametest.Stage) string {
	t.Helper()
	p := s.As("writer").Get("/reports").Form("main form").Set("year", "2024").Submit().WantStatus(http.StatusOK).Want(".tag", "起草中")
	id := report.ID(strings.TrimPrefix(p.Path, "/reports/"))
	s.Update(func(tx *db.Tx) error { return report.Fill(tx, s.Actor("writer"), id, report.DemoSections(2024)) })
	return p.Path
}

// The whole way without script: begin, write, preview, send, three reviews,
// publish, download - on both engines.
func TestFromOutlineToPublished(t *testing.T) {
	clock := dbtest.At(january)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := stage(t, d, clock)
		at := begin(t, s)
		writer := s.As("writer")
		section := writer.Get(at).Follow("建强阵地").Want("code", "{{accepted}}").Want("td", "8件")
		section.Form("main form").Set("body", "全年受理{{accepted}}，办结率{{concludedRate|式}}。").Submit().WantStatus(http.StatusOK).Want(".banner", "已保存")
		writer.Get(at).Want("li .hint", "全年受理8件，办结率87.50%（7/8）。")
		writer.Get(at+"/text").Want("a", "8件").Want("a", "87.50%（7/8）").Want(".banner", "这是草稿")
		writer.Get(at+"/findings").Want("p", "没有必须改的")

		sent := writer.Get(at+"/submission").Want("h1", "送审").Form("main form").Submit()
		sent.WantStatus(http.StatusOK).Want(".tag", "待初审").Want("dd", "第1次送审")
		for _, step := range []struct{ login, title, next string }{{"first", "初审", "待复审"}, {"second", "复审", "待终审"}} {
			s.As(step.login).Get("/").Want("#asked", "请"+step.title).Want("#asked", "今天")
			p := s.As(step.login).Get(at+"/pass").Want("h1", step.title).Want("a", "8件").Want("code", "")
			p.Form("main form").Submit().WantStatus(http.StatusOK).Want(".tag", step.next)
		}
		if desk := s.As("first").Get("/"); desk.Has("#asked", "") {
			t.Error("the first reviewer is still asked for a report that was passed on")
		}
		form := s.As("final").Get(at+"/pass").Want("h1", "终审").Form("main form")
		form.Set("secrecy", "1").Submit().WantStatus(http.StatusOK).Want(".tag", "待发布").Want("#clearance", "终审时一并审查").Want("#clearance", "缺")
		writer.Get(at+"/publication").Want("#clearance", "缺").Form("main form").Submit().
			WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "个人信息审查还没有做，不能发布")
		check := s.As("first").Get(at).Follow("个人信息审查").Want("#traces", "很小的数").Want("#traces", "87.50%").Want("article", "全年受理").Form("main form")
		check.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请写明理由")
		check.Set("reason", "没有能认出人的内容").Submit().WantStatus(http.StatusOK).Want("#clearance", "没有能认出人的内容")
		writer.Get(at+"/publication").Form("main form").Submit().WantStatus(http.StatusOK).Want(".tag", "已发布").Want(".tasks", "演示final")

		text := string(writer.Get(at + "/document/text").WantStatus(http.StatusOK).Body)
		if want := "初审：演示first　　复审：演示second　　终审：演示final"; !strings.Contains(text, want) || !strings.HasPrefix(text, "演示\n") {
			t.Errorf("got\n%s\nwant the mark 演示 and %s", text, want)
		}
		file := writer.Get(at + "/document/docx").Body
		if back, err := official.ReadText(bytes.NewReader(file), int64(len(file))); err != nil || back != text {
			t.Errorf("the .docx says\n%s, %v\nwant the words of the text", back, err)
		}
		if json := string(writer.Get(at + "/document/json").Body); !strings.Contains(json, `"code": "accepted"`) {
			t.Errorf("got %s, want the figures", json)
		}
		writer.Get("/reports").Want("td", "已发布")
	})
}

// A figure of the frozen report leads to the rows that were frozen; what the
// records say now is told beside it.
func TestFrozenFiguresAndWhatChangedSince(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	s.As("writer").Get(at + "/submission").Form("main form").Submit().WantStatus(http.StatusOK)
	figures := s.As("first").Get(at+"/figures").WantStatus(http.StatusOK).Want("p", "冻结以后记录没有变")
	figures.Follow("8件").WantStatus(http.StatusOK).Want("dd", "共8条").Want("li code", "m07").Want(".empty", "看不到记录内容")
	figures.Follow("87.50%").Want("dd", "共8条").Want("li", "m00 （计入分子）")
	s.Update(func(tx *db.Tx) error {
		_, err := tx.Exec(insertMatter, tx.Street, "later", calendar.On(2024, 12, 30), 0, "")
		return err
	})
	s.As("first").Get(at+"/figures").Want(".banner", "个数字的记录变了").Want("td", "现在是9件，冻结时8件；明细多出1条，少了0条")
	s.As("first").Get(at+"/text").Want("a", "8件").Want(".banner", "第1次送审时冻结")
}

// Two figures that cannot both be true stop the review; both places are shown.
func TestAContradictionIsShownWithBothPlaces(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	s.Update(func(tx *db.Tx) error {
		_, err := tx.Exec(forget, tx.Street, "m03")
		return err
	})
	page := s.As("writer").Get(at + "/findings").WantStatus(http.StatusOK)
	page.Want("h2", "办结数不能大于两者之和").Want("li", "7件").Want("li", "5件").Want("li a", "一、（三）建强阵地")
	s.As("writer").Get(at+"/submission").Want(".banner", "现在不能送审").Form("main form").Submit().
		WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "办结数不能大于两者之和").Want(".error-summary", "7件")
	s.As("writer").Get(at).Want(".tag", "起草中")
}

func TestATypedFigureIsRefused(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	saved := s.As("writer").Get(at).Follow("带头部署").Form("main form").Set("body", "全年开会12次。").Submit()
	saved.Want("#shown", "数字“12次”是直接写的").Want("#shown .tag", "必须改")
	s.As("writer").Get(at+"/findings").Want("h2", "数字“12次”是直接写的").Want(".hint", "全年开会12次")
}

func TestReturnNeedsAReasonAndOpensTheDraft(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	s.As("writer").Get(at + "/submission").Form("main form").Submit()
	s.As("first").Get(at+"/return").Form("main form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请写明理由")
	s.As("first").Get(at+"/return").Form("main form").Set("reason", "第三部分太简略").Submit().Want(".tag", "起草中").Want("dd", "第三部分太简略")
	s.As("writer").Get(at).Follow("带头部署").WantStatus(http.StatusOK)
}

// The same person cannot make two reviews, and sees why.
func TestTheSamePersonTwice(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	s.As("writer").Get(at + "/submission").Form("main form").Submit()
	s.As("first").Get(at+"/pass").Form("main form").Submit().Want(".tag", "待复审")
	s.Update(func(tx *db.Tx) error { // the posts are changed between the two reviews
		_, err := tx.Exec(promote, tx.Street, s.Officers["first"].ID)
		return err
	})
	s.As("first").Get(at+"/pass").Form("main form").Submit().WantStatus(http.StatusForbidden).Want("main", "须由三个不同的人来做，您已经做过初审")
}

// What one person saved while another wrote is shown beside it (ux.md R8).
func TestSEC_IN_09_TwoWriters(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	late := s.As("writer").Get(at).Follow("带头部署").Form("main form").Set("body", "我写的")
	s.As("writer").Get(at).Follow("带头部署").Form("main form").Set("body", "别人写的").Submit().Want(".banner", "已保存")
	again := late.Submit().WantStatus(http.StatusConflict).Want("textarea", "我写的").Want(".inset", "别人写的").Want(".error-summary", "刚刚被别人改过")
	again.Form("main form").Submit().WantStatus(http.StatusOK).Want(".banner", "已保存")
}

func TestSectionsAreAddedMovedAndRemoved(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	added := s.As("writer").Get(at).Form("details form").Set("part", "4").Set("heading", "在数字赋能上再加力").Submit().Want("h1", "（四）在数字赋能上再加力")
	moved := added.Form("main div form").Submit().Want("h1", "（三）在数字赋能上再加力")
	confirm := moved.Follow("删除这一节").Want(".warning-text", "删除后不能恢复")
	confirm.Form("main form").Submit().WantStatus(http.StatusOK)
	if p := s.As("writer").Get(at); p.Has("li", "数字赋能") {
		t.Error("the removed section is still there")
	}
	s.As("writer").Get(at).Form("details form").Set("part", "4").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写小标题")
}

func TestCover(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	form := func() *webtest.Filling { return s.As("writer").Get(at + "/cover").Form("main form") }
	form().Set("cutoff", "2023-12-31").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "应在2024年内")
	form().Set("cutoff", "2024-11-30").Set("dated", "2025年2月8日").Submit().Want("dd", "2024年11月30日").Want("dd", "2025年2月8日")
}

// Nobody without the right opens or changes anything.
func TestSEC_AUTHZ_01_WhoMay(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	for _, path := range []string{"", "/text", "/figures", "/findings", "/document/docx"} {
		s.As("clerk").Get(at + path).WantStatus(http.StatusNotFound)
		s.As("first").Get(at + path).WantStatus(http.StatusOK)
		s.As("first").Get("/reports/nothing" + path).WantStatus(http.StatusNotFound)
	}
	s.As("clerk").Get("/reports").WantStatus(http.StatusForbidden)
	s.As("first").Get(at + "/submission").WantStatus(http.StatusNotFound)
	s.As("writer").Get(at + "/pass").WantStatus(http.StatusNotFound)
	s.As("first").Get(at+"/pass").WantStatus(http.StatusConflict).Want("main", "不能再做")
	s.As("first").Post("/reports", url.Values{"_csrf": {"csrf-first"}, "year": {"2023"}}).WantStatus(http.StatusForbidden)
	s.As("writer").Get("/reports").Form("main form").Set("year", "2024").Submit().WantStatus(http.StatusConflict).Want(".error-summary", "已经在编制")
	s.As("writer").Get("/reports").Form("main form").Set("year", "x").Submit().WantStatus(http.StatusUnprocessableEntity)
}
