package accounts

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// confirmView asks before a password is reset or an account is shut.
type confirmView struct {
	View    ui.View
	Person  person
	Entries ui.Entries
}

func (p Pages) confirm(r *http.Request, title string, entries ui.Entries) (confirmView, error) {
	v := confirmView{View: frame.Again(r, title, entries.Any()), Entries: entries}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Person, err = load(tx, r)
		return err
	})
	return v, err
}

// ResetForm is GET /accounts/{id}/password.
func (p Pages) ResetForm(w http.ResponseWriter, r *http.Request) error {
	if r.PathValue("id") == web.Actor(r).Account {
		return web.Redirect(w, r, "/account/password", "")
	}
	v, err := p.confirm(r, "重设密码", ui.Entries{})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, resetPage(v))
}

// Reset is POST /accounts/{id}/password: a new password for somebody who forgot
// theirs. All their sessions end.
func (p Pages) Reset(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, id := web.Actor(r), r.PathValue("id")
	password, to, err := p.issue(w, r, f, func(tx *db.Tx, stored string) (string, error) {
		if id == by.Account {
			return "", fault.New(fault.Denied, "自己的密码请在“我的账号”里改")
		}
		return "/accounts/" + id, identity.SetPassword(tx, by, id, stored, "")
	})
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooMany) {
		v, again := p.confirm(r, "重设密码", f.Again(err))
		if again != nil {
			return again
		}
		return web.Render(w, r, web.StatusOf(err), resetPage(v))
	}
	if err != nil {
		return err
	}
	return p.handOver(w, r, "密码已重设", to, password)
}

// DisableForm is GET /accounts/{id}/disabling.
func (p Pages) DisableForm(w http.ResponseWriter, r *http.Request) error {
	v, err := p.confirm(r, "停用账号", ui.Entries{})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, disablePage(v))
}

// Disable is POST /accounts/{id}/disabling: all sessions end at once.
func (p Pages) Disable(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "账号已停用，这个账号的登录都已结束", "/enabling", func(tx *db.Tx, by actor.Actor, id string) error {
		return identity.Disable(tx, by, id, true)
	})
}

// Enable is POST /accounts/{id}/enabling.
func (p Pages) Enable(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "账号已恢复使用", "/disabling", func(tx *db.Tx, by actor.Actor, id string) error {
		return identity.Disable(tx, by, id, false)
	})
}

// Unlock is POST /accounts/{id}/unlocking.
func (p Pages) Unlock(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "已解除锁定，可以再登录了", "", identity.Unlock)
}

// PutOut is POST /accounts/{id}/putting-out.
func (p Pages) PutOut(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "这个账号的登录都已结束", "", identity.PutOut)
}

// change does something with the account of the address and shows it again,
// with the act that undoes it.
func (p Pages) change(w http.ResponseWriter, r *http.Request, done, undo string, work func(*db.Tx, actor.Actor, string) error) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	by, id := web.Actor(r), r.PathValue("id")
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		return "/accounts/" + id, work(tx, by, id)
	})
	if err != nil {
		return err
	}
	if undo == "" {
		return web.Redirect(w, r, to, done)
	}
	return web.RedirectUndo(w, r, to, done, ui.Undo{Action: "/accounts/" + id + undo})
}

func (p person) facts() []ui.Fact {
	return []ui.Fact{{Label: "姓名", Value: p.Officer.Name}, {Label: "工号", Value: p.Officer.Code}, {Label: "登录名", Value: p.Account.Login}}
}
