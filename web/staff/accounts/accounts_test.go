package accounts_test

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/accounts"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/signin"
	"fengsheng/web/ui"
	"fengsheng/web/webtest"
)

const (
	street   = "yunshan"
	password = "春眠不觉晓处处闻啼鸟123"
)

var program = actor.Actor{Name: "测试"}

// house is a founded street: an administrator with an account, an officer without.
type house struct {
	*webtest.Client
	t     *testing.T
	db    *db.DB
	clock *dbtest.Clock
	admin identity.Account
	ming  org.Officer
}

func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	clock := dbtest.At(time.Date(2024, 5, 6, 1, 0, 0, 0, time.UTC))
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(time.Date(2024, 5, 6, 1, 0, 0, 0, time.UTC))
		h := &house{t: t, db: d, clock: clock}
		h.open()
		h.SignIn("jin", password)
		run(t, h)
	})
}

func (h *house) update(fn func(*db.Tx) error) {
	h.t.Helper()
	if err := h.db.Update(h.t.Context(), street, fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) open() {
	h.t.Helper()
	hasher := identity.NewHasher()
	door, err := identity.NewDoor(h.t.Context(), h.db, hasher)
	if err != nil {
		h.t.Fatal(err)
	}
	stored, err := hasher.Hash(h.t.Context(), password)
	if err != nil {
		h.t.Fatal(err)
	}
	h.update(func(tx *db.Tx) error {
		code, _, err := identity.PrepareSetup(tx)
		if err != nil {
			return err
		}
		h.admin, err = identity.CompleteSetup(tx, identity.Founding{
			Code: code, Street: org.Street{Name: "云杉街道", ShortName: "云杉"}, Officer: org.Officer{Name: "金予安"}, Login: "jin", Stored: stored,
		})
		if err != nil {
			return err
		}
		root, err := org.Root(tx)
		if err != nil {
			return err
		}
		if h.ming, err = org.Hire(tx, program, org.Officer{Code: "0002", Name: "唐以宁", Unit: root.ID}); err != nil {
			return err
		}
		return org.Assign(tx, program, h.ming.ID, actor.Registrar, root.ID, 0)
	})
	h.serve(door)
}

func (h *house) serve(door *identity.Door) {
	h.t.Helper()
	site, err := web.New(web.Config{
		Unit: "云杉街道", Nav: frame.Nav(), Clock: h.clock.Now, Log: slog.New(slog.DiscardHandler),
		Sessions: frame.Sessions(door),
	})
	if err != nil {
		h.t.Fatal(err)
	}
	home := web.Route{
		Pattern: "GET /{$}", Permission: web.SignedIn(), Scope: web.ScopeNone, Class: web.ClassInternal, Audit: "desk.read",
		Page: func(w http.ResponseWriter, r *http.Request) error {
			return web.Render(w, r, http.StatusOK, ui.Layout(web.View(r, "工作台")))
		},
	}
	mux := http.NewServeMux()
	for _, routes := range [][]web.Route{
		signin.Pages{DB: h.db, Door: door, Founded: func() {}}.Routes(), accounts.Pages{DB: h.db, Door: door}.Routes(), {home},
	} {
		if err := web.Register(mux, site, routes); err != nil {
			h.t.Fatal(err)
		}
	}
	h.Client = webtest.New(h.t, site.Handler(mux))
}

// give opens an account for the second officer and answers its password.
func (h *house) give() string {
	h.t.Helper()
	p := h.Get("/accounts/new?officer="+h.ming.ID).Form("main form").Set("login", "Tang").Set("own", password).Submit()
	p.WantStatus(http.StatusOK).Want("main", "只在这里显示一次").Want("main", "tang")
	return p.Texts("dd")[2]
}

// at is the address of the site.
func (h *house) at() *url.URL {
	h.t.Helper()
	u, err := url.Parse(h.URL)
	if err != nil {
		h.t.Fatal(err)
	}
	return u
}

// account is the address of the second officer's account.
func (h *house) account() string {
	h.t.Helper()
	var a identity.Account
	h.update(func(tx *db.Tx) error {
		var err error
		a, err = identity.AccountOf(tx, h.ming.ID)
		return err
	})
	return "/accounts/" + a.ID
}

// button is the form of one act on the second officer's account.
func (h *house) button(act string) string { return "form[action=" + h.account() + act + "]" }

func TestGivingAnOfficerAWayIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.Get("/accounts").Want("main", "唐以宁").Want("tbody", "金予安")
		issued := h.give()
		if err := identity.CheckPassword(issued, "tang", "云杉街道"); err != nil {
			t.Errorf("the issued password %q breaks the rules: %v", issued, err)
		}
		h.Another().SignIn("TANG", issued)
		list := h.Get("/accounts").Want("tbody", "tang").Want("tbody", "登记人")
		if strings.Contains(string(list.Body), issued) || strings.Contains(string(h.Get(h.account()).Body), issued) {
			t.Error("the password is on another page, want it shown once")
		}
		h.Get("/accounts/new").Want(".empty", "都有账号了")
	})
}

func TestSEC_AUTHN_08_AnOpenSessionIsNotEnough(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		form := h.Get("/accounts/new").Form("main form").Set("officer", h.ming.ID).Set("login", "tang")
		form.Set("own", "wrong wrong wrong").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "您自己的密码不对")
		form.Set("own", "").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写您自己的密码")
		h.give()
		reset := h.Get(h.account() + "/password").Form("main form")
		reset.Set("own", "wrong wrong wrong").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "您自己的密码不对")
		again := reset.Set("own", password).Submit().WantStatus(http.StatusOK)
		h.Another().SignIn("tang", again.Texts("dd")[2])
	})
}

func TestSEC_IN_08_APasswordIsShownOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		form := h.Get("/accounts/new").Form("main form").Set("officer", h.ming.ID).Set("login", "tang").Set("own", password)
		first := form.Submit().WantStatus(http.StatusOK)
		second := form.Submit().WantStatus(http.StatusOK).Want(".banner", "已经提交过")
		if strings.Contains(string(second.Body), first.Texts("dd")[2]) {
			t.Error("the second press shows the password again")
		}
		h.Another().SignIn("tang", first.Texts("dd")[2])
	})
}

func TestSEC_SESS_03_DisablingEndsSessionsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		issued := h.give()
		tang := h.Another()
		tang.SignIn("tang", issued)
		h.Get(h.account()).Want("main", "现在的登录")
		h.Get(h.account()+"/disabling").Form("main form").Submit().WantStatus(http.StatusOK).Want(".banner", "已停用")
		if got := tang.Get("/").Path; !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("after the account was shut its session reaches %s, want the sign-in", got)
		}
		h.Get(h.account()).Form(h.button("/enabling")).Submit().Want(".banner", "恢复")
		h.Another().SignIn("tang", issued)
		h.Get(h.account()).Form(h.button("/putting-out")).Submit().Want(".banner", "都已结束").Want("main", "现在没有登录")
	})
}

func TestUnlocking(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		issued := h.give()
		for range 10 {
			h.Another().Get("/sign-in").Form("main form").Set("login", "tang").Set("password", "wrong wrong wrong").Submit()
			h.clock.Add(time.Minute)
		}
		h.Get(h.account()).Want(".tag", "锁定到").Form(h.button("/unlocking")).Submit().Want(".banner", "解除锁定")
		h.Another().SignIn("tang", issued)
	})
}

func TestNobodyShutsTheirOwnAccount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		own := "/accounts/" + h.admin.ID
		h.Get(own).Want("main", "这是您自己的账号")
		h.Get(own + "/disabling").Form("main form").Submit().WantStatus(http.StatusForbidden)
		if got := h.Get(own + "/password").Path; got != "/account/password" {
			t.Errorf("resetting one's own password leads to %s, want /account/password", got)
		}
	})
}

func TestSEC_AUTHZ_11_OnlyAdministratorsManageAccounts(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		issued := h.give()
		tang := h.Another()
		tang.SignIn("tang", issued)
		h.change(tang, issued, chosen)
		tang.Get("/accounts").WantStatus(http.StatusForbidden)
		tang.Get("/accounts/" + h.admin.ID).WantStatus(http.StatusNotFound)
		tang.Get("/accounts/01hx0000000000000000000000").WantStatus(http.StatusNotFound)
		h.Get("/accounts/01hx0000000000000000000000").WantStatus(http.StatusNotFound)
	})
}

func TestSEC_SESS_03_ChangedPostsEndSessions(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		issued := h.give()
		tang := h.Another()
		tang.SignIn("tang", issued)
		h.update(func(tx *db.Tx) error {
			if err := org.Assign(tx, program, h.ming.ID, actor.Triager, h.ming.Unit, 0); err != nil {
				return err
			}
			return identity.PostsChanged(tx, program, h.ming.ID)
		})
		if got := tang.Get("/").Path; !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("after the posts changed the session reaches %s, want the sign-in", got)
		}
		h.update(func(tx *db.Tx) error {
			told, err := event.List(tx, event.Filter{Action: "account.putOut", Limit: 5})
			if err == nil && len(told) != 1 {
				t.Errorf("got %d events of sessions ended, want 1", len(told))
			}
			return err
		})
	})
}
