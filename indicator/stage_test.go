package indicator_test

import (
	"context"
	"testing"
	"time"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/org"
)

const street = "s"

// evening is when the tests ask: the last day of 2024.
var evening = time.Date(2024, 12, 31, 20, 0, 0, 0, calendar.Shanghai)

var year = indicator.Ask{Year: 2024}

// stage is an invented street, its officers, and what they did.
type stage struct {
	t                *testing.T
	db               *db.DB
	moment           time.Time
	cloud, grove     string // communities
	committee        string
	leader           string
	desk, mediator   actor.Actor
	archivist, clerk actor.Actor
	writer           actor.Actor
}

// each runs the test on an invented year in both engines.
func each(t *testing.T, run func(s *stage)) {
	t.Helper()
	dbtest.Each(t, dbtest.At(evening), func(t *testing.T, d *db.DB) {
		s := &stage{t: t, db: d}
		s.on(2023, 11, 1)
		s.do(s.found)
		s.live()
		s.act()
		s.examine()
		run(s)
	})
}

// on sets the day on which the next things happen.
func (s *stage) on(y, m, d int) { s.moment = calendar.On(y, m, d).Time().Add(10 * time.Hour) }

func (s *stage) do(fn func(tx *db.Tx) error) {
	s.t.Helper()
	err := s.db.Update(context.Background(), street, func(tx *db.Tx) error { return fn(tx.At(s.moment)) })
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) view(fn func(tx *db.Tx) error) {
	s.t.Helper()
	if err := s.db.View(context.Background(), street, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) found(tx *db.Tx) error {
	var program actor.Actor
	root, err := org.Found(tx, program, org.Street{Name: "演示街道", ShortName: "演示", Demo: true})
	if err != nil {
		return err
	}
	for _, c := range []struct {
		name string
		id   *string
	}{{"祥云社区", &s.cloud}, {"桃林社区", &s.grove}} {
		u, err := org.AddUnit(tx, program, org.Unit{Level: actor.Community, Parent: root.ID, Name: c.name})
		if err != nil {
			return err
		}
		*c.id = u.ID
		if _, err := org.OpenVenue(tx, program, org.Venue{Kind: org.Station, Name: c.name + "矛调站", Unit: u.ID}); err != nil {
			return err
		}
	}
	if _, err := org.OpenVenue(tx, program, org.Venue{Kind: org.Centre, Name: "矛调中心", Unit: root.ID}); err != nil {
		return err
	}
	if _, err := org.OpenVenue(tx, program, org.Venue{Kind: org.Room, Name: "明年才开的矛调室", Unit: s.cloud, Since: calendar.On(2025, 1, 1)}); err != nil {
		return err
	}
	c, err := org.FoundCommittee(tx, program, org.Committee{Name: "演示街道人民调解委员会", ShortName: "演示", Unit: root.ID})
	if err != nil {
		return err
	}
	s.committee = c.ID
	o, err := org.Hire(tx, program, org.Officer{Code: "1", Name: "演示领导", Unit: root.ID})
	if err != nil {
		return err
	}
	s.leader = o.ID
	m, err := org.Hire(tx, program, org.Officer{Code: "2", Name: "演示调解员", Unit: root.ID})
	if err != nil {
		return err
	}
	if err := org.Assign(tx, program, m.ID, actor.Mediator, root.ID, 0); err != nil {
		return err
	}
	whole := actor.Place{Level: actor.Street, ID: root.ID}
	somebody := func(officer string, roles ...actor.Role) actor.Actor {
		a := actor.Actor{Street: street, Officer: officer, Name: "演示"}
		for _, r := range roles {
			a.Posts = append(a.Posts, actor.Post{Role: r, Place: whole})
		}
		return a
	}
	s.desk = somebody("desk", actor.Registrar, actor.Triager)
	s.mediator = somebody(m.ID, actor.Mediator, actor.Chair)
	s.archivist = somebody("archivist", actor.Archivist)
	s.clerk = somebody("clerk", actor.Registrar)
	return s.register(tx)
}

// brought is a dispute as it arrives.
type brought struct {
	channel   matter.Channel
	class     matter.Class
	kind      matter.DisputeType
	where     string
	difficult bool
	to        matter.Kind
}

// arrives takes a dispute in and sorts it.
func (s *stage) arrives(b brought) matter.ID {
	s.t.Helper()
	var id matter.ID
	s.do(func(tx *db.Tx) error {
		m, err := matter.TakeIn(tx, s.desk, matter.Intake{
			Channel: b.channel, Title: "楼上漏水", Request: "请帮助协调修理", Unit: b.where, Class: b.class, Known: true,
			Parties: []matter.Party{{Side: matter.Applicant, Name: "住户甲"}, {Side: matter.Respondent, Name: "住户乙"}},
		})
		id = m.ID
		return err
	})
	if b.to == "" {
		return id
	}
	s.do(func(tx *db.Tx) error {
		_, err := matter.Triage(tx, s.desk, id, matter.Sorting{
			Kind: b.to, Class: b.class, DisputeType: b.kind, Committee: s.committee, Difficult: b.difficult,
			Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"},
		})
		return err
	})
	return id
}

// accepted brings a dispute as far as acceptance.
func (s *stage) accepted(b brought) matter.ID {
	s.t.Helper()
	b.to = matter.Mediation
	id := s.arrives(b)
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Apply(tx, s.mediator, id, mediation.Application{Oral: true, Facts: "漏水", Mediator: s.mediator.Officer, NoTie: true})
		return err
	})
	s.do(func(tx *db.Tx) error {
		_, err := mediation.AskOther(tx, s.mediator, id, mediation.Asking{Reached: true, Log: "电话联系上了"})
		return err
	})
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Accept(tx, s.mediator, id, mediation.Acceptance{AllAgree: true, NotExcluded: true, NoTie: true})
		return err
	})
	return id
}

func (s *stage) started(b brought) matter.ID {
	s.t.Helper()
	id := s.accepted(b)
	s.start(id)
	return id
}

func (s *stage) start(id matter.ID) {
	s.t.Helper()
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Start(tx, s.mediator, id, mediation.Beginning{RightsTold: true, IdentitySeen: true, Record: "听取双方陈述"})
		return err
	})
}

func (s *stage) agreesOrally(id matter.ID, fen int64) {
	s.t.Helper()
	s.do(func(tx *db.Tx) error {
		_, err := mediation.AgreeOral(tx, s.mediator, id, mediation.OralAgreement{NoDocument: true, Terms: "修好并赔偿", OnSpot: true, Amount: fen})
		return err
	})
}

func (s *stage) agreesInWriting(id matter.ID, fen int64) {
	s.t.Helper()
	s.do(func(tx *db.Tx) error {
		var checked []string
		for _, c := range mediation.Checklist {
			checked = append(checked, c.Code)
		}
		parties, err := matter.Parties(tx, id)
		if err != nil {
			return err
		}
		_, err = mediation.WriteDraft(tx, s.mediator, id, mediation.Draft{
			Facts: "漏水", Terms: "修好并赔偿", How: "转账", PerformOn: tx.Today().AddDays(7), Amount: fen, Checked: checked,
			Duties: []mediation.Promise{{Party: parties[0].ID, Words: "赔偿", Amount: fen, DueOn: tx.Today().AddDays(7)}},
		})
		return err
	})
	s.do(func(tx *db.Tx) error {
		on := tx.Today()
		_, err := mediation.AgreeWritten(tx, s.mediator, id, mediation.Signing{PartiesOn: on, AllParties: true, MediatorOn: on, SealOn: on, Seal: "committee"})
		return err
	})
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Perform(tx, s.mediator, id, mediation.Performance{How: mediation.AgreementPerformed, Proof: true, Words: "已到账"})
		return err
	})
}

func (s *stage) closes(id matter.ID, c mediation.Closing, d matter.Dossier) {
	s.t.Helper()
	c.Words = "结案"
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Close(tx, s.mediator, id, c)
		return err
	})
	s.archives(id, d)
}

func (s *stage) archives(id matter.ID, d matter.Dossier) {
	s.t.Helper()
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Archive(tx, s.archivist, id, mediation.Archiving{Dossier: d})
		return err
	})
}

// live is what was brought in the year, with one matter carried over.
func (s *stage) live() {
	s.t.Helper()
	leak := brought{channel: "centre", class: matter.ClassCivil, kind: "02", where: s.cloud}
	work := brought{channel: "police", class: matter.ClassAdministrative, kind: "17", where: s.grove, difficult: true}
	appeal := brought{channel: "letter", class: matter.ClassPetition, kind: "08", where: s.grove}

	s.on(2023, 12, 20)
	carried := s.started(leak)
	s.on(2024, 1, 5)
	s.agreesOrally(carried, 0)
	s.closes(carried, mediation.Closing{}, matter.ShortForm)

	s.on(2024, 3, 1)
	written := s.started(leak)
	s.agreesInWriting(written, 1_234_567_89)
	s.closes(written, mediation.Closing{Prevented: true}, matter.MediationDossier)

	s.on(2024, 4, 1)
	failed := s.started(work)
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Fail(tx, s.mediator, failed, mediation.Ending{Words: "没有谈成", Told: true})
		return err
	})
	s.archives(failed, matter.WorkDossier)

	s.on(2024, 5, 6)
	settled := s.started(appeal)
	s.agreesOrally(settled, 5000)
	s.closes(settled, mediation.Closing{Settled: true}, matter.ShortForm)

	s.on(2024, 6, 3)
	alone := s.accepted(leak)
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Withdraw(tx, s.mediator, alone, mediation.Ending{Words: "双方自己谈好了", Settled: true})
		return err
	})

	s.on(2024, 7, 1)
	s.arrives(brought{channel: "sweep", class: matter.ClassCivil, where: s.cloud, to: matter.Hazard})
	sent := s.arrives(brought{channel: "web", class: matter.ClassPetition, where: s.cloud})
	s.do(func(tx *db.Tx) error {
		_, err := matter.Redirect(tx, s.desk, sent, matter.Redirection{Body: "区登记中心", Reason: "由登记机构负责", Told: true})
		return err
	})
	s.arrives(brought{channel: "petitionOffice", class: matter.ClassPetition, where: s.grove, to: matter.Petition})

	s.on(2024, 10, 8)
	s.started(leak) // open and overdue at the end of the year
	s.on(2024, 12, 2)
	agreedOnly := s.started(work)
	s.agreesOrally(agreedOnly, 100) // agreed and not closed
}

// act is what the street did in the year.
func (s *stage) act() {
	s.t.Helper()
	record := func(d activity.Draft) activity.Activity {
		var a activity.Activity
		s.do(func(tx *db.Tx) error {
			var err error
			d.On = tx.Today()
			if d.Place == "" && d.Kind != activity.Filing {
				d.Place = "会议室"
			}
			a, err = activity.Record(tx, s.clerk, d)
			return err
		})
		return a
	}
	s.on(2023, 12, 28)
	record(activity.Draft{Kind: activity.Meeting, Variety: activity.PetitionMeeting})
	for i, shape := range activity.Shapes() {
		for j, sort := range shape.Sorts {
			s.on(2024, 1+(i+j)%12, 1+j)
			d := activity.Draft{Kind: shape.Kind, Variety: sort.Variety, Partners: "演示派出所"}
			if sort.Leader {
				d.Leader = s.leader
			}
			if j%2 == 1 {
				d.Community = s.cloud
			}
			for _, q := range shape.Quantities {
				switch n := 3 + i + 2*j; q.Name {
				case "attendance":
					d.Attendance = n
				case "audience":
					d.Audience = 2 * n
				case "batches":
					d.Batches = n
				case "leaflets":
					d.Leaflets = 10 * n
				case "giveaways":
					d.Giveaways = 7 * n
				}
			}
			a := record(d)
			if j == 0 && shape.Kind == activity.Meeting {
				d.Attendance++
				d.On = a.On
				d.Place = a.Place
				s.do(func(tx *db.Tx) error {
					_, err := activity.Correct(tx, s.clerk, a.ID, a.Version, d, "人数记错了")
					return err
				})
			}
		}
	}
	s.on(2024, 9, 9)
	var petition matter.ID
	s.do(func(tx *db.Tx) error {
		var err error
		petition, err = firstPetition(tx)
		return err
	})
	record(activity.Draft{Kind: activity.Visit, Variety: activity.WithCase, Leader: s.leader, Place: "当事人家中", AboutCase: true, Matters: []matter.ID{petition}})
}
