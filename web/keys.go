package web

import (
	"net/http"

	"fengsheng/web/ui"
)

// keysOn reports whether the reader wants keyboard shortcuts. They can be
// switched off (WCAG 2.1.4); the choice is a cookie without any secret.
func (s *Site) keysOn(r *http.Request) bool { return s.cookieValue(r, keysName) != "off" }

// KeyRoutes are the page that lists the keyboard shortcuts and the switch that
// turns them off. A site adds them to its own routes.
func KeyRoutes() []Route {
	return []Route{
		{Pattern: "GET /keys", Permission: SignedIn(), Scope: ScopeNone, Class: ClassPublic, Audit: "keys.read", Page: showKeys},
		{Pattern: "POST /keys", Permission: SignedIn(), Scope: ScopeOwnSelf, Class: ClassPublic, Audit: "keys.switch", Page: switchKeys},
	}
}

func showKeys(w http.ResponseWriter, r *http.Request) error {
	return Render(w, r, http.StatusOK, ui.KeysPage(View(r, "键盘快捷键")))
}

func switchKeys(w http.ResponseWriter, r *http.Request) error {
	f, err := ReadForm(r)
	if err != nil {
		return err
	}
	on := f.Choice("keys", "快捷键", []string{"on", "off"}, true)
	if err := f.Err(); err != nil {
		return err
	}
	c := requestOf(r).site.cookie(keysName, on)
	c.MaxAge = 365 * 24 * 60 * 60
	http.SetCookie(w, c)
	if on == "off" {
		return Redirect(w, r, "/keys", "快捷键已关闭")
	}
	return Redirect(w, r, "/keys", "快捷键已打开")
}
