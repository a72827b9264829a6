package drill_test

import (
	"strings"
	"testing"

	"fengsheng/drill"
)

// Every scenario is whole: points with their law, questions that can be answered, traps,
// and codes that tell the points apart.
func TestTheLibrary(t *testing.T) {
	all := drill.Scenarios()
	if len(all) < 8 {
		t.Errorf("the library has %d scenarios, want 8 at least", len(all))
	}
	codes, subjects := map[string]bool{}, map[drill.Subject]bool{}
	for _, s := range all {
		if codes[s.Code] || s.Title == "" || len(s.Story) == 0 || len(s.Roles) < 2 {
			t.Errorf("%s lacks its title, story or roles, or is there twice", s.Code)
		}
		codes[s.Code] = true
		points, traps := map[string]bool{}, 0
		for _, q := range s.Questions {
			if q.Ask == "" || len(q.Points) == 0 {
				t.Errorf("%s %s asks nothing", s.Code, q.Code)
			}
			if len(q.Options) > 0 && (len(q.Points) != 1 || len(q.Right) == 0 || !q.Options.Has(q.Right[0])) {
				t.Errorf("%s %s: the right choice %v is none of its options, or it has not one point", s.Code, q.Code, q.Right)
			}
			for _, p := range q.Points {
				if points[p.Code] || p.Code == "" || p.Words == "" || p.Law == "" || !drill.Subjects.Has(string(p.Subject)) {
					t.Errorf("%s: point %+v is not whole", s.Code, p)
				}
				if !strings.Contains(p.Law, "《") && q.Code != "class" {
					t.Errorf("%s: %s names no law", s.Code, p.Words)
				}
				points[p.Code] = true
				subjects[p.Subject] = true
				if p.Trap {
					traps++
				}
			}
		}
		if traps == 0 || len(points) < 8 {
			t.Errorf("%s has %d points and %d traps", s.Code, len(points), traps)
		}
		if got, known := drill.Find(s.Code); !known || got.Title != s.Title {
			t.Errorf("%s is not found", s.Code)
		}
	}
	for _, s := range drill.Subjects {
		if !subjects[drill.Subject(s.Code)] {
			t.Errorf("no point trains %s", s.Label)
		}
	}
	if _, known := drill.Find("none"); known {
		t.Error("a scenario that is none is found")
	}
}

// The points of a team and what the session trains next: any team's miss, once, and in
// the order of the subjects.
func TestResults(t *testing.T) {
	of, _ := drill.Find("leak")
	points := of.Points()
	all := make([]string, len(points))
	for i, p := range points {
		all[i] = p.Code
	}
	s := drill.Session{Scenario: "leak", Teams: []drill.Team{
		{Name: "吉祥社区", State: drill.Checked, Hit: all[:len(all)-1]},
		{Name: "窗口", State: drill.Checked, Hit: all[1 : len(all)-1]},
		{Name: "没有来的", State: drill.Waiting},
	}}
	r := s.Teams[1].Result(of)
	if len(r.Hit) != len(all)-2 || len(r.Missed) != 2 || r.Missed[0].Code != all[0] {
		t.Errorf("result: %d hit, missed %+v", len(r.Hit), r.Missed)
	}
	next := s.Next()
	if len(next) != 2 || next[0].Subject != drill.Intake || len(next[0].Points) != 1 || next[1].Subject != drill.System {
		t.Errorf("next: %+v", next)
	}
	if got := (drill.Session{}).Next(); got != nil {
		t.Errorf("without a scenario: %+v", got)
	}
}
