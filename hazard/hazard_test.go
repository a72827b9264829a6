package hazard_test

import (
	"errors"
	"testing"

	"fengsheng/actor"
	"fengsheng/hazard"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

func find(s *stage.Stage, f hazard.Finding) (matter.Matter, error) {
	f.Unit = s.Estate.ID
	if f.Sort == "" {
		f.Sort = "fire"
	}
	if f.Words == "" {
		f.Words = "楼道里停着电动车"
	}
	return s.Do(func(tx *db.Tx) (matter.Matter, error) { return hazard.Find(tx, s.As("grid1"), f) })
}

func found(s *stage.Stage) matter.Matter {
	s.T.Helper()
	m, err := find(s, hazard.Finding{Place: "3栋一层", Known: true})
	if err != nil {
		s.T.Fatal(err)
	}
	return m
}

var seen = hazard.Look{Words: "到现场看过"}

func step(s *stage.Stage, login string, m matter.Matter, op func(*db.Tx, actor.Actor, matter.ID, hazard.Look) (matter.Matter, error)) matter.Matter {
	s.T.Helper()
	return s.Step(func(tx *db.Tx) (matter.Matter, error) { return op(tx, s.As(login), m.ID, seen) })
}

func assign(s *stage.Stage, m matter.Matter, a hazard.Assignment) func(tx *db.Tx) (matter.Matter, error) {
	return func(tx *db.Tx) (matter.Matter, error) {
		a.Unit, a.By = s.Community.ID, tx.Today().AddDays(7)
		if a.Grade == "" {
			a.Grade = "serious"
		}
		if a.Officer == "" {
			a.Officer = s.As("handler").Officer
		}
		return hazard.Assign(tx, s.As("triage"), m.ID, a)
	}
}

func verifying(s *stage.Stage) matter.Matter {
	s.T.Helper()
	m := step(s, "station1", found(s), hazard.Confirm)
	m = s.Step(assign(s, m, hazard.Assignment{}))
	m = step(s, "handler", m, hazard.Act)
	return step(s, "handler", m, hazard.ClaimDone)
}

func TestFromFindingToClosing(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := verifying(s)
		if m.DueRule != "H1" || m.DueOn != calendar.On(2024, 5, 15) {
			t.Errorf("due %s by %s", m.DueOn, m.DueRule)
		}
		m = step(s, "station1", m, hazard.Fail)
		m = step(s, "handler", m, hazard.ClaimDone)
		m = step(s, "station1", m, hazard.Pass)
		if !m.DueOn.Zero() {
			t.Error("cleared, and its clock runs")
		}
		m = step(s, "triage", m, hazard.Close)
		if m.Open {
			t.Error("closed and open")
		}
		again := step(s, "grid1", m, hazard.Recur)
		s.Must(func(tx *db.Tx) error {
			row, err := hazard.Load(tx, again.ID)
			if row.Before != m.ID || again.State != hazard.Found {
				t.Errorf("came back as %s, before it %q", again.State, row.Before)
			}
			return err
		})
	})
}

// A dangerous one has a leader and is reported the same day.
func TestADangerousOneHasALeader(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := step(s, "station1", found(s), hazard.Confirm)
		s.Refused(fault.Invalid, "领导包案", assign(s, m, hazard.Assignment{Grade: "dangerous", Reported: true}))
		s.Refused(fault.Invalid, "不是在任的包案领导", assign(s, m, hazard.Assignment{Grade: "dangerous", Reported: true, Leader: s.As("handler").Officer}))
		s.Refused(fault.Invalid, "当天报告", assign(s, m, hazard.Assignment{Grade: "dangerous", Leader: s.As("leader").Officer}))
		s.Step(assign(s, m, hazard.Assignment{Grade: "dangerous", Leader: s.As("leader").Officer, Reported: true}))
	})
}

func TestSection10_NotClearedByTheDoer(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := step(s, "station1", found(s), hazard.Confirm)
		m = s.Step(assign(s, m, hazard.Assignment{Officer: s.As("station1").Officer}))
		m = step(s, "station1", m, hazard.Act)
		m = step(s, "station1", m, hazard.ClaimDone)
		s.Refused(fault.Denied, "谁整改谁不能验收", func(tx *db.Tx) (matter.Matter, error) {
			return hazard.Pass(tx, s.As("station1"), m.ID, seen)
		})
		step(s, "triage", m, hazard.Pass)
	})
}

func TestAKnownHazardIsShownFirst(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := found(s)
		_, err := find(s, hazard.Finding{})
		var known *matter.Known
		if !errors.As(err, &known) || len(known.Matters) != 1 || known.Matters[0].ID != m.ID {
			t.Fatalf("got %v, want the one that is known", err)
		}
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return hazard.Join(tx, s.As("grid1"), m.ID, "今天又多了两辆")
		})
		if _, err := find(s, hazard.Finding{Sort: "road"}); err != nil {
			t.Errorf("another sort at the same place: %v", err)
		}
	})
}

// A hazard that became a dispute stays until that is ended.
func TestItStaysAsLongAsItsDispute(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := verifying(s)
		dispute := s.Sorted(matter.Mediation)
		s.Refused(fault.Invalid, "编号", func(tx *db.Tx) (matter.Matter, error) {
			return hazard.BecomesDispute(tx, s.As("triage"), m.ID, 0, "没有这件")
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return hazard.BecomesDispute(tx, s.As("triage"), m.ID, 0, dispute.Number)
		})
		s.Refused(fault.Conflict, "还没有办完", func(tx *db.Tx) (matter.Matter, error) {
			return hazard.Pass(tx, s.As("station1"), m.ID, seen)
		})
	})
}
