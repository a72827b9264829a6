package matters

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// sortView is what the pages of triage, merging and redirecting show: the
// matter in short, what was told, and the form.
type sortView struct {
	View      ui.View
	Title     string
	Row       row
	Story     []ui.Fact
	Entries   ui.Entries
	Form      ui.FormView
	Names     frame.Names
	Mediators []ui.Option
	Changed   []ui.Fact // what became of the matter while the form was open
	Found     []row     // for merging: what a search found
	Query     string
}

// sorting is a page of this file: its title, the step it takes, and its form.
type sorting struct {
	title string
	do    matter.Command
	page  func(sortView) templ.Component
	begin func(m matter.Matter, r *http.Request) ui.Entries
}

// Register is POST /matters/{id}/register: from now on an answer is owed.
func (p Pages) Register(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		m, err := matter.Register(tx, web.Actor(r), idOf(r), int(f.Version()))
		return address(m.ID), err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已登记")
}

// TriageForm is GET /matters/{id}/triage.
func (p Pages) TriageForm(w http.ResponseWriter, r *http.Request) error {
	return p.openSorting(w, r, triaging)
}

var triaging = sorting{
	title: "分流", do: "triage", page: func(v sortView) templ.Component { return triagePage(v) },
	begin: func(m matter.Matter, _ *http.Request) ui.Entries {
		return ui.EntriesOf("kind", string(matter.Mediation), "class", string(m.Class), "disputeType", string(m.DisputeType))
	},
}

// Triage is POST /matters/{id}/triage.
func (p Pages) Triage(w http.ResponseWriter, r *http.Request) error {
	return p.sort(w, r, triaging, "已分流", func(f *web.Form) func(*db.Tx, actor.Actor) error {
		s := readSorting(f)
		return func(tx *db.Tx, by actor.Actor) error {
			_, err := matter.Triage(tx, by, idOf(r), s)
			return err
		}
	})
}

func readSorting(f *web.Form) matter.Sorting {
	gates := matter.Gates{
		Child: f.Raw("child"), Incapable: f.Raw("incapable"), Violence: f.Raw("violence"), Major: f.Raw("major"),
		ReportedTo: f.Text("reportedTo", "向哪个部门报告", 60, false), ReportedWhen: f.Text("reportedWhen", "什么时候报告", 60, false),
	}
	return matter.Sorting{
		Version: int(f.Version()), Gates: gates,
		Kind:        matter.Kind(f.Choice("kind", "这件事按哪一种办", frame.Codes(matter.Kinds), false)),
		Class:       matter.Class(f.Choice("class", "事项大类", frame.Codes(matter.Classes), false)),
		DisputeType: matter.DisputeType(f.Choice("disputeType", "纠纷类型", frame.Codes(matter.DisputeTypes), false)),
		Committee:   f.Raw("committee"), Mediator: f.Raw("mediator"),
		Difficult: f.Bool("difficult"), AgainstStreet: f.Bool("againstStreet"),
		Slip: f.Long("slip", "分流意见", 500, false),
	}
}

// RedirectForm is GET /matters/{id}/redirect.
func (p Pages) RedirectForm(w http.ResponseWriter, r *http.Request) error {
	return p.openSorting(w, r, redirecting)
}

var redirecting = sorting{
	title: "引导到别处", do: "redirect", page: func(v sortView) templ.Component { return redirectPage(v) },
	begin: func(matter.Matter, *http.Request) ui.Entries { return ui.Entries{} },
}

// Redirect is POST /matters/{id}/redirect.
func (p Pages) Redirect(w http.ResponseWriter, r *http.Request) error {
	return p.sort(w, r, redirecting, "已引导，引导告知书已列入材料", func(f *web.Form) func(*db.Tx, actor.Actor) error {
		to := matter.Redirection{
			Version: int(f.Version()), Body: f.Text("body", "应该找的单位", 60, false), Reason: f.Long("reason", "原因", 500, false), Told: f.Bool("told"),
		}
		return func(tx *db.Tx, by actor.Actor) error {
			_, err := matter.Redirect(tx, by, idOf(r), to)
			return err
		}
	})
}

// openSorting shows the form of a step, if the step is lawful now.
func (p Pages) openSorting(w http.ResponseWriter, r *http.Request, s sorting) error {
	return p.showSorting(w, r, s, http.StatusOK, nil, nil)
}

// sort takes the step. What was typed is kept whatever happens.
func (p Pages) sort(w http.ResponseWriter, r *http.Request, s sorting, done string, read func(*web.Form) func(*db.Tx, actor.Actor) error) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	take, submission := read(f), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showSorting(w, r, s, http.StatusUnprocessableEntity, f, err)
	}
	by := web.Actor(r)
	to, err := frame.Once(r, p.DB, by, submission, r.URL.Path, func(tx *db.Tx) (string, error) {
		return address(idOf(r)), take(tx, by)
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.showSorting(w, r, s, web.StatusOf(err), f, err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

// showSorting draws the form; after a refusal with everything typed, after a
// change by somebody else with what changed beside it (ux.md R8).
func (p Pages) showSorting(w http.ResponseWriter, r *http.Request, s sorting, status int, f *web.Form, refused error) error {
	v := sortView{Title: s.title}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		m, err := matter.Visible(tx, by, idOf(r))
		if err != nil {
			return err
		}
		if _, err := catalogue.Workflow(m.Kind).Step(m, s.do, by); err != nil {
			return err // no longer lawful: the sentence says where the matter stands
		}
		if v.Names, err = frame.LoadNames(tx); err != nil {
			return err
		}
		v.Row = newRow(m, v.Names, tx.Today())
		v.Form = ui.FormView{Action: address(m.ID) + "/" + string(s.do), Version: strconv.Itoa(m.Version), Draft: frame.DraftAddress(r.URL.Path)}
		if f == nil {
			v.Entries, v.Form.Saved, err = frame.Recall(tx, by, r.URL.Path, s.begin(m, r))
		} else {
			v.Entries = f.Again(refused)
			if f.Version() != int64(m.Version) {
				v.Changed, err = frame.Changes(tx, m, int(f.Version()))
			}
		}
		if err != nil {
			return err
		}
		if s.do == "merge" {
			if err := v.search(tx, by, m, r); err != nil {
				return err
			}
		}
		return v.tell(tx, by, m)
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, s.title+"："+v.Row.Number, f != nil)
	return web.Render(w, r, status, s.page(v))
}

// tell adds what was told, for whoever may read it, and who can be chosen.
func (v *sortView) tell(tx *db.Tx, by actor.Actor, m matter.Matter) error {
	mediators, err := org.Holders(tx, actor.Mediator, tx.Today())
	if err != nil {
		return err
	}
	for _, o := range mediators {
		v.Mediators = append(v.Mediators, ui.Option{Value: o.ID, Label: o.Name})
	}
	readable, err := matter.Readable(tx, by, m.ID)
	if err != nil || !readable {
		return err
	}
	story, err := matter.LoadStory(tx, m.ID)
	if err != nil {
		return err
	}
	parties, err := matter.Parties(tx, m.ID)
	v.Story = []ui.Fact{
		{Label: "地点", Value: v.Row.Place + "　" + story.Place}, {Label: "说法和诉求", Value: story.Request}, {Label: "当事人", Value: partyWords(parties)},
	}
	return err
}

// lawWords puts the title marks around the law of an article: 《…》第十一条.
func lawWords(article string) string {
	law, number, _ := strings.Cut(article, "第")
	return "《" + law + "》第" + number
}
