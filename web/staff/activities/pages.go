// Package activities holds the pages of what we did: the list, its export, the
// entry of a meeting, a reception or a sweep, and the page of one activity
// with its correction and its withdrawal.
package activities

import (
	"net/http"

	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Pages are the pages under /activities.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, record := frame.For(identity.SeeActivities), frame.For(identity.RecordActivity)
	read := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	write := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: record, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	return []web.Route{
		read("GET /activities", "activity.list", p.List),
		read("POST /activities/export", "activity.export", p.Export),
		write("GET /activities/new", "activity.new", p.New),
		write("POST /activities", "activity.record", p.Record),
		read("GET /activities/{id}", "activity.read", p.Show),
		write("GET /activities/{id}/correct", "activity.correct.open", p.CorrectForm),
		write("POST /activities/{id}/correct", "activity.correct", p.Correct),
		write("GET /activities/{id}/withdraw", "activity.withdraw.open", p.WithdrawForm),
		write("POST /activities/{id}/withdraw", "activity.withdraw", p.Withdraw),
	}
}

// view reads as the reader, in one moment.
func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// idOf is the version of an activity the address names.
func idOf(r *http.Request) activity.ID { return activity.ID(r.PathValue("id")) }

// address is the page of one version.
func address(id activity.ID) string { return "/activities/" + string(id) }
