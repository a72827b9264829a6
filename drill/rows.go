package drill

import (
	"errors"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

const columns = `id, state, subject, variety, scenario, aim, on_date, start_time, place, attendance, activity_id, summary, ending, version`

var (
	insertRow = db.SQL("drill.insert", `INSERT INTO drill (street_id, id, state, subject, variety, scenario, aim, on_date, start_time, place, attendance, activity_id,
summary, ending, version) VALUES ($1, $2, 'planned', $3, $4, $5, $6, $7, $8, $9, 0, '', '', '', 1)`)
	saveRow = db.SQL("drill.save", `UPDATE drill SET state = $4, attendance = $5, activity_id = $6, summary = $7, ending = $8, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readRow  = db.SQL("drill.read", `SELECT `+columns+` FROM drill WHERE street_id = $1 AND id = $2`)
	readDays = db.SQL("drill.days", `SELECT `+columns+` FROM drill WHERE street_id = $1 AND on_date >= $2 AND on_date <= $3 ORDER BY on_date, start_time, id`)

	_ = activity.Owns(db.SQL("drill.ofActivity", `SELECT id FROM drill WHERE street_id = $1 AND activity_id = $2 AND activity_id <> ''`))

	insertTeam = db.SQL("drill.team", `INSERT INTO drill_team (street_id, id, drill_id, ord, name, state) VALUES ($1, $2, $3, $4, $5, 'waiting')`)
	saveTeam   = db.SQL("drill.saveTeam", `UPDATE drill_team SET state = $4 WHERE street_id = $1 AND id = $2 AND state = $3`)
	readTeams  = db.SQL("drill.teams", `SELECT id, name, state FROM drill_team WHERE street_id = $1 AND drill_id = $2 ORDER BY ord`)

	insertAnswer = db.SQL("drill.answer", `INSERT INTO drill_answer (street_id, team_id, question, words) VALUES ($1, $2, $3, $4)`)
	readAnswers  = db.SQL("drill.answers", `SELECT question, words FROM drill_answer WHERE street_id = $1 AND team_id = $2 ORDER BY question`)
	insertPoint  = db.SQL("drill.point", `INSERT INTO drill_point (street_id, team_id, point) VALUES ($1, $2, $3)`)
	readPoints   = db.SQL("drill.points", `SELECT point FROM drill_point WHERE street_id = $1 AND team_id = $2 ORDER BY point`)
)

func scan(r db.Row) (Session, error) {
	var s Session
	return s, r.Scan(&s.ID, &s.State, &s.Subject, &s.Variety, &s.Scenario, &s.Aim, &s.On, &s.Start, &s.Place, &s.Attendance, &s.Activity, &s.Summary, &s.Ending, &s.Version)
}

// Load reads a session with its teams, for somebody who may see drills.
func Load(tx *db.Tx, by actor.Actor, id ID) (Session, error) {
	s, err := db.One(tx, readRow, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || !identity.SeeDrills.Allows(by) {
		return Session{}, fault.New(fault.NotFound, "找不到这次练兵，可能地址有误，或不在您的职责范围内")
	}
	if err != nil {
		return s, err
	}
	return s, s.teams(tx)
}

// teams are in the order they were entered: a result moves none of them.
func (s *Session) teams(tx *db.Tx) error {
	var err error
	s.Teams, err = db.All(tx, readTeams, func(r db.Row) (Team, error) {
		var t Team
		return t, r.Scan(&t.ID, &t.Name, &t.State)
	}, tx.Street, string(s.ID))
	for i := range s.Teams {
		if err != nil {
			break
		}
		t := &s.Teams[i]
		t.Answers = map[string]string{}
		err = tx.Each(readAnswers, func(r db.Row) error {
			var question, words string
			err := r.Scan(&question, &words)
			t.Answers[question] = words
			return err
		}, tx.Street, string(t.ID))
		if err == nil {
			t.Hit, err = db.Values[string](tx, readPoints, tx.Street, string(t.ID))
		}
	}
	return err
}

// Year is the plan of a year: its sessions by day, for somebody who may see drills.
func Year(tx *db.Tx, by actor.Actor, year int) ([]Session, error) {
	if !identity.SeeDrills.Allows(by) {
		return nil, nil
	}
	all, err := db.All(tx, readDays, scan, tx.Street, calendar.On(year, 1, 1), calendar.On(year, 12, 31))
	for i := range all {
		if err == nil {
			err = all[i].teams(tx)
		}
	}
	return all, err
}
