// Package matters holds the pages of what is brought to us: the list, its
// export, intake, triage, the page of one matter, and showing a masked value.
package matters

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/steps"
)

// Pages are the pages under /matters.
type Pages struct {
	DB    *db.DB
	Kinds []steps.Kind
	Acts  []steps.Form // what can be done to matters of every kind
}

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, takeIn, triage := frame.For(identity.SeeMatters), frame.For(identity.TakeIn), frame.For(identity.Triage)
	read := frame.For(identity.ReadMatter)
	return []web.Route{
		{Pattern: "GET /matters", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "matter.list", Page: p.List},
		{Pattern: "POST /matters/export", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "matter.export", Page: p.Export},
		{Pattern: "POST /matters/chosen", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "matter.chosen", Page: p.Chosen},
		{Pattern: "POST /matters/chosen/registration", Permission: takeIn, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "matter.register", Page: p.RegisterChosen},
		{Pattern: "GET /matters/new", Permission: takeIn, Scope: web.ScopeNone, Class: web.ClassInternal, Audit: "matter.new", Page: p.New},
		{Pattern: "POST /matters", Permission: takeIn, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "matter.receive", Page: p.TakeIn},
		{Pattern: "GET /matters/{id}", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: "matter.read", Page: p.Show},
		{Pattern: "GET /matters/{id}/receipt", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "matter.receipt", Page: p.Receipt},
		{Pattern: "POST /matters/{id}/reveal", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "matter.reveal", Page: p.Reveal},
		{Pattern: "GET /matters/{id}/parties/{party}", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassPersonal, Audit: "matter.party.open", Page: p.PartyForm},
		{Pattern: "POST /matters/{id}/parties/{party}", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "matter.party", Page: p.Amend},
		p.lookedRoute(),
		{Pattern: "GET /matters/{id}/correction", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassInternal, Audit: "matter.correct.open", Page: p.CorrectForm},
		{Pattern: "POST /matters/{id}/correction", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassInternal, Audit: "matter.correct", Page: p.Correct},
		{Pattern: "POST /matters/{id}/register", Permission: takeIn, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "matter.register", Page: p.Register},
		{Pattern: "GET /matters/{id}/triage", Permission: triage, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: "matter.triage.open", Page: p.TriageForm},
		{Pattern: "POST /matters/{id}/triage", Permission: triage, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: "matter.triage", Page: p.Triage},
		{Pattern: "GET /matters/{id}/merge", Permission: triage, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: "matter.merge.open", Page: p.MergeForm},
		{Pattern: "POST /matters/{id}/merge", Permission: triage, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: "matter.merge", Page: p.Merge},
		{Pattern: "GET /matters/{id}/redirect", Permission: triage, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: "matter.redirect.open", Page: p.RedirectForm},
		{Pattern: "POST /matters/{id}/redirect", Permission: triage, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: "matter.redirect", Page: p.Redirect},
	}
}

// view reads as the reader, in one moment.
func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// idOf is the matter the address names.
func idOf(r *http.Request) matter.ID { return matter.ID(r.PathValue("id")) }

// address is the page of one matter.
func address(id matter.ID) string { return "/matters/" + string(id) }
