// Package frametest_test walks through the signed-in site as its people do, in a
// browser without script.
package frametest_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/web/staff"
	"fengsheng/web/staff/acts"
	"fengsheng/web/staff/agreements"
	"fengsheng/web/staff/desk"
	"fengsheng/web/staff/files"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/matters"
	"fengsheng/web/staff/papers"
	"fengsheng/web/staff/searches"
	"fengsheng/web/staff/steps"
	"fengsheng/web/staff/tasks"
	"fengsheng/web/staff/templates"
	"fengsheng/web/webtest"
)

func open(t *testing.T, d *db.DB, clock *dbtest.Clock) *frametest.Stage {
	t.Helper()
	return frametest.New(t, d, clock).Serve(
		desk.Pages{DB: d}.Routes(), matters.Pages{DB: d, Acts: acts.Forms()}.Routes(), steps.Pages{DB: d, Kinds: staff.Kinds(), Acts: acts.Forms()}.Routes(), searches.Pages{DB: d}.Routes(), files.Pages{DB: d}.Routes(),
		agreements.Pages{DB: d}.Routes(), papers.Pages{DB: d}.Routes(), templates.Pages{DB: d}.Routes(), tasks.Pages{DB: d}.Routes(),
	)
}

// take takes a leak upstairs in as a clerk and gives the receipt.
func take(t *testing.T, s *frametest.Stage, as, title, name string) *webtest.Page {
	t.Helper()
	p := s.As(as).Get("/matters/new").Form("main form").
		Set("title", title).Set("request", "楼上漏水，要求赔偿3000元").Set("unit", s.Units["景阳花园小区"].ID).Set("place", "12号楼3单元").
		Set("channel", "centre").Set("class", "civil").Set("disputeType", "02").
		Set("party1.side", "applicant").Set("party1.name", name).Set("party1.phone", "138 0000 5678").
		Set("party2.side", "respondent").Set("party2.name", "乙某").Set("party2.phone", "13900001234").
		Set("known", "1").Submit() // the matters of a test may look alike
	p.WantStatus(http.StatusOK)
	if !strings.HasSuffix(p.Path, "/receipt") {
		t.Fatalf("taking in led to %s, want the receipt\n%s", p.Path, p.Text("main"))
	}
	return p
}

// idIn is the matter a page is about.
func idIn(p *webtest.Page) string { return strings.Split(p.Path, "/")[2] }

// step opens the form of a step, fills it and sends it.
func step(t *testing.T, s *frametest.Stage, as, id, do string, pairs ...string) *webtest.Page {
	t.Helper()
	page := s.As(as).Get("/matters/" + id + "/steps/" + do)
	f := page.Form("main form")
	for i := 0; i+1 < len(pairs); i += 2 {
		if words, chosen := strings.CutPrefix(pairs[i+1], "="); chosen {
			f.Set(pairs[i], page.Option(pairs[i], words))
			continue
		}
		f.Set(pairs[i], strings.Split(pairs[i+1], ",")...)
	}
	p := f.Submit()
	if p.Path != "/matters/"+id || p.Status != http.StatusOK {
		t.Fatalf("%s as %s: got %d at %s, want the matter\n%s", do, as, p.Status, p.Path, p.Text("main"))
	}
	return p
}

// sort triages a matter to people's mediation.
func sort(t *testing.T, s *frametest.Stage, id string) *webtest.Page {
	t.Helper()
	return s.As("sorter").Get("/matters/"+id+"/triage").Form("main form").
		Set("kind", "mediation").Set("class", "civil").Set("disputeType", "02").Set("committee", s.Committee.ID).Set("mediator", s.Officers["mediator"].ID).
		Set("child", "no").Set("incapable", "no").Set("violence", "no").Set("major", "no").Set("slip", "邻里纠纷，交调委会").Submit().WantStatus(http.StatusOK)
}

func TestFromTakingInToTheArchive(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		receipt := take(t, s, "clerk", "楼上漏水引起的赔偿", "甲某")
		receipt.Want("dd", "东盛矛登〔2024〕1号").Want("dd", "0431-80000000")
		id := idIn(receipt)

		s.As("sorter").Get("/").Want(".figure", "待分流 1件").Follow("1件，看待分流的明细").Want(".table th", "楼上漏水引起的赔偿")
		sort(t, s, id).Want(".identity", "已分流待承办")
		s.As("clerk").Get("/matters/"+id).Want(".next .unavailable", "承办人：演示调解甲")

		step(t, s, "mediator", id, "apply", "facts", "楼上漏水泡坏天花板", "noTie", "1").Want(".identity", "已申请")
		step(t, s, "mediator", id, "askOther", "reached", "1", "log", "上午电话联系，愿意谈").Want(".timeline", "上午电话联系，愿意谈")
		step(t, s, "mediator", id, "accept", "allAgree", "1", "notExcluded", "1", "noTie", "1").Want(".identity", "还有")
		step(t, s, "mediator", id, "start", "rightsTold", "1", "identitySeen", "1", "record", "双方到场，各说各的").Want("#dossier", "已有4项，缺0项")
		step(t, s, "mediator", id, "draft", "facts", "水管老化", "terms", "乙赔甲三千元", "amount", "3000", "how", "转账", "performOn", "2024-05-31", "party", "=申请人",
			"checked", "mandatory,public,morals,voluntary,clear").Want("#agreement", "3,000元（叁仟元整）")
		step(t, s, "mediator", id, "agreeWritten", "allParties", "1", "seal", "committee").Want(".identity", "达成协议").Want("#agreement", "可以申请，最晚")
		step(t, s, "mediator", id, "perform", "how", "performed", "proof", "1")
		step(t, s, "mediator", id, "followUp", "words", "钱收到了，双方满意", "satisfied", "yes")
		step(t, s, "mediator", id, "close").Want(".identity", "结案")
		s.As("archivist").Get("/").Want(".figure", "待归档 1件").Follow("1件，看待归档的明细").Want(".table th", "楼上漏水引起的赔偿")
		step(t, s, "archivist", id, "archive", "dossier", "mediation").Want(".identity", "归档").Want("dd", "（2024）东盛人调字第1号")
		s.As("clerk").Get("/matters?state=archived").Want(".beside", "共1件").Want("a", "楼上漏水引起的赔偿")
	})
}

func TestSEC_PRIV_02_MaskedUntilRevealed(t *testing.T) {
	t.Parallel()
	clock := dbtest.At(frametest.Morning)
	s := open(t, dbtest.SQLite(t, clock), clock)
	id := idIn(take(t, s, "clerk", "楼上漏水", "甲某某"))
	clerk := s.As("clerk")
	for _, path := range []string{"/", "/matters?open=1", "/matters/" + id, "/matters/" + id + "/receipt", "/search?q=漏水", "/matters/" + id + "/triage"} {
		for _, who := range []string{"clerk", "sorter"} {
			body := string(s.As(who).Get(path).Body)
			for _, secret := range []string{"甲某某", "13800005678", "138 0000 5678", "13900001234"} {
				if strings.Contains(body, secret) {
					t.Errorf("%s as %s shows %s, want it masked", path, who, secret)
				}
			}
		}
	}
	p := clerk.Get("/matters/"+id).Want("#parties", "138****5678")
	f := p.Form(".reveal form").Set("field", "phone") // of the first party
	f.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".banner", "请选择查看的原因")
	shown := f.Set("reason", "contact").Submit().WantStatus(http.StatusOK).Want("#parties", "13800005678").Want("#reveals", "演示登记")
	if got, want := shown.Header.Get("Refresh"), "60; url=/matters/"+id; got != want {
		t.Errorf("the page with a value in plain words: got Refresh %q, want %q", got, want)
	}
	if strings.Contains(string(shown.Body), "13900001234") || strings.Contains(string(shown.Body), "甲某某") {
		t.Error("showing one value showed another one as well")
	}
	clerk.Get("/matters/"+id).Want("#parties", "138****5678").Want("#reveals", "查看当事人的电话").Want("#reveals", "联系当事人")
	outline := s.As("leader").Get("/matters/"+id).WantStatus(http.StatusOK).Want(".empty", "看不到当事人")
	if outline.Find("#parties") != nil || outline.Find("#story") != nil {
		t.Error("a leader, who may see the outline only, got the content")
	}
}
