package staff_test

import (
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db/dbtest"
	"fengsheng/sample"
	"fengsheng/web"
	"fengsheng/web/staff"
)

func routes(t *testing.T) []web.Route {
	t.Helper()
	d := dbtest.SQLite(t, dbtest.At(time.Date(2024, 5, 6, 1, 0, 0, 0, time.UTC)))
	return staff.Routes(staff.Parts{DB: d, Door: &identity.Door{DB: d}})
}

// Registering refuses a route that does not say who may open it, on what scope,
// with what data and under what audit action.
func TestSEC_AUTHZ_01_EveryRouteIsRegisteredWhole(t *testing.T) {
	t.Parallel()
	none := func(http.ResponseWriter, *http.Request) error { return nil }
	site, err := web.New(web.Config{Sessions: web.SessionsFunc(nil), Clock: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	all := routes(t)
	if err := web.Register(http.NewServeMux(), site, all); err != nil {
		t.Error(err)
	}
	broken := append(slices.Clone(all), web.Route{Pattern: "GET /nobody-said-who", Page: none})
	if web.Register(http.NewServeMux(), site, broken) == nil {
		t.Error("a route without a permission: got registered, want refused")
	}
}

func TestSEC_AUTHZ_02_FewPagesStandOpen(t *testing.T) {
	t.Parallel()
	// GET /screen/{token} is the wall by a secret address: kept as a keyed hash, it can be
	// taken back, and shows only counts of the whole street, the small ones covered.
	want := []string{"GET /public/reports", "GET /public/reports/{year}", "GET /public/reports/{year}/document", "GET /screen/{token}", "GET /setup", "GET /sign-in", "POST /setup", "POST /sign-in"}
	var got []string
	for _, r := range routes(t) {
		if r.Permission.Public {
			got = append(got, r.Pattern)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("pages without signing in: got %v, want %v", got, want)
	}
}

// The three administrators: one runs the street and sees no matter, one reads
// the ledger and changes nothing.
func TestSEC_AUTHZ_10_AdministratorsSeeNoMatter(t *testing.T) {
	t.Parallel()
	keeper := actor.Actor{Posts: []actor.Post{{Role: actor.SysAdmin}}}
	auditor := actor.Actor{Posts: []actor.Post{{Role: actor.Auditor}}}
	clerk := actor.Actor{Posts: []actor.Post{{Role: actor.Registrar}}}
	for _, r := range routes(t) {
		_, path, _ := strings.Cut(r.Pattern, " ")
		noun := strings.Split(strings.Trim(path, "/"), "/")[0]
		switch noun {
		case "matters", "activities", "reports", "indicators":
			for who, a := range map[string]actor.Actor{"the system administrator": keeper, "the auditor": auditor} {
				if r.Permission.Allows(a) {
					t.Errorf("%s: open to %s, want closed", r.Pattern, who)
				}
			}
		case "accounts":
			if r.Permission.Allows(clerk) || r.Permission.Allows(auditor) || !r.Permission.Allows(keeper) {
				t.Errorf("%s: want open to the system administrator only", r.Pattern)
			}
		case "events":
			if r.Permission.Allows(clerk) || r.Permission.Allows(keeper) || !r.Permission.Allows(auditor) {
				t.Errorf("%s: want open to the auditor only", r.Pattern)
			}
		}
	}
}

// Every route that changes something refuses what does not come from this site,
// before it looks at anything else.
func TestSEC_WEB_01_EveryChangeAsksWhereItComesFrom(t *testing.T) {
	t.Parallel()
	clock := dbtest.At(sample.Morning)
	w := &town{t: t, db: dbtest.SQLite(t, clock)}
	w.serve()
	changes := 0
	for _, r := range routes(t) {
		method, path, _ := strings.Cut(r.Pattern, " ")
		if method == http.MethodGet {
			continue
		}
		if method != http.MethodPost {
			t.Errorf("%s: want changes by POST only", r.Pattern)
		}
		changes++
		path = strings.ReplaceAll(parameter.ReplaceAllString(path, "x"), "{$}", "")
		for name, headers := range map[string]map[string]string{
			"nothing said": {}, "another site": {"Origin": "https://evil.test"}, "a sister": {"Sec-Fetch-Site": "same-site", "Origin": w.server.URL},
			"no token": {"Origin": w.server.URL},
		} {
			q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+path, strings.NewReader("a=1"))
			if err != nil {
				t.Fatal(err)
			}
			q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			q.AddCookie(&http.Cookie{Name: "fs", Value: stranger})
			for k, v := range headers {
				q.Header.Set(k, v)
			}
			answer, err := http.DefaultClient.Do(q)
			if err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
			if answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s, %s: got status %d, want 403", r.Pattern, name, answer.StatusCode)
			}
		}
	}
	if changes < 40 {
		t.Errorf("found %d routes that change something, want all", changes)
	}
}

var parameter = regexp.MustCompile(`\{[a-z]+\}`)
