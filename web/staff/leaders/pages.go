// Package leaders holds the pages of what leaders do themselves: the matters they
// answer for (领导包案), and the receptions and visits with their announced schedule.
package leaders

import (
	"net/http"
	"strconv"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/reception"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of leaders, receptions and the ownership of a matter.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, keep := frame.For(identity.SeeReceptions), frame.For(identity.KeepReceptions)
	seeMatter, own := frame.For(identity.SeeMatters), frame.Either("own or propose", identity.OwnCases, identity.ProposeOwner)
	return []web.Route{
		{Pattern: "GET /leaders", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "ownership.list", Page: p.Owned},
		{Pattern: "POST /leaders/export", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "ownership.export", Page: p.ExportOwned},
		{Pattern: "GET /matters/{id}/ownership", Permission: seeMatter, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "ownership.read", Page: p.Ownership},
		{Pattern: "POST /matters/{id}/ownership/{command}", Permission: own, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "ownership.step", Page: p.OwnershipStep},
		{Pattern: "GET /receptions", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "reception.list", Page: p.Schedule},
		{Pattern: "POST /receptions/export", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "reception.export", Page: p.ExportSchedule},
		{Pattern: "GET /receptions/notice", Permission: see, Scope: web.ScopeStreet, Class: web.ClassPublic, Audit: "reception.notice", Page: p.Notice},
		{Pattern: "GET /receptions/new", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "reception.plan.open", Page: p.New},
		{Pattern: "POST /receptions", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "reception.plan", Page: p.Arrange},
		{Pattern: "GET /receptions/{id}", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "reception.read", Page: p.Session},
		{Pattern: "POST /receptions/{id}/{command}", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "reception.step", Page: p.SessionStep},
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

func matterOf(r *http.Request) matter.ID { return matter.ID(r.PathValue("id")) }

func sessionOf(r *http.Request) reception.ID { return reception.ID(r.PathValue("id")) }

func sessionAddress(id reception.ID) string { return "/receptions/" + string(id) }

func matterAddress(id matter.ID) string { return "/matters/" + string(id) }

// tabs lead between the two lists.
func tabs(current string) []ui.Tab {
	return []ui.Tab{
		{Label: "接访安排", Href: "/receptions", Current: current == "receptions"},
		{Label: "领导包案", Href: "/leaders", Current: current == "leaders"},
	}
}

// monthOf is the first day of the month the address names, or of today's.
func monthOf(written string, today calendar.Date) calendar.Date {
	if d, err := calendar.Parse(written + "-01"); err == nil {
		return d
	}
	return calendar.On(today.Year(), today.Month(), 1)
}

func number(n int) string { return strconv.Itoa(n) }
