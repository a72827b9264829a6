package event

import (
	"fengsheng/internal/db"
)

const columns = `seq, street_id, at, account_id, officer_id, officer_name, role, address, route, request, action, subject_kind, subject_id,
fields, reason, outcome, details, prev, hash`

var (
	insert = db.SQL("event.insert", `INSERT INTO event (`+columns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`)
	readHead    = db.SQL("event.head", `SELECT `+columns+` FROM event ORDER BY seq DESC LIMIT 1`)
	readPart    = db.SQL("event.part", `SELECT `+columns+` FROM event WHERE seq > $1 ORDER BY seq LIMIT $2`)
	readOne     = db.SQL("event.one", `SELECT `+columns+` FROM event WHERE seq = $1`)
	readSubject = db.SQL("event.subject", `SELECT `+columns+` FROM event
WHERE street_id = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY seq DESC LIMIT $4`)
)

func scan(r db.Row) (Event, error) {
	var e Event
	var at int64
	err := r.Scan(&e.Seq, &e.Street, &at, &e.Account, &e.Officer, &e.OfficerName, &e.Role, &e.Address, &e.Route, &e.Request,
		&e.Action, &e.Kind, &e.Subject, &e.Fields, &e.Reason, &e.Outcome, &e.Details, &e.Prev, &e.Hash)
	e.At = db.Moment(at)
	return e, err
}

// Of lists the newest events of one subject, newest first.
func Of(tx *db.Tx, kind, subject string, limit int) ([]Event, error) {
	return db.All(tx, readSubject, scan, tx.Street, kind, subject, limit)
}

// Filter says which events a page of the ledger shows.
type Filter struct {
	Before  int64  // only events with a smaller number; 0 = from the newest
	Action  string // a noun or noun.command
	Officer string
	Kind    string
	Subject string
	Outcome string
	Limit   int
}

// List is one page of the ledger of the street, newest first. With it come the
// events of the installation that belong to no street: who failed to sign in
// with a login that nobody has.
func List(tx *db.Tx, f Filter) ([]Event, error) {
	var w db.Where
	if f.Kind != "" && f.Subject != "" {
		w.In("street_id", []string{tx.Street, ""})
	} else {
		// Written so that no index of the street is tried: the ledger is read from
		// its newest end, not sorted as a whole for one page.
		w.In("street_id || ''", []string{tx.Street, ""})
	}
	if f.Before > 0 {
		w.Add("seq < ?", f.Before)
	}
	if f.Action != "" {
		w.Add("(action = ? OR substr(action, 1, ?) = ?)", f.Action, len(f.Action)+1, f.Action+".")
	}
	if f.Officer != "" {
		w.Add("officer_id = ?", f.Officer)
	}
	if f.Kind != "" {
		w.Add("subject_kind = ?", f.Kind)
	}
	if f.Subject != "" {
		w.Add("subject_id = ?", f.Subject)
	}
	if f.Outcome != "" {
		w.Add("outcome = ?", f.Outcome)
	}
	s, args := w.Build("event.list", "SELECT "+columns+" FROM event", "ORDER BY seq DESC LIMIT ?", f.Limit)
	return db.All(tx, s, scan, args...)
}
