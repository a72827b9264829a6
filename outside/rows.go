package outside

import (
	"encoding/json"
	"errors"
	"strconv"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

var (
	insertForm = db.SQL("outsideForm.insert", `INSERT INTO outside_form (street_id, id, version, name, body, definition, officer_id, at, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`)
	endForm     = db.SQL("outsideForm.end", `UPDATE outside_form SET ended_at = $4 WHERE street_id = $1 AND id = $2 AND version = $3 AND ended_at = 0`)
	listForms   = db.SQL("outsideForm.list", `SELECT `+formColumns+` FROM outside_form WHERE street_id = $1 AND ended_at = 0 ORDER BY name, id`)
	formInUse   = db.SQL("outsideForm.used", `SELECT `+formColumns+` FROM outside_form WHERE street_id = $1 AND id = $2 AND ended_at = 0`)
	formVersion = db.SQL("outsideForm.version", `SELECT `+formColumns+` FROM outside_form WHERE street_id = $1 AND id = $2 AND version = $3`)
	formRetired = db.SQL("outsideForm.retired", `SELECT `+formColumns+` FROM outside_form WHERE street_id = $1
AND NOT EXISTS (SELECT 1 FROM outside_form AS later WHERE later.street_id = outside_form.street_id AND later.id = outside_form.id
AND (later.ended_at = 0 OR later.version > outside_form.version)) ORDER BY name, id`)
	formHistory = db.SQL("outsideForm.history", `SELECT `+formColumns+` FROM outside_form WHERE street_id = $1 AND id = $2 ORDER BY version DESC`)
)

const formColumns = `id, version, name, body, definition, officer_id, at, ended_at`

func scanForm(r db.Row) (Form, error) {
	var f Form
	var definition string
	var at, ended int64
	if err := r.Scan(&f.ID, &f.Version, &f.Name, &f.Body, &definition, &f.Officer, &at, &ended); err != nil {
		return f, err
	}
	f.At, f.Ended = db.Moment(at), db.Moment(ended)
	return f, json.Unmarshal([]byte(definition), &f.Definition)
}

// Forms lists the forms in use, by name.
func Forms(tx *db.Tx) ([]Form, error) { return db.All(tx, listForms, scanForm, tx.Street) }

// Retired lists the last versions of the forms no longer in use.
func Retired(tx *db.Tx) ([]Form, error) { return db.All(tx, formRetired, scanForm, tx.Street) }

// Versions lists the versions of a form, newest first.
func Versions(tx *db.Tx, id ID) ([]Form, error) {
	return db.All(tx, formHistory, scanForm, tx.Street, string(id))
}

// Load reads a version of a form; 0 asks for the one in use.
func Load(tx *db.Tx, id ID, version int) (Form, error) {
	var f Form
	var err error
	if version == 0 {
		f, err = db.One(tx, formInUse, scanForm, tx.Street, string(id))
	} else {
		f, err = db.One(tx, formVersion, scanForm, tx.Street, string(id), version)
	}
	if errors.Is(err, db.ErrNone) {
		return f, fault.New(fault.NotFound, "没有这张表，可能已经停用")
	}
	return f, err
}

func (f *Form) enter(tx *db.Tx, by actor.Actor, action string) error {
	definition, err := json.Marshal(f.Definition)
	if err != nil {
		return err
	}
	_, err = tx.Exec(insertForm, tx.Street, string(f.ID), f.Version, f.Name, f.Body, string(definition), by.Officer, tx.Millis())
	if err != nil {
		return err
	}
	return tell(tx, by, *f, action)
}

// replace puts f in the place of the version in use.
func (f *Form) replace(tx *db.Tx, by actor.Actor, now Form, action string) error {
	f.ID, f.Version = now.ID, now.Version+1
	if err := tx.ExecOne(endForm, tx.Street, string(now.ID), now.Version, tx.Millis()); err != nil {
		return err
	}
	return f.enter(tx, by, action)
}

func tell(tx *db.Tx, by actor.Actor, f Form, action string) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Outside, Subject: string(f.ID), Role: by.First(identity.DefineOutside.Roles...),
		Details: map[string]string{"version": number(f.Version), "columns": number(len(f.Columns)), "personal": number(len(f.Personal()))},
	})
	return err
}

func number(n int) string { return strconv.Itoa(n) }
