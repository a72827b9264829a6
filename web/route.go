package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
)

// Permission says who may open a page: anybody, anybody signed in, or whoever
// holds one of the roles. The zero Permission allows nobody and is refused.
type Permission struct {
	Name   string // as the table of routes shows it
	Roles  []actor.Role
	Any    bool // any signed-in officer
	Public bool // without signing in
}

// Public is the permission of the pages before the sign-in.
func Public() Permission { return Permission{Name: "公开", Public: true} }

// SignedIn is the permission of the pages for every officer.
func SignedIn() Permission { return Permission{Name: "登录即可", Any: true} }

// Holding is the permission of whoever holds one of the roles.
func Holding(name string, roles []actor.Role) Permission { return Permission{Name: name, Roles: roles} }

// Allows reports whether somebody signed in as a may open the page.
func (p Permission) Allows(a actor.Actor) bool {
	return p.Public || p.Any || a.Has(p.Roles...)
}

func (p Permission) complete() bool {
	return p.Name != "" && (p.Public || p.Any || len(p.Roles) > 0)
}

// Relation says what the reader must have to do with what the page shows. The
// statement of the page enforces it; the route table states it (AUTHZ-01).
type Relation string

// The relations a route may state.
const (
	ScopeNone      Relation = "无关范围"  // the page shows nobody's records
	ScopeStreet    Relation = "本街道"   // whatever belongs to the street
	ScopeOwnPlace  Relation = "本地及以下" // the place of the post and all below it
	ScopeOwnMatter Relation = "本人经办"  // matters the reader handles
	ScopeOwnSelf   Relation = "本人"    // the reader's own account
	ScopeCounts    Relation = "仅计数"   // counts without rows
)

// DataClass is the most sensitive class of what a page can show (PRIV-01).
type DataClass string

// The classes, from harmless to sensitive.
const (
	ClassPublic    DataClass = "公开"
	ClassInternal  DataClass = "内部"
	ClassPersonal  DataClass = "个人"
	ClassSensitive DataClass = "敏感"
)

// Route is one line of a site's table of contents. Everything but Upload,
// Several and Early is required.
type Route struct {
	Pattern    string // with its method: "GET /matters/{id}"
	Permission Permission
	Scope      Relation
	Class      DataClass
	Audit      string // the action as the event log names it: matter.read
	Upload     bool   // takes a file: up to 20 MiB instead of 1 MiB
	Several    bool   // takes several files: up to 100 MiB together
	Early      bool   // opens although the session has something to do first
	Page       Page
}

// lacks names what is missing from the route, or is empty.
func (t Route) lacks() string {
	method, path, found := strings.Cut(t.Pattern, " ")
	switch {
	case !found || method == "" || !strings.HasPrefix(path, "/"):
		return "a pattern with its method"
	case !t.Permission.complete():
		return "a permission"
	case t.Scope == "":
		return "a scope"
	case t.Class == "":
		return "a data class"
	case t.Audit == "":
		return "an audit action"
	case t.Page == nil:
		return "a page"
	}
	return ""
}

// mostBody is how many bytes of files the route takes with its form.
func (t Route) mostBody() int64 {
	switch {
	case t.Several:
		return maxUploads
	case t.Upload:
		return maxUpload
	}
	return maxForm
}

// addressesOne reports whether the address holds an id: then not allowed and
// not there must answer the same (AUTHZ-11).
func (t Route) addressesOne() bool {
	return strings.Contains(t.Pattern, "{") && !strings.HasSuffix(t.Pattern, "/{$}")
}

// Register puts the routes into mux. It refuses a route that does not say who
// may open it, on what scope, with what data and under what audit action.
func Register(mux *http.ServeMux, site *Site, routes []Route) error {
	seen := map[string]bool{}
	for _, t := range routes {
		if what := t.lacks(); what != "" {
			return fmt.Errorf("web: route %q lacks %s", t.Pattern, what)
		}
		if seen[t.Pattern] {
			return fmt.Errorf("web: route %q stands twice", t.Pattern)
		}
		seen[t.Pattern] = true
	}
	for _, t := range routes {
		mux.HandleFunc(t.Pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := site.open(w, r, t); err != nil {
				site.fail(w, r, err)
			}
		})
	}
	return nil
}

// open decides whether the page may be opened, then opens it. Nothing of the
// body is read before the origin is known; a form of somebody signed out is read
// as well, because the answer shows it again.
func (s *Site) open(w http.ResponseWriter, r *http.Request, t Route) error {
	q := requestOf(r)
	q.pattern = t.Pattern
	changes := changesState(r.Method)
	if changes {
		if err := checkOrigin(r); err != nil {
			return err
		}
		if err := readBody(w, r, q, t.mostBody()); err != nil {
			return err
		}
		q.form.today = calendar.Of(s.Clock())
		defer q.forget()
	}
	if !q.signedIn() && !t.Permission.Public {
		return s.askToSignIn(w, r, changes)
	}
	if changes {
		if err := s.checkToken(r, q, t.Permission.Public); err != nil {
			return err
		}
	}
	if q.session.First != "" && !t.Early && !t.Permission.Public {
		return s.first(w, r, changes)
	}
	if q.signedIn() && !t.Permission.Allows(q.session.Actor) {
		if t.addressesOne() {
			return &refusal{status: http.StatusNotFound}
		}
		return &refusal{status: http.StatusForbidden}
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.Budget) // from here: a slow body has had its own limit
	defer cancel()
	return t.Page(w, r.WithContext(ctx))
}

// askToSignIn sends a reader to the sign-in and back; a writer sees what was
// typed and a way to sign in, because a redirect would lose the text.
func (s *Site) askToSignIn(w http.ResponseWriter, r *http.Request, changes bool) error {
	if changes {
		return &refusal{status: http.StatusUnauthorized}
	}
	http.Redirect(w, r, s.signInAddress(r), http.StatusSeeOther)
	return nil
}

// first leads to what has to be done before anything else opens.
func (s *Site) first(w http.ResponseWriter, r *http.Request, changes bool) error {
	if changes {
		return &refusal{status: http.StatusForbidden, early: true}
	}
	http.Redirect(w, r, requestOf(r).session.First, http.StatusSeeOther)
	return nil
}

func changesState(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}
