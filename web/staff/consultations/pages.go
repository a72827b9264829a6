package consultations

import (
	"net/http"

	"fengsheng/consultation"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /consultations.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	ask := frame.For(identity.AskAdvice)
	return []web.Route{
		{Pattern: "GET /consultations/new", Permission: ask, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "consultation.ask.open", Page: p.New},
		{Pattern: "POST /consultations", Permission: ask, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "consultation.ask", Page: p.Ask},
	}
}

// newView is the form of a question.
type newView struct {
	View    ui.View
	Entries ui.Entries
	Ways    []ui.Option
	Places  []ui.Option
	Form    ui.FormView
}

const newPath = "/consultations/new"

// New is GET /consultations/new.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	v := newView{}
	err := p.DB.View(r.Context(), web.Actor(r).Street, func(tx *db.Tx) error {
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), newPath, ui.EntriesOf("way", "counter"))
		return err
	})
	if err != nil {
		return err
	}
	return p.draw(w, r, http.StatusOK, v)
}

// Ask is POST /consultations.
func (p Pages) Ask(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission := web.Actor(r), f.SubmissionID()
	q := consultation.Question{
		Title: f.Text("title", "问什么", 60, true), Words: f.Long("words", "具体情况", 4000, true), Way: f.Choice("way", "怎么来问的", frame.Codes(consultation.Ways), true),
		Unit: f.Raw("unit"), Name: f.Text("name", "称呼", 60, false), Phone: f.Text("phone", "电话", 30, false),
	}
	if q.Unit == "" {
		f.Wrong("unit", "请选择咨询的人住在哪个社区")
	}
	if err := f.Err(); err != nil {
		return p.draw(w, r, http.StatusUnprocessableEntity, newView{Entries: f.Again(err)})
	}
	to, err := frame.Once(r, p.DB, by, submission, newPath, func(tx *db.Tx) (string, error) {
		m, err := consultation.Ask(tx, by, q)
		return "/matters/" + string(m.ID), err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Denied):
		return p.draw(w, r, web.StatusOf(err), newView{Entries: f.Again(err)})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已登记，等法律顾问解答")
}

func (p Pages) draw(w http.ResponseWriter, r *http.Request, status int, v newView) error {
	err := p.DB.View(r.Context(), web.Actor(r).Street, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		v.Places = names.PlacesFor(identity.AskAdvice, web.Actor(r))
		return err
	})
	if err != nil {
		return err
	}
	v.Ways = frame.Options(consultation.Ways)
	v.Form.Action, v.Form.Draft = "/consultations", frame.DraftAddress(newPath)
	v.View = frame.Again(r, "登记法律咨询", v.Entries.Any())
	return web.Render(w, r, status, newPage(v))
}
