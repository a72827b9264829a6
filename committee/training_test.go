package committee_test

import (
	"errors"
	"slices"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/event"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/sample/stage"
)

func TestTrainings(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		_, all := elected(s)
		p := committee.TrainingPlan{Topic: "调解笔录怎么写", Trainer: "区司法局", On: s.Today(), Start: "9:00", Place: "街道三楼", Minutes: 210}
		plan := func(by string, p committee.TrainingPlan) func(tx *db.Tx) (committee.Training, error) {
			return func(tx *db.Tx) (committee.Training, error) { return committee.PlanTraining(tx, s.As(by), p) }
		}
		refused(s, fault.Denied, "登记人", plan("triage", p))
		refused(s, fault.Invalid, "谁来讲", plan("writer", committee.TrainingPlan{Topic: "x", On: p.On, Start: "9:00", Place: "x", Minutes: 60}))
		refused(s, fault.Invalid, "几个小时", plan("writer", committee.TrainingPlan{Topic: "x", Trainer: "x", On: p.On, Start: "9:00", Place: "x", Minutes: 5}))
		training := must(s, plan("writer", p))
		hold := func(id committee.TrainingID, h committee.TrainingHolding) func(tx *db.Tx) (committee.Training, error) {
			return func(tx *db.Tx) (committee.Training, error) {
				return committee.HoldTraining(tx, s.As("writer"), id, h)
			}
		}
		came := committee.TrainingHolding{Attendees: []committee.MediatorID{all[0].ID, all[1].ID}, Others: 3}
		refused(s, fault.Invalid, "来了哪些", hold(training.ID, committee.TrainingHolding{}))
		refused(s, fault.Invalid, "在册的调解员", hold(training.ID, committee.TrainingHolding{Attendees: []committee.MediatorID{all[0].ID, all[0].ID}}))
		p.On = s.Today().AddDays(3)
		future := must(s, plan("writer", p))
		refused(s, fault.Conflict, "还没有到", hold(future.ID, came))
		held := must(s, hold(training.ID, came))
		refused(s, fault.Conflict, "已举办", hold(training.ID, came))
		if got := figures(s, "mediatorTrainings", "mediatorTrainingAttendance"); !slices.Equal(got, []int64{1, 5}) {
			t.Errorf("counted %v", got)
		}
		mine := func(by string) []committee.Training {
			return must(s, func(tx *db.Tx) ([]committee.Training, error) { return committee.TrainingsOf(tx, s.As(by), all[0]) })
		}
		if got := mine("chair"); len(got) != 1 || got[0].Hours() != "3.5小时" || got[0].Activity != held.Activity {
			t.Errorf("on the entry: %+v", got)
		}
		if got := mine("triage"); got != nil {
			t.Errorf("others read the hours of a mediator: %+v", got)
		}
		cancel := func(why string) func(tx *db.Tx) (committee.Training, error) {
			return func(tx *db.Tx) (committee.Training, error) {
				return committee.CancelTraining(tx, s.As("writer"), future.ID, 0, why)
			}
		}
		refused(s, fault.Invalid, "为什么取消", cancel(" "))
		must(s, cancel("讲课人有事"))
		refused(s, fault.Conflict, "已取消", cancel("再取消"))
	})
}

// A chair writes down what the own committee trains its mediators in, and nothing else.
func TestAChairTrainsTheOwnCommittee(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		own, all := elected(s)
		other := must(s, func(tx *db.Tx) (committee.Committee, error) {
			return committee.Found(tx, s.As("chair"), committee.Founding{
				Name: "吉祥社区人民调解委员会", ShortName: "吉祥", Unit: s.Community.ID, Since: calendar.On(2022, 1, 1), Detail: committee.Detail{Kind: committee.Residents, Seal: "印", Place: "社区"},
			})
		})
		stranger := must(s, func(tx *db.Tx) (committee.Mediator, error) {
			return committee.Engage(tx, s.As("chair"), other.ID, committee.Engagement{
				Adult: true, Since: s.Today(), Until: calendar.On(2026, 1, 1), Person: committee.Person{Name: "丁", Employment: committee.PartTime},
			})
		})
		plan := func(by, whose string) func(tx *db.Tx) (committee.Training, error) {
			return func(tx *db.Tx) (committee.Training, error) {
				return committee.PlanTraining(tx, s.As(by), committee.TrainingPlan{
					Topic: "协议书", Trainer: "本会", On: s.Today(), Start: "9:00", Place: "街道一楼", Minutes: 120, Committee: whose,
				})
			}
		}
		refused(s, fault.Denied, "街道统一组织的培训由登记人", plan("chair", ""))
		refused(s, fault.Denied, "吉祥社区人民调解委员会办的培训，由它的主任", plan("chair", other.ID))
		refused(s, fault.Denied, "调委会主任", plan("mediator", own.ID))
		refused(s, fault.Invalid, "找不到这个调委会", plan("writer", "none"))
		training := must(s, plan("chair", own.ID))
		hold := func(by string, id committee.TrainingID, came committee.MediatorID, others int) func(tx *db.Tx) (committee.Training, error) {
			return func(tx *db.Tx) (committee.Training, error) {
				return committee.HoldTraining(tx, s.As(by), id, committee.TrainingHolding{Attendees: []committee.MediatorID{came}, Others: others})
			}
		}
		refused(s, fault.Invalid, "本调委会在册的调解员", hold("chair", training.ID, stranger.ID, 0))
		held := must(s, hold("chair", training.ID, all[0].ID, 2))
		if got := figures(s, "mediatorTrainings", "mediatorTrainingAttendance"); !slices.Equal(got, []int64{1, 3}) {
			t.Errorf("counted %v", got)
		}
		s.Must(func(tx *db.Tx) error {
			events, err := event.Of(tx, event.Activity, string(held.Activity), 5)
			if err == nil && (len(events) != 1 || events[0].Role != actor.Chair) {
				t.Errorf("the activity was recorded by %+v", events)
			}
			return err
		})
		theirs := must(s, plan("writer", other.ID))
		refused(s, fault.Denied, "吉祥社区人民调解委员会办的培训", hold("chair", theirs.ID, stranger.ID, 0))
		refused(s, fault.Denied, "由它的主任或者街道", func(tx *db.Tx) (committee.Training, error) {
			return committee.CancelTraining(tx, s.As("chair"), theirs.ID, 0, "不办了")
		})
		done := must(s, hold("writer", theirs.ID, stranger.ID, 0))
		s.Must(func(tx *db.Tx) error {
			a, err := activity.Load(tx, done.Activity)
			if a.Community != s.Community.ID {
				t.Errorf("it counts for %q, want the committee's community", a.Community)
			}
			_, refusal := activity.Record(tx, s.As("chair"), activity.Draft{Kind: activity.Study, Variety: activity.CentralGroup, On: s.Today(), Place: "三楼", Attendance: 3})
			if !fault.Is(refusal, fault.Denied) {
				t.Errorf("a chair records other study: %v", refusal)
			}
			return err
		})
	})
}

// What was recorded by hand is linked, corrected or not, and counts once.
func TestATrainingRecordedByHandIsLinked(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		_, all := elected(s)
		p := committee.TrainingPlan{Topic: "协议书", Trainer: "区司法局", On: s.Today(), Start: "09:00", Place: "街道三楼", Minutes: 120}
		by := s.As("writer")
		plan := func(tx *db.Tx) (committee.Training, error) { return committee.PlanTraining(tx, by, p) }
		first, second := must(s, plan), must(s, plan)
		d := activity.Draft{Kind: activity.Study, Variety: activity.MediatorTraining, On: s.Today(), Start: "09:00", Place: "街道三楼", Attendance: 18}
		a := must(s, func(tx *db.Tx) (activity.Activity, error) { return activity.Record(tx, by, d) })
		h := committee.TrainingHolding{Attendees: []committee.MediatorID{all[0].ID}}
		err := s.DB.Update(t.Context(), stage.Home, func(tx *db.Tx) error {
			_, err := committee.HoldTraining(tx, by, first.ID, h)
			return err
		})
		var known *activity.ByHand
		if !errors.As(err, &known) || len(known.Activities) != 1 || known.Activities[0].ID != a.ID {
			t.Fatalf("got %v, want the one recorded by hand", err)
		}
		h.Choice = string(a.ID)
		must(s, func(tx *db.Tx) (committee.Training, error) { return committee.HoldTraining(tx, by, first.ID, h) })
		d.Attendance = 17
		must(s, func(tx *db.Tx) (activity.Activity, error) {
			return activity.Correct(tx, by, a.ID, 0, d, "人数记错")
		})
		if got := figures(s, "mediatorTrainings", "mediatorTrainingAttendance"); !slices.Equal(got, []int64{1, 17}) {
			t.Errorf("linked and corrected, counted %v", got)
		}
		// The corrected version belongs to the first: the second makes its own, at another hour.
		p.Start = "14:00"
		third := must(s, plan)
		must(s, func(tx *db.Tx) (committee.Training, error) {
			return committee.HoldTraining(tx, by, third.ID, committee.TrainingHolding{Attendees: h.Attendees, Others: 1})
		})
		if got := figures(s, "mediatorTrainings"); got[0] != 2 {
			t.Errorf("two trainings counted %v", got)
		}
		_ = second
	})
}

func figures(s *stage.Stage, codes ...string) []int64 {
	s.T.Helper()
	var all []int64
	s.Must(func(tx *db.Tx) error {
		all = nil
		for _, code := range codes {
			v, err := indicator.Compute(tx, code, indicator.Ask{Year: 2024})
			if err != nil {
				return err
			}
			all = append(all, v.Number)
		}
		return nil
	})
	return all
}
