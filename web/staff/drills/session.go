package drills

import (
	"errors"
	"net/http"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/drill"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// sessionView is one session.
type sessionView struct {
	View     ui.View
	Title    string
	Number   string
	State    string
	Tone     ui.Tone
	Href     string
	Version  string
	Entries  ui.Entries
	Facts    []ui.Fact
	Scenario *drill.Scenario
	Teams    []teamRow
	Hold     bool
	Record   bool
	Cancel   bool
	Wait     string
	Known    []ui.Option // activities recorded by hand
	Next     []gapRow
	Summary  string
	Counted  *ui.Fact
	Timeline []ui.Entry
	Print    ui.PrintView
}

// teamRow is a team as a line, in the order of the plan.
type teamRow struct {
	Href, Name, State, Points string
	Tone                      ui.Tone
}

// eventsMost is how far back the history goes.
const eventsMost = 50

// Session is GET /drills/{id}.
func (p Pages) Session(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.Entries{}, nil)
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, known *activity.ByHand) error {
	v := sessionView{Entries: e}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		s, err := drill.Load(tx, by, sessionOf(r))
		if err != nil {
			return err
		}
		v.fill(s, tx.Today())
		if identity.KeepDrills.Allows(by) {
			v.steps(s, tx.Today(), known)
		}
		if s.Activity != "" && identity.SeeActivities.Allows(by) {
			a, err := activity.Latest(tx, s.Activity)
			if err != nil {
				return err
			}
			v.Counted = &ui.Fact{Label: a.Title + "，" + a.On.Plain(), Value: "计1次，" + number(a.Attendance) + "人次", Href: "/activities/" + string(a.ID)}
		}
		events, err := event.Of(tx, event.Drill, string(s.ID), eventsMost)
		v.Timeline = timeline(events)
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: address(sessionOf(r))}
	return web.Render(w, r, status, sessionPage(v))
}

func (v *sessionView) fill(s drill.Session, today calendar.Date) {
	v.Title, v.Number, v.State, v.Tone = s.Subject.Label(), "岗位练兵", s.State.Label(), tone(s, today)
	v.Href, v.Version, v.Summary = address(s.ID), strconv.Itoa(s.Version), s.Summary
	v.Facts = []ui.Fact{
		{Label: "日期", Value: s.On.Chinese() + " " + s.Start}, {Label: "地点", Value: s.Place}, {Label: "种类", Value: drill.Varieties.Label(string(s.Variety))},
	}
	for _, f := range []struct{ label, value string }{{"情景", scenarioTitle(s.Scenario)}, {"为什么练", s.Aim}, {"为什么取消", s.Ending}} {
		if f.value != "" {
			v.Facts = append(v.Facts, ui.Fact{Label: f.label, Value: f.value})
		}
	}
	of, known := drill.Find(s.Scenario)
	if known && s.On <= today {
		v.Scenario = &of
	}
	total := len(of.Points())
	for _, t := range s.Teams {
		row := teamRow{Href: teamAddress(s.ID, t.ID), Name: t.Name, State: t.State.Label(), Tone: ui.Plain}
		switch t.State {
		case drill.Answered:
			row.Tone = ui.Going
		case drill.Checked:
			row.Tone, row.Points = ui.Done, "想到"+number(len(t.Hit))+"个，共"+number(total)+"个"
		}
		v.Teams = append(v.Teams, row)
	}
	v.Next = gapRows(s.Next())
}

func (v *sessionView) steps(s drill.Session, today calendar.Date, known *activity.ByHand) {
	switch s.State {
	case drill.Planned:
		v.Cancel = true
		if v.Hold = today >= s.On; !v.Hold {
			v.Wait = "到了那天，各队在这里看情景、作答。"
		}
		if known != nil {
			v.Known = frame.ByHand(known.Activities, "次", frame.Attended)
		}
	case drill.Held:
		v.Record = true
	}
}

// timeline leaves out who typed for a team and who went through its points: a result is
// a team's and stands with the team.
func timeline(events []event.Event) []ui.Entry {
	return frame.Timeline(events, "练兵", "drill.answer", "drill.check")
}

// Step is POST /drills/{id}/{command}.
func (p Pages) Step(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	command, id, version := r.PathValue("command"), sessionOf(r), int(f.Version())
	var work func(tx *db.Tx, by actor.Actor) error
	switch command {
	case "cancel":
		why := f.Long("reason", "为什么取消", 1000, true)
		work = func(tx *db.Tx, by actor.Actor) error { return only(drill.Cancel(tx, by, id, version, why)) }
	case "hold":
		h := drill.Holding{Version: version, Attendance: f.Int("attendance", "多少人次参加", 1, 1000, true), Choice: f.Raw("choice")}
		work = func(tx *db.Tx, by actor.Actor) error { return only(drill.Hold(tx, by, id, h)) }
	case "record":
		summary := f.Long("summary", "小结", 2000, true)
		work = func(tx *db.Tx, by actor.Actor) error { return only(drill.Write(tx, by, id, version, summary)) }
	default:
		return frame.NoStep()
	}
	var known *activity.ByHand
	do := func(tx *db.Tx, by actor.Actor) error {
		err := work(tx, by)
		if errors.As(err, &known) {
			err = fault.New(fault.Conflict, "%s", known.Error())
		}
		return err
	}
	return p.press(w, r, f, address(id), drill.Commands.Label(command), do, func(status int, e ui.Entries) error { return p.show(w, r, status, e, known) })
}

func only[T any](_ T, err error) error { return err }

// press takes a step, or shows its page again with everything typed.
func (p Pages) press(w http.ResponseWriter, r *http.Request, f *web.Form, to, done string, do func(*db.Tx, actor.Actor) error, again func(int, ui.Entries) error) error {
	by, err := web.Actor(r), f.Err()
	if err == nil {
		_, err = frame.Once(r, p.DB, by, f.SubmissionID(), "", func(tx *db.Tx) (string, error) { return to, do(tx, by) })
	}
	if fault.Of(err) != nil && !fault.Is(err, fault.NotFound) {
		return again(web.StatusOf(err), f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已保存："+done)
}
