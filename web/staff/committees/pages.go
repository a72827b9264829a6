// Package committees holds the pages of the register: people's mediation committees,
// their mediators, studios and trainings. Hours of training stand on a mediator's own
// entry and on no list.
package committees

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/committee"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of the register of mediators.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, keep := frame.For(identity.SeeCommittees), frame.For(identity.KeepCommittees)
	trains, train := frame.For(identity.SeeDrills), frame.Either("train mediators", identity.KeepDrills, identity.TrainOwn)
	all := []web.Route{
		{Pattern: "GET /committees", Permission: see, Scope: web.ScopeStreet, Class: web.ClassPublic, Audit: "committee.list", Page: p.List},
		{Pattern: "POST /committees/export", Permission: see, Scope: web.ScopeStreet, Class: web.ClassPublic, Audit: "committee.export", Page: p.ExportList},
		{Pattern: "GET /mediators", Permission: see, Scope: web.ScopeStreet, Class: web.ClassPublic, Audit: "mediator.list", Page: p.Mediators},
		{Pattern: "POST /mediators/export", Permission: see, Scope: web.ScopeStreet, Class: web.ClassPublic, Audit: "mediator.export", Page: p.ExportMediators},
		{Pattern: "GET /mediators/{id}", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "mediator.read", Page: p.Mediator},
		{Pattern: "GET /studios", Permission: see, Scope: web.ScopeStreet, Class: web.ClassPublic, Audit: "studio.list", Page: p.Studios},
		{Pattern: "GET /committees/notice", Permission: see, Scope: web.ScopeStreet, Class: web.ClassPublic, Audit: "committee.notice", Page: p.Notice},
		{Pattern: "GET /trainings", Permission: trains, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "training.list", Page: p.Trainings},
		{Pattern: "GET /trainings/{id}", Permission: trains, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "training.read", Page: p.Training},
		{Pattern: "POST /trainings/{id}/{command}", Permission: train, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "training.step", Page: p.TrainingStep},
		{Pattern: "GET /committees/{id}", Permission: see, Scope: web.ScopeStreet, Class: web.ClassPublic, Audit: "committee.read", Page: p.Committee},
		{Pattern: "POST /committees/{id}/studios/{studio}/close", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassPublic, Audit: "studio.close", Page: p.CloseStudio},
	}
	for _, t := range []struct {
		path, audit string
		permission  web.Permission
		task        task
	}{
		{"/committees/new", "committee.found", keep, found},
		{"/trainings/new", "training.plan", train, planTraining},
		{"/committees/{id}/describe", "committee.describe", keep, describe},
		{"/committees/{id}/report", "committee.report", keep, report},
		{"/committees/{id}/election", "committee.elect", keep, elect},
		{"/committees/{id}/fill", "committee.fill", keep, fill},
		{"/committees/{id}/engage", "mediator.engage", keep, engage},
		{"/committees/{id}/studio", "studio.open", keep, openStudio},
		{"/mediators/{id}/amend", "mediator.amend", keep, amend},
		{"/mediators/{id}/renew", "mediator.renew", keep, renew},
		{"/mediators/{id}/leave", "mediator.end", keep, leave},
	} {
		all = append(all,
			web.Route{Pattern: "GET " + t.path, Permission: t.permission, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: t.audit + ".open", Page: p.ask(t.task)},
			web.Route{Pattern: "POST " + t.path, Permission: t.permission, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: t.audit, Page: p.do(t.task)},
		)
	}
	return all
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func committeeAddress(id string) string { return "/committees/" + id }

func mediatorAddress(id committee.MediatorID) string { return "/mediators/" + string(id) }

func trainingAddress(id committee.TrainingID) string { return "/trainings/" + string(id) }

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// parts are the pages of the register.
func parts(r *http.Request, current string) []ui.Tab {
	all := []ui.Tab{
		{Label: "调委会", Href: "/committees"}, {Label: "调解员", Href: "/mediators"}, {Label: "工作室", Href: "/studios"},
	}
	if identity.SeeDrills.Allows(web.Actor(r)) {
		all = append(all, ui.Tab{Label: "培训", Href: "/trainings"})
	}
	for i := range all {
		all[i].Current = all[i].Href == current
	}
	return all
}

func number[T ~int | ~int64](n T) string { return strconv.Itoa(int(n)) }

// dayOf is the day a list is asked for: of the filter, else today.
func dayOf(on, today calendar.Date) calendar.Date {
	if on.Zero() {
		return today
	}
	return on
}

// conditions are the chosen entries of a list with the addresses without each.
type conditions struct {
	path string
	q    url.Values
	all  []ui.Condition
}

func (c *conditions) add(label, name, value string) {
	rest := url.Values{}
	for k, vs := range c.q {
		for _, v := range vs {
			if k != name || v != value {
				rest.Add(k, v)
			}
		}
	}
	c.all = append(c.all, ui.Condition{Label: label, Remove: withQuery(c.path, rest)})
}

// empty says which kind of nothing a list is.
func (c conditions) empty(nothing string) *ui.EmptyView {
	if len(c.all) > 0 {
		return &ui.EmptyView{Kind: ui.NothingMatches, Text: "没有符合这" + number(len(c.all)) + "个条件的。去掉一个条件再看看：", Conditions: c.all}
	}
	return &ui.EmptyView{Kind: ui.NothingYet, Text: nothing}
}
