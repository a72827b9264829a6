package frametest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/webtest"
)

func stage(t *testing.T) *frametest.Stage {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	return open(t, dbtest.SQLite(t, clock), clock)
}

// Not there, another street's, and out of scope answer the same (AUTHZ-11).
func TestSEC_AUTHZ_11_WhatIsNotYoursIsNotThere(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	foreign := ""
	err := s.DB.Update(context.Background(), "elsewhere", func(tx *db.Tx) error {
		foreign = tx.NewID()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	number := regexp.MustCompile(`[2-9a-z]{5}-[2-9a-z]{5}|"_csrf" value="[^"]*"|nonce="[^"]*"`)
	for _, tail := range []string{"", "/receipt", "/steps/apply"} {
		var first string
		for _, path := range []string{"/matters/" + id + tail, "/matters/" + foreign + tail, "/matters/nothing" + tail} {
			p := s.As("farlead").Get(path).WantStatus(http.StatusNotFound)
			body := strings.ReplaceAll(number.ReplaceAllString(string(p.Body), ""), path, "") // the links to other sizes of the text hold the asker's own address
			if first == "" {
				first = body
			}
			if body != first {
				t.Errorf("%s: the answer differs from the one for a matter out of scope: %d bytes, want %d", path, len(body), len(first))
			}
		}
	}
	if p := s.As("farlead").Get("/matters?open=1"); p.Has("a", "楼上漏水") {
		t.Error("the list of another community shows the matter")
	}
	if p := s.As("farlead").Get("/search?q=漏水"); p.Has("mark", "漏水") {
		t.Error("the search of another community finds the matter")
	}
	s.As("counter").Get("/matters/" + id + "/triage").WantStatus(http.StatusNotFound)
	s.As("admin").Get("/matters").WantStatus(http.StatusForbidden)
}

// The same form sent fifty times at once makes one matter (IN-08).
func TestSEC_IN_08_FiftyPressesMakeOneMatter(t *testing.T) {
	t.Parallel()
	s := stage(t)
	clerk := s.As("clerk")
	page := clerk.Get("/matters/new")
	values := url.Values{
		"_csrf": {page.Attr("main input[name=_csrf]", "value")}, "_submission": {page.Attr("main input[name=_submission]", "value")},
		"title": {"楼上漏水"}, "request": {"要求赔偿"}, "unit": {s.Units["和平小区"].ID}, "channel": {"phone"}, "parties": {"1"},
		"party1.side": {"applicant"}, "party1.name": {"甲某"},
	}
	paths := make([]string, 50)
	var all sync.WaitGroup
	for i := range paths {
		all.Go(func() { paths[i] = s.As("clerk").Post("/matters", values).Path })
	}
	all.Wait()
	for _, path := range paths {
		if path != paths[0] || !strings.HasSuffix(path, "/receipt") {
			t.Errorf("a press led to %s, want the same receipt %s", path, paths[0])
		}
	}
	clerk.Get("/matters?all=1").Want(".beside", "共1件")
}

// A stale version is shown beside what was typed, never swallowed (IN-09, R8).
func TestSEC_IN_09_SomebodyWasFaster(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	sort(t, s, id)
	step(t, s, "mediator", id, "apply", "facts", "漏水", "noTie", "1")
	step(t, s, "mediator", id, "askOther", "reached", "1", "log", "愿意谈")
	late := s.As("chair").Get("/matters/"+id+"/steps/decline").Form("main form").
		Set("reason", "notCivil").Set("words", "写了很久的说明").Set("told", "1")
	step(t, s, "mediator", id, "accept", "allAgree", "1", "notExcluded", "1", "noTie", "1")
	late.Submit().WantStatus(http.StatusConflict).Want("main", "这件事现在是“已受理”").Want("textarea", "写了很久的说明")

	step(t, s, "mediator", id, "start", "rightsTold", "1", "identitySeen", "1", "record", "到场")
	stale := s.As("mediator").Get("/matters/"+id+"/steps/record").Form("main form").Set("text", "第二次调解，各让一步")
	step(t, s, "mediator", id, "record", "text", "另一个窗口先写的")
	shown := stale.Submit().WantStatus(http.StatusConflict).Want(".banner", "别人已经改过").Want("dd", "演示调解甲：记一次调解").Want("textarea", "第二次调解，各让一步")
	shown.Form("main form").Submit().WantStatus(http.StatusOK).Want(".timeline", "第二次调解，各让一步").Want(".timeline", "另一个窗口先写的")
}

// What the law forbids is refused with one sentence, and the form comes back.
func TestTheLawIsAPlainSentence(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	s.As("mediator").Get("/matters/" + id + "/steps/start").WantStatus(http.StatusNotFound) // not the mediator's yet
	sort(t, s, id)
	s.As("mediator").Get("/matters/"+id+"/steps/start").WantStatus(http.StatusConflict).Want("main", "这件事现在是“已分流待承办”，不能再做“开始调解”")
	step(t, s, "mediator", id, "apply", "facts", "漏水", "noTie", "1")
	step(t, s, "mediator", id, "askOther", "reached", "1", "log", "愿意谈")
	f := s.As("mediator").Get("/matters/"+id+"/steps/accept").Form("main form").Set("noTie", "1").Set("notExcluded", "1")
	p := f.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "有一方明确拒绝的，不得调解")
	if !strings.HasPrefix(p.Text("title"), "错误：") {
		t.Errorf("title: got %s, want it to begin with 错误：", p.Text("title"))
	}
	p.Form("main form").Set("allAgree", "1").Submit().WantStatus(http.StatusOK)
	step(t, s, "mediator", id, "start", "rightsTold", "1", "identitySeen", "1", "record", "到场")
	step(t, s, "mediator", id, "draft", "facts", "水管", "terms", "赔", "how", "转账", "performOn", "2024-05-31", "party", "=申请人", "checked", "mandatory,public,morals,voluntary,clear")
	s.As("mediator").Get("/matters/"+id+"/steps/agreeWritten").Form("main form").Set("allParties", "1").Set("seal", "street").Submit().
		WantStatus(http.StatusUnprocessableEntity).Want(".error", "街道办事处或矛调中心的印章不行")
	s.As("other").Get("/matters/" + id + "/steps/fail").WantStatus(http.StatusNotFound)
	s.As("chair").Get("/matters/"+id+"/steps/fail").WantStatus(http.StatusForbidden).Want("main", "只能由调解员来做")
}

// The same place and party are found before anything is written.
func TestKnownMattersAreShownFirst(t *testing.T) {
	t.Parallel()
	s := stage(t)
	first := take(t, s, "clerk", "楼上漏水", "甲某")
	again := s.As("clerk").Get("/matters/new").Form("main form").
		Set("title", "天花板又漏了").Set("request", "还是漏").Set("unit", s.Units["景阳花园小区"].ID).Set("channel", "phone").
		Set("party1.name", "甲 某").Set("party2.side", "").Submit()
	again.WantStatus(http.StatusConflict).Want("h1", "这件事可能已经登记过").Want(".table", "楼上漏水")
	compare := again.Form("main form").Set("compare", idIn(first)).Submit()
	compare.WantStatus(http.StatusOK).Want("dd", "天花板又漏了").Want("dd", "楼上漏水").Want("a", "就是这件")
	compare.Form("main form").Set("back", "1").Submit().Want("textarea", "还是漏").Want("h1", "登记一件事")
	saved := compare.Form("main form").Set("known", "1").Submit()
	saved.Want("h1", "登记回执")
	s.As("clerk").Get("/matters?all=1").Want(".beside", "共2件")

	merge := s.As("sorter").Get("/matters/"+idIn(saved)+"/merge?q=漏水").Want(".choice", "楼上漏水").Form("main form[method=post]")
	merge.Set("into", idIn(first)).Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error", "同一件事、同一个人才能合并")
	merge.Set("into", idIn(first)).Set("sameFacts", "1").Submit().WantStatus(http.StatusOK).Want(".identity", "已合并")
}

func TestAnotherPartyWithoutScript(t *testing.T) {
	t.Parallel()
	s := stage(t)
	f := s.As("clerk").Get("/matters/new").Form("main form").Set("title", "三家共用下水道").Set("party1.name", "甲某").Set("more", "1")
	p := f.Submit().WantStatus(http.StatusOK).Want("h2", "当事人3")
	if got := p.Attr("input[name=title]", "value"); got != "三家共用下水道" {
		t.Errorf("title after another party: got %q, want what was typed", got)
	}
	p = p.Form("main form").Set("party3.name", "丙某").Set("party3.idNumber", "220102199001010010").Submit()
	p.WantStatus(http.StatusUnprocessableEntity).Want(".error", "请选择事情发生在哪个社区或小区")
	if got := p.Form("main form").Value("party3.name"); got != "丙某" {
		t.Errorf("the third party after a refusal: got %q, want 丙某", got)
	}
}

func TestRedirectEndsAMatterThatIsNotOurs(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := idIn(take(t, s, "clerk", "工伤认定", "甲某"))
	f := s.As("sorter").Get("/matters/"+id+"/redirect").Form("main form").Set("body", "区人力资源和社会保障局").Set("reason", "工伤认定由人社部门办理")
	f.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error", "要书面告知本人")
	f.Set("told", "1").Submit().WantStatus(http.StatusOK).Want(".identity", "已引导").Want(".next", "没有下一步")
}

var toOther = db.SQL("test.guard.toOther", `UPDATE matter SET kind = 'administrative', state = 'inProgress', accepted_on = received_on WHERE street_id = $1 AND id = $2`)

// Every number of the desk opens a list with that number of rows (ux.md R2).
func TestEveryNumberOpensItsRows(t *testing.T) {
	t.Parallel()
	s := stage(t)
	for i := range 3 {
		id := idIn(take(t, s, "clerk", fmt.Sprintf("漏水第%d件", i+1), fmt.Sprintf("甲某%d", i)))
		if i > 0 {
			sort(t, s, id)
		}
		if i > 1 {
			step(t, s, "mediator", id, "apply", "facts", "漏水", "noTie", "1")
			step(t, s, "mediator", id, "askOther", "reached", "1", "log", "愿意谈")
			step(t, s, "mediator", id, "accept", "allAgree", "1", "notExcluded", "1", "noTie", "1")
		}
	}
	other := idIn(take(t, s, "clerk", "家电退换", "丁某"))
	s.Update(func(tx *db.Tx) error { // a state of the same code in another machine is no mediation
		_, err := tx.Exec(toOther, tx.Street, other)
		return err
	})
	seen := map[string]bool{}
	for _, day := range []time.Duration{0, 25 * 24 * time.Hour, 31 * 24 * time.Hour, 45 * 24 * time.Hour} {
		s.Clock.Set(frametest.Morning.Add(day))
		for _, who := range []string{"clerk", "sorter", "mediator", "chair", "archivist", "leader", "farlead"} {
			desk := s.As(who).Get("/").WantStatus(http.StatusOK)
			values, links := desk.Texts(".figure-value"), desk.All(".figure-value a")
			if len(values) != len(links) {
				t.Errorf("%s: %d numbers and %d links", who, len(values), len(links))
			}
			for i, a := range links {
				want := strings.TrimRight(strings.SplitN(strings.ReplaceAll(values[i], "项", "件"), "件", 2)[0], " ")
				href := ""
				for _, at := range a.Attr {
					if at.Key == "href" {
						href = at.Val
					}
				}
				seen[desk.Texts(".figure-label")[i]+want] = true
				if got := rows(s.As(who).Get(href)); strconv.Itoa(got) != want {
					t.Errorf("%s after %v: %s says %s, its list has %d rows", who, day, href, want, got)
				}
			}
		}
	}
	for _, want := range []string{"待分流1", "已分流待承办1", "正在调解1", "超期1", "七天内到期1"} {
		if !seen[want] {
			t.Errorf("no desk showed %s; shown: %v", want, seen)
		}
	}
}

func rows(p *webtest.Page) int { return len(p.All("tbody tr")) }

func TestListPagesBothWaysAndKeepsItsAddress(t *testing.T) {
	t.Parallel()
	s := stage(t)
	s.Update(func(tx *db.Tx) error {
		for i := range 60 {
			_, err := matter.TakeIn(tx, s.Actor("clerk"), matter.Intake{
				Channel: "phone", Title: fmt.Sprintf("第%02d件", i+1), Request: "原话", Unit: s.Units["和平小区"].ID,
				Parties: []matter.Party{{Side: matter.Applicant, Name: "不清楚"}},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	c := s.As("clerk")
	first := c.Get("/matters").Want("h1", "在办事项").Want(".beside", "共60件，第1–25件")
	second := first.Follow("下一页").Want(".beside", "第26–50件")
	third := second.Follow("下一页").Want(".beside", "第51–60件")
	if third.Has("nav.pages a", "下一页") {
		t.Error("the last page offers another one")
	}
	back := third.Follow("上一页").Want(".beside", "第26–50件")
	if got, want := back.Texts("tbody th a"), second.Texts("tbody th a"); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("back to the second page: got %v, want %v", got, want)
	}
	if p := back.Follow("上一页").Want(".beside", "第1–25件"); p.Has("nav.pages a", "上一页") {
		t.Error("the first page offers one before it")
	}
	c.Get("/matters?state=merged&open=1").Want(".empty", "没有符合这2个条件的事项").Follow("状态：已合并").Want(".beside", "共60件")
	c.Get("/matters?registeredFrom=下周").WantStatus(http.StatusUnprocessableEntity).Want(".error", "日期看不明白")
	c.Get("/matters?order=urgent").Want(".chosen", "有期限在走")
}

// The export is the list, safe to open, and leaves an event (IN-06, AUD-07).
func TestSEC_IN_06_ExportIsTheListAndSafe(t *testing.T) {
	t.Parallel()
	s := stage(t)
	take(t, s, "clerk", "=HYPERLINK(1)", "甲某某")
	take(t, s, "clerk", "普通的事", "丙某某")
	file := s.As("clerk").Get("/matters?open=1").Form("form[action=/matters/export]").Submit().WantStatus(http.StatusOK)
	body := string(file.Body)
	if !strings.HasPrefix(body, "\ufeff内容,事项清单\r\n条件,在办\r\n") || !strings.Contains(body, "单位,东盛街道") || !strings.Contains(body, "导出人,演示登记") {
		t.Errorf("head of the file: got %.120q, want BOM, count, conditions and person", body)
	}
	if strings.Contains(body, ",=HYPERLINK") || !strings.Contains(body, "'=HYPERLINK(1)") {
		t.Errorf("a formula is not neutralised: %q", body)
	}
	for _, secret := range []string{"甲某某", "13800005678"} {
		if strings.Contains(body, secret) {
			t.Errorf("the file holds %s, want no personal data", secret)
		}
	}
	if got := file.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("content type: got %s, want text/csv", got)
	}
	err := s.DB.View(context.Background(), frametest.Street, func(tx *db.Tx) error {
		list, err := event.List(tx, event.Filter{Action: "matter.export", Limit: 5})
		if err != nil || len(list) != 1 || !strings.Contains(list[0].Details, `"rows":"2"`) {
			t.Errorf("events of the export: got %v, %v; want one with 2 rows", list, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := stage(t)
	receipt := take(t, s, "clerk", "楼上漏水引起的赔偿", "甲某")
	take(t, s, "clerk", "夜里噪音", "丁某某")
	c := s.As("clerk")
	c.Get("/search?q=漏水").Want("mark", "漏水").Want("#matters h2", "2件")
	c.Get("/search?q=噪音").Want("#matters h2", "1件").Want("mark", "噪音")
	if p := c.Get("/search?q=" + url.QueryEscape("东盛矛登[2024]1号")); p.Path != "/matters/"+idIn(receipt) {
		t.Errorf("a whole number led to %s, want the matter", p.Path)
	}
	c.Get("/search?q=无此词").Want(".empty", "没有找到“无此词”").Want(".empty", "编号、事由、地点、诉求、当事人")
	c.Get("/search").WantStatus(http.StatusOK).Want(".empty", "任意两个字")
	c.Get("/search?q=漏").WantStatus(http.StatusOK)
	s.As("admin").Get("/search?q=漏水").Want(".empty", "您的岗位不查看")
}

// A draft comes back on its page and goes when the form was sent.
func TestDraftsComeBack(t *testing.T) {
	t.Parallel()
	s := stage(t)
	s.Update(func(tx *db.Tx) error {
		return identity.SaveDraft(tx, s.Actor("clerk"), "/matters/new", "title=%E5%86%99%E4%BA%86%E4%B8%80%E5%8D%8A&parties=3")
	})
	s.As("clerk").Get("/").Want("#drafts", "登记一件事")
	p := s.As("clerk").Get("/matters/new").Want(".draft-line", "已恢复09:00的草稿").Want("h2", "当事人3")
	if got := p.Attr("input[name=title]", "value"); got != "写了一半" {
		t.Errorf("title: got %q, want the draft", got)
	}
	take(t, s, "clerk", "写完了", "甲某")
	if p := s.As("clerk").Get("/matters/new"); p.Attr("input[name=title]", "value") != "" {
		t.Error("the draft is still there after the form was sent")
	}
}

func TestMergingOffersWhatLooksTheSame(t *testing.T) {
	t.Parallel()
	s := stage(t)
	first := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	take(t, s, "clerk", "别家的事", "丁某")
	again := idIn(take(t, s, "clerk", "又来反映漏水", "甲某"))
	p := s.As("sorter").Get("/matters/"+again+"/merge").Want("main", "同一当事人").Want("label", "楼上漏水")
	if p.Has("label", "又来反映漏水") {
		t.Error("a matter is offered itself")
	}
	p.Form("main form[method=post]").Set("into", first).Set("sameFacts", "1").Submit().WantStatus(http.StatusOK).Want(".identity", "已合并")
}
