package activity_test

import (
	"net/url"
	"reflect"
	"testing"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

func TestAFilterIsItsAddress(t *testing.T) {
	may := matter.Period{From: calendar.On(2024, 5, 1), To: calendar.On(2024, 5, 31)}
	full := activity.Filter{
		Kinds: []string{"meeting", "study"}, Varieties: []string{"petition"}, Community: "c", Venue: "v", Leader: "l", Recorder: "r", Partner: "派出所",
		On: may, AboutCase: true, Attended: true, Reached: true, Received: true, Leafleted: true, Gifted: true, StreetLevel: true, Replaced: true,
	}
	v := reflect.ValueOf(full)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("the test leaves %s out", v.Type().Field(i).Name)
		}
	}
	for _, f := range []activity.Filter{{}, full} {
		got, err := activity.ParseFilter(f.Query())
		if err != nil || !reflect.DeepEqual(got, f) {
			t.Errorf("got %+v, %v; want %+v", got, err, f)
		}
	}
	if _, err := activity.ParseFilter(url.Values{"onFrom": {"五月"}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a date that is none: got %v, want a fault", err)
	}
}

func TestTheFilterFindsWhatItSays(t *testing.T) {
	each(t, func(s *stage) {
		at := func(d activity.Draft, day int, community string) activity.Draft {
			d.On, d.Community = calendar.On(2024, 5, day), community
			return d
		}
		police := s.meeting()
		police.Variety, police.Partners = activity.PoliceWork, "演示路派出所"
		case1 := s.reception()
		case1.AboutCase, case1.Matters = true, []matter.ID{s.matter}
		other := s.reception()
		handed := activity.Draft{Kind: activity.Publicity, Variety: activity.School, Place: "小学", Leaflets: 30, Audience: 200}
		s.record(s.clerk, at(s.meeting(), 1, ""))
		s.record(s.clerk, at(police, 2, ""))
		s.record(s.clerk, at(case1, 3, s.auspicious))
		s.record(s.clerk, at(other, 4, s.auspicious))
		s.record(s.lead, at(handed, 5, s.auspicious))

		cases := []struct {
			name string
			f    activity.Filter
			want int
		}{
			{"all", activity.Filter{}, 5},
			{"meetings", activity.Filter{Kinds: []string{"meeting"}}, 2},
			{"police meetings", activity.Filter{Kinds: []string{"meeting"}, Varieties: []string{"policeWork"}}, 1},
			{"the community", activity.Filter{Community: s.auspicious}, 3},
			{"the street", activity.Filter{StreetLevel: true}, 2},
			{"the leader", activity.Filter{Leader: s.leader}, 2},
			{"the recorder", activity.Filter{Recorder: "lead"}, 1},
			{"with the police", activity.Filter{Partner: "派出所"}, 1},
			{"with a wildcard", activity.Filter{Partner: "%"}, 0},
			{"two days", activity.Filter{On: matter.Period{From: calendar.On(2024, 5, 2), To: calendar.On(2024, 5, 3)}}, 2},
			{"from a day", activity.Filter{On: matter.Period{From: calendar.On(2024, 5, 4)}}, 2},
			{"to a day", activity.Filter{On: matter.Period{To: calendar.On(2024, 5, 1)}}, 1},
			{"about a case", activity.Filter{AboutCase: true}, 1},
			{"leafleted", activity.Filter{Leafleted: true}, 1},
			{"gifted", activity.Filter{Gifted: true}, 0},
			{"attended", activity.Filter{Attended: true}, 2},
			{"reached", activity.Filter{Reached: true}, 3},
			{"received", activity.Filter{Received: true}, 2},
			{"a venue", activity.Filter{Venue: s.station}, 0},
			{"replaced", activity.Filter{Replaced: true}, 0},
		}
		s.view(func(tx *db.Tx) error {
			for _, c := range cases {
				n, err := activity.Count(tx, c.f)
				ids, err2 := activity.IDs(tx, c.f)
				list, err3 := activity.List(tx, c.f, activity.Page{Size: 100})
				if err != nil || err2 != nil || err3 != nil {
					t.Fatalf("%s: %v, %v, %v", c.name, err, err2, err3)
				}
				if n != c.want || len(ids) != n || len(list) != n {
					t.Errorf("%s: count %d, ids %d, list %d; want %d", c.name, n, len(ids), len(list), c.want)
				}
			}
			for total, want := range map[activity.Total]int64{
				activity.TotalActivities: 5, activity.TotalAttendance: 24, activity.TotalAudience: 206, activity.TotalBatches: 4,
				activity.TotalLeaflets: 30, activity.TotalGiveaways: 0,
			} {
				got, err := activity.Sum(tx, activity.Filter{}, total)
				if err != nil || got != want {
					t.Errorf("%s is %d, %v; want %d", total, got, err, want)
				}
			}
			return nil
		})
	})
}

func TestAListIsReadPageByPageBothWays(t *testing.T) {
	each(t, func(s *stage) {
		for day := range 7 {
			d := s.meeting()
			d.On = calendar.On(2024, 5, 1+day/2) // two on a day
			d.Place = string(rune('A' + day))
			s.record(s.clerk, d)
		}
		s.view(func(tx *db.Tx) error {
			whole, err := activity.List(tx, activity.Filter{}, activity.Page{Size: 100})
			if err != nil {
				return err
			}
			var pages [][]activity.Activity
			p := activity.Page{Size: 3}
			for {
				rows, err := activity.List(tx, activity.Filter{}, p)
				if err != nil {
					return err
				}
				if len(rows) == 0 {
					break
				}
				pages = append(pages, rows)
				p.After = p.Next(rows[len(rows)-1])
			}
			var joined []activity.Activity
			for _, rows := range pages {
				joined = append(joined, rows...)
			}
			if len(pages) != 3 || !reflect.DeepEqual(joined, whole) {
				t.Errorf("%d pages with %d rows, want 3 that make the whole of %d", len(pages), len(joined), len(whole))
			}
			back, err := activity.List(tx, activity.Filter{}, activity.Page{Size: 3, Before: p.Next(pages[1][0])})
			if !reflect.DeepEqual(back, pages[0]) {
				t.Errorf("backwards from the second page got %d rows, want the first page", len(back))
			}
			return err
		})
	})
}

func TestSearchGoesOnPageByPage(t *testing.T) {
	each(t, func(s *stage) {
		for day := range 5 {
			d := s.meeting()
			d.On, d.Topics = calendar.On(2024, 5, 1+day), "研究信访积案"
			s.record(s.clerk, d)
		}
		s.view(func(tx *db.Tx) error {
			seen := map[activity.ID]bool{}
			before := int64(0)
			for page := range 3 {
				found, err := activity.Find(tx, s.clerk, "积案", before, 2)
				if err != nil {
					return err
				}
				for _, a := range found.Activities {
					seen[a.ID] = true
				}
				before = found.Before
				if (before == 0) != (page == 2) {
					t.Errorf("page %d goes on at %d", page, before)
				}
			}
			if len(seen) != 5 {
				t.Errorf("found %d, want 5", len(seen))
			}
			found, err := activity.Find(tx, s.archivist, "积案", 0, 2)
			if len(found.Activities) != 0 {
				t.Errorf("the archivist finds %d, want none", len(found.Activities))
			}
			return err
		})
	})
}

func TestKindsSayWhatTheyAre(t *testing.T) {
	for _, sh := range activity.Shapes() {
		if sh.Label == "" || sh.Kind.Label() != sh.Label || len(sh.Sorts) == 0 {
			t.Errorf("%s is %q with %d varieties", sh.Kind, sh.Label, len(sh.Sorts))
		}
		for _, sort := range sh.Sorts {
			if got := sort.Variety.Label(sh.Kind); got != sort.Label || got == "" {
				t.Errorf("%s of %s is %q, want %q", sort.Variety, sh.Kind, got, sort.Label)
			}
		}
	}
}
