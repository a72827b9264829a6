package drill_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/drill"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

func must[T any](s *stage.Stage, step func(tx *db.Tx) (T, error)) T {
	s.T.Helper()
	var got T
	s.Must(func(tx *db.Tx) error {
		var err error
		got, err = step(tx)
		return err
	})
	return got
}

func refused[T any](s *stage.Stage, kind fault.Kind, words string, step func(tx *db.Tx) (T, error)) {
	s.T.Helper()
	s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) {
		_, err := step(tx)
		return matter.Matter{}, err
	})
}

func plan(s *stage.Stage) drill.Plan {
	return drill.Plan{
		Subject: drill.Law, Variety: "mediation", Scenario: "leak", Aim: "上次漏了司法确认", On: s.Today().AddDays(7), Start: "9:00", Place: "街道三楼", Teams: []string{"吉祥社区", "综合窗口"},
	}
}

func arranging(s *stage.Stage, by string, p drill.Plan) func(tx *db.Tx) (drill.Session, error) {
	return func(tx *db.Tx) (drill.Session, error) { return drill.Arrange(tx, s.As(by), p) }
}

func holding(s *stage.Stage, d drill.Session, h drill.Holding) func(tx *db.Tx) (drill.Session, error) {
	return func(tx *db.Tx) (drill.Session, error) { return drill.Hold(tx, s.As("writer"), d.ID, h) }
}

func TestPlanning(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		refused(s, fault.Denied, "登记人", arranging(s, "mediator", plan(s)))
		for _, r := range []struct {
			words string
			bend  func(*drill.Plan)
		}{
			{"练什么", func(p *drill.Plan) { p.Subject = "x" }},
			{"哪一种练兵", func(p *drill.Plan) { p.Variety = "x" }},
			{"情景库", func(p *drill.Plan) { p.Scenario = "x" }},
			{"练兵的日期", func(p *drill.Plan) { p.On = 0 }},
			{"日期已经过了", func(p *drill.Plan) { p.On = s.Today().AddDays(-1) }},
			{"几点开始", func(p *drill.Plan) { p.Start = "九点" }},
			{"在哪里", func(p *drill.Plan) { p.Place = " " }},
			{"哪些单位组队", func(p *drill.Plan) { p.Teams = nil }},
			{"写了两次", func(p *drill.Plan) { p.Teams = []string{"窗口", "窗口 "} }},
			{"最多12队", func(p *drill.Plan) {
				p.Teams = strings.Split("一 二 三 四 五 六 七 八 九 十 甲 乙 丙", " ")
			}},
		} {
			bad := plan(s)
			r.bend(&bad)
			refused(s, fault.Invalid, r.words, arranging(s, "writer", bad))
		}
		d := must(s, arranging(s, "writer", plan(s)))
		if len(d.Teams) != 2 || d.Start != "09:00" || d.State != drill.Planned {
			t.Errorf("planned: %+v", d)
		}
		year := must(s, func(tx *db.Tx) ([]drill.Session, error) { return drill.Year(tx, s.As("mediator"), 2024) })
		if len(year) != 1 || year[0].ID != d.ID {
			t.Errorf("the year: %+v", year)
		}
		if got := must(s, func(tx *db.Tx) ([]drill.Session, error) { return drill.Year(tx, s.As("audit"), 2024) }); got != nil {
			t.Errorf("the auditor sees %+v", got)
		}
		cancel := func(why string) func(tx *db.Tx) (drill.Session, error) {
			return func(tx *db.Tx) (drill.Session, error) { return drill.Cancel(tx, s.As("writer"), d.ID, 0, why) }
		}
		refused(s, fault.Invalid, "为什么取消", cancel(""))
		must(s, cancel("防汛值守"))
		refused(s, fault.Conflict, "已取消", cancel("再取消"))
		refused(s, fault.Conflict, "已取消", holding(s, d, drill.Holding{Attendance: 5}))
		refused(s, fault.NotFound, "找不到这次练兵", func(tx *db.Tx) (drill.Session, error) { return drill.Load(tx, s.As("audit"), d.ID) })
	})
}

func TestTeamsWorkOnAScenario(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		d := must(s, arranging(s, "writer", plan(s)))
		first, second := d.Teams[0].ID, d.Teams[1].ID
		answer := func(by string, team drill.TeamID, a map[string]string) func(tx *db.Tx) (drill.Team, error) {
			return func(tx *db.Tx) (drill.Team, error) { return drill.Answer(tx, s.As(by), d.ID, team, a) }
		}
		check := func(by string, team drill.TeamID, points ...string) func(tx *db.Tx) (drill.Team, error) {
			return func(tx *db.Tx) (drill.Team, error) { return drill.Check(tx, s.As(by), d.ID, team, points) }
		}
		write := func(summary string) func(tx *db.Tx) (drill.Session, error) {
			return func(tx *db.Tx) (drill.Session, error) { return drill.Write(tx, s.As("writer"), d.ID, 0, summary) }
		}
		right := map[string]string{"class": "civil", "kind": "petition", "first": "看现场"}
		refused(s, fault.Conflict, "还没有到", answer("mediator", first, right))
		refused(s, fault.Conflict, "还没有到", holding(s, d, drill.Holding{Attendance: 20}))
		s.Later(7)
		refused(s, fault.Denied, "登记人", answer("leader", first, right))
		refused(s, fault.NotFound, "找不到这个队", answer("mediator", "none", right))
		refused(s, fault.Invalid, "至少回答一个", answer("mediator", first, map[string]string{"class": " "}))
		refused(s, fault.Invalid, "列出的办法", answer("mediator", first, map[string]string{"class": "none"}))
		refused(s, fault.Conflict, "还没有作答", check("writer", first))
		must(s, answer("mediator", first, right))
		refused(s, fault.Conflict, "已作答", answer("mediator", first, right))
		refused(s, fault.Denied, "登记人", check("mediator", first, "first1"))
		refused(s, fault.Invalid, "要点中勾选", check("writer", first, "kind1")) // was chosen wrongly, and is not ticked
		refused(s, fault.Invalid, "要点中勾选", check("writer", first, "first1", "first1"))
		refused(s, fault.Invalid, "要点中勾选", check("writer", first, "none"))
		got := must(s, check("writer", first, "first1", "first2"))
		if !slices.Equal(got.Hit, []string{"class1", "first1", "first2"}) {
			t.Errorf("hit %v", got.Hit)
		}
		refused(s, fault.Conflict, "已核对", check("writer", first))
		refused(s, fault.Conflict, "不能做这一步", write("练得好"))
		refused(s, fault.Invalid, "多少人次", holding(s, d, drill.Holding{}))
		must(s, answer("station2", second, map[string]string{"kind": "mediation"}))
		refused(s, fault.Conflict, "刚刚被别人改过", holding(s, d, drill.Holding{Version: 9, Attendance: 20}))
		held := must(s, holding(s, d, drill.Holding{Attendance: 20}))
		refused(s, fault.Conflict, "“综合窗口”作答以后还没有核对", write("练得好"))
		must(s, check("writer", second))
		refused(s, fault.Invalid, "下一步练什么", write(" "))
		must(s, write("两队都漏了公共立管，下次练法律适用"))
		refused(s, fault.Conflict, "已记结果", answer("mediator", second, right))
		last := must(s, func(tx *db.Tx) (drill.Session, error) { return drill.Load(tx, s.As("mediator"), d.ID) })
		// The order of the plan, not of the points.
		if last.State != drill.Recorded || last.Teams[0].Name != "吉祥社区" || len(last.Teams[0].Hit) != 3 || len(last.Teams[1].Hit) != 1 {
			t.Errorf("recorded: %+v", last)
		}
		if last.Next()[0].Subject != drill.Intake {
			t.Errorf("next: %+v", last.Next())
		}
		s.Must(func(tx *db.Tx) error {
			a, err := activity.Latest(tx, held.Activity)
			if a.Attendance != 20 || a.Kind != activity.Drill || !strings.Contains(a.Topics, "楼上漏水") {
				t.Errorf("counted: %+v", a)
			}
			return err
		})
		untouched(s)
	})
}

// untouched holds that the made-up quarrel is nowhere among the real ones: no matter, no
// number, no figure but that of drills.
func untouched(s *stage.Stage) {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		ids, err := matter.IDs(tx, identity.Whole, matter.Filter{})
		if err != nil || len(ids) > 0 {
			s.T.Errorf("there are %d matters, %v", len(ids), err)
		}
		values, err := indicator.ComputeAll(tx, indicator.Ask{Year: 2024})
		if err != nil {
			return err
		}
		want := map[string]int64{"drills": 1, "drillAttendance": 20}
		for _, v := range values {
			if v.Section == "F" && v.Stock {
				continue // the street's places and bodies
			}
			if v.Number != want[v.Code] {
				s.T.Errorf("%s is %d, want %d", v.Code, v.Number, want[v.Code])
			}
		}
		n, err := db.Value[int](tx, numbers, tx.Street)
		if n != 0 {
			s.T.Errorf("%d running numbers were raised", n)
		}
		return err
	})
}

var numbers = db.SQL("test.numbers", `SELECT count(*) FROM counter WHERE street_id = $1`)

// What was recorded by hand is linked, corrected or not, and counts once.
func TestADrillRecordedByHandIsLinked(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		p := plan(s)
		p.On, p.Scenario, p.Teams = s.Today(), "", nil
		d := must(s, arranging(s, "writer", p))
		p.Start = "14:00"
		second := must(s, arranging(s, "writer", p))
		by := activity.Draft{Kind: activity.Drill, Variety: "team", On: s.Today(), Start: "09:00", Place: "训练场", Attendance: 24}
		a := must(s, func(tx *db.Tx) (activity.Activity, error) { return activity.Record(tx, s.As("clerk"), by) })
		err := s.DB.Update(t.Context(), stage.Home, func(tx *db.Tx) error {
			_, err := holding(s, d, drill.Holding{Attendance: 20})(tx)
			return err
		})
		var known *activity.ByHand
		if !errors.As(err, &known) || len(known.Activities) != 1 || known.Activities[0].ID != a.ID {
			t.Fatalf("got %v, want the one recorded by hand", err)
		}
		must(s, holding(s, d, drill.Holding{Attendance: 20, Choice: string(a.ID)}))
		by.Attendance = 22
		must(s, func(tx *db.Tx) (activity.Activity, error) {
			return activity.Correct(tx, s.As("clerk"), a.ID, 0, by, "人数记错")
		})
		must(s, holding(s, second, drill.Holding{Attendance: 10}))
		s.Must(func(tx *db.Tx) error {
			v, err := indicator.Compute(tx, "drills", indicator.Ask{Year: 2024})
			if err != nil {
				return err
			}
			n, err := indicator.Compute(tx, "drillAttendance", indicator.Ask{Year: 2024})
			if v.Number != 2 || n.Number != 32 {
				t.Errorf("counted %d with %d", v.Number, n.Number)
			}
			c, err2 := activity.Latest(tx, a.ID)
			if c.Attendance != 22 {
				t.Errorf("after the correction: %+v", c)
			}
			return errors.Join(err, err2)
		})
		must(s, func(tx *db.Tx) (drill.Session, error) {
			return drill.Write(tx, s.As("writer"), d.ID, 0, "按计划完成")
		})
	})
}
