// Package desk is the first page behind the sign-in: what must be done now, in
// order, each a number that opens exactly its rows.
package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/supervision"
	tasks "fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of the desk.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Pattern: "GET /{$}", Permission: web.SignedIn(), Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "desk.read", Page: p.Desk},
	}
}

// deskView is what the desk shows.
type deskView struct {
	View       ui.View
	Sees       bool // the reader has matters at all
	Groups     []groupView
	Drafts     []draftView
	Asked      []askedView // reports that wait for the reader
	Reports    []reportView
	TakeIn     bool
	Record     bool
	Talk       bool
	Hazard     bool
	Ask        bool
	Indicators bool
	Lead       bool          // the reader has the leader's page
	Screens    bool          // the reader keeps the walls
	Own        bool          // the reader answers for matters as a leader
	Beside     []ui.Tab      // what stands under words of the navigation that the reader does not have
	Receptions bool          // the reader comes to the schedule from here
	Quiet      bool          // nothing waits
	Tasks      ui.FigureView // the reader's own open tasks; no label for whoever is given none
}

type groupView struct {
	Title   string
	Figures []ui.FigureView
}

type draftView struct{ Label, Href, When string }

// task is one number of the desk: its words, its filter, and who has use for it.
type task struct {
	label  string
	order  matter.Order
	filter matter.Filter
	whom   func(actor.Actor) bool
}

// group is a heading and its numbers, in the order a person works.
type group struct {
	title string
	tasks []task
}

// within reports whether the scope has any of the kinds that the number counts.
func (t task) within(scope identity.Scope) bool {
	kinds := scope.Kinds()
	return kinds == nil || t.filter.Kinds == nil || slices.ContainsFunc(t.filter.Kinds, func(k string) bool { return slices.Contains(kinds, k) })
}

// groups are the numbers of a day.
func groups(by actor.Actor, today calendar.Date) []group {
	open := func(states ...matter.State) matter.Filter {
		f := matter.Filter{Open: true}
		for _, s := range states {
			f.States = append(f.States, string(s))
		}
		return f
	}
	mediating := func(states ...matter.State) matter.Filter { // other kinds have states of the same code
		f := open(states...)
		f.Kinds = []string{string(matter.Mediation)}
		return f
	}
	return []group{
		{"期限", []task{
			{"超期", matter.Urgent, matter.Filter{DueBy: today.AddDays(-1)}, everybody},
			{"今天到期", matter.Urgent, matter.Filter{Open: true, Due: matter.Period{From: today, To: today}}, everybody},
			{"七天内到期", matter.Urgent, matter.Filter{Open: true, Due: matter.Period{From: today.AddDays(1), To: today.AddDays(7)}}, everybody},
		}},
		{"新到", []task{
			{"待登记", matter.Newest, open(matter.Received), takes(matter.Table(), matter.Received)},
			{"待分流", matter.Newest, open(matter.Registered), takes(matter.Table(), matter.Registered)},
			{"移交待您接收", matter.Newest, matter.Filter{Open: true, Handed: true, Mediator: by.Officer}, carries},
			{"已分流待承办", matter.Newest, mediating(matter.Triaged), takes(mediation.Table(), matter.Triaged)},
		}},
		{"人民调解", []task{
			{"待征求意见", matter.Newest, mediating(mediation.Applied, mediation.Offered), takes(mediation.Table(), mediation.Applied)},
			{"征求意见中", matter.Newest, mediating(mediation.ConsentPending), everybody},
			{"正在调解", matter.Newest, mediating(mediation.Mediating...), everybody},
			{"待结案", matter.Newest, mediating(mediation.Agreed), everybody},
		}},
		{"办完的", []task{
			{"待归档", matter.Newest, matter.Filter{Unbound: true}, takes(mediation.Table(), mediation.Closed, "archive")},
		}},
		{"其他各类在办", others()},
	}
}

// others are the open matters of every kind beside mediation, for whoever takes
// steps of theirs.
func others() []task {
	var all []task
	for _, k := range catalogue.Matters() {
		kind := matter.Kind(k.Code)
		if kind != matter.Mediation {
			all = append(all, task{k.Label, matter.Newest, matter.Filter{Open: true, Kinds: []string{k.Code}}, works(catalogue.Workflow(kind))})
		}
	}
	return all
}

// works reports who takes a step of a machine on the way.
func works(w matter.Workflow) func(actor.Actor) bool {
	return func(by actor.Actor) bool {
		for _, s := range w.Steps {
			if s.From != "" && s.Do != "archive" && (identity.Permission{Roles: s.Who}).Allows(by) {
				return true
			}
		}
		return false
	}
}

// carries reports who carries matters of any kind.
func carries(by actor.Actor) bool {
	for _, k := range catalogue.Matters() {
		if (identity.Permission{Roles: catalogue.Workflow(matter.Kind(k.Code)).Carriers()}).Allows(by) {
			return true
		}
	}
	return false
}

func everybody(actor.Actor) bool { return true }

// takes reports who takes a step out of the state, as the table has it; with
// commands, one of those steps.
func takes(w matter.Workflow, from matter.State, commands ...matter.Command) func(actor.Actor) bool {
	return func(by actor.Actor) bool {
		for _, s := range w.Steps {
			if s.From != from || len(commands) > 0 && s.Do != commands[0] {
				continue
			}
			if (identity.Permission{Roles: s.Who}).Allows(by) {
				return true
			}
		}
		return false
	}
}

// Desk is GET /.
func (p Pages) Desk(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	v := deskView{
		Sees: identity.SeeMatters.Allows(by), TakeIn: identity.TakeIn.Allows(by), Record: identity.RecordActivity.Allows(by), Talk: identity.TellLaw.Allows(by),
		Hazard: identity.ReportHazard.Allows(by), Ask: identity.AskAdvice.Allows(by),
		Indicators: identity.SeeIndicators.Allows(by), Own: identity.OwnCases.Allows(by),
		Lead: identity.SeeLeaderPage.Allows(by), Screens: identity.KeepScreens.Allows(by),
		Beside: frame.Beside(r), Quiet: true,
		Receptions: identity.SeeReceptions.Allows(by) && !identity.FindReceptions.Allows(by),
	}
	err := p.DB.View(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := v.drafts(tx, by); err != nil {
			return err
		}
		fills := []func(*db.Tx, actor.Actor) error{v.asked, v.reports, v.own}
		if v.Sees {
			fills = append(fills, v.count)
		}
		for _, fill := range fills {
			if err := fill(tx, by); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "工作台")
	return web.Render(w, r, http.StatusOK, deskPage(v))
}

// count asks for every number the reader has use for.
func (v *deskView) count(tx *db.Tx, by actor.Actor) error {
	scope := identity.SeeMatters.Reach(by, tx.Today())
	for _, g := range groups(by, tx.Today()) {
		shown := groupView{Title: g.title}
		for _, t := range g.tasks {
			if !t.whom(by) || !t.within(scope) {
				continue
			}
			n, err := matter.CountTo(tx, scope, t.filter, matter.Most)
			if err != nil {
				return err
			}
			v.Quiet = v.Quiet && n == 0
			shown.Figures = append(shown.Figures, figure(t, n))
		}
		if len(shown.Figures) > 0 {
			v.Groups = append(v.Groups, shown)
		}
	}
	if identity.SeeSupervision.Allows(by) {
		n, err := supervision.CountEscalations(tx, by)
		if err != nil {
			return err
		}
		if n > 0 {
			v.Quiet = false
			v.Groups = append(v.Groups, groupView{Title: "督办", Figures: []ui.FigureView{{Label: "已提级", Value: strconv.Itoa(n), Unit: "件", Href: "/supervision#escalated"}}})
		}
	}
	return nil
}

// own is the one line of the reader's tasks; it opens exactly its rows.
func (v *deskView) own(tx *db.Tx, by actor.Actor) error {
	mine := tasks.Filter{Whose: tasks.Mine, State: tasks.Open}
	n, err := tasks.Count(tx, by, mine)
	if err != nil || n == 0 && !identity.SeeTasks.Allows(by) {
		return err
	}
	v.Quiet = v.Quiet && n == 0
	v.Tasks = ui.FigureView{Label: "我的任务", Value: strconv.Itoa(n), Unit: "项", Href: "/tasks?" + mine.Query().Encode()}
	return nil
}

func figure(t task, n int) ui.FigureView {
	if n > matter.Most {
		return ui.FigureView{Label: t.label, Value: strconv.Itoa(matter.Most), Unit: "件以上", Href: t.href()}
	}
	return ui.FigureView{Label: t.label, Value: strconv.Itoa(n), Unit: "件", Href: t.href()}
}

// href is the list of exactly the number's filter.
func (t task) href() string {
	q := t.filter.Query()
	if t.order == matter.Urgent {
		q.Set("order", string(matter.Urgent))
	}
	return "/matters?" + q.Encode()
}

// drafts are the forms the reader has begun and not sent.
func (v *deskView) drafts(tx *db.Tx, by actor.Actor) error {
	all, err := identity.Drafts(tx, by)
	for _, d := range all {
		v.Drafts = append(v.Drafts, draftView{Label: draftLabel(d.Form), Href: d.Form, When: d.At.In(calendar.Shanghai).Format("2006-01-02 15:04")})
	}
	return err
}

// draftLabel says which form an address is.
func draftLabel(form string) string {
	switch {
	case form == "/matters/new":
		return "登记一件事"
	case strings.HasPrefix(form, "/activities"):
		return "记一次活动"
	case form == "/receptions/new":
		return "安排一场接访"
	case form == "/meetings/new":
		return "安排一次会议"
	case form == "/tasks/new":
		return "交办一项任务"
	case strings.HasPrefix(form, "/reports"):
		return "报告"
	}
	if label := frame.CommandLabel("." + form[strings.LastIndexByte(form, '/')+1:]); strings.HasPrefix(form, "/matters/") {
		return label
	}
	return form
}
