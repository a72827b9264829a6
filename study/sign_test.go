package study_test

import (
	"errors"
	"testing"
	"time"

	"fengsheng/activity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/sample/stage"
	"fengsheng/study"
)

func TestSigningInByTheCode(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		made, other := arranged(s, plan(s, activity.Training)), arranged(s, plan(s, activity.Training))
		var code study.Code
		s.Must(func(tx *db.Tx) error {
			var err error
			_, code, err = study.ShowCode(tx, s.As("writer"), made.ID)
			return err
		})
		sign := func(login string, id study.ID, token string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return only(study.SignIn(tx, s.As(login), id, token)) }
		}
		fails(s, fault.Denied, "只能由", func(tx *db.Tx) error { _, _, err := study.ShowCode(tx, s.As("leader"), made.ID); return err })
		fails(s, fault.Conflict, "签到码不对", sign("clerk", other.ID, code.Token))
		fails(s, fault.Conflict, "签到码不对", sign("clerk", made.ID, code.Token+"0"))
		fails(s, fault.Conflict, "签到码不对", sign("clerk", made.ID, "?"))
		fails(s, fault.NotFound, "找不到", sign("admin", made.ID, code.Token))
		s.Must(sign("clerk", made.ID, code.Token))
		s.Must(sign("clerk", made.ID, code.Token)) // twice is once
		s.Clock.Set(s.Clock.Now().Add(20 * time.Minute))
		s.Must(sign("mediator", made.ID, code.Token))
		s.Clock.Set(s.Clock.Now().Add(20 * time.Minute))
		fails(s, fault.Conflict, "过期", sign("chair", made.ID, code.Token))
		s.Must(func(tx *db.Tx) error {
			all, err := study.Present(tx, s.As("writer"), made)
			none, err2 := study.Present(tx, s.As("leader"), made)
			if len(all) != 2 || !all[0].Signed || len(none) != 0 {
				t.Errorf("%+v were there, and a leader is told %+v", all, none)
			}
			at, err3 := study.Attended(tx, s.As("clerk"), 2024)
			if len(at) != 0 {
				t.Errorf("attended %d sessions that were not held", len(at))
			}
			return errors.Join(err, err2, err3)
		})
		done := held(s, made.ID, study.Holding{})
		fails(s, fault.Conflict, "不能做这一步", func(tx *db.Tx) error { _, _, err := study.ShowCode(tx, s.As("writer"), made.ID); return err })
		s.Must(func(tx *db.Tx) error {
			n, err := study.Attendance(tx, done)
			if n != 2 {
				t.Errorf("%d were there, want 2", n)
			}
			if _, err := study.Record(tx, s.As("writer"), made.ID, 0, "学了处罚程序"); err != nil { // signed in: no sheet is needed
				return err
			}
			return err
		})
		future := plan(s, activity.Training)
		future.On = s.Today().AddDays(3)
		next := arranged(s, future)
		fails(s, fault.Conflict, "当天才有", func(tx *db.Tx) error { _, _, err := study.ShowCode(tx, s.As("writer"), next.ID); return err })
		s.Must(func(tx *db.Tx) error { return only(study.Cancel(tx, s.As("writer"), next.ID, 0, "改期")) })
	})
}
