package accounts

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// person is an account with whose it is.
type person struct {
	Account identity.Account
	Officer org.Officer
}

// load reads the account of the address.
func load(tx *db.Tx, r *http.Request) (person, error) {
	a, err := identity.AccountByID(tx, r.PathValue("id"))
	if err != nil {
		return person{}, err
	}
	o, err := org.FindOfficer(tx, a.Officer)
	return person{a, o}, err
}

func (p person) path() string { return "/accounts/" + p.Account.ID }

// showView is one account and what can be done with it.
type showView struct {
	View     ui.View
	Person   person
	State    string
	Tone     ui.Tone
	Facts    []ui.Fact
	Posts    []ui.Fact
	Sessions []ui.Fact
	Locked   bool
	Own      bool
}

// Show is GET /accounts/{id}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	var v showView
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Person, err = load(tx, r); err != nil {
			return err
		}
		return v.fill(tx)
	})
	if err != nil {
		return err
	}
	v.Own = v.Person.Account.ID == by.Account
	v.View = web.View(r, "账号："+v.Person.Account.Login)
	return web.Render(w, r, http.StatusOK, showPage(v))
}

func (v *showView) fill(tx *db.Tx) error {
	a, o := v.Person.Account, v.Person.Officer
	u, err := org.UnitByID(tx, o.Unit)
	if err != nil {
		return err
	}
	posts, err := org.PostsOf(tx, o.ID, tx.Today())
	if err != nil {
		return err
	}
	sessions, err := identity.LiveSessions(tx, a.ID)
	if err != nil {
		return err
	}
	v.State, v.Tone = state(tx, a, o)
	v.Locked = a.LockedUntil.After(tx.Now)
	used := moment(a.UsedAt)
	if used == "" {
		used = "没有"
	}
	v.Facts = []ui.Fact{
		{Label: "工号", Value: o.Code},
		{Label: "单位", Value: u.Name},
		{Label: "登录名", Value: a.Login},
		{Label: "上次登录", Value: used},
		{Label: "开通于", Value: moment(a.CreatedAt)},
	}
	for _, post := range posts {
		v.Posts = append(v.Posts, ui.Fact{Label: post.Role.Label(), Value: post.Place.Name})
	}
	for _, s := range sessions {
		device := s.Device
		if device == "" {
			device = "没有说明的设备"
		}
		v.Sessions = append(v.Sessions, ui.Fact{Label: moment(s.Since), Value: s.Address + "，" + device})
	}
	return nil
}
