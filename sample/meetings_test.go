package sample_test

import (
	"context"
	"testing"

	"fengsheng/activity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/responsibility"
	"fengsheng/task"
)

var (
	metIn    = db.SQL("test.met", `SELECT count(*) FROM meeting WHERE street_id = $1 AND state = $2`)
	tasksIn  = db.SQL("test.tasks", `SELECT count(*) FROM task WHERE street_id = $1 AND state = $2`)
	listIn   = db.SQL("test.problems", `SELECT count(*) FROM responsibility_problem WHERE street_id = $1 AND state = $2`)
	provenBy = db.SQL("test.proofs", `SELECT count(*) FROM responsibility_entry WHERE street_id = $1 AND evidence = $2`)
	carried  = db.SQL("test.carried", `SELECT count(*) FROM meeting_carried WHERE street_id = $1`)
)

// meetingsInEveryState fails the test for a state of meetings and tasks that the year
// does not show. What they count are the activities the year has anyway.
func meetingsInEveryState(t *testing.T, d *db.DB, street string) {
	t.Helper()
	err := d.View(context.Background(), street, func(tx *db.Tx) error {
		for stmt, states := range map[db.Stmt]matter.Enumeration{metIn: meeting.States, tasksIn: task.States} {
			for _, c := range states {
				n, err := db.Value[int](tx, stmt, street, c.Code)
				if err != nil {
					return err
				}
				if n == 0 {
					t.Errorf("%s: nothing is %s", stmt.Name(), c.Label)
				}
			}
		}
		for _, c := range responsibility.Proofs {
			if n, err := db.Value[int](tx, provenBy, street, c.Code); err != nil || n == 0 {
				t.Errorf("nothing is shown by %s: %v", c.Label, err)
			}
		}
		for _, state := range []responsibility.State{responsibility.Open, responsibility.Solved, responsibility.Standing} {
			if n, err := db.Value[int](tx, listIn, street, string(state)); err != nil || n == 0 {
				t.Errorf("no problem is %s: %v", state.Label(), err)
			}
		}
		fates, err := responsibility.Became(tx, 2024)
		if err != nil || len(fates) != 4 {
			t.Errorf("shortcomings of 2023: %d, %v", len(fates), err)
		}
		if n, err := db.Value[int](tx, carried, street); err != nil || n == 0 {
			t.Errorf("no task comes back: %d, %v", n, err)
		}
		for variety, want := range map[activity.Variety]int{activity.SpecialParty: 3, activity.PetitionMeeting: 12, activity.PoliceWork: 13, activity.JointConference: 0} {
			n, err := activity.Count(tx, activity.Filter{Kinds: []string{string(activity.Meeting)}, Varieties: []string{string(variety)}})
			if err != nil || n != want {
				t.Errorf("%s: got %d, %v; want %d", variety, n, err, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
