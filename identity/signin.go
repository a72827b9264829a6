package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// The limits of signing in and of a session (AUTHN-06, SESS-03).
const (
	window       = 15 * time.Minute
	slowAfter    = 5
	lockAfter    = 10
	addressMost  = 50 // failures of one address in a window
	longestDelay = time.Minute
	idle         = 30 * time.Minute
	absolute     = 12 * time.Hour
	seenEvery    = time.Minute
)

// wrongSignIn is the one answer to a wrong password and to a login nobody has (AUTHN-07).
func wrongSignIn() error {
	return fault.New(fault.Invalid, "登录名或密码不对，请再试一次")
}

// Attempt is one try to sign in.
type Attempt struct {
	Login    string
	Password string
	Address  string // of the network
	Device   string // as the browser calls itself
}

// Door lets people in: the database, and the work on passwords, which happens
// outside every transaction.
type Door struct {
	DB     *db.DB
	Hasher *Hasher
	decoy  string // what an unknown login is checked against, so that it takes as long
}

// NewDoor makes a door.
func NewDoor(ctx context.Context, d *db.DB, h *Hasher) (*Door, error) {
	decoy, err := h.Hash(ctx, "a password nobody has")
	return &Door{DB: d, Hasher: h, decoy: decoy}, err
}

// SignIn checks a login and a password and opens a session; it answers the
// session's token, which is not stored.
func (d *Door) SignIn(ctx context.Context, a Attempt) (string, error) {
	var account Account
	known := false
	err := d.DB.View(ctx, "", func(tx *db.Tx) error {
		if err := addressAllowed(tx, a.Address); err != nil {
			return err
		}
		found, err := db.One(tx, findLogin, scanAccount, Login(a.Login))
		if errors.Is(err, db.ErrNone) {
			return nil
		}
		account, known = found, err == nil
		return err
	})
	if err != nil {
		return "", err
	}
	stored := d.decoy
	if known {
		stored = account.stored
	}
	ok, weak, err := d.Hasher.Check(ctx, stored, a.Password)
	if err != nil {
		return "", err
	}
	again := ""
	if ok && known && weak {
		if again, err = d.Hasher.Hash(ctx, a.Password); err != nil {
			return "", err
		}
	}
	return d.decide(ctx, a, account, ok && known, again)
}

// decide writes down how the try went, and opens the session.
func (d *Door) decide(ctx context.Context, a Attempt, account Account, right bool, again string) (string, error) {
	token, refusal := "", error(nil)
	err := d.DB.Update(ctx, account.Street, func(tx *db.Tx) error {
		token, refusal = "", nil
		if account.ID != "" {
			fresh, err := AccountByID(tx, account.ID)
			if err != nil {
				return err
			}
			account = fresh
		}
		switch {
		case account.LockedUntil.After(tx.Now):
			refusal = fault.New(fault.TooMany, "试错太多次，请%s后再试", wait(account.LockedUntil.Sub(tx.Now)))
			return failed(tx, a, account, "locked", false)
		case !right || account.Disabled:
			refusal = wrongSignIn()
			return failed(tx, a, account, "wrong", true)
		}
		if again != "" {
			if err := changed(tx, setPassword, account.ID, again); err != nil {
				return err
			}
		}
		if err := changed(tx, setUsed, account.ID, tx.Millis()); err != nil {
			return err
		}
		var err error
		token, err = openSession(tx, account, a)
		return err
	})
	if err != nil {
		return "", err
	}
	return token, refusal
}

func wait(d time.Duration) string {
	if d > time.Minute {
		return fmt.Sprintf("%d分钟", int(d.Minutes())+1)
	}
	return fmt.Sprintf("%d秒", int(d.Seconds())+1)
}

// failed counts a failure, slows the account down after five and locks it after
// ten. It tells the ledger.
func failed(tx *db.Tx, a Attempt, account Account, why string, counts bool) error {
	if err := countAddress(tx, a.Address); err != nil {
		return err
	}
	if account.ID != "" && counts {
		if tx.Now.Sub(account.FailedAt) > window {
			account.Failures, account.FailedAt = 0, tx.Now
		}
		account.Failures++
		until := time.Time{}
		switch n := account.Failures; {
		case n >= lockAfter:
			until = tx.Now.Add(window)
		case n >= slowAfter:
			until = tx.Now.Add(min(time.Second<<(n-slowAfter), longestDelay))
		}
		locked := int64(0)
		if !until.IsZero() {
			locked = until.UnixMilli()
		}
		if err := changed(tx, setFailures, account.ID, account.Failures, account.FailedAt.UnixMilli(), locked); err != nil {
			return err
		}
	}
	_, err := event.Append(tx, actor.Actor{Account: account.ID, Officer: account.Officer, Address: a.Address}, event.Entry{
		Action: "account.signIn", Kind: event.Account, Subject: account.ID, Reason: why, Outcome: event.Failed,
	})
	return err
}

func addressAllowed(tx *db.Tx, address string) error {
	type row struct {
		failures int
		at       int64
	}
	r, err := db.One(tx, readAttempt, func(r db.Row) (row, error) {
		var v row
		return v, r.Scan(&v.failures, &v.at)
	}, address)
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	if r.failures >= addressMost && tx.Now.Sub(db.Moment(r.at)) < window {
		return fault.New(fault.TooMany, "这台电脑试错太多次，请15分钟后再试，急用请找系统管理员")
	}
	return nil
}

func countAddress(tx *db.Tx, address string) error {
	_, err := tx.Exec(raiseAttempt, address, tx.Millis(), tx.Now.Add(-window).UnixMilli())
	return err
}

// openSession makes a session with a new token; only the token's hash is stored (SESS-01).
func openSession(tx *db.Tx, account Account, a Attempt) (string, error) {
	token, csrf := random(), random()
	sum := sha256.Sum256([]byte(token))
	id := tx.NewID()
	_, err := tx.Exec(insertSession, tx.Street, id, sum[:], csrf, account.ID, a.Address, device(a.Device), tx.Millis(), tx.Now.Add(absolute).UnixMilli())
	if err != nil {
		return "", err
	}
	_, err = event.Append(tx, actor.Actor{Account: account.ID, Officer: account.Officer, Address: a.Address}, event.Entry{
		Action: "account.signIn", Kind: event.Account, Subject: account.ID, Details: map[string]string{"session": id},
	})
	return token, err
}

func device(s string) string {
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
}

// noSession is a fault, so that the site asks to sign in.
func noSession() error { return fault.New(fault.NotFound, "请先登录") }

// Find finds the session of a token, with the posts its officer holds today.
func (d *Door) Find(ctx context.Context, token string) (Session, error) {
	sum := sha256.Sum256([]byte(token))
	var s Session
	var street string
	touch := false
	err := d.DB.View(ctx, "", func(tx *db.Tx) error {
		row, err := db.One(tx, readSession, scanSession, sum[:])
		if errors.Is(err, db.ErrNone) {
			return noSession()
		}
		if err != nil {
			return err
		}
		if tx.Now.After(row.until) || tx.Now.Sub(row.seen) > idle {
			return noSession()
		}
		street, touch = row.street, tx.Now.Sub(row.seen) > seenEvery
		s, err = row.session(tx.In(row.street))
		return err
	})
	if err != nil || !touch {
		return s, err
	}
	return s, d.DB.Update(ctx, street, func(tx *db.Tx) error {
		_, err := tx.Exec(touchSession, street, s.ID, tx.Millis())
		return err
	})
}

type sessionRow struct {
	street, id, csrf, account string
	created, seen, until      time.Time
}

func scanSession(r db.Row) (sessionRow, error) {
	var s sessionRow
	var created, seen, until int64
	err := r.Scan(&s.street, &s.id, &s.csrf, &s.account, &created, &seen, &until)
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
	return Session{ID: r.id, Actor: by, CSRF: r.csrf, Since: r.created, Until: minTime(r.until, r.seen.Add(idle))}, nil
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
	return actor.Actor{Street: tx.Street, Account: account.ID, Officer: o.ID, Name: o.Name, Posts: posts}, err
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
	insertSession = db.SQL("session.insert", `INSERT INTO session (street_id, id, token_hash, csrf, account_id, address, device, created_at, seen_at, until_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)`)
	readSession  = db.SQL("session.read", `SELECT street_id, id, csrf, account_id, created_at, seen_at, until_at FROM session WHERE token_hash = $1`)
	touchSession = db.SQL("session.touch", `UPDATE session SET seen_at = $3 WHERE street_id = $1 AND id = $2`)
	endSession   = db.SQL("session.end", `DELETE FROM session WHERE street_id = $1 AND id = $2`)
	endSessions  = db.SQL("session.endAll", `DELETE FROM session WHERE street_id = $1 AND account_id = $2 AND id <> $3`)
	readAttempt  = db.SQL("attempt.read", `SELECT failures, failed_at FROM attempt WHERE address = $1`)
	raiseAttempt = db.SQL("attempt.raise", `INSERT INTO attempt (address, failures, failed_at) VALUES ($1, 1, $2)
ON CONFLICT (address) DO UPDATE SET failures = CASE WHEN attempt.failed_at < $3 THEN 1 ELSE attempt.failures + 1 END,
failed_at = CASE WHEN attempt.failed_at < $3 THEN excluded.failed_at ELSE attempt.failed_at END`)
)
