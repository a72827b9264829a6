package supervision_test

import (
	"testing"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/sample/stage"
	"fengsheng/supervision"
)

// Whoever plans publicity is told of a themed day once a year, and not of one for which
// something is arranged.
func TestThemedDaysAreToldOfOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		s.Must(func(tx *db.Tx) error {
			if err := publicity.SetAhead(tx, s.As("writer"), 4); err != nil { // 防灾减灾日 on the 12th
				return err
			}
			_, err := publicity.Arrange(tx, s.As("writer"), publicity.Draft{
				Kind: activity.Publicity, Variety: "campaign", On: calendar.On(2024, 5, 14), Place: "广场", Topics: "刑法", Theme: "economicCrime",
			})
			return err
		})
		if r := run(s); r.Reminded != 2 || r.Told != 0 {
			t.Errorf("the first run: %+v, want two people reminded of one day", r)
		}
		got := notices(s, "writer")
		if len(got) != 1 || got[0].Kind != supervision.NoticeTheme || got[0].Theme.Code != "disasters" || got[0].Theme.From != calendar.On(2024, 5, 12) || got[0].Gone {
			t.Fatalf("the writer was told %+v", got)
		}
		for _, login := range []string{"station1", "mediator", "leader"} {
			if got := notices(s, login); len(got) != 0 {
				t.Errorf("%s was told %+v", login, got)
			}
		}
		s.Later(1)
		if r := run(s); r.Reminded != 2 || len(notices(s, "writer")) != 2 { // 家庭教育宣传周 on the 13th
			t.Errorf("the next day: %+v", r)
		}
		s.Must(func(tx *db.Tx) error { return publicity.SwitchTheme(tx, s.As("writer"), "disasters", true) })
		if got := notices(s, "writer"); !got[1].Gone {
			t.Errorf("a theme that was given up is told of as %+v", got[1])
		}
	})
}
