package assessments_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/web/staff/assessments"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/indicators"
	"fengsheng/web/staff/matters"
	"fengsheng/web/staff/notices"
	"fengsheng/web/webtest"
)

// mediation with a clock that ran out on 20 May; so many were ended in time.
var (
	insertMatter = db.SQL("test.assessments.matter", `INSERT INTO matter (street_id, id, number, kind, state, open, class, dispute_type, channel, source, scale, title,
community_id, grid_id, estate_id, venue_id, committee_id, registrar_id, mediator_id, received_at, received_on, registered_on, accepted_on, resolved_on,
concluded_on, closed_on, archived_on, due_on, due_rule, outcome, parties, amount, agreement, difficult, prevented, settled, dossier, dossier_no, parent_id,
into_id, demo, version)
VALUES ($1, $2, $2, 'mediation', 'closed', FALSE, 'civil', '02', 'centre', 'applied', '01', '漏水', $3, '', '', '', '', '', '', 0, 20240507, 20240507, 20240507, 20240515,
20240515, 20240515, 0, 0, '', 'agreementOral', 2, 0, 'oral', FALSE, FALSE, FALSE, '', '', '', '', FALSE, 1)`)
	insertClock = db.SQL("test.assessments.clock", `INSERT INTO clock (street_id, id, matter_id, rule, started_by, start_on, legal_on, show_on, computed, ended_on, ended_by)
VALUES ($1, $2, $2, 'A2', 'accept', 20240507, 20240520, 20240520, '{}', $3, 'agreeOral')`)
	moveMatter = db.SQL("test.assessments.move", `UPDATE matter SET community_id = $3 WHERE street_id = $1 AND id = $2`)
)

func each(t *testing.T, run func(t *testing.T, s *frametest.Stage)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		s := frametest.New(t, d, clock).Serve(assessments.Pages{DB: d}.Routes(), matters.Pages{DB: d}.Routes(), indicators.Pages{DB: d}.Routes(), notices.Pages{DB: d}.Routes())
		s.Update(func(tx *db.Tx) error {
			by := actor.Actor{Street: frametest.Street, Name: "演示程序"}
			for _, c := range []string{"东盛社区", "远达社区"} {
				if _, err := org.OpenVenue(tx, by, org.Venue{Kind: org.Station, Name: c + "矛调站", Unit: s.Units[c].ID, Address: c}); err != nil {
					return err
				}
			}
			if err := org.Assign(tx, by, s.Officers["leader"].ID, actor.Supervisor, s.Units["东盛街道"].ID, 0); err != nil {
				return err
			}
			for n := range 6 {
				id, done := "far"+strconv.Itoa(n), 20240515
				if n > 3 {
					done = 20240525
				}
				if _, err := tx.Exec(insertMatter, tx.Street, id, s.Units["远达社区"].ID); err != nil {
					return err
				}
				if _, err := tx.Exec(insertClock, tx.Street, id, done); err != nil {
					return err
				}
			}
			return nil
		})
		run(t, s)
	})
}

// filled is the editor with a scheme of both stations.
func filled(keeper *webtest.Client) *webtest.Filling {
	page := keeper.Get("/assessments/new").WantStatus(http.StatusOK)
	var stations []string
	for _, n := range page.All("input[name=subjects]") {
		for _, a := range n.Attr {
			if a.Key == "value" && strings.HasPrefix(a.Val, "station.") {
				stations = append(stations, a.Val)
			}
		}
	}
	return page.Form("main form").Set("name", "2024年5月考核").Set("year", "2024").Set("cutoff", "2024-05-31").Set("days", "5").Set("subjects", stations...).
		Set("item1.indicator", "mediationInTimeRate").Set("item1.target", "90").Set("item1.weight", "80").
		Set("item2.indicator", "byHand").Set("item2.target", "90").Set("item2.weight", "20").
		Set("item2.name", "卷宗评查合格").Set("item2.aspect", "completeness").Set("item2.definition", "抽5卷，材料齐全的算合格")
}

// sheetOf is the address of a unit's sheet, which its paper says.
func sheetOf(p *webtest.Page) string { return p.Text(".sheet-foot") }

func TestTheEditorRefusesInWords(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		keeper := s.As("leader")
		keeper.Get("/assessments").Want(".empty-yet", "还没有考核方案")
		keeper.Get("/assessments/new").Want("#may", "调解期限按期率").Want("details", "不定任务、不排名").Want("details", "难调的不登记就能提高它")
		keeper.Get("/assessments/new").Form("main form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写名称")
		filled(keeper).Set("item1.indicator", "accepted").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不定任务、不排名")
		filled(keeper).Set("item1.weight", "70").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "合计是90，应当正好是100")
		filled(keeper).Set("item2.name", "走访次数").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "是在数“次数”")
		filled(keeper).Set("subjects", "officer."+s.Officers["mediator"].ID).Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不考核到人")
		more := filled(keeper).Set("more", "1").Submit().WantStatus(http.StatusOK).Want("main", "第6项")
		if got := more.Form("main form").Value("item2.name"); got != "卷宗评查合格" {
			t.Errorf("adding lines lost what was typed: %q", got)
		}
		s.As("farlead").Get("/assessments/new").WantStatus(http.StatusForbidden)
		s.As("clerk").Get("/assessments").WantStatus(http.StatusForbidden)
	})
}

// The head of a unit is told that a scheme is published and led to it; not of how
// anybody stands, and somebody who has left the unit is led nowhere.
func TestTheUnitIsToldOfItsAssessment(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		s.Update(func(tx *db.Tx) error {
			_, err := identity.CreateAccount(tx, actor.Actor{Street: frametest.Street, Name: "演示程序"}, identity.NewAccount{
				Officer: s.Officers["farlead"].ID, Login: "farlead", Stored: "argon2id$m=8,t=1,p=1$AAAA$AAAA",
			})
			return err
		})
		keeper, unit := s.As("leader"), s.As("farlead")
		made := filled(keeper).Submit().WantStatus(http.StatusOK)
		unit.Get("/notices").Want(".empty-yet", "您的单位要考核了")
		made.Follow("公布").Form(".confirm form").Set("reason", "五月才议定").Submit().WantStatus(http.StatusOK)
		unit.Get("/notices").Want("tbody", "考核方案公布了").Want("tbody", "2项指标，考核期到2024年5月31日").Follow("2024年5月考核").Want("main", "远达社区矛调站")
		s.Clock.Set(s.Clock.Now().AddDate(0, 0, 26)) // 1 June
		keeper.Get("/assessments").Follow("2024年5月考核").Follow("计算").Form(".confirm form").Submit().WantStatus(http.StatusOK)
		page := unit.Get("/notices").Want("tbody", "考核算出来了，可以提异议").Want("tbody", "异议最晚在2024年6月6日提出")
		for _, told := range []string{"66.67", "4÷6", "名次", "东盛社区矛调站"} {
			if strings.Contains(string(page.Body), told) {
				t.Errorf("the notice says %q", told)
			}
		}
		if s.As("station").Get("/notices").Has("tbody", "考核") {
			t.Error("who heads no unit in it is told of the assessment")
		}
	})
}

func TestAnAssessmentOnItsPages(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		keeper, unit := s.As("leader"), s.As("farlead")
		made := filled(keeper).Submit().WantStatus(http.StatusOK).Want(".banner", "方案草稿").Want(".identity", "拟定中")
		unit.Get("/assessments").Want(".empty-yet", "还没有公布考核本单位的方案")
		made.Follow("改方案").Want("h1", "改考核方案").Form("main form").Set("item1.target", "95").Submit().WantStatus(http.StatusOK).Want("#items", "不低于95%")
		ask := keeper.Get("/assessments").Follow("2024年5月考核").Follow("公布").Want("main", "各看各的").Form(".confirm form")
		ask.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "公布得晚了")
		published := ask.Set("reason", "五月才议定").Submit().WantStatus(http.StatusOK).Want(".identity", "已公布").Want("main", "考核期到2024年5月31日结束")
		mine := unit.Get("/assessments").Want("tbody", "远达社区矛调站").Follow("2024年5月考核").Want("main", "五月才议定")
		if mine.Has("main", "东盛社区矛调站") || mine.Has("main", "经过") {
			t.Error("a unit is shown another one")
		}
		mine.Follow("远达社区矛调站").Want("#lines", "不打分").Want("#lines", "未计")

		s.Clock.Set(s.Clock.Now().AddDate(0, 0, 26)) // 1 June
		href := strings.TrimSuffix(published.Attr(".next a", "href"), "/steps/compute")
		if i := strings.Index(href, "?copy="); i >= 0 {
			href = "/assessments/" + href[i+len("?copy="):]
		}
		keeper.Get(href).Follow("计算").Want("main", "异议期").Form(".confirm form").Submit().WantStatus(http.StatusOK).Want(".identity", "可提异议")
		sheet := keeper.Get(href).Follow("远达社区矛调站").Want("#lines", "4÷6=66.67%").Want("#lines", "还没有评定")
		judge := sheet.Form("form[action=" + sheetOf(sheet) + "/judgements]")
		judge.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "抽查了几件")
		// (4÷6)÷95% = 70.175…%, of 80: 56.14; and 5 of 5: 20
		judge.Set("denominator", "5").Set("numerator", "5").Set("evidence", "评查记录").Set("judgeReason", "都齐全").Submit().WantStatus(http.StatusOK).
			Want("#lines", "手填：都齐全。依据：评查记录。演示领导评定").Want("#points", "76.14")
		// The numerator and the denominator open exactly their rows.
		for part, want := range map[string]string{"": "共6件", "?part=numerator": "共4件"} {
			rows := unit.Get(sheet.Attr("#lines td a", "href")[:strings.Index(sheet.Attr("#lines td a", "href"), "?")]+part).WantStatus(http.StatusOK).Want(".heading", want).Want(".sheet-head", "截至2024-06-01")
			if got := len(rows.All("tbody tr")); "共"+strconv.Itoa(got)+"件" != want {
				t.Errorf("%q: got %d rows, want %s", part, got, want)
			}
			rows.Follow("现在按同样条件的明细").WantStatus(http.StatusOK).Want(".heading", want)
		}
		own := unit.Get("/assessments").Follow("2024年5月考核").Follow("远达社区矛调站")
		if own.Find("form[action="+sheetOf(own)+"/judgements]") != nil {
			t.Error("a unit judges itself")
		}
		object := own.Form("form[action=" + sheetOf(own) + "/objections]")
		object.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "哪一项")
		object.Set("item", own.Option("item", "调解期限按期率")).Set("objection", "有一件等鉴定").Submit().WantStatus(http.StatusOK).Want("#objections", "待答复")
		answer := keeper.Get(href).Want("#objections", "有一件等鉴定").Form("#objections form")
		answer.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "怎么处理")
		answer.Set("decision", "upheld").Set("answer", "鉴定没有记在事项里").Submit().WantStatus(http.StatusOK).Want("#objections", "维持")
		own.Form("form[action="+sheetOf(own)+"/export]").Set("as", "csv").Submit().WantStatus(http.StatusOK)

		s.Clock.Set(s.Clock.Now().AddDate(0, 0, 6))
		keeper.Get(href).Want(".next", "还有1个单位没有评定")
		last := keeper.Get(href).Follow("东盛社区矛调站")
		last.Form("form[action="+sheetOf(last)+"/judgements]").Set("denominator", "5").Set("numerator", "4").Set("evidence", "评查记录").Set("judgeReason", "缺一份").
			Submit().WantStatus(http.StatusOK)
		keeper.Get(href).Follow("定稿公布").Form(".confirm form").Submit().WantStatus(http.StatusOK).Want(".identity", "已定稿")
		keeper.Get(href).Follow("冻结").Want("main", "分数不再改变").Form(".confirm form").Submit().WantStatus(http.StatusOK).Want(".identity", "已冻结")
		s.Update(func(tx *db.Tx) error { return tx.ExecOne(moveMatter, tx.Street, "far0", s.Units["东盛社区"].ID) })
		unit.Get("/assessments").Follow("2024年5月考核").Follow("远达社区矛调站").Want("#points", "76.14").Want("#lines", "现在是3/5").Want(".summary", "校验码")
		keeper.Get("/assessments/new?copy="+strings.TrimPrefix(href, "/assessments/")).Want("main form", "第2项")
		if got := keeper.Get("/assessments/new?copy=" + strings.TrimPrefix(href, "/assessments/")).Form("main form").Value("name"); got != "2025年5月考核" {
			t.Errorf("the copy is called %q", got)
		}
	})
}

// What belongs to another unit is not found, and nobody but the keeper takes a step.
func TestSEC_AUTHZ_11_AnotherUnitIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		keeper, unit := s.As("leader"), s.As("farlead")
		filled(keeper).Submit().WantStatus(http.StatusOK)
		page := keeper.Get("/assessments").Follow("2024年5月考核")
		page.Follow("公布").Form(".confirm form").Set("reason", "五月才议定").Submit().WantStatus(http.StatusOK)
		page = keeper.Get("/assessments").Follow("2024年5月考核")
		other := page.Follow("东盛社区矛调站")
		path := page.Attr("#units tbody th a", "href")
		if !other.Has("h1", "东盛社区矛调站") {
			t.Fatal("the first unit is another one")
		}
		unit.Get(path).WantStatus(http.StatusNotFound)
		unit.Get(path + "/rows/x").WantStatus(http.StatusNotFound)
		unit.Get(path[:strings.Index(path, "/units")] + "/steps/compute").WantStatus(http.StatusNotFound) // an id is answered alike
		keeper.Get(path[:strings.Index(path, "/units")] + "/steps/nothing").WantStatus(http.StatusNotFound)
		s.As("chair").Get(path).WantStatus(http.StatusNotFound)
		s.As("counter").Get(path).WantStatus(http.StatusNotFound)
	})
}
