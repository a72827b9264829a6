package overviews_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/ownership"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/overviews"
	"fengsheng/web/webtest"
)

var insertMatter = db.SQL("test.overviews.matter", `INSERT INTO matter (street_id, id, number, kind, state, open, class, dispute_type, channel, source, scale, title,
community_id, grid_id, estate_id, venue_id, committee_id, registrar_id, mediator_id, received_at, received_on, registered_on, accepted_on, resolved_on,
concluded_on, closed_on, archived_on, due_on, due_rule, outcome, parties, amount, agreement, difficult, prevented, settled, dossier, dossier_no, parent_id,
into_id, demo, version)
VALUES ($1, $2, $2, $8, $9, $10, 'civil', $11, $12, 'applied', '01', '漏水', $3, '', '', '', '', '', '', 0, $4, $4, $7, $5, $5, $5, 0, $13, '',
$6, 2, 123456, '', FALSE, FALSE, FALSE, '', '', '', '', FALSE, 1)`)

// stage is a street with matters of five months in two communities and in none,
// concluded, refused, under way, redirected, and of other kinds.
func stage(t *testing.T, d *db.DB, clock *dbtest.Clock) *frametest.Stage {
	t.Helper()
	s := frametest.New(t, d, clock)
	places := []string{s.Units["东盛社区"].ID, s.Units["东盛社区"].ID, s.Units["远达社区"].ID, ""}
	s.Update(func(tx *db.Tx) error {
		by := actor.Actor{Street: frametest.Street}
		for _, p := range []struct {
			login string
			role  actor.Role
		}{{"writer", actor.ReportWriter}, {"final", actor.FinalReviewer}, {"overseer", actor.Supervisor}} {
			o, err := org.Hire(tx, by, org.Officer{Code: p.login, Name: "演示" + p.login, Unit: s.Units["东盛街道"].ID})
			if err != nil {
				return err
			}
			s.Officers[p.login] = o
			if err := org.Assign(tx, by, o.ID, p.role, s.Units["东盛街道"].ID, 0); err != nil {
				return err
			}
		}
		for i := range 60 {
			on := calendar.On(2024, 1+i%4, 1+i%27)
			kind, state, open, outcome, accepted, done, due := "mediation", "closed", false, "agreementOral", on, on.AddDays(2), calendar.Date(0)
			switch {
			case i%10 == 3:
				state, open, outcome, done, due = "inProgress", true, "", 0, calendar.On(2024, 5, 1+i/10)
			case i%10 == 5:
				state, outcome, accepted, done = "terminated", "refused", 0, 0
			case i%10 == 7:
				kind, state, outcome, accepted, done = "", "redirected", "", 0, 0
			case i%20 == 9:
				kind, state, open, outcome, accepted, done = "petition", "triaged", true, "", 0, 0
			}
			_, err := tx.Exec(insertMatter, tx.Street, fmt.Sprintf("m%02d", i), places[i%4], on, done, outcome, accepted, kind, state, open,
				[]string{"01", "02", "17", "18", "06"}[i%5], []string{"centre", "grid", "phone", "sweep", "police"}[i%5], due)
			if err != nil {
				return err
			}
		}
		return nil
	})
	clerk := s.Actor("clerk")
	s.Update(func(tx *db.Tx) error {
		for _, day := range []int{8, 15, 29} {
			_, err := activity.Record(tx, clerk, activity.Draft{Kind: activity.Sweep, Variety: activity.InCommunity, On: calendar.On(2024, 1, day), Place: "社区", Attendance: 3})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return s.Serve(overviews.Pages{DB: d}.Routes())
}

func quick(t *testing.T) *frametest.Stage {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	return stage(t, dbtest.SQLite(t, clock), clock)
}

// counted is how many rows an address of a list opens.
func counted(t *testing.T, s *frametest.Stage, address string) int {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	n := -1
	err = s.DB.View(t.Context(), frametest.Street, func(tx *db.Tx) error {
		switch u.Path {
		case "/matters":
			f, err := matter.ParseFilter(u.Query())
			if err != nil {
				return err
			}
			n, err = matter.Count(tx, identity.Whole, f)
			return err
		case "/activities":
			f, err := activity.ParseFilter(u.Query())
			if err != nil {
				return err
			}
			all, err := activity.IDs(tx, f)
			n = len(all)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// crawl opens every number, bar and point of a page and compares it with its rows.
func crawl(t *testing.T, s *frametest.Stage, page *webtest.Page, least int) {
	t.Helper()
	found := 0
	for _, a := range page.All("a[data-rows]") {
		want, err := strconv.Atoi(attr(a, "data-rows"))
		if err != nil {
			t.Errorf("%s: got %q rows, want a number", attr(a, "href"), attr(a, "data-rows"))
			continue
		}
		found++
		if got := counted(t, s, attr(a, "href")); got != want {
			t.Errorf("got %d rows behind the %d of %s", got, want, attr(a, "href"))
		}
	}
	for _, a := range page.All(".figure-value a") {
		digits := strings.TrimRightFunc(a.FirstChild.Data, func(r rune) bool { return r < '0' || r > '9' })
		want, err := strconv.Atoi(digits)
		if err != nil || !strings.HasPrefix(attr(a, "href"), "/matters") && !strings.HasPrefix(attr(a, "href"), "/activities") {
			continue // a share: its points are crawled
		}
		found++
		if got := counted(t, s, attr(a, "href")); got != want {
			t.Errorf("got %d rows behind the figure %d of %s", got, want, attr(a, "href"))
		}
	}
	if found < least {
		t.Errorf("got %d numbers with rows, want at least %d", found, least)
	}
}

// Every number, bar and point opens exactly its rows (ux.md R2).
func TestEveryNumberOpensItsRows(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := stage(t, d, clock)
		leader := s.As("leader")
		community := s.Units["东盛社区"].ID
		for address, least := range map[string]int{
			"/overview?year=2024": 90, "/overview?year=2024&cutoff=2024-04-30&community=" + community: 60,
			"/overview/leader": 40, "/funnel?year=2024&by=month": 40, "/funnel?year=2024&by=quarter&cohort=1": 20, "/funnel?year=2024&by=year&community=" + community: 12,
		} {
			page := leader.Get(address).WantStatus(http.StatusOK)
			crawl(t, s, page, least)
		}
	})
}

func TestTheOverviewIsFair(t *testing.T) {
	t.Parallel()
	s := quick(t)
	page := s.As("counter").Get("/overview?year=2024").WantStatus(http.StatusOK)
	page.Want("h1", "全街道2024年总览").Want("p", "有的社区没有登记户数").Want("figure.few", "街道本级，不属于任何社区")
	s.Update(func(tx *db.Tx) error {
		for _, name := range []string{"东盛社区", "远达社区"} {
			u, err := org.UnitByID(tx, s.Units[name].ID)
			if err != nil {
				return err
			}
			if err := org.RenameUnit(tx, actor.Actor{Street: frametest.Street}, u.ID, u.Version, u.Name, 2000); err != nil {
				return err
			}
		}
		return nil
	})
	page = s.As("counter").Get("/overview?year=2024").WantStatus(http.StatusOK)
	page.Want("h3", "各社区受理，每千户").Want("td", "户）").Want(".chart", "另有")
	s.As("counter").Get("/overview?year=2031").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "年度应在2000到2024之间")
	s.As("counter").Get("/overview?community=nowhere").WantStatus(http.StatusNotFound)
	far := s.As("farlead").Get("/overview?year=2024").WantStatus(http.StatusOK)
	far.Want("h1", "远达社区2024年总览")
	s.As("farlead").Get("/overview?community=" + s.Units["东盛社区"].ID).WantStatus(http.StatusNotFound)
	s.As("mediator").Get("/overview").WantStatus(http.StatusForbidden)
	for _, a := range s.As("writer").Get("/overview?year=2024").WantStatus(http.StatusOK).All("a") {
		if strings.HasPrefix(attr(a, "href"), "/matters") {
			t.Errorf("the writer of reports is led to %s, want counts without rows", attr(a, "href"))
		}
	}
}

func TestTheLeadersPage(t *testing.T) {
	t.Parallel()
	s := quick(t)
	leader, chair := s.Actor("leader"), s.Actor("chair")
	for i, id := range []matter.ID{"m03", "m13"} {
		s.Update(func(tx *db.Tx) error {
			_, err := ownership.Propose(tx.At(frametest.Morning.Add(time.Duration(i)*24*time.Hour)), chair, id, ownership.Proposal{Leader: leader.Officer, Why: "群众反映强烈"})
			return err
		})
	}
	s.Clock.Add(48 * time.Hour)
	page := s.As("leader").Get("/overview/leader").WantStatus(http.StatusOK)
	waiting := page.All(".tasks li")
	if len(waiting) != 2 || page.Attr(".tasks a", "href") != "/matters/m03/ownership" {
		t.Errorf("got %d waiting, the first %s, want the two proposals, the oldest first", len(waiting), page.Attr(".tasks a", "href"))
	}
	page.Want(".tasks", "请确认包案").Want(".tasks .hint", "等了2天").Want("h2", "超期和快到期").Want("p", "现在没有由您包的事项").
		Want(".figure", "没有上年同期的记录").Want(".banner", "个整周没有摸排记录").Want(".figure-foot", "口径")
	if n := len(page.All(".mini")); n != 7 {
		t.Errorf("got %d figures, want seven", n)
	}
	for _, name := range []string{"演示领导", "演示主任", "演示调解"} {
		for _, table := range page.All("table") {
			if strings.Contains(text(table), name) {
				t.Errorf("%s stands in a table of the page, want no names of officers", name)
			}
		}
	}
	s.Update(func(tx *db.Tx) error {
		all, err := ownership.Of(tx, "m03")
		if err != nil {
			return err
		}
		_, err = ownership.Confirm(tx, leader, "m03", all[0].ID, all[0].Version)
		return err
	})
	page = s.As("leader").Get("/overview/leader")
	page.Want("td", "还没有落实").Want("td", "没有等答复的承诺")
	if n := len(page.All(".tasks li")); n != 1 {
		t.Errorf("got %d waiting after one was confirmed, want 1", n)
	}
	s.As("counter").Get("/overview/leader").WantStatus(http.StatusForbidden)
	s.As("final").Get("/overview/leader").WantStatus(http.StatusOK).Want("p", "现在没有等您定的事")
}

func text(n *html.Node) string {
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode {
			b.WriteString(x.Data)
		}
	}
	return b.String()
}

func TestTheFunnelPage(t *testing.T) {
	t.Parallel()
	s := quick(t)
	page := s.As("counter").Get("/funnel?year=2024&by=quarter").WantStatus(http.StatusOK)
	page.Want(".funnel .exit", "引导到别处").Want(".funnel .exit", "当事人不同意调解").Want(".funnel .waiting", "正在调解").Want(".funnel .step", "登记的60件中").
		Want("dd", "受理的").Want("th", "2024年第1季度").Want("th", "全年")
	if page.Has("th", "2024年第3季度") {
		t.Error("got a quarter that has not begun")
	}
	s.As("counter").Get("/funnel?year=2024&by=quarter&cohort=9").WantStatus(http.StatusNotFound)
	s.As("counter").Get("/funnel?year=2023").WantStatus(http.StatusOK).Want(".empty", "没有登记的事项")
	s.As("mediator").Get("/funnel").WantStatus(http.StatusForbidden)
}

func TestWhatIsTakenAway(t *testing.T) {
	t.Parallel()
	s := quick(t)
	counter := s.As("counter")
	for page, want := range map[string]string{"/overview": "受理矛盾纠纷，按月", "/funnel": "引导到别处"} {
		got := counter.Get(page+"?year=2024").Form("form[action="+page+"/export]").Set("as", "csv").Submit()
		if got.Status != http.StatusOK || !strings.Contains(string(got.Body), want) {
			t.Errorf("%s: got %d without %q", page, got.Status, want)
		}
	}
}

func TestTheWall(t *testing.T) {
	t.Parallel()
	s := quick(t)
	page := s.As("leader").Get("/wall").WantStatus(http.StatusOK)
	if got := page.Header.Get("Refresh"); got != "60" {
		t.Errorf("got Refresh %q, want the wall anew every minute", got)
	}
	if n := len(page.All(".wall-block")); n == 0 || n > 6 {
		t.Errorf("got %d blocks, want six at most", n)
	}
	page.Want(".wall-moment", "截至2024-05-06 09:00").Want(".wall-moment a", "暂停").Want(".wall-old", "15分钟以前")
	for _, no := range []string{"演示领导", "漏水", "退出", "/matters", "_csrf"} {
		if strings.Contains(string(page.Body), no) {
			t.Errorf("the wall holds %q, want no sign-in and nothing of a matter", no)
		}
	}
	paused := s.As("leader").Get(page.Attr(".wall-moment a", "href")).WantStatus(http.StatusOK).Want(".wall-moment a", "继续")
	if got := paused.Header.Get("Refresh"); got != "" {
		t.Errorf("got Refresh %q on the paused wall, want none", got)
	}
	s.As("farlead").Get("/wall").WantStatus(http.StatusForbidden)
	s.As("mediator").Get("/wall").WantStatus(http.StatusForbidden)
}

// The address of a wall needs nobody signed in, until it is closed.
func TestSEC_AUTHZ_07_TheAddressOfAWall(t *testing.T) {
	t.Parallel()
	s := quick(t)
	admin := s.As("admin")
	s.As("leader").Get("/wall/screens").WantStatus(http.StatusForbidden)
	page := admin.Get("/wall/screens").WantStatus(http.StatusOK).Want(".empty", "还没有开通大屏")
	open := page.Form("form[action=/wall/screens]")
	open.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写")
	open = admin.Get("/wall/screens").Form("form[action=/wall/screens]").Set("name", "一楼大厅")
	opened := open.Submit().WantStatus(http.StatusOK).Want(".banner", "只显示这一次").Want("th", "一楼大厅")
	address := opened.Text("code")
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Path, "/screen/") {
		t.Fatalf("got the address %q, want that of a wall", address)
	}
	if again := open.Submit(); strings.Contains(string(again.Body), u.Path) {
		t.Error("the address was shown twice, want once")
	}
	anybody := webtest.At(t, s.Server.URL)
	wall := anybody.Get(u.Path).WantStatus(http.StatusOK).Want(".wall-block", "受理矛盾纠纷")
	if strings.Contains(string(wall.Body), "漏水") {
		t.Error("the wall holds the title of a matter, want counts")
	}
	anybody.Get("/screen/" + strings.Repeat("A", 43)).WantStatus(http.StatusNotFound)
	admin.Get("/wall/screens").Form("td form").Submit().Want(".empty", "还没有开通大屏")
	anybody.Get(u.Path).WantStatus(http.StatusNotFound)
}

// The budgets of ux.md section 16: what goes over the wire, compressed.
func TestBudgets(t *testing.T) {
	t.Parallel()
	s := quick(t)
	for address, most := range map[string]int64{"/overview/leader": 40 << 10, "/overview?year=2024": 60 << 10, "/funnel?year=2024&by=month": 60 << 10, "/wall": 80 << 10} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.Server.URL+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", "gzip")
		resp, err := s.As("leader").HTTP.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if n := resp.ContentLength; n <= 0 || n > most {
			t.Errorf("%s: got %d bytes, want at most %d", address, n, most)
		} else {
			t.Logf("%s: %d bytes", address, n)
		}
	}
}
