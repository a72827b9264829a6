package frame

import (
	"net/url"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web/ui"
)

// FilterAddress is the list with the conditions of a saved filter.
func FilterAddress(f identity.SavedFilter) string {
	q, err := url.ParseQuery(f.Query)
	if err != nil || len(q) == 0 {
		return f.Page
	}
	return f.Page + "?" + q.Encode()
}

// Saved are the named filters above a list: those every reader of their post
// has, then the reader's own. base is what the list is asked for now.
func Saved(tx *db.Tx, by actor.Actor, page string, base url.Values, usual ...ui.Tab) (ui.SavedView, error) {
	here := page
	if len(base) > 0 {
		here += "?" + base.Encode()
	}
	v := ui.SavedView{
		Save:   "/filters/new?" + url.Values{"page": {page}, "query": {base.Encode()}}.Encode(),
		Manage: "/filters?" + url.Values{"page": {page}}.Encode(),
	}
	own, err := identity.Filters(tx, by, page)
	if err != nil {
		return v, err
	}
	known := false
	for _, u := range usual {
		u.Current = u.Href == here
		known = known || u.Current
		v.Usual = append(v.Usual, u)
	}
	for _, f := range own {
		t := ui.Tab{Label: f.Name, Href: FilterAddress(f)}
		t.Current = t.Href == here
		known = known || t.Current
		v.Own = append(v.Own, t)
	}
	if known || len(base) == 0 {
		v.Save = ""
	}
	return v, nil
}
