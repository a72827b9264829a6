package frame

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
)

// Once makes a change for a form that is pressed once or fifty times (IN-08):
// the first press changes and its answer, the address of the result, is kept in
// the same transaction; every other press gets that answer. The draft of the
// form, named by its page, has served.
func Once(r *http.Request, d *db.DB, by actor.Actor, submission, draft string, change func(*db.Tx) (string, error)) (string, error) {
	var to string
	err := d.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		var err error
		to, err = identity.Once(tx, by, submission, func() (string, error) {
			to, err := change(tx)
			if err != nil || draft == "" {
				return to, err
			}
			return to, identity.DropDraft(tx, by, draft)
		})
		return err
	})
	return to, err
}
