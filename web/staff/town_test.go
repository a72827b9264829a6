package staff_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/sample"
	"fengsheng/web"
	"fengsheng/web/staff"
	"fengsheng/web/staff/frame"
	"fengsheng/web/webtest"
)

// Two streets: one lives through its year, and what was typed into it is made
// hostile; of the other there is only somebody with every post.
const (
	home      = "home"
	elsewhere = "elsewhere"
	stranger  = "stranger" // the login of that somebody
)

// town is the site over both streets.
type town struct {
	t       *testing.T
	db      *db.DB
	dir     string
	server  *httptest.Server
	routes  *http.ServeMux
	found   map[string]string // address of one thing -> its pattern
	columns map[string]bool   // poisoned column -> seen on a page
	files   int
	log     slog.Handler      // of the site; nil = nobody reads it
	banned  []string          // what no answer may hold
	opened  map[string]int    // pages of a route
	exports map[string]func() // by what is exported and by whom
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, dir: t.TempDir(), found: map[string]string{}, columns: map[string]bool{}, opened: map[string]int{}, exports: map[string]func(){}}
	w.db = dbtest.Open(t, db.Config{Dir: w.dir, Clock: func() time.Time { return sample.Morning }})
	w.update(home, func(tx *db.Tx) error {
		_, err := sample.Found(tx.At(sample.Beginning), "x")
		return err
	})
	if err := sample.Year(t.Context(), w.db, home, 1, nil); err != nil {
		t.Fatal(err)
	}
	w.update(elsewhere, func(tx *db.Tx) error {
		_, err := org.Found(tx, actor.Actor{Name: "演示程序"}, org.Street{Name: "另一街道", ShortName: "另一"})
		return err
	})
	return w
}

func (w *town) update(street string, fn func(*db.Tx) error) {
	w.t.Helper()
	if err := w.db.Update(context.Background(), street, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) serve() {
	w.t.Helper()
	if w.log == nil {
		w.log = slog.DiscardHandler
	}
	site, err := web.New(web.Config{
		Unit: "东盛街道", Nav: frame.Nav(), Sessions: web.SessionsFunc(w.session), Clock: w.db.Now, Log: slog.New(w.log), Budget: time.Minute,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	mux := http.NewServeMux()
	if err := web.Register(mux, site, staff.Routes(staff.Parts{DB: w.db, Door: &identity.Door{DB: w.db, Hasher: identity.NewHasher()}})); err != nil {
		w.t.Fatal(err)
	}
	w.routes = mux
	w.server = httptest.NewServer(site.Handler(mux))
	w.t.Cleanup(w.server.Close)
}

// session takes the login for the token: the door has tests of its own.
func (w *town) session(ctx context.Context, token string) (web.Session, error) {
	s := web.Session{ID: token, CSRF: "csrf-" + token, Since: w.db.Now()}
	if token == stranger {
		s.Actor = actor.Actor{Street: elsewhere, Account: "a", Officer: "o", Name: "外人"}
		for _, r := range actor.Roles {
			s.Actor.Posts = append(s.Actor.Posts, actor.Post{Role: r, Place: actor.Place{Level: actor.Street, ID: elsewhere}})
		}
		return s, nil
	}
	err := w.db.View(ctx, home, func(tx *db.Tx) error {
		all, err := identity.Accounts(tx)
		for _, a := range all {
			if err == nil && strings.HasPrefix(a.Login, "=1+1"+token+"<") || a.Login == token {
				s.Actor, err = identity.ActorOf(tx, a)
			}
		}
		return err
	})
	if err == nil && s.Actor.Officer == "" {
		err = fault.New(fault.NotFound, "没有登录")
	}
	return s, err
}

func (w *town) as(login string) *webtest.Client {
	w.t.Helper()
	c := webtest.At(w.t, w.server.URL)
	u, err := url.Parse(w.server.URL)
	if err != nil {
		w.t.Fatal(err)
	}
	c.HTTP.Jar.SetCookies(u, []*http.Cookie{{Name: "fs", Value: login, Path: "/"}})
	return c
}

// written is the state of the write-ahead log: every change of the database
// passes it.
func (w *town) written() string {
	w.t.Helper()
	s, err := os.Stat(filepath.Join(w.dir, "fengsheng.db-wal"))
	if err != nil {
		w.t.Fatal(err)
	}
	return fmt.Sprint(s.Size(), " ", s.ModTime().UnixNano())
}

// people are everybody with an account, by login.
func (w *town) people(tx *db.Tx) (map[string]actor.Actor, error) {
	all, err := identity.Accounts(tx)
	if err != nil {
		return nil, err
	}
	people := map[string]actor.Actor{}
	for _, a := range all {
		if people[a.Login], err = identity.ActorOf(tx, a); err != nil {
			return nil, err
		}
	}
	return people, nil
}
