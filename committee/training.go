package committee

import (
	"errors"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
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
	ID        TrainingID
	State     TrainingState
	Topic     string
	Trainer   string
	On        calendar.Date
	Start     string // 09:00
	Place     string
	Minutes   int
	Committee string // whose own it is; "" = of the street
	Others    int    // who came and is on no register
	Activity  activity.ID
	Ending    string // why it was cancelled
	Version   int
}

// Hours is how long it is, as it is said: 3.5小时.
func (t Training) Hours() string { return Hours(t.Minutes) }

// Hours is a number of minutes as hours: 3.5小时.
func Hours(minutes int) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(minutes)/60, 'f', 1, 64), ".0") + "小时"
}

const trainingColumns = `training.id, training.state, training.topic, training.trainer, training.on_date, training.start_time, training.place, training.minutes,
training.committee_id, training.others, training.activity_id, training.ending, training.version`

var (
	insertTraining = db.SQL("training.insert", `INSERT INTO training (street_id, id, state, topic, trainer, on_date, start_time, place, minutes, committee_id, others,
activity_id, ending, version) VALUES ($1, $2, 'planned', $3, $4, $5, $6, $7, $8, $9, 0, '', '', 1)`)
	saveTraining = db.SQL("training.save", `UPDATE training SET state = $4, others = $5, activity_id = $6, ending = $7, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readTraining  = db.SQL("training.read", `SELECT `+trainingColumns+` FROM training WHERE street_id = $1 AND id = $2`)
	readTrainings = db.SQL("training.list", `SELECT `+trainingColumns+` FROM training WHERE street_id = $1 AND on_date >= $2 AND on_date <= $3
ORDER BY on_date, start_time, id`)
	_              = activity.Owns(db.SQL("training.ofActivity", `SELECT id FROM training WHERE street_id = $1 AND activity_id = $2 AND activity_id <> ''`))
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
	return t, r.Scan(&t.ID, &t.State, &t.Topic, &t.Trainer, &t.On, &t.Start, &t.Place, &t.Minutes, &t.Committee, &t.Others, &t.Activity, &t.Ending, &t.Version)
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
