package web

import (
	"net/http"
	"regexp"
	"testing"

	"fengsheng/web/ui"
	"fengsheng/web/webtest"
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

// The policy is on every answer, whatever it is, word for word.
func TestSEC_WEB_02_ThePolicyOnEveryAnswer(t *testing.T) {
	t.Parallel()
	const page = "default-src 'none'; script-src 'nonce-N' 'strict-dynamic'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types fs; report-uri " + reportPath
	const file = "sandbox; default-src 'none'"
	s, _ := newSite(t, nil)
	c := as(t, open(t, s, line("GET /page", SignedIn(), words("好")), line("POST /save", SignedIn(), savedForm),
		line("GET /file", SignedIn(), func(w http.ResponseWriter, r *http.Request) error {
			return Download(w, r, "a.csv", "text/csv; charset=utf-8", []byte("x"))
		}),
		line("GET /boom", SignedIn(), func(http.ResponseWriter, *http.Request) error { panic("boom") }), line("GET /out", SignedIn(), func(w http.ResponseWriter, r *http.Request) error {
			return Redirect(w, r, "/page", "")
		})), "mediator")
	c.HTTP.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	nonces := map[string]bool{}
	for _, test := range []struct {
		method, path string
		status       int
		want         string
	}{
		{"GET", "/page", 200, page},
		{"GET", "/file", 200, file},
		{"GET", "/out", 303, page},
		{"GET", "/page?large=1", 303, page},
		{"GET", ui.Asset(ui.Stylesheet), 200, page},
		{"GET", "/assets/none.css", 404, page},
		{"GET", "/nowhere", 404, page},
		{"GET", "/page?q=%ff", 400, page},
		{"GET", "/boom", 500, page},
		{"POST", "/page", 405, page},
		{"POST", "/save", 403, page},
		{"POST", reportPath, 400, page},
	} {
		p := c.Get
		if test.method == "POST" {
			p = func(path string) *webtest.Page { return c.Post(path, nil) }
		}
		answer := p(test.path).WantStatus(test.status)
		got := answer.Header.Get("Content-Security-Policy")
		nonce := nonceIn.FindString(got)
		if test.want == page && (len(nonce) < 20 || nonces[nonce]) {
			t.Errorf("%s %s: the nonce %q is short or was used before", test.method, test.path, nonce)
		}
		nonces[nonce] = true
		if nonceIn.ReplaceAllString(got, "'nonce-N'") != test.want {
			t.Errorf("%s %s: got the policy\n%s\nwant\n%s", test.method, test.path, got, test.want)
		}
		if answer.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: without nosniff", test.method, test.path)
		}
	}
}

var nonceIn = regexp.MustCompile(`'nonce-[A-Z0-9]+'`)
