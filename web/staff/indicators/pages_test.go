package indicators_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/indicators"
	"fengsheng/web/staff/matters"
)

var insertMatter = db.SQL("test.indicators.matter", `INSERT INTO matter (street_id, id, number, kind, state, open, class, dispute_type, channel, source, scale, title,
community_id, grid_id, estate_id, venue_id, committee_id, registrar_id, mediator_id, received_at, received_on, registered_on, accepted_on, resolved_on,
concluded_on, closed_on, archived_on, due_on, due_rule, outcome, parties, amount, agreement, difficult, prevented, settled, dossier, dossier_no, parent_id,
into_id, demo, version)
VALUES ($1, $2, $2, 'mediation', 'closed', FALSE, 'civil', '02', 'centre', 'applied', '01', '漏水', $3, '', '', '', '', '', '', 0, $4, $4, $4, $5, $5, $5, 0, 0, '',
$6, 2, 123456, 'oral', FALSE, FALSE, FALSE, '', '', '', '', FALSE, 1)`)

// stage is a street in which every month has matters, in two communities and
// some in none, all but two of them concluded.
func stage(t *testing.T, d *db.DB, clock *dbtest.Clock) *frametest.Stage {
	t.Helper()
	s := frametest.New(t, d, clock)
	s.Update(func(tx *db.Tx) error {
		o, err := org.Hire(tx, actor.Actor{Street: frametest.Street}, org.Officer{Code: "writer", Name: "演示撰写", Unit: s.Units["东盛街道"].ID})
		if err != nil {
			return err
		}
		s.Officers["writer"] = o
		if err := org.Assign(tx, actor.Actor{Street: frametest.Street}, o.ID, actor.ReportWriter, s.Units["东盛街道"].ID, 0); err != nil {
			return err
		}
		places := []string{s.Units["东盛社区"].ID, s.Units["东盛社区"].ID, s.Units["远达社区"].ID, ""}
		for i := range 17 {
			on, done, outcome := calendar.On(2024, 1+i%4, 3+i), calendar.On(2024, 1+i%4, 5+i), "agreementOral"
			if i > 14 {
				done, outcome = 0, ""
			}
			if _, err := tx.Exec(insertMatter, tx.Street, fmt.Sprintf("m%02d", i), places[i%4], on, done, outcome); err != nil {
				return err
			}
		}
		return nil
	})
	return s.Serve(indicators.Pages{DB: d}.Routes(), matters.Pages{DB: d}.Routes())
}

func quick(t *testing.T) *frametest.Stage {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	return stage(t, dbtest.SQLite(t, clock), clock)
}

// Every number of matters opens a list that is exactly as long (ux.md R2).
func TestEveryFigureOpensItsRows(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := stage(t, d, clock)
		counter := s.As("counter")
		for _, community := range []string{"", s.Units["东盛社区"].ID} {
			page := counter.Get("/indicators?year=2024&cutoff=2024-04-30&community=" + community).WantStatus(http.StatusOK)
			found := 0
			for _, def := range indicator.All() {
				href := page.Attr("a[data-figure="+def.Code+"]", "href")
				if href == "" {
					t.Fatalf("%s: got no figure, want every indicator on the page", def.Code)
				}
				if !strings.HasPrefix(href, "/matters") || def.Unit != "件" {
					continue
				}
				found++
				number := strings.SplitN(page.Text("a[data-figure="+def.Code+"]"), "件", 2)[0]
				if list := counter.Get(href); !list.Has(".beside", "共"+number+"件") && !(number == "0" && list.Find(".empty") != nil) {
					t.Errorf("%s: got %q behind %s件", def.Code, list.Text(".heading"), number)
				}
			}
			if found < 40 {
				t.Errorf("got %d figures of matters, want them all", found)
			}
		}
	})
}

func TestRatesShowTheirParts(t *testing.T) {
	t.Parallel()
	s := quick(t)
	page := s.As("counter").Get("/indicators?year=2024&cutoff=2024-05-06")
	page.Want("td", "88.24%").Want("td", "15").Want("td", "17").Want("details", "分母是受理日期在统计期内的事项").Want("h2", "F、矛盾纠纷排查化解")
	show := s.As("counter").Get(page.Attr("th a", "href"))
	show.WantStatus(http.StatusOK)
	s.As("counter").Get("/indicators/concludedRate?year=2024&cutoff=2024-05-06").Want("dd", "保留两位小数").Want(".figure", "15/17")
}

// The months add up to the figure, and so do the communities with what belongs
// to none; each month opens its rows.
func TestTheBreakdownsAddUp(t *testing.T) {
	t.Parallel()
	s := quick(t)
	for code, want := range map[string]int{"accepted": 17, "concluded": 15, "resolved": 15} {
		page := s.As("counter").Get("/indicators/" + code + "?year=2024&cutoff=2024-05-06").WantStatus(http.StatusOK)
		sum := 0
		for _, a := range page.All("table.bars .figures a") {
			href := ""
			for _, x := range a.Attr {
				if x.Key == "href" {
					href = x.Val
				}
			}
			u, err := url.Parse(href)
			if err != nil {
				t.Fatal(err)
			}
			f, err := matter.ParseFilter(u.Query())
			if err != nil {
				t.Fatal(err)
			}
			err = s.DB.View(t.Context(), frametest.Street, func(tx *db.Tx) error {
				n, err := matter.Count(tx, identity.Whole, f)
				sum += n
				if got := a.FirstChild.Data; got != fmt.Sprint(n) {
					t.Errorf("%s: got %s on the bar, want the %d rows of %s", code, got, n, href)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if sum != want {
			t.Errorf("%s: the months add up to %d, want %d", code, sum, want)
		}
		page.Want(".hint", fmt.Sprintf("各行相加等于%d件", want))
	}
	page := s.As("counter").Get("/indicators/accepted?year=2024&cutoff=2024-05-06").Want("main .hint", "没有上年同期的记录")
	for row, want := range map[string]string{"东盛社区": "9件", "远达社区": "4件", "街道本级": "4件"} {
		page.Want("tr", row)
		page.Want("td", want)
	}
}

// Who sees counts but not rows is led to the breakdown (R2); who sees one
// community sees that one only (AUTHZ-03).
func TestSEC_AUTHZ_03_CountsWithoutRows(t *testing.T) {
	t.Parallel()
	s := quick(t)
	page := s.As("writer").Get("/indicators?year=2024").WantStatus(http.StatusOK)
	href := page.Attr("a[data-figure=accepted]", "href")
	if !strings.HasPrefix(href, "/indicators/accepted?") {
		t.Errorf("a writer: got %s, want the page of the indicator", href)
	}
	show := s.As("writer").Get(href).WantStatus(http.StatusOK).Want(".empty", "看得到数，看不到明细")
	for _, a := range show.All("main a") {
		for _, x := range a.Attr {
			if x.Key == "href" && strings.HasPrefix(x.Val, "/matters") {
				t.Errorf("a writer is led to %s, want no rows", x.Val)
			}
		}
	}
	lead := s.As("farlead").Get("/indicators?year=2024").WantStatus(http.StatusOK).Want("h1", "远达社区2024年指标")
	if got := lead.Text("a[data-figure=accepted]"); !strings.HasPrefix(got, "4件") {
		t.Errorf("a station lead: got %s, want the 4件 of the community", got)
	}
	if href := lead.Attr("a[data-figure=accepted]", "href"); !strings.HasPrefix(href, "/matters?") {
		t.Errorf("a station lead: got %s, want the rows of the community", href)
	}
	s.As("farlead").Get("/indicators?community=" + s.Units["东盛社区"].ID).WantStatus(http.StatusNotFound)
	s.As("counter").Get("/indicators?community=nowhere").WantStatus(http.StatusNotFound)
	s.As("clerk").Get("/indicators").WantStatus(http.StatusForbidden)
	s.As("counter").Get("/indicators/nothing").WantStatus(http.StatusNotFound)
}

func TestWhatIsAskedIsChecked(t *testing.T) {
	t.Parallel()
	c := quick(t).As("counter")
	c.Get("/indicators?year=2090").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "年度应在2000到2024之间")
	c.Get("/indicators?year=2024&cutoff=2023-12-31").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "应在2024年内")
}

func TestExport(t *testing.T) {
	t.Parallel()
	s := quick(t)
	p := s.As("counter").Get("/indicators?year=2024&cutoff=2024-04-30").Form("main form[method=post]").Submit().WantStatus(http.StatusOK)
	body := string(p.Body)
	for _, want := range []string{"\ufeff内容,指标\r\n条件,全街道", "2024年1月1日至2024年4月30日", "F,accepted,受理矛盾纠纷,17,件,", "F,concludedRate,办结率,88.24%,%,15,17,"} {
		if !strings.Contains(body, want) {
			t.Errorf("got\n%s\nwant %s", body, want)
		}
	}
}
