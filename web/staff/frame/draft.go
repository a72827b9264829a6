package frame

import (
	"net/url"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web/ui"
)

// DraftAddress is where the drafts of the form on a page are sent; the pages
// around the sign-in keep them (ux.md R6).
func DraftAddress(form string) string { return "/drafts?form=" + url.QueryEscape(form) }

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
