package supervision

import (
	"context"
	"errors"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/mediation"
)

// The job of a day begins at half past eight in Beijing, on working days.
const beginsAfter = 8*time.Hour + 30*time.Minute

// patience is how long a run may take before another takes it over: it was broken off.
const patience = 15 * time.Minute

// Report is what one run of the job did.
type Report struct {
	Ran       bool // false: it ran before, or it is not time
	Escalated int
	Told      int
	Reminded  int // of themed days
	Queued    int // digests
}

var (
	claimRun = db.SQL("jobRun.claim", `INSERT INTO job_run (street_id, id, started_at, finished_at) VALUES ($1, $2, $3, 0)
ON CONFLICT (street_id, id) DO UPDATE SET started_at = excluded.started_at WHERE job_run.finished_at = 0 AND job_run.started_at < $4`)
	finishRun = db.SQL("jobRun.finish", `UPDATE job_run SET finished_at = $3 WHERE street_id = $1 AND id = $2`)
	readRun   = db.SQL("jobRun.read", `SELECT finished_at FROM job_run WHERE street_id = $1 AND id = $2`)
	dueSoon   = db.SQL("notice.due", `SELECT `+candidateColumns+` FROM matter WHERE street_id = $1 AND open = TRUE AND closed_on = 0
AND due_on >= $2 AND due_on <= $3 AND mediator_id <> '' AND (due_on, id) > ($4, $5) ORDER BY due_on, id LIMIT $6`)
)

// Due reports whether the job of the day has its time: a working day, after half
// past eight. In a year whose working days are not known, weekends alone are off.
func Due(now time.Time) bool {
	today := calendar.Of(now)
	working, err := calendar.Builtin().IsWorkingDay(today)
	if err != nil {
		working = today.Weekday()%6 != 0
	}
	return working && !now.Before(today.Time().Add(beginsAfter))
}

// Tick runs the job of the day when it has its time and has not run: at half past
// eight, or after a start when that was missed.
func Tick(ctx context.Context, d *db.DB, street string) (Report, error) {
	if !Due(d.Now()) {
		return Report{}, nil
	}
	ran := false
	err := d.View(ctx, street, func(tx *db.Tx) error {
		finished, err := db.Value[int64](tx, readRun, tx.Street, runOf(tx.Today()))
		if errors.Is(err, db.ErrNone) {
			return nil
		}
		ran = finished != 0
		return err
	})
	if err != nil || ran {
		return Report{}, err
	}
	return Run(ctx, d, street, d.Now())
}

func runOf(day calendar.Date) string { return "remind:" + day.String() }

// Run is the job of a day at a moment: late matters are escalated, people are told what
// is due, and digests wait to be sent. Run twice, or by two programs at once, it
// does everything once; broken off, the next run does the rest.
func Run(ctx context.Context, d *db.DB, street string, now time.Time) (Report, error) {
	var r Report
	var staff []actor.Actor
	day := calendar.Of(now)
	update := func(fn func(*db.Tx) error) error {
		return d.Update(ctx, street, func(tx *db.Tx) error { return fn(tx.At(now)) })
	}
	err := update(func(tx *db.Tx) error {
		n, err := tx.Exec(claimRun, tx.Street, runOf(day), tx.Millis(), tx.Now.Add(-patience).UnixMilli())
		if err != nil || n == 0 {
			return err
		}
		r.Ran = true
		if staff, err = inService(tx); err != nil {
			return err
		}
		_, err = tx.Exec(dropNotices, tx.Street, tx.Now.AddDate(0, 0, -noticeDays).UnixMilli())
		return err
	})
	if err != nil || !r.Ran {
		return r, err
	}
	for more := true; more; {
		err := update(func(tx *db.Tx) error {
			n, err := escalate(tx, staff)
			r.Escalated += n
			more = n >= batch
			return err
		})
		if err != nil {
			return r, err
		}
	}
	after := candidate{}
	for more := true; more; {
		err := update(func(tx *db.Tx) error {
			var told int
			var err error
			after, told, more, err = tellDue(tx, staff, after)
			r.Told += told
			return err
		})
		if err != nil {
			return r, err
		}
	}
	fallen := mediation.Falling{}
	for more := true; more; {
		err := update(func(tx *db.Tx) error {
			var told int
			var err error
			fallen, told, more, err = tellDuties(tx, staff, fallen)
			r.Told += told
			return err
		})
		if err != nil {
			return r, err
		}
	}
	err = update(func(tx *db.Tx) error {
		var err error
		r.Reminded, err = tellThemes(tx, staff)
		return err
	})
	if err != nil {
		return r, err
	}
	var digests []Digest
	err = d.View(ctx, street, func(tx *db.Tx) error { // counted where nobody waits to write
		var err error
		digests, err = Digests(tx.At(now))
		return err
	})
	if err != nil {
		return r, err
	}
	return r, update(func(tx *db.Tx) error {
		if r.Queued, err = queue(tx, digests); err != nil {
			return err
		}
		return tx.ExecOne(finishRun, tx.Street, runOf(day), tx.Millis())
	})
}

// toldWithin is for how many days after its day a matter is told of as overdue, so
// that days without a run are made up for.
const toldWithin = 14

// tellDue tells one batch of handlers what is due today, and what became overdue.
func tellDue(tx *db.Tx, staff []actor.Actor, after candidate) (candidate, int, bool, error) {
	today, told := tx.Today(), 0
	found, err := db.All(tx, dueSoon, scanCandidate, tx.Street, today.AddDays(-toldWithin), today, after.due, string(after.id), batch)
	if err != nil {
		return after, 0, false, err
	}
	for _, c := range found {
		kind := NoticeOverdue
		if c.due == today {
			kind = NoticeToday
		}
		for _, a := range staff {
			if a.Officer != c.officer {
				continue
			}
			n, err := tell(tx, a, kind, c.id, c.mark())
			if err != nil {
				return after, told, false, err
			}
			told += n
		}
		after = c
	}
	return after, told, len(found) == batch, nil
}

// tellDuties tells one batch of mediators, and the chair who keeps watch where a
// mediator no longer sees the matter, what falls due of agreements whose matters are
// closed.
func tellDuties(tx *db.Tx, staff []actor.Actor, after mediation.Falling) (mediation.Falling, int, bool, error) {
	today, told := tx.Today(), 0
	found, err := mediation.FallingDue(tx, today.AddDays(-toldWithin), today, after, batch)
	if err != nil {
		return after, 0, false, err
	}
	for _, f := range found {
		for _, a := range staff {
			if a.Officer != f.Officer && !identity.WatchPerformance.Allows(a) {
				continue
			}
			n, err := tell(tx, a, NoticeDuty, f.Matter, f.Duty)
			if err != nil {
				return after, told, false, err
			}
			told += n
		}
		after = f
	}
	return after, told, len(found) == batch, nil
}
