package activity_test

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

func TestWhatIsRecordedIsReadBack(t *testing.T) {
	each(t, func(s *stage) {
		d := activity.Draft{
			Kind: activity.Publicity, Variety: "campaign", Title: "民法典宣传", On: today, Start: "09：30", Place: "文化广场", Venue: s.station,
			Partners: "司法所", Topics: "民法典", Attendance: 6, Audience: 80, Leaflets: 120, Giveaways: 40, Matters: []matter.ID{s.matter, s.matter},
		}
		a := s.record(s.clerk, d)
		s.view(func(tx *db.Tx) error {
			got, err := activity.Load(tx, a.ID)
			if err != nil {
				return err
			}
			if got != a {
				t.Errorf("got %+v, want %+v", got, a)
			}
			if got.Community != s.auspicious || got.Start != "09:30" || !got.Valid || !got.Demo || got.Version != 1 {
				t.Errorf("got %+v; want the community of the venue, 09:30, valid, demo, version 1", got)
			}
			seen, others, err := activity.MattersOf(tx, s.clerk, a.ID)
			if err != nil || len(seen) != 1 || others != 0 || seen[0].ID != s.matter {
				t.Errorf("got %d matters and %d others, %v; want the one named", len(seen), others, err)
			}
			of, err := activity.OfMatter(tx, s.clerk, s.matter)
			if err != nil || len(of) != 1 || of[0].ID != a.ID {
				t.Errorf("the matter names %d activities, %v; want 1", len(of), err)
			}
			of, err = activity.OfMatter(tx, s.archivist, s.matter)
			if err != nil || len(of) != 0 {
				t.Errorf("the archivist sees %d activities, %v; want none", len(of), err)
			}
			events, err := event.List(tx, event.Filter{Subject: string(a.ID), Limit: 5})
			if err != nil || len(events) != 1 || events[0].Action != "activity.record" || !strings.Contains(events[0].Details, `"leaflets":120`) {
				t.Errorf("got events %+v, %v; want one activity.record with its counts", events, err)
			}
			return err
		})
	})
}

func TestWhatCannotBeRecorded(t *testing.T) {
	each(t, func(s *stage) {
		cases := []struct {
			name  string
			entry string
			draft func() activity.Draft
		}{
			{"no kind", "kind", func() activity.Draft { d := s.meeting(); d.Kind = ""; return d }},
			{"a variety of another kind", "variety", func() activity.Draft { d := s.meeting(); d.Variety = activity.CentralGroup; return d }},
			{"tomorrow", "on", func() activity.Draft { d := s.meeting(); d.On = today.AddDays(1); return d }},
			{"no day", "on", func() activity.Draft { d := s.meeting(); d.On = 0; return d }},
			{"a time that is none", "start", func() activity.Draft { d := s.meeting(); d.Start = "25:00"; return d }},
			{"no place", "place", func() activity.Draft { d := s.meeting(); d.Place = " "; return d }},
			{"a long name", "title", func() activity.Draft { d := s.meeting(); d.Title = strings.Repeat("长", 61); return d }},
			{"less than nobody", "attendance", func() activity.Draft { d := s.meeting(); d.Attendance = -1; return d }},
			{"more than believable", "attendance", func() activity.Draft { d := s.meeting(); d.Attendance = 5001; return d }},
			{"leaflets at a meeting", "leaflets", func() activity.Draft { d := s.meeting(); d.Leaflets = 1; return d }},
			{"a reception without a leader", "leader", func() activity.Draft { d := s.reception(); d.Leader = ""; return d }},
			{"a leader who is not there", "leader", func() activity.Draft { d := s.reception(); d.Leader = "nobody"; return d }},
			{"fewer persons than groups", "audience", func() activity.Draft { d := s.reception(); d.Audience = 1; return d }},
			{"about a case without a matter", "matters", func() activity.Draft { d := s.reception(); d.AboutCase = true; return d }},
			{"a meeting about a case", "aboutCase", func() activity.Draft { d := s.meeting(); d.AboutCase = true; return d }},
			{"a police meeting without police", "partners", func() activity.Draft { d := s.meeting(); d.Variety = activity.PoliceWork; return d }},
			{"a place that is not there", "community", func() activity.Draft { d := s.meeting(); d.Community = "nowhere"; return d }},
			{"a venue that is not there", "venue", func() activity.Draft { d := s.meeting(); d.Venue = "nowhere"; return d }},
			{"a matter that is not there", "matters", func() activity.Draft { d := s.meeting(); d.Matters = []matter.ID{"none"}; return d }},
		}
		for _, c := range cases {
			f := s.refused(s.clerk, c.draft())
			if f.Kind != fault.Invalid || !slices.ContainsFunc(f.Fields, func(w fault.Field) bool { return w.Name == c.entry }) {
				t.Errorf("%s: got %d at %v, want the entry %s", c.name, f.Kind, f.Fields, c.entry)
			}
		}
		s.view(func(tx *db.Tx) error {
			n, err := activity.Count(tx, activity.Filter{})
			if n != 0 {
				t.Errorf("%d activities were written, want none", n)
			}
			return err
		})
	})
}

func TestWhoMayRecordWhere(t *testing.T) {
	each(t, func(s *stage) {
		here, there, above := s.meeting(), s.meeting(), s.meeting()
		here.Community, there.Community = s.auspicious, s.blossom
		for name, d := range map[string]activity.Draft{"another community": there, "the street": above} {
			if f := s.refused(s.lead, d); f.Kind != fault.Denied {
				t.Errorf("the lead of a station at %s: got %q, want a denial", name, f.Message)
			}
		}
		if f := s.refused(s.archivist, here); f.Kind != fault.Denied {
			t.Errorf("the archivist: got %q, want a denial", f.Message)
		}
		s.record(s.lead, here)
		s.record(s.clerk, above)
	})
}

func TestAMatterOutOfSightCannotBeNamed(t *testing.T) {
	each(t, func(s *stage) {
		d := s.meeting()
		d.Community, d.Matters = s.auspicious, []matter.ID{s.matter, s.hidden}
		if f := s.refused(s.lead, d); f.Fields[0].Name != "matters" {
			t.Errorf("got %v, want the entry matters", f.Fields)
		}
		a := s.record(s.clerk, d)
		s.view(func(tx *db.Tx) error {
			seen, others, err := activity.MattersOf(tx, s.lead, a.ID)
			if len(seen) != 1 || others != 1 {
				t.Errorf("the lead sees %d and %d others, want 1 and 1", len(seen), others)
			}
			return err
		})
	})
}

func TestOneSessionCountsOnce(t *testing.T) {
	each(t, func(s *stage) {
		d := s.reception()
		s.record(s.clerk, d)
		d.Start = "09：00"
		if f := s.refused(s.clerk, d); f.Kind != fault.Conflict {
			t.Errorf("the same reception: got %q, want a conflict", f.Message)
		}
		d.Start = "14:00"
		s.record(s.clerk, d) // another session of the same day is another one
	})
}
