package tasks

import (
	"cmp"
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/meeting"
	"fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// eventsMost is how many events of a task its page tells.
const eventsMost = 20

// showView is one task.
type showView struct {
	View     ui.View
	Href     string
	Version  string
	Row      frame.TaskRow
	Entries  ui.Entries
	Facts    []ui.Fact
	Finish   bool
	Withdraw bool
	Timeline []ui.Entry
	Print    ui.PrintView
}

// Show is GET /tasks/{id}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := showView{Entries: e, Href: address(idOf(r))}
	err := p.view(r, func(tx *db.Tx) error { return v.read(tx, web.Actor(r), idOf(r)) })
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Row.Words, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "任务：" + v.Row.Words, Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, showPage(v))
}

func (v *showView) read(tx *db.Tx, by actor.Actor, id task.ID) error {
	t, err := task.Visible(tx, by, id)
	if err != nil {
		return err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	rows, err := frame.TaskRows(tx, by, names, []task.Task{t})
	if err != nil {
		return err
	}
	v.Row, v.Version = rows[0], strconv.Itoa(t.Version)
	v.Finish, v.Withdraw = t.May(by), t.MayWithdraw(by)
	due := t.Due.Chinese()
	if v.Row.Due.Left != "" {
		due += "，" + v.Row.Due.Left
	}
	origin, href, err := origin(tx, by, t)
	if err != nil {
		return err
	}
	v.Facts = []ui.Fact{
		{Label: "由谁做", Value: v.Row.Who},
		{Label: "期限", Value: due},
		{Label: "来源", Value: origin, Href: href},
		{Label: "交办", Value: t.GivenOn.Chinese() + "，" + cmp.Or(names.Officer(t.GivenBy), "系统")},
	}
	switch t.State {
	case task.Done:
		v.Facts = append(v.Facts, ui.Fact{Label: "做了什么", Value: t.Outcome}, ui.Fact{Label: "记录", Value: t.EndedOn.Chinese() + "，" + names.Officer(t.EndedBy)})
	case task.Withdrawn:
		v.Facts = append(v.Facts, ui.Fact{Label: "为什么撤销", Value: t.Outcome}, ui.Fact{Label: "撤销", Value: t.EndedOn.Chinese() + "，" + names.Officer(t.EndedBy)})
	}
	events, err := event.Of(tx, event.Task, string(t.ID), eventsMost)
	v.Timeline = frame.Timeline(events, "任务")
	return err
}

// origin is what a task follows from, and where it stands for whoever may open it.
func origin(tx *db.Tx, by actor.Actor, t task.Task) (words, href string, err error) {
	words, href = t.Source.Label(), frame.TaskOrigin(by, t)
	if t.Source != task.Meeting {
		return words, href, nil
	}
	m, err := meeting.Load(tx, by, meeting.ID(t.Subject))
	if fault.Is(err, fault.NotFound) {
		return words, "", nil
	}
	return m.On.Plain() + m.Title, href, err
}

// Step is POST /tasks/{id}/{command}.
func (p Pages) Step(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, version, command := idOf(r), int(f.Version()), r.PathValue("command")
	var take func(*db.Tx, actor.Actor) (task.Task, error)
	switch command {
	case "finish":
		words := f.Long("outcome", "做了什么", 500, true)
		take = func(tx *db.Tx, by actor.Actor) (task.Task, error) { return task.Finish(tx, by, id, version, words) }
	case "withdraw":
		why := f.Long("reason", "为什么撤销", 500, true)
		take = func(tx *db.Tx, by actor.Actor) (task.Task, error) { return task.Withdraw(tx, by, id, version, why) }
	default:
		return frame.NoStep()
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := take(tx, by)
		return address(id), err
	}
	return p.press(w, r, f, "", task.Commands.Label(command), do, func(status int, e ui.Entries) error { return p.show(w, r, status, e) })
}

// newView is the form of a task that follows from nothing else.
type newView struct {
	View    ui.View
	Entries ui.Entries
	Places  []ui.Option
	Doers   []ui.Option
	Form    ui.FormView
}

const newPath = "/tasks/new"

// wholeStreet stands in the form for a task of no community.
const wholeStreet = "street"

// New is GET /tasks/new.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	v := newView{}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), newPath, ui.Entries{})
		return err
	})
	if err != nil {
		return err
	}
	return p.drawNew(w, r, http.StatusOK, v)
}

func (p Pages) drawNew(w http.ResponseWriter, r *http.Request, status int, v newView) error {
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Doers = names.Doers()
		if identity.KeepTasks.Reaches(by, identity.Location{}) {
			v.Places = append(v.Places, ui.Option{Value: wholeStreet, Label: "全街道"})
		}
		for _, c := range names.Communities() {
			if identity.KeepTasks.Reaches(by, identity.Location{Community: c.Value}) {
				v.Places = append(v.Places, c)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.Form.Action, v.Form.Draft = "/tasks", frame.DraftAddress(newPath)
	v.View = frame.Again(r, "交办一项任务", v.Entries.Any())
	return web.Render(w, r, status, newPage(v))
}

// Give is POST /tasks.
func (p Pages) Give(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	d := task.Draft{Source: task.Direct, Words: f.Long("words", "做什么", 500, true), Due: f.Date("due", "期限", true), Community: f.Raw("community")}
	d.Officer, d.Unit = frame.Doing(f.Raw("who"))
	switch d.Community {
	case "":
		f.Wrong("community", "请选择是哪个社区的任务，或全街道")
	case wholeStreet:
		d.Community = ""
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		t, err := task.Give(tx, by, d)
		return address(t.ID), err
	}
	return p.press(w, r, f, newPath, "任务已交办", do, func(status int, e ui.Entries) error { return p.drawNew(w, r, status, newView{Entries: e}) })
}
