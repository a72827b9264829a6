package committee

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// TrainingID identifies a training of mediators.
type TrainingID string

// TrainingState is where a training stands.
type TrainingState string

// The states.
const (
	TrainingPlanned   TrainingState = "planned"
	TrainingHeld      TrainingState = "held"
	TrainingCancelled TrainingState = "cancelled"
)

// TrainingStates with their names.
var TrainingStates = matter.Enumeration{
	{Code: "planned", Label: "已安排"},
	{Code: "held", Label: "已举办"},
	{Code: "cancelled", Label: "已取消"},
}

// Label is the Chinese name.
func (s TrainingState) Label() string { return TrainingStates.Label(string(s)) }

// TrainingCommands are the steps with their names.
var TrainingCommands = matter.Enumeration{
	{Code: "plan", Label: "安排调解员培训"},
	{Code: "hold", Label: "记培训办完"},
	{Code: "cancel", Label: "取消培训"},
}

// Training is one training of mediators (art. 14): what, by whom, how long, who came.
type Training struct {
	ID       TrainingID
	State    TrainingState
	Topic    string
	Trainer  string
	On       calendar.Date
	Start    string // 09:00
	Place    string
	Minutes  int
	Others   int // who came and is on no register
	Activity activity.ID
	Ending   string // why it was cancelled
	Version  int
}

// Hours is how long it is, as it is said: 3.5小时.
func (t Training) Hours() string { return Hours(t.Minutes) }

// Hours is a number of minutes as hours: 3.5小时.
func Hours(minutes int) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(minutes)/60, 'f', 1, 64), ".0") + "小时"
}

const trainingColumns = `training.id, training.state, training.topic, training.trainer, training.on_date, training.start_time, training.place, training.minutes,
training.others, training.activity_id, training.ending, training.version`

var (
	insertTraining = db.SQL("training.insert", `INSERT INTO training (street_id, id, state, topic, trainer, on_date, start_time, place, minutes, others, activity_id,
ending, version) VALUES ($1, $2, 'planned', $3, $4, $5, $6, $7, $8, 0, '', '', 1)`)
	saveTraining = db.SQL("training.save", `UPDATE training SET state = $4, others = $5, activity_id = $6, ending = $7, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readTraining  = db.SQL("training.read", `SELECT `+trainingColumns+` FROM training WHERE street_id = $1 AND id = $2`)
	readTrainings = db.SQL("training.list", `SELECT `+trainingColumns+` FROM training WHERE street_id = $1 AND on_date >= $2 AND on_date <= $3
ORDER BY on_date, start_time, id`)
	ofActivity     = db.SQL("training.ofActivity", `SELECT id FROM training WHERE street_id = $1 AND activity_id = $2 AND activity_id <> ''`)
	insertAttendee = db.SQL("training.attend", `INSERT INTO training_attendee (street_id, training_id, mediator_id) VALUES ($1, $2, $3)`)
	readAttendees  = db.SQL("training.attendees", `SELECT mediator.id, mediator.name FROM training_attendee
JOIN mediator ON mediator.street_id = training_attendee.street_id AND mediator.id = training_attendee.mediator_id
WHERE training_attendee.street_id = $1 AND training_attendee.training_id = $2 ORDER BY mediator.committee_id, mediator.since_on, mediator.id`)
	readTrainingsOf = db.SQL("training.of", `SELECT `+trainingColumns+` FROM training
JOIN training_attendee ON training_attendee.street_id = training.street_id AND training_attendee.training_id = training.id
WHERE training.street_id = $1 AND training_attendee.mediator_id = $2 AND training.state = 'held' ORDER BY training.on_date DESC, training.id DESC`)
)

func scanTraining(r db.Row) (Training, error) {
	var t Training
	return t, r.Scan(&t.ID, &t.State, &t.Topic, &t.Trainer, &t.On, &t.Start, &t.Place, &t.Minutes, &t.Others, &t.Activity, &t.Ending, &t.Version)
}

// LoadTraining reads a training.
func LoadTraining(tx *db.Tx, by actor.Actor, id TrainingID) (Training, error) {
	t, err := db.One(tx, readTraining, scanTraining, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || !identity.SeeDrills.Allows(by) {
		return Training{}, fault.New(fault.NotFound, "找不到这场培训，可能地址有误，或不在您的职责范围内")
	}
	return t, err
}

// Trainings lists those of a year, for somebody who may see them.
func Trainings(tx *db.Tx, by actor.Actor, year int) ([]Training, error) {
	if !identity.SeeDrills.Allows(by) {
		return nil, nil
	}
	return db.All(tx, readTrainings, scanTraining, tx.Street, calendar.On(year, 1, 1), calendar.On(year, 12, 31))
}

// Attendees are the mediators who came to a training.
func Attendees(tx *db.Tx, id TrainingID) ([]Mediator, error) {
	return db.All(tx, readAttendees, func(r db.Row) (Mediator, error) {
		var m Mediator
		return m, r.Scan(&m.ID, &m.Name)
	}, tx.Street, string(id))
}

// TrainingsOf are the trainings a mediator came to, for the mediator's own entry and
// nowhere else.
func TrainingsOf(tx *db.Tx, by actor.Actor, m Mediator) ([]Training, error) {
	if !m.Inside(by) {
		return nil, nil
	}
	return db.All(tx, readTrainingsOf, scanTraining, tx.Street, string(m.ID))
}

// TrainingPlan is a training to come.
type TrainingPlan struct {
	Topic   string
	Trainer string
	On      calendar.Date
	Start   string
	Place   string
	Minutes int
}

// The shortest and the longest training that is believed, in minutes.
const (
	minutesLeast = 30
	minutesMost  = 40 * 60
)

var clockTime = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

func hour(typed string) string {
	t := strings.ReplaceAll(strings.TrimSpace(typed), "：", ":")
	if len(t) == len("9:30") {
		t = "0" + t
	}
	return t
}

func (p TrainingPlan) check() (TrainingPlan, error) {
	p.Topic, p.Trainer, p.Place, p.Start = strings.TrimSpace(p.Topic), strings.TrimSpace(p.Trainer), strings.TrimSpace(p.Place), hour(p.Start)
	var bad fault.Fields
	bad.Need("topic", p.Topic, "请填写培训什么")
	bad.Need("trainer", p.Trainer, "请填写谁来讲")
	bad.Need("place", p.Place, "请填写在哪里")
	short(&bad, "topic", "内容", p.Topic, lineMax)
	short(&bad, "trainer", "讲课人", p.Trainer, lineMax)
	short(&bad, "place", "地点", p.Place, lineMax)
	bad.Must("on", !p.On.Zero(), "请填写培训的日期，例如2024-05-08")
	bad.Must("start", clockTime.MatchString(p.Start), "请填写几点开始，写成09:00这样")
	bad.Must("hours", p.Minutes >= minutesLeast && p.Minutes <= minutesMost, "请填写几个小时，0.5至40，例如3.5")
	return p, bad.Err()
}

// PlanTraining puts a training into the plan of its year.
func PlanTraining(tx *db.Tx, by actor.Actor, p TrainingPlan) (Training, error) {
	if err := identity.KeepDrills.Check(by); err != nil {
		return Training{}, err
	}
	p, err := p.check()
	if err != nil {
		return Training{}, err
	}
	t := Training{
		ID: TrainingID(tx.NewID()), State: TrainingPlanned, Topic: p.Topic, Trainer: p.Trainer, On: p.On, Start: p.Start, Place: p.Place, Minutes: p.Minutes, Version: 1,
	}
	if _, err := tx.Exec(insertTraining, tx.Street, string(t.ID), t.Topic, t.Trainer, t.On, t.Start, t.Place, t.Minutes); err != nil {
		return t, err
	}
	return t, t.told(tx, by, "plan", map[string]any{"on": t.On.String()})
}

func (t Training) told(tx *db.Tx, by actor.Actor, do string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "training." + do, Kind: event.Committee, Subject: string(t.ID), Role: by.First(identity.KeepDrills.Roles...), Details: details,
	})
	return err
}

func takeTraining(tx *db.Tx, by actor.Actor, id TrainingID, version int) (Training, error) {
	t, err := LoadTraining(tx, by, id)
	if err != nil {
		return t, err
	}
	if err := identity.KeepDrills.Check(by); err != nil {
		return t, err
	}
	switch {
	case t.State != TrainingPlanned:
		return t, fault.New(fault.Conflict, "这场培训现在是“%s”，不能做这一步", t.State.Label())
	case version != 0 && version != t.Version:
		return t, fault.New(fault.Conflict, "这场培训刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
	}
	return t, nil
}

func (t *Training) save(tx *db.Tx) error {
	n, err := tx.Exec(saveTraining, tx.Street, string(t.ID), t.Version, string(t.State), t.Others, string(t.Activity), t.Ending)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "这场培训刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
	}
	t.Version++
	return nil
}

// CancelTraining calls a training off.
func CancelTraining(tx *db.Tx, by actor.Actor, id TrainingID, version int, why string) (Training, error) {
	t, err := takeTraining(tx, by, id, version)
	if err != nil {
		return t, err
	}
	var bad fault.Fields
	t.Ending = strings.TrimSpace(why)
	bad.Need("reason", t.Ending, "请写明为什么取消")
	short(&bad, "reason", "原因", t.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return t, err
	}
	t.State = TrainingCancelled
	if err := t.save(tx); err != nil {
		return t, err
	}
	return t, t.told(tx, by, "cancel", nil)
}

// New is the choice that none of the activities recorded by hand is the training.
const New = "new"

// TrainingHolding says how a training went.
type TrainingHolding struct {
	Version   int
	Attendees []MediatorID
	Others    int    // who came and is on no register
	Choice    string // an activity recorded by hand that this is, or New
}

// Recorded says which activities of the day somebody recorded by hand: nothing has
// been written, and somebody has to choose.
type Recorded struct{ Activities []activity.Activity }

func (*Recorded) Error() string {
	return "这一天已经登记过调解员培训，请看看是不是同一场：是同一场的关联起来，不重复计数"
}

// othersMost bounds who came besides.
const othersMost = 500

// HoldTraining writes down that a training took place, and who came. It is one
// activity, and that is what every figure counts: one recorded by hand is linked, else
// it is recorded here.
func HoldTraining(tx *db.Tx, by actor.Actor, id TrainingID, h TrainingHolding) (Training, error) {
	t, err := takeTraining(tx, by, id, h.Version)
	if err != nil {
		return t, err
	}
	if tx.Today() < t.On {
		return t, fault.New(fault.Conflict, "这场培训定在%s，还没有到", t.On.Plain())
	}
	if err := h.check(tx, t); err != nil {
		return t, err
	}
	free, err := handMade(tx, t)
	if err != nil {
		return t, err
	}
	switch {
	case slices.ContainsFunc(free, func(a activity.Activity) bool { return string(a.ID) == h.Choice }):
		t.Activity = activity.ID(h.Choice)
	case len(free) > 0 && h.Choice != New:
		return t, &Recorded{Activities: free}
	default:
		a, err := activity.Record(tx, by, activity.Draft{
			Kind: activity.Study, Variety: activity.MediatorTraining, On: t.On, Start: t.Start, Place: t.Place, Topics: t.Topic + "；讲课：" + t.Trainer,
			Attendance: len(h.Attendees) + h.Others,
		})
		if err != nil {
			return t, err
		}
		t.Activity = a.ID
	}
	t.State, t.Others = TrainingHeld, h.Others
	if err := t.save(tx); err != nil {
		return t, err
	}
	for _, m := range h.Attendees {
		if _, err := tx.Exec(insertAttendee, tx.Street, string(t.ID), string(m)); err != nil {
			return t, err
		}
	}
	return t, t.told(tx, by, "hold", map[string]any{"attendees": len(h.Attendees), "others": h.Others})
}

// check holds that whoever came was on the register that day, and each once.
func (h TrainingHolding) check(tx *db.Tx, t Training) error {
	all, err := Mediators(tx, MediatorFilter{On: t.On})
	if err != nil {
		return err
	}
	var bad fault.Fields
	for i, id := range h.Attendees {
		on := slices.ContainsFunc(all, func(m Mediator) bool { return m.ID == id })
		bad.Must("attendees", on && !slices.Contains(h.Attendees[:i], id), "请从培训那天在册的调解员中选择，一人选一次")
	}
	bad.Must("others", h.Others >= 0 && h.Others <= othersMost, "名册以外的人数填0到500")
	bad.Must("attendees", len(h.Attendees)+h.Others > 0, "请勾选来了哪些调解员")
	return bad.Err()
}

// handMade are the trainings of the day recorded by hand that no training here has.
func handMade(tx *db.Tx, t Training) ([]activity.Activity, error) {
	f := activity.Filter{Kinds: []string{string(activity.Study)}, Varieties: []string{string(activity.MediatorTraining)}, On: matter.Period{From: t.On, To: t.On}}
	all, err := activity.List(tx, f, activity.Page{Size: othersMost})
	var free []activity.Activity
	for _, a := range all {
		if err != nil {
			break
		}
		var taken bool
		if taken, err = counts(tx, a); err == nil && !taken {
			free = append(free, a)
		}
	}
	return free, err
}

// counts reports whether an activity, or a version before it, is that of a training.
func counts(tx *db.Tx, a activity.Activity) (bool, error) {
	for {
		_, err := db.Value[string](tx, ofActivity, tx.Street, string(a.ID))
		if !errors.Is(err, db.ErrNone) {
			return err == nil, err
		}
		if a.Replaces == "" {
			return false, nil
		}
		if a, err = activity.Load(tx, a.Replaces); err != nil {
			return false, err
		}
	}
}
