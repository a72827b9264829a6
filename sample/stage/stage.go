// Package stage is the demonstration street with its people and without its
// year, on both engines, for the tests of the kinds.
package stage

import (
	"context"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/sample"
)

// Home is the street's tenant.
const Home = "home"

// Morning is where every test begins: Wednesday 8 May 2024, nine o'clock in Beijing.
var Morning = time.Date(2024, 5, 8, 9, 0, 0, 0, calendar.Shanghai)

// Stage is the street with its people, by login.
type Stage struct {
	T         *testing.T
	DB        *db.DB
	Clock     *dbtest.Clock
	Community org.Unit
	Estate    org.Unit
	Committee org.Committee
	People    map[string]actor.Actor
}

// On runs a test on both engines, each with a street of its own.
func On(t *testing.T, run func(s *Stage)) {
	clock := dbtest.At(Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(Morning)
		run(Over(t, d, clock))
	})
}

// Over founds the street in an empty database.
func Over(t *testing.T, d *db.DB, clock *dbtest.Clock) *Stage {
	t.Helper()
	s := &Stage{T: t, DB: d, Clock: clock, People: map[string]actor.Actor{}}
	s.Must(func(tx *db.Tx) error {
		_, err := sample.Found(tx, "argon2id$m=8,t=1,p=1$AAAA$AAAA")
		return err
	})
	s.Must(func(tx *db.Tx) error {
		accounts, err := identity.Accounts(tx)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if s.People[a.Login], err = identity.ActorOf(tx, a); err != nil {
				return err
			}
		}
		w, err := sample.Load(tx)
		s.Community, s.Estate, s.Committee = w.Communities[0].Unit, w.Communities[0].Estates[0], w.Committee
		return err
	})
	return s
}

// As is the person with the login; the test fails when there is none.
func (s *Stage) As(login string) actor.Actor {
	s.T.Helper()
	a, ok := s.People[login]
	if !ok {
		s.T.Fatalf("nobody has the login %s", login)
	}
	return a
}

// Must runs a transaction that has to succeed.
func (s *Stage) Must(fn func(tx *db.Tx) error) {
	s.T.Helper()
	if err := s.DB.Update(context.Background(), Home, fn); err != nil {
		s.T.Fatal(err)
	}
}

// Do runs an operation and gives what it answered.
func (s *Stage) Do(fn func(tx *db.Tx) (matter.Matter, error)) (matter.Matter, error) {
	var m matter.Matter
	err := s.DB.Update(context.Background(), Home, func(tx *db.Tx) error {
		var err error
		m, err = fn(tx)
		return err
	})
	return m, err
}

// Step runs an operation that has to succeed.
func (s *Stage) Step(fn func(tx *db.Tx) (matter.Matter, error)) matter.Matter {
	s.T.Helper()
	m, err := s.Do(fn)
	if err != nil {
		s.T.Fatal(err)
	}
	return m
}

// Refused asks for a fault of the kind whose sentence has the words.
func (s *Stage) Refused(kind fault.Kind, words string, fn func(tx *db.Tx) (matter.Matter, error)) {
	s.T.Helper()
	_, err := s.Do(fn)
	if !fault.Is(err, kind) || !strings.Contains(err.Error(), words) {
		s.T.Errorf("got %v, want a refusal that says %q", err, words)
	}
}

// Later lets days pass.
func (s *Stage) Later(days int) { s.Clock.Set(s.Clock.Now().AddDate(0, 0, days)) }

// Sorted takes a matter in and sorts it to a kind.
func (s *Stage) Sorted(kind matter.Kind, narrow ...func(*matter.Intake)) matter.Matter {
	s.T.Helper()
	in := matter.Intake{
		Channel: "centre", Title: "楼上漏水", Request: "请修好并赔偿", Place: "3栋", Unit: s.Estate.ID, Known: true,
		Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某", Phone: "13800005678"}, {Side: matter.Respondent, Name: "乙某"}},
	}
	for _, n := range narrow {
		n(&in)
	}
	m := s.Step(func(tx *db.Tx) (matter.Matter, error) { return matter.TakeIn(tx, s.As("clerk"), in) })
	sorting := matter.Sorting{Kind: kind, Class: matter.ClassCivil, Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"}}
	if kind == matter.Mediation {
		sorting.DisputeType, sorting.Committee = "02", s.Committee.ID
	}
	return s.Step(func(tx *db.Tx) (matter.Matter, error) { return matter.Triage(tx, s.As("triage"), m.ID, sorting) })
}

// Today is the day of the stage.
func (s *Stage) Today() calendar.Date { return calendar.Of(s.Clock.Now()) }
