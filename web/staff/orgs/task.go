package orgs

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// task is one change of the org: a page that asks, and what is done with the answers.
type task struct {
	open func(tx *db.Tx, r *http.Request, v *taskView) error
	read func(r *http.Request, f *web.Form) change
	done string // said on the next page
}

// change is what a form asks for; it answers the address of the result.
type change func(tx *db.Tx, by actor.Actor) (string, error)

// taskView is what the page of a task shows.
type taskView struct {
	View      ui.View
	Title     string
	Crumbs    []ui.Crumb
	Facts     []ui.Fact // how it is now
	Warning   string
	Entries   ui.Entries
	Questions []question
	Action    string
	Version   int
	Act       string
	Danger    bool
	Back      string
}

// kind is how a question is asked.
type kind int

const (
	line kind = iota
	pick
	day
)

// question is one field of a task.
type question struct {
	kind  kind
	field ui.Field
}

func (v taskView) version() string {
	if v.Version == 0 {
		return ""
	}
	return strconv.Itoa(v.Version)
}

// asked puts what was entered, and what is wrong with it, into a question.
func (v taskView) asked(q question) ui.Field {
	f := v.Entries.Field(q.field.Name, q.field.Label)
	f.Hint, f.Optional, f.Options, f.Width, f.Type, f.Complete = q.field.Hint, q.field.Optional, q.field.Options, q.field.Width, q.field.Type, "off"
	return f
}

// ask is the page of a task.
func (p Pages) ask(t task) web.Page {
	return func(w http.ResponseWriter, r *http.Request) error {
		return p.show(w, r, t, http.StatusOK, func(*taskView) {})
	}
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, t task, status int, again func(*taskView)) error {
	v := taskView{Action: r.URL.Path}
	if err := p.view(r, func(tx *db.Tx) error { return t.open(tx, r, &v) }); err != nil {
		return err
	}
	again(&v)
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, taskPage(v))
}

// do makes the change. What is refused is shown again with what was entered
// beside what stands now: after a conflict the form carries the new version, so
// that pressing again is a decision.
func (p Pages) do(t task) web.Page {
	return func(w http.ResponseWriter, r *http.Request) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		submission, work := f.SubmissionID(), t.read(r, f)
		to := ""
		if err = f.Err(); err == nil {
			by := web.Actor(r)
			to, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) { return work(tx, by) })
		}
		if fault.Of(err) != nil && !fault.Is(err, fault.NotFound) {
			return p.show(w, r, t, web.StatusOf(err), func(v *taskView) { v.Entries = f.Again(err) })
		}
		if err != nil {
			return err
		}
		return web.Redirect(w, r, to, t.done)
	}
}
