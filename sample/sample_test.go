package sample_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/reception"
	"fengsheng/returns"
	"fengsheng/sample"
	"fengsheng/study"
	"fengsheng/vault"
)

const street = "home"

func found(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.Update(context.Background(), street, func(tx *db.Tx) error {
		if _, err := sample.Found(tx, "argon2id$m=8,t=1,p=1$AAAA$AAAA"); err != nil {
			return err
		}
		roles := map[string]bool{}
		for _, a := range sample.Accounts() {
			roles[a.Role] = true
		}
		for _, r := range actor.Roles {
			if !roles[r.Label()] {
				t.Errorf("no demonstration account for %s", r.Label())
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The demonstration year yields the figures of the real report, on both engines.
func TestTheYearIsTheReports(t *testing.T) {
	clock := dbtest.At(time.Date(2024, 1, 1, 9, 0, 0, 0, calendar.Shanghai))
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		found(t, d)
		began := time.Now()
		if err := sample.Year(context.Background(), d, street, 1, nil); err != nil {
			t.Fatal(err)
		}
		t.Logf("the year took %v", time.Since(began))
		mediated := []string{string(matter.Mediation)}
		year := matter.Year(2024, calendar.On(2024, 12, 31))
		for _, c := range []struct {
			name string
			f    matter.Filter
			of   matter.Total
			want int64
		}{
			{"accepted", matter.Filter{Kinds: mediated, Accepted: year}, matter.TotalMatters, 799},
			{"concluded", matter.Filter{Kinds: mediated, Concluded: year}, matter.TotalMatters, 798},
			{"resolved", matter.Filter{Kinds: mediated, Concluded: year, Outcomes: matter.ResolvedOutcomes}, matter.TotalMatters, 786},
			{"mediation dossiers", matter.Filter{Archived: year, Dossiers: []string{"mediation"}}, matter.TotalMatters, 30},
			{"work dossiers", matter.Filter{Archived: year, Dossiers: []string{"work"}}, matter.TotalMatters, 12},
			{"open petition matters", matter.Filter{OpenOn: calendar.On(2024, 12, 31), Kinds: []string{"petition"}}, matter.TotalMatters, 24},
			{"their parties", matter.Filter{OpenOn: calendar.On(2024, 12, 31), Kinds: []string{"petition"}}, matter.TotalParties, 59},
			{"settled petitions", matter.Filter{Settled: true, Concluded: year}, matter.TotalMatters, 2},
			{"not done", matter.Filter{Kinds: mediated, NotDone: calendar.On(2024, 12, 31)}, matter.TotalMatters, 1},
		} {
			err := d.View(context.Background(), street, func(tx *db.Tx) error {
				got, err := matter.Sum(tx, identity.Whole, c.f, c.of)
				if err == nil && got != c.want {
					t.Errorf("%s: got %d, want %d", c.name, got, c.want)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
		everyStage(t, d, street)
		funnelOfTheYear(t, d, street)
		leadersInEveryState(t, d, street)
		meetingsInEveryState(t, d, street)
		studied(t, d, street)
		everySecret(t, d, street)
		returnsOpenTheirRows(t, d, street)
		instalments(t, d, street)
		publicityIsTheReports(t, d, street)
		reportsOfTheYear(t, d, street)
		err := d.View(context.Background(), street, func(tx *db.Tx) error { return event.Verify(tx, event.Checkpoint{}) })
		if err != nil {
			t.Error(err)
		}
	})
}

var (
	ownedIn = db.SQL("test.owned", `SELECT count(*) FROM ownership WHERE street_id = $1 AND state = $2`)
	heldIn  = db.SQL("test.held", `SELECT count(*) FROM reception WHERE street_id = $1 AND state = $2`)
)

// leadersInEveryState fails the test for a state of ownerships and sessions that the
// year does not show. What they count are the activities the year has anyway.
func leadersInEveryState(t *testing.T, d *db.DB, street string) {
	t.Helper()
	err := d.View(context.Background(), street, func(tx *db.Tx) error {
		for stmt, states := range map[db.Stmt]matter.Enumeration{ownedIn: ownership.States, heldIn: reception.States} {
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
		for kind, want := range map[string]int{"reception": 26, "visit": 43} {
			n, err := activity.Count(tx, activity.Filter{Kinds: []string{kind}})
			if err != nil || n != want {
				t.Errorf("%s: got %d, %v; want %d", kind, n, err, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// studied fails the test when the year's study is not whole: every session one activity
// and its attendance, an examination with its counts, and the next year planned.
func studied(t *testing.T, d *db.DB, street string) {
	t.Helper()
	err := d.View(context.Background(), street, func(tx *db.Tx) error {
		w, err := sample.Load(tx)
		if err != nil {
			return err
		}
		by := actor.Actor{Street: street, Posts: []actor.Post{{Role: actor.ReportWriter, Place: actor.Place{Level: actor.Street, ID: w.Root.ID}}}}
		all, err := study.Sessions(tx, by, study.Filter{On: matter.Year(2024, calendar.On(2024, 12, 31))})
		if err != nil {
			return err
		}
		n := map[study.Stage]int{}
		for _, s := range all {
			n[s.State]++
			if !s.Done() {
				continue
			}
			here, err := study.Attendance(tx, s)
			a, err2 := activity.Load(tx, s.Activity)
			if err != nil || err2 != nil || here != a.Attendance {
				t.Errorf("study of %s: %d were there, the activity has %d; %v, %v", s.On, here, a.Attendance, err, err2)
			}
		}
		if n[study.Recorded] != 9 || n[study.Cancelled] != 1 {
			t.Errorf("sessions are %v, want 9 recorded and 1 cancelled", n)
		}
		next, err := study.Sessions(tx, by, study.Filter{On: matter.Year(2025, calendar.On(2025, 12, 31))})
		if err != nil || len(next) != 5 {
			t.Errorf("the next year has %d sessions, %v; want 5", len(next), err)
		}
		for code, want := range map[string]string{"studyCentreGroup": "5", "partyRuleReports": "1", "examCandidates": "28", "examSatRate": "96.43%", "examPassedRate": "96.30%", "examExcellentRate": "25.93%"} {
			v, err := indicator.Compute(tx, code, indicator.Ask{Year: 2024})
			if err != nil || v.Text != want {
				t.Errorf("%s is %s, %v; want %s", code, v.Text, err, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// rare are the states that last for moments, or that only an unusual end leads to.
var rare = []string{
	"received", "merged", "offered", "suspended", "withdrawn", "returned", "archived", "confirmed", "cleared", "toAid", "assigned", "found", "taken", "redirected",
}

// returnsOpenTheirRows fails the test for a return of the year that contradicts
// itself, and for a cell whose address finds another number than it says.
func returnsOpenTheirRows(t *testing.T, d *db.DB, street string) {
	t.Helper()
	err := d.View(context.Background(), street, func(tx *db.Tx) error {
		for _, k := range returns.Kinds {
			table, err := returns.Compute(tx, returns.Ask{Kind: returns.Kind(k.Code), Period: returns.Period{Year: 2024}})
			if err != nil {
				return err
			}
			if len(table.Wrong) > 0 {
				t.Errorf("%s: %q", k.Label, table.Wrong)
			}
			for _, v := range table.Values {
				query, leads := strings.CutPrefix(v.Rows, "/matters?")
				if !leads || v.Unit != "件" {
					continue
				}
				q, err := url.ParseQuery(query)
				if err != nil {
					return err
				}
				f, err := matter.ParseFilter(q)
				if err != nil {
					return err
				}
				n, err := matter.Sum(tx, identity.Whole, f, matter.TotalMatters)
				if err != nil || n != v.Number {
					t.Errorf("%s, %s: %d in the cell, %d rows, %v", k.Label, v.Code, v.Number, n, err)
				}
				if v.Code == "total" && v.Number != 798 || v.Code == "written" && v.Number != 30 {
					t.Errorf("%s: got %d", v.Code, v.Number)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// everySecret fails the test when the vault has no accusation in one of its states.
func everySecret(t *testing.T, d *db.DB, street string) {
	t.Helper()
	err := d.View(context.Background(), matter.Vault(street), func(tx *db.Tx) error {
		for _, s := range vault.States {
			n, err := matter.Count(tx, identity.Whole, matter.Filter{States: []string{s.Code}})
			if err != nil {
				return err
			}
			if n == 0 {
				t.Errorf("the vault: no accusation is %s", s.Label)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// dutiesIn are the duties of each state in matters that are archived; unfinished the papers
// of archived dossiers that still ask something; tellsOf what the job of a day has told of them.
var (
	dutiesIn = db.SQL("test.duties", `SELECT count(*) FROM duty JOIN matter ON matter.street_id = duty.street_id AND matter.id = duty.matter_id
WHERE duty.street_id = $1 AND duty.state = $2 AND matter.state = 'archived'`)
	unfinished = db.SQL("test.unfinished", `SELECT count(*) FROM document JOIN matter ON matter.street_id = document.street_id AND matter.id = document.matter_id
WHERE document.street_id = $1 AND document.state = 'open' AND matter.state = 'archived' AND matter.dossier = 'mediation' AND document.form NOT IN ('M0', 'M11', 'M12')`)
	tellsOf = db.SQL("test.tellsOf", `SELECT count(*) FROM notice WHERE street_id = $1 AND kind = 'duty'`)
)

// instalments fails the test when the performance ledger has nothing to show: paid,
// not paid and to come, also of matters that are archived.
func instalments(t *testing.T, d *db.DB, street string) {
	t.Helper()
	err := d.View(context.Background(), street, func(tx *db.Tx) error {
		for _, state := range []string{"open", "done", "breached"} {
			if n, err := db.Value[int](tx, dutiesIn, street, state); err != nil || n == 0 {
				t.Errorf("duties that are %s: %d, %v", state, n, err)
			}
		}
		if n, err := db.Value[int](tx, unfinished, street); err != nil || n > 0 { // what is added after archiving is left out
			t.Errorf("archived dossiers hold %d unfinished papers, %v", n, err)
		}
		n, err := db.Value[int](tx, tellsOf, street)
		if err == nil && n == 0 {
			t.Error("nobody is told of an instalment that is not paid")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// everyStage fails the test for a kind that is not there in one of its stages.
func everyStage(t *testing.T, d *db.DB, street string) {
	t.Helper()
	for _, k := range catalogue.Matters() {
		for _, s := range catalogue.Workflow(matter.Kind(k.Code)).States {
			// Of what was accepted to be mediated the report has all but one concluded.
			if slices.Contains(rare, s.Code) || k.Code == string(matter.Mediation) {
				continue
			}
			err := d.View(context.Background(), street, func(tx *db.Tx) error {
				n, err := matter.Count(tx, identity.Whole, matter.Filter{Kinds: []string{k.Code}, States: []string{s.Code}})
				if err == nil && n == 0 {
					t.Errorf("%s: no matter of the year is %s", k.Code, s.Label)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	}
}
