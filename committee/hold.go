package committee

import (
	"slices"
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

// TrainingPlan is a training to come.
type TrainingPlan struct {
	Topic     string
	Trainer   string
	On        calendar.Date
	Start     string
	Place     string
	Minutes   int
	Committee string // that holds it for its own mediators; "" = the street
}

// The shortest and the longest training that is believed, in minutes.
const (
	minutesLeast = 30
	minutesMost  = 40 * 60
)

func (p TrainingPlan) check() (TrainingPlan, error) {
	p.Topic, p.Trainer, p.Place, p.Start = strings.TrimSpace(p.Topic), strings.TrimSpace(p.Trainer), strings.TrimSpace(p.Place), calendar.Hour(p.Start)
	var bad fault.Fields
	bad.Need("topic", p.Topic, "请填写培训什么")
	bad.Short("topic", "内容", p.Topic, lineMax)
	bad.Need("trainer", p.Trainer, "请填写谁来讲")
	bad.Short("trainer", "讲课人", p.Trainer, lineMax)
	bad.Must("on", !p.On.Zero(), "请填写培训的日期，例如2024-05-08")
	bad.Must("start", calendar.IsHour(p.Start), "请填写几点开始，写成09:00这样")
	bad.Must("hours", p.Minutes >= minutesLeast && p.Minutes <= minutesMost, "请填写几个小时，0.5至40，例如3.5")
	bad.Need("place", p.Place, "请填写在哪里")
	bad.Short("place", "地点", p.Place, lineMax)
	return p, bad.Err()
}

// Trains reports whether the actor plans and holds trainings of a committee; "" asks for
// those of the street. A chair trains the own committee and no other.
func Trains(by actor.Actor, c Committee) bool {
	return identity.KeepDrills.Allows(by) || c.ID != "" && identity.TrainOwn.At(by, c.Unit)
}

// mayTrain refuses who does not train the mediators of a committee, and says who does.
func mayTrain(tx *db.Tx, by actor.Actor, id string) error {
	var c Committee
	if id != "" {
		var err error
		if c, err = Load(tx, by, id); err != nil {
			return fault.Wrong("committee", "找不到这个调委会，请重新选择")
		}
	}
	switch {
	case Trains(by, c):
		return nil
	case !identity.TrainOwn.Allows(by):
		return fault.New(fault.Denied, "这一步只能由%s来做", identity.Names(slices.Concat(identity.KeepDrills.Roles, identity.TrainOwn.Roles)))
	case id == "":
		return fault.New(fault.Denied, "街道统一组织的培训由%s登记；您可以登记本调委会自己办的", identity.Names(identity.KeepDrills.Roles))
	}
	return fault.New(fault.Denied, "这是%s办的培训，由它的主任或者街道来登记；您可以登记本调委会自己办的", c.Name)
}

// stands refuses a committee that is dissolved by the day of its training.
func (p TrainingPlan) stands(tx *db.Tx, by actor.Actor) error {
	if p.Committee == "" {
		return nil
	}
	c, err := Load(tx, by, p.Committee)
	if err == nil && !c.Until.Zero() && c.Until < p.On {
		err = fault.Wrong("committee", "这个调委会已经撤销，请重新选择")
	}
	return err
}

// PlanTraining puts a training into the plan of its year.
func PlanTraining(tx *db.Tx, by actor.Actor, p TrainingPlan) (Training, error) {
	if err := mayTrain(tx, by, p.Committee); err != nil {
		return Training{}, err
	}
	p, err := p.check()
	if err != nil {
		return Training{}, err
	}
	if err := p.stands(tx, by); err != nil {
		return Training{}, err
	}
	t := Training{
		ID: TrainingID(tx.NewID()), State: TrainingPlanned, Topic: p.Topic, Trainer: p.Trainer, On: p.On, Start: p.Start, Place: p.Place, Minutes: p.Minutes, Committee: p.Committee,
		Version: 1,
	}
	if _, err := tx.Exec(insertTraining, tx.Street, string(t.ID), t.Topic, t.Trainer, t.On, t.Start, t.Place, t.Minutes, t.Committee); err != nil {
		return t, err
	}
	return t, t.told(tx, by, "plan", map[string]any{"on": t.On.String()})
}

func (t Training) told(tx *db.Tx, by actor.Actor, do string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "training." + do, Kind: event.Committee, Subject: string(t.ID), Role: by.First(slices.Concat(identity.KeepDrills.Roles, identity.TrainOwn.Roles)...), Details: details,
	})
	return err
}

func takeTraining(tx *db.Tx, by actor.Actor, id TrainingID, version int) (Training, error) {
	t, err := LoadTraining(tx, by, id)
	if err != nil {
		return t, err
	}
	if err := mayTrain(tx, by, t.Committee); err != nil {
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
	bad.Short("reason", "原因", t.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return t, err
	}
	t.State = TrainingCancelled
	if err := t.save(tx); err != nil {
		return t, err
	}
	return t, t.told(tx, by, "cancel", nil)
}

// TrainingHolding says how a training went.
type TrainingHolding struct {
	Version   int
	Attendees []MediatorID
	Others    int    // who came and is on no register
	Choice    string // an activity recorded by hand that this is, or activity.New
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
	same := activity.Filter{Kinds: []string{string(activity.Study)}, Varieties: []string{string(activity.MediatorTraining)}, On: matter.Period{From: t.On, To: t.On}}
	known, err := activity.Pick(tx, same, h.Choice, "这一天已经登记过调解员培训，请看看是不是同一场：是同一场的关联起来，不重复计数")
	if err != nil {
		return t, err
	}
	community, err := t.community(tx, by)
	if err != nil {
		return t, err
	}
	t.Activity, err = activity.RecordUnless(tx, by, known, activity.Draft{
		Kind: activity.Study, Variety: activity.MediatorTraining, Community: community, On: t.On, Start: t.Start, Place: t.Place, Topics: t.Topic + "；讲课：" + t.Trainer,
		Attendance: len(h.Attendees) + h.Others,
	})
	if err != nil {
		return t, err
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

// community is where the training counts: that of the committee whose own it is.
func (t Training) community(tx *db.Tx, by actor.Actor) (string, error) {
	if t.Committee == "" {
		return "", nil
	}
	c, err := Load(tx, by, t.Committee)
	return c.Community, err
}

// Register is who may have come to a training: the mediators of that day, of a
// committee's own those of the committee.
func (t Training) Register(tx *db.Tx) ([]Mediator, error) {
	return Mediators(tx, MediatorFilter{On: t.On, Committee: t.Committee})
}

// check holds that whoever came was on the register that day, and each once.
func (h TrainingHolding) check(tx *db.Tx, t Training) error {
	all, err := t.Register(tx)
	if err != nil {
		return err
	}
	words := "请从培训那天在册的调解员中选择，一人选一次"
	if t.Committee != "" {
		words = "请从培训那天本调委会在册的调解员中选择，一人选一次；别处来的算在“名册以外”里"
	}
	var bad fault.Fields
	for i, id := range h.Attendees {
		on := slices.ContainsFunc(all, func(m Mediator) bool { return m.ID == id })
		bad.Must("attendees", on && !slices.Contains(h.Attendees[:i], id), words)
	}
	bad.Must("others", h.Others >= 0 && h.Others <= othersMost, "名册以外的人数填0到500")
	bad.Must("attendees", len(h.Attendees)+h.Others > 0, "请勾选来了哪些调解员")
	return bad.Err()
}
