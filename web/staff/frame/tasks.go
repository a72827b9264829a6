package frame

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/task"
	"fengsheng/web/ui"
)

// TaskRow is a task as a line of a table: on the list, in a meeting, in an entry.
type TaskRow struct {
	Href, Words, Source, SourceHref, Who, State, Outcome string
	Tone                                                 ui.Tone
	Due                                                  ui.DateView
	Task                                                 task.Task
}

// TaskRows are tasks as lines, with the addresses that the reader may open.
func TaskRows(tx *db.Tx, by actor.Actor, n Names, all []task.Task) ([]TaskRow, error) {
	if len(all) == 0 {
		return nil, nil
	}
	sees, err := task.InSight(tx, by, all)
	if err != nil {
		return nil, err
	}
	var rows []TaskRow
	for _, t := range all {
		if err := n.KnowOfficers(tx, t.Officer, t.EndedBy, t.GivenBy); err != nil {
			return nil, err
		}
		if err := n.KnowUnits(tx, t.Unit); err != nil {
			return nil, err
		}
		r := TaskRow{
			Words: t.Words, Source: t.Source.Label(), SourceHref: TaskOrigin(by, t), Who: n.Doer(t.Officer, t.Unit),
			State: t.State.Label(), Tone: taskTone(t, tx.Today()), Outcome: t.Outcome, Due: Row(t.Due, tx.Today()), Task: t,
		}
		if sees[t.ID] {
			r.Href = "/tasks/" + string(t.ID)
		}
		if r.Words == "" {
			r.Words = "内容已随事项删除"
		}
		if t.State != task.Open {
			r.Due.Left, r.Due.Tone = "", ui.Plain
			r.State = t.State.Label() + "，" + t.EndedOn.String()
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func taskTone(t task.Task, today calendar.Date) ui.Tone {
	switch {
	case t.Overdue(today):
		return ui.Late
	case t.State == task.Open:
		return ui.Going
	case t.State == task.Done:
		return ui.Done
	}
	return ui.Plain
}

// TaskOrigin is where a task comes from; "" for one that somebody gave directly, and for
// a reader who may not open it.
func TaskOrigin(by actor.Actor, t task.Task) string {
	switch {
	case t.Subject == "":
		return ""
	case t.Source == task.Meeting:
		if !identity.SeeMeetings.Allows(by) {
			return ""
		}
		return "/meetings/" + t.Subject
	case t.Source == task.Direct: // a step of a matter gave it
		if !identity.SeeMatters.Allows(by) {
			return ""
		}
		return "/matters/" + t.Subject
	case !identity.SeeResponsibility.Allows(by):
		return ""
	case t.Source == task.Duty:
		return "/responsibilities/duties/" + t.Subject
	}
	return "/responsibilities/problems/" + t.Subject
}

// Doer is who does a task: an officer or a unit.
func (n Names) Doer(officer, unit string) string {
	if officer != "" {
		return n.Officer(officer)
	}
	return n.Unit(unit)
}

// Doers are who can be given a task, as choices: the units, then the officers.
func (n Names) Doers() []ui.Option {
	var all []ui.Option
	for _, u := range n.Units {
		if (u.Level == actor.Street || u.Level == actor.Community) && u.Until.Zero() {
			all = append(all, ui.Option{Value: "u:" + u.ID, Label: u.Name, Group: "单位"})
		}
	}
	for _, o := range n.Officers {
		all = append(all, ui.Option{Value: "o:" + o.ID, Label: PersonLabel(o.Name, o.Title), Group: "工作人员"})
	}
	return all
}

// People are the officers as choices.
func (n Names) People() []ui.Option {
	var all []ui.Option
	for _, o := range n.Officers {
		all = append(all, ui.Option{Value: o.ID, Label: PersonLabel(o.Name, o.Title)})
	}
	return all
}

// PersonLabel is a name with the post behind it.
func PersonLabel(name, title string) string {
	if title == "" {
		return name
	}
	return name + "，" + title
}

// Doing reads a choice of Doers: an officer, or a unit.
func Doing(chosen string) (officer, unit string) {
	if id, ok := strings.CutPrefix(chosen, "o:"); ok {
		return id, ""
	}
	id, _ := strings.CutPrefix(chosen, "u:")
	return "", id
}
