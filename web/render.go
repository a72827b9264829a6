package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/id"
	"fengsheng/web/ui"
)

// compressFrom is the size below which compressing costs more than it saves.
const compressFrom = 1 << 10

// Render draws the page into a buffer and sends it with the status. A
// component that fails half way leaves nothing sent, so that the reader gets
// an error page and not half a page.
func Render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	q := requestOf(r)
	var body bytes.Buffer
	if err := page.Render(q.drawing(w, r), &body); err != nil {
		return fmt.Errorf("web: render: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Add("Vary", "Accept-Encoding")
	if q.flash != "" && status == http.StatusOK { // it has been read
		c := q.site.cookie(flashName, "")
		c.MaxAge = -1
		http.SetCookie(w, c)
	}
	out := body.Bytes()
	if len(out) > compressFrom && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		small, err := gzipped(out)
		if err != nil {
			return fmt.Errorf("web: compress: %w", err)
		}
		h.Set("Content-Encoding", "gzip")
		out = small
	}
	h.Set("Content-Length", strconv.Itoa(len(out)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(out) // the reader has gone; nobody is left to tell
	}
	return nil
}

// drawing is the context components are drawn in: nonce, form token, form id.
func (q *request) drawing(w http.ResponseWriter, r *http.Request) context.Context {
	ctx := templ.WithNonce(r.Context(), q.nonce)
	if q.site == nil {
		return ctx
	}
	return ui.WithRequest(ctx, ui.Request{
		CSRF:       sync.OnceValue(func() string { return q.site.formToken(w, r, q) }),
		Submission: func() string { return id.New(q.site.Clock()) },
	})
}

// gzipLevel is the fastest one that still finds the repetitions of a table:
// see the benchmark beside it.
const gzipLevel = 3

var gzips = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzipLevel) // the level is a constant that exists
	return z
}}

func gzipped(b []byte) ([]byte, error) {
	z, _ := gzips.Get().(*gzip.Writer)
	defer gzips.Put(z)
	var out bytes.Buffer
	z.Reset(&out)
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// View is the frame of the page for this reader: unit, moment, navigation, and
// what has just happened.
func View(r *http.Request, title string) ui.View {
	q := requestOf(r)
	if q.site == nil {
		return ui.View{Title: title}
	}
	v := q.site.view(r, q)
	v.Title = title
	left := q.site.readFlash(r)
	q.flash, v.Flash, v.Undo = left.Text, left.Text, left.Undo
	return v
}

func (s *Site) view(r *http.Request, q *request) ui.View {
	v := ui.View{Unit: s.Unit, Contact: s.Contact, Demo: s.Demo, Moment: s.Clock().In(calendar.Shanghai).Format("2006-01-02 15:04"), Size: s.sizeOf(r)}
	for _, other := range v.Size.Others() {
		v.Sizes = append(v.Sizes, ui.SizeLink{Label: v.Size.Toward(other), Href: inSize(r, other)})
	}
	if !q.signedIn() {
		v.Published = s.published(r, q)
		return v
	}
	a := q.session.Actor
	if left := s.left(q); left > 0 {
		v.Left, v.Until = int(left.Seconds()), q.session.Until.In(calendar.Shanghai).Format("15:04")
	}
	v.Actor, v.Role, v.Keys = a.Name, posts(a), s.keysOn(r)
	if in := s.Inbox; in.Path != "" && in.Permission.Allows(a) && q.session.First == "" {
		unread, err := in.Unread(r.Context(), a)
		if err != nil { // the page itself is worth more than the number
			s.Log.WarnContext(r.Context(), "inbox", "request", q.number, "error", unquoted(err.Error()))
		}
		v.Inbox, v.Unread = in.Path, unread
	}
	for _, n := range s.Nav {
		if n.Permission.Allows(a) && q.session.First == "" {
			v.Nav = append(v.Nav, ui.NavItem{Label: n.Label, Href: n.Path, Key: n.Key, Current: n.holds(r.URL.Path)})
		}
	}
	return v
}

// published is what anybody may read; none while there is nothing.
func (s *Site) published(r *http.Request, q *request) ui.Crumb {
	if s.Published.Path == "" {
		return ui.Crumb{}
	}
	there, err := s.Published.There(r.Context())
	if err != nil { // the page itself is worth more than the link
		s.Log.WarnContext(r.Context(), "published", "request", q.number, "error", unquoted(err.Error()))
	}
	if !there {
		return ui.Crumb{}
	}
	return ui.Crumb{Label: s.Published.Label, Href: s.Published.Path}
}

// posts names the reader's roles, each once, at most two of them.
func posts(a actor.Actor) string {
	var labels []string
	for _, p := range a.Posts {
		if l := p.Role.Label(); l != "" && !strings.Contains(strings.Join(labels, "、"), l) {
			labels = append(labels, l)
		}
	}
	if len(labels) > 2 {
		return strings.Join(labels[:2], "、") + "等"
	}
	return strings.Join(labels, "、")
}

// under reports whether path is nav or a page below it.
func under(path, nav string) bool {
	return path == nav || nav != "/" && strings.HasPrefix(path, strings.TrimSuffix(nav, "/")+"/")
}
