package web

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"fengsheng/web/webtest"
)

// savedForm is a page that takes the form and says what it held.
func savedForm(w http.ResponseWriter, r *http.Request) error {
	f, err := ReadForm(r)
	if err != nil {
		return err
	}
	return Redirect(w, r, "/done?text="+url.QueryEscape(f.Raw("text")), "已保存")
}

func token(secret string) string { return masked("secret-" + secret) }

func post(t *testing.T, c *webtest.Client, path, kind string, body io.Reader, headers map[string]string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	for name, value := range headers {
		r.Header.Set(name, strings.ReplaceAll(value, "{self}", c.URL))
	}
	client := &http.Client{Jar: c.HTTP.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatalf("POST %s: %v", path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("POST %s: %v", path, err)
	}
	return answer, string(text)
}

const urlencoded = "application/x-www-form-urlencoded"

func TestSEC_WEB_01_OriginAndToken(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := as(t, open(t, s, line("POST /save", SignedIn(), savedForm)), "mediator")
	good := url.Values{tokenField: {token("mediator")}, "text": {"甲"}}.Encode()
	for name, test := range map[string]struct {
		headers map[string]string
		body    string
		status  int
	}{
		"this site says so":             {map[string]string{"Sec-Fetch-Site": "same-origin"}, good, 303},
		"origin is this site":           {map[string]string{"Origin": "{self}"}, good, 303},
		"reloaded by the person":        {map[string]string{"Sec-Fetch-Site": "none"}, good, 303},
		"another site":                  {map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "{self}"}, good, 403},
		"a sister site":                 {map[string]string{"Sec-Fetch-Site": "same-site"}, good, 403},
		"another origin":                {map[string]string{"Origin": "https://evil.test"}, good, 403},
		"an origin without a name":      {map[string]string{"Origin": "null"}, good, 403},
		"nothing said":                  {nil, good, 403},
		"no token":                      {map[string]string{"Origin": "{self}"}, "text=甲", 403},
		"a token of another session":    {map[string]string{"Origin": "{self}"}, url.Values{tokenField: {token("auditor")}}.Encode(), 403},
		"the secret itself, not masked": {map[string]string{"Origin": "{self}"}, url.Values{tokenField: {"secret-mediator"}}.Encode(), 403},
	} {
		answer, body := post(t, c, "/save", urlencoded, strings.NewReader(test.body), test.headers)
		if answer.StatusCode != test.status {
			t.Errorf("%s: got status %d, want %d", name, answer.StatusCode, test.status)
		}
		if test.status == 403 && strings.Contains(name, "site") && strings.Contains(body, ">甲<") {
			t.Errorf("%s: the page repeats what another site sent", name)
		}
	}
}

func TestSEC_WEB_01_FormsBeforeTheSignIn(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := open(t, s, line("POST /sign-in", Public(), savedForm), line("GET /done", Public(), words("好")))
	u, err := url.Parse(c.URL)
	if err != nil {
		t.Fatal(err)
	}
	c.Post("/sign-in", url.Values{tokenField: {masked("guess")}}).WantStatus(403)
	c.HTTP.Jar.SetCookies(u, []*http.Cookie{{Name: formName, Value: "browser", Path: "/"}})
	c.Post("/sign-in", url.Values{tokenField: {masked("guess")}}).WantStatus(403)
	c.Post("/sign-in", url.Values{tokenField: {masked("browser")}}).WantStatus(200).Want("h1", "好")
}

func TestSignedOutPostKeepsTheText(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := open(t, s, line("POST /save", SignedIn(), savedForm))
	p := c.Post("/save", url.Values{"text": {"楼上漏水"}, "password": {"canary"}, tokenField: {"canary"}})
	p.WantStatus(401).Want("h1", "登录已过期").Want("textarea", "楼上漏水")
	if strings.Contains(string(p.Body), "canary") {
		t.Error("the page repeats a password or a token")
	}
}

func TestSEC_IN_01_Limits(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	upload := line("POST /upload", SignedIn(), savedForm)
	upload.Upload = true
	c := as(t, open(t, s, line("POST /save", SignedIn(), savedForm), upload), "mediator")
	self := map[string]string{"Origin": "{self}"}
	tokenPart := tokenField + "=" + token("mediator")
	file := func(size int) (string, io.Reader) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		_ = w.WriteField(tokenField, token("mediator"))
		part, err := w.CreateFormFile("photo", "a.jpg")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(make([]byte, size))
		_ = w.Close()
		return w.FormDataContentType(), &b
	}
	small, smallBody := file(2 << 20)
	large, largeBody := file(22 << 20)
	wrong, wrongBody := file(2 << 20)
	for name, test := range map[string]struct {
		path, kind string
		body       io.Reader
		status     int
	}{
		"a form of half a megabyte":      {"/save", urlencoded, strings.NewReader(tokenPart + "&text=" + strings.Repeat("a", maxForm/2)), 303},
		"a form over a megabyte":         {"/save", urlencoded, strings.NewReader(tokenPart + "&text=" + strings.Repeat("a", maxForm)), 413},
		"of unknown length":              {"/save", urlencoded, io.MultiReader(strings.NewReader(tokenPart+"&text="), strings.NewReader(strings.Repeat("a", maxForm))), 413},
		"a thousand fields":              {"/save", urlencoded, strings.NewReader(tokenPart + strings.Repeat("&a=1", maxFields-1)), 303},
		"a thousand and one":             {"/save", urlencoded, strings.NewReader(tokenPart + strings.Repeat("&a=1", maxFields)), 400},
		"broken escapes":                 {"/save", urlencoded, strings.NewReader(tokenPart + "&a=%zz"), 400},
		"JSON":                           {"/save", "application/json", strings.NewReader("{}"), 415},
		"a file where files are taken":   {"/upload", small, smallBody, 303},
		"too large a file":               {"/upload", large, largeBody, 413},
		"a file where none is asked for": {"/save", wrong, wrongBody, 413},
		"GBK bytes":                      {"/save", urlencoded, strings.NewReader(tokenPart + "&text=%C2%A5%B6%AB"), 422},
	} {
		answer, body := post(t, c, test.path, test.kind, test.body, self)
		if answer.StatusCode != test.status {
			t.Errorf("%s: got status %d, want %d\n%.300s", name, answer.StatusCode, test.status, body)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Long", strings.Repeat("a", maxHeader+1<<10))
	server := NewServer("", s.Handler(http.NewServeMux()))
	l := httptest.NewUnstartedServer(server.Handler)
	l.Config.MaxHeaderBytes = server.MaxHeaderBytes
	l.Start()
	defer l.Close()
	r.URL, err = url.Parse(l.URL)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatalf("long header: %v", err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != 431 {
		t.Errorf("a header of 17 KiB: got status %d, want 431", answer.StatusCode)
	}
}

func TestSEC_IN_02_ASlowBodyIsCutOff(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := as(t, open(t, s, line("POST /save", SignedIn(), savedForm)), "mediator")
	r, w := io.Pipe()
	go func() {
		_, _ = w.Write([]byte("text=a")) // and then nothing
	}()
	t.Cleanup(func() { _ = w.Close() })
	start := time.Now()
	answer, _ := post(t, c, "/save", urlencoded, r, map[string]string{"Origin": "{self}"})
	if took := time.Since(start); answer.StatusCode != 408 || took > grace+3*time.Second {
		t.Errorf("a body that stops: got status %d after %s, want 408 after %s", answer.StatusCode, took, grace)
	}
}

func TestSEC_SESS_02_Cookies(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		s, _ := newSite(t, func(c *Config) { c.Secure = secure })
		mux := http.NewServeMux()
		if err := Register(mux, s, []Route{line("GET /in", Public(), func(w http.ResponseWriter, r *http.Request) error {
			SetToken(w, r, "token", false)
			return Redirect(w, r, "/", "已登录")
		})}); err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		s.Handler(mux).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/in", nil))
		names := map[string]*http.Cookie{}
		for _, ck := range w.Result().Cookies() {
			names[ck.Name] = ck
			if !ck.HttpOnly || ck.SameSite != http.SameSiteLaxMode || ck.Domain != "" || ck.Path != "/" || ck.Secure != secure {
				t.Errorf("secure %v: cookie %s: got %+v", secure, ck.Name, ck)
			}
		}
		want := map[bool]string{false: "fs", true: "__Host-fs"}[secure]
		if names[want] == nil || names[want].Value != "token" {
			t.Errorf("secure %v: got cookies %v, want %s", secure, names, want)
		}
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != secure {
			t.Errorf("secure %v: HSTS got %v", secure, got)
		}
	}
}

func TestFlashIsShownOnceAndCannotBeForged(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := as(t, open(t, s, line("POST /save", SignedIn(), savedForm), line("GET /done", SignedIn(), words("完成"))), "mediator")
	p := c.Post("/save", url.Values{tokenField: {token("mediator")}, "text": {"甲"}})
	p.WantStatus(200).Want(".banner.done", "已保存")
	if got := p.Attr(".banner", "role"); got != "status" {
		t.Errorf("banner: got role %q, want status", got)
	}
	if again := c.Get("/done"); again.Has(".banner", "已保存") {
		t.Error("the sentence is shown twice")
	}
	u, err := url.Parse(c.URL)
	if err != nil {
		t.Fatal(err)
	}
	forged := s.signed(flash{Text: "已保存"})
	c.HTTP.Jar.SetCookies(u, []*http.Cookie{{Name: flashName, Value: "x" + forged, Path: "/"}})
	if got := c.Get("/done").Texts(".banner"); len(got) != 0 {
		t.Errorf("a forged sentence is shown: %q", got)
	}
}

func TestLocalPath(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{
		"/matters?x=1": "/matters?x=1", "//evil.test": "/", "https://evil.test/": "/", "/\\evil.test": "/", "matters": "/",
		"": "/", "javascript:alert(1)": "/", "/a\r\nSet-Cookie: b": "/", "/\t/evil.test": "/", "/sign-in#x": "/sign-in#x",
	} {
		if got := LocalPath(to); got != want {
			t.Errorf("LocalPath(%q): got %q, want %q", to, got, want)
		}
	}
}

func TestSEC_WEB_07_AddressPastTrustedFronts(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, func(c *Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} })
	for _, test := range []struct{ remote, forwarded, want string }{
		{"192.0.2.1:4000", "203.0.113.9", "192.0.2.1"}, // not a front: not believed
		{"10.0.0.1:4000", "203.0.113.9", "203.0.113.9"},
		{"10.0.0.1:4000", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"},
		{"10.0.0.1:4000", "", "10.0.0.1"},
		{"10.0.0.1:4000", "nonsense", "10.0.0.1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = test.remote
		r.Header.Set("X-Forwarded-For", test.forwarded)
		if got := s.addressOf(r).String(); got != test.want {
			t.Errorf("%s forwarding %q: got %s, want %s", test.remote, test.forwarded, got, test.want)
		}
	}
}

func TestSEC_IN_02_ConnectionsAreCounted(t *testing.T) {
	t.Parallel()
	a, b := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
	front := netip.MustParseAddr("127.0.0.1")
	l := newLimited(nil, 10, 3, netip.Addr.IsLoopback)
	count := func(addr netip.Addr, n int) int {
		in := 0
		for range n {
			if l.admit(addr) {
				in++
			}
		}
		return in
	}
	if got := count(a, 5); got != 3 {
		t.Errorf("one address: got %d connections, want 3", got)
	}
	l.release(a)
	if got := count(a, 5); got != 1 {
		t.Errorf("after one left: got %d more, want 1", got)
	}
	if got := count(b, 2) + count(front, 20); got != 7 {
		t.Errorf("all others: got %d, want 7 up to the total of 10", got)
	}
}

func TestSEC_WEB_09_DownloadsAreSaved(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := as(t, open(t, s, line("GET /report", SignedIn(), func(w http.ResponseWriter, r *http.Request) error {
		return Download(w, r, "东盛街道2024年报告.docx", "application/octet-stream", []byte("docx"))
	})), "mediator")
	p := c.Get("/report").WantStatus(200)
	want := "attachment; filename*=utf-8''%E4%B8%9C%E7%9B%9B%E8%A1%97%E9%81%932024%E5%B9%B4%E6%8A%A5%E5%91%8A.docx"
	if got := p.Header.Get("Content-Disposition"); got != want {
		t.Errorf("disposition: got %s, want %s", got, want)
	}
	if string(p.Body) != "docx" || p.Header.Get("Cache-Control") != "no-store" || !strings.Contains(p.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("download: got %q with %v", p.Body, p.Header)
	}
}

func TestKeysCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := as(t, open(t, s, KeyRoutes()...), "mediator")
	p := c.Get("/keys").Want("td", "打开事项")
	if len(p.All("html[data-keys]")) != 1 {
		t.Error("shortcuts: got off, want on at first")
	}
	p = p.Form("main form").Submit().WantStatus(200).Want(".banner", "快捷键已关闭")
	if len(p.All("html[data-keys]")) != 0 {
		t.Error("shortcuts: got on, want off")
	}
}

func TestPolicyReportsAreLoggedWithoutThePage(t *testing.T) {
	t.Parallel()
	s, log := newSite(t, nil)
	c := open(t, s)
	answer, _ := post(t, c, reportPath, "application/csp-report", strings.NewReader(`{"csp-report":{"document-uri":"https://x/canary","effective-directive":"style-src"}}`), nil)
	if answer.StatusCode != http.StatusNoContent || !strings.Contains(log.String(), `"directive":"style-src"`) || strings.Contains(log.String(), "canary") {
		t.Errorf("report: got %d and log %s", answer.StatusCode, log)
	}
}
