package frametest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/webtest"
)

func hrefOf(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "href" {
			return a.Val
		}
	}
	return ""
}

// counts are the links of a page that show a number of matters, with it.
func counts(t *testing.T, p *webtest.Page, selector string) map[string]int {
	t.Helper()
	all := map[string]int{}
	for _, a := range p.All(selector) {
		n, err := strconv.Atoi(strings.TrimSuffix(a.FirstChild.Data, "件"))
		if err != nil {
			t.Errorf("%q is no count", a.FirstChild.Data)
		}
		all[hrefOf(a)] = n
	}
	return all
}

func TestTheBoardAndTheMonthOpenTheirRows(t *testing.T) {
	t.Parallel()
	s := stage(t)
	for i := range 12 {
		id := idIn(take(t, s, "clerk", fmt.Sprintf("漏水第%d件", i+1), fmt.Sprintf("甲某%d", i)))
		if i > 9 {
			sort(t, s, id)
			step(t, s, "mediator", id, "apply", "facts", "漏水", "noTie", "1")
			step(t, s, "mediator", id, "askOther", "reached", "1", "log", "愿意谈")
			step(t, s, "mediator", id, "accept", "allAgree", "1", "notExcluded", "1", "noTie", "1")
		}
	}
	c := s.As("clerk")
	board := c.Get("/matters?class=civil").Follow("看板").Want(".chosen", "在办").Want(".chosen", "大类").Want(".beside", "共12件").Want(".lane", "另有2件")
	lanes := counts(t, board, ".lane h2 a")
	if len(lanes) != 2 {
		t.Errorf("got %d columns, want those of two states: %v", len(lanes), lanes)
	}
	sum := 0
	for href, n := range lanes {
		sum += n
		if got := rows(c.Get(href)); got != n {
			t.Errorf("%s: the board says %d, the list has %d", href, n, got)
		}
	}
	if sum != 12 {
		t.Errorf("the columns add up to %d, want 12", sum)
	}

	month := board.Follow("日历").Want(".chosen", "有期限在走").Want(".month caption", "2024年").Follow("下个月")
	days := counts(t, month, ".month td a")
	if len(days) == 0 {
		t.Fatalf("no day of the next month has a clock\n%s", month.Text("main"))
	}
	for href, n := range days {
		if got := rows(c.Get(href)); got != n {
			t.Errorf("%s: the month says %d, the list has %d", href, n, got)
		}
	}
	back := month.Follow("表格").Want(".chosen", "有期限在走")
	if at, err := url.Parse(back.Path); err != nil || at.Query().Has("view") {
		t.Errorf("back to the table: %s", back.Path)
	}
	c.Get(hrefOf(c.Get("/matters?view=board").Find(".chosen a"))).Want("h1", "全部事项") // without its condition the board is a table again
	c.Get("/matters?view=month&month=nonsense").Want(".month caption", "2024年")
}

func TestHeadsSortTheList(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := idIn(take(t, s, "clerk", "漏水", "甲某"))
	sort(t, s, id)
	step(t, s, "mediator", id, "apply", "facts", "漏水", "noTie", "1")
	step(t, s, "mediator", id, "askOther", "reached", "1", "log", "愿意谈")
	step(t, s, "mediator", id, "accept", "allAgree", "1", "notExcluded", "1", "noTie", "1")
	p := s.As("clerk").Get("/matters?open=1")
	if got := p.Attr("thead th[aria-sort]", "aria-sort"); got != "descending" {
		t.Errorf("the newest first: got aria-sort %q", got)
	}
	p = p.Follow("期限").Want(".chosen", "有期限在走")
	sorted := ""
	for _, th := range p.All("thead th") {
		for _, a := range th.Attr {
			if a.Key == "aria-sort" {
				sorted += a.Val
			}
		}
	}
	if sorted != "ascending" {
		t.Errorf("the most urgent first: got aria-sort %q", sorted)
	}
}

// The reader chooses what the table shows; the address keeps it, through the
// pages and a saved filter.
func TestColumnsAreChosen(t *testing.T) {
	t.Parallel()
	s := stage(t)
	take(t, s, "clerk", "漏水", "甲某")
	c := s.As("clerk")
	heads := func(p *webtest.Page) string { return strings.Join(p.Texts("thead th"), " ") }
	p := c.Get("/matters?open=1")
	if got, want := heads(p), "选中 事由和编号 类型 地点 承办人 期限 状态"; got != want {
		t.Errorf("the usual columns: got %s, want %s", got, want)
	}
	p = c.Get("/matters?open=1&col=registered&col=channel")
	if got, want := heads(p), "选中 事由和编号 来源 登记日期 期限 状态"; got != want {
		t.Errorf("chosen columns: got %s, want %s", got, want)
	}
	p.Want("tbody td[data-label=登记日期]", "2024-")
	if next := p.Follow("最急"); !strings.Contains(next.Path, "col=channel") {
		t.Errorf("another order forgets the columns: %s", next.Path)
	}
	c.Get("/matters?open=1&col=kind&col=class&col=channel&col=scale&col=place&col=owner").WantStatus(422).Want(".error-summary", "最多再选5列").Want("#f-col", "承办人")
}

// Several at once: what a station took in is registered in one go, all of it or
// nothing; what is ticked is exported and nothing else.
func TestSeveralAreTickedAtOnce(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		var waiting []string
		for i := range 3 {
			p := s.As("mediator").Get("/matters/new").Form("main form").Set("title", fmt.Sprintf("站里收到的第%d件", i+1)).Set("request", "原话").
				Set("unit", s.Units["景阳花园小区"].ID).Set("channel", "station").Set("party1.side", "applicant").Set("party1.name", fmt.Sprintf("甲%d", i)).Submit()
			waiting = append(waiting, idIn(p))
		}
		done := idIn(take(t, s, "clerk", "柜台登记的", "甲某"))
		list := s.As("clerk").Get("/matters?open=1")
		list.Form(".picks").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请先勾选事项").Want("h1", "在办事项")

		ask := list.Form(".picks").Set("id", append(waiting, done)...).Set("act", "register").Submit().WantStatus(http.StatusOK)
		ask.Want("main", "可以登记3件，不能登记1件").Want("main", "不能再做“登记”")
		stale := s.As("clerk").Get("/matters?open=1").Form(".picks").Set("id", waiting...).Set("act", "register").Submit().Form("main form")
		after := ask.Form("main form").Submit().WantStatus(http.StatusOK).Want(".banner", "已登记3件").Want("h1", "在办事项")
		if got := rows(s.As("clerk").Get("/matters?state=registered")); got != 4 {
			t.Errorf("got %d registered, want 4", got)
		}
		if after.Has("button", "登记勾选的") {
			t.Error("nothing waits, and registering is offered")
		}
		stale.Submit().WantStatus(http.StatusConflict).Want(".error-summary", "一件也没有登记").Want("main", "可以登记0件")

		file := s.As("clerk").Get("/matters?open=1").Form(".picks").Set("id", waiting[0], done).Set("act", "export").Submit().WantStatus(http.StatusOK)
		if text := string(file.Body); strings.Count(text, "矛登〔2024〕") != 2 || !strings.Contains(text, "柜台登记的") || !strings.Contains(text, "勾选的事项") {
			t.Errorf("the export of two ticked rows:\n%s", text)
		}
		far := s.As("farlead").Get("/matters?all=1")
		s.As("farlead").Post("/matters/chosen?all=1", url.Values{"id": {done}, "act": {"export"}, "_csrf": {far.Form("header form[method=post]").Value("_csrf")}}).WantStatus(http.StatusNotFound)
	})
}
