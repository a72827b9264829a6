package committee_test

import (
	"slices"
	"testing"

	"fengsheng/actor"
	"fengsheng/committee"
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
