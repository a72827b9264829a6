package publicity_test

import (
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/publicity"
	"fengsheng/sample/stage"
)

func TestTheStreetsOwnThemes(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		writer := s.As("writer")
		add := func(x publicity.Theme) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return only(publicity.AddTheme(tx, writer, x)) }
		}
		for words, x := range map[string]publicity.Theme{
			"节点的名称":   {Rule: publicity.Rule{Kind: publicity.OnDay, Month: 5, Day: 1}},
			"已经有这个节点": {Name: "环境日", Rule: publicity.Rule{Kind: publicity.OnDay, Month: 5, Day: 1}},
			"一天、几天":   {Name: "邻里节", Rule: publicity.Rule{Kind: publicity.OnMoon, Month: 5, Day: 1}},
			"几月几日":    {Name: "邻里节", Rule: publicity.Rule{Kind: publicity.OnDay, Month: 2, Day: 30}},
			"到几月几日":   {Name: "邻里节", Rule: publicity.Rule{Kind: publicity.OnSpan, Month: 2, Day: 3}},
			"跨年":      {Name: "邻里节", Rule: publicity.Rule{Kind: publicity.OnSpan, Month: 12, Day: 30, ToMonth: 1, ToDay: 3}},
			"是几月":     {Name: "邻里节", Rule: publicity.Rule{Kind: publicity.InMonth, Month: 13}},
		} {
			refused(s, fault.Invalid, words, add(x))
		}
		refused(s, fault.Denied, "只能由", func(tx *db.Tx) error { return only(publicity.AddTheme(tx, s.As("station1"), publicity.Theme{})) })
		own := publicity.Theme{Name: "邻里节", Rule: publicity.Rule{Kind: publicity.OnDay, Month: 5, Day: 15}}
		s.Must(add(own))
		there := func(name string) bool {
			yes := false
			s.Must(func(tx *db.Tx) error {
				all, err := publicity.Coming(tx, 14)
				for _, o := range all {
					yes = yes || o.Name == name
				}
				return err
			})
			return yes
		}
		if !there("邻里节") || !there("全国防灾减灾日") || there("消防日") || there("民法典宣传月") {
			t.Error("the next fortnight is not what it is")
		}
		s.Must(func(tx *db.Tx) error { return publicity.SwitchTheme(tx, writer, "disasters", true) })
		refused(s, fault.NotFound, "找不到", func(tx *db.Tx) error { return publicity.SwitchTheme(tx, writer, "none", true) })
		if there("全国防灾减灾日") {
			t.Error("a theme that is switched off comes")
		}
		s.Must(func(tx *db.Tx) error { return publicity.SwitchTheme(tx, writer, "disasters", false) })
		if !there("全国防灾减灾日") {
			t.Error("a theme that is switched on again does not come")
		}
		d := draft(s)
		d.Theme, d.On = "disasters", calendar.On(2024, 5, 11)
		arranged(s, d)
		if there("全国防灾减灾日") {
			t.Error("one is reminded of what is arranged already")
		}
		refused(s, fault.Invalid, "0到60", func(tx *db.Tx) error { return publicity.SetAhead(tx, writer, 61) })
		s.Must(func(tx *db.Tx) error { return publicity.SetAhead(tx, writer, 0) })
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Reminders(tx)
			if len(all) != 0 {
				t.Errorf("reminded of %d although it is switched off", len(all))
			}
			return err
		})
	})
}

func TestThePlanAndWhatWasDone(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		writer := s.As("writer")
		for words, p := range map[string]publicity.Plan{
			"规划的名称": {From: 2021, To: 2025}, "从哪一年": {Name: "八五", To: 2025}, "到哪一年": {Name: "八五", From: 2021, To: 2020},
		} {
			refused(s, fault.Invalid, words, func(tx *db.Tx) error { return only(publicity.AddPlan(tx, writer, p)) })
		}
		var p publicity.Plan
		s.Must(func(tx *db.Tx) error {
			var err error
			p, err = publicity.AddPlan(tx, writer, publicity.Plan{Name: "“八五”普法规划", From: 2021, To: 2025})
			return err
		})
		refused(s, fault.Invalid, "已经有", func(tx *db.Tx) error { return only(publicity.AddPlan(tx, writer, p)) })
		good := publicity.Measure{Plan: p.ID, Title: "集中宣传", Unit: "司法所", Kind: activity.Publicity, Variety: "campaign", Times: 2, Month: 12}
		for words, spoil := range map[string]func(*publicity.Measure){
			"做什么": func(m *publicity.Measure) { m.Title = "" }, "写单位": func(m *publicity.Measure) { m.Unit = "" },
			"年份": func(m *publicity.Measure) { m.Year = 2026 }, "哪一种活动": func(m *publicity.Measure) { m.Variety = "none" },
			"一年几次": func(m *publicity.Measure) { m.Times = -1 }, "几月底": func(m *publicity.Measure) { m.Month = 0 },
		} {
			m := good
			spoil(&m)
			refused(s, fault.Invalid, words, func(tx *db.Tx) error { return only(publicity.AddMeasure(tx, writer, m)) })
		}
		other := good
		other.Year = 2025
		s.Must(func(tx *db.Tx) error {
			if _, err := publicity.AddMeasure(tx, writer, other); err != nil {
				return err
			}
			var err error
			good, err = publicity.AddMeasure(tx, writer, good)
			return err
		})
		refused(s, fault.NotFound, "找不到", func(tx *db.Tx) error { return only(publicity.AddMeasure(tx, writer, publicity.Measure{Plan: "none"})) })
		c := arranged(s, draft(s))
		s.Must(holding(s, c.ID, publicity.Holding{Audience: 3}))
		of := func(year int) (n, done int) {
			s.Must(func(tx *db.Tx) error {
				all, err := publicity.Measures(tx, p.ID, year)
				if err != nil || len(all) == 0 {
					return err
				}
				n = len(all)
				done, err = activity.Count(tx, all[0].Filter(year))
				return err
			})
			return n, done
		}
		if n, done := of(2024); n != 1 || done != 1 {
			t.Errorf("2024 has %d measures, %d done", n, done)
		}
		if n, _ := of(2025); n != 2 {
			t.Errorf("2025 has %d measures", n)
		}
		good.Ended = true
		s.Must(func(tx *db.Tx) error { return publicity.ChangeMeasure(tx, writer, good) })
		refused(s, fault.Conflict, "别人刚刚改过", func(tx *db.Tx) error { return publicity.ChangeMeasure(tx, writer, good) })
		if n, _ := of(2024); n != 0 {
			t.Errorf("2024 has %d measures after one was struck out", n)
		}
	})
}

func TestBrandsAndDuties(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		writer := s.As("writer")
		refused(s, fault.Invalid, "品牌的名称", func(tx *db.Tx) error { return only(publicity.KeepBrand(tx, writer, publicity.Brand{Words: "x"})) })
		var b publicity.Brand
		var d publicity.Duty
		s.Must(func(tx *db.Tx) error {
			var err error
			b, err = publicity.KeepBrand(tx, writer, publicity.Brand{Name: "反诈联盟", Words: "社区、派出所、银行一起讲"})
			return err
		})
		refused(s, fault.Invalid, "已经有", func(tx *db.Tx) error {
			return only(publicity.KeepBrand(tx, writer, publicity.Brand{Name: "反诈联盟", Words: "x"}))
		})
		refused(s, fault.Conflict, "别人刚刚改过", func(tx *db.Tx) error { b.Version = 9; return only(publicity.KeepBrand(tx, writer, b)) })
		b.Version, b.Ended = 1, true
		s.Must(func(tx *db.Tx) error { return only(publicity.KeepBrand(tx, writer, b)) })
		refused(s, fault.Invalid, "讲哪些法", func(tx *db.Tx) error { return only(publicity.KeepDuty(tx, writer, publicity.Duty{Unit: "执法队"})) })
		s.Must(func(tx *db.Tx) error {
			var err error
			d, err = publicity.KeepDuty(tx, writer, publicity.Duty{Unit: "综合行政执法队", Laws: "行政处罚法", Whom: "商户", Often: "随案讲"})
			return err
		})
		refused(s, fault.Denied, "只能由", func(tx *db.Tx) error { return only(publicity.KeepDuty(tx, s.As("station1"), d)) })
		refused(s, fault.NotFound, "找不到", func(tx *db.Tx) error { d2 := d; d2.ID = "none"; return only(publicity.KeepDuty(tx, writer, d2)) })
		d.Version, d.Ended = 1, true
		s.Must(func(tx *db.Tx) error { return only(publicity.KeepDuty(tx, writer, d)) })
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Duties(tx)
			if len(all) != 0 {
				t.Errorf("%d duties hold", len(all))
			}
			return err
		})
	})
}

// A grid worker says what, where and to about how many; it is one activity.
func TestATalkOnTheRound(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		talk := publicity.Talk{On: s.Today(), Laws: "反电信网络诈骗法", Place: "3栋楼下", Community: s.Community.ID, Audience: 8}
		for words, spoil := range map[string]func(*publicity.Talk){
			"什么法": func(t *publicity.Talk) { t.Laws = "" }, "在哪里": func(t *publicity.Talk) { t.Place = "" },
			"多少人": func(t *publicity.Talk) { t.Audience = 0 }, "还没有到": func(t *publicity.Talk) { t.On = t.On.AddDays(1) },
		} {
			x := talk
			spoil(&x)
			refused(s, fault.Invalid, words, func(tx *db.Tx) error { return only(publicity.Tell(tx, s.As("grid1"), x)) })
		}
		elsewhere := talk
		elsewhere.Community = ""
		refused(s, fault.Denied, "本社区", func(tx *db.Tx) error { return only(publicity.Tell(tx, s.As("grid1"), elsewhere)) })
		refused(s, fault.Denied, "只能由", func(tx *db.Tx) error { return only(publicity.Tell(tx, s.As("lawyer"), talk)) })
		s.Must(func(tx *db.Tx) error {
			a, err := publicity.Tell(tx, s.As("grid1"), talk)
			if a.Variety != activity.InCommunity || a.Leaflets != 0 || a.Title != "网格普法" {
				t.Errorf("recorded %+v", a)
			}
			return err
		})
		refused(s, fault.Conflict, "已经登记过", func(tx *db.Tx) error { return only(publicity.Tell(tx, s.As("grid1"), talk)) })
		if got := counted(s); got != [4]int64{1, 8, 0, 0} {
			t.Errorf("counted %v", got)
		}
	})
}

// The ledger says what was done and holds nobody's words.
func TestTheLedgerTells(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c := arranged(s, draft(s))
		s.Must(holding(s, c.ID, publicity.Holding{Audience: 3}))
		s.Must(func(tx *db.Tx) error {
			all, err := event.Of(tx, event.Publicity, string(c.ID), 9)
			if len(all) != 2 || all[0].Role != actor.ReportWriter {
				t.Errorf("events %+v", all)
			}
			return err
		})
	})
}
