package task_test

import (
	"net/url"
	"testing"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
	"fengsheng/task"
)

func do(s *stage.Stage, step func(tx *db.Tx) (task.Task, error)) task.Task {
	s.T.Helper()
	var t task.Task
	s.Must(func(tx *db.Tx) error {
		var err error
		t, err = step(tx)
		return err
	})
	return t
}

func refused(s *stage.Stage, kind fault.Kind, words string, step func(tx *db.Tx) (task.Task, error)) {
	s.T.Helper()
	s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) {
		_, err := step(tx)
		return matter.Matter{}, err
	})
}

func giving(s *stage.Stage, by string, d task.Draft) func(tx *db.Tx) (task.Task, error) {
	return func(tx *db.Tx) (task.Task, error) { return task.Give(tx, s.As(by), d) }
}

func finishing(s *stage.Stage, by string, t task.Task, version int, words string) func(tx *db.Tx) (task.Task, error) {
	return func(tx *db.Tx) (task.Task, error) { return task.Finish(tx, s.As(by), t.ID, version, words) }
}

func withdrawing(s *stage.Stage, by string, t task.Task, why string) func(tx *db.Tx) (task.Task, error) {
	return func(tx *db.Tx) (task.Task, error) { return task.Withdraw(tx, s.As(by), t.ID, 0, why) }
}

func found(s *stage.Stage, by string, f task.Filter) int {
	s.T.Helper()
	var n int
	s.Must(func(tx *db.Tx) error {
		all, err := task.List(tx, s.As(by), f, task.Most)
		if err != nil {
			return err
		}
		if n, err = task.Count(tx, s.As(by), f); err == nil && n != len(all) {
			s.T.Errorf("%s: the count says %d, the list has %d", by, n, len(all))
		}
		return err
	})
	return n
}

// direct is a task for the handler, due in a week.
func direct(s *stage.Stage) task.Draft {
	return task.Draft{Source: task.Direct, Words: "核对上半年台账", Officer: s.As("handler").Officer, Due: s.Today().AddDays(7)}
}

func TestATaskIsGivenAndDone(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		refused(s, fault.Denied, "只能由", giving(s, "handler", direct(s)))
		for _, c := range []struct {
			words string
			kind  fault.Kind
			with  func(*task.Draft)
		}{
			{"做什么", fault.Invalid, func(d *task.Draft) { d.Words = " " }},
			{"由谁", fault.Invalid, func(d *task.Draft) { d.Officer = "" }},
			{"不能早于", fault.Invalid, func(d *task.Draft) { d.Due = s.Today().AddDays(-1) }},
			{"什么时候", fault.Invalid, func(d *task.Draft) { d.Due = 0 }},
			{"来源", fault.Invalid, func(d *task.Draft) { d.Source = "rumour" }},
			{"找不到这位", fault.Invalid, func(d *task.Draft) { d.Officer = "nobody" }},
			{"找不到这个单位", fault.Invalid, func(d *task.Draft) { d.Officer, d.Unit = "", "nowhere" }},
			{"最多", fault.Invalid, func(d *task.Draft) { d.Words = string(make([]rune, 501)) + "字" }},
		} {
			d := direct(s)
			c.with(&d)
			refused(s, c.kind, c.words, giving(s, "supervisor", d))
		}
		given := do(s, giving(s, "supervisor", direct(s)))
		refused(s, fault.Invalid, "做了什么", finishing(s, "handler", given, given.Version, ""))
		refused(s, fault.NotFound, "找不到", finishing(s, "station1", given, 0, "代为完成"))
		refused(s, fault.Denied, "交办的人", withdrawing(s, "handler", given, "忙"))
		refused(s, fault.Conflict, "别人改过", finishing(s, "handler", given, 9, "已核对"))
		ended := do(s, finishing(s, "handler", given, given.Version, "已核对，改正两处"))
		if ended.State != task.Done || ended.EndedOn != s.Today() || ended.EndedBy != s.As("handler").Officer {
			t.Errorf("got %+v", ended)
		}
		refused(s, fault.Conflict, "已完成", finishing(s, "handler", given, 0, "再记一次"))
		other := do(s, giving(s, "supervisor", direct(s)))
		refused(s, fault.Invalid, "为什么", withdrawing(s, "supervisor", other, ""))
		if w := do(s, withdrawing(s, "supervisor", other, "已由区里统一核对")); w.State != task.Withdrawn || w.Outcome == "" {
			t.Errorf("got %+v", w)
		}
	})
}

// Who sees which tasks: one's own, those of one's unit, those one gave, and of the
// places one keeps tasks for.
func TestWhoSeesATask(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		do(s, giving(s, "supervisor", direct(s)))
		ofUnit := direct(s)
		ofUnit.Officer, ofUnit.Unit, ofUnit.Community = "", s.Community.ID, s.Community.ID
		unit := do(s, giving(s, "supervisor", ofUnit))
		for _, c := range []struct {
			by   string
			f    task.Filter
			want int
		}{
			{"supervisor", task.Filter{}, 2},
			{"handler", task.Filter{Whose: task.Mine}, 1},
			{"handler", task.Filter{}, 1},
			{"archive", task.Filter{Whose: task.Mine}, 0},
			{"archive", task.Filter{Whose: task.Ours}, 1}, // of the street's own officers
			{"station1", task.Filter{Whose: task.Mine}, 0},
			{"station1", task.Filter{Whose: task.Ours}, 1},
			{"station1", task.Filter{}, 1},
			{"grid1", task.Filter{Whose: task.Ours}, 1},
			{"station2", task.Filter{}, 0},
			{"police", task.Filter{}, 0}, // of another body
			{"admin", task.Filter{}, 0},
			{"audit", task.Filter{}, 0},
			{"sealed", task.Filter{}, 0},
			{"supervisor", task.Filter{Source: task.Meeting}, 0},
			{"supervisor", task.Filter{Source: task.Direct, State: task.Open}, 2},
			{"supervisor", task.Filter{When: task.Week}, 2},
			{"supervisor", task.Filter{When: task.Late}, 0},
		} {
			if got := found(s, c.by, c.f); got != c.want {
				t.Errorf("%s %+v: got %d, want %d", c.by, c.f, got, c.want)
			}
		}
		s.Later(8)
		if got := found(s, "supervisor", task.Filter{When: task.Late}); got != 2 {
			t.Errorf("overdue: got %d, want 2", got)
		}
		if !unit.Overdue(s.Today()) {
			t.Error("a task a day over is not overdue")
		}
		do(s, finishing(s, "grid1", unit, 0, "已办"))
		if got := found(s, "station1", task.Filter{State: task.Done}); got != 1 {
			t.Errorf("done: got %d, want 1", got)
		}
		// A station lead gives tasks of the community only.
		refused(s, fault.Denied, "本社区", giving(s, "station1", task.Draft{Source: task.Direct, Words: "报数", Officer: s.As("grid1").Officer, Due: s.Today()}))
		do(s, giving(s, "station1", task.Draft{Source: task.Direct, Community: s.Community.ID, Words: "报数", Officer: s.As("grid1").Officer, Due: s.Today()}))
		nobody := actor.Actor{Street: stage.Home}
		s.Must(func(tx *db.Tx) error {
			n, err := task.Count(tx, nobody, task.Filter{Whose: task.Mine})
			if n != 0 {
				t.Errorf("somebody without an officer finds %d tasks", n)
			}
			return err
		})
	})
}

func TestTheAddressKeepsTheFilter(t *testing.T) {
	f := task.Filter{Whose: task.Mine, Source: task.Meeting, State: task.Open, When: task.Late, Subject: "a"}
	if got := task.FilterOf(f.Query()); got != f {
		t.Errorf("got %+v, want %+v", got, f)
	}
	if got := task.FilterOf(url.Values{"whose": {"theirs"}, "state": {"'"}, "due": {"x"}, "source": {"y"}}); got != (task.Filter{}) {
		t.Errorf("what is not known is kept: %+v", got)
	}
	if (task.Task{State: task.Done, Draft: task.Draft{Due: calendar.On(2024, 1, 1)}}).Overdue(calendar.On(2024, 2, 1)) {
		t.Error("a task that is done is overdue")
	}
}
