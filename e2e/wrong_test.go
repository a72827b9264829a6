package e2e

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"fengsheng/web/staff"
	"fengsheng/web/webtest"
)

// typed are the elements of a form that somebody fills in.
const typed = "input:not([type=hidden]), select, textarea"

// posted knows the POST route of a form's address, with its command.
func posted() *http.ServeMux {
	routes := http.NewServeMux()
	for _, r := range staff.Routes(staff.Parts{}) {
		if strings.HasPrefix(r.Pattern, "POST ") {
			routes.HandleFunc(r.Pattern, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.WriteString(w, strings.TrimSpace(r.Pattern+" "+r.PathValue("command"))) // a recorder takes everything
			})
		}
	}
	return routes
}

// notice remembers where the page at path has a form to be filled in that no page
// before it had.
func (a *atlas) notice(login, path string, page *webtest.Page) {
	a.t.Helper()
	for _, f := range page.All("main form[method=post]") {
		if !fillable(f) {
			continue
		}
		to := attribute(f, "action")
		if to == "" {
			to = path
		}
		w := httptest.NewRecorder()
		a.posts.ServeHTTP(w, httptest.NewRequest(http.MethodPost, a.beside(path, to), nil))
		if key := w.Body.String(); w.Code == http.StatusOK && a.forms[key].path == "" {
			a.forms[key] = place{login: login, path: path, key: attribute(f, "action")}
			a.filled = append(a.filled, key)
		}
	}
}

// fillable reports whether a form has something to fill in.
func fillable(form *html.Node) bool {
	for n := range form.Descendants() {
		if n.Data == "select" || n.Data == "textarea" || n.Data == "input" && attribute(n, "type") != "hidden" {
			return true
		}
	}
	return false
}

// emptied may be saved with nothing in it, and the report is reviewed afterwards.
const emptied = "POST /reports/{id}/sections/{section}"

// mistaken sends every form that was noticed with nothing filled in, and audits
// the pages that say what is wrong. What needs nothing happens; nobody looks at
// these matters afterwards.
func (u *auditor) mistaken(a *atlas) (audited []string) {
	u.t.Helper()
	for _, key := range a.filled {
		if key == emptied {
			continue
		}
		f := a.forms[key]
		u.become(a, f.login)
		if u.sendNothing(f) {
			audited = append(audited, key)
		}
	}
	return audited
}

// sendNothing empties a form and sends it; false when it was taken as it is.
func (u *auditor) sendNothing(f place) bool {
	u.t.Helper()
	u.desk()
	u.load("open "+f.path, chromedp.Navigate(u.site+f.path))
	there := ask[bool](u.tab, `(() => {
		const form = [...document.querySelectorAll("main form")].find(f => (f.getAttribute("action") ?? "") === "`+f.key+`");
		if (!form) return false;
		form.id = "mistaken";
		for (const e of form.querySelectorAll("`+typed+`")) {
			if (e.matches("[type=checkbox], [type=radio]")) e.checked = false;
			else if (e.matches("select")) e.value = [...e.options].some(o => !o.value) ? "" : e.value;
			else e.value = "";
		}
		return true;
	})()`)
	if !there {
		return false
	}
	u.heard.forget()
	answer := u.load("send "+f.path, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{
			Expression: `(f => f.requestSubmit(f.querySelector("button.primary") ?? f.querySelector("button[type=submit]")))(document.getElementById("mistaken"))`,
		})
		return err
	}))
	if answer == nil || answer.Status != http.StatusUnprocessableEntity {
		return false
	}
	u.told(f.path)
	u.audit(f.path+" sent empty", "error")
	return true
}
