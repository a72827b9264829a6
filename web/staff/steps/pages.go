package steps

import (
	"net/http"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /matters/{id}/steps.
type Pages struct {
	DB    *db.DB
	Kinds []Kind
	Acts  []Form // what can be done to matters of every kind
}

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	handle := frame.For(identity.TakeSteps)
	return []web.Route{
		{Pattern: "GET /matters/{id}/steps/{command}", Permission: handle, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "matter.step.open", Page: p.Open},
		{Pattern: "POST /matters/{id}/steps/{command}", Permission: handle, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "matter.step", Page: p.Take},
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
	Fields  []Entry
	Form    ui.FormView
}

// Open is GET /matters/{id}/steps/{command}: the form, when the step is lawful
// now and the reader may take it; else the sentence that says why not.
func (p Pages) Open(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, nil, nil)
}

// Take is POST /matters/{id}/steps/{command}.
func (p Pages) Take(w http.ResponseWriter, r *http.Request) error {
	_, s, err := p.find(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	take, submission := s.Read(f), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, f, err)
	}
	by, id := web.Actor(r), idOf(r)
	to, err := frame.Once(r, p.DB, by, submission, r.URL.Path, func(tx *db.Tx) (string, error) {
		m, err := take(tx, by, id)
		if err != nil {
			return "", err
		}
		_, err = matter.Visible(tx, by, m.ID)
		if fault.Is(err, fault.NotFound) { // such as of one's own tie
			return "/matters", nil
		}
		return address(m.ID), err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, web.StatusOf(err), f, err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已保存："+s.Label)
}

// find is the form of the command in the address, among those of the matter's kind.
func (p Pages) find(r *http.Request) (Kind, Form, error) {
	var m matter.Matter
	by := web.Actor(r)
	err := p.DB.View(r.Context(), by.Street, func(tx *db.Tx) error {
		var err error
		m, err = matter.Visible(tx, by, idOf(r))
		return err
	})
	if err != nil {
		return Kind{}, Form{}, err
	}
	return p.form(m, matter.Command(r.PathValue("command")))
}

// form is the form of a command of the matter's kind. A command of another kind
// says what the matter is.
func (p Pages) form(m matter.Matter, do matter.Command) (Kind, Form, error) {
	for _, f := range p.Acts {
		if f.Do == do {
			return Kind{}, f, nil
		}
	}
	known := false
	for _, k := range p.Kinds {
		for _, f := range k.Forms {
			if f.Do != do {
				continue
			}
			if k.Kind == m.Kind {
				return k, f, nil
			}
			known = true
		}
	}
	switch {
	case !known:
		return Kind{}, Form{}, fault.New(fault.NotFound, "没有这个步骤")
	case m.Kind == "":
		return Kind{}, Form{}, fault.New(fault.Conflict, "这件事现在是“%s”，还没有分流", frame.State(m))
	}
	return Kind{}, Form{}, fault.New(fault.Conflict, "这件事是%s，现在是“%s”，没有这一步", m.Kind.Label(), frame.State(m))
}

func idOf(r *http.Request) matter.ID { return matter.ID(r.PathValue("id")) }

func address(id matter.ID) string { return "/matters/" + string(id) }

// show draws the form; after a refusal with everything typed (422, 409), after
// a change by somebody else with what changed beside it (ux.md R8).
func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, f *web.Form, refused error) error {
	var v stepView
	by := web.Actor(r)
	err := p.DB.View(r.Context(), by.Street, func(tx *db.Tx) error {
		c, s, err := p.look(tx, by, r)
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
		if f.Version() != int64(c.Matter.Version) {
			v.Changed, err = frame.Changes(tx, c.Matter, int(f.Version()))
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

// look reads the scene, or says why the step cannot be taken now.
func (p Pages) look(tx *db.Tx, by actor.Actor, r *http.Request) (Scene, Form, error) {
	c := Scene{By: by, Today: tx.Today()}
	var err error
	if c.Matter, err = matter.Visible(tx, by, idOf(r)); err != nil {
		return c, Form{}, err
	}
	k, f, err := p.form(c.Matter, matter.Command(r.PathValue("command")))
	if err != nil {
		return c, f, err
	}
	if f.Name != "" {
		c.Step = matter.Step{Do: f.Do, Label: f.Name}
	} else if c.Step, err = catalogue.Workflow(c.Matter.Kind).Step(c.Matter, f.Do, by); err != nil {
		return c, f, err
	}
	if err := c.Fill(tx); err != nil {
		return c, f, err
	}
	if f.May != nil && !f.May(c) {
		return c, f, fault.New(fault.Conflict, "现在不能做“%s”：这件事是“%s”，或者不在您的职责范围内", f.Name, frame.State(c.Matter))
	}
	if k.Own != nil {
		err = k.Own(tx, &c)
	}
	return c, f, err
}

// Fill reads what forms look at beside the matter itself.
func (c *Scene) Fill(tx *db.Tx) error {
	var err error
	if c.Names, err = frame.LoadNames(tx); err != nil {
		return err
	}
	c.Today = tx.Today()
	for role, to := range map[actor.Role]*[]ui.Option{actor.Mediator: &c.Mediators, actor.Handler: &c.Handlers, actor.CaseOwner: &c.Leaders} {
		holders, err := org.Holders(tx, role, tx.Today())
		if err != nil {
			return err
		}
		for _, o := range holders {
			*to = append(*to, ui.Option{Value: o.ID, Label: o.Name})
		}
	}
	if err := c.carriers(tx); err != nil {
		return err
	}
	linked, err := matter.Linked(tx, c.By, c.Matter.ID)
	if err != nil {
		return err
	}
	c.Linked = len(linked)
	if c.Confined, err = matter.ConfinedBy(tx, c.Matter.ID); err != nil {
		return err
	}
	if c.Ties, err = matter.Ties(tx, c.Matter.ID); err != nil {
		return err
	}
	if c.Readers, err = matter.Readers(tx, c.Matter.ID); err != nil {
		return err
	}
	return c.content(tx)
}

// carriers are who could carry a matter of the kind.
func (c *Scene) carriers(tx *db.Tx) error {
	c.Carriers = map[actor.Role][]ui.Option{actor.Mediator: c.Mediators, actor.Handler: c.Handlers}
	for _, role := range catalogue.Workflow(c.Matter.Kind).Carriers() {
		if _, known := c.Carriers[role]; known {
			continue
		}
		holders, err := org.Holders(tx, role, tx.Today())
		if err != nil {
			return err
		}
		for _, o := range holders {
			c.Carriers[role] = append(c.Carriers[role], ui.Option{Value: o.ID, Label: o.Name})
		}
	}
	return nil
}

// Offered are the acts that may be done to the matter now, by their headings.
func (c Scene) Offered(acts []Form) []Form {
	return slices.DeleteFunc(slices.Clone(acts), func(f Form) bool { return !f.May(c) })
}

// content adds what only those who handle the matter may read (PR22).
func (c *Scene) content(tx *db.Tx) error {
	var err error
	if c.Readable, err = matter.Readable(tx, c.By, c.Matter.ID); err != nil || !c.Readable {
		return err
	}
	parties, err := matter.Parties(tx, c.Matter.ID)
	if err != nil {
		return err
	}
	for _, p := range parties {
		c.Parties = append(c.Parties, ui.Option{Value: p.ID, Label: p.Side.Label() + "　" + matter.Mask("name", p.Name)})
	}
	return nil
}

// begin is the untouched form.
func (c Scene) begin(s Form) ui.Entries {
	e := ui.EntriesOf()
	for _, in := range s.Fields(c) {
		for _, v := range in.Begin {
			e.Values.Add(in.Name, v)
		}
	}
	return e
}

func newStep(c Scene, s Form) stepView {
	m := c.Matter
	v := stepView{
		Step: c.Step, Number: m.Number, Title: m.Title, Href: address(m.ID), State: frame.State(m), Tone: frame.Tone(m),
		Law: s.Law, Warning: s.Warning, Fields: s.Fields(c),
		Form: ui.FormView{Action: address(m.ID) + "/steps/" + string(s.Do), Version: strconv.Itoa(m.Version)},
	}
	if s.Head != nil {
		v.Head = s.Head(c)
	}
	return v
}
