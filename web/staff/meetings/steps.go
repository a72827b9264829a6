package meetings

import (
	"errors"
	"net/http"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/meeting"
	"fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Step is POST /meetings/{id}/{command}.
func (p Pages) Step(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	command, id := r.PathValue("command"), idOf(r)
	if command == "amend" {
		return p.amend(w, r, f)
	}
	var m meeting.Meeting
	err = p.view(r, func(tx *db.Tx) error { m, err = meeting.Load(tx, web.Actor(r), id); return err })
	if err != nil {
		return err
	}
	if command == "minute" && f.Raw("more") != "" {
		f.Values().Set("slots", number(taskSlots(f.Raw("slots"))+1))
		return p.show(w, r, http.StatusOK, f.Again(nil), nil)
	}
	take := readStep(f, m, command)
	if take == nil {
		return frame.NoStep()
	}
	var known *meeting.Recorded
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		err := take(tx, by)
		if errors.As(err, &known) {
			err = fault.New(fault.Conflict, "%s", known.Error())
		}
		return address(id), err
	}
	return p.press(w, r, f, "", meeting.Commands.Label(command), do, func(status int, e ui.Entries) error { return p.show(w, r, status, e, known) })
}

// readStep reads the answers of a step; nil when there is no such step.
func readStep(f *web.Form, m meeting.Meeting, command string) func(*db.Tx, actor.Actor) error {
	version := int(f.Version())
	switch command {
	case "cancel":
		why := f.Long("reason", "为什么取消", 500, true)
		return func(tx *db.Tx, by actor.Actor) error { return only(meeting.Cancel(tx, by, m.ID, version, why)) }
	case "hold":
		h := meeting.Holding{
			Version: version, Attendance: f.Int("attendance", "参加人数", 1, 5000, true), Present: f.List("present"), Topics: f.Text("topics", "内容", 500, false),
			Choices: map[string]string{},
		}
		for _, key := range []string{meeting.WholeMeeting, string(meeting.LawReport), string(meeting.FirstTopic)} {
			h.Choices[key] = f.Raw("choice." + key)
		}
		return func(tx *db.Tx, by actor.Actor) error { return only(meeting.Hold(tx, by, m.ID, h)) }
	case "minute":
		w := readMinutes(f, m, version)
		return func(tx *db.Tx, by actor.Actor) error { return only(meeting.Minute(tx, by, m.ID, w)) }
	case "closeTasks":
		return func(tx *db.Tx, by actor.Actor) error { return only(meeting.CloseTasks(tx, by, m.ID, version)) }
	}
	return nil
}

func readMinutes(f *web.Form, m meeting.Meeting, version int) meeting.Minutes {
	w := meeting.Minutes{Version: version, Words: f.Long("minutes", "纪要", 4000, false), Results: map[string]string{}}
	for _, item := range m.Items {
		w.Results[item.ID] = f.Long("result."+item.ID, "结果", 500, false)
	}
	for i := range taskSlots(f.Raw("slots")) {
		name := "task" + number(i+1)
		d := task.Draft{Item: f.Raw(name + ".item"), Words: f.Long(name+".words", "做什么", 500, false), Due: f.Date(name+".due", "期限", false)}
		d.Officer, d.Unit = frame.Doing(f.Raw(name + ".who"))
		if d.Words == "" && d.Officer == "" && d.Unit == "" && d.Due.Zero() {
			d = task.Draft{} // a chosen point alone is no task
		}
		w.Tasks = append(w.Tasks, d)
	}
	return w
}

// known offers what somebody recorded by hand on the day.
func (v *showView) known(m meeting.Meeting, known *meeting.Recorded) {
	if known == nil {
		return
	}
	for _, key := range []string{meeting.WholeMeeting, string(meeting.LawReport), string(meeting.FirstTopic)} {
		c := knownChoice{Name: "choice." + key, What: v.Kind}
		if key != meeting.WholeMeeting {
			c.What = meeting.ItemKind(key).Label()
		}
		c.Options = frame.ByHand(known.Activities[key], "场", func(a activity.Activity) string { return "参加" + number(a.Attendance) + "人次" })
		if len(c.Options) > 0 {
			v.Known = append(v.Known, c)
		}
	}
}
