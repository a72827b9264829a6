// Package frametest sets a small street on stage for tests of pages: two
// communities, a committee, an officer for each role, and a browser signed in
// as any of them.
package frametest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
	"fengsheng/web/webtest"
)

// Street is the tenant of the stage.
const Street = "dongsheng"

// Morning is when the stage begins: Monday, 6 May 2024, nine in the morning.
var Morning = time.Date(2024, 5, 6, 1, 0, 0, 0, time.UTC)

// Stage is the street with its people.
type Stage struct {
	DB        *db.DB
	Clock     *dbtest.Clock
	Units     map[string]org.Unit // by name
	Committee org.Committee
	Venue     org.Venue
	Officers  map[string]org.Officer // by login
	Server    *httptest.Server
	t         testing.TB
}

// posts are the people: login, name, role, unit.
var posts = []struct {
	login, name string
	role        actor.Role
	unit        string
}{
	{"clerk", "演示登记", actor.Registrar, "东盛街道"},
	{"sorter", "演示分流", actor.Triager, "东盛街道"},
	{"mediator", "演示调解甲", actor.Mediator, "东盛社区"},
	{"other", "演示调解乙", actor.Mediator, "东盛社区"},
	{"chair", "演示主任", actor.Chair, "东盛街道"},
	{"archivist", "演示档案", actor.Archivist, "东盛街道"},
	{"farlead", "演示站长", actor.StationLead, "远达社区"},
	{"leader", "演示领导", actor.CaseOwner, "东盛街道"},
	{"counter", "演示统计", actor.Statistician, "东盛街道"},
	{"admin", "演示管理", actor.SysAdmin, "东盛街道"},
}

// New sets the stage on a database.
func New(t testing.TB, d *db.DB, clock *dbtest.Clock) *Stage {
	t.Helper()
	s := &Stage{DB: d, Clock: clock, Units: map[string]org.Unit{}, Officers: map[string]org.Officer{}, t: t}
	s.Update(s.found)
	return s
}

// Update changes the street as the program itself.
func (s *Stage) Update(fn func(*db.Tx) error) {
	s.t.Helper()
	if err := s.DB.Update(context.Background(), Street, fn); err != nil {
		s.t.Fatalf("stage: %v", err)
	}
}

func (s *Stage) found(tx *db.Tx) error {
	by := actor.Actor{Street: Street, Name: "演示程序"}
	root, err := org.Found(tx, by, org.Street{
		Name: "东盛街道", ShortName: "东盛", District: "二道区", Phone: "0431-80000000", Address: "演示路1号", Hours: "工作日8:30至16:30", Demo: true,
	})
	if err != nil {
		return err
	}
	s.Units[root.Name] = root
	for _, u := range []struct {
		name, under string
		level       actor.Level
	}{
		{"东盛社区", "东盛街道", actor.Community},
		{"远达社区", "东盛街道", actor.Community},
		{"景阳花园小区", "东盛社区", actor.Estate},
		{"和平小区", "东盛社区", actor.Estate},
		{"远达小区", "远达社区", actor.Estate},
	} {
		added, err := org.AddUnit(tx, by, org.Unit{Level: u.level, Parent: s.Units[u.under].ID, Name: u.name})
		if err != nil {
			return err
		}
		s.Units[u.name] = added
	}
	if s.Committee, err = org.FoundCommittee(tx, by, org.Committee{Name: "东盛街道人民调解委员会", ShortName: "东盛", Unit: root.ID}); err != nil {
		return err
	}
	if s.Venue, err = org.OpenVenue(tx, by, org.Venue{Kind: org.Centre, Name: "东盛街道矛调中心", Unit: root.ID, Address: "演示路1号"}); err != nil {
		return err
	}
	for _, p := range posts {
		o, err := org.Hire(tx, by, org.Officer{Code: p.login, Name: p.name, Unit: s.Units[p.unit].ID})
		if err != nil {
			return err
		}
		if err := org.Assign(tx, by, o.ID, p.role, s.Units[p.unit].ID, 0); err != nil {
			return err
		}
		s.Officers[p.login] = o
	}
	return nil
}

// Actor is somebody of the stage.
func (s *Stage) Actor(login string) actor.Actor {
	s.t.Helper()
	o, known := s.Officers[login]
	if !known {
		s.t.Fatalf("stage: nobody is called %s", login)
	}
	a := actor.Actor{Street: Street, Account: "account-" + login, Officer: o.ID, Name: o.Name}
	err := s.DB.View(context.Background(), Street, func(tx *db.Tx) error {
		var err error
		a.Posts, err = org.PostsOf(tx, o.ID, tx.Today())
		return err
	})
	if err != nil {
		s.t.Fatalf("stage: posts of %s: %v", login, err)
	}
	return a
}

// Serve starts a site with the routes.
func (s *Stage) Serve(routes ...[]web.Route) *Stage {
	s.t.Helper()
	site, err := web.New(web.Config{
		Unit: "东盛街道", Contact: ui.Contact{Name: "东盛街道矛调中心", Phone: "0431-80000000"}, Demo: true, Nav: frame.Nav(), Published: frame.Reports(s.DB),
		Sessions: web.SessionsFunc(s.session), Clock: s.Clock.Now, Log: slog.New(slog.NewJSONHandler(io.Discard, nil)),
	})
	if err != nil {
		s.t.Fatalf("stage: %v", err)
	}
	mux := http.NewServeMux()
	for _, r := range routes {
		if err := web.Register(mux, site, r); err != nil {
			s.t.Fatalf("stage: %v", err)
		}
	}
	s.Server = httptest.NewServer(site.Handler(mux))
	s.t.Cleanup(s.Server.Close)
	return s
}

// session takes the login itself for the token: the door has tests of its own.
func (s *Stage) session(_ context.Context, token string) (web.Session, error) {
	if _, known := s.Officers[token]; !known {
		return web.Session{}, fault.New(fault.NotFound, "没有登录")
	}
	return web.Session{ID: token, Actor: s.Actor(token), CSRF: "csrf-" + token}, nil
}

// As is a browser signed in as somebody.
func (s *Stage) As(login string) *webtest.Client {
	s.t.Helper()
	c := webtest.At(s.t, s.Server.URL)
	u, err := url.Parse(s.Server.URL)
	if err != nil {
		s.t.Fatalf("stage: %v", err)
	}
	c.HTTP.Jar.SetCookies(u, []*http.Cookie{{Name: "fs", Value: login, Path: "/"}})
	return c
}
