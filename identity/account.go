package identity

import (
	"errors"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Account is one officer's way in. There are no shared ones (AUTHN-11).
type Account struct {
	ID          string
	Street      string
	Officer     string
	Login       string
	Disabled    bool
	Failures    int
	FailedAt    time.Time
	LockedUntil time.Time
	UsedAt      time.Time
	CreatedAt   time.Time
	Version     int
	Demo        bool
	Issued      bool // the password came from an administrator and opens only the page that changes it

	stored string
}

// NewAccount is what it takes to give an officer a way in. Password is already
// hashed: that work is done outside the transaction.
type NewAccount struct {
	Officer string
	Login   string
	Stored  string
	Issued  bool // somebody else knows the password: the owner changes it first
}

// Login puts a login into its one form.
func Login(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// CreateAccount gives an officer a way in.
func CreateAccount(tx *db.Tx, by actor.Actor, n NewAccount) (Account, error) {
	n.Login = Login(n.Login)
	var wrong fault.Fields
	if l := len([]rune(n.Login)); l < 2 || l > 40 || strings.ContainsAny(n.Login, " \t/\\") {
		wrong.Add("login", "登录名应为2到40个字，中间没有空格")
	}
	o, err := org.OfficerByID(tx, n.Officer)
	if errors.Is(err, db.ErrNone) {
		wrong.Add("officer", "请选择这个账号是给哪位工作人员的")
	} else if err != nil {
		return Account{}, err
	} else if left(o, tx.Today()) {
		wrong.Add("officer", "这位工作人员已于%s离岗", o.Until)
	}
	if err := wrong.Err(); err != nil {
		return Account{}, err
	}
	a := Account{ID: tx.NewID(), Street: tx.Street, Officer: n.Officer, Login: n.Login, CreatedAt: tx.Now, Version: 1, Demo: o.Demo, Issued: n.Issued}
	_, err = tx.Exec(insertAccount, tx.Street, a.ID, a.Officer, a.Login, n.Stored, tx.Millis(), a.Demo, a.Issued)
	switch db.Violated(err) {
	case "account_login_key":
		return a, fault.New(fault.Conflict, "登录名%s已经有人用了，请换一个", a.Login)
	case "account_street_id_officer_id_key":
		return a, fault.New(fault.Conflict, "这位工作人员已经有账号了，一人一个账号")
	}
	if err != nil {
		return a, err
	}
	return a, told(tx, by, "account.create", a.ID, "")
}

// Disable shuts an account and ends its sessions at once; enable opens it again.
func Disable(tx *db.Tx, by actor.Actor, id string, disabled bool) error {
	if id == by.Account {
		return fault.New(fault.Denied, "不能停用自己的账号，请另一位系统管理员来做")
	}
	if err := changed(tx, setDisabled, id, disabled); err != nil {
		return err
	}
	action := "account.enable"
	if disabled {
		action = "account.disable"
		if err := EndSessions(tx, id, ""); err != nil {
			return err
		}
	}
	return told(tx, by, action, id, "")
}

// SetPassword stores a new password, hashed before, and ends all sessions of
// the account but the one given (AUTHN-08). One that somebody else has set is an
// issued one: its owner changes it before anything else (AUTHN-01).
func SetPassword(tx *db.Tx, by actor.Actor, id, stored, keepSession string) error {
	if err := changed(tx, setPassword, id, stored, id != by.Account); err != nil {
		return err
	}
	if err := EndSessions(tx, id, keepSession); err != nil {
		return err
	}
	return told(tx, by, "account.password", id, "")
}

// Unlock lets a locked account try again.
func Unlock(tx *db.Tx, by actor.Actor, id string) error {
	if err := changed(tx, clearFailures, id); err != nil {
		return err
	}
	return told(tx, by, "account.unlock", id, "")
}

func changed(tx *db.Tx, s db.Stmt, id string, args ...any) error {
	n, err := tx.Exec(s, append([]any{tx.Street, id}, args...)...)
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, "找不到这个账号")
	}
	return err
}

func told(tx *db.Tx, by actor.Actor, action, subject, outcome string) error {
	_, err := event.Append(tx, by, event.Entry{Action: action, Kind: event.Account, Subject: subject, Outcome: outcome, Role: by.First(actor.SysAdmin)})
	return err
}

// Accounts lists the accounts of the street.
func Accounts(tx *db.Tx) ([]Account, error) { return db.All(tx, listAccounts, scanAccount, tx.Street) }

// AccountByID reads one account.
func AccountByID(tx *db.Tx, id string) (Account, error) {
	a, err := db.One(tx, readAccount, scanAccount, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return a, fault.New(fault.NotFound, "找不到这个账号")
	}
	return a, err
}

func scanAccount(r db.Row) (Account, error) {
	var a Account
	var failed, locked, used, created int64
	err := r.Scan(&a.Street, &a.ID, &a.Officer, &a.Login, &a.stored, &a.Disabled, &a.Failures, &failed, &locked, &used, &created, &a.Version, &a.Demo, &a.Issued)
	a.FailedAt, a.LockedUntil, a.UsedAt, a.CreatedAt = db.Moment(failed), db.Moment(locked), db.Moment(used), db.Moment(created)
	return a, err
}

// Stored is the stored form of the account's password, to check it against what was typed.
func (a Account) Stored() string { return a.stored }

const accountColumns = `street_id, id, officer_id, login, password, disabled, failures, failed_at, locked_until, used_at, created_at, version, demo, issued`

var (
	insertAccount = db.SQL("account.insert", `INSERT INTO account (street_id, id, officer_id, login, password, disabled, failures, failed_at, locked_until,
used_at, created_at, version, demo, issued) VALUES ($1, $2, $3, $4, $5, FALSE, 0, 0, 0, 0, $6, 1, $7, $8)`)
	listAccounts  = db.SQL("account.list", `SELECT `+accountColumns+` FROM account WHERE street_id = $1 ORDER BY login, id`)
	readAccount   = db.SQL("account.read", `SELECT `+accountColumns+` FROM account WHERE street_id = $1 AND id = $2`)
	findLogin     = db.SQL("account.login", `SELECT `+accountColumns+` FROM account WHERE login = $1`)
	setDisabled   = db.SQL("account.disable", `UPDATE account SET disabled = $3, version = version + 1 WHERE street_id = $1 AND id = $2`)
	setPassword   = db.SQL("account.password", `UPDATE account SET password = $3, issued = $4, failures = 0, locked_until = 0, version = version + 1 WHERE street_id = $1 AND id = $2`)
	hashAgain     = db.SQL("account.hashAgain", `UPDATE account SET password = $3 WHERE street_id = $1 AND id = $2 AND password = $4`)
	clearFailures = db.SQL("account.clear", `UPDATE account SET failures = 0, failed_at = 0, locked_until = 0 WHERE street_id = $1 AND id = $2`)
	setFailures   = db.SQL("account.failures", `UPDATE account SET failures = $3, failed_at = $4, locked_until = $5 WHERE street_id = $1 AND id = $2`)
	setUsed       = db.SQL("account.used", `UPDATE account SET failures = 0, failed_at = 0, locked_until = 0, used_at = $3 WHERE street_id = $1 AND id = $2`)
)
