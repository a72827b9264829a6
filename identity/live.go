package identity

import (
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
)

// Live is a session somebody has open, as it may be shown: without its token (SESS-05).
type Live struct {
	ID      string
	Address string
	Device  string
	Since   time.Time
	Seen    time.Time
}

// LiveSessions lists the sessions of an account that still let in, newest first.
func LiveSessions(tx *db.Tx, account string) ([]Live, error) {
	return db.All(tx, listSessions, func(r db.Row) (Live, error) {
		var l Live
		var since, seen int64
		err := r.Scan(&l.ID, &l.Address, &l.Device, &since, &seen)
		l.Since, l.Seen = db.Moment(since), db.Moment(seen)
		return l, err
	}, tx.Street, account, tx.Millis(), tx.Now.Add(-sharedIdle).UnixMilli(), tx.Now.Add(-idle).UnixMilli())
}

// PutOut ends every session of an account and tells the ledger.
func PutOut(tx *db.Tx, by actor.Actor, account string) error {
	if _, err := AccountByID(tx, account); err != nil {
		return err
	}
	if err := EndSessions(tx, account, ""); err != nil {
		return err
	}
	return told(tx, by, "account.putOut", account, "")
}

// PostsChanged ends the sessions of an officer whose posts were just changed, in
// the same transaction: what the new posts open begins with a new sign-in
// (SESS-03). Whoever changes a post of their own stays.
func PostsChanged(tx *db.Tx, by actor.Actor, officer string) error {
	a, err := AccountOf(tx, officer)
	switch {
	case errors.Is(err, db.ErrNone):
		return nil // no account, no session
	case err != nil:
		return err
	case a.ID == by.Account:
		return nil
	}
	return PutOut(tx, by, a.ID)
}

// AccountOf is the account of an officer, or db.ErrNone.
func AccountOf(tx *db.Tx, officer string) (Account, error) {
	return db.One(tx, accountOf, scanAccount, tx.Street, officer)
}

// issuedLength is the number of letters of an issued password: 80 random bits.
const issuedLength = 16

// IssuedPassword makes a password for somebody else's account, to be handed
// over once and changed by its owner: four groups that can be read out.
func IssuedPassword() string {
	text := strings.ToLower(rand.Text()[:issuedLength])
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
}

var (
	listSessions = db.SQL("session.list", `SELECT id, address, device, created_at, seen_at FROM session
WHERE street_id = $1 AND account_id = $2 AND until_at > $3 AND (seen_at >= $4 OR shared = FALSE AND seen_at >= $5) ORDER BY created_at DESC, id DESC`)
	accountOf = db.SQL("account.of", `SELECT `+accountColumns+` FROM account WHERE street_id = $1 AND officer_id = $2`)
)
