package supervision_test

import (
	"context"
	"testing"
	"time"

	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/ownership"
	"fengsheng/sample/stage"
	"fengsheng/supervision"
)

func run(s *stage.Stage) supervision.Report {
	s.T.Helper()
	r, err := supervision.Run(context.Background(), s.DB, stage.Home, s.Clock.Now())
	if err != nil {
		s.T.Fatal(err)
	}
	return r
}

// notices are the kinds of what somebody was told, newest first.
func notices(s *stage.Stage, login string) []supervision.Notice {
	s.T.Helper()
	var all []supervision.Notice
	s.Must(func(tx *db.Tx) error {
		var err error
		all, err = supervision.Notices(tx, s.As(login), "", 50)
		return err
	})
	return all
}

func unread(s *stage.Stage, login string) int {
	s.T.Helper()
	n := 0
	s.Must(func(tx *db.Tx) error {
		var err error
		n, err = supervision.Unread(tx, s.As(login))
		return err
	})
	return n
}

func TestTheJobTellsEveryHandlerOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		today, soon := acting(s, 0), acting(s, 1)
		if r := run(s); !r.Ran || r.Told != 1 {
			t.Errorf("the first run: %+v, want one notice", r)
		}
		if r := run(s); r.Ran || r.Told != 0 {
			t.Errorf("the same day again: %+v, want nothing", r)
		}
		if got := notices(s, "handler"); len(got) != 1 || got[0].Kind != supervision.NoticeToday || got[0].Of.ID != today.ID {
			t.Errorf("the handler was told %+v", got)
		}
		for _, login := range []string{"mediator", "station2", "supervisor", "admin"} {
			if got := notices(s, login); len(got) != 0 {
				t.Errorf("%s was told %+v, want nothing: it is not theirs", login, got)
			}
		}
		s.Later(2)
		if r := run(s); r.Told != 2 {
			t.Errorf("two days later: %+v, want both told as overdue", r)
		}
		s.Later(3)
		if r := run(s); r.Told != 0 {
			t.Errorf("later: %+v, want nobody told a second time", r)
		}
		if n := unread(s, "handler"); n != 3 {
			t.Errorf("%d unread, want 3", n)
		}
		got := notices(s, "handler")
		s.Must(func(tx *db.Tx) error { return supervision.Read(tx, s.As("mediator"), got[0].ID) }) // not theirs: nothing happens
		s.Must(func(tx *db.Tx) error { return supervision.Read(tx, s.As("handler"), got[0].ID) })
		if n := unread(s, "handler"); n != 2 {
			t.Errorf("%d unread after reading one, want 2", n)
		}
		s.Must(func(tx *db.Tx) error { return supervision.ReadUpTo(tx, s.As("handler"), got[1].ID) })
		if n := unread(s, "handler"); n != 0 {
			t.Errorf("%d unread after reading the rest, want 0", n)
		}
		_ = soon
	})
}

// A notice shows what its reader may see now, not what could be seen when it was made.
func TestSEC_AUTHZ_14_ANoticeOfWhatIsNoLongerYours(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		acting(s, 0)
		run(s)
		handler := s.As("handler")
		s.Must(func(tx *db.Tx) error {
			posts, err := org.PostHistory(tx, handler.Officer)
			if err != nil {
				return err
			}
			return org.EndPost(tx, s.As("admin"), posts[0].ID, tx.Today().AddDays(-1))
		})
		handler.Posts = nil
		s.People["handler"] = handler
		if got := notices(s, "handler"); len(got) != 1 || !got[0].Gone || got[0].Of.Number != "" {
			t.Errorf("got %+v, want a notice that says nothing of the matter", got)
		}
		s.Later(1)
		if r := run(s); r.Told != 0 {
			t.Errorf("told %d, want nobody: the handler holds no post any more", r.Told)
		}
	})
}

// A late matter comes before the leader who owns it, and before nobody else.
func TestALateMatterComesToItsOwner(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 0)
		second := s.As("leader2")
		s.Must(func(tx *db.Tx) error {
			o, err := ownership.Propose(tx, s.As("triage"), m.ID, ownership.Proposal{Leader: second.Officer, Why: "群众反映强烈"})
			if err != nil {
				return err
			}
			_, err = ownership.Confirm(tx, second, m.ID, o.ID, 0)
			return err
		})
		s.Later(7)
		run(s)
		for login, want := range map[string]int{"leader2": 1, "leader": 0} {
			n := 0
			for _, told := range notices(s, login) {
				if told.Kind == supervision.NoticeEscalated {
					n++
				}
			}
			if n != want {
				t.Errorf("%s: told of %d escalated matters, want %d", login, n, want)
			}
		}
	})
}

// A matter is escalated once for each clock, after more than five working days.
func TestALateMatterIsEscalatedOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 0) // Wednesday 8 May
		s.Later(6)        // Tuesday 14 May: 9, 10, 11 (worked), 13, 14 - five working days
		if r := run(s); r.Escalated != 0 {
			t.Errorf("five working days over: %+v, want none escalated", r)
		}
		s.Later(1)
		if r := run(s); r.Escalated != 1 {
			t.Errorf("six working days over: %+v, want one", r)
		}
		s.Later(1)
		if r := run(s); r.Escalated != 0 {
			t.Errorf("the day after: %+v, want none", r)
		}
		if got := notices(s, "leader"); len(got) != 1 || got[0].Kind != supervision.NoticeEscalated {
			t.Errorf("the leader was told %+v", got)
		}
		for login, want := range map[string]int{"leader": 1, "supervisor": 1, "station1": 1, "station2": 0} {
			s.Must(func(tx *db.Tx) error {
				all, err := supervision.Escalations(tx, s.As(login))
				if err != nil {
					return err
				}
				n, err := supervision.CountEscalations(tx, s.As(login))
				if len(all) != want || n != want {
					t.Errorf("%s sees %d and counts %d, want %d", login, len(all), n, want)
				}
				return err
			})
		}
		s.Must(func(tx *db.Tx) error {
			last, err := event.Of(tx, event.Matter, string(m.ID), 1)
			if len(last) != 1 || last[0].Action != "supervision.escalate" || last[0].Officer != "" || supervision.Label(last[0].Action) == "" {
				t.Errorf("the ledger says %+v", last)
			}
			return err
		})
	})
}

func TestAnUnansweredSupervisionIsEscalated(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 3)
		if _, err := ask(s, m); err != nil {
			t.Fatal(err)
		}
		if got := notices(s, "handler"); len(got) != 1 || got[0].Kind != supervision.NoticeAsked {
			t.Errorf("the handler was told %+v", got)
		}
		s.Later(2)
		if r := run(s); r.Escalated != 0 {
			t.Errorf("on the day of the answer: %+v", r)
		}
		s.Later(1)
		if r := run(s); r.Escalated != 1 {
			t.Errorf("the day after: %+v, want one", r)
		}
		if _, err := did(s, answer(s, "handler", m)); err != nil {
			t.Fatal(err)
		}
		if got := notices(s, "supervisor"); len(got) != 1 || got[0].Kind != supervision.NoticeAnswered {
			t.Errorf("the supervisor was told %+v", got)
		}
	})
}

// Half past eight on working days, and after a start when that was missed; a run
// that was broken off is done again, one that goes on is left alone.
func TestTheJobHasItsTime(t *testing.T) {
	for at, want := range map[string]bool{
		"2024-05-08 08:29": false, "2024-05-08 08:30": true, "2024-05-08 23:00": true, "2024-05-12 09:00": false, "2024-05-11 09:00": true,
		"2024-10-01 09:00": false, "2031-05-10 09:00": false, "2031-05-09 09:00": true,
	} {
		moment, err := time.ParseInLocation("2006-01-02 15:04", at, calendar.Shanghai)
		if err != nil {
			t.Fatal(err)
		}
		if got := supervision.Due(moment); got != want {
			t.Errorf("%s: got %v, want %v", at, got, want)
		}
	}
}

func TestTheJobIsCaughtUpWithAndRunsOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		acting(s, 0)
		tick := func() supervision.Report {
			r, err := supervision.Tick(context.Background(), s.DB, stage.Home)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		s.Clock.Add(-time.Hour) // eight o'clock
		if r := tick(); r.Ran {
			t.Error("ran before its time")
		}
		s.Clock.Add(6 * time.Hour) // the program was started after half past eight
		done := make(chan supervision.Report)
		for range 4 {
			go func() {
				r, err := supervision.Tick(context.Background(), s.DB, stage.Home)
				if err != nil {
					t.Error(err)
				}
				done <- r
			}()
		}
		ran, told := 0, 0
		for range 4 {
			r := <-done
			told += r.Told
			if r.Ran {
				ran++
			}
		}
		if ran != 1 || told != 1 {
			t.Errorf("four at once: %d ran and told %d, want one and one", ran, told)
		}
		if r := tick(); r.Ran {
			t.Error("ran a second time")
		}

		s.Later(1)
		broken := db.SQL("test.brokenRun", `INSERT INTO job_run (street_id, id, started_at, finished_at) VALUES ($1, $2, $3, 0)`)
		s.Must(func(tx *db.Tx) error {
			_, err := tx.Exec(broken, tx.Street, "remind:"+tx.Today().String(), tx.Millis())
			return err
		})
		if r := tick(); r.Ran {
			t.Error("took over a run that goes on")
		}
		s.Clock.Add(20 * time.Minute)
		if r := tick(); !r.Ran {
			t.Error("a run that was broken off is not done again")
		}
	})
}
