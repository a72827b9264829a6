package study

import (
	"errors"
	"slices"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

const columns = `id, state, variety, on_date, start_time, place, community_id, topic, speaker, documents, summary, ending, others, activity_id, version`

var (
	insertRow = db.SQL("study.insert", `INSERT INTO study_session (street_id, id, state, variety, on_date, start_time, place, community_id, topic, speaker,
documents, summary, ending, others, activity_id, version) VALUES ($1, $2, 'planned', $3, $4, $5, $6, $7, $8, $9, $10, '', '', 0, '', 1)`)
	saveRow = db.SQL("study.save", `UPDATE study_session SET state = $4, variety = $5, on_date = $6, start_time = $7, place = $8, community_id = $9, topic = $10,
speaker = $11, documents = $12, summary = $13, ending = $14, others = $15, activity_id = $16, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readRow  = db.SQL("study.read", `SELECT `+columns+` FROM study_session WHERE street_id = $1 AND id = $2`)
	readDays = db.SQL("study.days", `SELECT `+columns+` FROM study_session WHERE street_id = $1 AND on_date >= $2 AND on_date <= $3 ORDER BY on_date, start_time, id LIMIT $4`)
	_        = activity.Owns(db.SQL("study.ofActivity", `SELECT id FROM study_session WHERE street_id = $1 AND activity_id = $2 AND activity_id <> ''`))

	dropLaws       = db.SQL("study.dropLaws", `DELETE FROM study_session_law WHERE street_id = $1 AND session_id = $2`)
	insertSubject  = db.SQL("study.subject", `INSERT INTO study_session_law (street_id, session_id, ord, title, articles) VALUES ($1, $2, $3, $4, $5)`)
	readSubjects   = db.SQL("study.subjects", `SELECT title, articles FROM study_session_law WHERE street_id = $1 AND session_id = $2 ORDER BY ord`)
	insertPresence = db.SQL("study.presence", `INSERT INTO study_presence (street_id, session_id, officer_id, how, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (street_id, session_id, officer_id) DO NOTHING`)
	readPresences = db.SQL("study.presences", `SELECT officer_id, how, at FROM study_presence WHERE street_id = $1 AND session_id = $2 ORDER BY at, officer_id`)
	countSigned   = db.SQL("study.countSigned", `SELECT count(*) FROM study_presence WHERE street_id = $1 AND session_id = $2 AND how = 'signed'`)
	countPresent  = db.SQL("study.countPresent", `SELECT count(*) FROM study_presence WHERE street_id = $1 AND session_id = $2`)
	readAttended  = db.SQL("study.attended", `SELECT session_id FROM study_presence WHERE street_id = $1 AND officer_id = $2`)
)

func scan(r db.Row) (Session, error) {
	var s Session
	return s, r.Scan(&s.ID, &s.State, &s.Variety, &s.On, &s.Start, &s.Place, &s.Community, &s.Topic, &s.Speaker, &s.Documents, &s.Summary, &s.Ending, &s.Others,
		&s.Activity, &s.Version)
}

// Load reads a session with its laws.
func Load(tx *db.Tx, by actor.Actor, id ID) (Session, error) {
	s, err := db.One(tx, readRow, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || !identity.SeeStudy.Allows(by) {
		return Session{}, fault.New(fault.NotFound, "找不到这场学习，可能地址有误，或不在您的职责范围内")
	}
	if err != nil {
		return s, err
	}
	return s, s.readLaws(tx)
}

func (s *Session) readLaws(tx *db.Tx) error {
	var err error
	s.Laws, err = db.All(tx, readSubjects, func(r db.Row) (Reference, error) {
		var l Reference
		return l, r.Scan(&l.Title, &l.Articles)
	}, tx.Street, string(s.ID))
	return err
}

func (s *Session) insert(tx *db.Tx) error {
	s.ID = ID(tx.NewID())
	_, err := tx.Exec(insertRow, tx.Street, string(s.ID), string(s.Variety), s.On, s.Start, s.Place, s.Community, s.Topic, s.Speaker, s.Documents)
	if err != nil {
		return err
	}
	return s.writeLaws(tx)
}

func (s *Session) writeLaws(tx *db.Tx) error {
	if _, err := tx.Exec(dropLaws, tx.Street, string(s.ID)); err != nil {
		return err
	}
	for i, l := range s.Laws {
		if _, err := tx.Exec(insertSubject, tx.Street, string(s.ID), i+1, l.Title, l.Articles); err != nil {
			return err
		}
	}
	return nil
}

// step saves a session in its new state and tells the ledger.
func (s *Session) step(tx *db.Tx, by actor.Actor, to Stage, do string, details map[string]any) error {
	n, err := tx.Exec(saveRow, tx.Street, string(s.ID), s.Version, string(to), string(s.Variety), s.On, s.Start, s.Place, s.Community, s.Topic, s.Speaker,
		s.Documents, s.Summary, s.Ending, s.Others, string(s.Activity))
	if err != nil {
		return err
	}
	if n == 0 {
		return changed()
	}
	s.State = to
	s.Version++
	return told(tx, by, do, string(s.ID), details)
}

// most is how many sessions one year has.
const most = 500

// Filter says which sessions: the list, its address and every number that leads there.
type Filter struct {
	On      matter.Period
	Variety string
	States  []string
}

// Sessions lists the sessions that a filter finds, by day and hour.
func Sessions(tx *db.Tx, by actor.Actor, f Filter) ([]Session, error) {
	if !identity.SeeStudy.Allows(by) {
		return nil, nil
	}
	all, err := db.All(tx, readDays, scan, tx.Street, f.On.From, f.On.To, most)
	all = slices.DeleteFunc(all, func(s Session) bool {
		return f.Variety != "" && f.Variety != string(s.Variety) || len(f.States) > 0 && !slices.Contains(f.States, string(s.State))
	})
	for i := range all {
		if err == nil {
			err = all[i].readLaws(tx)
		}
	}
	return all, err
}

// Presence is somebody who was at a session.
type Presence struct {
	Officer string
	Signed  bool // by the code in the room; else ticked off from the sheet
	At      int64
}

// Present lists who was at a session, for its record.
func Present(tx *db.Tx, by actor.Actor, s Session) ([]Presence, error) {
	if !identity.KeepStudy.Reaches(by, s.At()) {
		return nil, nil
	}
	return presences(tx, s.ID)
}

func presences(tx *db.Tx, id ID) ([]Presence, error) {
	return db.All(tx, readPresences, func(r db.Row) (Presence, error) {
		var p Presence
		var how string
		err := r.Scan(&p.Officer, &how, &p.At)
		p.Signed = how == "signed"
		return p, err
	}, tx.Street, string(id))
}

// Attendance is how many were at a session: a number, for whoever sees it.
func Attendance(tx *db.Tx, s Session) (int, error) {
	n, err := db.Value[int](tx, countPresent, tx.Street, string(s.ID))
	return n + s.Others, err
}

// tick adds those ticked off from the sheet and answers how many officers were there.
func (s *Session) tick(tx *db.Tx, officers []string) (int, error) {
	for _, id := range officers {
		if _, err := org.FindOfficer(tx, id); err != nil {
			return 0, fault.Wrong("present", "有一位找不到了，请重新勾选")
		}
		if _, err := tx.Exec(insertPresence, tx.Street, string(s.ID), id, "ticked", tx.Millis()); err != nil {
			return 0, err
		}
	}
	return db.Value[int](tx, countPresent, tx.Street, string(s.ID))
}

// carrySessions plans the central-group sessions of a year again in the next, where
// it has none yet.
func carrySessions(tx *db.Tx, by actor.Actor, from int) (int, error) {
	sessions := func(year int) ([]Session, error) {
		first, last := period(year)
		return Sessions(tx, by, Filter{On: matter.Period{From: first, To: last}, Variety: string(activity.CentralGroup), States: []string{"planned", "held", "recorded"}})
	}
	there, err := sessions(from + 1)
	if err != nil || len(there) > 0 {
		return 0, err
	}
	all, err := sessions(from)
	n := 0
	for _, s := range all {
		s.On = workingDay(s.On.AddYears(1))
		if err == nil && s.On > tx.Today() {
			s.Summary, s.Ending, s.Others, s.Activity = "", "", 0, ""
			err = s.insert(tx)
			n++
		}
	}
	return n, err
}

// workingDay is the day or the first working day after it; the day itself in a year
// whose holidays nobody has announced.
func workingDay(d calendar.Date) calendar.Date {
	if next, err := calendar.Builtin().NextWorkingDay(d); err == nil {
		return next
	}
	return d
}
