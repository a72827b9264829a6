package sample_test

import (
	"context"
	"slices"
	"testing"

	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// The funnel of the demonstration year has the counts of its cohorts (year2024),
// counted by hand, and every quarter and month of it adds up.
func funnelOfTheYear(t *testing.T, d *db.DB, street string) {
	t.Helper()
	exactly := map[string]int64{
		"accepted": 799, "agreed": 28 + 2 + 750 + 6, "performed": 28 + 2 + 750 + 6 - 2, "failed": 8, "ended": 4, "mediating": 1,
		"reconciled": 0, "withdrawn": 0, "breached": 1, "awaiting": 0, "partly": 1, "reopened": 0, "concluded": 798, "resolved": 786,
	}
	least := map[string]int64{"redirected": 14, "refused": 9, "declined": 5, "asking": 2 + 3 + 4, "unsorted": 5} // others add to these
	err := d.View(context.Background(), street, func(tx *db.Tx) error {
		until := calendar.On(2024, 12, 31)
		whole, err := indicator.FunnelOf(tx, indicator.Cohorts(2024, indicator.ByYear, until)[0], "")
		if err != nil {
			return err
		}
		got := countsOf(whole)
		for code, want := range exactly {
			if got[code] != want {
				t.Errorf("%s: got %d in the funnel, want %d", code, got[code], want)
			}
		}
		for code, want := range least {
			if got[code] < want {
				t.Errorf("%s: got %d in the funnel, want at least %d", code, got[code], want)
			}
		}
		for _, by := range []indicator.By{indicator.ByYear, indicator.ByQuarter, indicator.ByMonth} {
			sum := map[string]int64{}
			for _, c := range indicator.Cohorts(2024, by, until) {
				f, err := indicator.FunnelOf(tx, c, "")
				if err != nil {
					return err
				}
				if f.Gap() != 0 {
					t.Errorf("%s: %d registered matters are on no bar or on two", c.Name, f.Gap())
				}
				for code, n := range countsOf(f) {
					sum[code] += n
				}
			}
			for code, want := range got {
				if sum[code] != want {
					t.Errorf("%s, %s: the cohorts add up to %d, want %d", by, code, sum[code], want)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func countsOf(f indicator.Funnel) map[string]int64 {
	got := map[string]int64{"concluded": f.Concluded.Number, "resolved": f.Resolved.Number, "reopened": f.Reopened.Number}
	for _, s := range f.Steps {
		got[s.Code] = s.Number
		for _, b := range slices.Concat(s.Exits, s.Waiting) {
			got[b.Code] = b.Number
		}
	}
	return got
}
