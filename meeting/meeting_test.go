package meeting_test

import (
	"errors"
	"testing"

	"fengsheng/activity"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/sample/stage"
	"fengsheng/task"
)

func do(s *stage.Stage, step func(tx *db.Tx) (meeting.Meeting, error)) meeting.Meeting {
	s.T.Helper()
	var m meeting.Meeting
	s.Must(func(tx *db.Tx) error {
		var err error
		m, err = step(tx)
		return err
	})
	return m
}

func refused(s *stage.Stage, kind fault.Kind, words string, step func(tx *db.Tx) (meeting.Meeting, error)) {
	s.T.Helper()
	s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) {
		_, err := step(tx)
		return matter.Matter{}, err
	})
}

// plan is a meeting of today with one point.
func plan(s *stage.Stage, v activity.Variety) meeting.Plan {
	p := meeting.Plan{
		Variety: v, On: s.Today(), Start: "9：00", Place: "三楼会议室", Chair: s.As("leader").Officer,
		Items: []meeting.Item{{Kind: meeting.Petition, Title: "通报本月信访事项", Reporter: "信访专干"}},
	}
	if v == activity.PoliceWork || v == activity.JointConference {
		p.Partners = "东盛路派出所"
	}
	return p
}

func arranging(s *stage.Stage, by string, p meeting.Plan) func(tx *db.Tx) (meeting.Meeting, error) {
	return func(tx *db.Tx) (meeting.Meeting, error) { return meeting.Arrange(tx, s.As(by), p) }
}

func amending(s *stage.Stage, m meeting.Meeting, version int, p meeting.Plan) func(tx *db.Tx) (meeting.Meeting, error) {
	return func(tx *db.Tx) (meeting.Meeting, error) {
		return meeting.Amend(tx, s.As("petition"), m.ID, version, p)
	}
}

func holding(s *stage.Stage, by string, m meeting.Meeting, h meeting.Holding) func(tx *db.Tx) (meeting.Meeting, error) {
	return func(tx *db.Tx) (meeting.Meeting, error) { return meeting.Hold(tx, s.As(by), m.ID, h) }
}

func minuting(s *stage.Stage, m meeting.Meeting, w meeting.Minutes) func(tx *db.Tx) (meeting.Meeting, error) {
	return func(tx *db.Tx) (meeting.Meeting, error) {
		return meeting.Minute(tx, s.As("petition"), m.ID, w)
	}
}

func closing(s *stage.Stage, m meeting.Meeting) func(tx *db.Tx) (meeting.Meeting, error) {
	return func(tx *db.Tx) (meeting.Meeting, error) {
		return meeting.CloseTasks(tx, s.As("petition"), m.ID, 0)
	}
}

// figure is what an indicator counts this year.
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

// give is a task of a point, for the handler.
func give(s *stage.Stage, m meeting.Meeting, words string) task.Draft {
	return task.Draft{Item: m.Items[0].ID, Words: words, Officer: s.As("handler").Officer, Due: s.Today().AddDays(20)}
}

func TestFromPlanToClosedTasks(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		p := plan(s, activity.PetitionMeeting)
		p.On = s.Today().AddDays(1)
		m := do(s, arranging(s, "petition", p))
		if m.Title != "信访工作会议" || m.Start != "09:00" || m.State != meeting.Planned {
			t.Errorf("planned: %+v", m)
		}
		refused(s, fault.Conflict, "还没有到", holding(s, "petition", m, meeting.Holding{Attendance: 5}))
		s.Later(1)
		refused(s, fault.Invalid, "多少人", holding(s, "petition", m, meeting.Holding{}))
		refused(s, fault.Invalid, "不会更少", holding(s, "petition", m, meeting.Holding{Attendance: 1, Present: []string{s.As("leader").Officer, s.As("petition").Officer}}))
		refused(s, fault.NotFound, "工作人员", holding(s, "petition", m, meeting.Holding{Attendance: 3, Present: []string{"nobody"}}))
		refused(s, fault.Conflict, "已安排", minuting(s, m, meeting.Minutes{Words: "先记"}))
		refused(s, fault.Conflict, "别人改过", holding(s, "petition", m, meeting.Holding{Version: 9, Attendance: 3}))
		m = do(s, holding(s, "supervisor", m, meeting.Holding{Version: m.Version, Attendance: 14, Present: []string{s.As("leader").Officer, s.As("petition").Officer}}))
		if n := figure(s, "petitionMeetings"); n != 1 {
			t.Errorf("counted %d meetings, want 1", n)
		}
		refused(s, fault.Conflict, "已召开", holding(s, "petition", m, meeting.Holding{Attendance: 14}))
		refused(s, fault.Conflict, "已召开", func(tx *db.Tx) (meeting.Meeting, error) {
			return meeting.Cancel(tx, s.As("petition"), m.ID, 0, "不开")
		})
		refused(s, fault.Conflict, "已召开", amending(s, m, 0, p))
		refused(s, fault.Invalid, "议定了什么", minuting(s, m, meeting.Minutes{}))
		late := give(s, m, "逐件核对")
		late.Due = m.On.AddDays(-1)
		refused(s, fault.Invalid, "不能早于", minuting(s, m, meeting.Minutes{Words: "通报", Tasks: []task.Draft{late}}))
		strange := give(s, m, "逐件核对")
		strange.Item = "elsewhere"
		refused(s, fault.Invalid, "哪个议题", minuting(s, m, meeting.Minutes{Words: "通报", Tasks: []task.Draft{strange}}))
		m = do(s, minuting(s, m, meeting.Minutes{Results: map[string]string{m.Items[0].ID: "三件一周内答复"}, Tasks: []task.Draft{{}, give(s, m, "逐件核对")}}))
		refused(s, fault.Conflict, "1项任务没有完成", closing(s, m))
		s.Must(func(tx *db.Tx) error {
			all, err := task.Of(tx, string(m.ID))
			if err == nil && (len(all) != 1 || all[0].Source != task.Meeting || all[0].Item != m.Items[0].ID) {
				t.Errorf("tasks: %+v", all)
			}
			if err == nil {
				_, err = task.Finish(tx, s.As("handler"), all[0].ID, 0, "核对完了")
			}
			return err
		})
		m = do(s, closing(s, m))
		s.Must(func(tx *db.Tx) error {
			again, err := meeting.Load(tx, s.As("clerk"), m.ID)
			if err == nil && (again.State != meeting.TasksClosed || again.Items[0].Result != "三件一周内答复" || len(again.Present) != 2 || again.Attendance != 14) {
				t.Errorf("read back: %+v", again)
			}
			return err
		})
	})
}

func TestWhatAPlanNeeds(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		for _, c := range []struct {
			words string
			with  func(*meeting.Plan)
		}{
			{"哪一种会议", func(p *meeting.Plan) { p.Variety = "tea" }},
			{"日期", func(p *meeting.Plan) { p.On = 0 }},
			{"09:00", func(p *meeting.Plan) { p.Start = "九点" }},
			{"在哪里", func(p *meeting.Plan) { p.Place = "" }},
			{"一个议题", func(p *meeting.Plan) { p.Items = nil }},
			{"议什么", func(p *meeting.Plan) { p.Items[0].Title = " " }},
			{"哪一类", func(p *meeting.Plan) { p.Items[0].Kind = "gossip" }},
			{"哪些单位", func(p *meeting.Plan) { p.Variety = activity.JointConference }},
			{"找不到这位", func(p *meeting.Plan) { p.Chair = "nobody" }},
			{"找不到这个社区", func(p *meeting.Plan) { p.Community = s.Estate.ID }},
			{"找不到", func(p *meeting.Plan) { p.Items[0].Matters = []matter.ID{"nothing"} }},
			{"找不到其中一项", func(p *meeting.Plan) { p.Carried = []string{"nothing"} }},
		} {
			p := plan(s, activity.PetitionMeeting)
			c.with(&p)
			refused(s, fault.Invalid, c.words, arranging(s, "petition", p))
		}
		refused(s, fault.Denied, "只能由", arranging(s, "mediator", plan(s, activity.PetitionMeeting)))
		refused(s, fault.Denied, "本社区", arranging(s, "station1", plan(s, activity.PetitionMeeting)))
		refused(s, fault.Denied, "警地工作例会", arranging(s, "police", plan(s, activity.PetitionMeeting)))
		m := do(s, arranging(s, "petition", plan(s, activity.PetitionMeeting)))
		refused(s, fault.Conflict, "已经安排了", arranging(s, "petition", plan(s, activity.PetitionMeeting)))
		p := plan(s, activity.PetitionMeeting)
		p.Title, p.Items = "信访工作会议（扩大）", append(p.Items, meeting.Item{Kind: meeting.OtherItem, Title: "布置节前工作"})
		refused(s, fault.Conflict, "别人改过", amending(s, m, 7, p))
		m = do(s, amending(s, m, m.Version, p))
		if len(m.Items) != 2 || m.Version != 2 {
			t.Errorf("amended: %+v", m)
		}
		refused(s, fault.Invalid, "为什么", func(tx *db.Tx) (meeting.Meeting, error) { return meeting.Cancel(tx, s.As("petition"), m.ID, 0, "") })
		do(s, func(tx *db.Tx) (meeting.Meeting, error) {
			return meeting.Cancel(tx, s.As("petition"), m.ID, m.Version, "并到下周")
		})
		do(s, arranging(s, "petition", plan(s, activity.PetitionMeeting))) // the hour is free again
	})
}

// Who reads what was decided: who keeps the meeting, who chairs it and who was there.
func TestWhoReadsAMeeting(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := do(s, arranging(s, "petition", plan(s, activity.PetitionMeeting)))
		do(s, holding(s, "petition", m, meeting.Holding{Attendance: 3, Present: []string{s.As("mediator").Officer}}))
		police := plan(s, activity.PoliceWork)
		p := do(s, arranging(s, "police", police))
		s.Must(func(tx *db.Tx) error {
			for login, want := range map[string][2]bool{
				"petition": {true, true}, "leader": {true, true}, "mediator": {true, false}, "triage": {false, false}, "police": {false, true}, "station1": {false, false},
			} {
				for i, id := range []meeting.ID{m.ID, p.ID} {
					got, err := meeting.Load(tx, s.As(login), id)
					if err != nil {
						return err
					}
					if got.Reads(s.As(login)) != want[i] {
						t.Errorf("%s reads %s: %v", login, got.Title, !want[i])
					}
				}
			}
			return nil
		})
		refused(s, fault.NotFound, "找不到", func(tx *db.Tx) (meeting.Meeting, error) { return meeting.Load(tx, s.As("admin"), m.ID) })
		refused(s, fault.NotFound, "找不到", func(tx *db.Tx) (meeting.Meeting, error) { return meeting.Load(tx, s.As("petition"), "nothing") })
	})
}

// One meeting is one activity: what somebody recorded by hand is linked, and counts once.
func TestAMeetingRecordedByHandIsLinked(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		s.Must(func(tx *db.Tx) error {
			_, err := activity.Record(tx, s.As("petition"), activity.Draft{Kind: activity.Meeting, Variety: activity.PetitionMeeting, On: tx.Today(), Place: "三楼", Attendance: 15})
			return err
		})
		m := do(s, arranging(s, "petition", plan(s, activity.PetitionMeeting)))
		var known *meeting.Recorded
		_, err := s.Do(func(tx *db.Tx) (matter.Matter, error) {
			_, err := meeting.Hold(tx, s.As("petition"), m.ID, meeting.Holding{Attendance: 15})
			return matter.Matter{}, err
		})
		if !errors.As(err, &known) || len(known.Activities[meeting.WholeMeeting]) != 1 {
			t.Fatalf("got %v, want the activity of the day", err)
		}
		id := known.Activities[meeting.WholeMeeting][0].ID
		held := do(s, holding(s, "petition", m, meeting.Holding{Attendance: 15, Choices: map[string]string{meeting.WholeMeeting: string(id)}}))
		if held.Activity != id || figure(s, "petitionMeetings") != 1 {
			t.Errorf("linked %s, counted %d", held.Activity, figure(s, "petitionMeetings"))
		}
		// A second meeting of the day is another: the first's activity is not offered.
		p := plan(s, activity.PetitionMeeting)
		p.Start = "15:00"
		do(s, holding(s, "petition", do(s, arranging(s, "petition", p)), meeting.Holding{Attendance: 4}))
		if n := figure(s, "petitionMeetings"); n != 2 {
			t.Errorf("counted %d, want 2", n)
		}
	})
}

// Hearing the law work inside another meeting is a figure of its own, once however many
// points it has; a meeting of that kind counts once altogether.
func TestAPointThatIsAFigureCountsOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		heard := meeting.Item{Kind: meeting.LawReport, Title: "听取司法所汇报"}
		p := plan(s, activity.SpecialParty)
		p.Items = append(p.Items, heard, heard, meeting.Item{Kind: meeting.FirstTopic, Title: "学习宪法"})
		m := do(s, holding(s, "writer", do(s, arranging(s, "writer", p)), meeting.Holding{Attendance: 11}))
		if m.Items[1].Activity == "" || m.Items[2].Activity != "" || m.Items[3].Activity == "" {
			t.Errorf("points: %+v", m.Items)
		}
		q := plan(s, activity.LawReport)
		q.Start, q.Items = "15:00", []meeting.Item{heard}
		do(s, holding(s, "writer", do(s, arranging(s, "writer", q)), meeting.Holding{Attendance: 9}))
		for code, want := range map[string]int64{"rolMeetings": 1, "partyMeetings": 1, "lawReportsHeard": 2, "studyFirstTopic": 1, "petitionMeetings": 0} {
			if got := figure(s, code); got != want {
				t.Errorf("%s: got %d, want %d", code, got, want)
			}
		}
	})
}

// Every code a kind of meeting names is an indicator that counts it.
func TestEveryFigureIsThere(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		for _, v := range meeting.Varieties() {
			variety := activity.Variety(v.Code)
			before := map[string]int64{}
			codes := meeting.Figures(activity.Meeting, variety)
			for _, code := range codes {
				before[code] = figure(s, code)
			}
			do(s, holding(s, "writer", do(s, arranging(s, "writer", plan(s, variety))), meeting.Holding{Attendance: 2}))
			for _, code := range codes {
				if got := figure(s, code); got != before[code]+1 {
					t.Errorf("%s: %s goes from %d to %d", v.Label, code, before[code], got)
				}
			}
		}
	})
}

// Open tasks come back to the next meeting of the same kind, and to no other.
func TestOpenTasksComeBack(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := do(s, holding(s, "petition", do(s, arranging(s, "petition", plan(s, activity.PetitionMeeting))), meeting.Holding{Attendance: 3}))
		do(s, minuting(s, m, meeting.Minutes{Words: "布置", Tasks: []task.Draft{give(s, m, "甲"), give(s, m, "乙")}}))
		left := func(by string, v activity.Variety) []task.Task {
			var all []task.Task
			s.Must(func(tx *db.Tx) error {
				var err error
				all, err = meeting.Left(tx, s.As(by), v, "", tx.Today(), "")
				return err
			})
			return all
		}
		s.Later(30)
		open := left("petition", activity.PetitionMeeting)
		if len(open) != 2 || len(left("petition", activity.Directors)) != 0 || len(left("triage", activity.PetitionMeeting)) != 0 {
			t.Fatalf("left: %d", len(open))
		}
		other := plan(s, activity.Directors)
		other.Carried = []string{string(open[0].ID)}
		refused(s, fault.Invalid, "不是这一种会议", arranging(s, "petition", other))
		p := plan(s, activity.PetitionMeeting)
		p.Carried, p.Items = []string{string(open[0].ID), string(open[1].ID), string(open[0].ID)}, nil
		next := do(s, arranging(s, "petition", p))
		s.Must(func(tx *db.Tx) error {
			if _, err := task.Finish(tx, s.As("handler"), open[0].ID, 0, "已完成"); err != nil {
				return err
			}
			back, err := meeting.Brought(tx, next)
			if err == nil && (len(back) != 2 || back[0].State == back[1].State) {
				t.Errorf("brought: %+v", back)
			}
			before, err := meeting.Previous(tx, next)
			if err == nil && before.ID != m.ID {
				t.Errorf("previous: %+v", before)
			}
			return err
		})
		if len(left("petition", activity.PetitionMeeting)) != 1 {
			t.Error("a task that is done comes back")
		}
	})
}

// That a meeting speaks of a matter is on its agenda: it is told to those who read that.
func TestAMatterNamesItsMeetings(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		about := s.Sorted(matter.Petition)
		p := plan(s, activity.PetitionMeeting)
		p.Items[0].Matters = []matter.ID{about.ID}
		held := do(s, arranging(s, "petition", p))
		do(s, holding(s, "petition", held, meeting.Holding{Attendance: 3, Present: []string{s.As("mediator").Officer}}))
		p.On = p.On.AddDays(7)
		off := do(s, arranging(s, "petition", p))
		do(s, func(tx *db.Tx) (meeting.Meeting, error) {
			return meeting.Cancel(tx, s.As("petition"), off.ID, 0, "改天再开")
		})
		s.Must(func(tx *db.Tx) error {
			for login, want := range map[string]int{"petition": 1, "leader": 1, "mediator": 1, "triage": 0, "police": 0, "station1": 0, "admin": 0} {
				got, err := meeting.OfMatter(tx, s.As(login), about.ID)
				if err != nil {
					return err
				}
				if len(got) != want || want == 1 && got[0].ID != held.ID {
					t.Errorf("%s is told of %d meetings, want %d", login, len(got), want)
				}
			}
			return nil
		})
	})
}

// A matter that is erased takes what meetings wrote about it along.
func TestAnErasedMatterIsForgotten(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		about := s.Sorted(matter.Petition)
		p := plan(s, activity.PetitionMeeting)
		p.Items[0].Matters = []matter.ID{about.ID}
		m := do(s, holding(s, "petition", do(s, arranging(s, "petition", p)), meeting.Holding{Attendance: 3}))
		m = do(s, minuting(s, m, meeting.Minutes{Results: map[string]string{m.Items[0].ID: "三日内答复"}, Tasks: []task.Draft{give(s, m, "答复")}}))
		s.Must(func(tx *db.Tx) error {
			with, err := meeting.OfMatter(tx, s.As("petition"), about.ID)
			if err == nil && len(with) != 1 {
				t.Errorf("the matter was on %d agendas", len(with))
			}
			for _, stmt := range meeting.Forget {
				if err == nil {
					_, err = tx.Exec(stmt, tx.Street, string(about.ID))
				}
			}
			if err != nil {
				return err
			}
			got, err := meeting.Load(tx, s.As("petition"), m.ID)
			if err != nil {
				return err
			}
			tasks, err := task.Of(tx, string(m.ID))
			if got.Items[0].Title != "" || got.Items[0].Result != "" || tasks[0].Words != "" {
				t.Errorf("kept: %+v %+v", got.Items[0], tasks[0])
			}
			return err
		})
	})
}
