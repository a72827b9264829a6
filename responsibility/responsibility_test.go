package responsibility_test

import (
	"slices"
	"testing"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/ownership"
	"fengsheng/responsibility"
	"fengsheng/sample/stage"
	"fengsheng/task"
)

func refused(s *stage.Stage, kind fault.Kind, words string, step func(tx *db.Tx) error) {
	s.T.Helper()
	s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) { return matter.Matter{}, step(tx) })
}

func listed(s *stage.Stage) responsibility.Duty {
	s.T.Helper()
	var d responsibility.Duty
	s.Must(func(tx *db.Tx) error {
		var err error
		d, err = responsibility.List(tx, s.As("writer"), responsibility.Duty{
			Year: 2024, Kind: responsibility.Dual, Post: "综合办负责人", Officer: s.As("unithead").Officer, Words: "安排工作时一并安排本科室的普法和信访",
		})
		return err
	})
	return d
}

// proofs are one record of each kind, and one of each that shows nothing yet.
func proofs(s *stage.Stage) (good, bad []responsibility.Evidence) {
	s.T.Helper()
	about, ownerless := s.Sorted(matter.Petition), s.Sorted(matter.Petition)
	s.Must(func(tx *db.Tx) error {
		a, err := activity.Record(tx, s.As("writer"), activity.Draft{Kind: activity.Study, Variety: activity.CentralGroup, On: tx.Today(), Place: "三楼", Attendance: 3})
		if err != nil {
			return err
		}
		p := meeting.Plan{Variety: activity.Directors, On: tx.Today(), Place: "三楼", Items: []meeting.Item{{Kind: meeting.OtherItem, Title: "议事"}}}
		coming, err := meeting.Arrange(tx, s.As("writer"), p)
		if err != nil {
			return err
		}
		p.Start = "15:00"
		m, err := meeting.Arrange(tx, s.As("writer"), p)
		if err == nil {
			m, err = meeting.Hold(tx, s.As("writer"), m.ID, meeting.Holding{Attendance: 3})
		}
		if err != nil {
			return err
		}
		if _, err := ownership.Propose(tx, s.As("triage"), about.ID, ownership.Proposal{Leader: s.As("leader").Officer, Why: "涉及几个单位"}); err != nil {
			return err
		}
		d := task.Draft{Source: task.Direct, Words: "核对", Officer: s.As("petition").Officer, Due: tx.Today()}
		open, err := task.Give(tx, s.As("petition"), d)
		if err != nil {
			return err
		}
		done, err := task.Give(tx, s.As("petition"), d)
		if err == nil {
			_, err = task.Finish(tx, s.As("petition"), done.ID, 0, "核对完了")
		}
		good = []responsibility.Evidence{
			{Proof: responsibility.ByActivity, ID: string(a.ID)},
			{Proof: responsibility.ByMeeting, ID: string(m.ID)},
			{Proof: responsibility.ByMatter, ID: string(about.ID)},
			{Proof: responsibility.ByTask, ID: string(done.ID)},
		}
		bad = []responsibility.Evidence{
			{},
			{Proof: "hearsay", ID: "x"},
			{Proof: responsibility.ByActivity, ID: "nothing"},
			{Proof: responsibility.ByMeeting, ID: string(coming.ID)},
			{Proof: responsibility.ByMatter, ID: string(ownerless.ID)},
			{Proof: responsibility.ByTask, ID: string(open.ID)},
		}
		return err
	})
	return good, bad
}

func TestADutyIsListedAndCarriedOut(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		ok := responsibility.Duty{Year: 2024, Kind: responsibility.Dual, Post: "综合办", Words: "值班"}
		for _, c := range []struct {
			words string
			with  func(*responsibility.Duty)
		}{
			{"年份", func(d *responsibility.Duty) { d.Year = 1999 }},
			{"谁的职责", func(d *responsibility.Duty) { d.Kind = "king" }},
			{"哪个岗位", func(d *responsibility.Duty) { d.Post = "" }},
			{"负责什么", func(d *responsibility.Duty) { d.Words = " " }},
			{"找不到这位", func(d *responsibility.Duty) { d.Officer = "nobody" }},
		} {
			d := ok
			c.with(&d)
			refused(s, fault.Invalid, c.words, func(tx *db.Tx) error { _, err := responsibility.List(tx, s.As("writer"), d); return err })
		}
		refused(s, fault.Denied, "只能由", func(tx *db.Tx) error { _, err := responsibility.List(tx, s.As("mediator"), ok); return err })
		d := listed(s)
		refused(s, fault.Conflict, "已经有这一项", func(tx *db.Tx) error {
			_, err := responsibility.List(tx, s.As("writer"), responsibility.Duty{Year: d.Year, Kind: d.Kind, Post: d.Post, Words: d.Words})
			return err
		})
		good, bad := proofs(s)
		entering := func(by string, with responsibility.Entry) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				with.Duty = d.ID
				_, err := responsibility.Enter(tx, s.As(by), with)
				return err
			}
		}
		for _, e := range bad {
			refused(s, fault.Invalid, "", entering("petition", responsibility.Entry{Evidence: e, On: s.Today(), Words: "做了"}))
		}
		refused(s, fault.Invalid, "做了什么", entering("petition", responsibility.Entry{Evidence: good[0], On: s.Today()}))
		refused(s, fault.Invalid, "不能晚于今天", entering("petition", responsibility.Entry{Evidence: good[0], On: s.Today().AddDays(1), Words: "做了"}))
		refused(s, fault.Invalid, "这一年的日期", entering("petition", responsibility.Entry{Evidence: good[0], On: calendar.On(2023, 5, 1), Words: "做了"}))
		refused(s, fault.Denied, "只能由", entering("handler", responsibility.Entry{Evidence: good[1], On: s.Today(), Words: "做了"}))
		refused(s, fault.NotFound, "找不到", entering("mediator", responsibility.Entry{Evidence: good[0], On: s.Today(), Words: "做了"}))
		for _, e := range good {
			s.Must(entering("petition", responsibility.Entry{Evidence: e, On: s.Today(), Words: "做了"}))
		}
		refused(s, fault.Invalid, "已经记在", entering("petition", responsibility.Entry{Evidence: good[0], On: s.Today(), Words: "做了"}))
		s.Must(func(tx *db.Tx) error {
			all, err := responsibility.Entries(tx, d.ID)
			if err != nil || len(all) != 4 {
				t.Errorf("entries: %d, %v", len(all), err)
			}
			// Whoever may not open a record is not shown it.
			if shows, err := good[2].Shows(tx, s.As("writer")); shows || err != nil {
				t.Errorf("the writer of reports is shown a matter: %v, %v", shows, err)
			}
			if shows, err := good[2].Shows(tx, s.As("petition")); !shows || err != nil {
				t.Errorf("the clerk is not shown a matter: %v, %v", shows, err)
			}
			if err := responsibility.Drop(tx, s.As("writer"), d.ID, all[0].EntryID); err != nil {
				return err
			}
			year, err := responsibility.EntriesOfYear(tx, 2024)
			if len(year) != 3 {
				t.Errorf("entries of the year: %d", len(year))
			}
			return err
		})
		refused(s, fault.Denied, "只能由", func(tx *db.Tx) error { return responsibility.Drop(tx, s.As("handler"), d.ID, "x") })
	})
}

func TestTheUsualDutiesAreListedOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		s.Must(func(tx *db.Tx) error {
			for _, want := range []int{len(responsibility.Usual), 0} {
				n, err := responsibility.ListUsual(tx, s.As("writer"), 2024, s.As("final").Officer, s.As("leader").Officer)
				if err != nil || n != want {
					t.Errorf("listed %d, %v; want %d", n, err, want)
				}
			}
			all, err := responsibility.Duties(tx, s.As("leader"), 2024)
			if len(all) != len(responsibility.Usual) || all[0].Kind != responsibility.Secretary {
				t.Errorf("got %d duties, first %+v", len(all), all[0])
			}
			hidden, err2 := responsibility.Duties(tx, s.As("admin"), 2024)
			if len(hidden) != 0 || err2 != nil {
				t.Error("an administrator sees the duties")
			}
			return err
		})
	})
}

func TestAShortcomingIsTakenOverAndEnds(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		refused(s, fault.Denied, "只能由", func(tx *db.Tx) error {
			_, err := responsibility.TakeOver(tx, s.As("handler"), 2023, []string{"学法不够深"})
			return err
		})
		refused(s, fault.Invalid, "勾选", func(tx *db.Tx) error { _, err := responsibility.TakeOver(tx, s.As("writer"), 2023, nil); return err })
		refused(s, fault.Invalid, "哪里来", func(tx *db.Tx) error {
			_, err := responsibility.Take(tx, s.As("writer"), responsibility.Problem{Year: 2023, Words: "学法不够深"})
			return err
		})
		s.Must(func(tx *db.Tx) error {
			for _, want := range []int{2, 0} {
				n, err := responsibility.TakeOver(tx, s.As("writer"), 2023, []string{"学法不够深", "力量不够强"})
				if err != nil || n != want {
					t.Errorf("took over %d, %v; want %d", n, err, want)
				}
			}
			_, err := responsibility.Take(tx, s.As("supervisor"), responsibility.Problem{Source: responsibility.Inspection, Year: 2024, Words: "台账不齐"})
			return err
		})
		var all []responsibility.Problem
		s.Must(func(tx *db.Tx) error {
			var err error
			all, err = responsibility.Problems(tx, s.As("writer"), responsibility.ProblemFilter{Source: responsibility.Report, Year: 2023, State: responsibility.Open})
			return err
		})
		if len(all) != 2 {
			t.Fatalf("found %d problems", len(all))
		}
		p := all[0]
		ending := func(to responsibility.State, words string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := responsibility.End(tx, s.As("writer"), p.ID, 0, to, words)
				return err
			}
		}
		refused(s, fault.Conflict, "先定措施", ending(responsibility.Solved, "好了"))
		refused(s, fault.Invalid, "现在的情况", ending("fine", "好了"))
		refused(s, fault.Invalid, "什么时候", func(tx *db.Tx) error {
			_, err := responsibility.Measure(tx, s.As("writer"), p.ID, task.Draft{Words: "每月一课", Officer: s.As("handler").Officer})
			return err
		})
		var measure task.Task
		s.Must(func(tx *db.Tx) error {
			if _, err := responsibility.Explain(tx, s.As("writer"), p.ID, p.Version, "学用结合不紧"); err != nil {
				return err
			}
			var err error
			measure, err = responsibility.Measure(tx, s.As("writer"), p.ID, task.Draft{Words: "每月一课", Officer: s.As("handler").Officer, Due: tx.Today().AddDays(60)})
			return err
		})
		if measure.Source != task.Shortcoming || measure.Subject != p.ID {
			t.Errorf("the measure is %+v", measure)
		}
		refused(s, fault.Conflict, "别人改过", func(tx *db.Tx) error {
			_, err := responsibility.Explain(tx, s.As("writer"), p.ID, p.Version, "再写")
			return err
		})
		refused(s, fault.Conflict, "1项措施没有完成", ending(responsibility.Solved, "好了"))
		s.Must(func(tx *db.Tx) error {
			_, err := task.Finish(tx, s.As("handler"), measure.ID, 0, "讲了八课")
			return err
		})
		refused(s, fault.Invalid, "看得到的变化", ending(responsibility.Standing, ""))
		s.Must(ending(responsibility.Standing, "每月一课已成惯例"))
		s.Must(ending(responsibility.Solved, "应知应会清单都学过一遍"))
		refused(s, fault.Conflict, "已整改", ending(responsibility.Standing, "再改"))
		s.Must(func(tx *db.Tx) error {
			if _, err := responsibility.End(tx, s.As("writer"), all[1].ID, 0, responsibility.Withdrawn, "和上一条重复"); err != nil {
				return err
			}
			fates, err := responsibility.Became(tx, 2024)
			if err == nil && (len(fates) != 1 || fates[0].Outcome != "应知应会清单都学过一遍" || len(fates[0].Tasks) != 1) {
				t.Errorf("became: %+v", fates)
			}
			return err
		})
	})
}

func TestAProjectHasMilestones(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		ok := responsibility.Project{Year: 2024, Name: "移动解忧点", Goal: "每个社区每月一次", Officer: s.As("handler").Officer}
		for _, c := range []struct {
			words string
			with  func(*responsibility.Project)
		}{
			{"名称", func(p *responsibility.Project) { p.Name = "" }},
			{"年底", func(p *responsibility.Project) { p.Goal = "" }},
			{"牵头", func(p *responsibility.Project) { p.Officer = "" }},
			{"找不到这个单位", func(p *responsibility.Project) { p.Officer, p.Unit = "", "nowhere" }},
		} {
			p := ok
			c.with(&p)
			refused(s, fault.Invalid, c.words, func(tx *db.Tx) error { _, err := responsibility.Begin(tx, s.As("writer"), p); return err })
		}
		var p responsibility.Project
		var first responsibility.Milestone
		s.Must(func(tx *db.Tx) error {
			var err error
			if p, err = responsibility.Begin(tx, s.As("writer"), ok); err != nil {
				return err
			}
			if _, err = responsibility.Step(tx, s.As("writer"), p.ID, "全部社区跑过一轮", calendar.On(2024, 9, 30)); err != nil {
				return err
			}
			first, err = responsibility.Step(tx, s.As("writer"), p.ID, "第一个点开始接待", calendar.On(2024, 3, 31))
			return err
		})
		refused(s, fault.Conflict, "已经有", func(tx *db.Tx) error { _, err := responsibility.Begin(tx, s.As("writer"), ok); return err })
		refused(s, fault.Invalid, "要在2024年", func(tx *db.Tx) error {
			_, err := responsibility.Step(tx, s.As("writer"), p.ID, "以后", calendar.On(2025, 1, 1))
			return err
		})
		reaching := func(by string, m responsibility.Milestone) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return responsibility.Reach(tx, s.As(by), m) }
		}
		first.Done, first.Note = s.Today(), "点上的登记本"
		early := first
		early.Done = s.Today().AddDays(1)
		refused(s, fault.Invalid, "不能晚于今天", reaching("writer", early))
		bare := first
		bare.Note = ""
		refused(s, fault.Invalid, "凭什么", reaching("writer", bare))
		refused(s, fault.Denied, "只能由", reaching("triage", first))
		false1 := first
		false1.Evidence = responsibility.Evidence{Proof: responsibility.ByMeeting, ID: "nothing"}
		refused(s, fault.Invalid, "找不到", reaching("writer", false1))
		s.Must(reaching("handler", first)) // who leads it
		refused(s, fault.Conflict, "已经记过", reaching("writer", first))
		s.Must(func(tx *db.Tx) error {
			all, err := responsibility.Milestones(tx, p.ID)
			if got := responsibility.ProgressOf(all); err == nil && (got.Done != 1 || got.All != 2 || got.Next.Words != "全部社区跑过一轮") {
				t.Errorf("progress: %+v", got)
			}
			return err
		})
	})
}

func TestSentences(t *testing.T) {
	got := responsibility.Sentences("街道工作还有差距。一是依法办事的意识还不够牢，个别人先找惯例。二是学法{{studyCentreGroup|数}}次还不够深；三是力量不强。\n主要原因：一是学用结合不紧。好。")
	want := []string{"街道工作还有差距", "依法办事的意识还不够牢，个别人先找惯例", "学法次还不够深", "力量不强", "学用结合不紧"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
