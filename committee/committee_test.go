package committee_test

import (
	"errors"
	"slices"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
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

// street is the committee of the stage, filled in.
func street(s *stage.Stage) committee.Committee {
	s.T.Helper()
	return must(s, func(tx *db.Tx) (committee.Committee, error) {
		return committee.Describe(tx, s.As("chair"), s.Committee.ID, committee.Detail{Kind: committee.Street, Seal: "东盛街道人民调解委员会", Place: "街道一楼", Phone: "0431-0000 0001"})
	})
}

func fresh(name string, woman bool, office committee.Office) committee.Candidate {
	return committee.Candidate{Person: committee.Person{Name: name, Woman: woman}, Office: office}
}

func three() []committee.Candidate {
	return []committee.Candidate{fresh("甲", false, committee.Director), fresh("乙", true, committee.Deputy), fresh("丙", false, committee.Member)}
}

func electing(s *stage.Stage, id string, e committee.Election) func(tx *db.Tx) (committee.Committee, error) {
	return func(tx *db.Tx) (committee.Committee, error) { return committee.Elect(tx, s.As("chair"), id, e) }
}

func election(on calendar.Date, members ...committee.Candidate) committee.Election {
	return committee.Election{On: on, Elector: committee.ByFounder, Meeting: "街道会议记录第3号", Members: members}
}

// elected is the street's committee after an election in its first year.
func elected(s *stage.Stage) (committee.Committee, []committee.Mediator) {
	s.T.Helper()
	street(s)
	c := must(s, electing(s, s.Committee.ID, election(calendar.On(2023, 1, 10), three()...)))
	return c, register(s, committee.MediatorFilter{On: s.Today()})
}

func register(s *stage.Stage, f committee.MediatorFilter) []committee.Mediator {
	s.T.Helper()
	return must(s, func(tx *db.Tx) ([]committee.Mediator, error) { return committee.Mediators(tx, f) })
}

func present(s *stage.Stage) committee.Term {
	s.T.Helper()
	t := must(s, func(tx *db.Tx) (*committee.Term, error) { return committee.Present(tx, s.Committee.ID, s.Today()) })
	if t == nil {
		s.T.Fatal("no term")
	}
	return *t
}

func TestFounding(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		f := committee.Founding{Name: "吉祥社区人民调解委员会", ShortName: "吉祥", Unit: s.Community.ID, Since: calendar.On(2022, 1, 1), Detail: committee.Detail{Kind: committee.Residents, Place: "社区"}}
		found := func(by string, f committee.Founding) func(tx *db.Tx) (committee.Committee, error) {
			return func(tx *db.Tx) (committee.Committee, error) { return committee.Found(tx, s.As(by), f) }
		}
		refused(s, fault.Denied, "登记人", found("triage", f))
		refused(s, fault.Denied, "不在您的岗位管辖", found("station2", f))
		bad := f
		bad.Kind = ""
		refused(s, fault.Invalid, "哪一种", found("chair", bad))
		bad = f
		bad.Kind = committee.Specialist
		refused(s, fault.Invalid, "哪个行业", found("chair", bad))
		bad = f
		bad.Since = s.Today().AddDays(1)
		refused(s, fault.Invalid, "还没有到", found("chair", bad))
		bad = f
		bad.Unit = "none"
		refused(s, fault.Invalid, "找不到这个社区", found("chair", bad))
		c := must(s, found("station1", f))
		if c.Kind != committee.Residents || c.Community != s.Community.ID || c.Version != 1 {
			t.Errorf("founded: %+v", c)
		}
		refused(s, fault.Conflict, "已经被另一个", found("chair", f))
		for _, n := range []struct {
			f    committee.Filter
			want int64
		}{
			{committee.Filter{}, 2},
			{committee.Filter{On: s.Today(), Kinds: []string{"residents"}}, 1},
			{committee.Filter{Kinds: []string{"street"}}, 1}, // nobody has filled it in: by its unit
			{committee.Filter{On: calendar.On(2022, 6, 1)}, 1},
			{committee.Filter{Community: s.Community.ID}, 1},
		} {
			got := must(s, func(tx *db.Tx) (int64, error) { return committee.Count(tx, n.f) })
			ids := must(s, func(tx *db.Tx) ([]string, error) { return committee.IDs(tx, n.f) })
			if got != n.want || int64(len(ids)) != n.want {
				t.Errorf("%+v: %d and %d rows, want %d", n.f, got, len(ids), n.want)
			}
		}
	})
}

func TestElection(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		on, id := calendar.On(2024, 5, 6), s.Committee.ID
		refused(s, fault.Conflict, "请先填写", electing(s, id, election(on, three()...)))
		c := street(s)
		for _, r := range []struct {
			name, words string
			e           committee.Election
		}{
			{"art. 8: two members", "三人以上，现在2人（《人民调解法》第八条）", election(on, three()[:2]...)},
			{"art. 8: no woman", "妇女成员", election(on, three()[0], three()[2], fresh("丁", false, committee.Member))},
			{"art. 8: no director", "主任一人", election(on, three()[1], three()[2], fresh("丁", false, committee.Member))},
			{"art. 8: two directors", "主任是一人", election(on, append(three(), fresh("丁", false, committee.Director))...)},
			{"art. 8: ten members", "最多九人", election(on, slices.Concat(three(), many(7))...)},
			{"twice the same", "写了两次", election(on, append(three(), fresh("甲", false, committee.Member))...)},
			{"without a name", "填写姓名", election(on, append(three(), fresh(" ", false, committee.Member))...)},
			{"without an office", "主任、副主任还是委员", election(on, append(three(), fresh("丁", false, ""))...)},
			{"somebody of no register", "名册上这个调委会", election(on, append(three(), committee.Candidate{Mediator: "none", Office: committee.Member})...)},
			{"to come", "还没有到", election(s.Today().AddDays(1), three()...)},
			{"without a day", "推选的日期", election(0, three()...)},
			{"before it was founded", "不能早于设立", election(calendar.On(2022, 1, 1), three()...)},
			{"art. 34: a street is not elected by residents", "第三十四条", committee.Election{On: on, Elector: committee.ByResidents, Meeting: "x", Members: three()}},
			{"without minutes", "会议记录在哪里", committee.Election{On: on, Elector: committee.ByFounder, Members: three()}},
		} {
			s.T.Run(r.name, func(t *testing.T) { refused(s, fault.Invalid, r.words, electing(s, id, r.e)) })
		}
		stale := election(on, three()...)
		stale.Version = c.Version + 1
		refused(s, fault.Conflict, "刚刚被别人改过", electing(s, id, stale))
		refused(s, fault.Denied, "登记人", func(tx *db.Tx) (committee.Committee, error) {
			return committee.Elect(tx, s.As("mediator"), id, election(on, three()...))
		})
		withOfficer := three()
		withOfficer[0].Officer = s.As("mediator").Officer
		c = must(s, electing(s, id, election(on, withOfficer...)))
		term := present(s)
		if term.Until != calendar.On(2027, 5, 5) || len(term.Sitting(s.Today())) != 3 || term.Seats[0].Name != "甲" || term.Seats[0].Office != committee.Director {
			t.Errorf("term: %+v", term)
		}
		if got := c.Flaws(&term, s.Today()); len(got) != 1 || got[0].Article != "第十条" {
			t.Errorf("flaws: %+v", got)
		}
		report := func(on calendar.Date) func(tx *db.Tx) (committee.Committee, error) {
			return func(tx *db.Tx) (committee.Committee, error) { return committee.Report(tx, s.As("chair"), id, 0, on) }
		}
		refused(s, fault.Invalid, "又有变动", report(on.AddDays(-1)))
		refused(s, fault.Invalid, "还没有到", report(s.Today().AddDays(1)))
		refused(s, fault.Invalid, "报送的日期", report(0))
		c = must(s, report(s.Today()))
		if got := c.Flaws(&term, s.Today()); len(got) != 0 {
			t.Errorf("flaws: %+v", got)
		}
		missing := must(s, func(tx *db.Tx) ([]org.Officer, error) { return committee.Unlisted(tx, s.Today()) })
		if len(missing) != 7 || slices.ContainsFunc(missing, func(o org.Officer) bool { return o.ID == s.As("mediator").Officer }) {
			t.Errorf("%d officers hold the post of a mediator and are on no register, want 7", len(missing))
		}
	})
}

func many(n int) []committee.Candidate {
	var all []committee.Candidate
	for i := range n {
		all = append(all, fresh("委"+string(rune('a'+i)), false, committee.Member))
	}
	return all
}

// Members may be elected again; whoever is not is on the register no longer.
func TestReelection(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c, before := elected(s)
		again := func(m committee.Mediator, o committee.Office) committee.Candidate {
			return committee.Candidate{Mediator: m.ID, Office: o}
		}
		on := calendar.On(2024, 5, 7)
		refused(s, fault.Invalid, "改选要晚于它", electing(s, c.ID, election(calendar.On(2023, 1, 10), three()...)))
		must(s, electing(s, c.ID, election(on, again(before[1], committee.Director), again(before[2], committee.Member), fresh("戊", false, committee.Member))))
		term := present(s)
		if term.Seats[0].Name != "乙" || term.Until != calendar.On(2027, 5, 6) {
			t.Errorf("term: %+v", term)
		}
		now := register(s, committee.MediatorFilter{On: s.Today()})
		if len(now) != 3 || now[0].Name != "乙" || now[0].Term != term.Until {
			t.Errorf("register: %+v", now)
		}
		then := register(s, committee.MediatorFilter{On: calendar.On(2024, 5, 6)})
		if len(then) != 3 || then[0].Name != "甲" || then[0].Ending != "expired" || then[0].Ended != calendar.On(2024, 5, 6) {
			t.Errorf("the register of the day before: %+v", then)
		}
		terms := must(s, func(tx *db.Tx) ([]committee.Term, error) { return committee.Terms(tx, c.ID, s.Today()) })
		if len(terms) != 2 || len(terms[1].Sitting(on)) != 0 || len(terms[1].Sitting(on.AddDays(-1))) != 3 {
			t.Errorf("terms: %+v", terms)
		}
	})
}

func TestASeatIsFilled(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c, before := elected(s)
		fill := func(on calendar.Date, m committee.Candidate) func(tx *db.Tx) (committee.Committee, error) {
			return func(tx *db.Tx) (committee.Committee, error) {
				return committee.Fill(tx, s.As("chair"), c.ID, committee.Filling{On: on, Member: m})
			}
		}
		refused(s, fault.Invalid, "已经有主任了", fill(s.Today(), fresh("己", false, committee.Director)))
		refused(s, fault.Invalid, "任期之内", fill(calendar.On(2023, 1, 9), fresh("己", false, committee.Member)))
		refused(s, fault.Invalid, "不能晚于今天", fill(s.Today().AddDays(1), fresh("己", false, committee.Member)))
		must(s, func(tx *db.Tx) (committee.Mediator, error) {
			return committee.Leave(tx, s.As("chair"), before[0].ID, committee.Leaving{On: s.Today().AddDays(-1), Ending: "resigned"})
		})
		term := present(s)
		c = must(s, func(tx *db.Tx) (committee.Committee, error) { return committee.Load(tx, s.As("chair"), c.ID) })
		if got := c.Flaws(&term, s.Today()); len(got) != 3 { // two members, no director, not told
			t.Errorf("flaws after the director left: %+v", got)
		}
		must(s, fill(s.Today(), committee.Candidate{Mediator: before[1].ID, Office: committee.Director}))
		must(s, fill(s.Today(), fresh("己", false, committee.Member)))
		term = present(s)
		if sitting := term.Sitting(s.Today()); len(sitting) != 3 || sitting[0].Name != "乙" || sitting[0].Office != committee.Director {
			t.Errorf("sitting: %+v", sitting)
		}
		for range 6 {
			must(s, fill(s.Today(), fresh("补"+string(rune('a'+len(present(s).Seats))), false, committee.Member)))
		}
		refused(s, fault.Conflict, "最多九人", fill(s.Today(), fresh("庚", false, committee.Member)))
	})
}

func TestEngagedMediators(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c := street(s)
		e := committee.Engagement{
			Officer: s.As("mediator").Officer, Person: committee.Person{Name: "苏和平", Employment: committee.FullTime, Education: "bachelor", Party: true, Background: "law"},
			Adult: true, Since: calendar.On(2024, 1, 2), Until: calendar.On(2024, 6, 30),
		}
		engage := func(e committee.Engagement) func(tx *db.Tx) (committee.Mediator, error) {
			return func(tx *db.Tx) (committee.Mediator, error) { return committee.Engage(tx, s.As("chair"), c.ID, e) }
		}
		for _, r := range []struct {
			words string
			bend  func(*committee.Engagement)
		}{
			{"成年公民（《人民调解法》第十四条）", func(e *committee.Engagement) { e.Adult = false }},
			{"晚于聘任的日期", func(e *committee.Engagement) { e.Until = e.Since }},
			{"不能晚于今天", func(e *committee.Engagement) { e.Since = s.Today().AddDays(1) }},
			{"不能早于调委会设立", func(e *committee.Engagement) { e.Since = calendar.On(2022, 1, 1) }},
			{"填写姓名", func(e *committee.Engagement) { e.Name = "" }},
			{"专职、兼职还是特邀", func(e *committee.Engagement) { e.Employment = "x" }},
			{"学历", func(e *committee.Engagement) { e.Education = "x" }},
			{"找不到这位工作人员", func(e *committee.Engagement) { e.Officer = "x" }},
		} {
			bad := e
			r.bend(&bad)
			refused(s, fault.Invalid, r.words, engage(bad))
		}
		m := must(s, engage(e))
		refused(s, fault.Invalid, "已经在这个调委会", engage(e))
		read := func(by string) committee.Mediator {
			return must(s, func(tx *db.Tx) (committee.Mediator, error) { return committee.LoadMediator(tx, s.As(by), m.ID) })
		}
		if got := read("clerk"); !got.Party || got.Education != "bachelor" {
			t.Errorf("the keeper reads %+v", got)
		}
		if got := read("mediator"); !got.Party {
			t.Errorf("the mediator reads %+v", got)
		}
		if got := read("triage"); got.Party || got.Education != "" || got.Name != "苏和平" {
			t.Errorf("others read %+v", got)
		}
		renew := func(until calendar.Date) func(tx *db.Tx) (committee.Mediator, error) {
			return func(tx *db.Tx) (committee.Mediator, error) {
				return committee.Renew(tx, s.As("chair"), m.ID, 0, until)
			}
		}
		refused(s, fault.Invalid, "晚于现在的聘期", renew(e.Until))
		if got := must(s, renew(calendar.On(2025, 6, 30))); got.Term != calendar.On(2025, 6, 30) {
			t.Errorf("renewed: %+v", got)
		}
		p := e.Person
		p.Certificate = "吉调0001"
		refused(s, fault.Conflict, "刚刚被别人改过", func(tx *db.Tx) (committee.Mediator, error) {
			return committee.Amend(tx, s.As("chair"), m.ID, 1, e.Officer, p)
		})
		if got := must(s, func(tx *db.Tx) (committee.Mediator, error) {
			return committee.Amend(tx, s.As("chair"), m.ID, 2, e.Officer, p)
		}); got.Certificate != "吉调0001" {
			t.Errorf("amended: %+v", got)
		}
		leave := func(l committee.Leaving) func(tx *db.Tx) (committee.Mediator, error) {
			return func(tx *db.Tx) (committee.Mediator, error) { return committee.Leave(tx, s.As("chair"), m.ID, l) }
		}
		for _, r := range []struct {
			name, words string
			l           committee.Leaving
		}{
			{"art. 15: engaged mediators are not recalled", "不是罢免（《人民调解法》第十五条）", committee.Leaving{On: s.Today(), Ending: "recalled", Ground: "gain", Note: "x"}},
			{"art. 15: a dismissal has a ground", "法定的情形", committee.Leaving{On: s.Today(), Ending: "dismissed", Note: "x"}},
			{"art. 15: and who decided", "哪个单位", committee.Leaving{On: s.Today(), Ending: "dismissed", Ground: "gain"}},
			{"art. 15: who resigns has no ground", "只有罢免、解聘", committee.Leaving{On: s.Today(), Ending: "resigned", Ground: "gain"}},
			{"no reason", "为什么不再担任", committee.Leaving{On: s.Today()}},
			{"to come", "不晚于今天", committee.Leaving{On: s.Today().AddDays(1), Ending: "resigned"}},
		} {
			s.T.Run(r.name, func(t *testing.T) { refused(s, fault.Invalid, r.words, leave(r.l)) })
		}
		must(s, leave(committee.Leaving{On: s.Today(), Ending: "dismissed", Ground: "gain", Note: "街道调委会会议决定"}))
		refused(s, fault.Conflict, "已经不在名册", renew(calendar.On(2026, 1, 1)))
		if got := read("triage"); got.Ending != "" || got.Ground != "" || got.Ended != s.Today() {
			t.Errorf("others read why it ended: %+v", got)
		}
	})
}

func TestMembersAreRecalledAndNotRenewed(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		_, all := elected(s)
		refused(s, fault.Conflict, "连任要登记改选（《人民调解法》第九条）", func(tx *db.Tx) (committee.Mediator, error) {
			return committee.Renew(tx, s.As("chair"), all[0].ID, 0, calendar.On(2030, 1, 1))
		})
		leave := func(ending string) func(tx *db.Tx) (committee.Mediator, error) {
			return func(tx *db.Tx) (committee.Mediator, error) {
				return committee.Leave(tx, s.As("chair"), all[2].ID, committee.Leaving{On: s.Today(), Ending: ending, Ground: "leak", Note: "推选单位会议决定"})
			}
		}
		refused(s, fault.Invalid, "不是解聘（《人民调解法》第十五条）", leave("dismissed"))
		must(s, leave("recalled"))
		s.Later(1)
		if got := present(s).Sitting(s.Today()); len(got) != 2 {
			t.Errorf("sitting after the recall: %+v", got)
		}
	})
}

func TestStudios(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c, all := elected(s)
		open := func(st committee.Studio) func(tx *db.Tx) (committee.Studio, error) {
			return func(tx *db.Tx) (committee.Studio, error) { return committee.OpenStudio(tx, s.As("chair"), c.ID, st) }
		}
		st := committee.Studio{Mediator: all[1].ID, Name: "乙大姐工作室", Place: "社区二楼", Since: calendar.On(2024, 3, 1)}
		bad := st
		bad.Mediator = "none"
		refused(s, fault.Invalid, "哪一位调解员", open(bad))
		bad = st
		bad.Name = ""
		refused(s, fault.Invalid, "工作室的名称", open(bad))
		made := must(s, open(st))
		count := func(on calendar.Date) int {
			return len(must(s, func(tx *db.Tx) ([]committee.Studio, error) {
				return committee.Studios(tx, committee.StudioFilter{On: on})
			}))
		}
		if count(s.Today()) != 1 || count(calendar.On(2024, 2, 1)) != 0 {
			t.Error("the studio is not in service from its day")
		}
		shut := func(tx *db.Tx) (int, error) { return 0, committee.CloseStudio(tx, s.As("chair"), c.ID, made.ID) }
		must(s, shut)
		refused(s, fault.Conflict, "已经撤销", shut)
		s.Later(1)
		if count(s.Today()) != 0 {
			t.Error("the studio is in service after it was closed")
		}
	})
}

func TestTrainings(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		_, all := elected(s)
		p := committee.TrainingPlan{Topic: "调解笔录怎么写", Trainer: "区司法局", On: s.Today(), Start: "9:00", Place: "街道三楼", Minutes: 210}
		plan := func(by string, p committee.TrainingPlan) func(tx *db.Tx) (committee.Training, error) {
			return func(tx *db.Tx) (committee.Training, error) { return committee.PlanTraining(tx, s.As(by), p) }
		}
		refused(s, fault.Denied, "登记人", plan("triage", p))
		refused(s, fault.Invalid, "谁来讲", plan("writer", committee.TrainingPlan{Topic: "x", On: p.On, Start: "9:00", Place: "x", Minutes: 60}))
		refused(s, fault.Invalid, "几个小时", plan("writer", committee.TrainingPlan{Topic: "x", Trainer: "x", On: p.On, Start: "9:00", Place: "x", Minutes: 5}))
		training := must(s, plan("writer", p))
		hold := func(id committee.TrainingID, h committee.TrainingHolding) func(tx *db.Tx) (committee.Training, error) {
			return func(tx *db.Tx) (committee.Training, error) {
				return committee.HoldTraining(tx, s.As("writer"), id, h)
			}
		}
		came := committee.TrainingHolding{Attendees: []committee.MediatorID{all[0].ID, all[1].ID}, Others: 3}
		refused(s, fault.Invalid, "来了哪些", hold(training.ID, committee.TrainingHolding{}))
		refused(s, fault.Invalid, "在册的调解员", hold(training.ID, committee.TrainingHolding{Attendees: []committee.MediatorID{all[0].ID, all[0].ID}}))
		p.On = s.Today().AddDays(3)
		future := must(s, plan("writer", p))
		refused(s, fault.Conflict, "还没有到", hold(future.ID, came))
		held := must(s, hold(training.ID, came))
		refused(s, fault.Conflict, "已举办", hold(training.ID, came))
		if got := figures(s, "mediatorTrainings", "mediatorTrainingAttendance"); !slices.Equal(got, []int64{1, 5}) {
			t.Errorf("counted %v", got)
		}
		mine := func(by string) []committee.Training {
			return must(s, func(tx *db.Tx) ([]committee.Training, error) { return committee.TrainingsOf(tx, s.As(by), all[0]) })
		}
		if got := mine("chair"); len(got) != 1 || got[0].Hours() != "3.5小时" || got[0].Activity != held.Activity {
			t.Errorf("on the entry: %+v", got)
		}
		if got := mine("triage"); got != nil {
			t.Errorf("others read the hours of a mediator: %+v", got)
		}
		cancel := func(why string) func(tx *db.Tx) (committee.Training, error) {
			return func(tx *db.Tx) (committee.Training, error) {
				return committee.CancelTraining(tx, s.As("writer"), future.ID, 0, why)
			}
		}
		refused(s, fault.Invalid, "为什么取消", cancel(" "))
		must(s, cancel("讲课人有事"))
		refused(s, fault.Conflict, "已取消", cancel("再取消"))
	})
}

// What was recorded by hand is linked, corrected or not, and counts once.
func TestATrainingRecordedByHandIsLinked(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		_, all := elected(s)
		p := committee.TrainingPlan{Topic: "协议书", Trainer: "区司法局", On: s.Today(), Start: "09:00", Place: "街道三楼", Minutes: 120}
		by := s.As("writer")
		plan := func(tx *db.Tx) (committee.Training, error) { return committee.PlanTraining(tx, by, p) }
		first, second := must(s, plan), must(s, plan)
		d := activity.Draft{Kind: activity.Study, Variety: activity.MediatorTraining, On: s.Today(), Start: "09:00", Place: "街道三楼", Attendance: 18}
		a := must(s, func(tx *db.Tx) (activity.Activity, error) { return activity.Record(tx, by, d) })
		h := committee.TrainingHolding{Attendees: []committee.MediatorID{all[0].ID}}
		err := s.DB.Update(t.Context(), stage.Home, func(tx *db.Tx) error {
			_, err := committee.HoldTraining(tx, by, first.ID, h)
			return err
		})
		var known *committee.Recorded
		if !errors.As(err, &known) || len(known.Activities) != 1 || known.Activities[0].ID != a.ID {
			t.Fatalf("got %v, want the one recorded by hand", err)
		}
		h.Choice = string(a.ID)
		must(s, func(tx *db.Tx) (committee.Training, error) { return committee.HoldTraining(tx, by, first.ID, h) })
		d.Attendance = 17
		must(s, func(tx *db.Tx) (activity.Activity, error) {
			return activity.Correct(tx, by, a.ID, 0, d, "人数记错")
		})
		if got := figures(s, "mediatorTrainings", "mediatorTrainingAttendance"); !slices.Equal(got, []int64{1, 17}) {
			t.Errorf("linked and corrected, counted %v", got)
		}
		// The corrected version belongs to the first: the second makes its own, at another hour.
		p.Start = "14:00"
		third := must(s, plan)
		must(s, func(tx *db.Tx) (committee.Training, error) {
			return committee.HoldTraining(tx, by, third.ID, committee.TrainingHolding{Attendees: h.Attendees, Others: 1})
		})
		if got := figures(s, "mediatorTrainings"); got[0] != 2 {
			t.Errorf("two trainings counted %v", got)
		}
		_ = second
	})
}

func figures(s *stage.Stage, codes ...string) []int64 {
	s.T.Helper()
	var all []int64
	s.Must(func(tx *db.Tx) error {
		all = nil
		for _, code := range codes {
			v, err := indicator.Compute(tx, code, indicator.Ask{Year: 2024})
			if err != nil {
				return err
			}
			all = append(all, v.Number)
		}
		return nil
	})
	return all
}

// A stranger of the street's tree sees the register and changes nothing.
func TestNobodyWithoutThePostChangesTheRegister(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c, all := elected(s)
		for name, step := range map[string]func(tx *db.Tx, by actor.Actor) error{
			"describe": func(tx *db.Tx, by actor.Actor) error {
				_, err := committee.Describe(tx, by, c.ID, committee.Detail{Kind: committee.Street})
				return err
			},
			"report": func(tx *db.Tx, by actor.Actor) error {
				_, err := committee.Report(tx, by, c.ID, 0, s.Today())
				return err
			},
			"fill": func(tx *db.Tx, by actor.Actor) error {
				_, err := committee.Fill(tx, by, c.ID, committee.Filling{On: s.Today(), Member: fresh("辛", true, committee.Member)})
				return err
			},
			"engage": func(tx *db.Tx, by actor.Actor) error {
				_, err := committee.Engage(tx, by, c.ID, committee.Engagement{})
				return err
			},
			"amend": func(tx *db.Tx, by actor.Actor) error {
				_, err := committee.Amend(tx, by, all[0].ID, 0, "", committee.Person{Name: "x"})
				return err
			},
			"leave": func(tx *db.Tx, by actor.Actor) error {
				_, err := committee.Leave(tx, by, all[0].ID, committee.Leaving{})
				return err
			},
			"studio": func(tx *db.Tx, by actor.Actor) error {
				_, err := committee.OpenStudio(tx, by, c.ID, committee.Studio{})
				return err
			},
			"close": func(tx *db.Tx, by actor.Actor) error { return committee.CloseStudio(tx, by, c.ID, "x") },
		} {
			for _, login := range []string{"triage", "mediator", "station1", "admin"} { // station1 keeps its community's only
				s.T.Run(name+" by "+login, func(t *testing.T) {
					refused(s, fault.Denied, "", func(tx *db.Tx) (int, error) { return 0, step(tx, s.As(login)) })
				})
			}
		}
	})
}
