package signin

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// accountView is somebody's own account.
type accountView struct {
	View   ui.View
	Facts  []ui.Fact
	Posts  []ui.Fact
	Drafts int
}

// Account is GET /account: who the program takes me for, and what I may do.
func (p Pages) Account(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	v := accountView{View: web.View(r, "我的账号")}
	err := p.view(r, func(tx *db.Tx) error {
		account, err := identity.AccountByID(tx, by.Account)
		if err != nil {
			return err
		}
		o, err := org.OfficerByID(tx, by.Officer)
		if err != nil {
			return err
		}
		u, err := org.UnitByID(tx, o.Unit)
		if err != nil {
			return err
		}
		drafts, err := identity.Drafts(tx, by)
		v.Drafts = len(drafts)
		v.Facts = []ui.Fact{
			{Label: "姓名", Value: o.Name},
			{Label: "登录名", Value: account.Login},
			{Label: "工号", Value: o.Code},
			{Label: "单位", Value: u.Name},
			{Label: "这次登录", Value: web.SessionOf(r).Since.In(calendar.Shanghai).Format("2006-01-02 15:04")},
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, post := range by.Posts {
		v.Posts = append(v.Posts, ui.Fact{Label: post.Role.Label(), Value: post.Place.Name})
	}
	return web.Render(w, r, http.StatusOK, accountPage(v))
}

// passwordView is the form of a new password.
type passwordView struct {
	View    ui.View
	Entries ui.Entries
	First   bool // nothing else opens before it is done
}

func (p Pages) askPassword(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := passwordView{View: frame.Again(r, "修改密码", e.Any()), Entries: e, First: web.SessionOf(r).First != ""}
	if v.First {
		v.View.Actor = "" // no way leads on from here but the form
	}
	return web.Render(w, r, status, passwordPage(v))
}

// PasswordForm is GET /account/password.
func (p Pages) PasswordForm(w http.ResponseWriter, r *http.Request) error {
	return p.askPassword(w, r, http.StatusOK, ui.Entries{})
}

// Password is POST /account/password: after a fresh check of the old one. All
// other sessions end (AUTHN-08).
func (p Pages) Password(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	to, err := p.change(w, r, f)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooMany) {
		return p.askPassword(w, r, web.StatusOf(err), f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "密码已修改，别处的登录都已结束")
}

// change answers where the form leads.
func (p Pages) change(w http.ResponseWriter, r *http.Request, f *web.Form) (string, error) {
	ctx, by, session := r.Context(), web.Actor(r), web.SessionOf(r)
	login, units, err := p.named(r)
	if err != nil {
		return "", err
	}
	old, submission := typed(f, "old", "现在的密码"), f.SubmissionID()
	password := newPassword(f, login, units...)
	if password != "" && password == old {
		f.Wrong("password", "新密码和现在的一样，请换一个")
	}
	if err := f.Err(); err != nil {
		return "", err
	}
	if to, err := p.answered(r, submission); to != "" || err != nil {
		return to, err
	}
	token, err := p.Door.Confirm(ctx, by, session.ID, old)
	if fault.Is(err, fault.Invalid) {
		f.Wrong("old", "%s", fault.Of(err).Message)
		return "", f.Err()
	} else if err != nil {
		return "", err
	}
	web.SetToken(w, r, token, identity.Administer.Allows(by))
	stored, err := p.Door.Hasher.Hash(ctx, password)
	if err != nil {
		return "", err
	}
	return frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		to := "/account"
		if session.First != "" {
			to = "/" // the work may begin
		}
		return to, identity.SetPassword(tx, by, by.Account, stored, session.ID)
	})
}

// answered is where this form led before: the second press would find that the
// old password is no longer right.
func (p Pages) answered(r *http.Request, submission string) (to string, err error) {
	err = p.view(r, func(tx *db.Tx) error {
		to, err = identity.Answered(tx, web.Actor(r), submission)
		return err
	})
	return to, err
}

// named gives the words a password may not contain.
func (p Pages) named(r *http.Request) (login string, units []string, err error) {
	err = p.view(r, func(tx *db.Tx) error {
		account, err := identity.AccountByID(tx, web.Actor(r).Account)
		if err != nil {
			return err
		}
		street, err := org.Load(tx)
		if err != nil {
			return err
		}
		o, err := org.OfficerByID(tx, account.Officer)
		if err != nil {
			return err
		}
		u, err := org.UnitByID(tx, o.Unit)
		login, units = account.Login, []string{street.Name, street.ShortName, u.Name}
		return err
	})
	return login, units, err
}
