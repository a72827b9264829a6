package committees

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// trainingsView is the trainings of a year.
type trainingsView struct {
	listView
	Train  bool
	Before ui.Tab
	After  ui.Tab
	Rows   []trainingRow
}

type trainingRow struct {
	Href, Topic, Trainer, Day, Hours, Place, Whose, State string
	Tone                                                  ui.Tone
}

// yearOf is the year the address names, or today's.
func yearOf(written string, today calendar.Date) int {
	if n, err := strconv.Atoi(written); err == nil && n >= 2000 && n <= 2100 {
		return n
	}
	return today.Year()
}

// Trainings is GET /trainings.
func (p Pages) Trainings(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	today := calendar.Of(p.DB.Now())
	year := yearOf(r.URL.Query().Get("year"), today)
	v := trainingsView{Before: yearTab(year - 1), After: yearTab(year + 1)}
	v.Title = number(year) + "年调解员培训"
	err := p.view(r, func(tx *db.Tx) error {
		choices, err := trained(tx, by)
		if err != nil {
			return err
		}
		v.Train = len(choices) > 0
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		all, err := committee.Trainings(tx, by, year)
		for _, t := range all {
			v.Rows = append(v.Rows, trainingRow{
				Href: trainingAddress(t.ID), Topic: t.Topic, Trainer: t.Trainer, Day: t.On.Chinese(), Hours: t.Hours(), Place: t.Place, Whose: whose(t, names), State: t.State.Label(), Tone: trainingTone(t, today),
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(v.Rows) == 0 {
		v.Empty = &ui.EmptyView{Kind: ui.NothingYet, Text: number(year) + "年还没有安排调解员培训。"}
	}
	v.Beside = "共" + number(len(v.Rows)) + "场"
	v.frame(r, "/trainings")
	return web.Render(w, r, http.StatusOK, trainingsPage(v))
}

// ofStreet stands in the form for a training of the street.
const ofStreet = "street"

// trained are those for whose mediators the actor may plan trainings: the street for all
// of them, committees for their own.
func trained(tx *db.Tx, by actor.Actor) ([]ui.Option, error) {
	var choices []ui.Option
	if committee.Trains(by, committee.Committee{}) {
		choices = append(choices, ui.Option{Value: ofStreet, Label: "街道统一组织"})
	}
	all, err := committee.List(tx, committee.Filter{On: tx.Today()})
	for _, c := range all {
		if committee.Trains(by, c) {
			choices = append(choices, ui.Option{Value: c.ID, Label: c.Name})
		}
	}
	return choices, err
}

// whose is who holds a training.
func whose(t committee.Training, n frame.Names) string {
	if t.Committee == "" {
		return "街道统一组织"
	}
	return n.Committee(t.Committee)
}

func yearTab(year int) ui.Tab {
	return ui.Tab{Label: number(year) + "年", Href: "/trainings?year=" + number(year)}
}

func trainingTone(t committee.Training, today calendar.Date) ui.Tone {
	switch {
	case t.State == committee.TrainingHeld:
		return ui.Done
	case t.State == committee.TrainingPlanned && t.On < today:
		return ui.Late
	case t.State == committee.TrainingPlanned:
		return ui.Going
	}
	return ui.Plain
}

var planTraining = task{
	done: "已安排培训",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		choices, err := trained(tx, web.Actor(r))
		if err != nil {
			return err
		}
		if len(choices) == 0 {
			return fault.New(fault.Denied, "您的岗位所在的地方没有调委会，不能登记培训")
		}
		v.Title, v.Act, v.Back, v.Crumbs = "安排调解员培训", "安排", "/trainings", []ui.Crumb{{Label: "调解员培训", Href: "/trainings"}}
		v.Words = "区司法行政部门定期对调解员进行业务培训（《人民调解法》第十四条），街道和调委会也可以自己组织；主任登记本调委会自己办的。已经办过的，也在这里补上，再记办完。"
		v.Entries = ui.EntriesOf("committee", choices[0].Value, "start", "09:00", "hours", "3", "on", tx.Today().String())
		v.Questions = []question{
			{kind: pick, field: ui.Field{Name: "committee", Label: "谁办的", Hint: "调委会自己办的，只勾选它自己的调解员", Options: choices, Width: "medium"}},
			{field: ui.Field{Name: "topic", Label: "培训什么", Hint: "例如：调解笔录怎么写"}},
			{field: ui.Field{Name: "trainer", Label: "谁来讲", Hint: "单位或者讲课人", Width: "medium"}},
			pair(question{kind: day, field: ui.Field{Name: "on", Label: "日期"}}, question{field: ui.Field{Name: "start", Label: "几点开始"}}),
			pair(question{field: ui.Field{Name: "hours", Label: "几个小时", Hint: "例如3.5"}}, question{field: ui.Field{Name: "place", Label: "在哪里"}}),
		}
		return nil
	},
	read: func(_ *db.Tx, _ *http.Request, f *web.Form) change {
		n := committee.TrainingPlan{
			Topic: f.Text("topic", "培训什么", 100, true), Trainer: f.Text("trainer", "谁来讲", 100, true), On: f.Date("on", "日期", true), Start: f.Text("start", "几点开始", 10, true),
			Minutes: readHours(f), Place: f.Text("place", "在哪里", 100, true), Committee: strings.TrimPrefix(f.Raw("committee"), ofStreet),
		}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			t, err := committee.PlanTraining(tx, by, n)
			return trainingAddress(t.ID), err
		}
	},
}

// readHours reads how long a training is, in minutes.
func readHours(f *web.Form) int {
	typed := f.Text("hours", "几个小时", 10, true)
	if typed == "" {
		return 0
	}
	hours, err := strconv.ParseFloat(strings.ReplaceAll(typed, "．", "."), 64)
	if err != nil || math.IsNaN(hours) || hours < 0 || hours > 100 {
		f.Wrong("hours", "几个小时请写成3或者3.5")
		return 0
	}
	return int(math.Round(hours * 60))
}

// trainingView is one training.
type trainingView struct {
	View     ui.View
	Title    string
	State    string
	Tone     ui.Tone
	Href     string
	Version  string
	Entries  ui.Entries
	Facts    []ui.Fact
	Wait     string
	Hold     bool
	Cancel   bool
	Choices  []ui.Option // who was on the register that day
	Known    []ui.Option // activities recorded by hand
	Came     []ui.Fact
	Counted  *ui.Fact
	Timeline []ui.Entry
	Print    ui.PrintView
}

func trainingOf(r *http.Request) committee.TrainingID {
	return committee.TrainingID(r.PathValue("id"))
}

// Training is GET /trainings/{id}.
func (p Pages) Training(w http.ResponseWriter, r *http.Request) error {
	return p.showTraining(w, r, http.StatusOK, ui.Entries{}, nil)
}

func (p Pages) showTraining(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, known *activity.ByHand) error {
	v := trainingView{Entries: e}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		t, err := committee.LoadTraining(tx, by, trainingOf(r))
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.fill(t, names, tx.Today())
		mine, err := trains(tx, by, t)
		if err == nil && t.State == committee.TrainingPlanned && mine {
			err = v.steps(tx, t, names, known)
		}
		if err == nil && t.State == committee.TrainingHeld {
			err = v.came(tx, by, t)
		}
		if err != nil {
			return err
		}
		events, err := event.Of(tx, event.Committee, string(t.ID), eventsMost)
		v.Timeline = timeline(events)
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: trainingAddress(trainingOf(r))}
	return web.Render(w, r, status, trainingPage(v))
}

// trains reports whether the actor holds this training.
func trains(tx *db.Tx, by actor.Actor, t committee.Training) (bool, error) {
	if t.Committee == "" {
		return committee.Trains(by, committee.Committee{}), nil
	}
	c, err := committee.Load(tx, by, t.Committee)
	return err == nil && committee.Trains(by, c), err
}

func (v *trainingView) fill(t committee.Training, n frame.Names, today calendar.Date) {
	v.Title, v.State, v.Tone, v.Href, v.Version = t.Topic, t.State.Label(), trainingTone(t, today), trainingAddress(t.ID), strconv.Itoa(t.Version)
	v.Facts = []ui.Fact{
		{Label: "日期", Value: t.On.Chinese() + " " + t.Start}, {Label: "时长", Value: t.Hours()}, {Label: "谁办的", Value: whose(t, n)}, {Label: "讲课", Value: t.Trainer}, {Label: "地点", Value: t.Place},
	}
	if t.Ending != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "为什么取消", Value: t.Ending})
	}
}

func (v *trainingView) steps(tx *db.Tx, t committee.Training, names frame.Names, known *activity.ByHand) error {
	v.Cancel = true
	if tx.Today() < t.On {
		v.Wait = "培训那天以后，在这里勾选来了哪些调解员。"
		return nil
	}
	v.Hold = true
	all, err := t.Register(tx)
	for _, m := range all {
		v.Choices = append(v.Choices, ui.Option{Value: string(m.ID), Label: m.Name + "，" + names.Committee(m.Committee)})
	}
	if known != nil {
		v.Known = frame.ByHand(known.Activities, "场", frame.Attended)
	}
	return err
}

// came are who came, and what is counted.
func (v *trainingView) came(tx *db.Tx, by actor.Actor, t committee.Training) error {
	all, err := committee.Attendees(tx, t.ID)
	if err != nil {
		return err
	}
	v.Facts = append(v.Facts, ui.Fact{Label: "来的调解员", Value: number(len(all)) + "名"})
	for _, m := range all {
		if identity.KeepDrills.Allows(by) || identity.KeepCommittees.Allows(by) { // whoever keeps the list; to others it is a number
			v.Came = append(v.Came, ui.Fact{Label: m.Name, Href: mediatorAddress(m.ID)})
		}
	}
	if t.Others > 0 {
		v.Facts = append(v.Facts, ui.Fact{Label: "名册以外的", Value: number(t.Others) + "人"})
	}
	a, err := activity.Load(tx, t.Activity)
	if err == nil && identity.SeeActivities.Allows(by) {
		v.Counted = &ui.Fact{Label: a.Title, Value: "计1场，" + number(a.Attendance) + "人次", Href: "/activities/" + string(a.ID)}
	}
	return err
}

// TrainingStep is POST /trainings/{id}/{command}.
func (p Pages) TrainingStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	command, id, by := r.PathValue("command"), trainingOf(r), web.Actor(r)
	var work func(tx *db.Tx) error
	switch command {
	case "hold":
		h := committee.TrainingHolding{Version: int(f.Version()), Others: f.Int("others", "名册以外的人数", 0, 500, false), Choice: f.Raw("choice")}
		for _, m := range f.List("attendees") {
			h.Attendees = append(h.Attendees, committee.MediatorID(m))
		}
		work = func(tx *db.Tx) error { _, err := committee.HoldTraining(tx, by, id, h); return err }
	case "cancel":
		why := f.Long("reason", "为什么取消", 500, true)
		work = func(tx *db.Tx) error {
			_, err := committee.CancelTraining(tx, by, id, int(f.Version()), why)
			return err
		}
	default:
		return frame.NoStep()
	}
	var known *activity.ByHand
	if err = f.Err(); err == nil {
		_, err = frame.Once(r, p.DB, by, f.SubmissionID(), "", func(tx *db.Tx) (string, error) {
			err := work(tx)
			if errors.As(err, &known) {
				err = fault.New(fault.Conflict, "%s", known.Error())
			}
			return trainingAddress(id), err
		})
	}
	if fault.Of(err) != nil && !fault.Is(err, fault.NotFound) {
		return p.showTraining(w, r, web.StatusOf(err), f.Again(err), known)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, trainingAddress(id), "已保存："+committee.TrainingCommands.Label(command))
}
