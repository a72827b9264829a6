package accounts_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/web/webtest"
)

const chosen = "夜来风雨声花落知多少456"

// With an issued password nothing opens but the page that changes it.
func TestSEC_AUTHN_01_AnIssuedPasswordOpensOnePage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		issued := h.give()
		tang := h.Another()
		page := tang.SignIn("tang", issued)
		if page.Path != "/account/password" {
			t.Fatalf("the first sign-in leads to %s, want the change of the password", page.Path)
		}
		page.Want("h1", "先改密码")
		if len(page.All(".nav a")) > 0 || page.Find(".search") != nil {
			t.Error("the page offers ways that do not open")
		}
		for _, path := range []string{"/", "/account", "/accounts", "/accounts/" + h.admin.ID, "/drafts", "/sign-in"} {
			if got := tang.Get(path).Path; got != "/account/password" {
				t.Errorf("%s leads to %s, want the change of the password", path, got)
			}
		}
		token := page.Form("form[action=/account/password]").Value("_csrf")
		tang.Post("/drafts?form=/matters/new", map[string][]string{"_csrf": {token}, "title": {"漏水"}}).
			WantStatus(http.StatusForbidden).Want("main", "先把管理员给的密码改成自己的密码")
		tang.Get("/assets/nothing.css").WantStatus(http.StatusNotFound)

		other := h.Another()
		other.SignIn("tang", issued)
		h.change(tang, issued, issued).WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "新密码和现在的一样")
		if p := h.change(tang, issued, chosen).WantStatus(http.StatusOK); p.Path != "/" {
			t.Errorf("after the change: got %s, want the desk", p.Path)
		}
		tang.Get("/account").WantStatus(http.StatusOK).Want("main", "唐以宁")
		if got := other.Get("/account").Path; !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("another session with the issued password reaches %s, want the sign-in", got)
		}
		if p := h.Another().SignIn("tang", chosen); p.Path != "/" {
			t.Errorf("signing in with the own password leads to %s, want the desk", p.Path)
		}
		h.told("account.password", 1)
	})
}

// A reset is an issued password again, and ends what is open (AUTHN-08).
func TestSEC_AUTHN_01_AResetIsIssuedAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		issued := h.give()
		tang := h.Another()
		tang.SignIn("tang", issued)
		h.change(tang, issued, chosen)
		again := h.Get(h.account()+"/password").Form("main form").Set("own", password).Submit().WantStatus(http.StatusOK).Texts("dd")[2]
		if got := tang.Get("/account").Path; !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("after the reset the session reaches %s, want the sign-in", got)
		}
		back := h.Another()
		if p := back.SignIn("tang", again); p.Path != "/account/password" {
			t.Errorf("the reset password leads to %s, want its change", p.Path)
		}
		back.Get("/account/password").Form("form[action=/sign-out]").Submit().Want("main", "已退出")
		if got := back.Get("/account/password").Path; !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("after leaving: got %s, want the sign-in", got)
		}
		h.told("account.password", 2)
	})
}

// The token changes with every fresh proof; the one a thief may hold is dead.
func TestSEC_SESS_01_AStolenTokenDiesWithTheStepUp(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		thief := h.Another()
		thief.HTTP.Jar.SetCookies(h.at(), h.HTTP.Jar.Cookies(h.at()))
		thief.Get("/accounts").WantStatus(http.StatusOK)
		h.give()
		if got := thief.Get("/accounts").Path; !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("the old token reaches %s, want the sign-in", got)
		}
		h.Get("/accounts").WantStatus(http.StatusOK).Want("main", "唐以宁")
	})
}

// change sends the form of a new password.
func (h *house) change(c *webtest.Client, old, fresh string) *webtest.Page {
	h.t.Helper()
	return c.Get("/account/password").Form("form[action=/account/password]").Set("old", old).Set("password", fresh).Set("again", fresh).Submit()
}

// told holds how often the ledger tells of an action, by the one who did it and
// from where.
func (h *house) told(action string, want int) {
	h.t.Helper()
	h.update(func(tx *db.Tx) error {
		all, err := event.List(tx, event.Filter{Action: action, Limit: 9})
		if len(all) != want {
			h.t.Errorf("%s: got %d events, want %d", action, len(all), want)
		}
		for _, e := range all {
			if e.Officer == "" || e.Address == "" || e.Subject == "" {
				h.t.Errorf("%s: got %+v, want who, from where and whose", action, e)
			}
		}
		return err
	})
}
