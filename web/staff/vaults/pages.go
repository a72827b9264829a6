// Package vaults are the pages of the custodian of accusations. A page shows
// numbers and states; the content is shown for one answer, after the custodian
// said why and the ledger was told.
package vaults

import (
	"net/http"
	"strconv"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/vault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// Pages are the pages under /vault.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	keep := frame.For(identity.KeepVault)
	return []web.Route{
		{Pattern: "GET /vault", Permission: keep, Scope: web.ScopeOwnMatter, Class: web.ClassInternal, Audit: "vault.list", Page: p.List},
		{Pattern: "GET /vault/{id}", Permission: keep, Scope: web.ScopeOwnMatter, Class: web.ClassInternal, Audit: "vault.open", Page: p.Show},
		{Pattern: "POST /vault/{id}/reading", Permission: keep, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "vault.read", Page: p.Read},
		{Pattern: "POST /vault/{id}/steps/{command}", Permission: keep, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "vault.step", Page: p.Take},
	}
}

type lineView struct{ Href, Number, State, Received, Days string }

type listView struct {
	View  ui.View
	Lines []lineView
}

// List is GET /vault.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	v := listView{View: web.View(r, "密件")}
	err := p.DB.View(r.Context(), web.Actor(r).Street, func(tx *db.Tx) error {
		all, err := vault.List(tx, web.Actor(r))
		for _, m := range all {
			v.Lines = append(v.Lines, lineView{
				Href: address(m.ID), Number: m.Number, State: vault.States.Label(string(m.State)), Received: m.ReceivedOn.Plain(),
				Days: strconv.Itoa(tx.Today().DaysSince(m.ReceivedOn)),
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// showView is one accusation; its content only in the answer to a reading.
type showView struct {
	View    ui.View
	Number  string
	State   string
	Facts   []ui.Fact
	Reading ui.FormView
	Entries ui.Entries
	Steps   []stepView
	Content *contentView
	History []ui.Entry
}

type stepView struct {
	Label   string
	Law     string
	Form    ui.FormView
	Fields  []steps.Entry
	Entries ui.Entries
}

type contentView struct {
	Story   []ui.Fact
	Accused []ui.Fact
	Parties [][]ui.Fact
	Notes   []ui.Entry
}

func address(id matter.ID) string { return "/vault/" + string(id) }

func idOf(r *http.Request) matter.ID { return matter.ID(r.PathValue("id")) }

// Show is GET /vault/{id}: number, state, days, and who did what.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, answer{})
}

// answer is what the page shows beyond its untouched state.
type answer struct {
	content *vault.Content
	command matter.Command // the form that was refused; "" = the reading
	entries ui.Entries
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, a answer) error {
	var v showView
	by := web.Actor(r)
	err := p.DB.View(r.Context(), by.Street, func(tx *db.Tx) error {
		m, err := vault.Find(tx, by, idOf(r))
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v = newShow(m, tx.Today(), a)
		for i, s := range vault.Table().Next(m, by) {
			step := newStep(m, s, tx.Today(), a)
			for j := range step.Fields {
				if i > 0 { // two forms of the page ask the same
					step.Fields[j].Scope = string(s.Do)
				}
			}
			v.Steps = append(v.Steps, step)
		}
		if a.content != nil {
			v.Content = newContent(*a.content, names)
		}
		events, err := vault.History(tx, by, m.ID, 200)
		for _, e := range events {
			v.History = append(v.History, newEvent(e))
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Number, a.entries.Any())
	return web.Render(w, r, status, showPage(v))
}

func newShow(m matter.Matter, today calendar.Date, a answer) showView {
	v := showView{
		Number: m.Number, State: vault.States.Label(string(m.State)), Reading: ui.FormView{Action: address(m.ID) + "/reading"},
		Facts: []ui.Fact{
			{Label: "收到", Value: m.ReceivedOn.Chinese()},
			{Label: "在这里", Value: strconv.Itoa(today.DaysSince(m.ReceivedOn)) + "天"},
			{Label: "来源", Value: m.Channel.Label()},
		},
	}
	if a.command == "" {
		v.Entries = a.entries
	}
	return v
}

// newStep is a lawful next step as a form on the page.
func newStep(m matter.Matter, s matter.Step, today calendar.Date, a answer) stepView {
	v := stepView{
		Label: s.Label, Fields: questions(s.Do, today),
		Form: ui.FormView{Action: address(m.ID) + "/steps/" + string(s.Do), Version: strconv.Itoa(m.Version)},
	}
	v.Entries = ui.EntriesOf("on", today.String())
	if a.command == s.Do {
		v.Entries = a.entries
	}
	if s.Do == "refer" {
		v.Law = "按照干部管理权限和职责转送有权处理的机关，不得转给被检举、控告的人员或者单位。（《信访工作条例》第三十条）"
	}
	return v
}

func questions(do matter.Command, today calendar.Date) []steps.Entry {
	day := steps.DayOf("日期", steps.Scene{Today: today})
	switch do {
	case "refer":
		return []steps.Entry{
			day, steps.OneOf("organ", "移送给", vault.Organs), steps.LineOf("name", "机关全称", "例如：××区纪委监委", 60), steps.Maybe("words", "说明", ""),
		}
	case "feedback":
		return []steps.Entry{day, steps.WordsOf("words", "对方反馈了什么", "")}
	}
	return []steps.Entry{day, steps.WordsOf("words", "怎样结的", "包括有没有依规定答复署名的检举人")}
}

func newContent(c vault.Content, names frame.Names) *contentView {
	v := contentView{Story: []ui.Fact{{Label: "具体地点", Value: c.Story.Place}, {Label: "说法和诉求", Value: c.Story.Request}}}
	if c.Story.Slip != "" {
		v.Story = append(v.Story, ui.Fact{Label: "分流意见", Value: c.Story.Slip})
	}
	for _, t := range c.Accused {
		v.Accused = append(v.Accused, ui.Fact{Label: "被检举", Value: names.Officer(t.Officer) + names.Unit(t.Unit)})
	}
	for _, p := range c.Parties {
		v.Parties = append(v.Parties, []ui.Fact{
			{Label: p.Side.Label(), Value: p.Name}, {Label: "电话", Value: p.Phone}, {Label: "身份证号", Value: p.IDNumber}, {Label: "住址", Value: p.Address},
		})
	}
	for _, n := range c.Notes {
		v.Notes = append(v.Notes, ui.Entry{Kind: "系统", Title: frame.CommandLabel("vault." + n.Kind), ISO: n.On.String(), When: n.On.Plain(), Who: names.Officer(n.Officer), Text: n.Text})
	}
	return &v
}

func newEvent(e event.Event) ui.Entry {
	p := frame.Point(e, "系统")
	if e.Reason != "" && e.Action == "vault.read" {
		p.Title += "：" + e.Reason
	}
	return p
}

// plainSeconds is how long the content stays on the screen.
const plainSeconds = "300"

// Read is POST /vault/{id}/reading: the content for this one answer.
func (p Pages) Read(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	reason, by := f.Text("reason", "为什么要看", 60, false), web.Actor(r)
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, answer{entries: f.Again(err)})
	}
	var c vault.Content
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		var err error
		c, err = vault.Read(tx, by, idOf(r), reason)
		return err
	})
	switch {
	case fault.Is(err, fault.Invalid):
		return p.show(w, r, http.StatusUnprocessableEntity, answer{entries: f.Again(err)})
	case err != nil:
		return err
	}
	w.Header().Set("Refresh", plainSeconds+"; url="+address(idOf(r)))
	return p.show(w, r, http.StatusOK, answer{content: &c})
}

// Take is POST /vault/{id}/steps/{command}.
func (p Pages) Take(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	do := matter.Command(r.PathValue("command"))
	s := vault.Step{Version: int(f.Version()), On: f.Date("on", "日期", false)}
	if do == "refer" {
		s.Organ, s.Name = steps.Choice(f, "organ", "移送给", vault.Organs), f.Text("name", "机关全称", 60, false)
	}
	s.Words = steps.Words(f, "words", "说明")
	submission, by := f.SubmissionID(), web.Actor(r)
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, answer{command: do, entries: f.Again(err)})
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		_, err := vault.Take(tx, by, idOf(r), do, s)
		return address(idOf(r)), err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, web.StatusOf(err), answer{command: do, entries: f.Again(err)})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已保存")
}
