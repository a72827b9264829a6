package indicator_test

import (
	"reflect"
	"slices"
	"testing"

	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
)

// more is what the year of the stage lacks: every other way out of the funnel.
func (s *stage) more() {
	s.t.Helper()
	leak := brought{channel: "centre", class: matter.ClassCivil, kind: "02", where: s.cloud}
	s.on(2024, 8, 5)
	s.arrives(leak) // waits to be sorted
	sorted := leak
	sorted.to = matter.Mediation
	s.arrives(sorted) // waits to be taken on

	asked := func() matter.ID {
		id := s.arrives(sorted)
		s.do(func(tx *db.Tx) error {
			_, err := mediation.Apply(tx, s.mediator, id, mediation.Application{Oral: true, Facts: "漏水", Mediator: s.mediator.Officer, NoTie: true})
			return err
		})
		s.do(func(tx *db.Tx) error {
			_, err := mediation.AskOther(tx, s.mediator, id, mediation.Asking{Reached: true, Log: "电话联系上了"})
			return err
		})
		return id
	}
	refused, declined, withdrawn := asked(), asked(), asked()
	s.do(func(tx *db.Tx) error {
		parties, err := matter.Parties(tx, refused)
		if err != nil {
			return err
		}
		_, err = mediation.Refuse(tx, s.mediator, refused, mediation.Refusal{Party: parties[1].ID, Words: "不同意", Told: true})
		return err
	})
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Decline(tx, s.mediator, declined, mediation.Declining{Reason: "notCivil", Words: "不是民间纠纷", Told: true})
		return err
	})
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Withdraw(tx, s.mediator, withdrawn, mediation.Ending{Words: "不想谈了"})
		return err
	})

	later := func() matter.ID {
		id := s.started(leak)
		s.do(func(tx *db.Tx) error {
			_, err := mediation.AgreeOral(tx, s.mediator, id, mediation.OralAgreement{NoDocument: true, Terms: "修好", PerformOn: tx.Today().AddDays(10)})
			return err
		})
		return id
	}
	later() // waits to be performed
	broken := later()
	s.on(2024, 8, 26)
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Perform(tx, s.mediator, broken, mediation.Performance{How: mediation.AgreementBreached, Words: "没有修"})
		return err
	})
	again := s.started(leak) // agreed, closed, taken up again
	s.agreesOrally(again, 0)
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Close(tx, s.mediator, again, mediation.Closing{Words: "结案"})
		return err
	})
	s.do(func(tx *db.Tx) error {
		_, err := mediation.Reopen(tx, s.mediator, again, mediation.Reopening{BothAgree: true, Why: "又漏了"})
		return err
	})
}

// The numbers were counted by hand from live and more.
var byHand = map[string]int64{
	"registered": 17, "accepted": 9, "agreed": 5, "performed": 3,
	"redirected": 1, "merged": 0, "elsewhere": 2, "declined": 1, "refused": 1, "withdrawnBefore": 1, "reconciledBefore": 0, "stoppedBefore": 0, "unsorted": 1, "asking": 1,
	"reconciled": 1, "failed": 1, "ended": 0, "withdrawn": 0, "stopped": 0, "mediating": 2,
	"breached": 1, "invalidated": 0, "awaiting": 1, "partly": 0,
	"concluded": 4, "resolved": 3, "everDone": 5, "reopened": 1,
}

func TestTheFunnelOfAYear(t *testing.T) {
	each(t, func(s *stage) {
		s.more()
		s.view(func(tx *db.Tx) error {
			cohort := indicator.Cohorts(2024, indicator.ByYear, tx.Today())[0]
			f, err := indicator.FunnelOf(tx, cohort, "")
			if err != nil {
				return err
			}
			got := map[string]int64{}
			for _, b := range bars(f) {
				got[b.Code] = b.Number
				if rows, err := matter.Count(tx, identity.Whole, b.Filter); err != nil || int64(rows) != b.Number {
					t.Errorf("%s: got %d rows (%v) behind %d", b.Code, rows, err, b.Number)
				}
			}
			for code, want := range byHand {
				if n, ok := got[code]; !ok || n != want {
					t.Errorf("%s: got %d, want %d", code, n, want)
				}
			}
			if len(got) != len(byHand) {
				t.Errorf("got %d numbers, want the %d counted by hand", len(got), len(byHand))
			}
			if f.Gap() != 0 {
				t.Errorf("got a gap of %d, want every registered matter on exactly one bar", f.Gap())
			}
			if !(f.Resolved.Number <= f.Concluded.Number && f.Concluded.Number <= f.Steps[1].Number) {
				t.Errorf("got %d resolved, %d concluded, %d accepted, want each within the next", f.Resolved.Number, f.Concluded.Number, f.Steps[1].Number)
			}
			if got := f.Share(2).String(); got != "55.56%（5/9）" {
				t.Errorf("agreed of accepted: got %s", got)
			}
			return nil
		})
	})
}

// However a year is cut into cohorts, they add up to it; each adds up to its registered.
func TestCohortsAddUp(t *testing.T) {
	each(t, func(s *stage) {
		s.more()
		s.view(func(tx *db.Tx) error {
			year := indicator.Cohorts(2024, indicator.ByYear, tx.Today())[0]
			read, err := indicator.FunnelOf(tx, year, "")
			if err != nil {
				return err
			}
			for _, by := range []indicator.By{indicator.ByYear, indicator.ByQuarter, indicator.ByMonth} {
				sum := map[string]int64{}
				var parts []indicator.Funnel
				for _, c := range indicator.Cohorts(2024, by, tx.Today()) {
					f, err := indicator.FunnelOf(tx, c, "")
					if err != nil {
						return err
					}
					if f.Gap() != 0 {
						t.Errorf("%s: got a gap of %d", c.Name, f.Gap())
					}
					for _, b := range bars(f) {
						sum[b.Code] += b.Number
					}
					parts = append(parts, f)
				}
				if added := indicator.Together(year, "", parts); !reflect.DeepEqual(added, read) {
					t.Errorf("%s: the cohorts together are %+v, want the year as it is read: %+v", by, added, read)
				}
				for code, want := range byHand {
					if sum[code] != want {
						t.Errorf("%s, %s: the cohorts add up to %d, want %d", by, code, sum[code], want)
					}
				}
			}
			one, err := indicator.FunnelOf(tx, indicator.Cohorts(2024, indicator.ByYear, tx.Today())[0], s.grove)
			if err == nil && (one.Steps[0].Number != 4 || one.Gap() != 0) {
				t.Errorf("one community: got %d registered with a gap of %d, want 4 and none", one.Steps[0].Number, one.Gap())
			}
			return err
		})
	})
}

func bars(f indicator.Funnel) []indicator.Bar {
	all := []indicator.Bar{f.Concluded, f.Resolved, f.EverDone, f.Reopened}
	for _, s := range f.Steps {
		all = slices.Concat(all, []indicator.Bar{s.Bar}, s.Exits, s.Waiting)
	}
	return all
}

func TestCohorts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		by    indicator.By
		until calendar.Date
		count int
		last  string
	}{
		{indicator.ByYear, calendar.On(2024, 12, 31), 1, "2024年"},
		{indicator.ByQuarter, calendar.On(2024, 12, 31), 4, "2024年第4季度"},
		{indicator.ByQuarter, calendar.On(2024, 4, 1), 2, "2024年第2季度"},
		{indicator.ByMonth, calendar.On(2024, 2, 29), 2, "2024年2月"},
		{indicator.ByMonth, calendar.On(2023, 12, 31), 0, ""},
	} {
		all := indicator.Cohorts(2024, c.by, c.until)
		if len(all) != c.count || c.count > 0 && all[len(all)-1].Name != c.last {
			t.Errorf("%s until %s: got %v, want %d, the last %s", c.by, c.until, all, c.count, c.last)
		}
	}
}

func TestARateHasBothItsNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part, whole  int64
		text, spoken string
	}{
		{798, 799, "99.87%（798/799）", "受理的799件中，办结798件，占99.87%"},
		{0, 3, "0.00%（0/3）", "受理的3件中，办结0件，占0.00%"},
		{0, 0, "—（0/0）", "受理的是0件，没有比例可算"},
	} {
		r := indicator.RateOf(c.part, c.whole)
		if r.String() != c.text || r.Says("受理", "办结") != c.spoken {
			t.Errorf("%d of %d: got %s and %s", c.part, c.whole, r, r.Says("受理", "办结"))
		}
	}
	if got := indicator.PerThousandOf(108, 3200).String(); got != "33.8（108件/3200户）" {
		t.Errorf("per thousand: got %s", got)
	}
	if got := indicator.PerThousandOf(108, 0).String(); got != "—（108件/户数没有登记）" {
		t.Errorf("per thousand of nobody: got %s", got)
	}
}
