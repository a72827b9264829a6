package reception_test

import (
	"errors"
	"testing"

	"fengsheng/activity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/reception"
	"fengsheng/sample/stage"
)

func today(s *stage.Stage) calendar.Date { return calendar.Of(s.Clock.Now()) }

func do(s *stage.Stage, step func(tx *db.Tx) (reception.Session, error)) reception.Session {
	s.T.Helper()
	var r reception.Session
	s.Must(func(tx *db.Tx) error {
		var err error
		r, err = step(tx)
		return err
	})
	return r
}

func refused(s *stage.Stage, kind fault.Kind, words string, step func(tx *db.Tx) (reception.Session, error)) {
	s.T.Helper()
	s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) {
		_, err := step(tx)
		return matter.Matter{}, err
	})
}

// plan is a session in a week's time.
func plan(s *stage.Stage, form reception.Form, leaders ...string) reception.Plan {
	p := reception.Plan{Form: form, On: today(s).AddDays(7), Start: "9:00", End: "11：00", Place: "矛调中心接待室"}
	for _, l := range leaders {
		p.Leaders = append(p.Leaders, reception.Leader{Officer: s.As(l).Officer, Field: "全面工作"})
	}
	return p
}

func arranging(s *stage.Stage, p reception.Plan) func(tx *db.Tx) (reception.Session, error) {
	return func(tx *db.Tx) (reception.Session, error) { return reception.Arrange(tx, s.As("petition"), p) }
}

func announcing(s *stage.Stage, r reception.Session) func(tx *db.Tx) (reception.Session, error) {
	return func(tx *db.Tx) (reception.Session, error) {
		return reception.Announce(tx, s.As("petition"), r.ID, 0, "矛调中心公示栏")
	}
}

func holding(s *stage.Stage, r reception.Session, h reception.Holding) func(tx *db.Tx) (reception.Session, error) {
	return func(tx *db.Tx) (reception.Session, error) {
		return reception.Hold(tx, s.As("supervisor"), r.ID, h)
	}
}

func receiving(s *stage.Stage, r reception.Session, by string, m matter.ID, persons int) func(tx *db.Tx) (reception.Session, error) {
	return func(tx *db.Tx) (reception.Session, error) { return reception.Receive(tx, s.As(by), r.ID, m, persons) }
}

// announced is a session whose day has come.
func announced(s *stage.Stage, form reception.Form, leaders ...string) reception.Session {
	s.T.Helper()
	r := do(s, announcing(s, do(s, arranging(s, plan(s, form, leaders...)))))
	s.Later(7)
	return r
}

// counted are the figures that count receptions, in the order: sessions, about cases,
// groups, persons.
func counted(s *stage.Stage) [4]int64 {
	s.T.Helper()
	var n [4]int64
	s.Must(func(tx *db.Tx) error {
		for i, code := range []string{"receptions", "receptionsAboutCases", "receptionBatches", "receptionAudience"} {
			v, err := indicator.Compute(tx, code, indicator.Ask{Year: 2024})
			if err != nil {
				return err
			}
			n[i] = v.Number
		}
		return nil
	})
	return n
}

func TestFromPlanToFollowUp(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Petition)
		r := do(s, arranging(s, plan(s, reception.Fixed, "leader")))
		if r.Leaders[0].Post == "" || r.Start != "09:00" || r.End != "11:00" {
			t.Errorf("planned: %+v", r)
		}
		refused(s, fault.Conflict, "还没有公布", holding(s, r, reception.Holding{}))
		refused(s, fault.Conflict, "还没有公布", receiving(s, r, "supervisor", m.ID, 1))
		do(s, announcing(s, r))
		refused(s, fault.Conflict, "已公布", announcing(s, r))
		refused(s, fault.Conflict, "还没有到", holding(s, r, reception.Holding{}))
		refused(s, fault.Conflict, "还没有到", receiving(s, r, "supervisor", m.ID, 1))
		s.Later(7)
		do(s, receiving(s, r, "supervisor", m.ID, 3))
		wrong := do(s, receiving(s, r, "supervisor", m.ID, 2))
		refused(s, fault.Invalid, "几个人", receiving(s, r, "supervisor", m.ID, 0))
		refused(s, fault.NotFound, "", func(tx *db.Tx) (reception.Session, error) { return reception.Load(tx, s.As("audit"), wrong.ID) })
		s.Must(func(tx *db.Tx) error {
			all, err := reception.Batches(tx, r.ID)
			if err == nil {
				_, err = reception.Drop(tx, s.As("supervisor"), r.ID, all[1].ID)
			}
			return err
		})
		refused(s, fault.Conflict, "不能取消", func(tx *db.Tx) (reception.Session, error) {
			return reception.Cancel(tx, s.As("petition"), r.ID, 0, "领导出差")
		})
		do(s, holding(s, r, reception.Holding{AboutCase: []string{s.As("leader").Officer}}))
		if got := counted(s); got != [4]int64{1, 1, 1, 3} {
			t.Errorf("counted %v", got)
		}
		refused(s, fault.Conflict, "已接访", holding(s, r, reception.Holding{}))
		minutes := reception.Minutes{Words: "反映供热不足，当场答复", Promises: []reception.Promise{
			{Matter: m.ID, Officer: s.As("leader").Officer, Words: "三日内到现场测温", Due: today(s).AddDays(3)},
		}}
		minuting := func(m reception.Minutes) func(tx *db.Tx) (reception.Session, error) {
			return func(tx *db.Tx) (reception.Session, error) {
				return reception.Minute(tx, s.As("supervisor"), r.ID, m)
			}
		}
		refused(s, fault.Invalid, "请写下纪要", minuting(reception.Minutes{}))
		bad := minutes
		bad.Promises = []reception.Promise{{Matter: "nothing", Words: "x", Due: today(s)}}
		refused(s, fault.Invalid, "哪一件事项", minuting(bad))
		do(s, minuting(minutes))
		follow := func(tx *db.Tx) (reception.Session, error) {
			return reception.FollowUp(tx, s.As("supervisor"), r.ID, 0)
		}
		refused(s, fault.Conflict, "还有1条承诺没有答复", follow)
		s.Must(func(tx *db.Tx) error {
			all, err := reception.Promises(tx, r.ID)
			if err == nil {
				_, err = reception.Answer(tx, s.As("supervisor"), r.ID, all[0].ID, "已测温并答复")
			}
			return err
		})
		if last := do(s, follow); last.State != reception.FollowedUp {
			t.Errorf("followed up: %s", last.State)
		}
	})
}

func TestTheScheduleIsAnnouncedBeforeItsDay(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		p := plan(s, reception.Fixed, "leader")
		p.On = today(s)
		refused(s, fault.Invalid, "前一天或更早公布", arranging(s, p))
		r := do(s, arranging(s, plan(s, reception.Fixed, "leader")))
		refused(s, fault.Invalid, "公布在哪里", func(tx *db.Tx) (reception.Session, error) {
			return reception.Announce(tx, s.As("petition"), r.ID, 0, "")
		})
		refused(s, fault.Invalid, "已经安排了一场", arranging(s, plan(s, reception.Invited, "leader")))
		refused(s, fault.Denied, "登记人", func(tx *db.Tx) (reception.Session, error) {
			return reception.Arrange(tx, s.As("triage"), plan(s, reception.Fixed, "leader2"))
		})
		refused(s, fault.Denied, "不在您的岗位管辖", func(tx *db.Tx) (reception.Session, error) {
			return reception.Arrange(tx, s.As("station1"), plan(s, reception.Fixed, "leader2"))
		})
		refused(s, fault.Invalid, "领导干部", arranging(s, plan(s, reception.Fixed, "clerk")))
		refused(s, fault.Invalid, "联合接访", arranging(s, plan(s, reception.Fixed, "leader2", "leader3")))
		nobody := plan(s, reception.Fixed, "leader2")
		nobody.Leaders[0].Field = ""
		refused(s, fault.Invalid, "负责什么工作", arranging(s, nobody))
		s.Later(7)
		refused(s, fault.Conflict, "这一天以前公布", announcing(s, r))
		do(s, func(tx *db.Tx) (reception.Session, error) {
			return reception.Cancel(tx, s.As("petition"), r.ID, 0, "没有来得及公布")
		})
		refused(s, fault.Conflict, "已取消", announcing(s, r))
	})
}

// Two leaders in one session count twice, what they received once; one that was
// recorded by hand counts once.
func TestOneLeaderOneSessionCountsOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Petition)
		r := announced(s, reception.Joint, "leader", "leader2")
		do(s, receiving(s, r, "supervisor", m.ID, 4))
		do(s, receiving(s, r, "supervisor", m.ID, 1))
		byHand := activity.Draft{
			Kind: activity.Reception, Variety: "fixed", On: today(s), Start: "14:00", Place: "矛调中心接待室", Leader: s.As("leader").Officer,
		}
		var a activity.Activity
		s.Must(func(tx *db.Tx) error {
			var err error
			a, err = activity.Record(tx, s.As("clerk"), byHand)
			return err
		})
		err := s.DB.Update(t.Context(), stage.Home, func(tx *db.Tx) error {
			_, err := holding(s, r, reception.Holding{})(tx)
			return err
		})
		var known *reception.Recorded
		if !errors.As(err, &known) || len(known.Leaders) != 1 || known.Leaders[a.Leader][0].ID != a.ID {
			t.Fatalf("got %v, want the one recorded by hand", err)
		}
		if got := counted(s); got != [4]int64{1, 0, 0, 0} {
			t.Errorf("asked, and counted %v", got)
		}
		held := do(s, holding(s, r, reception.Holding{Choices: map[string]string{a.Leader: activity.New}}))
		if got := counted(s); got != [4]int64{3, 0, 2, 5} {
			t.Errorf("joint session counted %v", got)
		}
		if held.Leaders[0].Activity == held.Leaders[1].Activity || held.Leaders[0].Activity == a.ID {
			t.Errorf("activities: %+v", held.Leaders)
		}
		s.Must(func(tx *db.Tx) error {
			c, err := activity.Latest(tx, held.Leaders[1].Activity)
			if err == nil && (c.Variety != "joint" || c.Batches != 0) {
				t.Errorf("the second leader's: %+v", c)
			}
			return err
		})
	})
}

// What was recorded by hand is linked; corrected afterwards, it stays linked and is
// nobody else's.
func TestWhatWasRecordedByHandIsLinked(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		r := do(s, announcing(s, do(s, arranging(s, plan(s, reception.Fixed, "leader")))))
		later := plan(s, reception.Invited, "leader")
		later.Start = "14:00"
		second := do(s, announcing(s, do(s, arranging(s, func() reception.Plan { later.End = ""; return later }()))))
		s.Later(7)
		byHand := activity.Draft{
			Kind: activity.Reception, Variety: "fixed", On: today(s), Start: "09:00", Place: "矛调中心接待室", Leader: s.As("leader").Officer, Batches: 2, Audience: 3,
		}
		var a activity.Activity
		s.Must(func(tx *db.Tx) error {
			var err error
			a, err = activity.Record(tx, s.As("clerk"), byHand)
			return err
		})
		choose := reception.Holding{Choices: map[string]string{a.Leader: string(a.ID)}}
		held := do(s, holding(s, r, choose))
		if got := counted(s); got != [4]int64{1, 0, 2, 3} {
			t.Errorf("linked, and counted %v", got)
		}
		s.Must(func(tx *db.Tx) error {
			byHand.Batches, byHand.Audience = 1, 2
			_, err := activity.Correct(tx, s.As("clerk"), a.ID, 0, byHand, "人数记错")
			if err != nil {
				return err
			}
			c, err := activity.Latest(tx, held.Leaders[0].Activity)
			if err == nil && (!c.Valid || c.Audience != 2) {
				t.Errorf("after the correction: %+v", c)
			}
			return err
		})
		// The corrected version belongs to the first session: the second makes its own.
		do(s, holding(s, second, reception.Holding{}))
		if got := counted(s); got != [4]int64{2, 0, 1, 2} {
			t.Errorf("two sessions counted %v", got)
		}
	})
}

func TestOnlyMattersInSight(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		r := announced(s, reception.Fixed, "leader")
		refused(s, fault.Invalid, "找不到这件事项", receiving(s, r, "petition", m.ID, 1))
		do(s, receiving(s, r, "clerk", m.ID, 1))
		refused(s, fault.Denied, "登记人", receiving(s, r, "triage", m.ID, 1))
	})
}
