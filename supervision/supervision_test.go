package supervision_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fengsheng/event"
	"fengsheng/hazard"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
	"fengsheng/supervision"
)

// acting is a hazard that the handler works on and that has to be cleared in some days.
func acting(s *stage.Stage, days int) matter.Matter {
	s.T.Helper()
	m := s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return hazard.Find(tx, s.As("grid1"), hazard.Finding{Sort: "fire", Unit: s.Estate.ID, Place: "3栋一层", Words: "楼道里停着电动车", Known: true})
	})
	for _, step := range []func(tx *db.Tx) (matter.Matter, error){
		func(tx *db.Tx) (matter.Matter, error) {
			return hazard.Confirm(tx, s.As("station1"), m.ID, hazard.Look{Words: "看过"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return hazard.Assign(tx, s.As("triage"), m.ID, hazard.Assignment{
				Grade: "serious", Unit: s.Community.ID, Officer: s.As("handler").Officer, By: tx.Today().AddDays(days),
			})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return hazard.Act(tx, s.As("handler"), m.ID, hazard.Look{Words: "联系物业"})
		},
	} {
		m = s.Step(step)
	}
	return m
}

func asking(s *stage.Stage) supervision.Asking {
	return supervision.Asking{Asks: "请说明为什么还没有清理", By: calendar.Of(s.Clock.Now()).AddDays(2)}
}

func ask(s *stage.Stage, m matter.Matter) (supervision.Supervision, error) {
	return did(s, func(tx *db.Tx) (supervision.Supervision, error) {
		return supervision.Ask(tx, s.As("supervisor"), m.ID, asking(s))
	})
}

func did(s *stage.Stage, fn func(tx *db.Tx) (supervision.Supervision, error)) (supervision.Supervision, error) {
	var got supervision.Supervision
	err := s.DB.Update(context.Background(), stage.Home, func(tx *db.Tx) error {
		var err error
		got, err = fn(tx)
		return err
	})
	return got, err
}

func refused(s *stage.Stage, kind fault.Kind, words string, fn func(tx *db.Tx) (supervision.Supervision, error)) {
	s.T.Helper()
	if _, err := did(s, fn); !fault.Is(err, kind) || !strings.Contains(err.Error(), words) {
		s.T.Errorf("got %v, want a refusal that says %q", err, words)
	}
}

func answer(s *stage.Stage, login string, m matter.Matter, change ...func(*supervision.Answering)) func(tx *db.Tx) (supervision.Supervision, error) {
	return func(tx *db.Tx) (supervision.Supervision, error) {
		a := supervision.Answering{Reason: "works", Words: "正在装充电棚，装好以后把车都移过去。", Promised: tx.Today().AddDays(10)}
		for _, c := range change {
			c(&a)
		}
		return supervision.Answer(tx, s.As(login), m.ID, a)
	}
}

func TestAskedAnsweredClosedAndAgain(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 5)
		refused(s, fault.Conflict, "到期前三个工作日起", func(tx *db.Tx) (supervision.Supervision, error) {
			return supervision.Ask(tx, s.As("supervisor"), m.ID, asking(s))
		})
		s.Later(3)
		got, err := ask(s, m)
		if err != nil || got.State != supervision.Asked || got.Rule != "H1" || got.DueOn != m.DueOn {
			t.Fatalf("got %+v, %v", got, err)
		}
		if _, err := ask(s, m); !fault.Is(err, fault.Conflict) {
			t.Errorf("asked twice: got %v", err)
		}
		refused(s, fault.Conflict, "还没有答复", func(tx *db.Tx) (supervision.Supervision, error) {
			return supervision.Close(tx, s.As("supervisor"), m.ID)
		})
		got, err = did(s, answer(s, "handler", m))
		if err != nil || got.State != supervision.Answered || got.AnsweredBy != s.As("handler").Officer {
			t.Fatalf("got %+v, %v", got, err)
		}
		s.Must(func(tx *db.Tx) error {
			now, err := matter.Visible(tx, s.As("handler"), m.ID)
			if now.DueOn != m.DueOn {
				t.Errorf("the promise moved the clock of the law from %s to %s", m.DueOn, now.DueOn)
			}
			return err
		})
		again, err := ask(s, m) // the answer was not enough
		if err != nil || again.ID == got.ID {
			t.Fatalf("asked again: got %+v, %v", again, err)
		}
		if _, err := did(s, answer(s, "station1", m)); err != nil {
			t.Errorf("the head of the unit answers: %v", err)
		}
		if _, err := did(s, func(tx *db.Tx) (supervision.Supervision, error) {
			return supervision.Close(tx, s.As("supervisor"), m.ID)
		}); err != nil {
			t.Error(err)
		}
		s.Must(func(tx *db.Tx) error {
			all, err := supervision.Of(tx, m.ID)
			if len(all) != 2 || all[0].State != supervision.Closed || all[1].State != supervision.Closed {
				t.Errorf("got %+v, want two closed ones", all)
			}
			var actions []string
			events, err2 := event.Of(tx, event.Matter, string(m.ID), 5)
			for _, e := range events {
				actions = append(actions, e.Action)
				if strings.Contains(e.Reason+e.Details+e.Fields, "充电棚") || strings.Contains(e.Reason+e.Details, "清理") {
					t.Errorf("%s keeps words in the ledger: %s %s", e.Action, e.Reason, e.Details)
				}
				if supervision.Label(e.Action) == "" {
					t.Errorf("%s has no label", e.Action)
				}
			}
			want := []string{"supervision.close", "supervision.answer", "supervision.ask", "supervision.answer", "supervision.ask"}
			if !slices.Equal(actions, want) {
				t.Errorf("got %v, want %v", actions, want)
			}
			if err == nil {
				err = err2
			}
			return err
		})
	})
}

// The applicant reads the reason: it has words, and none that are nobody's business.
func TestTheApplicantReadsTheReason(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 1)
		if _, err := ask(s, m); err != nil {
			t.Fatal(err)
		}
		for words, change := range map[string]func(*supervision.Answering){
			"看得懂的话":    func(a *supervision.Answering) { a.Words = " " },
			"最多200字":   func(a *supervision.Answering) { a.Words = strings.Repeat("慢", 201) },
			"号码":       func(a *supervision.Answering) { a.Words = "有事请打138 0000 5678" },
			"等号码":      func(a *supervision.Answering) { a.Words = "对方身份证２２０１０４１９９００１０１" },
			"选择延期的原因":  func(a *supervision.Answering) { a.Reason = "lazy" },
			"准备哪天以前办好": func(a *supervision.Answering) { a.Promised = 0 },
			"在明天到":     func(a *supervision.Answering) { a.Promised = calendar.Of(s.Clock.Now()) },
		} {
			refused(s, fault.Invalid, words, answer(s, "handler", m, change))
		}
		if _, err := did(s, answer(s, "handler", m, func(a *supervision.Answering) { a.Words = strings.Repeat("慢", 200) })); err != nil {
			t.Errorf("two hundred characters: %v", err)
		}
		named := acting(s, 1)
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.AddParty(tx, s.As("handler"), named.ID, 0, matter.Party{Side: matter.Applicant, Name: "甲某某"})
		})
		if _, err := ask(s, named); err != nil {
			t.Fatal(err)
		}
		refused(s, fault.Invalid, "不要写当事人的姓名", answer(s, "handler", named, func(a *supervision.Answering) { a.Words = "等甲某某回来" }))
	})
}

func TestSEC_AUTHZ_11_WhoSupervisesAndWhoAnswers(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 1)
		for _, login := range []string{"leader", "chair", "handler", "clerk", "statistician"} {
			refused(s, fault.Denied, "督办人", func(tx *db.Tx) (supervision.Supervision, error) {
				return supervision.Ask(tx, s.As(login), m.ID, asking(s))
			})
		}
		if _, err := ask(s, m); err != nil {
			t.Fatal(err)
		}
		for _, login := range []string{"supervisor", "leader", "statistician"} {
			refused(s, fault.Denied, "由办理这件事的人", answer(s, login, m))
		}
		for _, login := range []string{"station2", "admin", "police"} {
			refused(s, fault.NotFound, "找不到", answer(s, login, m))
		}
	})
}

// Every number of the overview is the length of the list its address opens, for
// every reader.
func TestTheOverviewIsItsRows(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		for _, days := range []int{0, 1, 2, 5, 9} {
			acting(s, days)
		}
		s.Sorted(matter.Mediation)
		s.Later(1)
		for _, login := range []string{"supervisor", "leader", "chair", "station1", "station2", "triage"} {
			by := s.As(login)
			s.Must(func(tx *db.Tx) error {
				b, err := supervision.Overview(tx, by)
				if err != nil {
					return err
				}
				scope, sums := identity.SeeMatters.Reach(by, tx.Today()), make([]int, len(b.Spans))
				for _, l := range append(slices.Clone(b.Lines), b.Total) {
					for i, n := range l.Counts {
						if l.Unit != "" {
							sums[i] += n
						}
						rows, err := matter.List(tx, scope, b.Filter(l, i), matter.Page{Order: matter.Newest, Size: 50})
						if err != nil {
							return err
						}
						if len(rows) != n {
							t.Errorf("%s: %s %s counts %d, %d rows", login, l.Name, b.Spans[i].Label, n, len(rows))
						}
					}
				}
				if !slices.Equal(sums, b.Total.Counts) {
					t.Errorf("%s: the communities make %v, the total says %v", login, sums, b.Total.Counts)
				}
				if want := []int{1, 1, 2, 2, 6}; login == "supervisor" && !slices.Equal(b.Total.Counts, want) {
					t.Errorf("the street: got %v, want %v", b.Total.Counts, want)
				}
				if login == "station2" && (len(b.Lines) != 1 || b.Total.Counts[4] != 0) {
					t.Errorf("the lead of another community sees %+v", b)
				}
				return nil
			})
		}
		s.Must(func(tx *db.Tx) error {
			if _, err := supervision.Overview(tx, s.As("mediator")); !fault.Is(err, fault.Denied) {
				t.Errorf("a mediator: got %v, want a refusal", err)
			}
			return nil
		})
	})
}

func TestRunningOnesAreSeenWithinTheScope(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 1)
		if _, err := ask(s, m); err != nil {
			t.Fatal(err)
		}
		for login, want := range map[string]int{"supervisor": 1, "leader": 1, "station1": 1, "station2": 0} {
			s.Must(func(tx *db.Tx) error {
				got, err := supervision.Running(tx, s.As(login))
				if len(got) != want || want == 1 && got[0].Of.ID != m.ID {
					t.Errorf("%s sees %d, want %d", login, len(got), want)
				}
				return err
			})
		}
	})
}

func TestSoonCountsWorkingDays(t *testing.T) {
	for day, want := range map[calendar.Date]calendar.Date{
		calendar.On(2024, 5, 8):   calendar.On(2024, 5, 11), // Saturday 11 May 2024 is worked
		calendar.On(2024, 9, 30):  calendar.On(2024, 10, 10),
		calendar.On(2031, 5, 9):   calendar.On(2031, 5, 14), // a Friday of a year nobody has entered
		calendar.On(2024, 12, 31): calendar.On(2025, 1, 6),
	} {
		if got := supervision.Soon(day); got != want {
			t.Errorf("soon from %s is %s, want %s", day, got, want)
		}
	}
}
