package signin

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// draftsView lists what the reader has half written.
type draftsView struct {
	View   ui.View
	Beside string
	Rows   []draftRow
}

type draftRow struct {
	Form, Title, At string
	Lines           []string
}

// SaveDraft is POST /drafts: the browser sends the form as it stands, with the
// address of its page as form, in the query or among the fields (SESS-04).
func (p Pages) SaveDraft(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form, err := formOf(r, f)
	if err != nil {
		return err
	}
	entries := url.Values{}
	for name, values := range f.Values() {
		if strings.HasPrefix(name, "_") || strings.Contains(name, "password") || name == "form" {
			continue
		}
		entries[name] = values
	}
	by := web.Actor(r)
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error { return identity.SaveDraft(tx, by, form, entries.Encode()) })
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// formOf is the address of the page a draft belongs to.
func formOf(r *http.Request, f *web.Form) (string, error) {
	q, err := web.ReadQuery(r)
	if err != nil {
		return "", err
	}
	form := q.Raw("form")
	if form == "" {
		form = f.Raw("form")
	}
	if form == "" || web.LocalPath(form) != form {
		return "", fault.New(fault.Invalid, "不知道这是哪一页的草稿，请重新打开页面")
	}
	return form, nil
}

// DropDraft is POST /drafts/drop.
func (p Pages) DropDraft(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form, err := formOf(r, f)
	if err != nil {
		return err
	}
	by := web.Actor(r)
	if err := p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error { return identity.DropDraft(tx, by, form) }); err != nil {
		return err
	}
	return web.Redirect(w, r, "/drafts", "已删除这份草稿")
}

// Drafts is GET /drafts.
func (p Pages) Drafts(w http.ResponseWriter, r *http.Request) error {
	v := draftsView{View: web.View(r, "没写完的表单")}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := identity.Drafts(tx, web.Actor(r))
		for _, d := range all {
			v.Rows = append(v.Rows, newDraftRow(d))
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(v.Rows) > 0 {
		v.Beside = "共" + strconv.Itoa(len(v.Rows)) + "份"
	}
	return web.Render(w, r, http.StatusOK, draftsPage(v))
}

func newDraftRow(d identity.Draft) draftRow {
	row := draftRow{Form: d.Form, Title: formTitle(d.Form), At: d.At.In(calendar.Shanghai).Format("2006-01-02 15:04")}
	entries, err := url.ParseQuery(d.Entries)
	if err != nil {
		return row // the draft can still be opened or dropped
	}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		for _, value := range entries[name] {
			if value = strings.TrimSpace(value); value != "" {
				row.Lines = append(row.Lines, value)
			}
		}
	}
	return row
}

// formTitles name the nouns whose forms keep drafts.
var formTitles = []struct{ path, title string }{
	{"/matters/new", "登记一件事"},
	{"/matters/", "事项的办理"},
	{"/activities", "活动记录"},
	{"/reports", "报告"},
}

func formTitle(form string) string {
	for _, t := range formTitles {
		if strings.HasPrefix(form, t.path) {
			return t.title
		}
	}
	return "表单"
}
