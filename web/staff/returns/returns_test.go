package returns_test

import (
	"mime"
	"net/http"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/returns"
)

// Who sees the petitions only is led to the rows of their return, and to nobody else's.
func TestThePetitionClerkOpensTheirFigures(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	d := dbtest.SQLite(t, clock)
	s := frametest.New(t, d, clock)
	s.Update(func(tx *db.Tx) error {
		by, root := actor.Actor{Street: frametest.Street}, s.Units["东盛街道"].ID
		o, err := org.Hire(tx, by, org.Officer{Code: "petition", Name: "演示信访", Unit: root})
		if err != nil {
			return err
		}
		s.Officers["petition"] = o
		if err := org.Assign(tx, by, o.ID, actor.PetitionClerk, root, 0); err != nil {
			return err
		}
		for i, kind := range []string{"petition", "mediation"} {
			m, err := matter.TakeIn(tx, s.Actor("clerk"), matter.Intake{Channel: "phone", Title: "漏水", Request: "原话", Unit: root, Known: true, Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}}})
			if err != nil {
				return err
			}
			if _, err := tx.Exec(sorted, tx.Street, string(m.ID), kind, []string{"petition", "civil"}[i]); err != nil {
				return err
			}
		}
		return nil
	})
	s = s.Serve(returns.Pages{DB: d}.Routes())
	s.As("petition").Get("/returns/petitions/2024").Want("td a", "1").Want("td a", "看件数的明细").Want("td a", "看人数的明细")
	if s.As("petition").Get("/returns/cases/2024").Has("td a", "看调解案件总数的明细") {
		t.Error("the petition clerk is led to the rows of mediations")
	}
}

var sorted = db.SQL("test.returns.sorted", `UPDATE matter SET kind = $3, class = $4, accepted_on = received_on, concluded_on = received_on WHERE street_id = $1 AND id = $2`)

// From the list to what is sent up, on both engines.
func TestAReturnIsFiled(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := frametest.New(t, d, clock)
		s = s.Serve(returns.Pages{DB: d}.Routes())
		c := s.As("chair")
		page := c.Get("/returns").Want("h1", "统计报表").Want("td", "还没有过完").Follow("2024年4月").Want("h1", "人民调解案件情况统计表")
		page.Want("th", "调解案件总数").Want("td", "要人工填写").Want("#filing", "还没有上报")
		page.Form("#filing form").Submit().WantStatus(http.StatusUnprocessableEntity).Want("main", "还没有填写")
		page.Form("#cells form").Submit().WantStatus(http.StatusUnprocessableEntity).Want("main", "没有发生的填0")
		page.Form("#cells form").Set("paymentOrder", "x").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "申请支付令")
		page = page.Form("#cells form").Set("paymentOrder", "2").Set("changedByCourt", "0").Submit().WantStatus(http.StatusOK).Want(".banner", "已保存").Want("td", "人工填写，")
		page = page.Form("#filing form").Submit().WantStatus(http.StatusOK).Want(".banner", "已上报").Want("#filing", "第1次")
		page = page.Form("#cells form").Set("paymentOrder", "3").Submit().Want(".banner", "与上报时不同").Want("td", "上报时2")
		page.Form("#filing form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么")
		page = page.Form("#filing form").Set("why", "更正").Submit().WantStatus(http.StatusOK).Want("#filing", "第2次").Want("#filing", "更正")
		c.Get("/returns").Want("td", "已上报").Want("td", "超期")
		if c.Get("/returns?kind=petitions").Has("td", "超期") {
			t.Error("who files no months is told that they are late")
		}
		if file := page.Form(`form[action="/returns/cases/2024-04/paper"]`).Submit(); !strings.HasPrefix(string(file.Body), "PK") {
			t.Errorf("the .docx is %q", file.Header)
		}
		csv := page.Form(`form[action="/returns/cases/2024-04/export"]`).Set("as", "csv").Submit()
		_, params, err := mime.ParseMediaType(csv.Header.Get("Content-Disposition"))
		if want := "东盛街道-人民调解案件情况统计表-2024年4月-2024-05-06.csv"; err != nil || params["filename"] != want {
			t.Errorf("the file is called %q, want %q (%v)", params["filename"], want, err)
		}
		if file := csv; !strings.Contains(string(file.Body), "申请支付令,3,件,人工填写") {
			t.Errorf("the .csv holds %s", file.Body)
		}
		c.Get("/returns/cases/2024-13").WantStatus(http.StatusNotFound)
		c.Get("/returns/nothing/2024").WantStatus(http.StatusNotFound)
		c.Get("/returns/cases/2024-05").Want("#filing", "还没有过完")
		bodies := c.Get("/returns?kind=bodies").Follow("2024年第1季度").Want("th", "指导经费").Want("td a", "看大专以上的明细").Want("td a", "看党员的明细")
		lead := s.As("leader").Get(bodies.Path).Want("th", "党员").Want("td a", "看女的明细")
		for _, hidden := range []string{"看大专以上的明细", "看党员的明细"} {
			if lead.Has("td a", hidden) {
				t.Errorf("who may not list the register by it is led to %s", hidden)
			}
		}
	})
}
