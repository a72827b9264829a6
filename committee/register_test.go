package committee_test

import (
	"testing"

	"fengsheng/committee"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/sample/stage"
)

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
