// Package filters is the pages on which a person names a list to come back to,
// and forgets it again. The lists show the names.
package filters

import (
	"errors"
	"net/http"
	"net/url"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of the saved filters.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	me := web.SignedIn()
	return []web.Route{
		{Pattern: "GET /filters", Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "filter.list", Page: p.List},
		{Pattern: "GET /filters/new", Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "filter.new", Page: p.New},
		{Pattern: "POST /filters", Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "filter.save", Page: p.Save},
		{Pattern: "POST /filters/{id}/removal", Permission: me, Scope: web.ScopeOwnSelf, Class: web.ClassInternal, Audit: "filter.drop", Page: p.Drop},
	}
}

// lists are the lists that have saved filters, with what they are of.
var lists = map[string]string{"/matters": "事项", "/activities": "活动"}

type listView struct {
	View        ui.View
	Page, Title string
	Rows        []identity.SavedFilter
}

type newView struct {
	View        ui.View
	Page, Query string
	Title       string
	Entries     ui.Entries
}

// List is GET /filters?page=/matters: the reader's own filters of a list.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	page := r.URL.Query().Get("page")
	v := listView{Page: page, Title: lists[page]}
	if v.Title == "" {
		return unknown()
	}
	by := web.Actor(r)
	err := p.DB.View(r.Context(), by.Street, func(tx *db.Tx) error {
		var err error
		v.Rows, err = identity.Filters(tx, by, page)
		return err
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "我的筛选")
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// New is GET /filters/new: a name for the conditions that a list was left with.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	return p.ask(w, r, http.StatusOK, newView{Page: q.Get("page"), Query: q.Get("query")})
}

func (p Pages) ask(w http.ResponseWriter, r *http.Request, status int, v newView) error {
	if v.Title = lists[v.Page]; v.Title == "" {
		return unknown()
	}
	v.View = web.View(r, "保存筛选")
	v.View.Wrong = status != http.StatusOK
	return web.Render(w, r, status, newPage(v))
}

// Save is POST /filters. Saving once more what was just forgotten is its undoing.
func (p Pages) Save(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	kept := identity.SavedFilter{Page: f.Raw("page"), Query: f.Raw("query"), Name: f.Text("name", "名字", 100, false)}
	if lists[kept.Page] == "" {
		return unknown()
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	by := web.Actor(r)
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		return frame.FilterAddress(kept), identity.SaveFilter(tx, by, kept)
	})
	switch {
	case fault.Is(err, fault.Invalid):
		return p.ask(w, r, http.StatusUnprocessableEntity, newView{Page: kept.Page, Query: kept.Query, Entries: f.Again(err)})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已保存筛选")
}

// Drop is POST /filters/{id}/removal.
func (p Pages) Drop(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	by := web.Actor(r)
	var gone identity.SavedFilter
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		var err error
		gone, err = identity.DropFilter(tx, by, r.PathValue("id"))
		return "/filters?" + url.Values{"page": {gone.Page}}.Encode(), err
	})
	switch {
	case errors.Is(err, db.ErrNone):
		return unknown()
	case err != nil:
		return err
	case gone.ID == "": // pressed again
		return web.Redirect(w, r, to, "已删除")
	}
	return web.RedirectUndo(w, r, to, "已删除", ui.Undo{Action: "/filters", Fields: []ui.UndoField{
		{Name: "page", Value: gone.Page}, {Name: "query", Value: gone.Query}, {Name: "name", Value: gone.Name},
	}})
}

func unknown() error { return fault.New(fault.NotFound, "没有这个筛选") }
