package signin

import (
	"context"
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
}

// PasswordForm is GET /account/password.
func (p Pages) PasswordForm(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, passwordPage(passwordView{View: web.View(r, "修改密码")}))
}

// Password is POST /account/password: after a fresh check of the old one. All
// other sessions end (AUTHN-08).
func (p Pages) Password(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = p.change(r, f)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooMany) {
		v := passwordView{View: frame.Again(r, "修改密码", true), Entries: f.Again(err)}
		return web.Render(w, r, web.StatusOf(err), passwordPage(v))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/account", "密码已修改，别处的登录都已结束")
}

func (p Pages) change(r *http.Request, f *web.Form) error {
	ctx, by := r.Context(), web.Actor(r)
	login, unit, err := p.named(r)
	if err != nil {
		return err
	}
	old, submission := typed(f, "old", "现在的密码"), f.SubmissionID()
	password := newPassword(f, login, unit)
	if err := f.Err(); err != nil {
		return err
	}
	if done, err := p.changed(ctx, by.Street, submission, r); done || err != nil {
		return err
	}
	if err := p.Door.Confirm(ctx, by, old); fault.Is(err, fault.Invalid) {
		f.Wrong("old", "%s", fault.Of(err).Message)
		return f.Err()
	} else if err != nil {
		return err
	}
	stored, err := p.Door.Hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	_, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		return "/account", identity.SetPassword(tx, by, by.Account, stored, web.SessionOf(r).ID)
	})
	return err
}

// changed reports whether this form was sent before: the second press would
// find that the old password is no longer right.
func (p Pages) changed(ctx context.Context, street, submission string, r *http.Request) (done bool, err error) {
	err = p.DB.View(ctx, street, func(tx *db.Tx) error {
		answer, err := identity.Answered(tx, web.Actor(r), submission)
		done = answer != ""
		return err
	})
	return done, err
}

// named gives the words a password may not contain.
func (p Pages) named(r *http.Request) (login, unit string, err error) {
	err = p.view(r, func(tx *db.Tx) error {
		account, err := identity.AccountByID(tx, web.Actor(r).Account)
		if err != nil {
			return err
		}
		street, err := org.Load(tx)
		login, unit = account.Login, street.Name
		return err
	})
	return login, unit, err
}
