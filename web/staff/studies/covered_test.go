package studies

import (
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/study"
)

// The common list says how far each law was studied together, and whether in time.
func TestCoveredSaysHowFarAndWhen(t *testing.T) {
	t.Parallel()
	due, before, after := calendar.On(2024, 9, 30), calendar.On(2024, 9, 2), calendar.On(2024, 11, 4)
	held := func(on calendar.Date, articles string) study.Session {
		return study.Session{State: study.Held, On: on, Laws: []study.Reference{{Title: "中国共产党纪律处分条例", Articles: articles}}}
	}
	for _, c := range []struct {
		name     string
		sessions []study.Session
		today    calendar.Date
		want     string
		met      bool
		links    int
	}{
		{"nothing yet", nil, before, "还没有集体学", false, 0},
		{"nothing, late", nil, after, "过了计划的日期", false, 0},
		{"an article", []study.Session{held(before, "第七条")}, before, "只学了一部分", false, 1},
		{"an article, late", []study.Session{held(before, "第七条")}, after, "过了计划的日期，只学了一部分", false, 1},
		{"all in time", []study.Session{held(before, "")}, after, "学过", true, 1},
		{"all, late", []study.Session{held(before, "第七条"), held(after, "")}, after, "学过，晚于计划的日期", true, 2},
		{"only planned", []study.Session{{State: study.Planned, On: after, Laws: held(after, "").Laws}}, before, "还没有集体学", false, 0},
	} {
		l := study.Law{Reference: study.Reference{Title: "中国共产党纪律处分条例"}, Due: due}
		if got := covered([]study.Law{l}, c.sessions, c.today)[0]; got.State != c.want || got.Met != c.met || len(got.Sessions) != c.links {
			t.Errorf("%s: got %q, met %v, %d sessions, want %q, %v, %d", c.name, got.State, got.Met, len(got.Sessions), c.want, c.met, c.links)
		}
	}
}
