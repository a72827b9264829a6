package signin_test

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/signin"
	"fengsheng/web/ui"
	"fengsheng/web/webtest"
)

const password = "春眠不觉晓处处闻啼鸟123"

// house is an installation at its first start.
type house struct {
	*webtest.Client
	clock   *dbtest.Clock
	db      *db.DB
	code    string
	founded int
}

func open(t *testing.T) *house {
	t.Helper()
	h := &house{clock: dbtest.At(time.Date(2024, 5, 6, 1, 0, 0, 0, time.UTC))}
	h.db = dbtest.SQLite(t, h.clock)
	door, err := identity.NewDoor(t.Context(), h.db, identity.NewHasher())
	if err != nil {
		t.Fatal(err)
	}
	err = h.db.Update(t.Context(), "", func(tx *db.Tx) error {
		h.code, _, err = identity.PrepareSetup(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	site, err := web.New(web.Config{
		Unit: "枫盛", Nav: frame.Nav(), Clock: h.clock.Now, Log: slog.New(slog.DiscardHandler),
		Sessions: frame.Sessions(door),
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	home := web.Route{
		Pattern: "GET /{$}", Permission: web.SignedIn(), Scope: web.ScopeNone, Class: web.ClassInternal, Audit: "desk.read",
		Page: func(w http.ResponseWriter, r *http.Request) error {
			return web.Render(w, r, http.StatusOK, ui.Layout(web.View(r, "工作台")))
		},
	}
	routes := append(signin.Pages{DB: h.db, Door: door, Founded: func() { h.founded++ }}.Routes(), home)
	if err := web.Register(mux, site, routes); err != nil {
		t.Fatal(err)
	}
	h.Client = webtest.New(t, site.Handler(mux))
	return h
}

func (h *house) setUp(code string) *webtest.Page {
	return h.Get("/setup").Form("main form").Set("code", code).Set("name", "云杉街道").Set("shortName", "云杉").Set("phone", "0431-85550100").
		Set("officer", "金予安").Set("login", "jin").Set("password", password).Set("again", password).Submit()
}

func TestSEC_AUTHN_01_SetUpOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	if got := h.Get("/sign-in").Path; got != "/setup" {
		t.Errorf("the first start leads to %s, want /setup", got)
	}
	h.setUp("AAAA-BBBB-CCCC-DDDD").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "设置码不对")
	form := h.Get("/setup").Form("main form")
	h.setUp(strings.ToLower(strings.ReplaceAll(h.code, "-", " "))).WantStatus(http.StatusOK).Want("main", "街道已建立")
	if h.founded != 1 {
		t.Errorf("Founded was called %d times, want 1", h.founded)
	}
	if got := h.Get("/setup").Path; got != "/sign-in" {
		t.Errorf("set-up a second time leads to %s, want /sign-in", got)
	}
	form.Set("code", h.code).Set("name", "另一街道").Set("shortName", "另一").Set("officer", "甲").Set("login", "other").
		Set("password", password).Set("again", password).Submit().WantStatus(http.StatusConflict).Want(".error-summary", "已经用过")
	h.SignIn("jin", password)
}

func TestSEC_AUTHN_01_AnOldCodeFoundsNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.clock.Add(31 * time.Minute)
	h.setUp(h.code).WantStatus(http.StatusConflict).Want(".error-summary", "30分钟")
}

// The first events of a street say where it was founded from, like all others.
func TestSEC_AUD_02_TheSetUpTellsItsAddress(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	streets := []string{}
	err := h.db.View(t.Context(), "", func(tx *db.Tx) error {
		var err error
		streets, err = org.Streets(tx)
		return err
	})
	if err != nil || len(streets) != 1 {
		t.Fatalf("streets: got %v, %v; want one", streets, err)
	}
	err = h.db.View(t.Context(), streets[0], func(tx *db.Tx) error {
		all, err := event.List(tx, event.Filter{Limit: 50})
		for _, e := range all {
			if e.Address != "127.0.0.1" || e.Route != "POST /setup" || e.Request == "" {
				t.Errorf("%s: got address %q, route %q, request %q; want those of the form", e.Action, e.Address, e.Route, e.Request)
			}
		}
		if len(all) == 0 {
			t.Error("no event")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What somebody put into the browser before is not taken for a session, the token
// of each sign-in is new, and the session of the browser before it ends.
func TestSEC_SESS_01_APlantedTokenOpensNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	u, err := url.Parse(h.URL)
	if err != nil {
		t.Fatal(err)
	}
	tokenOf := func(c *webtest.Client) string {
		for _, k := range c.HTTP.Jar.Cookies(u) {
			if k.Name == "fs" {
				return k.Value
			}
		}
		return ""
	}
	with := func(token string) *webtest.Client {
		c := h.Another()
		c.HTTP.Jar.SetCookies(u, []*http.Cookie{{Name: "fs", Value: token, Path: "/"}})
		return c
	}
	victim := with("planted")
	victim.SignIn("jin", password)
	first := tokenOf(victim)
	if first == "planted" || len(first) < 22 {
		t.Errorf("the token after signing in: got %q, want a new one", first)
	}
	if got := with("planted").Get("/account").Path; !strings.HasPrefix(got, "/sign-in") {
		t.Errorf("the planted token opens %s, want the sign-in", got)
	}
	form := h.Another().Get("/sign-in").Form("main form").Value("_csrf")
	victim.Post("/sign-in", url.Values{"_csrf": {form}, "login": {"jin"}, "password": {password}}).WantStatus(http.StatusForbidden)
	own := victim.Get("/account").Form(".me form").Value("_csrf")
	victim.Post("/sign-in", url.Values{"_csrf": {own}, "login": {"jin"}, "password": {password}}).WantStatus(http.StatusOK)
	if second := tokenOf(victim); second == first {
		t.Error("signing in again kept the token")
	}
	if got := with(first).Get("/account").Path; !strings.HasPrefix(got, "/sign-in") {
		t.Errorf("the session of the browser before opens %s, want the sign-in", got)
	}
}

// The administrator's cookie is strict; nobody else can be told from outside.
func TestSEC_SESS_02_TheAdministratorsCookieIsStrict(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	h.HTTP.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	p := h.Get("/sign-in").Form("main form").Set("login", "jin").Set("password", password).Submit()
	cookie := ""
	for _, c := range p.Header.Values("Set-Cookie") {
		if strings.HasPrefix(c, "fs=") {
			cookie = c
		}
	}
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("got %q, want %s", cookie, want)
		}
	}
	if strings.Contains(cookie, "Domain") || strings.Contains(cookie, "Expires") || strings.Contains(cookie, "Max-Age") {
		t.Errorf("got %q, want it for this host and this browser session", cookie)
	}
}

// No password is made of the names it stands beside.
func TestSEC_AUTHN_02_NoNameOfOnesUnits(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	h.SignIn("jin", password)
	for typed, why := range map[string]string{"我在云杉上班已经很多年了吧": "单位名称", "today jin goes home": "登录名", password: "和现在的一样"} {
		h.Get("/account/password").Form("main form").Set("old", password).Set("password", typed).Set("again", typed).Submit().
			WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", why)
	}
}

func TestSEC_AUTHN_07_OneAnswerAtTheDoor(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	try := func(login string) *webtest.Page {
		return h.Get("/sign-in").Form("main form").Set("login", login).Set("password", "wrong wrong wrong").Submit()
	}
	known, unknown := try("jin"), try("nobody")
	known.WantStatus(http.StatusUnprocessableEntity)
	unknown.WantStatus(http.StatusUnprocessableEntity)
	if a, b := known.Text(".error-summary"), unknown.Text(".error-summary"); a != b || a == "" {
		t.Errorf("answers differ: got %q and %q, want the same", a, b)
	}
	if strings.Contains(string(known.Body), "wrong wrong wrong") {
		t.Error("the password is sent back, want it left out")
	}
}

func TestSEC_SESS_06_AfterSignOut(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	h.SignIn("jin", password)
	account := h.Get("/account").WantStatus(http.StatusOK).Want("main", "金予安").Want("main", "系统管理员")
	if got := account.Header.Get("Cache-Control"); !strings.Contains(got, "no-store") {
		t.Errorf("Cache-Control of a page behind the sign-in: got %q, want no-store", got)
	}
	account.Form(".me form").Submit().Want("main", "已退出")
	if got := h.Get("/account").Path; !strings.HasPrefix(got, "/sign-in") {
		t.Errorf("after signing out /account leads to %s, want /sign-in", got)
	}
}

func TestSignInLeadsBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	p := h.Get("/account/password").Form("main form").Set("login", "jin").Set("password", password).Submit()
	if p.Path != "/account/password" {
		t.Errorf("after signing in: got %s, want /account/password", p.Path)
	}
	out := h.Another().Get("/sign-in?next=https://example.org/").Form("main form").Value("next")
	if out != "/" {
		t.Errorf("next to another host: got %q, want /", out)
	}
}

func TestSEC_AUTHN_08_ANewPasswordEndsOtherSessions(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	h.SignIn("jin", password)
	other := h.Another()
	other.SignIn("jin", password)
	const fresh = "夜来风雨声花落知多少456"
	form := func() *webtest.Filling {
		return h.Get("/account/password").Form("main form").Set("old", password).Set("password", fresh).Set("again", fresh)
	}
	form().Set("old", "not the old one").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "现在的密码不对")
	form().Set("again", "something else").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不一样")
	form().Set("password", "云杉街道是我们大家的家2024").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "单位名称")
	once := form()
	once.Submit().WantStatus(http.StatusOK).Want("main", "密码已修改")
	if p := once.Submit(); p.Path != "/account" {
		t.Errorf("the second press: got %s (%d), want /account", p.Path, p.Status)
	}
	if got := other.Get("/account").Path; !strings.HasPrefix(got, "/sign-in") {
		t.Errorf("the other session opens %s, want /sign-in", got)
	}
	h.Another().SignIn("jin", fresh)
}

func TestSEC_SESS_04_DraftsSurvive(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setUp(h.code)
	h.SignIn("jin", password)
	token := h.Get("/account/password").Form("main form").Value("_csrf")
	h.Post("/drafts?form=/matters/new", map[string][]string{"_csrf": {token}, "title": {"楼上漏水"}, "password": {"secret"}}).WantStatus(http.StatusNoContent)
	h.Post("/drafts?form=//example.org", map[string][]string{"_csrf": {token}, "title": {"x"}}).WantStatus(http.StatusUnprocessableEntity)
	h.clock.Add(31 * time.Minute)
	h.SignIn("jin", password)
	p := h.Get("/account").Follow("1份草稿").Want("main", "登记一件事").Want("main", "楼上漏水")
	if p.Has("main", "secret") {
		t.Error("a password was kept in a draft, want it left out")
	}
	p.Form("main form").Submit().Want("main", "没有草稿")
}
