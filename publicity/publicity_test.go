package publicity_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/matter"
	"fengsheng/publicity"
	"fengsheng/sample/stage"
)

func refused(s *stage.Stage, kind fault.Kind, words string, step func(tx *db.Tx) error) {
	s.T.Helper()
	s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) { return matter.Matter{}, step(tx) })
}

func only[T any](_ T, err error) error { return err }

// draft is a campaign of today.
func draft(s *stage.Stage) publicity.Draft {
	return publicity.Draft{
		Kind: activity.Publicity, Variety: "campaign", Title: "国家安全教育日宣传", On: s.Today(), Start: "9:30", Place: "文化广场", Topics: "国家安全法",
		Partners: "法官、律师", Theme: "security", Expected: 100,
	}
}

func arranged(s *stage.Stage, d publicity.Draft) publicity.Campaign {
	s.T.Helper()
	var c publicity.Campaign
	s.Must(func(tx *db.Tx) error {
		var err error
		c, err = publicity.Arrange(tx, s.As("writer"), d)
		return err
	})
	return c
}

func holding(s *stage.Stage, id publicity.ID, h publicity.Holding) func(tx *db.Tx) error {
	return func(tx *db.Tx) error { return only(publicity.Hold(tx, s.As("writer"), id, h)) }
}

// material is something with so many in the store.
func material(s *stage.Stage, name, sort string, number int) string {
	s.T.Helper()
	var id string
	s.Must(func(tx *db.Tx) error {
		var err error
		if id, err = publicity.AddMaterial(tx, s.As("writer"), name, sort); err != nil || number == 0 {
			return err
		}
		return publicity.Receive(tx, s.As("writer"), publicity.Supply{Material: id, On: s.Today(), Number: number, Source: "街道印制"})
	})
	return id
}

// counted are the publicity figures: activities, audience, leaflets, giveaways.
func counted(s *stage.Stage) [4]int64 {
	s.T.Helper()
	var n [4]int64
	s.Must(func(tx *db.Tx) error {
		o, err := publicity.Year(tx, 2024, []string{s.Community.ID})
		n = [4]int64{o.Campaigns.Number, o.Audience.Number, o.Leaflets.Number, o.Giveaways.Number}
		return err
	})
	return n
}

func load(s *stage.Stage, id publicity.ID) publicity.Campaign {
	s.T.Helper()
	var c publicity.Campaign
	s.Must(func(tx *db.Tx) error {
		var err error
		c, err = publicity.Load(tx, s.As("writer"), id)
		return err
	})
	return c
}

func TestFromPlanToRecord(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		book, bag := material(s, "反诈手册", "handbook", 100), material(s, "环保袋", "bag", 50)
		d := draft(s)
		d.On = s.Today().AddDays(7)
		c := arranged(s, d)
		if c.Start != "09:30" || c.State != publicity.Planned {
			t.Errorf("arranged %+v", c)
		}
		refused(s, fault.Conflict, "还没有到", holding(s, c.ID, publicity.Holding{}))
		refused(s, fault.Conflict, "现在是“已安排”", func(tx *db.Tx) error { return only(publicity.Close(tx, s.As("writer"), c.ID, 0, "很好")) })
		refused(s, fault.Conflict, "别人刚刚改过", func(tx *db.Tx) error { return only(publicity.Change(tx, s.As("writer"), c.ID, 7, d)) })
		d.Place, d.On = "新的广场", s.Today().AddDays(6)
		s.Must(func(tx *db.Tx) error { return only(publicity.Change(tx, s.As("writer"), c.ID, c.Version, d)) })
		s.Later(6)
		lines := []publicity.Line{{Material: book, Number: 60}, {Material: bag, Number: 20}}
		refused(s, fault.Conflict, "别人刚刚改过", holding(s, c.ID, publicity.Holding{Version: 1}))
		refused(s, fault.Invalid, "宣传品种里选", holding(s, c.ID, publicity.Holding{Lines: []publicity.Line{{Material: "none", Number: 1}}}))
		refused(s, fault.Invalid, "0到200000", holding(s, c.ID, publicity.Holding{Audience: -1}))
		s.Must(holding(s, c.ID, publicity.Holding{Version: 2, Audience: 120, Attendance: 6, Lines: lines}))
		if got := counted(s); got != [4]int64{1, 120, 60, 20} {
			t.Errorf("counted %v", got)
		}
		c = load(s, c.ID)
		s.Must(func(tx *db.Tx) error {
			a, err := publicity.Counted(tx, c)
			if err == nil && (a.Title != "国家安全教育日宣传" || a.Place != "新的广场" || a.Topics != "国家安全法" || a.Partners != "法官、律师" || a.On != s.Today()) {
				t.Errorf("recorded %+v", a)
			}
			back, err2 := publicity.OfActivity(tx, s.As("writer"), a)
			if back.ID != c.ID {
				t.Errorf("the activity leads back to %q, %v", back.ID, err2)
			}
			return errors.Join(err, err2)
		})
		refused(s, fault.Conflict, "已举办", holding(s, c.ID, publicity.Holding{}))
		refused(s, fault.Conflict, "已举办", func(tx *db.Tx) error { return only(publicity.Cancel(tx, s.As("writer"), c.ID, 0, "下雨")) })
		refused(s, fault.Invalid, "讲了什么", func(tx *db.Tx) error { return only(publicity.Close(tx, s.As("writer"), c.ID, 0, " ")) })
		s.Must(func(tx *db.Tx) error {
			return only(publicity.Close(tx, s.As("writer"), c.ID, 0, "讲了国家安全法，大家问举报电话"))
		})
		if got := load(s, c.ID); got.State != publicity.Recorded || got.Words == "" {
			t.Errorf("closed: %+v", got)
		}
	})
}

func TestWhatAPlanMustSay(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		for _, c := range []struct {
			words string
			spoil func(*publicity.Draft)
		}{
			{"哪一种普法活动", func(d *publicity.Draft) { d.Kind = "meeting" }},
			{"哪一种法治讲堂", func(d *publicity.Draft) { d.Kind, d.Variety = activity.Lecture, activity.LeaderLecture }},
			{"哪一天", func(d *publicity.Draft) { d.On = 0 }},
			{"离今天太远", func(d *publicity.Draft) { d.On = calendar.On(2044, 5, 1) }},
			{"14:30", func(d *publicity.Draft) { d.Start = "上午" }},
			{"在哪里", func(d *publicity.Draft) { d.Place = "" }},
			{"讲什么法", func(d *publicity.Draft) { d.Topics = " " }},
			{"预计人数", func(d *publicity.Draft) { d.Expected = -1 }},
			{"这个社区", func(d *publicity.Draft) { d.Community = s.Estate.ID }},
			{"这个场所", func(d *publicity.Draft) { d.Venue = "none" }},
			{"这个节点", func(d *publicity.Draft) { d.Theme = "none" }},
			{"这个品牌", func(d *publicity.Draft) { d.Brand = "none" }},
		} {
			d := draft(s)
			c.spoil(&d)
			refused(s, fault.Invalid, c.words, func(tx *db.Tx) error { return only(publicity.Arrange(tx, s.As("writer"), d)) })
		}
		refused(s, fault.Denied, "登记", func(tx *db.Tx) error { return only(publicity.Arrange(tx, s.As("grid1"), draft(s))) })
		refused(s, fault.Denied, "不在您的岗位管辖", func(tx *db.Tx) error { return only(publicity.Arrange(tx, s.As("station1"), draft(s))) })
		d := draft(s)
		d.Community = s.Community.ID
		s.Must(func(tx *db.Tx) error { return only(publicity.Arrange(tx, s.As("station1"), d)) })
		c := arranged(s, draft(s))
		refused(s, fault.NotFound, "", func(tx *db.Tx) error { return only(publicity.Load(tx, s.As("archive"), c.ID)) })
		refused(s, fault.Denied, "不在您的岗位管辖", func(tx *db.Tx) error { return only(publicity.Cancel(tx, s.As("station1"), c.ID, 0, "下雨")) })
		refused(s, fault.Invalid, "为什么取消", func(tx *db.Tx) error { return only(publicity.Cancel(tx, s.As("writer"), c.ID, 0, "")) })
		s.Must(func(tx *db.Tx) error { return only(publicity.Cancel(tx, s.As("writer"), c.ID, 0, "下雨")) })
		refused(s, fault.Conflict, "已取消", holding(s, c.ID, publicity.Holding{}))
		if got := counted(s); got != [4]int64{} {
			t.Errorf("a cancelled campaign counts %v", got)
		}
	})
}

// What was recorded by hand is linked once and counts once.
func TestWhatWasRecordedByHandIsLinked(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c, other := arranged(s, draft(s)), arranged(s, draft(s))
		var a activity.Activity
		byHand := activity.Draft{Kind: activity.Publicity, Variety: "campaign", On: s.Today(), Place: "文化广场", Audience: 90, Leaflets: 10}
		s.Must(func(tx *db.Tx) error {
			var err error
			a, err = activity.Record(tx, s.As("clerk"), byHand)
			return err
		})
		err := s.DB.Update(t.Context(), stage.Home, holding(s, c.ID, publicity.Holding{Audience: 80}))
		var already *publicity.Already
		if !errors.As(err, &already) || len(already.Activities) != 1 || already.Activities[0].ID != a.ID {
			t.Fatalf("got %v, want the one recorded by hand", err)
		}
		s.Must(holding(s, c.ID, publicity.Holding{Choice: string(a.ID)}))
		if got := counted(s); got != [4]int64{1, 90, 10, 0} {
			t.Errorf("linked, and counted %v", got)
		}
		s.Must(func(tx *db.Tx) error {
			byHand.Audience = 95
			_, err := activity.Correct(tx, s.As("clerk"), a.ID, 0, byHand, "人数记错")
			return err
		})
		// The corrected version is that of the first campaign: the second makes its own.
		s.Must(holding(s, other.ID, publicity.Holding{Audience: 5}))
		if got := counted(s); got != [4]int64{2, 100, 10, 0} {
			t.Errorf("two campaigns counted %v", got)
		}
	})
}

func TestTheStoreIsWhatCameInWithoutWhatWentOut(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		book := material(s, "反诈手册", "handbook", 40)
		left := func() int {
			n := 0
			s.Must(func(tx *db.Tx) error {
				all, err := publicity.Materials(tx)
				n = all[0].Left()
				return err
			})
			return n
		}
		writer := s.As("writer")
		refused(s, fault.Invalid, "已经有", func(tx *db.Tx) error { return only(publicity.AddMaterial(tx, writer, "反诈手册", "fold")) })
		refused(s, fault.Invalid, "分开计数", func(tx *db.Tx) error { return only(publicity.AddMaterial(tx, writer, "新的", "x")) })
		refused(s, fault.Denied, "只能由", func(tx *db.Tx) error { return only(publicity.AddMaterial(tx, s.As("station1"), "新的", "fold")) })
		for words, in := range map[string]publicity.Supply{
			"哪一种宣传品种": {Material: "none", On: s.Today(), Number: 1, Source: "印"},
			"入库的数量":   {Material: book, On: s.Today(), Source: "印"},
			"不能晚于今天":  {Material: book, On: s.Today().AddDays(1), Number: 1, Source: "印"},
			"上级发的":    {Material: book, On: s.Today(), Number: 1},
		} {
			refused(s, fault.Invalid, words, func(tx *db.Tx) error { return publicity.Receive(tx, writer, in) })
		}
		c := arranged(s, draft(s))
		h := publicity.Holding{Lines: []publicity.Line{{Material: book, Number: 50}}}
		err := s.DB.Update(t.Context(), stage.Home, holding(s, c.ID, h))
		var lacking *publicity.Short
		if !errors.As(err, &lacking) || len(lacking.Materials) != 1 || lacking.Materials[0].Words() != "“反诈手册”登记发50份，库里只有40份" {
			t.Fatalf("got %v, want what is short", err)
		}
		if left() != 40 {
			t.Error("asked, and handed out all the same")
		}
		h.Anyway = true
		s.Must(holding(s, c.ID, h))
		if left() != -10 {
			t.Errorf("left %d, want 10 less than nothing", left())
		}
		refused(s, fault.Invalid, "为什么要改", func(tx *db.Tx) error { return only(publicity.Recount(tx, writer, c.ID, h, "")) })
		h.Lines[0].Number, h.Anyway, h.Audience = 30, false, 70
		s.Must(func(tx *db.Tx) error { return only(publicity.Recount(tx, writer, c.ID, h, "数错了")) })
		if got := counted(s); left() != 10 || got != [4]int64{1, 70, 30, 0} {
			t.Errorf("recounted: left %d, counted %v", left(), got)
		}
		h.Lines[0].Number = 41
		if err := s.DB.Update(t.Context(), stage.Home, func(tx *db.Tx) error { return only(publicity.Recount(tx, writer, c.ID, h, "又错了")) }); !errors.As(err, &lacking) {
			t.Errorf("got %v, want what is short", err)
		}
		var supply string
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Supplies(tx, book)
			supply = all[0].ID
			return err
		})
		refused(s, fault.Invalid, "为什么撤回", func(tx *db.Tx) error { return publicity.WithdrawSupply(tx, writer, supply, "") })
		s.Must(func(tx *db.Tx) error { return publicity.WithdrawSupply(tx, writer, supply, "登记重了") })
		refused(s, fault.Conflict, "已经撤回", func(tx *db.Tx) error { return publicity.WithdrawSupply(tx, writer, supply, "登记重了") })
		if left() != -30 {
			t.Errorf("left %d after the supply was taken back", left())
		}
		s.Must(func(tx *db.Tx) error {
			out, err := publicity.HandedOut(tx, calendar.On(2024, 1, 1), calendar.On(2024, 12, 31))
			n, err2 := publicity.Count(tx, publicity.Filter{Material: book})
			if len(out) != 1 || out[0].Number != 30 || n != 1 {
				t.Errorf("handed out %+v in %d campaigns", out, n)
			}
			return errors.Join(err, err2)
		})
	})
}

func picture(t *testing.T, s *stage.Stage) file.Received {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	files, err := s.DB.Files()
	if err != nil {
		t.Fatal(err)
	}
	got, err := files.Receive(t.Context(), file.Incoming{Name: "现场.png", Size: int64(b.Len()), Content: bytes.NewReader(b.Bytes())})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A photo is sealed, is kept while its row is, and is swept when it was removed.
func TestSEC_UP_02_PhotosOfACampaign(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c, writer := arranged(s, draft(s)), s.As("writer")
		got := picture(t, s)
		adding := func(alt string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return publicity.AddPhoto(tx, writer, c.ID, got, "现场", alt) }
		}
		refused(s, fault.Conflict, "已安排", adding("宣传台"))
		s.Must(holding(s, c.ID, publicity.Holding{Audience: 3}))
		refused(s, fault.Invalid, "照片上是什么", adding(""))
		refused(s, fault.Invalid, "请选择照片", func(tx *db.Tx) error {
			return publicity.AddPhoto(tx, writer, c.ID, file.Received{Kind: file.PDF, Stored: got.Stored}, "", "宣传台")
		})
		refused(s, fault.Conflict, "没有存好", func(tx *db.Tx) error {
			return publicity.AddPhoto(tx, writer, c.ID, file.Received{Kind: file.PNG}, "", "宣传台")
		})
		s.Must(adding("宣传台"))
		var photo publicity.Photo
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Photos(tx, c.ID)
			photo = all[0]
			n, err2 := publicity.Count(tx, publicity.Filter{Photographed: true})
			if n != 1 {
				t.Errorf("%d campaigns with photos", n)
			}
			return errors.Join(err, err2)
		})
		files, err := s.DB.Files()
		if err != nil {
			t.Fatal(err)
		}
		s.Must(func(tx *db.Tx) error {
			ref, kind, err := publicity.OpenPhoto(tx, s.As("leader"), c.ID, photo.ID)
			if err != nil {
				return err
			}
			f, err := files.Open(ref)
			if err != nil || kind != file.PNG {
				t.Errorf("opens as %s, %v", kind, err)
				return nil
			}
			return f.Close()
		})
		refused(s, fault.NotFound, "没有这张照片", func(tx *db.Tx) error {
			_, _, err := publicity.OpenPhoto(tx, s.As("archive"), c.ID, photo.ID)
			return err
		})
		sweep := func() int {
			var run func() (int, error)
			s.Must(func(tx *db.Tx) error {
				var err error
				run, err = matter.Sweeping(tx, publicity.PhotoFiles)
				return err
			})
			n, err := run()
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		s.Later(2)
		if n := sweep(); n != 0 {
			t.Errorf("swept %d files that are referred to", n)
		}
		for range publicity.MostPhotos - 1 {
			s.Must(adding("宣传台"))
		}
		refused(s, fault.Invalid, "最多留12张", adding("宣传台"))
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Photos(tx, c.ID)
			for _, p := range all {
				err = errors.Join(err, publicity.RemovePhoto(tx, writer, c.ID, p.ID))
			}
			return err
		})
		refused(s, fault.NotFound, "没有这张照片", func(tx *db.Tx) error { return publicity.RemovePhoto(tx, writer, c.ID, photo.ID) })
		if n := sweep(); n != 1 {
			t.Errorf("swept %d files, want the removed one", n)
		}
	})
}

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
