package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// openSession makes a session with a new token; only the token's hash is stored (SESS-01).
func openSession(tx *db.Tx, by actor.Actor, a Attempt) (string, error) {
	if _, err := tx.Exec(dropOld, tx.Street, tx.Millis()); err != nil {
		return "", err
	}
	token, csrf := random(), random()
	sum := sha256.Sum256([]byte(token))
	id := tx.NewID()
	_, err := tx.Exec(insertSession, tx.Street, id, sum[:], csrf, by.Account, a.Address, device(a.Device), tx.Millis(), tx.Now.Add(absolute).UnixMilli(), a.Shared)
	if err != nil {
		return "", err
	}
	_, err = event.Append(tx, a.facts(by), event.Entry{
		Action: "account.signIn", Kind: event.Account, Subject: by.Account, Details: map[string]string{"session": id},
	})
	return token, err
}

// renew gives a session a new token; the old one opens nothing any more.
func renew(tx *db.Tx, session string) (string, error) {
	token := random()
	sum := sha256.Sum256([]byte(token))
	err := tx.ExecOne(renewSession, tx.Street, session, sum[:])
	if errors.Is(err, db.ErrNone) {
		return "", noSession()
	}
	return token, err
}

// device is what a browser calls itself, as text that can be stored and shown:
// anybody may send anything there.
func device(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != utf8.RuneError {
			return r
		}
		return -1
	}, s)
	if r := []rune(s); len(r) > 120 {
		return string(r[:120])
	}
	return s
}

func random() string {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		// The system's generator never fails on the systems Go runs on; without it nothing is safe.
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// Session is an open sign-in.
type Session struct {
	ID    string
	Actor actor.Actor
	CSRF  string
	Since time.Time
	Until time.Time
	Must  bool // the password was issued: nothing opens before it is changed
}

// noSession is a fault, so that the site asks to sign in.
func noSession() error { return fault.New(fault.NotFound, "请先登录") }

// Find finds the session of a token, with the posts its officer holds today.
func (d *Door) Find(ctx context.Context, token string) (Session, error) {
	sum := sha256.Sum256([]byte(token))
	var s Session
	var street string
	var ends time.Time
	var rest time.Duration
	touch := false
	err := d.DB.View(ctx, "", func(tx *db.Tx) error {
		row, err := db.One(tx, readSession, scanSession, sum[:])
		if errors.Is(err, db.ErrNone) {
			return noSession()
		}
		if err != nil {
			return err
		}
		if tx.Now.After(row.until) || tx.Now.Sub(row.seen) > row.rest() {
			return noSession()
		}
		street, ends, rest, touch = row.street, row.until, row.rest(), tx.Now.Sub(row.seen) > seenEvery
		s, err = row.session(tx.In(row.street))
		return err
	})
	if err != nil || !touch {
		return s, err
	}
	err = d.DB.Update(ctx, street, func(tx *db.Tx) error {
		s.Until = minTime(ends, tx.Now.Add(rest))
		_, err := tx.Exec(touchSession, street, s.ID, tx.Millis())
		return err
	})
	return s, err
}

type sessionRow struct {
	street, id, csrf, account string
	created, seen, until      time.Time
	shared                    bool
}

// rest is how long the session may be unused.
func (r sessionRow) rest() time.Duration {
	if r.shared {
		return sharedIdle
	}
	return idle
}

func scanSession(r db.Row) (sessionRow, error) {
	var s sessionRow
	var created, seen, until int64
	err := r.Scan(&s.street, &s.id, &s.csrf, &s.account, &created, &seen, &until, &s.shared)
	s.created, s.seen, s.until = db.Moment(created), db.Moment(seen), db.Moment(until)
	return s, err
}

func (r sessionRow) session(tx *db.Tx) (Session, error) {
	account, err := AccountByID(tx, r.account)
	if err != nil {
		return Session{}, err
	}
	if account.Disabled {
		return Session{}, noSession()
	}
	by, err := ActorOf(tx, account)
	if err != nil {
		return Session{}, err
	}
	return Session{ID: r.id, Actor: by, CSRF: r.csrf, Since: r.created, Until: minTime(r.until, r.seen.Add(r.rest())), Must: account.Issued}, nil
}

// ActorOf is the officer behind an account, in the posts of today.
func ActorOf(tx *db.Tx, account Account) (actor.Actor, error) {
	today := tx.Today()
	o, err := org.OfficerByID(tx, account.Officer)
	if err != nil {
		return actor.Actor{}, err
	}
	if left(o, today) {
		return actor.Actor{}, noSession()
	}
	posts, err := org.PostsOf(tx, o.ID, today)
	if err != nil {
		return actor.Actor{}, err
	}
	units, err := org.UnitsOf(tx, o, posts)
	return actor.Actor{Street: tx.Street, Account: account.ID, Officer: o.ID, Name: o.Name, Posts: posts, Units: units}, err
}

func left(o org.Officer, today calendar.Date) bool { return !o.Until.Zero() && o.Until < today }

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// SignOut ends one session.
func SignOut(tx *db.Tx, by actor.Actor, session string) error {
	if _, err := tx.Exec(endSession, tx.Street, session); err != nil {
		return err
	}
	return told(tx, by, "account.signOut", by.Account, "")
}

// EndSessions ends all sessions of an account but the one given.
func EndSessions(tx *db.Tx, account, keep string) error {
	_, err := tx.Exec(endSessions, tx.Street, account, keep)
	return err
}

var (
	insertSession = db.SQL("session.insert", `INSERT INTO session (street_id, id, token_hash, csrf, account_id, address, device, created_at, seen_at, until_at, shared)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)`)
	renewSession = db.SQL("session.renew", `UPDATE session SET token_hash = $3 WHERE street_id = $1 AND id = $2`)
	readSession  = db.SQL("session.read", `SELECT street_id, id, csrf, account_id, created_at, seen_at, until_at, shared FROM session WHERE token_hash = $1`)
	touchSession = db.SQL("session.touch", `UPDATE session SET seen_at = $3 WHERE street_id = $1 AND id = $2`)
	endSession   = db.SQL("session.end", `DELETE FROM session WHERE street_id = $1 AND id = $2`)
	dropOld      = db.SQL("session.dropOld", `DELETE FROM session WHERE street_id = $1 AND until_at <= $2`)
	endSessions  = db.SQL("session.endAll", `DELETE FROM session WHERE street_id = $1 AND account_id = $2 AND id <> $3`)
)
