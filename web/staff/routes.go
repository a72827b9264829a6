// Package staff is the table of contents of the signed-in site: every address,
// and who may open it.
package staff

import (
	"net/http"
	"strings"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/vault"
	"fengsheng/web"
	"fengsheng/web/staff/accounts"
	"fengsheng/web/staff/activities"
	"fengsheng/web/staff/acts"
	"fengsheng/web/staff/administratives"
	"fengsheng/web/staff/advices"
	"fengsheng/web/staff/agreements"
	"fengsheng/web/staff/assessments"
	"fengsheng/web/staff/checks"
	"fengsheng/web/staff/committees"
	"fengsheng/web/staff/consultations"
	"fengsheng/web/staff/desk"
	"fengsheng/web/staff/dockings"
	"fengsheng/web/staff/dossiers"
	"fengsheng/web/staff/drills"
	"fengsheng/web/staff/events"
	"fengsheng/web/staff/files"
	"fengsheng/web/staff/filters"
	"fengsheng/web/staff/hazards"
	"fengsheng/web/staff/indicators"
	"fengsheng/web/staff/leaders"
	"fengsheng/web/staff/ledgers"
	"fengsheng/web/staff/litigations"
	"fengsheng/web/staff/matters"
	"fengsheng/web/staff/mediations"
	"fengsheng/web/staff/meetings"
	"fengsheng/web/staff/notices"
	"fengsheng/web/staff/orgs"
	"fengsheng/web/staff/outsides"
	"fengsheng/web/staff/overviews"
	"fengsheng/web/staff/papers"
	"fengsheng/web/staff/petitions"
	"fengsheng/web/staff/publicities"
	"fengsheng/web/staff/published"
	"fengsheng/web/staff/reports"
	"fengsheng/web/staff/responsibilities"
	"fengsheng/web/staff/returns"
	"fengsheng/web/staff/searches"
	"fengsheng/web/staff/signin"
	"fengsheng/web/staff/steps"
	"fengsheng/web/staff/studies"
	"fengsheng/web/staff/supervisions"
	"fengsheng/web/staff/tasks"
	"fengsheng/web/staff/templates"
	"fengsheng/web/staff/vaults"
	"fengsheng/web/ui"
)

// Parts are what the pages are made from.
type Parts struct {
	DB      *db.DB
	Door    *identity.Door
	Founded func()     // called once the street exists
	PDF     papers.PDF // makes PDFs; nil where no LibreOffice is installed
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
		matters.Pages{DB: p.DB, Kinds: Kinds(), Acts: acts.Forms()}.Routes(),
		steps.Pages{DB: p.DB, Kinds: Kinds(), Acts: acts.Forms()}.Routes(),
		papers.Pages{DB: p.DB, PDF: p.PDF}.Routes(),
		dossiers.Pages{DB: p.DB, PDF: p.PDF}.Routes(),
		agreements.Pages{DB: p.DB}.Routes(),
		returns.Pages{DB: p.DB}.Routes(),
		templates.Pages{DB: p.DB}.Routes(),
		files.Pages{DB: p.DB}.Routes(),
		outsides.Pages{DB: p.DB}.Routes(),
		publicities.Pages{DB: p.DB}.Routes(),
		hazards.Pages{DB: p.DB}.Routes(),
		consultations.Pages{DB: p.DB}.Routes(),
		leaders.Pages{DB: p.DB}.Routes(),
		assessments.Pages{DB: p.DB}.Routes(),
		committees.Pages{DB: p.DB}.Routes(),
		drills.Pages{DB: p.DB}.Routes(),
		studies.Pages{DB: p.DB}.Routes(),
		meetings.Pages{DB: p.DB}.Routes(),
		tasks.Pages{DB: p.DB}.Routes(),
		responsibilities.Pages{DB: p.DB}.Routes(),
		supervisions.Pages{DB: p.DB}.Routes(),
		advices.Pages{DB: p.DB}.Routes(),
		notices.Pages{DB: p.DB}.Routes(),
		vaults.Pages{DB: p.DB}.Routes(),
		activities.Pages{DB: p.DB}.Routes(),
		ledgers.Pages{DB: p.DB}.Routes(),
		dockings.Pages{DB: p.DB}.Routes(),
		indicators.Pages{DB: p.DB}.Routes(),
		overviews.Pages{DB: p.DB}.Routes(),
		reports.Pages{DB: p.DB}.Routes(),
		published.Pages{DB: p.DB}.Routes(),
		checks.Pages{DB: p.DB}.Routes(),
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
	for i, r := range all {
		if _, path, _ := strings.Cut(r.Pattern, " "); strings.HasPrefix(path, "/matters/{id}") || strings.HasPrefix(path, "/vault/{id}") {
			all[i].Page = told(p.DB, r.Page)
		}
	}
	return all
}

// told tells the ledger when somebody asks for a matter that is kept from them;
// they are answered as if there were none.
func told(d *db.DB, page web.Page) web.Page {
	return func(w http.ResponseWriter, r *http.Request) error {
		err := page(w, r)
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		by, id, kept := web.Actor(r), matter.ID(r.PathValue("id")), false
		asked := d.View(r.Context(), by.Street, func(tx *db.Tx) error {
			var err error
			kept, err = vault.Kept(tx, by, id)
			return err
		})
		if asked == nil && kept {
			asked = d.Update(r.Context(), by.Street, func(tx *db.Tx) error { return vault.Tried(tx, by, id) })
		}
		if asked != nil {
			return asked
		}
		return err
	}
}
