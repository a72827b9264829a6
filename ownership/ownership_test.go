package ownership_test

import (
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/sample/stage"
)

// do runs a step of an ownership that has to succeed.
func do(s *stage.Stage, step func(tx *db.Tx) (ownership.Ownership, error)) ownership.Ownership {
	s.T.Helper()
	var o ownership.Ownership
	s.Must(func(tx *db.Tx) error {
		var err error
		o, err = step(tx)
		return err
	})
	return o
}

func refused(s *stage.Stage, kind fault.Kind, words string, step func(tx *db.Tx) (ownership.Ownership, error)) {
	s.T.Helper()
	s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) {
		_, err := step(tx)
		return matter.Matter{}, err
	})
}

func proposing(s *stage.Stage, by string, m matter.ID, leader string) func(tx *db.Tx) (ownership.Ownership, error) {
	return func(tx *db.Tx) (ownership.Ownership, error) {
		return ownership.Propose(tx, s.As(by), m, ownership.Proposal{Leader: s.As(leader).Officer, Why: "涉及几个单位，需要统筹"})
	}
}

func confirming(s *stage.Stage, by string, o ownership.Ownership) func(tx *db.Tx) (ownership.Ownership, error) {
	return func(tx *db.Tx) (ownership.Ownership, error) {
		return ownership.Confirm(tx, s.As(by), o.Matter, o.ID, 0)
	}
}

func ticking(s *stage.Stage, by string, o ownership.Ownership, d ownership.Duty) func(tx *db.Tx) (ownership.Ownership, error) {
	return func(tx *db.Tx) (ownership.Ownership, error) {
		return ownership.CarryOut(tx, s.As(by), o.Matter, o.ID, 0, ownership.Tick{Duty: d, Note: "到现场看过，听取了双方的意见"})
	}
}

func ending(s *stage.Stage, by string, o ownership.Ownership) func(tx *db.Tx) (ownership.Ownership, error) {
	return func(tx *db.Tx) (ownership.Ownership, error) {
		return ownership.Release(tx, s.As(by), o.Matter, o.ID, 0, "双方已经和解")
	}
}

func handing(s *stage.Stage, by string, o ownership.Ownership, to string) func(tx *db.Tx) (ownership.Ownership, error) {
	return func(tx *db.Tx) (ownership.Ownership, error) {
		return ownership.HandOver(tx, s.As(by), o.Matter, o.ID, 0, ownership.Proposal{Leader: s.As(to).Officer, Why: "分工调整"})
	}
}

// owned is a matter that the leader has confirmed to own.
func owned(s *stage.Stage) ownership.Ownership {
	s.T.Helper()
	return do(s, confirming(s, "leader", do(s, proposing(s, "triage", s.Sorted(matter.Petition).ID, "leader"))))
}

// closed ends the matter on a short way.
func closed(s *stage.Stage) matter.Matter {
	s.T.Helper()
	m := s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return matter.TakeIn(tx, s.As("clerk"), matter.Intake{
			Channel: "centre", Title: "路灯", Request: "路灯不亮", Unit: s.Estate.ID, Known: true, Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}},
		})
	})
	return m
}

func TestFromProposalToRelease(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := closed(s)
		o := do(s, proposing(s, "petition", s.Sorted(matter.Petition, func(in *matter.Intake) { in.Class = matter.ClassPetition }).ID, "leader"))
		if o.State != ownership.Proposed {
			t.Fatalf("proposed: %s", o.State)
		}
		o = do(s, proposing(s, "triage", m.ID, "leader"))
		refused(s, fault.Denied, "只能由被提请的那位领导本人确认", confirming(s, "leader2", o))
		refused(s, fault.Denied, "包案领导", confirming(s, "triage", o))
		refused(s, fault.Conflict, "待领导确认", ending(s, "triage", o))
		if o = do(s, confirming(s, "leader", o)); o.State != ownership.Assigned || o.Since != today(s) {
			t.Fatalf("confirmed: %s since %s", o.State, o.Since)
		}
		refused(s, fault.Conflict, "不能做这一步", confirming(s, "leader", o))
		refused(s, fault.Conflict, "已经有领导包案", proposing(s, "triage", m.ID, "leader2"))
		refused(s, fault.Denied, "包案领导本人", ticking(s, "clerk", o, ownership.Facts))
		for i, c := range ownership.Duties {
			by := []string{"leader", "triage"}[i%2]
			if o = do(s, ticking(s, by, o, ownership.Duty(c.Code))); o.State != ownership.Active {
				t.Errorf("after %s: %s", c.Label, o.State)
			}
		}
		refused(s, fault.Invalid, "已经记过了", ticking(s, "leader", o, ownership.Facts))
		s.Must(func(tx *db.Tx) error {
			done, err := ownership.DutiesOf(tx, o.ID)
			if len(done) != 4 || done[0].RecordedBy == "" {
				t.Errorf("duties: %+v", done)
			}
			mine, listErr := ownership.OwnedBy(tx, o.Officer)
			if listErr != nil || len(mine) != 1 || mine[0] != m.ID {
				t.Errorf("owned by the leader: %v, %v", mine, listErr)
			}
			return err
		})
		refused(s, fault.Conflict, "还没有办完，包案不能结束", ending(s, "leader", o))
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Redirect(tx, s.As("triage"), m.ID, matter.Redirection{Body: "供电公司", Reason: "路灯由供电公司管理", Told: true})
		})
		if o = do(s, ending(s, "leader", o)); o.State != ownership.Released || o.Until != today(s) {
			t.Errorf("released: %s until %s", o.State, o.Until)
		}
		refused(s, fault.Conflict, "已经办完", proposing(s, "triage", m.ID, "leader"))
		s.Must(func(tx *db.Tx) error {
			mine, err := ownership.OwnedBy(tx, o.Officer)
			if len(mine) != 0 {
				t.Errorf("released, and still owned: %v", mine)
			}
			return err
		})
	})
}

// The first leader goes on until the other confirms; then it is the other's alone.
func TestHandingOver(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		first := owned(s)
		refused(s, fault.Invalid, "另一位", handing(s, "leader", first, "leader"))
		refused(s, fault.Invalid, "不是在任的包案领导", handing(s, "leader", first, "handler"))
		next := do(s, handing(s, "leader", first, "leader2"))
		refused(s, fault.Conflict, "正等确认", handing(s, "triage", first, "leader3"))
		do(s, ticking(s, "leader", first, ownership.Facts))
		refused(s, fault.Denied, "本人确认", confirming(s, "leader3", next))
		do(s, func(tx *db.Tx) (ownership.Ownership, error) {
			return ownership.Refuse(tx, s.As("leader2"), next.Matter, next.ID, 0, "与本人分管工作无关")
		})
		next = do(s, handing(s, "triage", first, "leader3"))
		do(s, func(tx *db.Tx) (ownership.Ownership, error) {
			return ownership.Withdraw(tx, s.As("triage"), next.Matter, next.ID, 0, "选错了")
		})
		next = do(s, confirming(s, "leader2", do(s, handing(s, "leader", first, "leader2"))))
		s.Must(func(tx *db.Tx) error {
			running, waiting, err := ownership.Standing(tx, first.Matter)
			if running.ID != next.ID || waiting.ID != "" {
				t.Errorf("running %+v, waiting %+v", running, waiting)
			}
			all, allErr := ownership.Of(tx, first.Matter)
			if allErr != nil || len(all) != 4 || all[3].State != ownership.HandedOver {
				t.Errorf("course: %+v, %v", all, allErr)
			}
			return err
		})
		refused(s, fault.Conflict, "已移交", ticking(s, "leader", first, ownership.Guidance))
	})
}

// A matter that was proposed cannot be proposed again, and a matter out of sight is
// not there.
// A leader reads what they own, from the day they confirmed it.
func TestTheOwnerReads(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		reads := func() bool {
			may := false
			s.Must(func(tx *db.Tx) error {
				var err error
				may, err = matter.Readable(tx, s.As("leader"), m.ID)
				return err
			})
			return may
		}
		o := do(s, proposing(s, "triage", m.ID, "leader"))
		if reads() {
			t.Error("the leader reads the matter before confirming")
		}
		do(s, confirming(s, "leader", o))
		if !reads() {
			t.Error("the leader who owns the matter does not read it")
		}
	})
}

func TestOnlyOneAndOnlyWhatIsSeen(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		refused(s, fault.Denied, "分流人", proposing(s, "clerk", m.ID, "leader"))
		refused(s, fault.NotFound, "找不到这件事项", proposing(s, "petition", m.ID, "leader"))
		refused(s, fault.Invalid, "请写明为什么", func(tx *db.Tx) (ownership.Ownership, error) {
			return ownership.Propose(tx, s.As("triage"), m.ID, ownership.Proposal{Leader: s.As("leader").Officer})
		})
		o := do(s, proposing(s, "triage", m.ID, "leader"))
		refused(s, fault.Conflict, "正等确认", proposing(s, "chair", m.ID, "leader2"))
		refused(s, fault.Conflict, "刚刚被别人改过", func(tx *db.Tx) (ownership.Ownership, error) {
			return ownership.Confirm(tx, s.As("leader"), m.ID, o.ID, 7)
		})
		other := s.Sorted(matter.Petition)
		refused(s, fault.NotFound, "找不到这次包案", func(tx *db.Tx) (ownership.Ownership, error) {
			return ownership.Confirm(tx, s.As("leader"), other.ID, o.ID, 0)
		})
	})
}

// The day a leader last met somebody about the matter is read from the activities, and
// the ledger holds no words.
func TestLastMetAndTheLedger(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		o := owned(s)
		met := func(want bool) {
			t.Helper()
			s.Must(func(tx *db.Tx) error {
				on, err := ownership.LastMet(tx, o)
				if on.Zero() == want {
					t.Errorf("last met on %s", on)
				}
				return err
			})
		}
		met(false)
		s.Must(func(tx *db.Tx) error {
			_, err := activity.Record(tx, s.As("supervisor"), activity.Draft{
				Kind: activity.Visit, Variety: activity.WithCase, On: tx.Today(), Place: "当事人所在社区", Leader: o.Officer, AboutCase: true, Matters: []matter.ID{o.Matter},
			})
			return err
		})
		met(true)
		do(s, ticking(s, "leader", o, ownership.Facts))
		s.Must(func(tx *db.Tx) error {
			events, err := event.Of(tx, event.Matter, string(o.Matter), 20)
			seen := ""
			for _, e := range events {
				seen += e.Action + " "
				if strings.Contains(e.Details+e.Reason, "统筹") || strings.Contains(e.Details+e.Reason, "现场") {
					t.Errorf("the ledger holds words: %s %s", e.Details, e.Reason)
				}
			}
			for _, action := range []string{"ownership.propose", "ownership.confirm", "ownership.tick"} {
				if !strings.Contains(seen, action+" ") {
					t.Errorf("no event %s in %s", action, seen)
				}
			}
			all, listErr := ownership.List(tx, s.As("leader"), o.Officer)
			if listErr != nil || len(all) != 1 {
				t.Errorf("list: %v, %v", all, listErr)
			}
			return err
		})
	})
}

// Whoever has to keep out of a matter does not own it, and what was written about an
// erased one is gone.
func TestTiedLeadersAndErasedWords(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.AddTie(tx, s.As("chair"), m.ID, matter.Tying{Officer: s.As("leader").Officer, Relation: "interest"})
		})
		refused(s, fault.Invalid, "回避", proposing(s, "triage", m.ID, "leader"))
		o := do(s, ticking(s, "leader2", do(s, confirming(s, "leader2", do(s, proposing(s, "triage", m.ID, "leader2")))), ownership.Facts))
		s.Must(func(tx *db.Tx) error {
			for _, forget := range ownership.Forget {
				if _, err := tx.Exec(forget, tx.Street, string(m.ID)); err != nil {
					return err
				}
			}
			all, err := ownership.Of(tx, m.ID)
			if err != nil {
				return err
			}
			done, err := ownership.DutiesOf(tx, o.ID)
			if all[0].Why != "" || len(done) != 1 || done[0].Note != "" {
				t.Errorf("after erasing: %+v, %+v", all[0], done)
			}
			return err
		})
	})
}

// No duty asks anything of the petitioner.
func TestNoDutyAsksAPromise(t *testing.T) {
	for _, c := range ownership.Duties {
		words := c.Label + ownership.Duty(c.Code).Means()
		for _, never := range []string{"息访", "稳控", "承诺书", "保证书"} {
			if strings.Contains(words, never) {
				t.Errorf("%s says %s", words, never)
			}
		}
	}
}

func today(s *stage.Stage) calendar.Date { return calendar.Of(s.Clock.Now()) }
