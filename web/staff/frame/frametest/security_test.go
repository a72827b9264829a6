package frametest_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/webtest"
)

// Ids in addresses are random; the number people read opens nothing.
func TestSEC_AUTHZ_12_ANumberIsNoAddress(t *testing.T) {
	t.Parallel()
	s := stage(t)
	receipt := take(t, s, "clerk", "楼上漏水", "甲某")
	if got := idIn(receipt); !id.Valid(got) {
		t.Errorf("the address of a matter: got %q, want an id with 80 random bits", got)
	}
	for _, guess := range []string{"1", "东盛矛登〔2024〕1号"} {
		s.As("clerk").Get("/matters/" + url.PathEscape(guess)).WantStatus(http.StatusNotFound)
	}
}

// A post that ends between the form and its submission refuses the submission,
// even when the request had begun before.
func TestSEC_AUTHZ_13_APostLostMeanwhile(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		before := s.Actor("sorter")
		s.Update(func(tx *db.Tx) error {
			posts, err := org.PostsOn(tx, tx.Today())
			for _, p := range posts {
				if err == nil && p.Officer == before.Officer {
					err = org.EndPost(tx, s.Actor("leader"), p.ID, tx.Today().AddDays(-1))
				}
			}
			return err
		})
		ran := false
		err := d.Update(context.Background(), frametest.Street, func(tx *db.Tx) error {
			_, err := identity.Once(tx, before, tx.NewID(), func() (string, error) {
				ran = true
				return "/", nil
			})
			return err
		})
		if !fault.Is(err, fault.Denied) || ran {
			t.Errorf("a submission with a post that has ended: got %v, ran %v; want it denied", err, ran)
		}
	})
}

// Every event says who, as what, from where, by which way, about what.
func TestSEC_AUD_02_TheFieldsOfAnEvent(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		subject := idIn(take(t, s, "clerk", "楼上漏水", "甲某某"))
		s.Update(func(tx *db.Tx) error {
			all, err := event.Of(tx, event.Matter, subject, 10)
			if len(all) == 0 {
				t.Error("no event")
			}
			for _, e := range all {
				for field, value := range map[string]string{
					"account": e.Account, "officer": e.Officer, "name": e.OfficerName, "role": string(e.Role), "address": e.Address, "route": e.Route,
					"request": e.Request, "action": e.Action, "subject": e.Subject, "previous hash": string(e.Prev), "hash": string(e.Hash),
				} {
					if value == "" {
						t.Errorf("%s: no %s", e.Action, field)
					}
				}
				for _, secret := range []string{"甲某某", "13800005678", "138 0000 5678", "3000元"} {
					if strings.Contains(e.Fields+e.Reason+e.Details, secret) {
						t.Errorf("%s holds %s", e.Action, secret)
					}
				}
			}
			return err
		})
	})
}

// One value of one matter, for a reason from the list, told before it is shown, and
// hidden again after a minute.
func TestSEC_PRIV_03_OneValueOneReasonOneEvent(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		subject, another := idIn(take(t, s, "clerk", "楼上漏水", "甲某某")), idIn(take(t, s, "clerk", "楼道堆物", "丙某某"))
		form := func() *webtest.Filling {
			return s.As("clerk").Get("/matters/"+subject).Form(".reveal form").Set("field", "phone")
		}
		told := func(want int) []event.Event {
			t.Helper()
			var all []event.Event
			s.Update(func(tx *db.Tx) error {
				var err error
				all, err = event.List(tx, event.Filter{Action: "matter.reveal", Limit: 9})
				return err
			})
			if len(all) != want {
				t.Errorf("the ledger tells of %d looks, want %d", len(all), want)
			}
			return all
		}
		for name, f := range map[string]*webtest.Filling{
			"no reason": form(), "an invented reason": form().Set("reason", "curious"), "another reason without words": form().Set("reason", "other"),
		} {
			if p := f.Submit(); p.Status != http.StatusUnprocessableEntity || strings.Contains(string(p.Body), "13800005678") {
				t.Errorf("%s: got status %d, want refused and nothing shown", name, p.Status)
			}
		}
		stranger := s.As("clerk").Get("/matters/" + another).Form(".reveal form").Value("party")
		form().Set("reason", "contact").Set("party", stranger).Submit().WantStatus(http.StatusNotFound)
		form().Set("reason", "contact").Set("field", "story").Submit().WantStatus(http.StatusNotFound)
		told(0)

		p := form().Set("reason", "other").Set("text", "回电13800005678核实").Submit().WantStatus(http.StatusOK).Want("#parties", "13800005678")
		if strings.Contains(string(p.Body), "甲某某") || strings.Contains(string(p.Body), "13900001234") {
			t.Error("showing one value showed another one as well")
		}
		if got := p.Header.Get("Refresh"); got != "60; url=/matters/"+subject {
			t.Errorf("got Refresh %q, want the masks back after a minute", got)
		}
		e := told(1)[0]
		if e.Fields != "phone" || e.Subject != subject || e.Officer == "" || e.Reason != "other：回电…核实" {
			t.Errorf("got the event %+v, want whose, what, why, and no number", e)
		}
		if strings.Contains(string(s.As("clerk").Get("/matters/"+subject).Body), "13800005678") {
			t.Error("the next page still shows the number")
		}
		for _, login := range []string{"leader", "counter", "farlead", "admin"} {
			c := s.As(login)
			values := url.Values{"_csrf": {token(t, s, login)}, "party": {form().Value("party")}, "field": {"phone"}, "reason": {"contact"}}
			if p := c.Post("/matters/"+subject+"/reveal", values); p.Status != http.StatusNotFound && p.Status != http.StatusForbidden || strings.Contains(string(p.Body), "13800005678") {
				t.Errorf("%s: got status %d, want refused and nothing shown", login, p.Status)
			}
		}
		told(1)
	})
}

// token is what the forms of somebody's session carry.
func token(t *testing.T, s *frametest.Stage, login string) string {
	t.Helper()
	return s.As(login).Get("/").Attr(".me input[name=_csrf]", "value")
}

var noMoreEvents = db.SQLOn("sqlite", "test.noMoreEvents", `CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END`)

// When the ledger cannot be written, nothing is shown and nothing is changed.
func TestSEC_ERR_03_WithoutTheLedgerNothingIsShown(t *testing.T) {
	t.Parallel()
	s := stage(t)
	subject := idIn(take(t, s, "clerk", "楼上漏水", "甲某某"))
	reveal := s.As("clerk").Get("/matters/"+subject).Form(".reveal form").Set("field", "phone").Set("reason", "contact")
	sorting := s.As("sorter").Get("/matters/"+subject+"/redirect").Form("main form").Set("body", "区人社局").Set("reason", "劳动争议").Set("told", "1")
	s.Update(func(tx *db.Tx) error {
		_, err := tx.Exec(noMoreEvents)
		return err
	})
	p := reveal.Submit().WantStatus(http.StatusInternalServerError)
	if strings.Contains(string(p.Body), "13800005678") {
		t.Error("the value was shown though nobody could know of it")
	}
	sorting.Submit().WantStatus(http.StatusInternalServerError)
	s.Update(func(tx *db.Tx) error {
		m, err := matter.Visible(tx, s.Actor("sorter"), matter.ID(subject))
		if m.State != matter.Registered {
			t.Errorf("got state %s, want it unchanged", m.State)
		}
		return err
	})
}

// Nothing on a page comes from another host.
func TestSEC_WEB_04_NothingFromElsewhere(t *testing.T) {
	t.Parallel()
	s := stage(t)
	subject := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	for _, path := range []string{"/", "/matters?open=1", "/matters/new", "/matters/" + subject, "/search?q=漏水", "/nowhere"} {
		p := s.As("clerk").Get(path)
		for _, of := range []struct{ element, attribute string }{{"script", "src"}, {"img", "src"}, {"link", "href"}, {"form", "action"}} {
			for _, n := range p.All(of.element) {
				for _, a := range n.Attr {
					if a.Key == of.attribute && (strings.Contains(a.Val, "//") || strings.Contains(a.Val, ":")) {
						t.Errorf("%s: %s %s=%q leads elsewhere", path, of.element, of.attribute, a.Val)
					}
				}
			}
		}
		if csp := p.Header.Get("Content-Security-Policy"); strings.Contains(csp, "http") || !strings.Contains(csp, "default-src 'none'") {
			t.Errorf("%s: the policy lets something in: %s", path, csp)
		}
	}
}
