package outsides_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/outsides"
	"fengsheng/web/webtest"
)

func open(t *testing.T, d *db.DB, clock *dbtest.Clock) (*frametest.Stage, matter.Matter) {
	t.Helper()
	s := frametest.New(t, d, clock)
	var m matter.Matter
	s.Update(func(tx *db.Tx) error {
		var err error
		m, err = matter.TakeIn(tx, s.Actor("clerk"), matter.Intake{
			Channel: "centre", Title: "=楼上漏水", Request: "请修好", Place: "3栋", Unit: s.Units["景阳花园小区"].ID, Class: matter.ClassCivil, DisputeType: "02",
			Parties: []matter.Party{{Side: matter.Applicant, Name: "金丝雀", Phone: "13800005678"}, {Side: matter.Respondent, Name: "乙某"}},
		})
		return err
	})
	return s.Serve(outsides.Pages{DB: d}.Routes()), m
}

// part is the form of a page about a form of another body.
func part(p *webtest.Page, name string) *webtest.Filling {
	path, _, _ := strings.Cut(p.Path, "?")
	return p.Form(`form[action="` + strings.TrimSuffix(path, "/edit") + "/" + name + `"]`)
}

// From the body's own empty table to the file that goes back, on both engines.
func TestFromTheirTableToOurFile(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s, m := open(t, d, clock)
		c := s.As("clerk")
		c.Get("/outside").Want(".empty-yet", "还没有定过").Follow("定一张新表").Want("h1", "新的表")
		page := c.Get("/outside/new").Form(`form[action="/outside/head"]`).Set("headRow", "matter").
			Attach("file", "区级登记表.csv", []byte("序号,纠纷类别,事由,登记时间,是否涉及欠薪\r\n")).Submit()
		page.WantStatus(http.StatusOK)
		form := page.Form(`form[action="/outside/new"]`)
		if form.Value("name") != "区级登记表" || form.Value("c1.source") != "field.type" || form.Value("c4.heading") != "是否涉及欠薪" || form.Value("c4.source") != "" {
			t.Errorf("the headings became %q %q %q", form.Value("name"), form.Value("c1.source"), form.Value("c4.source"))
		}
		page = form.Set("body", "区里").Submit()
		page.WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择“是否涉及欠薪”填什么")
		page = page.Form(`form[action="/outside/new"]`).Set("c4.source", "ask").Set("act", "try").Submit()
		page.WantStatus(http.StatusOK).Want("td", "邻里纠纷").Want("td", "2024-05-06")
		page = page.Form(`form[action="/outside/new"]`).Set("c4.kind", "yesNo").Set("c4.place", "2").Set("c1.format", "crosswalk.eventCodes").Set("c3.format", "dayDot").Set("act", "try").Submit()
		form = page.Form(`form[action="/outside/new"]`)
		if form.Value("c1.heading") != "是否涉及欠薪" || form.Value("c2.format") != "choiceMap" || !strings.Contains(form.Value("c2.map"), "邻里纠纷=02\n") {
			t.Errorf("moved and mapped: %q %q %q", form.Value("c1.heading"), form.Value("c2.format"), form.Value("c2.map"))
		}
		page = form.Drop("act").Submit().WantStatus(http.StatusOK).Want("h1", "区级登记表").Want(".empty-matches", "没有要填的")
		page = page.Follow("本月").Want("h3", "是否涉及欠薪").Want("th a", m.Number)
		asked := part(page, "answers")
		page = asked.Set("a1..", "是").Submit().WantStatus(http.StatusOK).Want("main", "不用补充").Want("main", "用的是以前补充的")
		file := part(page, "export").Set("as", "xlsx").Submit().WantStatus(http.StatusOK)
		book, err := excelize.OpenReader(bytes.NewReader([]byte(file.Body)))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := book.GetRows(book.GetSheetList()[0])
		want := [][]string{{"序号", "是否涉及欠薪", "纠纷类别", "事由", "登记时间"}, {"1", "是", "02", "'=楼上漏水", "2024.5.6"}}
		if err != nil || len(book.GetSheetList()) != 1 || !slices.EqualFunc(rows, want, slices.Equal[[]string]) {
			t.Errorf("the file holds %q in %q (%v)", rows, book.GetSheetList(), err)
		}
		file = part(page, "export").Set("as", "csv").Submit()
		if got := string(file.Body); got != "\ufeff序号,是否涉及欠薪,纠纷类别,事由,登记时间\r\n1,是,02,'=楼上漏水,2024.5.6\r\n" {
			t.Errorf("the .csv holds %q", got)
		}
		page = c.Get(page.Path).Want("td", ".csv").Want("td", "演示登记")
		page.Follow("改这张表").Want("summary", "以前的样子")
		fact := c.Get("/outside/facts").Want("th a", "是否涉及欠薪").Want("td", m.Number).Follow("是否涉及欠薪")
		fact.Form("section form").Set("answer", "").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "更正后的内容")
		fact.Form("section form").Set("answer", "否").Submit().Want("td", "否").Follow("是否涉及欠薪").Form("section form").Set("act", "forget").Submit().Want(".empty-yet", "还没有补充过")
		part(c.Get("/outside").Follow("区级登记表").Follow("改这张表"), "retire").Submit().WantStatus(http.StatusOK).Want(".empty-yet", "还没有定过").Want("li", "区级登记表")
	})
}

// A form with personal columns asks what for, shows masks only, and is taken by
// those who may give it away.
func TestSEC_PRIV_PersonalFormsAreMaskedAndTold(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s, _ := open(t, d, clock)
		c := s.As("clerk")
		form := c.Get("/outside/new").Form(`form[action="/outside/new"]`).Set("name", "台账").Set("body", "市里").Set("row", "party").
			Set("c0.heading", "姓名").Set("c0.source", "field.party.name").Set("c1.heading", "手机").Set("c1.source", "field.party.phone")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "法律依据").Want(".error-summary", "哪份文件")
		page := form.Set("ground", "duty").Set("demand", "市文〔2024〕1号").Submit().WantStatus(http.StatusOK).Follow("不限")
		page.Want("td", "金**").Want("td", "138****5678").Want(".warning-text", "市文〔2024〕1号")
		for _, secret := range []string{"金丝雀", "13800005678"} {
			if strings.Contains(string(page.Body), secret) {
				t.Errorf("the page shows %s", secret)
			}
		}
		take := part(page, "export")
		take.Set("as", "csv").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "用途")
		file := take.Set("as", "csv").Set("reason", "报市里").Submit().WantStatus(http.StatusOK)
		if got := string(file.Body); got != "\ufeff姓名,手机\r\n金丝雀,13800005678\r\n乙某,\r\n" {
			t.Errorf("the file holds %q", got)
		}
		s.Update(func(tx *db.Tx) error {
			all, err := event.List(tx, event.Filter{Action: "outside.take", Limit: 5})
			if len(all) != 1 || all[0].Reason != "报市里" || all[0].Kind != event.Outside || !strings.Contains(all[0].Details, `"rows":"2"`) {
				t.Errorf("the ledger says %+v", all)
			}
			return err
		})
		address := page.Path
		other := s.As("counter").Get(address).WantStatus(http.StatusOK).Want("main", "您看不到内容")
		if other.Find(`form[action="`+strings.Split(address, "?")[0]+`/export"]`) != nil {
			t.Error("who may not read may take")
		}
		s.As("mediator").Get("/outside").WantStatus(http.StatusForbidden)
		s.As("counter").Get("/outside/new").WantStatus(http.StatusForbidden)
		c.Get("/outside/forms/none").WantStatus(http.StatusNotFound)
		c.Get("/outside/facts/none").WantStatus(http.StatusNotFound)
		c.Get(strings.Split(address, "?")[0]+"?from=x&to=").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "日期")
	})
}
