package publicity_test

import (
	"errors"
	"testing"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
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
			a, err := activity.Latest(tx, c.Activity)
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
		var already *activity.ByHand
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
