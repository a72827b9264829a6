package published_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/official"
	"fengsheng/org"
	"fengsheng/report"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/published"
	"fengsheng/web/staff/signin"
)

// march is when the report of 2023 is published.
var march = time.Date(2024, 3, 20, 2, 0, 0, 0, time.UTC)

func stage(t *testing.T, d *db.DB, clock *dbtest.Clock) *frametest.Stage {
	t.Helper()
	s := frametest.New(t, d, clock)
	s.Update(func(tx *db.Tx) error {
		for login, role := range map[string]actor.Role{
			"writer": actor.ReportWriter, "first": actor.FirstReviewer, "second": actor.SecondReviewer, "final": actor.FinalReviewer,
		} {
			o, err := org.Hire(tx, actor.Actor{Street: frametest.Street}, org.Officer{Code: login, Name: "演示" + login, Unit: s.Units["东盛街道"].ID})
			if err != nil {
				return err
			}
			s.Officers[login] = o
			if err := org.Assign(tx, actor.Actor{Street: frametest.Street}, o.ID, role, s.Units["东盛街道"].ID, 0); err != nil {
				return err
			}
		}
		return nil
	})
	return s.Serve(published.Pages{DB: d}.Routes(), signin.Pages{DB: d}.Routes())
}

// steps take the report of 2023 from nothing to published; each is one moment
// of its life.
func steps(s *frametest.Stage, id *report.ID) []func(*db.Tx) error {
	hash := func(tx *db.Tx) string {
		f, err := report.FreezeOf(tx, *id, 1)
		if err != nil {
			return ""
		}
		return f.Hash
	}
	pass := func(login string) func(*db.Tx) error {
		return func(tx *db.Tx) error {
			return report.Pass(tx, s.Actor(login), *id, report.Judgement{Hash: hash(tx), Secrecy: true, Privacy: true})
		}
	}
	return []func(*db.Tx) error{
		func(tx *db.Tx) (err error) {
			if *id, err = report.Begin(tx, s.Actor("writer"), 2023); err != nil {
				return err
			}
			return report.Fill(tx, s.Actor("writer"), *id, report.DemoSections(2023))
		},
		func(tx *db.Tx) error { _, err := report.Send(tx, s.Actor("writer"), *id, 0); return err },
		pass("first"), pass("second"), pass("final"),
		func(tx *db.Tx) error {
			return report.PublishWith(tx, s.Actor("writer"), *id, report.Publishing{Hash: hash(tx), Reason: "办结数写错"})
		},
	}
}

// Only what is published is found, word for word what was reviewed; a
// correction and a withdrawal say so with their reasons.
func TestSEC_PUB_OnlyWhatIsPublished(t *testing.T) {
	clock := dbtest.At(march)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := stage(t, d, clock)
		const at = "/public/reports/2023"
		anybody := s.As("nobody")
		var id report.ID
		for _, step := range steps(s, &id) {
			anybody.Get(at).WantStatus(http.StatusNotFound)
			anybody.Get(at + "/document").WantStatus(http.StatusNotFound)
			anybody.Get("/public/reports").WantStatus(http.StatusOK).Want("p", "还没有公开的报告")
			for _, path := range []string{"/sign-in", "/public/reports", "/no-such-page"} {
				if anybody.Get(path).Has(".foot a", "年度报告") {
					t.Errorf("%s leads to reports before one is published", path)
				}
			}
			s.Update(step)
		}
		page := anybody.Get(at).WantStatus(http.StatusOK).Want("h1", "东盛街道2023年度法治政府建设报告").Want("#report", "受理矛盾纠纷712件").
			Want("#reviewed", "初审：演示first").Want("#reviewed", "终审：演示final").Want("#sources", "矛调中心2023年登记簿").Want("main", "2024年3月20日发布")
		for _, internal := range []string{"/matters", "/activities", "/indicators", "/reports/", "csrf", string(id), s.Officers["writer"].ID} {
			if strings.Contains(string(page.Body), `href="`+internal) || internal == string(id) && strings.Contains(string(page.Body), internal) {
				t.Errorf("the public page leads to %s", internal)
			}
		}
		var text string
		s.Update(func(tx *db.Tx) error {
			f, err := report.FreezeOf(tx, id, 1)
			for _, piece := range f.Content.Pieces {
				for _, l := range piece.Paragraphs {
					if !page.Has("#report p", l.Text()) {
						t.Errorf("the page does not say %s", l.Text())
					}
				}
			}
			p, e := report.PublicOf(tx, 2023)
			if err == nil {
				err = e
			}
			text = p.Compiled.Text
			return err
		})
		file := anybody.Get(at + "/document").WantStatus(http.StatusOK).Body
		if back, err := official.ReadText(bytes.NewReader(file), int64(len(file))); err != nil || back != text {
			t.Errorf("the document says\n%s, %v\nwant\n%s", back, err, text)
		}
		for _, path := range []string{"/sign-in", "/public/reports", at, "/no-such-page"} {
			anybody.Get(path).Want(".foot a", "法治政府建设年度报告").Follow("法治政府建设年度报告").WantStatus(http.StatusOK).Want("h1", "年度报告")
		}
		anybody.Get("/public/reports").Follow("东盛街道2023年度法治政府建设报告").WantStatus(http.StatusOK)

		var next report.ID
		for _, step := range steps(s, &next) {
			s.Update(step)
		}
		anybody.Get(at).WantStatus(http.StatusOK).Want("#before", "更正。理由：办结数写错")
		s.Update(func(tx *db.Tx) error {
			return report.Withdraw(tx, s.Actor("final"), next, "数字有误，核实后重新发布")
		})
		if anybody.Get("/sign-in").Has(".foot a", "年度报告") {
			t.Error("the sign-in page leads to reports when the one there was is withdrawn")
		}
		anybody.Get(at).WantStatus(http.StatusGone).Want("main", "已经撤回").Want("li", "数字有误，核实后重新发布")
		if anybody.Get(at).Has("main", "712件") {
			t.Error("the withdrawn text is still there")
		}
		anybody.Get(at + "/document").WantStatus(http.StatusNotFound)
		for _, nothing := range []string{"/public/reports/2022", "/public/reports/x", "/public/reports/" + string(next), "/public/reports/99999999999999999999"} {
			anybody.Get(nothing).WantStatus(http.StatusNotFound)
		}
	})
}
