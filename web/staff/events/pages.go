// Package events holds the pages of the ledger, for whoever audits: what was
// done, by whom, with what outcome, and whether the chain still holds. They
// show ids and codes, never what a matter is about.
package events

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Pages are the pages under /events.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	read := frame.For(identity.ReadLedger)
	route := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: read, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	return []web.Route{
		route("GET /events", "ledger.list", p.List),
		route("POST /events/export", "ledger.export", p.Export),
		route("GET /events/verification", "ledger.verify.open", p.VerifyForm),
		route("POST /events/verification", "ledger.verify", p.Verify),
		route("GET /events/{seq}", "ledger.read", p.Show),
	}
}

// view reads as the reader, in one moment.
func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}
