package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
)

// State is how far a paper is.
type State string

// The states of a paper.
const (
	Open   State = "open"   // shown from the records as they stand
	Issued State = "issued" // given out: it says what it said then
	Void   State = "void"   // not to be used; its number stays
)

// Label is the Chinese name.
func (s State) Label() string {
	return map[State]string{Open: "未定稿", Issued: "已定稿", Void: "已作废"}[s]
}

// Piece is one paper of a matter.
type Piece struct {
	ID       string
	Matter   string
	Form     Form
	On       calendar.Date
	Pages    int
	State    State
	Number   string            // 文号; "" for a paper that bears none of its own
	Facts    map[string]string // what it says beyond the records; read by Find only
	Template string            // what it was issued from
	Body     docx.Data         // what it said when it was issued; read by Find only
	Hash     string            // SHA-256 of the issued .docx, in hexadecimal
	Officer  string            // who made it
	Issuer   string
	IssuedAt time.Time
	Reason   string // why it is void
	Version  int
}

// Keys seals and opens what the papers of one matter say.
type Keys interface {
	Seal(place, value string) (string, error)
	Open(place, value string) (string, error)
}

// Add puts a piece into the matter's set and gives its id.
func Add(tx *db.Tx, by actor.Actor, keys Keys, p Piece) (string, error) {
	facts, err := hide(keys, "facts", p.Facts, len(p.Facts) == 0)
	if err != nil {
		return "", err
	}
	if p.On.Zero() {
		p.On = tx.Today()
	}
	p.ID = tx.NewID()
	_, err = tx.Exec(insert, tx.Street, p.ID, p.Matter, string(p.Form), p.On, max(p.Pages, 1), facts, by.Officer, tx.Millis())
	return p.ID, err
}

// Of lists the pieces of a matter in the order they were made, without what
// they say. Void ones are among them.
func Of(tx *db.Tx, matter string) ([]Piece, error) {
	return db.All(tx, ofMatter, func(r db.Row) (Piece, error) {
		p, _, _, err := scan(r)
		p.Matter = matter
		return p, err
	}, tx.Street, matter)
}

// Find reads one piece of a matter with all it says.
func Find(tx *db.Tx, keys Keys, matter, id string) (Piece, error) {
	var facts, body string
	p, err := db.One(tx, find, func(r db.Row) (p Piece, err error) {
		p, facts, body, err = scan(r)
		return p, err
	}, tx.Street, matter, id)
	if errors.Is(err, db.ErrNone) {
		return p, fault.New(fault.NotFound, "这件事里没有这份文书")
	}
	if err != nil {
		return p, err
	}
	p.Matter = matter
	if err := show(keys, "facts", facts, &p.Facts); err != nil {
		return p, err
	}
	return p, show(keys, "body", body, &p.Body)
}

// Answer keeps what was asked for an open paper.
func Answer(tx *db.Tx, keys Keys, p Piece) error {
	facts, err := hide(keys, "facts", p.Facts, false)
	if err != nil {
		return err
	}
	return changed(tx.Exec(answer, tx.Street, p.ID, p.Version, p.On, facts))
}

// Issue freezes an open paper: from now on it says what Body says.
func Issue(tx *db.Tx, by actor.Actor, keys Keys, p Piece) error {
	body, err := hide(keys, "body", p.Body, false)
	if err != nil {
		return err
	}
	return changed(tx.Exec(issue, tx.Street, p.ID, p.Version, p.Number, p.Template, body, p.Hash, p.Pages, by.Officer, tx.Millis()))
}

// Cancel makes a paper void. Its number stays, with the reason.
func Cancel(tx *db.Tx, p Piece, reason string) error {
	if err := changed(tx.Exec(void, tx.Street, p.ID, p.Version, reason)); err != nil {
		return err
	}
	_, err := tx.Exec(voidNumber, tx.Street, p.ID, tx.Today(), reason)
	return err
}

func changed(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "这份文书刚刚被别人改过，请看过最新情况再操作")
	}
	return err
}

func hide(keys Keys, place string, v any, plain bool) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("document: %w", err)
	}
	if plain {
		return "{}", nil
	}
	return keys.Seal("document."+place, string(text))
}

func show(keys Keys, place, stored string, v any) error {
	if stored == "" {
		return nil
	}
	text, err := keys.Open("document."+place, stored)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), v)
}

func scan(r db.Row) (p Piece, facts, body string, err error) {
	var at int64
	err = r.Scan(&p.ID, &p.Form, &p.On, &p.Pages, &p.State, &p.Number, &facts, &p.Template, &body, &p.Hash, &p.Officer, &p.Issuer, &at, &p.Reason, &p.Version)
	if at != 0 {
		p.IssuedAt = time.UnixMilli(at)
	}
	return p, facts, body, err
}

const columns = `id, form, on_date, pages, state, number, facts, template_id, body, hash, officer_id, issuer_id, issued_at, reason, version`

var (
	insert = db.SQL("document.insert", `INSERT INTO document (street_id, id, matter_id, form, on_date, pages, facts, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	ofMatter = db.SQL("document.ofMatter", `SELECT `+columns+` FROM document WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
	find     = db.SQL("document.find", `SELECT `+columns+` FROM document WHERE street_id = $1 AND matter_id = $2 AND id = $3`)
	answer   = db.SQL("document.answer", `UPDATE document SET on_date = $4, facts = $5, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3 AND state = 'open'`)
	issue = db.SQL("document.issue", `UPDATE document SET state = 'issued', number = $4, template_id = $5, body = $6, hash = $7, pages = $8, issuer_id = $9,
issued_at = $10, version = version + 1 WHERE street_id = $1 AND id = $2 AND version = $3 AND state = 'open'`)
	void = db.SQL("document.void", `UPDATE document SET state = 'void', reason = $4, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3 AND state <> 'void'`)
)

// Words are what the papers of a matter say, opened: for sealing them under
// another key.
type Words []struct{ id, facts, body string }

// Opened reads the words of a matter's papers.
func Opened(tx *db.Tx, keys Keys, matter string) (Words, error) {
	var all Words
	err := tx.Each(words, func(r db.Row) error {
		var w struct{ id, facts, body string }
		if err := r.Scan(&w.id, &w.facts, &w.body); err != nil {
			return err
		}
		for place, value := range map[string]*string{"facts": &w.facts, "body": &w.body} {
			var err error
			if *value, err = keys.Open("document."+place, *value); err != nil {
				return err
			}
		}
		all = append(all, w)
		return nil
	}, tx.Street, matter)
	return all, err
}

// Seal puts the words back under the keys.
func (all Words) Seal(tx *db.Tx, keys Keys) error {
	for _, w := range all {
		for place, value := range map[string]*string{"facts": &w.facts, "body": &w.body} {
			var err error
			if *value, err = keys.Seal("document."+place, *value); err != nil {
				return err
			}
		}
		if err := tx.ExecOne(setWords, tx.Street, w.id, w.facts, w.body); err != nil {
			return err
		}
	}
	return nil
}

var (
	words    = db.SQL("document.words", `SELECT id, facts, body FROM document WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
	setWords = db.SQL("document.setWords", `UPDATE document SET facts = $3, body = $4 WHERE street_id = $1 AND id = $2`)
)
