// Package web is what every page of every site shares: a page is a function
// that returns an error, and one place turns errors into answers. It knows
// sessions, permissions, forms, headers and limits; it knows nothing about any
// one noun.
package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"time"

	"fengsheng/actor"
	"fengsheng/web/ui"
)

// Page answers one request or returns the reason why not. A fault is shown
// with its sentence; any other error is logged and shown as 系统出了问题.
type Page func(w http.ResponseWriter, r *http.Request) error

// Clock tells the moment; tests set it.
type Clock func() time.Time

// Config is what a site is made of. Sessions, Clock and Log are required.
type Config struct {
	Unit      string     // whose data is on screen, 东盛街道
	Contact   ui.Contact // where to find help, shown on every page
	Demo      bool       // every page carries the ribbon 演示
	Nav       []NavEntry // at most nine words for any one role
	Inbox     Inbox      // what the reader is told, beside their name; none without a path
	Published Published  // what anybody may read, in the footer of pages before the sign-in; none without a path
	SignIn    string     // where to sign in; /sign-in when empty
	Secure    bool       // reached over TLS: __Host- cookie and HSTS
	Sessions  Sessions
	Clock     Clock
	Log       *slog.Logger
	Node      string         // the name of this process in the log
	Proxies   []netip.Prefix // fronts whose X-Forwarded-For is believed (WEB-07)
	Budget    time.Duration  // how long a page may take; 10 s when zero (CRASH-09)
}

// NavEntry is a word of the navigation and who sees it.
type NavEntry struct {
	Label      string
	Path       string
	Key        string // the letter after g
	Permission Permission
	Also       []string // paths of further pages that stand under the word
}

// holds reports whether a page stands under the word.
func (n NavEntry) holds(path string) bool {
	return under(path, n.Path) || slices.ContainsFunc(n.Also, func(also string) bool { return under(path, also) })
}

// Inbox is the list of what a person is told, and how much of it is unread.
type Inbox struct {
	Path       string
	Permission Permission
	Unread     func(context.Context, actor.Actor) (int, error) // asked for every page: it must be cheap
}

// Published is what is there for anybody to read.
type Published struct {
	Label, Path string
	There       func(context.Context) (bool, error) // asked for every page before the sign-in: it must be cheap
}

// maxNav is the number of words people can overlook at once (ux.md section 7).
const maxNav = 9

// Site is one front door: its configuration and its keys.
type Site struct {
	Config
	key []byte // signs the flash cookie; lives as long as the process
}

// navWords is how many words of the navigation one post shows.
func navWords(nav []NavEntry, role actor.Role) int {
	n := 0
	for _, e := range nav {
		if e.Permission.Any || slices.Contains(e.Permission.Roles, role) {
			n++
		}
	}
	return n
}

// New checks the configuration and makes a site.
func New(c Config) (*Site, error) {
	switch {
	case c.Sessions == nil:
		return nil, errors.New("web: a site needs Sessions")
	case c.Clock == nil:
		return nil, errors.New("web: a site needs a Clock")
	case c.Log == nil:
		return nil, errors.New("web: a site needs a Log")
	}
	for _, role := range actor.Roles {
		if n := navWords(c.Nav, role); n > maxNav {
			return nil, fmt.Errorf("web: %d words in the navigation of a %s, at most %d", n, role, maxNav)
		}
	}
	if c.SignIn == "" {
		c.SignIn = "/sign-in"
	}
	if c.Budget == 0 {
		c.Budget = 10 * time.Second
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("web: key: %w", err)
	}
	return &Site{Config: c, key: key}, nil
}

// Handler is the outermost handler: headers, request number, session, log
// line, panics, assets, and the pages registered in mux.
func (s *Site) Handler(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := s.begin(r)
		rec := &recorder{ResponseWriter: w}
		r = r.WithContext(context.WithValue(r.Context(), requestKey{}, q))
		s.setHeaders(rec.Header(), q)
		defer s.end(rec, r, q)
		hurry(rec, r)
		s.dispatch(rec, r, mux, q)
	})
}

// dispatch finds who answers: an asset, a page of the program itself, a
// registered page, or the page that says there is none.
func (s *Site) dispatch(w *recorder, r *http.Request, mux *http.ServeMux, q *request) {
	if err := cleanAddress(r.URL); err != nil {
		s.fail(w, r, err)
		return
	}
	if done := s.internal(w, r, q) || s.resize(w, r); done {
		return
	}
	if err := s.findSession(r, q); err != nil {
		s.fail(w, r, err)
		return
	}
	s.tellLeft(w.Header(), q)
	handler, pattern := mux.Handler(r)
	if pattern != "" {
		mux.ServeHTTP(w, r)
		return
	}
	probe := &probe{header: http.Header{}} // the mux knows whether it is 404 or 405
	handler.ServeHTTP(probe, r)
	if probe.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", probe.header.Get("Allow"))
		s.fail(w, r, &refusal{status: http.StatusMethodNotAllowed})
		return
	}
	s.fail(w, r, &refusal{status: http.StatusNotFound})
}

// probe takes an answer only to learn its status.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }
