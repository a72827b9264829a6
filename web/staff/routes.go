// Package staff is the table of contents of the signed-in site: every address,
// and who may open it.
package staff

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/accounts"
	"fengsheng/web/staff/activities"
	"fengsheng/web/staff/administratives"
	"fengsheng/web/staff/consultations"
	"fengsheng/web/staff/desk"
	"fengsheng/web/staff/events"
	"fengsheng/web/staff/filters"
	"fengsheng/web/staff/hazards"
	"fengsheng/web/staff/indicators"
	"fengsheng/web/staff/leaders"
	"fengsheng/web/staff/litigations"
	"fengsheng/web/staff/matters"
	"fengsheng/web/staff/mediations"
	"fengsheng/web/staff/orgs"
	"fengsheng/web/staff/petitions"
	"fengsheng/web/staff/reports"
	"fengsheng/web/staff/searches"
	"fengsheng/web/staff/signin"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// Parts are what the pages are made from.
type Parts struct {
	DB      *db.DB
	Door    *identity.Door
	Founded func() // called once the street exists
}

// Kinds are the kinds of matter that have steps of their own.
func Kinds() []steps.Kind {
	return []steps.Kind{
		mediations.Kind(), administratives.Kind(), petitions.Kind(), litigations.Kind(), hazards.Kind(), consultations.Kind(),
	}
}

// Routes lists every page of the site.
func Routes(p Parts) []web.Route {
	var all []web.Route
	for _, routes := range [][]web.Route{
		signin.Pages{DB: p.DB, Door: p.Door, Founded: p.Founded}.Routes(),
		desk.Pages{DB: p.DB}.Routes(),
		matters.Pages{DB: p.DB, Kinds: Kinds()}.Routes(),
		steps.Pages{DB: p.DB, Kinds: Kinds()}.Routes(),
		hazards.Pages{DB: p.DB}.Routes(),
		consultations.Pages{DB: p.DB}.Routes(),
		leaders.Pages{DB: p.DB}.Routes(),
		activities.Pages{DB: p.DB}.Routes(),
		indicators.Pages{DB: p.DB}.Routes(),
		reports.Pages{DB: p.DB}.Routes(),
		accounts.Pages{DB: p.DB, Door: p.Door}.Routes(),
		events.Pages{DB: p.DB}.Routes(),
		searches.Pages{DB: p.DB}.Routes(),
		orgs.Pages{DB: p.DB}.Routes(),
		filters.Pages{DB: p.DB}.Routes(),
		web.KeyRoutes(),
		web.StayRoutes(),
		{{
			Pattern: "GET /gallery", Permission: web.SignedIn(), Scope: web.ScopeNone, Class: web.ClassPublic, Audit: "gallery.read",
			Page: func(w http.ResponseWriter, r *http.Request) error {
				return web.Render(w, r, http.StatusOK, ui.Gallery(web.View(r, "组件")))
			},
		}},
	} {
		all = append(all, routes...)
	}
	return all
}
