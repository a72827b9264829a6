// Package tasks holds the pages of who does what by when: the list, one task, and the
// giving of a task that follows from nothing else. There is no count by person.
package tasks

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of tasks.
type Pages struct{ DB *db.DB }

// Routes is their table of contents. Whoever is signed in has the tasks given to them.
func (p Pages) Routes() []web.Route {
	keep := frame.For(identity.KeepTasks)
	return []web.Route{
		{Pattern: "GET /tasks", Permission: web.SignedIn(), Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "task.list", Page: p.List},
		{Pattern: "POST /tasks/export", Permission: web.SignedIn(), Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "task.export", Page: p.Export},
		{Pattern: "GET /tasks/new", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "task.give.open", Page: p.New},
		{Pattern: "POST /tasks", Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "task.give", Page: p.Give},
		{Pattern: "GET /tasks/{id}", Permission: web.SignedIn(), Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "task.read", Page: p.Show},
		{Pattern: "POST /tasks/{id}/{command}", Permission: web.SignedIn(), Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "task.step", Page: p.Step},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// press takes a step, or shows its page again with everything typed.
func (p Pages) press(w http.ResponseWriter, r *http.Request, f *web.Form, draft, done string, do frame.Work, again func(int, ui.Entries) error) error {
	return frame.Press(w, r, p.DB, f, draft, "已保存："+done, do, again)
}

func idOf(r *http.Request) task.ID { return task.ID(r.PathValue("id")) }

func address(id task.ID) string { return "/tasks/" + string(id) }
