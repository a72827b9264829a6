package study_test

import (
	"errors"
	"slices"
	"testing"

	"fengsheng/activity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
	"fengsheng/study"
)

func TestLawsAreReadAsTheyAreTyped(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  []study.Reference
	}{
		{"", nil},
		{"宪法\n\n 《民法典》 第一千零四十三条、第一千零四十四条 \n", []study.Reference{{Title: "宪法"}, {Title: "民法典", Articles: "第一千零四十三条、第一千零四十四条"}}},
		{"《人民调解法》全文", []study.Reference{{Title: "人民调解法"}}},
		{"《关于 加强 学法的意见》", []study.Reference{{Title: "关于 加强 学法的意见"}}},
	} {
		got := study.ParseLaws(c.typed)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q is read as %+v, want %+v", c.typed, got, c.want)
		}
		if again := study.ParseLaws(study.WriteLaws(got)); !slices.Equal(again, got) {
			t.Errorf("%+v is written as %q and read as %+v", got, study.WriteLaws(got), again)
		}
	}
	long := study.Reference{Title: "中华人民共和国宪法"}
	if !long.Covers([]study.Reference{{Title: "宪法"}}) || !long.Touches([]study.Reference{{Title: "宪法", Articles: "第五条"}}) || long.Touches([]study.Reference{{Title: "民法典"}}) {
		t.Error("a law is not told by its title")
	}
}

// An article is not the law; the law is every article, and lessons add up.
func TestHowFarALawIsLearned(t *testing.T) {
	t.Parallel()
	spring, summer := calendar.On(2024, 4, 1), calendar.On(2024, 7, 1)
	lesson := func(on calendar.Date, articles string) study.Lesson {
		return study.Lesson{On: on, Laws: []study.Reference{{Title: "信访工作条例"}, {Title: "中国共产党纪律处分条例", Articles: articles}}}
	}
	for _, c := range []struct {
		listed  string
		lessons []study.Lesson
		done    calendar.Date
		begun   bool
	}{
		{"", nil, 0, false},
		{"", []study.Lesson{lesson(spring, "第七条")}, 0, true},
		{"", []study.Lesson{lesson(spring, "第七条"), lesson(summer, "")}, summer, true},
		{"第七条", []study.Lesson{lesson(summer, "第七条"), lesson(spring, "")}, spring, true},
		{"第七条、第九条", []study.Lesson{lesson(summer, "第九条，第十条"), lesson(spring, "第七条")}, summer, true},
		{"第七条、第九条", []study.Lesson{lesson(summer, "第九条")}, 0, true},
		{"第七条至第十条", []study.Lesson{lesson(summer, "第七条至第十条")}, summer, true},
	} {
		done, begun := study.Reference{Title: "中国共产党纪律处分条例", Articles: c.listed}.Learned(c.lessons)
		if done != c.done || begun != c.begun {
			t.Errorf("of %q, with %+v: got done %s, begun %v, want %s, %v", c.listed, c.lessons, done, begun, c.done, c.begun)
		}
	}
}

// fails asks for a fault of the kind.
func fails(s *stage.Stage, kind fault.Kind, words string, do func(tx *db.Tx) error) {
	s.T.Helper()
	s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) { return matter.Matter{}, do(tx) })
}

func only[T any](_ T, err error) error { return err }

func law(scope study.Scope, owner, title string, due calendar.Date) study.Law {
	return study.Law{Year: 2024, Scope: scope, Owner: owner, Sort: study.State, Reference: study.Reference{Title: title}, Due: due}
}

func listed(s *stage.Stage, l study.Law) study.Law {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		var err error
		l, err = study.List(tx, s.As("writer"), l)
		return err
	})
	return l
}

func TestAListIsKeptCarriedAndDerived(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		leader := s.As("leader").Officer
		first := listed(s, law(study.Common, "", "《宪法》", 0))
		if first.Title != "宪法" || first.Due != calendar.On(2024, 12, 31) {
			t.Errorf("listed as %+v", first)
		}
		listed(s, law(study.Post, "分管信访", "信访工作条例", calendar.On(2024, 2, 29)))
		listed(s, law(study.Post, "分管信访", "行政诉讼法", 0))
		listed(s, law(study.Leader, leader, "行政诉讼法", 0))
		by := s.As("writer")
		list := func(l study.Law) func(*db.Tx) error {
			return func(tx *db.Tx) error { return only(study.List(tx, by, l)) }
		}
		for _, c := range []struct {
			kind  fault.Kind
			words string
			do    func(tx *db.Tx) error
		}{
			{fault.Denied, "只能由", func(tx *db.Tx) error {
				return only(study.List(tx, s.As("clerk"), law(study.Common, "", "民法典", 0)))
			}},
			{fault.Invalid, "已经在这份清单里", list(law(study.Common, "", "宪法", 0))},
			{fault.Invalid, "名称", list(law(study.Common, "", " ", 0))},
			{fault.Invalid, "这一年之内", list(law(study.Common, "", "民法典", calendar.On(2025, 1, 1)))},
			{fault.Invalid, "哪个岗位", list(law(study.Post, "", "民法典", 0))},
			{fault.Invalid, "哪位领导", list(law(study.Leader, "nobody", "民法典", 0))},
			{fault.Invalid, "哪一份", list(law("other", "", "民法典", 0))},
			{fault.Invalid, "年份", list(study.Law{Year: 12, Scope: study.Common})},
			{fault.Denied, "只能由", func(tx *db.Tx) error { return only(study.Derive(tx, s.As("clerk"), 2024, "分管信访", leader)) }},
			{fault.Invalid, "哪个岗位", func(tx *db.Tx) error { return only(study.Derive(tx, by, 2024, "没有这个", leader)) }},
			{fault.Invalid, "哪位领导", func(tx *db.Tx) error { return only(study.Derive(tx, by, 2024, "分管信访", "nobody")) }},
			{fault.Denied, "只能由", func(tx *db.Tx) error { return only(study.Carry(tx, s.As("leader"), 2024)) }},
			{fault.Conflict, "没有可以转入", func(tx *db.Tx) error { return only(study.Carry(tx, by, 2020)) }},
			{fault.NotFound, "找不到", func(tx *db.Tx) error { return only(study.FindLaw(tx, s.As("audit"), first.ID)) }},
			{fault.NotFound, "找不到", func(tx *db.Tx) error { return study.Unlist(tx, by, "none", 0) }},
			{fault.Denied, "只能由", func(tx *db.Tx) error { return study.Unlist(tx, s.As("clerk"), first.ID, 0) }},
			{fault.Conflict, "刚刚被别人改过", func(tx *db.Tx) error { return study.Unlist(tx, by, first.ID, 7) }},
			{fault.Conflict, "刚刚被别人改过", func(tx *db.Tx) error { return only(study.Change(tx, by, first.ID, 7, first)) }},
		} {
			fails(s, c.kind, c.words, c.do)
		}
		s.Must(func(tx *db.Tx) error {
			n, err := study.Derive(tx, by, 2024, "分管信访", leader)
			if n != 1 {
				t.Errorf("derived %d laws, want the one that the leader lacks", n)
			}
			return err
		})
		fails(s, fault.Conflict, "都已经有了", func(tx *db.Tx) error { return only(study.Derive(tx, by, 2024, "分管信访", leader)) })
		s.Must(func(tx *db.Tx) error {
			to := first
			to.Articles, to.Sort, to.Due = "第二十七条", study.Party, calendar.On(2024, 6, 30)
			got, err := study.Change(tx, by, first.ID, 1, to)
			if got.Articles != "第二十七条" || got.Sort != study.Party || got.Due != to.Due {
				t.Errorf("changed to %+v", got)
			}
			return err
		})
		s.Must(func(tx *db.Tx) error {
			c, err := study.Carry(tx, by, 2024)
			all, err2 := study.Laws(tx, by, 2025)
			if c.Laws != 5 || len(all) != 5 || len(study.Of(all, study.Leader, leader)) != 2 {
				t.Errorf("carried %+v, and the next year has %d", c, len(all))
			}
			if common := study.Of(all, study.Common, ""); len(common) == 1 && common[0].Due != calendar.On(2025, 6, 30) {
				t.Errorf("due %s, want a year later", common[0].Due)
			}
			return errors.Join(err, err2)
		})
		fails(s, fault.Conflict, "没有可以转入", func(tx *db.Tx) error { return only(study.Carry(tx, by, 2024)) })
		s.Must(func(tx *db.Tx) error { return study.Unlist(tx, by, first.ID, 2) })
	})
}

func plan(s *stage.Stage, v activity.Variety, laws ...string) study.Plan {
	p := study.Plan{Variety: v, On: s.Today(), Start: "9:30", Place: "三楼会议室", Topic: "集体学法"}
	for _, l := range laws {
		p.Laws = append(p.Laws, study.Reference{Title: l})
	}
	return p
}

func arranged(s *stage.Stage, p study.Plan) study.Session {
	s.T.Helper()
	var made study.Session
	s.Must(func(tx *db.Tx) error {
		var err error
		made, err = study.Arrange(tx, s.As("writer"), p)
		return err
	})
	return made
}

func held(s *stage.Stage, id study.ID, h study.Holding) study.Session {
	s.T.Helper()
	var made study.Session
	s.Must(func(tx *db.Tx) error {
		var err error
		made, err = study.Hold(tx, s.As("writer"), id, h)
		return err
	})
	return made
}

func figure(s *stage.Stage, code string) int64 {
	s.T.Helper()
	var n int64
	s.Must(func(tx *db.Tx) error {
		v, err := indicator.Compute(tx, code, indicator.Ask{Year: 2024})
		n = v.Number
		return err
	})
	return n
}

func TestASessionIsPlannedHeldAndRecorded(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		by := s.As("writer")
		p := plan(s, activity.CentralGroup, "宪法")
		later := p
		later.On = s.Today().AddDays(7)
		made := arranged(s, later)
		arrange := func(change func(*study.Plan)) func(*db.Tx) error {
			return func(tx *db.Tx) error {
				q := plan(s, activity.CentralGroup, "宪法")
				change(&q)
				return only(study.Arrange(tx, by, q))
			}
		}
		for _, c := range []struct {
			kind  fault.Kind
			words string
			do    func(tx *db.Tx) error
		}{
			{fault.Denied, "只能由", func(tx *db.Tx) error { return only(study.Arrange(tx, s.As("leader"), p)) }},
			{fault.Denied, "不在您的岗位", func(tx *db.Tx) error { return only(study.Arrange(tx, s.As("station1"), p)) }},
			{fault.Invalid, "哪一种", arrange(func(p *study.Plan) { p.Variety = "other" })},
			{fault.Invalid, "已经过去", arrange(func(p *study.Plan) { p.On = s.Today().AddDays(-1) })},
			{fault.Invalid, "几点", arrange(func(p *study.Plan) { p.Start = "早上" })},
			{fault.Invalid, "在哪里", arrange(func(p *study.Plan) { p.Place = "" })},
			{fault.Invalid, "学什么", arrange(func(p *study.Plan) { p.Topic = "" })},
			{fault.Invalid, "一行写一部", arrange(func(p *study.Plan) { p.Laws = nil })},
			{fault.Invalid, "这个社区", arrange(func(p *study.Plan) { p.Community = "none" })},
			{fault.Conflict, "还没有到", func(tx *db.Tx) error { return only(study.Hold(tx, by, made.ID, study.Holding{Others: 1})) }},
			{fault.Conflict, "不能做这一步", func(tx *db.Tx) error { return only(study.Record(tx, by, made.ID, 0, "学了")) }},
			{fault.NotFound, "找不到", func(tx *db.Tx) error { return only(study.Load(tx, s.As("admin"), made.ID)) }},
			{fault.NotFound, "找不到", func(tx *db.Tx) error { return only(study.Hold(tx, by, "none", study.Holding{})) }},
			{fault.Denied, "只能由", func(tx *db.Tx) error { return only(study.Hold(tx, s.As("leader"), made.ID, study.Holding{})) }},
			{fault.Conflict, "刚刚被别人改过", func(tx *db.Tx) error { return only(study.Cancel(tx, by, made.ID, 9, "改期")) }},
			{fault.Invalid, "为什么取消", func(tx *db.Tx) error { return only(study.Cancel(tx, by, made.ID, 0, " ")) }},
		} {
			fails(s, c.kind, c.words, c.do)
		}
		s.Must(func(tx *db.Tx) error {
			q := later
			q.Laws = append(q.Laws, study.Reference{Title: "民法典"})
			moved, err := study.Move(tx, by, made.ID, 1, q)
			if len(moved.Laws) != 2 || moved.Version != 2 {
				t.Errorf("moved to %+v", moved)
			}
			return err
		})
		s.Later(7)
		fails(s, fault.Invalid, "勾选", func(tx *db.Tx) error { return only(study.Hold(tx, by, made.ID, study.Holding{})) })
		fails(s, fault.Invalid, "重新勾选", func(tx *db.Tx) error {
			return only(study.Hold(tx, by, made.ID, study.Holding{Present: []string{"nobody"}}))
		})
		fails(s, fault.Invalid, "0到2000", func(tx *db.Tx) error { return only(study.Hold(tx, by, made.ID, study.Holding{Others: 2001})) })
		done := held(s, made.ID, study.Holding{Present: []string{s.As("leader").Officer, s.As("final").Officer}, Others: 3})
		if done.State != study.Held || done.Activity == "" {
			t.Errorf("held as %+v", done)
		}
		s.Must(func(tx *db.Tx) error {
			a, err := activity.Load(tx, done.Activity)
			if a.Attendance != 5 || a.Variety != activity.CentralGroup || a.On != s.Today() {
				t.Errorf("the activity is %+v", a)
			}
			return err
		})
		if n := figure(s, "studyCentreGroup"); n != 1 {
			t.Errorf("central-group study is %d, want 1", n)
		}
		fails(s, fault.Conflict, "已开展", func(tx *db.Tx) error { return only(study.Hold(tx, by, made.ID, study.Holding{Others: 1})) })
		fails(s, fault.Conflict, "佐证材料", func(tx *db.Tx) error { return only(study.Record(tx, by, made.ID, 0, "学了")) })
	})
}

func TestAnActivityRecordedByHandIsTheSession(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		made := arranged(s, plan(s, activity.Discussion, "民法典"))
		var a activity.Activity
		s.Must(func(tx *db.Tx) error {
			var err error
			a, err = activity.Record(tx, s.As("writer"), activity.Draft{Kind: activity.Study, Variety: activity.Discussion, On: s.Today(), Start: "09:30", Place: "三楼", Attendance: 4})
			return err
		})
		hold := func(choice string) error {
			_, err := s.Do(func(tx *db.Tx) (matter.Matter, error) {
				return matter.Matter{}, only(study.Hold(tx, s.As("writer"), made.ID, study.Holding{Others: 4, Choice: choice}))
			})
			return err
		}
		var known *activity.ByHand
		if err := hold(""); !errors.As(err, &known) || len(known.Activities) != 1 {
			t.Errorf("got %v, want to be asked about the one activity", err)
		}
		if err := hold(string(a.ID)); err != nil {
			t.Error(err)
		}
		if n := figure(s, "studyDiscussions"); n != 1 {
			t.Errorf("discussions are %d, want the one", n)
		}
		other := arranged(s, plan(s, activity.Discussion, "宪法"))
		fresh := held(s, other.ID, study.Holding{Others: 2}) // the activity is taken: nobody is asked
		if fresh.Activity == a.ID || figure(s, "studyDiscussions") != 2 {
			t.Errorf("a second session has %s", fresh.Activity)
		}
	})
}
