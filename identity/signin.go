package identity

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// The limits of signing in and of a session (AUTHN-06, SESS-03).
const (
	window       = 15 * time.Minute
	slowAfter    = 5
	lockAfter    = 10
	addressMost  = 50 // failures of one address in a window
	longestDelay = time.Minute
	idle         = 30 * time.Minute
	sharedIdle   = 10 * time.Minute
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
	Route    string // the facts of the request, for the event (AUD-02)
	Request  string
	Shared   bool // the machine is used by several people: the session rests for less long (SESS-03)
}

// facts puts the facts of the request to whoever it is.
func (a Attempt) facts(by actor.Actor) actor.Actor {
	by.Address, by.Route, by.Request = a.Address, a.Route, a.Request
	return by
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
	for range mostTries {
		token, err := d.try(ctx, a)
		if !errors.Is(err, errMoved) {
			return token, err
		}
	}
	return "", fault.New(fault.Unavailable, "这个账号的密码刚刚改过，请稍候再试")
}

// errMoved says that the password changed while the typed one was being checked.
var errMoved = errors.New("identity: the password changed meanwhile")

// mostTries is how often a password that changes meanwhile is checked again.
const mostTries = 3

func (d *Door) try(ctx context.Context, a Attempt) (string, error) {
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
	token, refusal, checked := "", error(nil), account.stored
	err := d.DB.Update(ctx, account.Street, func(tx *db.Tx) error {
		token, refusal = "", nil
		if err := account.again(tx, a.Login); err != nil {
			return err
		}
		if account.stored != checked {
			return errMoved
		}
		refusal = addressAllowed(tx, a.Address) // many tries at once were all let in to the check
		switch {
		case fault.Of(refusal) != nil:
			return nil
		case refusal != nil:
			return refusal
		case account.LockedUntil.After(tx.Now):
			refusal = tooManyTries(account.LockedUntil.Sub(tx.Now))
			return failed(tx, a, account, "locked", false)
		case !right || account.Disabled:
			refusal = wrongSignIn()
			return failed(tx, a, account, "wrong", true)
		}
		if again != "" {
			if err := changed(tx, hashAgain, account.ID, again, checked); err != nil {
				return err
			}
		}
		if err := changed(tx, setUsed, account.ID, tx.Millis()); err != nil {
			return err
		}
		by, err := ActorOf(tx, account)
		if fault.Of(err) != nil { // left, with an account nobody has shut
			refusal = wrongSignIn()
			return failed(tx, a, account, "left", false)
		}
		if err != nil {
			return err
		}
		token, err = openSession(tx, by, a)
		return err
	})
	if err != nil {
		return "", err
	}
	return token, refusal
}

func tooManyTries(left time.Duration) error {
	return fault.New(fault.TooMany, "试错太多次，请%s后再试", wait(left))
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
	if counts {
		if err := account.fails(tx, a.Login); err != nil {
			return err
		}
	}
	_, err := event.Append(tx, a.facts(actor.Actor{Account: account.ID, Officer: account.Officer}), event.Entry{
		Action: "account.signIn", Kind: event.Account, Subject: account.ID, Reason: why, Outcome: event.Failed,
	})
	return err
}

// fails counts a wrong password against the account, or against a login that
// nobody has: both become slow and then locked, so that the delays do not tell
// which logins exist (AUTHN-07).
func (a *Account) fails(tx *db.Tx, login string) error {
	if tx.Now.Sub(a.FailedAt) > window {
		a.Failures = 0
	}
	a.Failures, a.FailedAt = a.Failures+1, tx.Now
	if a.ID == "" {
		_, err := tx.Exec(setStrange, strange(login), a.Failures, a.FailedAt.UnixMilli())
		return err
	}
	locked := int64(0)
	if until := lockedUntil(a.Failures, tx.Now); !until.IsZero() {
		locked = until.UnixMilli()
	}
	return changed(tx, setFailures, a.ID, a.Failures, a.FailedAt.UnixMilli(), locked)
}

// lockedUntil is how long nobody may try again after the n-th failure.
func lockedUntil(n int, now time.Time) time.Time {
	switch {
	case n >= lockAfter:
		return now.Add(window)
	case n >= slowAfter:
		return now.Add(min(time.Second<<(n-slowAfter), longestDelay))
	}
	return time.Time{}
}

// again reads the account as it is now, and what is known of a login nobody has.
func (a *Account) again(tx *db.Tx, login string) error {
	if a.ID != "" {
		var err error
		*a, err = AccountByID(tx, a.ID)
		return err
	}
	r, err := readAttempts(tx, strange(login))
	if err != nil {
		return err
	}
	a.Failures, a.FailedAt = r.failures, r.at
	a.LockedUntil = lockedUntil(r.failures, r.at)
	return nil
}

// strange is under which name tries with an unknown login are counted. What was
// typed is not kept: people type passwords there.
func strange(login string) string {
	sum := sha256.Sum256([]byte(Login(login)))
	return "login " + base64.RawURLEncoding.EncodeToString(sum[:])
}

type attempts struct {
	failures int
	at       time.Time
}

// readAttempts gives what has failed under a name; nothing is the zero attempts.
func readAttempts(tx *db.Tx, name string) (attempts, error) {
	a, err := db.One(tx, readAttempt, func(r db.Row) (attempts, error) {
		var v attempts
		var at int64
		err := r.Scan(&v.failures, &at)
		v.at = db.Moment(at)
		return v, err
	}, name)
	if errors.Is(err, db.ErrNone) {
		return attempts{}, nil
	}
	return a, err
}

// network is what tries are counted under: an IPv4 address, or the /64 that one
// subscriber of IPv6 has all addresses of.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address // of a test or of the program itself
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

func addressAllowed(tx *db.Tx, address string) error {
	a, err := readAttempts(tx, network(address))
	if err != nil {
		return err
	}
	if a.failures >= addressMost && tx.Now.Sub(a.at) < window {
		return fault.New(fault.TooMany, "这台电脑试错太多次，请15分钟后再试，急用请找系统管理员")
	}
	return nil
}

// countAddress counts a failure of a network address and forgets the old ones.
func countAddress(tx *db.Tx, address string) error {
	before := tx.Now.Add(-window).UnixMilli()
	if _, err := tx.Exec(forgetAttempts, before); err != nil {
		return err
	}
	_, err := tx.Exec(raiseAttempt, network(address), tx.Millis(), before)
	return err
}

// Confirm checks the password of whoever is signed in before something grave:
// a session left open is not enough (AUTHN-08). A wrong one counts as at the
// door. After a right one the session has a new token, which it answers (SESS-01).
func (d *Door) Confirm(ctx context.Context, by actor.Actor, session, password string) (string, error) {
	var account Account
	err := d.DB.View(ctx, by.Street, func(tx *db.Tx) error {
		var err error
		account, err = AccountByID(tx, by.Account)
		return err
	})
	if err != nil {
		return "", err
	}
	checked, token := account.stored, ""
	ok, _, err := d.Hasher.Check(ctx, checked, password)
	if err != nil {
		return "", err
	}
	var refusal error
	err = d.DB.Update(ctx, by.Street, func(tx *db.Tx) error {
		token, refusal = "", nil
		if err := account.again(tx, ""); err != nil {
			return err
		}
		if account.stored != checked {
			return fault.New(fault.Conflict, "密码刚刚改过，请用新密码再试一次")
		}
		a := Attempt{Login: account.Login, Address: by.Address, Route: by.Route, Request: by.Request}
		switch {
		case account.LockedUntil.After(tx.Now):
			refusal = tooManyTries(account.LockedUntil.Sub(tx.Now))
			return failed(tx, a, account, "locked", false)
		case !ok:
			refusal = fault.New(fault.Invalid, "现在的密码不对，请再试一次")
			return failed(tx, a, account, "wrong", true)
		}
		if err := changed(tx, clearFailures, account.ID); err != nil {
			return err
		}
		var err error
		token, err = renew(tx, session)
		return err
	})
	if err != nil {
		return "", err
	}
	return token, refusal
}

var (
	forgetAttempts = db.SQL("attempt.forget", `DELETE FROM attempt WHERE failed_at < $1`)
	setStrange     = db.SQL("attempt.strange", `INSERT INTO attempt (address, failures, failed_at) VALUES ($1, $2, $3)
ON CONFLICT (address) DO UPDATE SET failures = excluded.failures, failed_at = excluded.failed_at`)
	readAttempt  = db.SQL("attempt.read", `SELECT failures, failed_at FROM attempt WHERE address = $1`)
	raiseAttempt = db.SQL("attempt.raise", `INSERT INTO attempt (address, failures, failed_at) VALUES ($1, 1, $2)
ON CONFLICT (address) DO UPDATE SET failures = CASE WHEN attempt.failed_at < $3 THEN 1 ELSE attempt.failures + 1 END,
failed_at = CASE WHEN attempt.failed_at < $3 THEN excluded.failed_at ELSE attempt.failed_at END`)
)
