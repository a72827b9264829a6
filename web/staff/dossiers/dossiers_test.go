package dossiers_test

import (
	"net/http"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/web/staff/dossiers"
	"fengsheng/web/staff/files"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/matters"
)

// A bundle goes out and comes back in, as a matter of its own with the papers; a
// changed one does not.
func TestABundleGoesOutAndComesIn(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := frametest.New(t, d, clock)
		var m matter.Matter
		s.Update(func(tx *db.Tx) error {
			var err error
			m, err = matter.TakeIn(tx, s.Actor("clerk"), matter.Intake{
				Channel: "centre", Title: "楼上漏水", Request: "请修好", Place: "3栋", Unit: s.Units["景阳花园小区"].ID, Class: matter.ClassCivil, DisputeType: "02",
				Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}},
			})
			return err
		})
		s = s.Serve(dossiers.Pages{DB: d}.Routes(), matters.Pages{DB: d}.Routes(), files.Pages{DB: d}.Routes())
		c := s.As("clerk")
		path := "/matters/" + string(m.ID)
		bundle := c.Get(path + "/dossier").Form(`form[action="` + path + `/dossier/bundle"]`).Submit().WantStatus(http.StatusOK)
		ask := c.Get("/bundles")
		ask.Form("main form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择电子卷宗包")
		ask.Form("main form").Attach("file", "a.zip", bundle.Body).Submit().WantStatus(http.StatusOK).Want(".banner", "没有改过").Want("main", m.Number)
		broken := append([]byte{}, bundle.Body...)
		broken[len(broken)/2] ^= 1
		ask.Form("main form").Attach("file", "a.zip", broken).Set("takeIn", "1").Submit().WantStatus(http.StatusUnprocessableEntity)
		ask.Form("main form").Attach("file", "a.zip", bundle.Body).Set("takeIn", "1").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "事情发生在哪里")
		page := ask.Form("main form").Attach("file", "a.zip", bundle.Body).Set("takeIn", "1").Set("unit", s.Units["景阳花园小区"].ID).Submit().WantStatus(http.StatusOK)
		page.Want(".banner", "已按电子卷宗包登记").Want("main", "楼上漏水").Want("main", m.Number)
		if page.Path == path {
			t.Error("the bundle led back to its own matter")
		}
	})
}
