package activity_test

import (
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

func TestACorrectionIsANewVersion(t *testing.T) {
	each(t, func(s *stage) {
		d := s.meeting()
		d.Community, d.Topics, d.Matters = s.auspicious, "旧的议题", []matter.ID{s.matter, s.hidden}
		old := s.record(s.clerk, d)
		d.Attendance, d.Topics, d.Matters = 15, "新的议题", nil
		var a activity.Activity
		s.must(func(tx *db.Tx) error {
			var err error
			a, err = activity.Correct(tx, s.lead, old.ID, old.Version, d, "人数记错了")
			return err
		})
		s.view(func(tx *db.Tx) error {
			was, err := activity.Load(tx, old.ID)
			if err != nil {
				return err
			}
			if was.Valid || was.Reason != "人数记错了" || was.Attendance != 12 {
				t.Errorf("the old version is %+v; want it kept, not valid, with its reason", was)
			}
			if !a.Valid || a.Replaces != old.ID || a.Version != 2 || a.Attendance != 15 {
				t.Errorf("the new version is %+v; want it valid, replacing, version 2", a)
			}
			after, err := activity.After(tx, old.ID)
			if err != nil || after.ID != a.ID {
				t.Errorf("after it comes %q, %v; want the new version", after.ID, err)
			}
			if _, err := activity.After(tx, a.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("after the last comes %v, want not found", err)
			}
			total, err := activity.Sum(tx, activity.Filter{}, activity.TotalAttendance)
			if err != nil || total != 15 {
				t.Errorf("attendance is %d, %v; want only the new 15", total, err)
			}
			// The lead took one matter off and cannot take off what it cannot see.
			seen, others, err := activity.MattersOf(tx, s.lead, a.ID)
			if err != nil || len(seen) != 0 || others != 1 {
				t.Errorf("got %d matters and %d others, %v; want 0 and 1", len(seen), others, err)
			}
			for text, want := range map[string]int{"旧的议题": 0, "新的议题": 1} {
				found, err := activity.Find(tx, s.clerk, text, 0, 10)
				if err != nil || len(found.Activities) != want {
					t.Errorf("%s finds %d, %v; want %d", text, len(found.Activities), err, want)
				}
			}
			events, err := event.List(tx, event.Filter{Subject: string(a.ID), Limit: 5})
			if err != nil || len(events) != 1 || events[0].Action != "activity.correct" || !strings.Contains(events[0].Details, string(old.ID)) {
				t.Errorf("got events %+v, %v; want one activity.correct naming the old version", events, err)
			}
			return err
		})
	})
}

func TestWithdrawing(t *testing.T) {
	each(t, func(s *stage) {
		a := s.record(s.clerk, s.meeting())
		s.must(func(tx *db.Tx) error { return activity.Withdraw(tx, s.clerk, a.ID, a.Version, "会议取消") })
		s.view(func(tx *db.Tx) error {
			n, err := activity.Count(tx, activity.Filter{})
			gone, err2 := activity.Count(tx, activity.Filter{Replaced: true})
			if n != 0 || gone != 1 || err != nil || err2 != nil {
				t.Errorf("%d count and %d do not, %v, %v; want 0 and 1", n, gone, err, err2)
			}
			return nil
		})
		s.record(s.clerk, s.meeting()) // what was withdrawn does not stand in the way
	})
}

func TestWhatCannotBeChanged(t *testing.T) {
	each(t, func(s *stage) {
		a := s.record(s.clerk, s.meeting()) // of the street: out of the lead's reach
		cases := []struct {
			name string
			do   func(tx *db.Tx) error
			want fault.Kind
		}{
			{"no reason", func(tx *db.Tx) error { return activity.Withdraw(tx, s.clerk, a.ID, 1, " ") }, fault.Invalid},
			{"a long reason", func(tx *db.Tx) error { return activity.Withdraw(tx, s.clerk, a.ID, 1, strings.Repeat("长", 201)) }, fault.Invalid},
			{"out of reach", func(tx *db.Tx) error { return activity.Withdraw(tx, s.lead, a.ID, 1, "记错") }, fault.Denied},
			{"cannot be seen", func(tx *db.Tx) error { return activity.Withdraw(tx, s.archivist, a.ID, 1, "记错") }, fault.NotFound},
			{"is not there", func(tx *db.Tx) error { return activity.Withdraw(tx, s.clerk, "none", 1, "记错") }, fault.NotFound},
			{"another version", func(tx *db.Tx) error { return activity.Withdraw(tx, s.clerk, a.ID, 2, "记错") }, fault.Conflict},
			{"twice", func(tx *db.Tx) error {
				if err := activity.Withdraw(tx, s.clerk, a.ID, 1, "记错"); err != nil {
					return err
				}
				_, err := activity.Correct(tx, s.clerk, a.ID, 1, s.meeting(), "记错")
				return err
			}, fault.Conflict},
		}
		for _, c := range cases {
			if err := s.update(c.do); !fault.Is(err, c.want) {
				t.Errorf("%s: got %v, want a fault of kind %d", c.name, err, c.want)
			}
		}
		s.view(func(tx *db.Tx) error {
			was, err := activity.Load(tx, a.ID)
			if was != a {
				t.Errorf("got %+v, want it unchanged %+v", was, a)
			}
			return err
		})
	})
}
