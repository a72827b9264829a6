package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/fault"
)

// Session is somebody's sign-in, as identity keeps it.
type Session struct {
	ID    string // not the token: safe in a list of sessions
	Actor actor.Actor
	CSRF  string    // the secret that every form of the session proves (WEB-01)
	Since time.Time // when the person last proved who they are
	Until time.Time // when the session ends unless it is used
	First string    // the page that must be done before any other opens (AUTHN-01); "" when nothing must
}

// Sessions finds the session of a token. A fault means there is none, and the
// person is asked to sign in; any other error is a failure (ERR-03).
type Sessions interface {
	Find(ctx context.Context, token string) (Session, error)
}

// SessionsFunc makes a function a Sessions.
type SessionsFunc func(ctx context.Context, token string) (Session, error)

// Find calls f.
func (f SessionsFunc) Find(ctx context.Context, token string) (Session, error) { return f(ctx, token) }

// The names of the cookies. Plain HTTP is spoken on loopback only, where a
// browser does not reliably keep a Secure cookie, so the prefix is left out.
const (
	cookieName  = "fs"
	flashName   = "fs-flash"
	formName    = "fs-form"
	keysName    = "fs-keys"
	sizeName    = "fs-size"
	hostPrefix  = "__Host-"
	flashMaxAge = 60
)

func (s *Site) cookie(name, value string) *http.Cookie {
	if s.Secure {
		name = hostPrefix + name
	}
	return &http.Cookie{
		Name: name, Value: value, Path: "/",
		Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

func (s *Site) cookieValue(r *http.Request, name string) string {
	if s.Secure {
		name = hostPrefix + name
	}
	c, err := r.Cookie(name)
	if err != nil {
		return "" // the only error is that there is no such cookie
	}
	return c.Value
}

// SetToken hands the browser the token of a session. The cookie ends with the
// browser; the server ends the session. A strict one, for administrators, is not
// even sent when a link on another site leads here (SESS-02).
func SetToken(w http.ResponseWriter, r *http.Request, token string, strict bool) {
	c := requestOf(r).site.cookie(cookieName, token)
	if strict {
		c.SameSite = http.SameSiteStrictMode
	}
	http.SetCookie(w, c)
}

// DropToken takes the token from the browser.
func DropToken(w http.ResponseWriter, r *http.Request) {
	c := requestOf(r).site.cookie(cookieName, "")
	c.MaxAge = -1
	http.SetCookie(w, c)
}

func (s *Site) findSession(r *http.Request, q *request) error {
	token := s.cookieValue(r, cookieName)
	if token == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.Budget)
	defer cancel()
	found, err := s.Sessions.Find(ctx, token)
	if fault.Of(err) != nil {
		return nil // no such session: the person is asked to sign in
	}
	if err != nil {
		return fmt.Errorf("web: find session: %w", err)
	}
	if !found.Until.IsZero() && !found.Until.After(s.Clock()) {
		return nil
	}
	q.token, q.session = token, found
	return nil
}

// signInAddress is where to sign in and come back to the page of r.
func (s *Site) signInAddress(r *http.Request) string {
	next := LocalPath(r.URL.RequestURI())
	if next == "/" {
		return s.SignIn
	}
	return s.SignIn + "?next=" + url.QueryEscape(next)
}

// LocalPath is to when it is an address on this site, else "/": a sign-in
// never sends anybody to another host.
func LocalPath(to string) string {
	u, err := url.Parse(to)
	switch {
	case err != nil, u.Scheme != "", u.Host != "", u.User != nil, u.Opaque != "":
		return "/"
	case !strings.HasPrefix(to, "/"), strings.HasPrefix(to, "//"), strings.ContainsAny(to, "\\\r\n\t"):
		return "/"
	}
	return to
}
