package mediation_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/org"
	"fengsheng/sample"
)

const home = "home"

// stage is the demonstration street without its year, and its people.
type stage struct {
	t         *testing.T
	d         *db.DB
	clock     *dbtest.Clock
	estate    org.Unit
	committee org.Committee
	people    map[string]actor.Actor
}

func onStage(t *testing.T, run func(s *stage)) {
	clock := dbtest.At(time.Date(2024, 5, 8, 9, 0, 0, 0, calendar.Shanghai))
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(time.Date(2024, 5, 8, 9, 0, 0, 0, calendar.Shanghai))
		s := &stage{t: t, d: d, clock: clock, people: map[string]actor.Actor{}}
		s.must(func(tx *db.Tx) error {
			_, err := sample.Found(tx, "argon2id$m=8,t=1,p=1$AAAA$AAAA")
			return err
		})
		s.must(func(tx *db.Tx) error {
			accounts, err := identity.Accounts(tx)
			if err != nil {
				return err
			}
			for _, a := range accounts {
				if s.people[a.Login], err = identity.ActorOf(tx, a); err != nil {
					return err
				}
			}
			w, err := sample.Load(tx)
			s.estate, s.committee = w.Communities[0].Estates[0], w.Committee
			return err
		})
		run(s)
	})
}

func (s *stage) must(fn func(tx *db.Tx) error) {
	s.t.Helper()
	if err := s.d.Update(context.Background(), home, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) do(fn func(tx *db.Tx) (matter.Matter, error)) (matter.Matter, error) {
	var m matter.Matter
	err := s.d.Update(context.Background(), home, func(tx *db.Tx) error {
		var err error
		m, err = fn(tx)
		return err
	})
	return m, err
}

func (s *stage) step(fn func(tx *db.Tx) (matter.Matter, error)) matter.Matter {
	s.t.Helper()
	m, err := s.do(fn)
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

// refused asks for a fault of the kind whose sentence has the words.
func (s *stage) refused(kind fault.Kind, words string, fn func(tx *db.Tx) (matter.Matter, error)) {
	s.t.Helper()
	_, err := s.do(fn)
	if !fault.Is(err, kind) || !strings.Contains(err.Error(), words) {
		s.t.Errorf("got %v, want a refusal that says %q", err, words)
	}
}

func (s *stage) mediator() actor.Actor { return s.people["mediator"] }

// asked brings a dispute to the point where both sides were asked.
func (s *stage) asked(kind matter.DisputeType) matter.Matter {
	m := s.step(func(tx *db.Tx) (matter.Matter, error) {
		return matter.TakeIn(tx, s.people["clerk"], matter.Intake{
			Channel: "centre", Title: "楼上漏水", Request: "请修好并赔偿", Place: "3栋", Unit: s.estate.ID, Known: true,
			Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}, {Side: matter.Respondent, Name: "乙某"}},
		})
	})
	s.step(func(tx *db.Tx) (matter.Matter, error) {
		return matter.Triage(tx, s.people["triage"], m.ID, matter.Sorting{
			Kind: matter.Mediation, Class: matter.ClassCivil, DisputeType: kind, Committee: s.committee.ID,
			Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"},
		})
	})
	me := s.mediator()
	s.step(func(tx *db.Tx) (matter.Matter, error) {
		return mediation.Apply(tx, me, m.ID, mediation.Application{Facts: "漏水", Mediator: me.Officer, NoTie: true})
	})
	return s.step(func(tx *db.Tx) (matter.Matter, error) {
		return mediation.AskOther(tx, me, m.ID, mediation.Asking{Reached: true, Log: "电话联系，愿意谈"})
	})
}

func (s *stage) accepted(kind matter.DisputeType) matter.Matter {
	m := s.asked(kind)
	return s.step(func(tx *db.Tx) (matter.Matter, error) {
		return mediation.Accept(tx, s.mediator(), m.ID, mediation.Acceptance{AllAgree: true, NotExcluded: true, NoTie: true})
	})
}

func (s *stage) started(kind matter.DisputeType) matter.Matter {
	m := s.accepted(kind)
	return s.step(func(tx *db.Tx) (matter.Matter, error) {
		return mediation.Start(tx, s.mediator(), m.ID, mediation.Beginning{RightsTold: true, IdentitySeen: true, Record: "双方到场"})
	})
}

func everything() []string {
	var all []string
	for _, c := range mediation.Checklist {
		all = append(all, c.Code)
	}
	return all
}

func (s *stage) drafted(kind matter.DisputeType) matter.Matter {
	m := s.started(kind)
	return s.step(func(tx *db.Tx) (matter.Matter, error) {
		parties, err := matter.Parties(tx, m.ID)
		if err != nil {
			return m, err
		}
		return mediation.WriteDraft(tx, s.mediator(), m.ID, mediation.Draft{
			Facts: "漏水", Terms: "七日内修好", Amount: 2300_00, How: "转账", PerformOn: tx.Today().AddDays(7), Checked: everything(),
			Duties: []mediation.Promise{{Party: parties[0].ID, Words: "修好并赔偿", Amount: 2300_00, DueOn: tx.Today().AddDays(7)}},
		})
	})
}

func signing(on calendar.Date) mediation.Signing {
	return mediation.Signing{PartiesOn: on, AllParties: true, MediatorOn: on, SealOn: on, Seal: "committee"}
}

func (s *stage) written(kind matter.DisputeType) matter.Matter {
	m := s.drafted(kind)
	return s.step(func(tx *db.Tx) (matter.Matter, error) {
		return mediation.AgreeWritten(tx, s.mediator(), m.ID, signing(tx.Today()))
	})
}

func (s *stage) today() calendar.Date { return calendar.Of(s.clock.Now()) }

// workflow.md section 10: agreement effective without committee seal.
func TestSection10_NoAgreementWithoutTheCommitteesSeal(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.drafted("02")
		for _, c := range []struct {
			name   string
			change func(*mediation.Signing)
			words  string
		}{
			{"no seal", func(g *mediation.Signing) { g.Seal, g.SealOn = "", 0 }, "人民调解委员会的印章"},
			{"the street's seal", func(g *mediation.Signing) { g.Seal = "street" }, "街道办事处或矛调中心的印章不行"},
			{"the centre's seal", func(g *mediation.Signing) { g.Seal = "centre" }, "街道办事处或矛调中心的印章不行"},
			{"a party has not signed", func(g *mediation.Signing) { g.AllParties = false }, "各方当事人"},
			{"the mediator has not signed", func(g *mediation.Signing) { g.MediatorOn = 0 }, "调解员要在协议书上签名"},
			{"sealed tomorrow", func(g *mediation.Signing) { g.SealOn = s.today().AddDays(1) }, "还没有到"},
		} {
			g := signing(s.today())
			c.change(&g)
			s.refused(fault.Invalid, c.words, func(tx *db.Tx) (matter.Matter, error) { return mediation.AgreeWritten(tx, s.mediator(), m.ID, g) })
		}
		got := s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AgreeWritten(tx, s.mediator(), m.ID, signing(s.today()))
		})
		if got.DossierNo != "（2024）东盛人调字第1号" || got.Outcome != matter.AgreementWritten {
			t.Errorf("got %q, %s; want the first number of the committee", got.DossierNo, got.Outcome)
		}
	})
}

// workflow.md section 10: mediation after refusal (人民调解法 art. 17).
func TestSection10_NoMediationAfterARefusal(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.asked("02")
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			parties, err := matter.Parties(tx, m.ID)
			if err != nil {
				return m, err
			}
			return mediation.Refuse(tx, s.mediator(), m.ID, mediation.Refusal{Party: parties[1].ID, Words: "不同意调解", Told: true})
		})
		s.refused(fault.Conflict, "终止", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Accept(tx, s.mediator(), m.ID, mediation.Acceptance{AllAgree: true, NotExcluded: true, NoTie: true})
		})
		s.refused(fault.Conflict, "终止", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Start(tx, s.mediator(), m.ID, mediation.Beginning{RightsTold: true, IdentitySeen: true, Record: "x"})
		})
	})
}

func TestAcceptanceNeedsEverybodysYes(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.asked("02")
		s.refused(fault.Invalid, "第十七条", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Accept(tx, s.mediator(), m.ID, mediation.Acceptance{NotExcluded: true, NoTie: true})
		})
		s.refused(fault.Invalid, "专门机关", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Accept(tx, s.mediator(), m.ID, mediation.Acceptance{AllAgree: true, NoTie: true})
		})
	})
}

// workflow.md section 10: oral agreement marked confirmed.
func TestSection10_AnOralAgreementIsNotConfirmed(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.started("02")
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AgreeOral(tx, s.mediator(), m.ID, mediation.OralAgreement{NoDocument: true, Terms: "当场道歉", OnSpot: true})
		})
		for _, to := range []mediation.ConfirmationState{mediation.ConfirmApplied, mediation.ConfirmConfirmed} {
			s.refused(fault.Conflict, "口头协议", func(tx *db.Tx) (matter.Matter, error) {
				return mediation.Confirm(tx, s.mediator(), m.ID, mediation.Confirmation{To: to, Jointly: true, Paper: "裁定书"})
			})
		}
	})
}

func TestAnOralAgreementNotPerformedNeedsTheChair(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.started("02")
		o := mediation.OralAgreement{NoDocument: true, Terms: "下月付清", PerformOn: s.today().AddDays(20)}
		s.refused(fault.Denied, "主任", func(tx *db.Tx) (matter.Matter, error) { return mediation.AgreeOral(tx, s.mediator(), m.ID, o) })
		s.step(func(tx *db.Tx) (matter.Matter, error) { return mediation.AgreeOral(tx, s.people["chair"], m.ID, o) })
	})
}

// workflow.md section 10: confirmation applied on day 31; day 30 still works,
// rolled where the last day is a holiday (B1).
func TestSection10_ConfirmationEndsAfterThirtyDays(t *testing.T) {
	onStage(t, func(s *stage) {
		m, late := s.written("02"), s.written("02")
		apply := func(id matter.ID, jointly bool) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return mediation.Confirm(tx, s.mediator(), id, mediation.Confirmation{To: mediation.ConfirmApplied, Jointly: jointly})
			}
		}
		s.clock.Add(30 * 24 * time.Hour) // Friday 7 June 2024
		s.refused(fault.Invalid, "共同申请", apply(m.ID, false))
		s.step(apply(m.ID, true))
		s.clock.Add(24 * time.Hour)
		s.refused(fault.Conflict, "2024年6月7日", apply(late.ID, true))
	})
}

func TestPersonalStatusIsNotConfirmable(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.written(matter.MarriageFamily)
		s.refused(fault.Conflict, "第三百五十五条", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Confirm(tx, s.mediator(), m.ID, mediation.Confirmation{To: mediation.ConfirmApplied, Jointly: true})
		})
	})
}

// workflow.md section 10: closing with a mandatory form missing.
func TestSection10_NoClosingWithAPieceMissing(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.written("02")
		closing := func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Close(tx, s.mediator(), m.ID, mediation.Closing{Words: "结案"})
		}
		s.refused(fault.Invalid, "还没有履行完", closing)
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Perform(tx, s.mediator(), m.ID, mediation.Performance{How: mediation.AgreementPerformed, Words: "已付"})
		})
		s.refused(fault.Conflict, "《"+document.FollowUpRecord.Title()+"》", closing)
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.FollowUpVisit(tx, s.mediator(), m.ID, mediation.FollowUp{Satisfied: "yes", Words: "已履行"})
		})
		got := s.step(closing)
		if got.ConcludedOn != s.today() || got.Open {
			t.Errorf("got concluded %s, open %v; want today and closed", got.ConcludedOn, got.Open)
		}
	})
}

// workflow.md section 10: reopening without both parties.
func TestSection10_NoReopeningWithoutBothSides(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.started("02")
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AgreeOral(tx, s.mediator(), m.ID, mediation.OralAgreement{NoDocument: true, Terms: "当场付清", OnSpot: true})
		})
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Close(tx, s.mediator(), m.ID, mediation.Closing{})
		})
		s.refused(fault.Invalid, "双方都同意", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Reopen(tx, s.people["chair"], m.ID, mediation.Reopening{Why: "又有争议"})
		})
		got := s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Reopen(tx, s.people["chair"], m.ID, mediation.Reopening{BothAgree: true, Why: "又有争议"})
		})
		if got.Number != m.Number || !got.ConcludedOn.Zero() || got.State != mediation.InProgress {
			t.Errorf("got %s %s concluded %s; want the same number, under way again", got.Number, got.State, got.ConcludedOn)
		}
	})
}

// Nothing is back-dated before the step it follows (W10), and the clock of a
// month is A2's, also from the last day of January.
func TestDaysFollowOneAnother(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.accepted("02")
		if m.DueOn != calendar.On(2024, 6, 7) { // 8 June is a Saturday: shown on the working day before
			t.Errorf("due %s, want 2024-06-07", m.DueOn)
		}
		s.refused(fault.Invalid, "不能早于", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Start(tx, s.mediator(), m.ID, mediation.Beginning{On: m.AcceptedOn.AddDays(-1), RightsTold: true, IdentitySeen: true, Record: "x"})
		})
	})
}

// A stale form is a conflict, and the loser's change does not happen (IN-09).
func TestSEC_IN_09_AStaleVersionIsAConflict(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.started("02")
		record := func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Record(tx, s.mediator(), m.ID, mediation.Session{Version: m.Version, Text: "第二次调解"})
		}
		s.step(record)
		s.refused(fault.Conflict, "别人改过", record)
	})
}

// Every step leaves one event in the chain, and what is refused leaves none (AUD-01).
func TestSEC_AUD_01_AnEventForEveryChange(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.written("02")
		before := s.events(m.ID)
		s.refused(fault.Invalid, "没有履行完", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Close(tx, s.mediator(), m.ID, mediation.Closing{})
		})
		if after := s.events(m.ID); len(after) != len(before) {
			t.Errorf("a refused step left %d events", len(after)-len(before))
		}
		want := []string{"matter.receive", "matter.register", "matter.triage", "mediation.apply", "mediation.askOther", "mediation.accept", "mediation.start", "mediation.draft", "mediation.agreeWritten"}
		if len(before) != len(want) {
			t.Fatalf("got %d events, want %d", len(before), len(want))
		}
		for i, e := range before {
			if e.Action != want[len(want)-1-i] {
				t.Errorf("event %d: got %s, want %s", i, e.Action, want[len(want)-1-i])
			}
		}
	})
}

func (s *stage) events(id matter.ID) []event.Event {
	var all []event.Event
	err := s.d.View(context.Background(), home, func(tx *db.Tx) error {
		var err error
		if all, err = event.Of(tx, event.Matter, string(id), 50); err != nil {
			return err
		}
		return event.Verify(tx, event.Checkpoint{})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// The same place and party are found before a second registration.
func TestWhatIsKnownIsFound(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.asked("02")
		in := matter.Intake{
			Channel: "phone", Title: "又漏水了", Request: "请再来看看", Unit: s.estate.ID,
			Parties: []matter.Party{{Side: matter.Applicant, Name: " 甲 某"}},
		}
		_, err := s.do(func(tx *db.Tx) (matter.Matter, error) { return matter.TakeIn(tx, s.people["clerk"], in) })
		known, ok := err.(*matter.Known)
		if !ok || len(known.Matters) != 1 || known.Matters[0].ID != m.ID {
			t.Fatalf("got %v, want the known matter", err)
		}
		in.Known = true
		if got := s.step(func(tx *db.Tx) (matter.Matter, error) { return matter.TakeIn(tx, s.people["clerk"], in) }); got.State != matter.Registered {
			t.Errorf("got %s, want registered: the clerk has seen it and goes on", got.State)
		}
	})
}

// A child at risk is reported first: the gates cannot be skipped (W7).
func TestTheSafetyGatesCannotBeSkipped(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.TakeIn(tx, s.people["clerk"], matter.Intake{Channel: "centre", Title: "家庭矛盾", Request: "孩子被打", Unit: s.estate.ID, Known: true})
		})
		sorting := matter.Sorting{Kind: matter.Mediation, Class: matter.ClassCivil, DisputeType: "01", Committee: s.committee.ID}
		s.refused(fault.Invalid, "未成年人", func(tx *db.Tx) (matter.Matter, error) { return matter.Triage(tx, s.people["triage"], m.ID, sorting) })
		sorting.Gates = matter.Gates{Child: "yes", Incapable: "no", Violence: "no", Major: "no"}
		s.refused(fault.Invalid, "先报告", func(tx *db.Tx) (matter.Matter, error) { return matter.Triage(tx, s.people["triage"], m.ID, sorting) })
		sorting.Gates.ReportedTo, sorting.Gates.ReportedWhen = "派出所", "2024-05-08 09:30"
		s.step(func(tx *db.Tx) (matter.Matter, error) { return matter.Triage(tx, s.people["triage"], m.ID, sorting) })
	})
}

// Another community's station lead does not find the matter; the mediator of
// another matter neither (AUTHZ-03, 11, W12).
func TestSEC_AUTHZ_03_SiblingsFindNothing(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.started("02")
		for login, finds := range map[string]bool{
			"station1": true, "station2": false, "grid1": false, "tiaojie1": false, "tiaojie2": false, "mediator": true, "chair": true, "supervisor": true,
			"admin": false, "audit": false, "writer": false, "petition": false, "police": false,
		} {
			_, err := s.do(func(tx *db.Tx) (matter.Matter, error) { return matter.Visible(tx, s.people[login], m.ID) })
			if (err == nil) != finds || err != nil && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: got %v, want found=%v", login, err, finds)
			}
			var readable bool
			s.must(func(tx *db.Tx) error {
				var err error
				readable, err = matter.Readable(tx, s.people[login], m.ID)
				return err
			})
			if want := login == "mediator" || login == "chair" || login == "station1"; readable != want {
				t.Errorf("%s reads the content: %v, want %v", login, readable, want)
			}
		}
		err := s.d.View(context.Background(), "another", func(tx *db.Tx) error {
			_, err := matter.Visible(tx, s.people["chair"], m.ID)
			return err
		})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("from another street: got %v, want not found", err)
		}
	})
}

// What was told by word of mouth is on one acceptance form, to the end of the matter.
func TestAnOralApplicationHasOneAcceptanceForm(t *testing.T) {
	onStage(t, func(s *stage) {
		me := s.mediator()
		told := func() matter.Matter {
			m := s.step(func(tx *db.Tx) (matter.Matter, error) {
				return matter.TakeIn(tx, s.people["clerk"], matter.Intake{
					Channel: "centre", Title: "楼上漏水", Request: "请修好", Place: "3栋", Unit: s.estate.ID, Known: true,
					Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}, {Side: matter.Respondent, Name: "乙某"}},
				})
			})
			s.step(func(tx *db.Tx) (matter.Matter, error) {
				return matter.Triage(tx, s.people["triage"], m.ID, matter.Sorting{
					Kind: matter.Mediation, Class: matter.ClassCivil, DisputeType: "02", Committee: s.committee.ID,
					Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"},
				})
			})
			s.step(func(tx *db.Tx) (matter.Matter, error) {
				return mediation.Apply(tx, me, m.ID, mediation.Application{Oral: true, Facts: "漏水", Mediator: me.Officer, NoTie: true})
			})
			return s.step(func(tx *db.Tx) (matter.Matter, error) {
				return mediation.AskOther(tx, me, m.ID, mediation.Asking{Reached: true, Log: "电话联系，愿意谈"})
			})
		}
		only := func(m matter.Matter, f document.Form) document.Piece {
			var found []document.Piece
			s.must(func(tx *db.Tx) error {
				all, err := document.Of(tx, string(m.ID))
				for _, p := range all {
					if p.Form == f && err == nil {
						p, err = document.Find(tx, matter.Keys(tx, m.ID), string(m.ID), p.ID)
						found = append(found, p)
					}
				}
				return err
			})
			if len(found) != 1 {
				t.Fatalf("got %d of %s, want one", len(found), f.Title())
			}
			return found[0]
		}
		m := told()
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Accept(tx, me, m.ID, mediation.Acceptance{AllAgree: true, NotExcluded: true, NoTie: true})
		})
		if p := only(m, document.AcceptanceForm); p.Facts["申请事实"] != "漏水" {
			t.Errorf("the form says %v", p.Facts)
		}
		m = told()
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Decline(tx, s.people["chair"], m.ID, mediation.Declining{Reason: "notCivil", Told: true})
		})
		if p := only(m, document.AcceptanceForm); p.Facts["申请事实"] != "漏水" || p.Facts["不予受理原因"] != "不是民间纠纷" {
			t.Errorf("the form says %v", p.Facts)
		}
	})
}

// A visit says what was found on it, and only it; a breach is told of in words.
func TestEveryVisitSaysItsOwn(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.written("02")
		breach := mediation.Performance{How: mediation.AgreementBreached}
		s.clock.Set(calendar.On(2024, 5, 16).Time())
		s.refused(fault.Invalid, "怎么提醒", func(tx *db.Tx) (matter.Matter, error) { return mediation.Perform(tx, s.mediator(), m.ID, breach) })
		breach.Words = "已电话提醒"
		s.step(func(tx *db.Tx) (matter.Matter, error) { return mediation.Perform(tx, s.mediator(), m.ID, breach) })
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.FollowUpVisit(tx, s.mediator(), m.ID, mediation.FollowUp{Satisfied: "yes", Words: "已履行"})
		})
		var said []string
		s.must(func(tx *db.Tx) error {
			all, err := document.Of(tx, string(m.ID))
			for _, p := range all {
				if p.Form == document.FollowUpRecord && err == nil {
					p, err = document.Find(tx, matter.Keys(tx, m.ID), string(m.ID), p.ID)
					said = append(said, p.Facts["回访情况"]+p.Facts["满意情况"])
				}
			}
			return err
		})
		if !slices.Equal(said, []string{"已电话提醒", "已履行满意"}) {
			t.Errorf("the visits say %q", said)
		}
	})
}
