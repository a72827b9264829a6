package study

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Own is something an officer studied alone. It is theirs: no operation gives it to
// anybody else, and no event of the ledger tells of it.
type Own struct {
	ID string
	On calendar.Date
	Reference
	Note    string
	Session ID // the session it makes up for; "" = none
}

var (
	insertOwn = db.SQL("study.own", `INSERT INTO study_own (street_id, id, officer_id, on_date, title, articles, note, session_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	dropOwn = db.SQL("study.dropOwn", `DELETE FROM study_own WHERE street_id = $1 AND officer_id = $2 AND id = $3`)
	readOwn = db.SQL("study.readOwn", `SELECT id, on_date, title, articles, note, session_id FROM study_own
WHERE street_id = $1 AND officer_id = $2 AND on_date >= $3 AND on_date <= $4 ORDER BY on_date, id`)
)

// Note writes down what the actor studied alone.
func Note(tx *db.Tx, by actor.Actor, o Own) (Own, error) {
	if err := identity.SeeStudy.Check(by); err != nil {
		return o, err
	}
	o.tidy()
	o.Note = strings.TrimSpace(o.Note)
	var bad fault.Fields
	switch {
	case o.On.Zero():
		bad.Add("on", "请填写哪一天学的")
	case o.On > tx.Today():
		bad.Add("on", "这一天还没有到，学过以后再记")
	}
	bad.Need("title", o.Title, "请填写学的是哪一部法律或者党内法规")
	o.check(&bad, "title")
	bad.Short("note", "笔记", o.Note, wordsMax)
	if o.Session != "" {
		s, err := Load(tx, by, o.Session)
		if err != nil {
			return o, err
		}
		if s.On.Zero() || !s.Done() {
			bad.Add("session", "这场学习还没有开展，不用补学")
		}
	}
	if err := bad.Err(); err != nil {
		return o, err
	}
	o.ID = tx.NewID()
	_, err := tx.Exec(insertOwn, tx.Street, o.ID, by.Officer, o.On, o.Title, o.Articles, o.Note, string(o.Session))
	return o, err
}

// Strike takes an entry of the actor's own away.
func Strike(tx *db.Tx, by actor.Actor, id string) error {
	if err := identity.SeeStudy.Check(by); err != nil {
		return err
	}
	n, err := tx.Exec(dropOwn, tx.Street, by.Officer, id)
	if err == nil && n == 0 {
		err = notFound()
	}
	return err
}

// Noted lists what the actor studied alone in a year.
func Noted(tx *db.Tx, by actor.Actor, year int) ([]Own, error) { return noted(tx, by.Officer, year) }

func noted(tx *db.Tx, officer string, year int) ([]Own, error) {
	from, to := period(year)
	return db.All(tx, readOwn, func(r db.Row) (Own, error) {
		var o Own
		return o, r.Scan(&o.ID, &o.On, &o.Title, &o.Articles, &o.Note, &o.Session)
	}, tx.Street, officer, from, to)
}

// Progress is a law of a leader's plan and when it was studied.
type Progress struct {
	Law
	Done  calendar.Date // zero = not yet
	Begun bool          // some of it was
}

// Attended are the sessions of a year that the actor was at.
func Attended(tx *db.Tx, by actor.Actor, year int) ([]Session, error) {
	from, to := period(year)
	all, err := Sessions(tx, by, Filter{On: matter.Period{From: from, To: to}, States: []string{"held", "recorded"}})
	if err != nil {
		return nil, err
	}
	return attended(tx, by.Officer, all)
}

func attended(tx *db.Tx, officer string, all []Session) ([]Session, error) {
	ids, err := db.Values[ID](tx, readAttended, tx.Street, officer)
	return slices.DeleteFunc(slices.Clone(all), func(s Session) bool { return !slices.Contains(ids, s.ID) }), err
}

// Mine is the actor's own plan, each law with the day on which it was studied: their own
// list, and the common one when they are a leader, for it is the leaders'.
func Mine(tx *db.Tx, by actor.Actor, year int) ([]Progress, error) {
	if !identity.SeeStudy.Allows(by) {
		return nil, nil
	}
	return progress(tx, by, by.Officer, year)
}

// Carrying is the plan of a leader, planned and done by law, for the one in charge of
// study. What the leader wrote to themselves is not in it.
func Carrying(tx *db.Tx, by actor.Actor, officer string, year int) ([]Progress, error) {
	if err := identity.LeadStudy.Check(by); err != nil {
		return nil, err
	}
	return progress(tx, by, officer, year)
}

func progress(tx *db.Tx, by actor.Actor, officer string, year int) ([]Progress, error) {
	laws, err := Laws(tx, by, year)
	if err != nil {
		return nil, err
	}
	o, err := org.FindOfficer(tx, officer)
	if err != nil {
		return nil, err
	}
	if o.Rank != "division" && len(Of(laws, Leader, officer)) == 0 {
		return nil, nil
	}
	from, to := period(year)
	all, err := Sessions(tx, by, Filter{On: matter.Period{From: from, To: to}, States: []string{"held", "recorded"}})
	if err != nil {
		return nil, err
	}
	return carriedOut(tx, laws, all, officer, year)
}

// carriedOut puts beside each law the day on which the officer had studied it, alone
// or at sessions.
func carriedOut(tx *db.Tx, laws []Law, held []Session, officer string, year int) ([]Progress, error) {
	alone, err := noted(tx, officer, year)
	if err != nil {
		return nil, err
	}
	at, err := attended(tx, officer, held)
	if err != nil {
		return nil, err
	}
	var lessons []Lesson
	for _, o := range alone {
		lessons = append(lessons, Lesson{o.On, []Reference{o.Reference}})
	}
	for _, s := range at {
		lessons = append(lessons, Lesson{s.On, s.Laws})
	}
	var rows []Progress
	for _, l := range append(Of(laws, Common, ""), Of(laws, Leader, officer)...) {
		p := Progress{Law: l}
		p.Done, p.Begun = l.Learned(lessons)
		rows = append(rows, p)
	}
	return rows, nil
}

// PlansDone adds up over all leaders' own lists how many laws are planned and how many
// were studied: two numbers, for whoever sees the year.
func PlansDone(tx *db.Tx, by actor.Actor, year int) (planned, done int, err error) {
	laws, err := Laws(tx, by, year)
	if err != nil {
		return 0, 0, err
	}
	from, to := period(year)
	held, err := Sessions(tx, by, Filter{On: matter.Period{From: from, To: to}, States: []string{"held", "recorded"}})
	if err != nil {
		return 0, 0, err
	}
	for _, officer := range Owners(laws, Leader) {
		rows, err := carriedOut(tx, laws, held, officer, year)
		if err != nil {
			return 0, 0, err
		}
		for _, p := range rows {
			if p.Scope == Leader {
				planned++
				if !p.Done.Zero() {
					done++
				}
			}
		}
	}
	return planned, done, nil
}
