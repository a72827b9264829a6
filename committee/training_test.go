package committee_test

import (
	"errors"
	"slices"
	"testing"

	"fengsheng/activity"
	"fengsheng/committee"
	"fengsheng/indicator"
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
