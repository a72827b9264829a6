package indicator_test

import (
	"fmt"
	"net/url"
	"testing"

	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Every month of every indicator is what Compute counts of that month alone, and
// the months of the year add up to it; the classes that occur do not, a class occurs again.
func TestTheMonthsAreTheYear(t *testing.T) {
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			for _, d := range indicator.All() {
				course, err := indicator.Course(tx, d.Code, year, 12)
				if err != nil {
					return fmt.Errorf("%s: %w", d.Code, err)
				}
				whole, err := indicator.Compute(tx, d.Code, year)
				if err != nil {
					return err
				}
				var sum, parts int64
				for _, m := range course {
					sum, parts = sum+m.Numerator, parts+m.Denominator
					if m.Missing {
						t.Errorf("%s: %s is missing, want records of the whole year", d.Code, m.First)
					}
				}
				if !d.Stock && d.Code != "acceptedClasses" && (sum != whole.Numerator || parts != whole.Denominator) {
					t.Errorf("%s: the months add up to %d/%d, want %d/%d", d.Code, sum, parts, whole.Numerator, whole.Denominator)
				}
				if d.Stock && course[11].Number != whole.Number {
					t.Errorf("%s: got %d at the end of December, want %d", d.Code, course[11].Number, whole.Number)
				}
			}
			return nil
		})
	})
}

// What the street has no records of is a gap; twelve months reach into the year before.
func TestMonthsBeforeTheRecords(t *testing.T) {
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			course, err := indicator.Course(tx, "accepted", indicator.Ask{Year: 2024, Cutoff: calendar.On(2024, 3, 15)}, 12)
			if err != nil {
				return err
			}
			if f := course[0].First; f != calendar.On(2023, 4, 1) {
				t.Errorf("got %s as the first month, want April of the year before", f)
			}
			for _, m := range course {
				if want := m.First < calendar.On(2023, 12, 1); m.Missing != want {
					t.Errorf("%s: got missing %v, want %v: the records begin on 20 December 2023", m.First, m.Missing, want)
				}
			}
			if course[8].Number != 1 || course[11].Number != 1 {
				t.Errorf("got %d in December and %d in March, want 1 and 1", course[8].Number, course[11].Number)
			}
			return nil
		})
	})
}

func TestTheYearBefore(t *testing.T) {
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			c, err := indicator.Compare(tx, "accepted", year)
			if err == nil && (c.Known() || c.Words() != "没有上年同期的记录") {
				t.Errorf("got %q, want that there is no record of the whole of last year", c.Words())
			}
			if err != nil {
				return err
			}
			c.Since = calendar.On(2022, 1, 1)
			for _, x := range []struct {
				now, before indicator.Value
				want        string
			}{
				{indicator.Value{Number: 6, Definition: indicator.Definition{Unit: "件"}}, indicator.Value{Number: 4}, "比上年同期多2件"},
				{indicator.Value{Number: 6, Definition: indicator.Definition{Unit: "件"}}, indicator.Value{Number: 6}, "和上年同期一样"},
				{indicator.Value{Number: 123_450_000, Definition: indicator.Definition{Unit: "万元"}}, indicator.Value{Number: 223_450_000}, "比上年同期少100.00万元"},
				{indicator.Value{Number: 9987, IsRate: true, Denominator: 799}, indicator.Value{Number: 9952, IsRate: true, Denominator: 600}, "比上年同期高0.35个百分点"},
				{indicator.Value{Number: 9900, IsRate: true, Denominator: 799}, indicator.Value{Number: 9952, IsRate: true, Denominator: 600}, "比上年同期低0.52个百分点"},
				{indicator.Value{Number: 9900, IsRate: true, Denominator: 799}, indicator.Value{IsRate: true}, "上年同期没有可比的数"},
			} {
				c.Now, c.Before = x.now, x.before
				if got := c.Words(); got != x.want {
					t.Errorf("got %q, want %q", got, x.want)
				}
			}
			return nil
		})
	})
}

// The parts of a figure add up to it, and each opens exactly its matters.
func TestTheGroupsAddUp(t *testing.T) {
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			accepted, err := indicator.Compute(tx, "accepted", year)
			if err != nil {
				return err
			}
			places, err := indicator.ByPlace(tx, year, []indicator.Place{{Code: s.cloud, Label: "祥云社区"}, {Code: s.grove, Label: "桃林社区"}})
			if err != nil {
				return err
			}
			types, err := indicator.ByCode(tx, year, matter.DisputeTypes, func(f *matter.Filter) *[]string { return &f.Types })
			if err != nil {
				return err
			}
			kinds, err := indicator.ByKind(tx, year)
			if err != nil {
				return err
			}
			for name, c := range map[string]struct {
				groups []indicator.Group
				want   int64
			}{"places": {places, accepted.Number}, "types": {types, accepted.Number}, "kinds": {kinds, 9}} {
				var sum int64
				for _, g := range c.groups {
					sum += g.Number
					if rows := s.count(tx, g.Evidence); int64(rows) != g.Number {
						t.Errorf("%s, %s: got %d rows behind %d", name, g.Label, rows, g.Number)
					}
				}
				if sum != c.want {
					t.Errorf("%s: got %d together, want %d", name, sum, c.want)
				}
			}
			return nil
		})
	})
}

// count is how many matters stand on a list.
func (s *stage) count(tx *db.Tx, list string) int {
	s.t.Helper()
	f, err := matter.ParseFilter(queryOf(s.t, list))
	if err != nil {
		s.t.Fatal(err)
	}
	n, err := matter.Count(tx, identity.Whole, f)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestJumps(t *testing.T) {
	t.Parallel()
	course := func(numbers ...int64) []indicator.Month {
		all := make([]indicator.Month, len(numbers))
		for i, n := range numbers {
			all[i] = indicator.Month{Value: indicator.Value{Number: n}, First: calendar.On(2024, i+1, 1), Missing: n < 0}
		}
		return all
	}
	for name, c := range map[string]struct {
		months []indicator.Month
		cutoff calendar.Date
		want   []int
	}{
		"steady":                       {course(60, 62, 58, 61), calendar.On(2024, 4, 30), nil},
		"half as much again":           {course(60, 60, 60, 90), calendar.On(2024, 4, 10), []int{4}},
		"nearly":                       {course(60, 60, 60, 89), calendar.On(2024, 4, 30), nil},
		"half":                         {course(60, 60, 60, 30), calendar.On(2024, 4, 30), []int{4}},
		"half, but it is not over yet": {course(60, 60, 60, 30), calendar.On(2024, 4, 29), nil},
		"small numbers":                {course(1, 1, 1, 9), calendar.On(2024, 4, 30), nil},
		"a month nobody knows":         {course(-1, 60, 60, 300), calendar.On(2024, 4, 30), nil},
		"three months are too few":     {course(1, 1, 300), calendar.On(2024, 3, 31), nil},
	} {
		var got []int
		for _, j := range indicator.Jumps(c.months, c.cutoff) {
			got = append(got, j.First.Month())
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got a jump in %v, want %v", name, got, c.want)
		}
	}
}

// The stage has three sweeps; every other whole week since its records began is missing one.
func TestWeeksWithoutSweep(t *testing.T) {
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			weeks, err := indicator.WeeksWithoutSweep(tx, year)
			if err != nil {
				return err
			}
			if len(weeks) != 49 {
				t.Errorf("got %d weeks, want 52 without the 3 that had a sweep", len(weeks))
			}
			for _, w := range weeks {
				if w.Monday.Weekday() != 1 || w.Sunday() > calendar.On(2024, 12, 31) {
					t.Errorf("got %s to %s, want whole weeks of the year", w.Monday, w.Sunday())
				}
			}
			boards, err := indicator.WeeksWithoutBoard(tx, year)
			if len(boards) != 0 {
				t.Errorf("got %d weeks without a board, want none where no board was ever frozen", len(boards))
			}
			return err
		})
	})
}

func queryOf(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}
