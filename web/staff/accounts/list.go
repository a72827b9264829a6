package accounts

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// listView is every account, and who has none.
type listView struct {
	View    ui.View
	Beside  string
	Rows    []accountRow
	Without []org.Officer // in service, without an account
}

// accountRow is one account of the list.
type accountRow struct {
	Href  string
	Name  string
	Code  string
	Login string
	Posts string
	State string
	Tone  ui.Tone
	Used  string
}

// List is GET /accounts.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	v := listView{View: frame.Wide(r, "账号")}
	err := p.view(r, func(tx *db.Tx) error {
		accounts, err := identity.Accounts(tx)
		if err != nil {
			return err
		}
		officers, err := org.ListOfficers(tx, org.OfficerFilter{})
		if err != nil {
			return err
		}
		posts, err := heldPosts(tx)
		if err != nil {
			return err
		}
		v.fill(tx, accounts, officers, posts)
		return nil
	})
	if err != nil {
		return err
	}
	v.Beside = strconv.Itoa(len(v.Rows)) + "个"
	return web.Render(w, r, http.StatusOK, listPage(v))
}

func (v *listView) fill(tx *db.Tx, accounts []identity.Account, officers []org.Officer, posts map[string][]string) {
	byID := map[string]org.Officer{}
	has := map[string]bool{}
	for _, o := range officers {
		byID[o.ID] = o
	}
	for _, a := range accounts {
		o := byID[a.Officer]
		has[o.ID] = true
		word, tone := state(tx, a, o)
		v.Rows = append(v.Rows, accountRow{
			Href: "/accounts/" + a.ID, Name: o.Name, Code: o.Code, Login: a.Login, Posts: strings.Join(posts[o.ID], "、"), State: word, Tone: tone, Used: moment(a.UsedAt),
		})
	}
	for _, o := range officers {
		if !has[o.ID] && !gone(tx, o) {
			v.Without = append(v.Without, o)
		}
	}
}

// heldPosts are the words for the posts held today, by officer.
func heldPosts(tx *db.Tx) (map[string][]string, error) {
	posts, err := org.PostsOn(tx, tx.Today())
	if err != nil {
		return nil, err
	}
	held := map[string][]string{}
	for _, p := range posts {
		held[p.Officer] = append(held[p.Officer], p.Role.Label())
	}
	return held, nil
}

// gone reports whether somebody has left.
func gone(tx *db.Tx, o org.Officer) bool { return !o.Until.Zero() && o.Until < tx.Today() }

// state is whether the account lets its owner in, and if not, why.
func state(tx *db.Tx, a identity.Account, o org.Officer) (string, ui.Tone) {
	switch {
	case a.Disabled:
		return "已停用", ui.Late
	case gone(tx, o):
		return "已离岗", ui.Late
	case a.LockedUntil.After(tx.Now):
		return "锁定到" + a.LockedUntil.In(calendar.Shanghai).Format("15:04"), ui.Soon
	case a.UsedAt.IsZero():
		return "还没登录过", ui.Soon
	}
	return "在用", ui.Plain
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Shanghai).Format("2006-01-02 15:04")
}
