// Package drills holds the pages of 岗位大练兵: the plan of a year, the library of
// scenarios, and a session on which teams work. Teams stand in the order they were
// entered; there is no list of results beside each other.
package drills

import (
	"net/http"
	"strconv"

	"fengsheng/drill"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of drills.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, keep, work := frame.For(identity.SeeDrills), frame.For(identity.KeepDrills), frame.For(identity.WorkDrills)
	return []web.Route{
		{Pattern: "GET /drills", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.list", Page: p.Year},
		{Pattern: "POST /drills/export", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.export", Page: p.Export},
		{Pattern: "GET /drills/new", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.plan.open", Page: p.New},
		{Pattern: "POST /drills", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.plan", Page: p.Arrange},
		{Pattern: "GET /drills/scenarios", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.scenarios", Page: p.Scenarios},
		{Pattern: "GET /drills/scenarios/{code}", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.scenario", Page: p.Scenario},
		{Pattern: "GET /drills/{id}", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.read", Page: p.Session},
		{Pattern: "POST /drills/{id}/{command}", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.step", Page: p.Step},
		{Pattern: "GET /drills/{id}/teams/{team}", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.team", Page: p.Team},
		{Pattern: "POST /drills/{id}/teams/{team}/answer", Permission: work, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.answer", Page: p.Answer},
		{Pattern: "POST /drills/{id}/teams/{team}/check", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "drill.check", Page: p.Check},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func address(id drill.ID) string { return "/drills/" + string(id) }

func teamAddress(id drill.ID, team drill.TeamID) string {
	return address(id) + "/teams/" + string(team)
}

func sessionOf(r *http.Request) drill.ID { return drill.ID(r.PathValue("id")) }

func number(n int) string { return strconv.Itoa(n) }

// yearOf is the year the address names, or today's.
func yearOf(written string, today calendar.Date) int {
	if n, err := strconv.Atoi(written); err == nil && n >= 2000 && n <= 2100 {
		return n
	}
	return today.Year()
}

func tone(s drill.Session, today calendar.Date) ui.Tone {
	switch {
	case s.State == drill.Recorded:
		return ui.Done
	case s.State == drill.Planned && s.On < today:
		return ui.Late
	case s.State == drill.Planned, s.State == drill.Held:
		return ui.Going
	}
	return ui.Plain
}

// scenarioTitle is the title of a scenario; "" without one.
func scenarioTitle(code string) string {
	s, _ := drill.Find(code)
	return s.Title
}
