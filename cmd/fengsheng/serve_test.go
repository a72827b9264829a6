package main

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/web/webtest"
)

// front is TLS in front of the program, as a reverse proxy gives it: the host
// as the browser wrote it, and X-Forwarded-For with the address it came from.
func front(t *testing.T, program, comesFrom string) *webtest.Client {
	t.Helper()
	to, err := url.Parse(program)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host
		r.Out.Header.Set("X-Forwarded-For", comesFrom)
	}})
	t.Cleanup(s.Close)
	c := webtest.At(t, s.URL)
	c.HTTP.Transport = s.Client().Transport
	return c
}

var setupCode = regexp.MustCompile(`\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b`)

// A street begins: behind TLS, with the set-up code of the first start, on both
// engines. What the program then logs holds no name and no address.
func TestAStreetBegins(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, at []string) {
		r := start(t, with(at, "serve", "--secure", "--proxy", "127.0.0.1/32")...)
		browser := front(t, r.url, "203.0.113.7")
		page := browser.Get("/").Want("h1", "首次设置")
		code := setupCode.FindString(r.written())
		const login, password = "keeper", "枫树下的长椅刷成了绿色2026"
		page = page.Form("main form").Set("code", code).Set("name", "桥北街道").Set("shortName", "桥北").Set("officer", "演示管理员").
			Set("login", login).Set("password", password).Set("again", password).Submit().WantStatus(http.StatusOK)
		if page.Path == "/setup" {
			t.Fatalf("set up: got the form again\n%s", page.Text("main"))
		}
		for _, c := range browser.HTTP.Jar.Cookies(&url.URL{Scheme: "https", Host: strings.TrimPrefix(browser.URL, "https://"), Path: "/"}) {
			if !strings.HasPrefix(c.Name, "__Host-") {
				t.Errorf("cookie %s: want it for TLS only (__Host-)", c.Name)
			}
		}
		other := front(t, r.url, "203.0.113.9")
		other.SignIn(login, password).Want("body", "桥北街道")
		if p := other.Get("/setup"); p.Path != "/" {
			t.Errorf("/setup of a street that is there: got %s, want it to lead away", p.Path)
		}
		wantLog(t, r.logged(), login, password, "桥北", "演示管理员", "203.0.113", code)
		if code := r.interrupt(); code != exitDone {
			t.Errorf("Ctrl-C: ended with %d, want %d", code, exitDone)
		}
		wantAddresses(t, at)

		again := start(t, with(at, "serve")...)
		if out := again.written(); strings.Contains(out, "设置码") {
			t.Errorf("the second start: got %s, want no set-up code", out)
		}
		if code := again.interrupt(); code != exitDone {
			t.Errorf("Ctrl-C: ended with %d, want %d", code, exitDone)
		}
	})
}

// wantLog holds the log to its form (LOG-01, LOG-02): one JSON object a line,
// with a checksum that holds, and none of the secrets.
func wantLog(t *testing.T, log string, secrets ...string) {
	t.Helper()
	for _, s := range secrets {
		if strings.Contains(log, s) {
			t.Errorf("the log holds %q", s)
		}
	}
	requests := 0
	for line := range strings.Lines(log) {
		line = strings.TrimSuffix(line, "\n")
		var entry struct{ Msg, Route, Method, Sum string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		body, _, _ := strings.Cut(line, `,"sum":"`)
		if sum := fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(body))); sum != entry.Sum {
			t.Errorf("%s: the checksum is %s, want %s", line, entry.Sum, sum)
		}
		if entry.Msg == "request" {
			requests++
		}
	}
	if requests < 5 {
		t.Errorf("the log has %d requests, want all of them\n%s", requests, log)
	}
}

// wantAddresses looks where the sign-ins came from: what the named proxy said.
func wantAddresses(t *testing.T, at []string) {
	t.Helper()
	c := db.Config{Dir: at[1]}
	if len(at) > 2 {
		c.URL = at[3]
	}
	seen := addresses(t, c)
	if !slices.Contains(seen, "203.0.113.9") || slices.Contains(seen, "127.0.0.1") {
		t.Errorf("the ledger names the addresses %v, want those the proxy wrote", seen)
	}
}

var readAddresses = db.SQL("test.addresses", `SELECT DISTINCT address FROM event ORDER BY address`)

func addresses(t *testing.T, c db.Config) []string {
	t.Helper()
	var seen []string
	look(t, c, func(tx *db.Tx) error {
		var err error
		seen, err = db.Values[string](tx, readAddresses)
		return err
	})
	return seen
}

// What nobody trusted wrote into X-Forwarded-For is not believed (WEB-07).
func TestSEC_WEB_07_AProxyThatIsNotNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := start(t, "demo", "--data", dir)
	browser := webtest.At(t, r.url)
	browser.HTTP.Transport = &claims{http.DefaultTransport}
	browser.SignIn("clerk", passwordIn(t, r.written()))
	if code := r.interrupt(); code != exitDone {
		t.Errorf("Ctrl-C: ended with %d, want %d", code, exitDone)
	}
	if seen := addresses(t, db.Config{Dir: dir}); !slices.Contains(seen, "127.0.0.1") || slices.Contains(seen, "203.0.113.7") {
		t.Errorf("the ledger names the addresses %v, want that of the connection", seen)
	}
}

// claims is a browser that says it is somewhere else.
type claims struct{ http.RoundTripper }

func (c *claims) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Forwarded-For", "203.0.113.7")
	return c.RoundTripper.RoundTrip(r)
}
