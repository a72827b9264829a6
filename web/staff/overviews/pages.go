// Package overviews holds the pages that show many figures at once: the leader's
// page, the overview of a year, the funnel by cohorts, and the wall. Each number
// opens exactly its rows, a share stands beside both of its numbers, and nothing
// compares or ranks people.
package overviews

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Pages are the pages under /overview, /funnel, /wall and /screen.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, lead, keep := frame.For(identity.SeeIndicators), frame.For(identity.SeeLeaderPage), frame.For(identity.KeepScreens)
	return []web.Route{
		{Pattern: "GET /overview", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "overview.read", Page: p.Overview},
		{Pattern: "POST /overview/export", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "overview.export", Page: p.Export},
		{Pattern: "GET /overview/leader", Permission: lead, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "overview.leader", Page: p.Leader},
		{Pattern: "GET /funnel", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "funnel.read", Page: p.Funnel},
		{Pattern: "POST /funnel/export", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "funnel.export", Page: p.ExportFunnel},
		{Pattern: "GET /wall", Permission: see, Scope: web.ScopeCounts, Class: web.ClassPublic, Audit: "wall.read", Page: p.Wall},
		{Pattern: "GET /wall/screens", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "screen.list", Page: p.Screens},
		{Pattern: "POST /wall/screens", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "screen.open", Page: p.OpenScreen},
		{Pattern: "POST /wall/screens/{id}/closing", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "screen.close", Page: p.CloseScreen},
		{Pattern: "GET /screen/{token}", Permission: web.Public(), Scope: web.ScopeCounts, Class: web.ClassPublic, Audit: "wall.show", Page: p.Screen},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func count(n int64) string { return strconv.FormatInt(n, 10) }

// month is 2024年3月, and short 3月.
func month(d calendar.Date) string { return strconv.Itoa(d.Year()) + "年" + short(d) }

func short(d calendar.Date) string { return strconv.Itoa(d.Month()) + "月" }

// days are the days of a period as words.
func days(from, to calendar.Date) string { return from.Plain() + "至" + to.Plain() }

// asked is what an address asks for, counted in what the reader may open where that is
// whole: then every number leads to exactly its rows. Who has to keep out of a matter,
// or is not among the few who know of it, does not find it in the numbers either.
func asked(tx *db.Tx, by actor.Actor, q url.Values) (frame.Asked, error) {
	a, err := frame.ReadAsked(tx, by, q)
	if scope := identity.SeeMatters.Reach(by, tx.Today()); err == nil && scope.Covers(a.Community) {
		a.Scope = &scope
	}
	return a, err
}
