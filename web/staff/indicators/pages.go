// Package indicators holds the pages of the figures: a year's figures by
// section, each leading to exactly its rows, and for each indicator how it is
// counted, its months and its communities.
package indicators

import (
	"net/http"
	"net/url"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Pages are the pages under /indicators.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see := frame.For(identity.SeeIndicators)
	return []web.Route{
		{Pattern: "GET /indicators", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "indicator.list", Page: p.List},
		{Pattern: "POST /indicators/export", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "indicator.export", Page: p.Export},
		{Pattern: "GET /indicators/{code}", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "indicator.read", Page: p.Show},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// asked is what an address asks for.
type asked struct{ frame.Asked }

func read(tx *db.Tx, by actor.Actor, q url.Values) (asked, error) {
	a, err := frame.ReadAsked(tx, by, q)
	return asked{a}, err
}
