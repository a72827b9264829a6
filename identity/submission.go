package identity

import (
	"errors"
	"slices"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/internal/seal"
	"fengsheng/org"
)

// Once runs the work of a form once: the same one-time id sent again by the
// same account gets the first answer, and nothing happens twice (IN-08). It
// stands inside the transaction of the change.
func Once(tx *db.Tx, by actor.Actor, submission string, work func() (answer string, err error)) (string, error) {
	if !id.Valid(submission) {
		return "", fault.New(fault.Invalid, "这张表单不完整，请重新打开页面再提交")
	}
	answer, err := db.Value[string](tx, readSubmission, tx.Street, submission, by.Account)
	if err == nil {
		return answer, nil
	}
	if !errors.Is(err, db.ErrNone) {
		return "", err
	}
	if err := Still(tx, by); err != nil {
		return "", err
	}
	if answer, err = work(); err != nil {
		return "", err
	}
	_, err = tx.Exec(insertSubmission, tx.Street, submission, by.Account, answer, tx.Millis())
	if db.Violated(err) != "" {
		return "", fault.New(fault.Conflict, "这张表单已经由别人提交，请重新打开页面")
	}
	return answer, err
}

// Still refuses whoever lost a post, or the account, since the request began: the
// actor was read before this transaction, and what the posts allow is asked again
// where the change is made or the value is shown (AUTHZ-13).
func Still(tx *db.Tx, by actor.Actor) error {
	posts, err := org.PostsOf(tx, by.Officer, tx.Today())
	if err != nil {
		return err
	}
	if !slices.Equal(posts, by.Posts) {
		return fault.New(fault.Denied, "您的岗位刚刚变了，这次没有做成，请重新打开页面")
	}
	shut, err := db.Value[int](tx, countShut, tx.Street, by.Account)
	if err == nil && shut > 0 {
		return fault.New(fault.Denied, "您的账号刚刚停用了，这次没有做成")
	}
	return err
}

// Answered is what a form was answered when the account sent it before, or "".
// For work outside the transaction that need not be done again.
func Answered(tx *db.Tx, by actor.Actor, submission string) (string, error) {
	answer, err := db.Value[string](tx, readSubmission, tx.Street, submission, by.Account)
	if errors.Is(err, db.ErrNone) {
		return "", nil
	}
	return answer, err
}

// Draft is a half-written form, for its author only (SESS-04).
type Draft struct {
	Form    string // the form's address
	Entries string // as the browser would send them
	At      time.Time
}

// draftMost bounds a draft, in bytes.
const draftMost = 64 << 10

// SaveDraft keeps a half-written form in the place of the one before. Of more
// than fifty the oldest goes: a page may be named anything.
func SaveDraft(tx *db.Tx, by actor.Actor, form, entries string) error {
	if len(entries) > draftMost || len(form) > 300 {
		return fault.New(fault.TooLarge, "草稿太长，请先提交一部分")
	}
	ring, err := tx.Keys()
	if err != nil {
		return err
	}
	hidden, err := ring.Of(seal.Drafts).Seal(by.Account+" "+form, entries) // it may hold anybody's telephone (PRIV-04)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(saveDraft, tx.Street, tx.NewID(), by.Account, form, hidden, tx.Millis()); err != nil {
		return err
	}
	_, err = tx.Exec(cutDrafts, tx.Street, by.Account)
	return err
}

// LoadDraft gives the actor's draft of a form; the zero Draft when there is none.
func LoadDraft(tx *db.Tx, by actor.Actor, form string) (Draft, error) {
	d, err := db.One(tx, readDraft, scanDraft, tx.Street, by.Account, form)
	if errors.Is(err, db.ErrNone) {
		return Draft{}, nil
	}
	if err != nil {
		return d, err
	}
	return d, d.open(tx, by)
}

// open gives back what was written.
func (d *Draft) open(tx *db.Tx, by actor.Actor) error {
	ring, err := tx.Keys()
	if err != nil {
		return err
	}
	d.Entries, err = ring.Of(seal.Drafts).Open(by.Account+" "+d.Form, d.Entries)
	return err
}

// Drafts lists the actor's drafts, newest first.
func Drafts(tx *db.Tx, by actor.Actor) ([]Draft, error) {
	all, err := db.All(tx, listDrafts, scanDraft, tx.Street, by.Account)
	for i := range all {
		if err == nil {
			err = all[i].open(tx, by)
		}
	}
	return all, err
}

// DropDraft forgets a draft: it was sent, or its author does not want it.
func DropDraft(tx *db.Tx, by actor.Actor, form string) error {
	_, err := tx.Exec(dropDraft, tx.Street, by.Account, form)
	return err
}

func scanDraft(r db.Row) (Draft, error) {
	var d Draft
	var at int64
	err := r.Scan(&d.Form, &d.Entries, &at)
	d.At = db.Moment(at)
	return d, err
}

var (
	countShut        = db.SQL("account.shut", `SELECT count(*) FROM account WHERE street_id = $1 AND id = $2 AND disabled = TRUE`)
	readSubmission   = db.SQL("submission.read", `SELECT answer FROM submission WHERE street_id = $1 AND id = $2 AND account_id = $3`)
	insertSubmission = db.SQL("submission.insert", `INSERT INTO submission (street_id, id, account_id, answer, at) VALUES ($1, $2, $3, $4, $5)`)
	saveDraft        = db.SQL("draft.save", `INSERT INTO draft (street_id, id, account_id, form, entries, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (street_id, account_id, form) DO UPDATE SET entries = excluded.entries, at = excluded.at`)
	readDraft  = db.SQL("draft.read", `SELECT form, entries, at FROM draft WHERE street_id = $1 AND account_id = $2 AND form = $3`)
	listDrafts = db.SQL("draft.list", `SELECT form, entries, at FROM draft WHERE street_id = $1 AND account_id = $2 ORDER BY at DESC, id DESC LIMIT 50`)
	cutDrafts  = db.SQL("draft.cut", `DELETE FROM draft WHERE street_id = $1 AND account_id = $2 AND id NOT IN (
SELECT id FROM draft WHERE street_id = $1 AND account_id = $2 ORDER BY at DESC, id DESC LIMIT 50)`)
	dropDraft = db.SQL("draft.drop", `DELETE FROM draft WHERE street_id = $1 AND account_id = $2 AND form = $3`)
)
