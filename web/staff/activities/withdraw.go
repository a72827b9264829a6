package activities

import (
	"net/http"
	"strconv"

	"fengsheng/activity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// withdrawView asks before an activity is taken back.
type withdrawView struct {
	View    ui.View
	Title   string
	Href    string
	Entries ui.Entries
	Confirm ui.ConfirmView
}

// WithdrawForm is GET /activities/{id}/withdraw: what it is, what follows, why.
func (p Pages) WithdrawForm(w http.ResponseWriter, r *http.Request) error {
	return p.showWithdraw(w, r, http.StatusOK, ui.Entries{})
}

// Withdraw is POST /activities/{id}/withdraw.
func (p Pages) Withdraw(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	reason, submission := f.Text("reason", "撤回的原因", 200, true), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showWithdraw(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	by, id := web.Actor(r), idOf(r)
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		return address(id), activity.Withdraw(tx, by, id, int(f.Version()), reason)
	})
	switch {
	case sentBack(err):
		return p.showWithdraw(w, r, web.StatusOf(err), f.Again(err))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已撤回，不再计入")
}

// showWithdraw shows the question. A version that counts no more has none.
func (p Pages) showWithdraw(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := withdrawView{Href: address(idOf(r)), Entries: e}
	valid := true
	err := p.view(r, func(tx *db.Tx) error {
		a, err := changeable(tx, web.Actor(r), idOf(r))
		if valid = a.Valid; err != nil || !valid {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		if err := know(tx, names, a); err != nil {
			return err
		}
		v.Title = a.Title
		v.Confirm = ui.ConfirmView{
			Facts: append(facts(a, names), countFacts(a)...), Act: "撤回这次活动", Danger: true, Back: v.Href,
			Warning: "撤回后这次活动不再计入任何指标，也不能恢复。记录和原因会留着。只是填错了，请用更正。",
			Form:    ui.FormView{Action: v.Href + "/withdraw", Version: strconv.Itoa(a.Version)},
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case !valid:
		return web.Redirect(w, r, v.Href, old)
	}
	v.View = frame.Again(r, "撤回："+v.Title, e.Any())
	return web.Render(w, r, status, withdrawPage(v))
}
