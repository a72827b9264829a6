// Package accounts holds the pages where a system administrator gives officers
// a way in, shuts it, and helps those who forgot their password. Nobody's own
// account is kept here; that is at /account.
package accounts

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Pages are the pages under /accounts.
type Pages struct {
	DB   *db.DB
	Door *identity.Door
}

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	manage := frame.For(identity.ManageAccounts)
	route := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: manage, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	return []web.Route{
		route("GET /accounts", "account.list", p.List),
		route("GET /accounts/new", "account.create.open", p.NewForm),
		route("POST /accounts", "account.create", p.Create),
		route("GET /accounts/{id}", "account.read", p.Show),
		route("GET /accounts/{id}/password", "account.password.open", p.ResetForm),
		route("POST /accounts/{id}/password", "account.password", p.Reset),
		route("GET /accounts/{id}/disabling", "account.disable.open", p.DisableForm),
		route("POST /accounts/{id}/disabling", "account.disable", p.Disable),
		route("POST /accounts/{id}/enabling", "account.enable", p.Enable),
		route("POST /accounts/{id}/unlocking", "account.unlock", p.Unlock),
		route("POST /accounts/{id}/putting-out", "account.putOut", p.PutOut),
	}
}

// view reads as the reader, in one moment.
func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}
