// Package supervisions are the pages of 督办: what is late by unit, and the
// supervision of one matter. The rules stand in package supervision.
package supervisions

import (
	"net/http"
	"strconv"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/supervision"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /supervision and /matters/{id}/supervision.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, ask, answer := frame.For(identity.SeeSupervision), frame.For(identity.Supervise), frame.For(identity.AnswerSupervision)
	either := frame.Either("see or answer supervision", identity.SeeSupervision, identity.AnswerSupervision)
	return []web.Route{
		{Pattern: "GET /supervision", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "supervision.list", Page: p.Overview},
		{Pattern: "POST /supervision/export", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "supervision.export", Page: p.Export},
		{Pattern: "POST /supervision/units/export", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "supervision.export", Page: p.ExportUnits},
		{Pattern: "GET /matters/{id}/supervision", Permission: either, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "supervision.open", Page: p.Show},
		{Pattern: "POST /matters/{id}/supervision/ask", Permission: ask, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "supervision.ask", Page: p.Ask},
		{Pattern: "POST /matters/{id}/supervision/answer", Permission: answer, Scope: web.ScopeOwnMatter, Class: web.ClassInternal, Audit: "supervision.answer", Page: p.Answer},
		{Pattern: "POST /matters/{id}/supervision/close", Permission: ask, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "supervision.close", Page: p.Close},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// overviewView is what is late or nearly so, by unit.
type overviewView struct {
	View    ui.View
	Columns []ui.Column
	Lines   []lineView
	Running []underView
	Most    bool // there may be more than the list shows
	Raised  []raisedView
	Above   bool // the same of the escalated ones
	Print   ui.PrintView
}

type lineView struct {
	Name  string
	Cells []cellView
}

type cellView struct {
	Label, Value, Href string
	Late               bool
}

// underView is a matter under supervision.
type underView struct {
	Href, Number, Title, Place, State string
	Tone                              ui.Tone
	Due, By                           ui.DateView
	Promised                          string
}

// raisedView is a matter before its case owner.
type raisedView struct {
	Href, Number, Title, Place, Cause, On string
	Due                                   ui.DateView
}

// Overview is GET /supervision.
func (p Pages) Overview(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	var v overviewView
	err := p.view(r, func(tx *db.Tx) error {
		b, err := supervision.Overview(tx, by)
		if err != nil {
			return err
		}
		v.fill(b)
		running, err := supervision.Running(tx, by)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		for _, u := range running {
			if err := names.Know(tx, u.Of); err != nil {
				return err
			}
			v.Running = append(v.Running, newUnder(u, names, tx.Today()))
		}
		v.Most = len(running) == supervision.ListMost
		raised, err := supervision.Escalations(tx, by)
		if err != nil {
			return err
		}
		for _, e := range raised {
			if err := names.Know(tx, e.Of); err != nil {
				return err
			}
			v.Raised = append(v.Raised, raisedView{
				Href: "/matters/" + string(e.Of.ID), Number: e.Of.Number, Title: e.Of.Title, Place: names.Unit(e.Of.Community), Due: frame.Row(e.DueOn, tx.Today()),
				Cause: supervision.Causes.Label(string(e.Cause)), On: e.On.String(),
			})
		}
		v.Above = len(raised) == supervision.ListMost
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, "督办")
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "各单位到期和超期事项", Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, http.StatusOK, overviewPage(v))
}

func (v *overviewView) fill(b supervision.Board) {
	v.Columns = []ui.Column{{Label: "单位"}}
	for _, s := range b.Spans {
		v.Columns = append(v.Columns, ui.Column{Label: s.Label, Figures: true})
	}
	for _, l := range append(b.Lines, b.Total) {
		line := lineView{Name: l.Name}
		for i, n := range l.Counts {
			q := b.Filter(l, i).Query()
			if i < len(b.Spans)-1 {
				q.Set("order", string(matter.Urgent))
			}
			line.Cells = append(line.Cells, cellView{
				Label: b.Spans[i].Label, Value: amount(n), Href: "/matters?" + q.Encode(), Late: b.Spans[i].Late && n > 0,
			})
		}
		v.Lines = append(v.Lines, line)
	}
}

func newUnder(u supervision.Under, n frame.Names, today calendar.Date) underView {
	v := underView{
		Href: address(u.Of.ID), Number: u.Of.Number, Title: u.Of.Title, Place: n.Unit(u.Of.Community), Due: frame.Row(u.DueOn, today),
		Promised: u.PromisedOn.String(),
	}
	v.State, v.Tone = state(u.Supervision, today)
	if u.State == supervision.Asked {
		v.By = frame.Row(u.AnswerBy, today)
	}
	return v
}

// amount is a count in words; lists are counted up to matter.Most.
func amount(n int) string {
	if n > matter.Most {
		return strconv.Itoa(matter.Most) + "件以上"
	}
	return strconv.Itoa(n) + "件"
}

// state is where a supervision stands, as a word and a colour.
func state(s supervision.Supervision, today calendar.Date) (string, ui.Tone) {
	switch {
	case s.Late(today):
		return "到期没有答复", ui.Late
	case s.State == supervision.Asked:
		return supervision.States.Label(string(s.State)), ui.Soon
	case s.State == supervision.Answered:
		return supervision.States.Label(string(s.State)), ui.Going
	}
	return supervision.States.Label(string(s.State)), ui.Done
}

func address(id matter.ID) string { return "/matters/" + string(id) + "/supervision" }

func number(n int) string { return strconv.Itoa(n) }
