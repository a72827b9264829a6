package frametest_test

import (
	"net/http"
	"strings"
	"testing"
)

// A mediator writes an agreement in instalments, reads it out, signs it, and says
// of each instalment how it is kept.
func TestAnAgreementInInstalments(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := begun(t, s, "inProgress")
	path := "/matters/" + id + "/agreement"
	m := s.As("mediator")
	m.Get(path).WantStatus(http.StatusNotFound).Want("main", "还没有协议")
	step(t, s, "mediator", id, "draft", "facts", "水管", "terms", "尽快分期赔偿", "amount", "1000", "how", "转账", "performOn", "2024-07-31", "checked", "mandatory,public,morals,voluntary,clear")
	p := m.Get("/matters/"+id).Follow("协议和履行").Want("#checks", "还没有逐项写明").Want("#checks", "“尽快”").Want(".empty-yet", "一项一项写")
	p.Form("#add form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择由谁履行").Want(".error-summary", "做什么")
	form := p.Form("#add form").Set("party", p.Option("party", "申请人")).Set("words", "赔偿").Set("amount", "1000").Set("dueOn", "2024-05-31").Set("times", "3").Set("months", "1")
	p = form.Submit().WantStatus(http.StatusOK).Want(".banner", "已写进协议").Want("#duties", "赔偿（第3期）").Want("#duties", "334元").Want("#checks", "可以宣读和签署")
	if n := len(p.All("#duties tbody tr")); n != 3 {
		t.Fatalf("got %d instalments, want 3", n)
	}
	p = p.Form("#duties tbody form").Submit().WantStatus(http.StatusOK).Want(".banner", "已删去").Want("#checks", "各项金额加起来是667元")
	m.Get("/matters/"+id+"/steps/agreeWritten").Form("main form").Set("allParties", "1").Set("seal", "committee").Submit().
		WantStatus(http.StatusUnprocessableEntity).Want("main", "协议还不能签")
	p = p.Form("#add form").Set("party", p.Option("party", "申请人")).Set("words", "先付一笔").Set("amount", "333").Set("dueOn", "2024-05-20").Submit().Want("#checks", "可以宣读和签署")
	p.Follow("大字宣读").Want(".aloud li", "申请人甲某：先付一笔，333元（叁佰叁拾叁元整），最晚2024年5月20日").Want(".aloud", "三十日内一起向法院申请司法确认")
	step(t, s, "mediator", id, "agreeWritten", "allParties", "1", "seal", "committee").Want("#agreement", "共同申请司法确认").
		Form("#agreement form").Submit().WantStatus(http.StatusOK).Want(".banner", "司法确认材料")
	if p := m.Get(path); strings.Contains(p.Text("main"), "写一项") {
		t.Error("a signed agreement can still be written")
	}
	step(t, s, "mediator", id, "perform", "duty", "=先付一笔", "how", "performed", "proof", "1").Want(".identity", "达成协议")
	m.Get("/performance").Want(".empty-yet, table", "30天内到期").Follow("已履行").Want("td", "333").Follow("楼上漏水").Want("h1, .identity", "楼上漏水")
	m.Get("/performance?view=open").Want("td", "第2项，共3项").Want("td", "待履行").Want("td", "赔偿（第2期）").Want("td", "甲某")
	if p := s.As("counter").Get("/performance?view=open").Want("td", "第2项，共3项"); p.Has("td", "赔偿") || p.Has("td", "甲某") {
		t.Error("who may not read the matter is told what was promised and by whom")
	}
	if file := m.Get("/performance?view=open").Form(`form[action="/performance/export"]`).Set("as", "csv").Submit(); !strings.Contains(string(file.Body), ",赔偿（第2期）,申请人,333,") || strings.Contains(string(file.Body), "甲某") {
		t.Errorf("the export holds %q", file.Body)
	}
	step(t, s, "mediator", id, "perform", "how", "performed")
	m.Get(path).Want("#duties", "已履行").Want("h1", "已履行")
}

// The agreement is made into a paper from its page; given out, it has the number of
// the dossier, is signed on the screen, and is the one the step takes up.
func TestThePaperThatWasSignedIsTheAgreement(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := begun(t, s, "inProgress")
	m := s.As("mediator")
	step(t, s, "mediator", id, "draft", "facts", "水管", "terms", "修好水管", "how", "上门", "performOn", "2024-07-31", "checked", "mandatory,public,morals,voluntary,clear")
	p := m.Get("/matters/" + id + "/agreement")
	p = p.Form("#add form").Set("party", p.Option("party", "申请人")).Set("words", "修好水管").Set("dueOn", "2024-07-31").Submit().WantStatus(http.StatusOK)
	if said := m.Get("/matters/" + id + "/agreement").Text("#duties"); strings.Contains(said, "甲某") {
		t.Errorf("the page names a party: %s", said)
	}
	paper := p.Form("#agreement form").Set("form", "M8").Submit().WantStatus(http.StatusOK).Want("main", "编号：")
	if said := paper.Text(".paper-sheet"); strings.Contains(said, "甲某") {
		t.Errorf("the page of the paper names a party: %s", said)
	}
	signing := strings.Replace(paper.Path, "/papers/", "/signing/", 1)
	m.Get(signing).Want("#sign", "请先定稿")
	paper = paper.Form(`form[action="`+paper.Path+`/issue"]`).Submit().WantStatus(http.StatusOK).Want(".paper-sheet", "编号：（2024）东盛人调字第1号").Want(".record-side", "（2024）东盛人调字第1号")
	if p := m.Get("/matters/"+id+"/agreement").Want("#agreement", "协议书"); p.Find("#add") != nil || p.Find("#duties form") != nil {
		t.Error("what was given out on paper can still be written")
	}
	sign := paper.Follow("在屏幕上签名").Form("#sign form")
	sign.Set("party", "officer").Set("strokes", "[[[10,10],[200,90]],[[10,90],[200,10]]]").Submit().WantStatus(http.StatusOK)
	m.Get(paper.Path).Want(".paper-sheet", "人民调解员（签名）：（已在屏幕上签） 2024年5月6日")
	step(t, s, "mediator", id, "agreeWritten", "allParties", "1", "seal", "committee")
	rows := m.Get("/matters/"+id+"/papers").Want("tbody", "（2024）东盛人调字第1号").Text("tbody")
	if n := strings.Count(rows, "人民调解协议书"); n != 1 {
		t.Errorf("there are %d agreements:\n%s", n, rows)
	}
}
