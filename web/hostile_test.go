package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A session whose password was issued opens what is meant for that, and nothing
// else, whatever its posts.
func TestSEC_AUTHN_01_FirstThingsFirst(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	early := line("GET /first", SignedIn(), words("先改密码"))
	early.Early = true
	c := as(t, open(t, s, early, line("GET /matters", mediators, words("事项")), line("POST /save", SignedIn(), savedForm),
		line("GET /matters/{id}", mediators, words("一件事")), line("GET /help", Public(), words("帮助"))), "fresh")
	for path, want := range map[string]string{"/matters": "/first", "/matters/x": "/first", "/first": "/first", "/help": "/help"} {
		if p := c.Get(path); p.Path != want || len(p.All(".nav a")) > 0 {
			t.Errorf("%s: got %s with %d ways on, want %s with none", path, p.Path, len(p.All(".nav a")), want)
		}
	}
	c.Post("/save", url.Values{tokenField: {token("fresh")}}).WantStatus(403).Want("main", "先把管理员给的密码改成自己的密码")
	c.Get("/nowhere").WantStatus(404)
}

// The cookie of an administrator is not sent along by a link on another site.
func TestSEC_SESS_02_StrictForAdministrators(t *testing.T) {
	t.Parallel()
	for _, strict := range []bool{false, true} {
		s, _ := newSite(t, func(c *Config) { c.Secure = true })
		mux := http.NewServeMux()
		if err := Register(mux, s, []Route{line("GET /in", Public(), func(w http.ResponseWriter, r *http.Request) error {
			SetToken(w, r, "token", strict)
			return nil
		})}); err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		s.Handler(mux).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/in", nil))
		if got := strings.Contains(w.Header().Get("Set-Cookie"), "SameSite=Strict"); got != strict {
			t.Errorf("strict %v: got %s", strict, w.Header().Get("Set-Cookie"))
		}
	}
}

// Bytes that are no text never reach a page, in a path, a query or a file's name.
func TestSEC_IN_04_AddressesAreText(t *testing.T) {
	t.Parallel()
	s, log := newSite(t, nil)
	echo := func(w http.ResponseWriter, r *http.Request) error {
		_, err := fmt.Fprintf(w, "%q %q", r.PathValue("id"), r.URL.Query()["q"])
		return err
	}
	c := as(t, open(t, s, line("GET /matters/{id}", SignedIn(), echo)), "mediator")
	for path, status := range map[string]int{
		"/matters/%00": 404, "/matters/%ff%fe": 404, "/matters/a%0ab": 404, "/matters/%E2%80%AEb": 404,
		"/matters/a?q=%ff": 400, "/matters/a?%ff=1": 400, "/matters/枫?q=漏水": 200,
	} {
		c.Get(path).WantStatus(status)
	}
	got := string(c.Get("/matters/a?q=%00%E2%80%AE" + url.QueryEscape("漏\r\n水") + "&q=plain").WantStatus(200).Body)
	if want := `"a" ["漏\n水" "plain"]`; got != want {
		t.Errorf("a query with hidden characters: got %s, want %s", got, want)
	}
	if strings.Contains(log.String(), `"status":500`) {
		t.Errorf("an address was a failure: %s", log)
	}
}

func TestSEC_IN_04_NamesOfFilesAreText(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	upload := line("POST /upload", SignedIn(), func(w http.ResponseWriter, r *http.Request) error {
		f, err := ReadForm(r)
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, f.File("photo").Filename)
		return err
	})
	upload.Upload = true
	c := as(t, open(t, s, upload), "mediator")
	send := func(name string) (*http.Response, string) {
		body := "--b\r\nContent-Disposition: form-data; name=\"" + tokenField + "\"\r\n\r\n" + token("mediator") +
			"\r\n--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"" + name + "\"\r\n\r\nx\r\n--b--\r\n"
		return post(t, c, "/upload", "multipart/form-data; boundary=b", strings.NewReader(body), map[string]string{"Origin": "{self}"})
	}
	if _, got := send("报\u202e表\u200b.xlsx"); got != "报表.xlsx" {
		t.Errorf("a name with hidden characters: got %q, want 报表.xlsx", got)
	}
	if _, got := send("../../etc/passwd"); got != "passwd" {
		t.Errorf("a name with a path: got %q, want passwd", got)
	}
	if answer, _ := send("\xb1\xa8.xlsx"); answer.StatusCode != 422 {
		t.Errorf("a name in GBK: got status %d, want 422", answer.StatusCode)
	}
}

// A name of a download carries nothing into the headers.
func TestSEC_WEB_09_ANameIsNoHeader(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a\r\nSet-Cookie: x=1.csv", `a"; filename="b.html`, "枫\u202e.csv", "a;b=c.csv", "../../a.csv", "\x00.csv", strings.Repeat("长", 300)} {
		s, _ := newSite(t, nil)
		c := as(t, open(t, s, line("GET /file", SignedIn(), func(w http.ResponseWriter, r *http.Request) error {
			return Download(w, r, name, "text/csv; charset=utf-8", []byte("x"))
		})), "mediator")
		p := c.Get("/file").WantStatus(200)
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || len(params) != 1 || params["filename"] == "" {
			t.Errorf("%q: got %q (%v), want an attachment with one name", name, p.Header.Get("Content-Disposition"), err)
		}
		if strings.ContainsAny(params["filename"], "/\\\r\n\x00\u202e") {
			t.Errorf("%q: got the name %q, want no path and nothing hidden", name, params["filename"])
		}
		if p.Header.Get("Set-Cookie") != "" {
			t.Errorf("%q: set a cookie", name)
		}
	}
}

// A body that no page reads must not hold its connection: not found, not signed
// in, from another site, too long, a report about the policy.
func TestSEC_IN_02_ASlowBodyNobodyReads(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := open(t, s, line("POST /save", SignedIn(), savedForm), line("GET /page", Public(), words("好")))
	host := strings.TrimPrefix(c.URL, "http://")
	for name, head := range map[string]string{
		"nowhere":      "POST /nowhere HTTP/1.1\r\nOrigin: " + c.URL,
		"another site": "POST /save HTTP/1.1\r\nOrigin: http://evil.test",
		"wrong method": "POST /page HTTP/1.1\r\nOrigin: " + c.URL,
		"a report":     "POST " + reportPath + " HTTP/1.1\r\nOrigin: " + c.URL,
		"with a GET":   "GET /page HTTP/1.1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", host)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			start := time.Now()
			if _, err := io.WriteString(conn, head+"\r\nHost: "+host+"\r\nContent-Type: "+urlencoded+"\r\nContent-Length: 1000\r\n\r\na=1"); err != nil {
				t.Fatal(err)
			}
			if err := conn.SetReadDeadline(start.Add(grace + 10*time.Second)); err != nil {
				t.Fatal(err)
			}
			_, err = io.Copy(io.Discard, conn)
			if took := time.Since(start); err != nil || took > grace+5*time.Second {
				t.Errorf("the connection was held for %s (%v), want it closed after %s", took, err, grace)
			}
		})
	}
}

// The headers have a time of their own.
func TestSEC_IN_02_SlowHeadersAreCutOff(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	server := NewServer("127.0.0.1:0", s.Handler(http.NewServeMux()))
	l, err := Listen(server.Addr)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(l) }() // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	start := time.Now()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(start.Add(15 * time.Second))
	_, err = bufio.NewReader(conn).ReadString(0)
	if took := time.Since(start); !errors.Is(err, io.EOF) || took < 4*time.Second || took > 8*time.Second {
		t.Errorf("headers that never end: held for %s (%v), want about 5s", took, err)
	}
}

// What an error quotes was typed by somebody; it stays out of the log, and so
// does whatever a browser reports.
func TestSEC_LOG_01_NothingTypedIsLogged(t *testing.T) {
	t.Parallel()
	const phone, person = "13800005678", "zhengmou"
	broken := []error{
		fmt.Errorf("page: %w", &url.Error{Op: "parse", URL: "/x?q=" + phone, Err: fmt.Errorf("invalid %q", person)}),
		fmt.Errorf(`strconv.Atoi: parsing %q: invalid syntax`, person+"郑某某"),
		fmt.Errorf("matter.read: ERROR: invalid input syntax for type bigint: %q (SQLSTATE 22P02)", phone),
		fmt.Errorf("officer: 郑某某 220102199001011234 and '%s'", person),
		fmt.Errorf(`account.insert: duplicate key value violates unique constraint "account_login_key": %w`, io.ErrUnexpectedEOF),
	}
	for _, err := range broken {
		s, log := newSite(t, nil)
		c := as(t, open(t, s, line("POST /save/{id}", SignedIn(), failing(err)), line("GET /boom", SignedIn(), func(http.ResponseWriter, *http.Request) error { panic(err) })), "mediator")
		c.Post("/save/"+person+"?q="+phone, url.Values{tokenField: {token("mediator")}, "name": {person}, "phone": {phone}}).WantStatus(500)
		c.Get("/boom?q=" + phone).WantStatus(500)
		body := `{"csp-report":{"effective-directive":"` + person + phone + `","document-uri":"/x?q=` + phone + `"}}`
		answer, _ := post(t, c, reportPath, "application/csp-report", strings.NewReader(body), nil)
		if answer.StatusCode != 204 {
			t.Errorf("a report: got status %d, want 204", answer.StatusCode)
		}
		got := log.String()
		for _, never := range []string{phone, person, "郑某某", "220102199001011234", "secret-mediator"} {
			if strings.Contains(got, never) {
				t.Errorf("%v: the log holds %q: %s", err, never, got)
			}
		}
		if strings.Count(got, `"msg":"failure"`) != 2 || strings.Count(got, `"msg":"request"`) != 3 || !strings.Contains(got, `"directive":"other"`) {
			t.Errorf("%v: got %s, want two failures, three requests and one report", err, got)
		}
		if strings.Contains(err.Error(), "account_login_key") && !strings.Contains(got, "account_login_key") {
			t.Errorf("the log lost the name of the constraint: %s", got)
		}
	}
}

// Whatever is written into it, a line stays a line.
func TestSEC_LOG_02_OneEventOneLine(t *testing.T) {
	t.Parallel()
	s, log := newSite(t, nil)
	c := as(t, open(t, s, line("GET /broken", SignedIn(), failing(errors.New("a\nb\r\x1b[31m\x00\u2028c")))), "mediator")
	c.Get("/broken").WantStatus(500)
	got := log.String()
	if strings.Count(got, "\n") != 2 || strings.ContainsAny(got, "\r\x1b\x00") {
		t.Errorf("got %q, want two lines without control characters", got)
	}
}

// The source of the pages holds no way around the escaping: no raw HTML, no
// script or style made of text, in templates and in Go (WEB-05).
func TestSEC_WEB_05_NoRawHTML(t *testing.T) {
	t.Parallel()
	seen := 0
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			return err
		}
		if !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".templ") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen++
		for _, raw := range []string{
			"templ.Raw", "templ.JSExpression", "templ.JSUnsafeFuncCall", "templ.JSFuncCall", "templ.SafeCSS", "templ.SafeScript", "templ.ComponentScript", "templ.FromGoHTML",
			"templ.ComponentFunc", "text/template", "html/template", "<style", " onclick", " onsubmit", " onload", " onerror", "style={", "style=\"",
		} {
			if strings.Contains(string(source), raw) {
				t.Errorf("%s: %s goes around the escaping", path, strings.TrimSpace(raw))
			}
		}
		if strings.HasSuffix(path, ".templ") && strings.Contains(string(source), "<script") && path != filepath.Join("ui", "layout.templ") {
			t.Errorf("%s: a script outside the layout", path)
		}
		return nil
	})
	if err != nil || seen < 50 {
		t.Errorf("read %d sources, %v; want all of them", seen, err)
	}
}
