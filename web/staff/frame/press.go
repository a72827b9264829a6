package frame

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// Work is a step with what was typed for it; it answers the address of the result.
type Work func(tx *db.Tx, by actor.Actor) (string, error)

// Press takes a step once and leads to its result, with the words of what was done. When
// the entries or the state do not allow it, again shows the page with everything typed.
func Press(w http.ResponseWriter, r *http.Request, d *db.DB, f *web.Form, draft, done string, do Work, again func(int, ui.Entries) error) error {
	by, submission := web.Actor(r), f.SubmissionID()
	if err := f.Err(); err != nil {
		return again(http.StatusUnprocessableEntity, f.Again(err))
	}
	to, err := Once(r, d, by, submission, draft, func(tx *db.Tx) (string, error) { return do(tx, by) })
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.Denied):
		return again(web.StatusOf(err), f.Again(err))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

// NoStep is the answer to a command that the thing does not know.
func NoStep() error { return fault.New(fault.NotFound, "没有这个步骤") }
