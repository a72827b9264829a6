package signin

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// mostTyped bounds what is taken for a login or a password, in characters.
const mostTyped = 256

// signInView is the form at the door.
type signInView struct {
	View    ui.View
	Entries ui.Entries
	Next    string
}

// SignInForm is GET /sign-in. Whoever is signed in goes on; a program without a
// street goes to the set-up.
func (p Pages) SignInForm(w http.ResponseWriter, r *http.Request) error {
	q, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	next := web.LocalPath(q.Raw("next"))
	if web.SessionOf(r).ID != "" {
		return web.Redirect(w, r, next, "")
	}
	needed, err := p.setupNeeded(r)
	if err != nil {
		return err
	}
	if needed {
		return web.Redirect(w, r, "/setup", "")
	}
	v := signInView{View: web.View(r, "登录"), Next: next}
	if q.Bool("founded") && v.View.Flash == "" {
		v.View.Flash = "街道已建立，请登录"
	}
	return web.Render(w, r, http.StatusOK, signInPage(v))
}

// SignIn is POST /sign-in. A wrong password and an unknown login are answered
// in the same words (AUTHN-07).
func (p Pages) SignIn(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	next := web.LocalPath(f.Raw("next"))
	login, password := f.Text("login", "登录名", mostTyped, true), typed(f, "password", "密码")
	err = f.Err()
	token := ""
	if err == nil {
		who := web.Visitor(r)
		token, err = p.Door.SignIn(r.Context(), identity.Attempt{
			Login: login, Password: password, Device: r.UserAgent(), Shared: f.Bool("shared"), Address: who.Address, Route: who.Route, Request: who.Request,
		})
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooMany) {
		if f.Err() == nil { // it is said beside a field, the same one for both
			f.Wrong("password", "%s", fault.Of(err).Message)
		}
		v := signInView{View: frame.Again(r, "登录", true), Entries: f.Again(f.Err()), Next: next}
		return web.Render(w, r, web.StatusOf(err), signInPage(v))
	}
	if err != nil {
		return err
	}
	if err := p.endOld(r); err != nil {
		return err
	}
	opened, err := p.Door.Find(r.Context(), token)
	if err != nil {
		return err
	}
	web.SetToken(w, r, token, identity.Administer.Allows(opened.Actor))
	return web.Redirect(w, r, next, "")
}

// endOld ends the session the browser had before it signed in again (SESS-01).
func (p Pages) endOld(r *http.Request) error {
	old := web.SessionOf(r)
	if old.ID == "" {
		return nil
	}
	return p.DB.Update(r.Context(), old.Actor.Street, func(tx *db.Tx) error { return identity.SignOut(tx, web.Actor(r), old.ID) })
}

// SignOut is POST /sign-out.
func (p Pages) SignOut(w http.ResponseWriter, r *http.Request) error {
	if err := p.endOld(r); err != nil {
		return err
	}
	web.DropToken(w, r)
	return web.Redirect(w, r, "/sign-in", "已退出")
}

// typed is a secret as it was typed: never trimmed or cut.
func typed(f *web.Form, name, label string) string {
	v := f.Raw(name)
	switch n := len([]rune(v)); {
	case n == 0:
		f.Wrong(name, "请填写%s", label)
	case n > mostTyped:
		f.Wrong(name, "%s最多%d个字", label, mostTyped)
	}
	return v
}
