package signin

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// setupView is the form of the first start.
type setupView struct {
	View    ui.View
	Entries ui.Entries
}

func (p Pages) setupNeeded(r *http.Request) (needed bool, err error) {
	err = p.DB.View(r.Context(), "", func(tx *db.Tx) error {
		needed, err = identity.SetupNeeded(tx)
		return err
	})
	return needed, err
}

// SetupForm is GET /setup. It is there only until the street is founded.
func (p Pages) SetupForm(w http.ResponseWriter, r *http.Request) error {
	needed, err := p.setupNeeded(r)
	if err != nil {
		return err
	}
	if !needed {
		return web.Redirect(w, r, "/sign-in", "")
	}
	return web.Render(w, r, http.StatusOK, setupPage(setupView{View: web.View(r, "首次设置")}))
}

// Setup is POST /setup: the one-time code founds the street and its first
// system administrator (AUTHN-01).
func (p Pages) Setup(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = p.found(r, f)
	if fault.Of(err) != nil {
		v := setupView{View: frame.Again(r, "首次设置", true), Entries: f.Again(err)}
		return web.Render(w, r, web.StatusOf(err), setupPage(v))
	}
	if err != nil {
		return err
	}
	if p.Founded != nil {
		p.Founded()
	}
	// The site is made anew with the street's name, so the sentence goes by address.
	return web.Redirect(w, r, "/sign-in?founded=1", "")
}

func (p Pages) found(r *http.Request, f *web.Form) error {
	ctx := r.Context()
	n := identity.Founding{
		From: web.Visitor(r),
		Code: f.Text("code", "设置码", 40, true),
		Street: org.Street{
			Name: f.Text("name", "街道名称", 40, true), ShortName: f.Text("shortName", "简称", 10, true), District: f.Text("district", "所在区县", 40, false),
			Phone: f.Text("phone", "电话", 30, false), Address: f.Text("address", "矛调中心地址", 100, false), Hours: f.Text("hours", "办公时间", 60, false),
		},
		Officer: org.Officer{Name: f.Text("officer", "姓名", 40, true)},
		Login:   f.Text("login", "登录名", 40, true),
	}
	password := newPassword(f, n.Login, n.Street.Name, n.Street.ShortName)
	if err := f.Err(); err != nil {
		return err
	}
	// The code is asked before the costly work, and used in the transaction.
	var err error
	if err = p.DB.View(ctx, "", func(tx *db.Tx) error { return identity.CheckSetup(tx, n.Code) }); err != nil {
		return err
	}
	if n.Stored, err = p.Door.Hasher.Hash(ctx, password); err != nil {
		return err
	}
	return p.DB.Update(ctx, id.New(p.DB.Now()), func(tx *db.Tx) error {
		_, err := identity.CompleteSetup(tx, n)
		return err
	})
}

// newPassword is a new password, typed twice, that keeps the rules.
func newPassword(f *web.Form, login string, units ...string) string {
	password := f.Raw("password")
	if found := fault.Of(identity.CheckPassword(password, login, units...)); found != nil {
		f.Wrong("password", "%s", found.Message)
	} else if f.Raw("again") != password {
		f.Wrong("again", "两次写的密码不一样，请再写一次")
	}
	return password
}
