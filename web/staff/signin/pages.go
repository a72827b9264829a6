// Package signin holds the pages about oneself: signing in and out, the first
// set-up, one's own account and password, and what one has half written.
package signin

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
)

// Pages are the pages around the door.
type Pages struct {
	DB      *db.DB
	Door    *identity.Door
	Founded func() // called once the street exists; main makes the site with its name
}

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	public, me := web.Public(), web.SignedIn()
	return []web.Route{
		{Pattern: "GET /sign-in", Permission: public, Scope: web.ScopeNone, Class: web.ClassPublic, Audit: "account.signIn.open", Page: p.SignInForm},
		{Pattern: "POST /sign-in", Permission: public, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "account.signIn", Page: p.SignIn},
		{Pattern: "POST /sign-out", Early: true, Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "account.signOut", Page: p.SignOut},
		{Pattern: "GET /account", Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "account.read", Page: p.Account},
		{Pattern: "GET /account/password", Early: true, Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "account.password.open", Page: p.PasswordForm},
		{Pattern: "POST /account/password", Early: true, Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "account.password", Page: p.Password},
		{Pattern: "GET /setup", Permission: public, Scope: web.ScopeNone, Class: web.ClassPublic, Audit: "account.setup.open", Page: p.SetupForm},
		{Pattern: "POST /setup", Permission: public, Scope: web.ScopeNone, Class: web.ClassInternal, Audit: "account.setup", Page: p.Setup},
		{Pattern: "GET /drafts", Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassSensitive, Audit: "draft.list", Page: p.Drafts},
		{Pattern: "POST /drafts", Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassSensitive, Audit: "draft.save", Page: p.SaveDraft},
		{Pattern: "POST /drafts/drop", Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassSensitive, Audit: "draft.drop", Page: p.DropDraft},
	}
}

// view reads as the reader, in one moment.
func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}
