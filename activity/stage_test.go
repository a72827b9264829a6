package activity_test

import (
	"context"
	"testing"
	"time"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

const street = "s"

var noon = time.Date(2024, 6, 3, 4, 0, 0, 0, time.UTC)

var today = calendar.On(2024, 6, 3)

// stage is an invented street with two communities and who works there.
type stage struct {
	t                   *testing.T
	db                  *db.DB
	auspicious, blossom string // communities
	station             string // venue
	leader              string // officer
	clerk, lead, worker actor.Actor
	archivist           actor.Actor
	matter, hidden      matter.ID // hidden stands where the lead may not look
}

func each(t *testing.T, run func(s *stage)) {
	t.Helper()
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		s := &stage{t: t, db: d}
		s.found()
		run(s)
	})
}

func (s *stage) update(fn func(tx *db.Tx) error) error {
	s.t.Helper()
	return s.db.Update(context.Background(), street, fn)
}

func (s *stage) must(fn func(tx *db.Tx) error) {
	s.t.Helper()
	if err := s.update(fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) view(fn func(tx *db.Tx) error) {
	s.t.Helper()
	if err := s.db.View(context.Background(), street, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) found() {
	s.t.Helper()
	var program actor.Actor
	s.must(func(tx *db.Tx) error {
		root, err := org.Found(tx, program, org.Street{Name: "演示街道", ShortName: "演示", Demo: true})
		if err != nil {
			return err
		}
		for name, id := range map[string]*string{"祥云社区": &s.auspicious, "桃林社区": &s.blossom} {
			u, err := org.AddUnit(tx, program, org.Unit{Level: actor.Community, Parent: root.ID, Name: name})
			if err != nil {
				return err
			}
			*id = u.ID
		}
		v, err := org.OpenVenue(tx, program, org.Venue{Kind: org.Station, Name: "祥云矛调站", Unit: s.auspicious})
		if err != nil {
			return err
		}
		o, err := org.Hire(tx, program, org.Officer{Code: "1", Name: "演示领导", Unit: root.ID})
		if err != nil {
			return err
		}
		s.station, s.leader = v.ID, o.ID
		whole := actor.Place{Level: actor.Street, ID: root.ID}
		here := actor.Place{Level: actor.Community, ID: s.auspicious}
		s.clerk = actor.Actor{Street: street, Officer: "clerk", Name: "登记甲", Posts: []actor.Post{{Role: actor.Registrar, Place: whole}}}
		s.lead = actor.Actor{Street: street, Officer: "lead", Name: "站长乙", Posts: []actor.Post{{Role: actor.StationLead, Place: here}}}
		s.worker = actor.Actor{Street: street, Officer: "worker", Name: "网格丙", Posts: []actor.Post{{Role: actor.GridWorker, Place: here}}}
		s.archivist = actor.Actor{Street: street, Officer: "archivist", Name: "档案丁", Posts: []actor.Post{{Role: actor.Archivist, Place: whole}}}
		for place, id := range map[string]*matter.ID{s.auspicious: &s.matter, s.blossom: &s.hidden} {
			m, err := matter.TakeIn(tx, s.clerk, matter.Intake{
				Channel: "centre", Title: "楼上漏水", Request: "请帮助协调修理", Unit: place,
				Parties: []matter.Party{{Side: matter.Applicant, Name: "住户甲"}, {Side: matter.Respondent, Name: "住户乙"}},
			})
			if err != nil {
				return err
			}
			*id = m.ID
		}
		return nil
	})
}

// record writes an activity down and fails the test when that is refused.
func (s *stage) record(by actor.Actor, d activity.Draft) activity.Activity {
	s.t.Helper()
	var a activity.Activity
	s.must(func(tx *db.Tx) error {
		var err error
		a, err = activity.Record(tx, by, d)
		return err
	})
	return a
}

// refused tries to record and says which entries were found wrong.
func (s *stage) refused(by actor.Actor, d activity.Draft) *fault.Fault {
	s.t.Helper()
	err := s.update(func(tx *db.Tx) error {
		_, err := activity.Record(tx, by, d)
		return err
	})
	if err == nil {
		s.t.Fatalf("%+v was recorded, want a refusal", d)
	}
	f := fault.Of(err)
	if f == nil {
		s.t.Fatalf("%+v: %v, want a fault", d, err)
	}
	return f
}

func (s *stage) meeting() activity.Draft {
	return activity.Draft{Kind: activity.Meeting, Variety: activity.PetitionMeeting, On: today, Place: "三楼会议室", Attendance: 12}
}

func (s *stage) reception() activity.Draft {
	return activity.Draft{
		Kind: activity.Reception, Variety: "fixed", On: today, Start: "9:00", Place: "信访接待室", Leader: s.leader, Batches: 2, Audience: 3,
	}
}
