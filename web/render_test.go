package web

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"fengsheng/web/ui"
)

func answer(t *testing.T, s *Site, accept string, page Page) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	if err := Register(mux, s, []Route{line("GET /page", Public(), page)}); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/page", nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	s.Handler(mux).ServeHTTP(w, r)
	return w
}

func text(s string) Page {
	return func(w http.ResponseWriter, r *http.Request) error { return Render(w, r, http.StatusOK, templ.Raw(s)) }
}

func TestPagesAreCompressedAboveAKilobyte(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	long := strings.Repeat("调解", 1000)
	w := answer(t, s, "gzip, br", text(long))
	if got := w.Header().Get("Content-Encoding"); got != "gzip" {
		t.Fatalf("long page: got encoding %q, want gzip", got)
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(z); err != nil || string(body) != long {
		t.Errorf("long page unpacked: got %d bytes, %v", len(body), err)
	}
	for accept, page := range map[string]string{"gzip": "短", "": long} {
		if got := answer(t, s, accept, text(page)).Header().Get("Content-Encoding"); got != "" {
			t.Errorf("accept %q, %d bytes: got encoding %q, want none", accept, len(page), got)
		}
	}
}

func TestAPageThatFailsHalfWaySendsNoHalf(t *testing.T) {
	t.Parallel()
	s, log := newSite(t, nil)
	w := answer(t, s, "", func(w http.ResponseWriter, r *http.Request) error {
		return Render(w, r, http.StatusOK, templ.ComponentFunc(func(_ context.Context, out io.Writer) error {
			_, _ = io.WriteString(out, "half of it")
			return errors.New("no more")
		}))
	})
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "half of it") {
		t.Errorf("got %d %q, want the error page", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "no more") {
		t.Errorf("log: got %s, want the reason", log)
	}
}

func BenchmarkGalleryPage(b *testing.B) {
	c := Config{
		Unit: "东盛街道", Sessions: SessionsFunc(testSessions), Clock: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler),
	}
	s, err := New(c)
	if err != nil {
		b.Fatal(err)
	}
	mux := http.NewServeMux()
	if err := Register(mux, s, []Route{line("GET /page", SignedIn(), func(w http.ResponseWriter, r *http.Request) error {
		return Render(w, r, http.StatusOK, ui.Gallery(View(r, "组件")))
	})}); err != nil {
		b.Fatal(err)
	}
	h := s.Handler(mux)
	r := httptest.NewRequest(http.MethodGet, "/page", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	r.AddCookie(&http.Cookie{Name: cookieName, Value: "mediator"})
	size := 0
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		size = w.Body.Len()
	}
	b.ReportMetric(float64(size), "bytes/page")
}
