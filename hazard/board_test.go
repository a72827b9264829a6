package hazard_test

import (
	"context"
	"strings"
	"testing"

	"fengsheng/hazard"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

// frozen is the board of the week of Monday 6 May 2024.
var week = calendar.On(2024, 5, 6)

func freeze(s *stage.Stage, login, corrects string) (hazard.Board, error) {
	var b hazard.Board
	err := s.DB.Update(context.Background(), stage.Home, func(tx *db.Tx) error {
		var err error
		b, err = hazard.Freeze(tx, s.As(login), week, corrects)
		return err
	})
	return b, err
}

func board(s *stage.Stage) hazard.Board {
	s.T.Helper()
	var b hazard.Board
	s.Must(func(tx *db.Tx) error {
		var err error
		b, err = hazard.BoardOf(tx, week)
		return err
	})
	return b
}

// Every number of a line is the length of the list its filter gives.
func TestTheBoardIsItsRows(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		step(s, "station1", verifying(s), hazard.Pass)
		step(s, "station1", found(s), hazard.Confirm)
		step(s, "station1", found(s), hazard.Dismiss)
		b := board(s)
		if got := b.Total(); got.Found != 2 || got.Cleared != 1 || got.Open != 1 || got.Overdue != 0 || got.Longest != 1 {
			t.Errorf("got %+v", got)
		}
		if cleared, there := b.Total().Rate(); cleared != 1 || there != 2 {
			t.Errorf("rate: got %d of %d", cleared, there)
		}
		for _, l := range b.Lines {
			for what, c := range map[string]struct {
				n int
				f matter.Filter
			}{"found": {l.Found, b.FoundIn(l.Unit)}, "cleared": {l.Cleared, b.ClearedIn(l.Unit)}, "open": {l.Open, b.OpenAt(l.Unit)}, "overdue": {l.Overdue, b.OverdueAt(l.Unit)}} {
				s.Must(func(tx *db.Tx) error {
					rows, err := matter.List(tx, identity.Whole, c.f, matter.Page{Order: matter.Newest, Size: 50})
					if len(rows) != c.n {
						t.Errorf("%s %s: %d on the board, %d rows", l.Name, what, c.n, len(rows))
					}
					return err
				})
			}
		}
	})
}

func TestSection10_AFrozenWeekDoesNotChange(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := verifying(s)
		if _, err := freeze(s, "triage", ""); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "结束以后") {
			t.Errorf("a week that goes on: got %v", err)
		}
		s.Later(5) // Monday 13 May
		if _, err := freeze(s, "clerk", ""); !fault.Is(err, fault.Denied) {
			t.Errorf("by a clerk: got %v", err)
		}
		b, err := freeze(s, "triage", "")
		if err != nil || b.Total().Open != 1 || b.Total().Longest != 5 {
			t.Fatalf("got %+v, %v", b.Total(), err)
		}
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return hazard.Pass(tx, s.As("station1"), m.ID, hazard.Look{On: calendar.On(2024, 5, 12), Words: "星期天看过"})
		})
		after := board(s)
		if after.Hash != b.Hash || after.Total() != b.Total() {
			t.Errorf("the frozen week changed: %+v, then %+v", b.Total(), after.Total())
		}
		if _, err := freeze(s, "triage", ""); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "下一期的更正") {
			t.Errorf("freezing again: got %v", err)
		}
	})
}

func TestSection10_NoBoardWithAName(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		if _, err := find(s, hazard.Finding{Place: "甲某家门口12栋3单元501", Words: "甲某把电动车停在楼道", Known: true}); err != nil {
			t.Fatal(err)
		}
		s.Later(5)
		if _, err := freeze(s, "triage", ""); err != nil {
			t.Fatal(err)
		}
		body := db.SQL("test.board", `SELECT body FROM board WHERE street_id = $1`)
		s.Must(func(tx *db.Tx) error {
			text, err := db.Value[string](tx, body, stage.Home)
			for _, secret := range []string{"甲某", "501", "3单元", "电动车"} {
				if strings.Contains(text, secret) {
					t.Errorf("the board holds %s: %s", secret, text)
				}
			}
			return err
		})
	})
}

func TestMondayOf(t *testing.T) {
	for day, want := range map[calendar.Date]calendar.Date{
		calendar.On(2024, 5, 6): calendar.On(2024, 5, 6), calendar.On(2024, 5, 12): calendar.On(2024, 5, 6), calendar.On(2024, 1, 3): calendar.On(2024, 1, 1),
		calendar.On(2024, 3, 1): calendar.On(2024, 2, 26),
	} {
		if got := hazard.MondayOf(day); got != want {
			t.Errorf("week of %s begins %s, want %s", day, got, want)
		}
	}
}
