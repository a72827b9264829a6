package outsides

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/outside"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

func moment(at time.Time) string { return at.In(calendar.Shanghai).Format("2006-01-02 15:04") }

type factsView struct {
	View    ui.View
	Entries ui.Entries
	Number  string
	Rows    []factRow
	Older   string
	Later   bool // the page is not the first
}

type factRow struct{ Href, Question, About, Matter, Shown, Who, When string }

// Facts is GET /outside/facts: what is remembered, the newest first.
func (p Pages) Facts(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	v := factsView{Number: strings.TrimSpace(q.Get("number")), Entries: ui.EntriesOf("number", q.Get("number")), Later: q.Get("after") != ""}
	v.View = frame.Wide(r, "补充过的信息")
	err := p.view(r, func(tx *db.Tx) error {
		all, err := outside.Facts(tx, web.Actor(r), v.Number, q.Get("after"))
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		for _, f := range all {
			if err := names.KnowOfficers(tx, f.Officer); err != nil {
				return err
			}
			v.Rows = append(v.Rows, rowOf(f, names))
		}
		if len(all) == outside.FactsPage {
			v.Older = with("/outside/facts", url.Values{"number": {v.Number}, "after": {all[len(all)-1].ID}})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, factsPage(v))
}

func rowOf(f outside.Fact, names frame.Names) factRow {
	return factRow{
		Href: "/outside/facts/" + f.ID, Question: f.Question.Name, About: f.Label, Matter: "/matters/" + string(f.Matter), Shown: f.Shown, Who: names.Officer(f.Officer), When: moment(f.At),
	}
}

type factView struct {
	View    ui.View
	Entries ui.Entries
	Fact    factRow
	Field   ui.Field
	Form    ui.FormView
}

// Fact is GET /outside/facts/{fact}.
func (p Pages) Fact(w http.ResponseWriter, r *http.Request) error {
	return p.fact(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) fact(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := factView{Entries: e, Form: ui.FormView{Action: "/outside/facts/" + r.PathValue("fact")}}
	err := p.view(r, func(tx *db.Tx) error {
		f, err := outside.FactByID(tx, web.Actor(r), r.PathValue("fact"))
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err == nil {
			err = names.KnowOfficers(tx, f.Officer)
		}
		v.Fact = rowOf(f, names)
		v.Field = answerField(e, f.Question, "answer", "更正为")
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "补充过的信息："+v.Fact.Question, e.Any())
	return web.Render(w, r, status, factPage(v))
}

// Change is POST /outside/facts/{fact}: correct a fact, or forget it.
func (p Pages) Change(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, id, submission, forget, answer := web.Actor(r), r.PathValue("fact"), f.SubmissionID(), f.Raw("act") == "forget", f.Raw("answer")
	if err := f.Err(); err != nil {
		return err
	}
	said := "已更正，所有的表都用新的"
	if forget {
		said = "已删掉，下次填表会再问"
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		if forget {
			return "/outside/facts", outside.Forget(tx, by, id)
		}
		return "/outside/facts", outside.Correct(tx, by, id, answer)
	})
	if fault.Is(err, fault.Invalid) {
		return p.fact(w, r, web.StatusOf(err), f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, said)
}
