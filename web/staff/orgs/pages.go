// Package orgs holds the pages of the street itself: its tree, venues,
// officers, posts, committees and areas, the working calendar, and the import
// of all of them from a spreadsheet.
package orgs

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Pages are the pages under /org.
type Pages struct {
	DB      *db.DB
	uploads *uploads
}

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	p.uploads = newUploads(p.DB.Now)
	see, keep := frame.For(identity.SeeOrg), frame.For(identity.KeepOrg)
	read := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	write := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: keep, Scope: web.ScopeStreet, Class: web.ClassPersonal, Audit: audit, Page: page}
	}
	routes := []web.Route{
		read("GET /org", "org.read", p.Tree),
		read("GET /org/units/{id}", "org.unit.read", p.Unit),
		read("GET /org/venues", "org.venue.list", p.Venues),
		read("GET /org/officers", "org.officer.list", p.Officers),
		read("POST /org/venues/export", "org.venue.export", p.ExportVenues),
		read("POST /org/officers/export", "org.officer.export", p.ExportOfficers),
		read("GET /org/officers/{id}", "org.officer.read", p.Officer),
		read("GET /org/calendar", "org.calendar", p.Calendar),
		write("GET /org/import", "org.import.open", p.ImportForm),
		write("GET /org/import/template", "org.import.template", p.Template),
		write("GET /org/import/{id}", "org.import.read", p.Import),
		write("GET /org/import/{id}/errors", "org.import.errors", p.ImportErrors),
		write("POST /org/import/{id}", "org.import", p.ApplyImport),
	}
	upload := write("POST /org/import", "org.import.upload", p.Upload)
	upload.Upload = true
	routes = append(routes, upload)
	for _, t := range []struct {
		path, audit string
		task        task
	}{
		{"/org/units/new", "org.addUnit", addUnit},
		{"/org/units/{id}/edit", "org.renameUnit", renameUnit},
		{"/org/units/{id}/close", "org.closeUnit", closeUnit},
		{"/org/venues/new", "org.openVenue", openVenue},
		{"/org/venues/{id}/close", "org.closeVenue", closeVenue},
		{"/org/officers/new", "org.hire", hire},
		{"/org/officers/{id}/edit", "org.updateOfficer", updateOfficer},
		{"/org/officers/{id}/leave", "org.leave", leave},
		{"/org/officers/{id}/posts/new", "org.assign", assign},
		{"/org/officers/{id}/posts/{post}/end", "org.endPost", endPost},
		{"/org/officers/{id}/areas/new", "org.takeResponsibility", takeArea},
		{"/org/officers/{id}/areas/{area}/end", "org.endResponsibility", endArea},
		{"/org/committees/new", "org.foundCommittee", foundCommittee},
	} {
		routes = append(routes, write("GET "+t.path, t.audit+".open", p.ask(t.task)), write("POST "+t.path, t.audit, p.do(t.task)))
	}
	return routes
}

// view reads as the reader, in one moment.
func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// keeps reports whether the reader may change the org.
func keeps(r *http.Request) bool { return identity.KeepOrg.Allows(web.Actor(r)) }
