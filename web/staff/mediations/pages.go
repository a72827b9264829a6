// Package mediations holds the pages of people's mediation: one form for every
// command of its table, described as data, with a reader that turns what was
// typed into the operation's own struct. The rules stand in package mediation.
package mediations

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /matters/{id}/steps.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	handle := frame.For(identity.HandleMediation)
	return []web.Route{
		{Pattern: "GET /matters/{id}/steps/{command}", Permission: handle, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "mediation.step.open", Page: p.Open},
		{Pattern: "POST /matters/{id}/steps/{command}", Permission: handle, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "mediation.step", Page: p.Take},
	}
}

// stepView is what the page of a step shows.
type stepView struct {
	View    ui.View
	Step    matter.Step
	Number  string
	Title   string
	Href    string
	State   string
	Tone    ui.Tone
	Law     []string
	Head    []ui.Fact
	Warning string
	Changed []ui.Fact
	Entries ui.Entries
	Fields  []entry
	Form    ui.FormView
}

// Open is GET /matters/{id}/steps/{command}: the form, when the step is lawful
// now and the reader may take it; else the sentence that says why not.
func (p Pages) Open(w http.ResponseWriter, r *http.Request) error {
	s, err := find(r)
	if err != nil {
		return err
	}
	return p.show(w, r, s, http.StatusOK, nil, nil)
}

// Take is POST /matters/{id}/steps/{command}.
func (p Pages) Take(w http.ResponseWriter, r *http.Request) error {
	s, err := find(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	take, submission := s.read(f), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.show(w, r, s, http.StatusUnprocessableEntity, f, err)
	}
	by, id := web.Actor(r), idOf(r)
	to, err := frame.Once(r, p.DB, by, submission, r.URL.Path, func(tx *db.Tx) (string, error) {
		m, err := take(tx, by, id)
		return address(m.ID), err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, s, web.StatusOf(err), f, err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已保存："+s.label)
}

// find is the form of the command in the address.
func find(r *http.Request) (form, error) {
	for _, s := range forms() {
		if string(s.do) == r.PathValue("command") {
			return s, nil
		}
	}
	return form{}, fault.New(fault.NotFound, "没有这个步骤")
}

func idOf(r *http.Request) matter.ID { return matter.ID(r.PathValue("id")) }

func address(id matter.ID) string { return "/matters/" + string(id) }

// show draws the form; after a refusal with everything typed (422, 409), after
// a change by somebody else with what changed beside it (ux.md R8).
func (p Pages) show(w http.ResponseWriter, r *http.Request, s form, status int, f *web.Form, refused error) error {
	var v stepView
	by := web.Actor(r)
	err := p.DB.View(r.Context(), by.Street, func(tx *db.Tx) error {
		c, err := look(tx, by, idOf(r), s)
		if err != nil {
			return notNow(err, refused)
		}
		v = newStep(c, s)
		v.Form.Draft = frame.DraftAddress(r.URL.Path)
		if f == nil {
			v.Entries, v.Form.Saved, err = frame.Recall(tx, by, r.URL.Path, c.begin(s))
			return err
		}
		v.Entries = f.Again(refused)
		if f.Version() != int64(c.matter.Version) {
			v.Changed, err = frame.Changes(tx, c.matter, int(f.Version()))
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Step.Label+"："+v.Number, v.Entries.Any())
	return web.Render(w, r, status, stepPage(v))
}

// notNow prefers what the operation itself said when the form cannot be shown
// again: somebody was faster, and the step is no longer lawful.
func notNow(err, refused error) error {
	if refused != nil && fault.Is(err, fault.Conflict) && !fault.Is(refused, fault.Conflict) {
		return refused
	}
	return err
}

// scene is the matter as a form finds it.
type scene struct {
	matter     matter.Matter
	step       matter.Step
	today      calendar.Date
	by         actor.Actor
	names      frame.Names
	mediators  []ui.Option
	parties    []ui.Option
	agreements []mediation.Agreement // newest first; none for whoever may not read them
	row        mediation.Row
	missing    string // mandatory papers that are not there
}

// look reads the scene, or says why the step cannot be taken now.
func look(tx *db.Tx, by actor.Actor, id matter.ID, s form) (scene, error) {
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return scene{}, err
	}
	if m.Kind != matter.Mediation {
		return scene{}, fault.New(fault.Conflict, "这件事现在是“%s”，还不是人民调解", frame.State(m))
	}
	step, err := mediation.Table().Step(m, s.do, by)
	if err != nil {
		return scene{}, err
	}
	c := scene{matter: m, step: step, by: by, today: tx.Today()}
	if c.names, err = frame.LoadNames(tx); err != nil {
		return c, err
	}
	mediators, err := org.Holders(tx, actor.Mediator, tx.Today())
	if err != nil {
		return c, err
	}
	for _, o := range mediators {
		c.mediators = append(c.mediators, ui.Option{Value: o.ID, Label: o.Name})
	}
	if c.row, err = mediation.Load(tx, m.ID); err != nil {
		return c, err
	}
	missing, err := mediation.Missing(tx, m)
	if err != nil {
		return c, err
	}
	c.missing = mediation.Titles(missing)
	return c, c.content(tx)
}

// content adds what only those who handle the matter may read (PR22).
func (c *scene) content(tx *db.Tx) error {
	readable, err := matter.Readable(tx, c.by, c.matter.ID)
	if err != nil || !readable {
		return err
	}
	parties, err := matter.Parties(tx, c.matter.ID)
	if err != nil {
		return err
	}
	for _, p := range parties {
		c.parties = append(c.parties, ui.Option{Value: p.ID, Label: p.Side.Label() + "　" + matter.Mask("name", p.Name)})
	}
	c.agreements, err = mediation.Agreements(tx, c.matter.ID)
	return err
}

// begin is the untouched form.
func (c scene) begin(s form) ui.Entries {
	e := ui.EntriesOf()
	for _, in := range s.fields(c) {
		for _, v := range in.begin {
			e.Values.Add(in.name, v)
		}
	}
	return e
}

func newStep(c scene, s form) stepView {
	m := c.matter
	v := stepView{
		Step: c.step, Number: m.Number, Title: m.Title, Href: address(m.ID), State: frame.State(m), Tone: frame.Tone(m),
		Law: s.law, Warning: s.warning, Fields: s.fields(c),
		Form: ui.FormView{Action: address(m.ID) + "/steps/" + string(s.do), Version: strconv.Itoa(m.Version)},
	}
	if s.head != nil {
		v.Head = s.head(c)
	}
	return v
}
