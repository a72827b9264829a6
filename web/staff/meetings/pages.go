// Package meetings holds the pages of meetings: the list, the agenda of one to come with
// the tasks that come back, how it went, its minutes on paper, and its tasks.
package meetings

import (
	"net/http"
	"strconv"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/meeting"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of meetings.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, keep := frame.For(identity.SeeMeetings), frame.Either("keep meetings", identity.KeepMeetings, identity.KeepPoliceMeetings)
	return []web.Route{
		{Pattern: "GET /meetings", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "meeting.list", Page: p.List},
		{Pattern: "POST /meetings/export", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "meeting.export", Page: p.Export},
		{Pattern: "GET /meetings/new", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "meeting.plan.open", Page: p.New},
		{Pattern: "POST /meetings", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "meeting.plan", Page: p.Arrange},
		{Pattern: "GET /meetings/{id}", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "meeting.read", Page: p.Show},
		{Pattern: "GET /meetings/{id}/agenda", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "meeting.amend.open", Page: p.Agenda},
		{Pattern: "GET /meetings/{id}/minutes", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "meeting.minutes", Page: p.Minutes},
		{Pattern: "POST /meetings/{id}/document", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "meeting.take", Page: p.Document},
		{Pattern: "POST /meetings/{id}/{command}", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "meeting.step", Page: p.Step},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// press takes a step, or shows its page again with everything typed.
func (p Pages) press(w http.ResponseWriter, r *http.Request, f *web.Form, draft, done string, do frame.Work, again func(int, ui.Entries) error) error {
	return frame.Press(w, r, p.DB, f, draft, "已保存："+done, do, again)
}

// only is the error of an operation whose answer the page does not need.
func only[T any](_ T, err error) error { return err }

func idOf(r *http.Request) meeting.ID { return meeting.ID(r.PathValue("id")) }

func address(id meeting.ID) string { return "/meetings/" + string(id) }

func number(n int) string { return strconv.Itoa(n) }
