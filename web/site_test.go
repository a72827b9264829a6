package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/a-h/templ"

	"fengsheng/actor"
	"fengsheng/internal/fault"
	"fengsheng/web/ui"
	"fengsheng/web/webtest"
)

// noon is the moment of every test.
var noon = time.Date(2024, 5, 1, 4, 0, 0, 0, time.UTC)

// journal is a log that tests may read while pages write it.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// testSessions knows two tokens and fails on a third.
func testSessions(_ context.Context, token string) (Session, error) {
	officer := func(role actor.Role) Session {
		return Session{
			ID: "session-" + token, CSRF: "secret-" + token, Until: noon.Add(time.Hour),
			Actor: actor.Actor{Officer: token, Name: "郑某", Posts: []actor.Post{{Role: role}}},
		}
	}
	switch token {
	case "mediator":
		return officer(actor.Mediator), nil
	case "auditor":
		return officer(actor.Auditor), nil
	case "fresh":
		s := officer(actor.Mediator)
		s.First = "/first"
		return s, nil
	case "over":
		s := officer(actor.Mediator)
		s.Until = noon
		return s, nil
	case "broken":
		return Session{}, errors.New("database is gone")
	}
	return Session{}, fault.New(fault.NotFound, "没有这个会话")
}

func newSite(t *testing.T, change func(*Config)) (*Site, *journal) {
	t.Helper()
	log := &journal{}
	c := Config{
		Unit: "东盛街道", Contact: ui.Contact{Phone: "0431-85550123"}, Sessions: SessionsFunc(testSessions),
		Clock: func() time.Time { return noon }, Log: slog.New(slog.NewJSONHandler(log, nil)), Node: "n1",
		Nav: []NavEntry{
			{Label: "事项", Path: "/matters", Key: "m", Permission: mediators},
			{Label: "日志", Path: "/events", Permission: Permission{Name: "日志", Roles: []actor.Role{actor.Auditor}}},
		},
	}
	if change != nil {
		change(&c)
	}
	s, err := New(c)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return s, log
}

var mediators = Permission{Name: "办理调解", Roles: []actor.Role{actor.Mediator}}

// line is a complete route for tests.
func line(pattern string, p Permission, page Page) Route {
	return Route{Pattern: pattern, Permission: p, Scope: ScopeNone, Class: ClassInternal, Audit: "test.read", Page: page}
}

// failing is a page that answers with err.
func failing(err error) Page {
	return func(http.ResponseWriter, *http.Request) error { return err }
}

// words is a page that says one thing.
func words(text string) Page {
	return func(w http.ResponseWriter, r *http.Request) error {
		return Render(w, r, http.StatusOK, templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
			return ui.Layout(View(r, text)).Render(templ.WithChildren(ctx, templ.Raw("<h1>"+text+"</h1>")), out)
		}))
	}
}

func open(t *testing.T, s *Site, routes ...Route) *webtest.Client {
	t.Helper()
	mux := http.NewServeMux()
	if err := Register(mux, s, routes); err != nil {
		t.Fatalf("Register: %v", err)
	}
	return webtest.New(t, s.Handler(mux))
}

// as gives the browser the session cookie of a token.
func as(t *testing.T, c *webtest.Client, token string) *webtest.Client {
	t.Helper()
	u, err := url.Parse(c.URL)
	if err != nil {
		t.Fatal(err)
	}
	c.HTTP.Jar.SetCookies(u, []*http.Cookie{{Name: cookieName, Value: token, Path: "/"}})
	return c
}

func TestSEC_AUTHZ_01_ARouteStatesEverything(t *testing.T) {
	t.Parallel()
	whole := line("GET /matters", mediators, words("事项"))
	for what, spoil := range map[string]func(*Route){
		"a pattern with its method": func(r *Route) { r.Pattern = "/matters" },
		"a permission":              func(r *Route) { r.Permission = Permission{Name: "空"} },
		"a scope":                   func(r *Route) { r.Scope = "" },
		"a data class":              func(r *Route) { r.Class = "" },
		"an audit action":           func(r *Route) { r.Audit = "" },
		"a page":                    func(r *Route) { r.Page = nil },
	} {
		s, _ := newSite(t, nil)
		r := whole
		spoil(&r)
		err := Register(http.NewServeMux(), s, []Route{r})
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("route without %s: got error %v, want one that names it", what, err)
		}
	}
	s, _ := newSite(t, nil)
	if err := Register(http.NewServeMux(), s, []Route{whole, whole}); err == nil {
		t.Error("the same route twice: got no error, want one")
	}
	if err := Register(http.NewServeMux(), s, []Route{whole}); err != nil {
		t.Errorf("a whole route: got error %v, want none", err)
	}
}

func TestSEC_AUTHZ_02_WhoMayOpenWhat(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := open(t, s, line("GET /matters", mediators, words("事项")), line("GET /matters/{id}", mediators, words("一件事")),
		line("GET /account", SignedIn(), words("账号")), line("GET /help", Public(), words("帮助")), line("GET /sign-in", Public(), words("登录")))
	for _, test := range []struct {
		token, path string
		status      int
		title       string
	}{
		{"mediator", "/matters", 200, "事项"},
		{"mediator", "/matters/x", 200, "一件事"},
		{"auditor", "/matters", 403, "您没有这个权限"},
		{"auditor", "/matters/x", 404, "找不到这一页"}, // AUTHZ-11: like one that is not there
		{"auditor", "/account", 200, "账号"},
		{"", "/help", 200, "帮助"},
		{"", "/matters?kind=a", 200, "登录"},
		{"over", "/matters", 200, "登录"},
		{"unknown", "/matters", 200, "登录"},
		{"broken", "/help", 500, "系统出了问题"}, // ERR-03: fail closed
		{"mediator", "/nowhere", 404, "找不到这一页"},
	} {
		p := as(t, c.Another(), test.token).Get(test.path)
		if p.Status != test.status || p.Text("h1") != test.title {
			t.Errorf("%q opens %s: got %d %q, want %d %q", test.token, test.path, p.Status, p.Text("h1"), test.status, test.title)
		}
	}
	if got, want := c.Another().Get("/matters?kind=a&x=1").Path, "/sign-in?next=%2Fmatters%3Fkind%3Da%26x%3D1"; got != want {
		t.Errorf("sent to sign in: got %s, want %s", got, want)
	}
}

func TestNavigationShowsWhatThePostMayOpen(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, func(c *Config) { c.Demo = true })
	c := open(t, s, line("GET /matters/list", SignedIn(), words("列表")))
	p := as(t, c, "mediator").Get("/matters/list")
	if got := p.Texts(".nav a"); len(got) != 1 || got[0] != "事项" {
		t.Errorf("navigation of a mediator: got %q, want 事项 only", got)
	}
	if got := p.Attr(".nav a", "aria-current"); got != "page" {
		t.Errorf("current page: got aria-current %q, want page", got)
	}
	for i := range s.Nav {
		if s.Nav[i].Label == "事项" {
			s.Nav[i].Also = []string{"/beside"}
		}
	}
	c = open(t, s, line("GET /beside/{id}", SignedIn(), words("旁边")))
	if got := as(t, c, "mediator").Get("/beside/1").Attr(".nav a", "aria-current"); got != "page" {
		t.Errorf("a page beside it: got aria-current %q, want page", got)
	}
	p.Want(".ribbon", "演示").Want("title", "演示").Want(".brand", "东盛街道").Want(".brand time", "2024-05-01 12:00").Want(".foot", ui.SecretBanner).Want(".foot", "0431-85550123")
}

func TestSEC_WEB_07_PlainHTTPOnlyAtHome(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		addr     string
		insecure bool
		allowed  bool
	}{
		{"127.0.0.1:8080", false, true},
		{"[::1]:8080", false, true},
		{"localhost:8080", false, true},
		{":8080", false, false},
		{"0.0.0.0:8080", false, false},
		{"192.168.1.4:8080", false, false},
		{"example.test:80", false, false},
		{"[::ffff:127.0.0.1]:80", false, true},
		{"192.168.1.4:8080", true, true},
		{"nonsense", true, false},
	} {
		err := ListenAddrAllowed(test.addr, test.insecure)
		if got := err == nil; got != test.allowed {
			t.Errorf("%s (insecure %v): got allowed %v, want %v (%v)", test.addr, test.insecure, got, test.allowed, err)
		}
	}
}

func TestNewRefusesAnIncompleteSite(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*Config){
		"sessions": func(c *Config) { c.Sessions = nil },
		"clock":    func(c *Config) { c.Clock = nil },
		"log":      func(c *Config) { c.Log = nil },
		"nine": func(c *Config) {
			c.Nav = nil
			for range 10 {
				c.Nav = append(c.Nav, NavEntry{Permission: SignedIn()})
			}
		},
	} {
		c := Config{Sessions: SessionsFunc(testSessions), Clock: time.Now, Log: slog.New(slog.DiscardHandler)}
		spoil(&c)
		if _, err := New(c); err == nil {
			t.Errorf("%s: got no error, want one", name)
		}
	}
}
