package document

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Template is one version of what the papers of a form are made from.
type Template struct {
	ID      string // "" for the program's own that no paper was made from yet
	Form    Form
	Name    string // of the file
	Own     bool   // the street's own, not the program's
	Hash    string
	Body    []byte
	Note    string
	Officer string
	At      time.Time
	Ended   time.Time // no longer used for new papers; zero = in use
}

// Hash is the fingerprint of a file: SHA-256 in hexadecimal.
func Hash(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}

// InUse is what new papers of the form are made from: the street's own
// template, or the one the program sets.
func InUse(tx *db.Tx, f Form) (Template, error) {
	t, err := db.One(tx, templateInUse, scanTemplate, tx.Street, string(f))
	if !errors.Is(err, db.ErrNone) {
		return t, err
	}
	return BuiltIn(f)
}

// BuiltIn is the template the program itself sets for the form.
func BuiltIn(f Form) (Template, error) {
	s, ok := SheetOf(f)
	if !ok {
		return Template{}, fault.New(fault.NotFound, "%s没有文书格式，只收存原件", f.Title())
	}
	body, err := s.Layout.Template()
	return Template{Form: f, Name: f.Title() + ".docx", Hash: Hash(body), Body: body}, err
}

// TemplateByID is the version a paper was made from.
func TemplateByID(tx *db.Tx, id string) (Template, error) {
	t, err := db.One(tx, templateByID, scanTemplate, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		err = fault.New(fault.NotFound, "没有这个模板")
	}
	return t, err
}

// Templates lists the street's own versions of a form, newest first, without
// their files.
func Templates(tx *db.Tx, f Form) ([]Template, error) {
	return db.All(tx, ownTemplates, scanTemplate, tx.Street, string(f))
}

// Owned are the forms that the street has a template of its own in use for.
func Owned(tx *db.Tx) (map[Form]bool, error) {
	owned := map[Form]bool{}
	err := tx.Each(formsInUse, func(r db.Row) error {
		var f Form
		err := r.Scan(&f)
		owned[f] = true
		return err
	}, tx.Street)
	return owned, err
}

// Offer keeps a template of the street's own, which is not used until Use.
func Offer(tx *db.Tx, by actor.Actor, t Template) (string, error) {
	t.ID, t.Own, t.Hash, t.Officer, t.Ended = tx.NewID(), true, Hash(t.Body), by.Officer, tx.Now
	return t.ID, t.insert(tx)
}

// Use puts one of the street's own templates in use, in the place of the others.
func Use(tx *db.Tx, f Form, id string) error {
	if err := Restore(tx, f); err != nil {
		return err
	}
	return tx.ExecOne(useTemplate, tx.Street, string(f), id)
}

// Restore goes back to the template the program sets.
func Restore(tx *db.Tx, f Form) error {
	_, err := tx.Exec(endTemplates, tx.Street, string(f), tx.Millis())
	return err
}

// Kept gives the template the id papers remember it by: the program's own are
// entered when the first paper is made from them, so that a later version of
// the program changes no paper.
func (t Template) Kept(tx *db.Tx) (string, error) {
	if t.ID != "" {
		return t.ID, nil
	}
	id, err := db.Value[string](tx, templateByHash, tx.Street, string(t.Form), t.Hash)
	if !errors.Is(err, db.ErrNone) {
		return id, err
	}
	t.ID = tx.NewID()
	return t.ID, t.insert(tx)
}

func (t Template) insert(tx *db.Tx) error {
	_, err := tx.Exec(insertTemplate, tx.Street, t.ID, string(t.Form), t.Name, t.Own, t.Hash, t.Body, t.Note, t.Officer, tx.Millis(), millis(t.Ended))
	return err
}

func millis(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}

func scanTemplate(r db.Row) (Template, error) {
	var t Template
	var at, ended int64
	err := r.Scan(&t.ID, &t.Form, &t.Name, &t.Own, &t.Hash, &t.Body, &t.Note, &t.Officer, &at, &ended)
	t.At = time.UnixMilli(at)
	if ended != 0 {
		t.Ended = time.UnixMilli(ended)
	}
	return t, err
}

var (
	templateInUse = db.SQL("template.inUse", `SELECT id, form, name, own, hash, body, note, officer_id, at, ended_at FROM template
WHERE street_id = $1 AND form = $2 AND own AND ended_at = 0 ORDER BY at DESC LIMIT 1`)
	templateByID = db.SQL("template.byID", `SELECT id, form, name, own, hash, body, note, officer_id, at, ended_at FROM template
WHERE street_id = $1 AND id = $2`)
	templateByHash = db.SQL("template.byHash", `SELECT id FROM template WHERE street_id = $1 AND form = $2 AND hash = $3 AND NOT own ORDER BY at LIMIT 1`)
	ownTemplates   = db.SQL("template.own", `SELECT id, form, name, own, hash, SUBSTR(body, 1, 0), note, officer_id, at, ended_at FROM template
WHERE street_id = $1 AND form = $2 AND own ORDER BY at DESC, id DESC`)
	formsInUse     = db.SQL("template.forms", `SELECT DISTINCT form FROM template WHERE street_id = $1 AND own AND ended_at = 0`)
	endTemplates   = db.SQL("template.end", `UPDATE template SET ended_at = $3 WHERE street_id = $1 AND form = $2 AND own AND ended_at = 0`)
	insertTemplate = db.SQL("template.insert", `INSERT INTO template (street_id, id, form, name, own, hash, body, note, officer_id, at, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	useTemplate = db.SQL("template.use", `UPDATE template SET ended_at = 0 WHERE street_id = $1 AND form = $2 AND id = $3 AND own`)
)
