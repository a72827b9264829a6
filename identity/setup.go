package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// setupLife is how long the code of the first start is good (AUTHN-01).
const setupLife = 30 * time.Minute

// setupLength is the number of letters and digits of the code: 80 random bits.
const setupLength = 16

// PrepareSetup makes a new one-time code when no street has been founded yet.
// Only its hash is stored; the caller prints it once.
func PrepareSetup(tx *db.Tx) (code string, needed bool, err error) {
	if needed, err = SetupNeeded(tx); err != nil || !needed {
		return "", false, err
	}
	code = rand.Text()[:setupLength]
	sum := sha256.Sum256([]byte(code))
	_, err = tx.Exec(saveSetup, sum[:], tx.Now.Add(setupLife).UnixMilli())
	return code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:], true, err
}

// SetupNeeded reports whether no street has been founded yet.
func SetupNeeded(tx *db.Tx) (bool, error) {
	n, err := db.Value[int](tx, countStreets)
	return n == 0, err
}

// Founding is what the first start asks: the street and its first administrator.
type Founding struct {
	Code    string
	Street  org.Street
	Officer org.Officer
	Login   string
	Stored  string      // the administrator's password, hashed
	From    actor.Actor // the facts of the request, for the events
}

// CompleteSetup uses the code, founds the street and lets its first system
// administrator in. The code works once.
func CompleteSetup(tx *db.Tx, f Founding) (Account, error) {
	if err := useSetup(tx, f.Code); err != nil {
		return Account{}, err
	}
	program := actor.Actor{Street: tx.Street, Name: "首次设置", Address: f.From.Address, Route: f.From.Route, Request: f.From.Request}
	root, err := org.Found(tx, program, f.Street)
	if err != nil {
		return Account{}, err
	}
	f.Officer.Unit = root.ID
	if f.Officer.Code == "" {
		f.Officer.Code = "0001"
	}
	o, err := org.Hire(tx, program, f.Officer)
	if err != nil {
		return Account{}, err
	}
	if err := org.Assign(tx, program, o.ID, actor.SysAdmin, root.ID, 0); err != nil {
		return Account{}, err
	}
	return CreateAccount(tx, program, NewAccount{Officer: o.ID, Login: f.Login, Stored: f.Stored})
}

func useSetup(tx *db.Tx, code string) error {
	if err := CheckSetup(tx, code); err != nil {
		return err
	}
	return tx.ExecOne(usedSetup, tx.Millis())
}

// CheckSetup refuses a code that is wrong, used or too old.
func CheckSetup(tx *db.Tx, code string) error {
	type row struct {
		hash        []byte
		until, used int64
	}
	r, err := db.One(tx, readSetup, func(r db.Row) (row, error) {
		var v row
		return v, r.Scan(&v.hash, &v.until, &v.used)
	})
	if errors.Is(err, db.ErrNone) {
		return fault.New(fault.Conflict, "不需要首次设置")
	}
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(code))))
	switch {
	case r.used > 0:
		return fault.New(fault.Conflict, "这个设置码已经用过了")
	case tx.Millis() > r.until:
		return fault.New(fault.Conflict, "设置码过了30分钟，请重新启动程序，用新打印的设置码")
	case subtle.ConstantTimeCompare(sum[:], r.hash) != 1:
		var wrong fault.Fields
		wrong.Add("code", "设置码不对，请照启动窗口里打印的填写")
		return wrong.Err()
	}
	return nil
}

var (
	countStreets = db.SQL("setup.streets", `SELECT count(*) FROM street`)
	saveSetup    = db.SQL("setup.save", `INSERT INTO setup (id, code_hash, until_at, used_at) VALUES (1, $1, $2, 0)
ON CONFLICT (id) DO UPDATE SET code_hash = excluded.code_hash, until_at = excluded.until_at, used_at = 0`)
	readSetup = db.SQL("setup.read", `SELECT code_hash, until_at, used_at FROM setup WHERE id = 1`)
	usedSetup = db.SQL("setup.used", `UPDATE setup SET used_at = $1 WHERE id = 1`)
)
