package accounts

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// newView is the form of a new account.
type newView struct {
	View     ui.View
	Entries  ui.Entries
	Officers []ui.Option // in service, without an account
}

// NewForm is GET /accounts/new.
func (p Pages) NewForm(w http.ResponseWriter, r *http.Request) error {
	q, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.askNew(w, r, http.StatusOK, ui.EntriesOf("officer", q.Raw("officer")))
}

func (p Pages) askNew(w http.ResponseWriter, r *http.Request, status int, entries ui.Entries) error {
	v := newView{View: frame.Again(r, "开通账号", entries.Any()), Entries: entries}
	err := p.view(r, func(tx *db.Tx) error {
		officers, err := org.Officers(tx, tx.Today())
		if err != nil {
			return err
		}
		accounts, err := identity.Accounts(tx)
		if err != nil {
			return err
		}
		has := map[string]bool{}
		for _, a := range accounts {
			has[a.Officer] = true
		}
		for _, o := range officers {
			if !has[o.ID] {
				v.Officers = append(v.Officers, ui.Option{Value: o.ID, Label: o.Name + "（" + o.Code + "）"})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, newPage(v))
}

// Create is POST /accounts. The password is shown on the answer and nowhere
// else, so the answer is the page itself and is not kept with the form.
func (p Pages) Create(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	officer := f.Raw("officer")
	if officer == "" {
		f.Wrong("officer", "请选择这个账号是给哪位工作人员的")
	}
	login := identity.Login(f.Text("login", "登录名", loginMost, true))
	password, to, err := p.issue(w, r, f, func(tx *db.Tx, stored string) (string, error) {
		a, err := identity.CreateAccount(tx, web.Actor(r), identity.NewAccount{Officer: officer, Login: login, Stored: stored, Issued: true})
		return "/accounts/" + a.ID, err
	})
	if fault.Of(err) != nil && !fault.Is(err, fault.NotFound) {
		return p.askNew(w, r, web.StatusOf(err), f.Again(err))
	}
	if err != nil {
		return err
	}
	return p.handOver(w, r, "账号已开通", to, password)
}

// loginMost is how long a login may be, in characters.
const loginMost = 40

// issue makes a password for somebody else: after a fresh check of who asks
// (AUTHN-08), hashed outside the transaction. A form that was sent before
// answers without a password: it was shown then.
func (p Pages) issue(w http.ResponseWriter, r *http.Request, f *web.Form, change func(tx *db.Tx, stored string) (string, error)) (password, to string, err error) {
	ctx, by := r.Context(), web.Actor(r)
	submission, own := f.SubmissionID(), f.Raw("own")
	if own == "" {
		f.Wrong("own", "请填写您自己的密码")
	}
	if err := f.Err(); err != nil {
		return "", "", err
	}
	err = p.view(r, func(tx *db.Tx) error {
		to, err = identity.Answered(tx, by, submission)
		return err
	})
	if err != nil || to != "" {
		return "", to, err
	}
	token, err := p.Door.Confirm(ctx, by, web.SessionOf(r).ID, own)
	if fault.Is(err, fault.Invalid) {
		f.Wrong("own", "您自己的密码不对，请再试一次")
		return "", "", f.Err()
	} else if err != nil {
		return "", "", err
	}
	web.SetToken(w, r, token, identity.Administer.Allows(by))
	password = identity.IssuedPassword()
	stored, err := p.Door.Hasher.Hash(ctx, password)
	if err != nil {
		return "", "", err
	}
	to, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) { return change(tx, stored) })
	return password, to, err
}

// issuedView shows a password, once.
type issuedView struct {
	View     ui.View
	Password string
	Login    string
	Name     string
	Account  string // its address
}

// handOver shows the password that was issued for the account at an address.
func (p Pages) handOver(w http.ResponseWriter, r *http.Request, title, to, password string) error {
	if password == "" {
		return web.Redirect(w, r, to, "这张表单已经提交过，密码当时显示过一次；没有记下就再重设一次")
	}
	v := issuedView{View: web.View(r, title), Password: password, Account: to}
	err := p.view(r, func(tx *db.Tx) error {
		a, err := identity.AccountByID(tx, to[len("/accounts/"):])
		if err != nil {
			return err
		}
		o, err := org.FindOfficer(tx, a.Officer)
		v.Login, v.Name = a.Login, o.Name
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, issuedPage(v))
}
