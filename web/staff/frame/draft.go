package frame

import (
	"net/http"
	"net/url"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// Drafts keeps what is half written, each for its author only (ux.md R6).
type Drafts struct{ DB *db.DB }

// Routes is where the browser sends a form that is being written.
func (d Drafts) Routes() []web.Route {
	return []web.Route{{
		Pattern: "POST /drafts", Permission: web.SignedIn(), Scope: web.ScopeOwnSelf, Class: web.ClassSensitive, Audit: "draft.save", Page: d.Save,
	}}
}

// DraftAddress is where the drafts of the form on a page are sent.
func DraftAddress(form string) string { return "/drafts?form=" + url.QueryEscape(form) }

// Save is POST /drafts?form=…: it answers with nothing, for the browser alone.
func (d Drafts) Save(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form := r.URL.Query().Get("form")
	if !strings.HasPrefix(form, "/") || web.LocalPath(form) != form {
		return fault.New(fault.Invalid, "不知道这是哪一页的草稿，请重新打开页面")
	}
	entries := url.Values{}
	for name, vs := range f.Values() {
		if !strings.HasPrefix(name, "_") {
			entries[name] = vs
		}
	}
	by := web.Actor(r)
	err = d.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		return identity.SaveDraft(tx, by, form, entries.Encode())
	})
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// Recall is the form as its author left it, with a line that says so; begin
// when there is no draft.
func Recall(tx *db.Tx, by actor.Actor, form string, begin ui.Entries) (ui.Entries, string, error) {
	draft, err := identity.LoadDraft(tx, by, form)
	if err != nil || draft.Entries == "" {
		return begin, "", err
	}
	values, err := url.ParseQuery(draft.Entries)
	if err != nil {
		return begin, "", nil // a draft that cannot be read is no reason to refuse the page
	}
	at := draft.At.In(calendar.Shanghai)
	when := at.Format("15:04")
	if calendar.Of(draft.At) != tx.Today() {
		when = at.Format("2006-01-02 15:04")
	}
	return ui.Entries{Values: values}, "已恢复" + when + "的草稿", nil
}
