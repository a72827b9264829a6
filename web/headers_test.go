package web

import (
	"net/http"
	"testing"
)

func TestSEC_WEB_03_HeadersOfAPage(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		s, _ := newSite(t, func(c *Config) { c.Secure = secure })
		p := as(t, open(t, s, line("GET /page", SignedIn(), func(w http.ResponseWriter, r *http.Request) error { return nil })), "mediator").Get("/page")
		for name, want := range wantHeaders {
			if got := p.Header.Get(name); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
		if got := p.Header.Get("Permissions-Policy"); got == "" {
			t.Error("no Permissions-Policy")
		}
		if got, want := p.Header.Get("Strict-Transport-Security") != "", secure; got != want {
			t.Errorf("behind TLS %v: HSTS %v, want %v", secure, got, want)
		}
	}
}
