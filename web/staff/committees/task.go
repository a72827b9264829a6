package committees

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// task is one change of the register: a page that asks, and what is done with the answers.
type task struct {
	open func(tx *db.Tx, r *http.Request, v *taskView) error
	read func(tx *db.Tx, r *http.Request, f *web.Form) change
	done string // said on the next page
}

// change is what a form asks for; it answers the address of the result.
type change func(tx *db.Tx, by actor.Actor) (string, error)

// taskView is what the page of a task shows.
type taskView struct {
	View      ui.View
	Title     string
	Crumbs    []ui.Crumb
	Facts     []ui.Fact
	Words     string // what the law says of it
	Warning   string
	Entries   ui.Entries
	Questions []question
	Form      ui.FormView
	Slots     int // of a form that takes down several people
	More      bool
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
	long
	box
	heading
)

// question is one field of a task, with another beside it where both are short.
type question struct {
	kind   kind
	field  ui.Field
	beside *question
}

// pair puts two questions beside each other.
func pair(a, b question) question { a.beside = &b; return a }

// asked puts what was entered, and what is wrong with it, into a question.
func (v taskView) asked(q question) ui.Field {
	f := v.Entries.Field(q.field.Name, q.field.Label)
	f.Hint, f.Optional, f.Options, f.Width, f.Max, f.Rows, f.Blank = q.field.Hint, q.field.Optional, q.field.Options, q.field.Width, q.field.Max, q.field.Rows, q.field.Blank
	return f
}

// ask is the page of a task, as its author left it.
func (p Pages) ask(t task) web.Page {
	return func(w http.ResponseWriter, r *http.Request) error {
		return p.show(w, r, t, http.StatusOK, nil)
	}
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, t task, status int, again *ui.Entries) error {
	v := taskView{Slots: 1}
	if again != nil {
		v.Slots = slots(again.Values)
	}
	err := p.view(r, func(tx *db.Tx) error {
		saved := ""
		if again == nil {
			kept, words, err := frame.Recall(tx, web.Actor(r), r.URL.Path, ui.Entries{})
			if err != nil {
				return err
			}
			if saved = words; saved != "" {
				again, v.Slots = &kept, slots(kept.Values)
			}
		}
		if err := t.open(tx, r, &v); err != nil {
			return err
		}
		v.Form = ui.FormView{Action: r.URL.Path, Draft: frame.DraftAddress(r.URL.Path), Saved: saved}
		return nil
	})
	if err != nil {
		return err
	}
	if again != nil {
		v.Entries = *again
	}
	if v.Version > 0 {
		v.Form.Version = strconv.Itoa(v.Version)
	}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, taskPage(v))
}

// slotsLeast and slotsMost bound how many people a form takes down.
const slotsLeast, slotsMost = 3, 9

func slots(typed url.Values) int {
	n, err := strconv.Atoi(typed.Get("slots"))
	if err != nil {
		return slotsLeast
	}
	return min(max(n, slotsLeast), slotsMost)
}

// do makes the change. What is refused is shown again with what was entered.
func (p Pages) do(t task) web.Page {
	return func(w http.ResponseWriter, r *http.Request) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		if f.Raw("more") != "" {
			f.Values().Set("slots", strconv.Itoa(slots(f.Values())+1))
			e := f.Again(nil)
			return p.show(w, r, t, http.StatusOK, &e)
		}
		var work change
		if err := p.view(r, func(tx *db.Tx) error { work = t.read(tx, r, f); return nil }); err != nil {
			return err
		}
		submission, to := f.SubmissionID(), ""
		if err = f.Err(); err == nil {
			by := web.Actor(r)
			to, err = frame.Once(r, p.DB, by, submission, r.URL.Path, func(tx *db.Tx) (string, error) { return work(tx, by) })
		}
		if fault.Of(err) != nil && !fault.Is(err, fault.NotFound) {
			e := f.Again(err)
			return p.show(w, r, t, web.StatusOf(err), &e)
		}
		if err != nil {
			return err
		}
		return web.Redirect(w, r, to, t.done)
	}
}
