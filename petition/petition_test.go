package petition_test

import (
	"errors"
	"testing"

	"fengsheng/document"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/sample/stage"
)

type desk struct{ *stage.Stage }

func on(t *testing.T, run func(d desk)) {
	stage.On(t, func(s *stage.Stage) { run(desk{s}) })
}

func (d desk) classified(c petition.Classification) matter.Matter {
	d.T.Helper()
	m := d.Sorted(matter.Petition)
	c.DupChecked, c.FinalChecked = true, true
	return d.Step(func(tx *db.Tx) (matter.Matter, error) { return petition.Classify(tx, d.As("petition"), m.ID, c) })
}

func (d desk) acceptance() petition.Acceptance {
	return petition.Acceptance{Handler: d.As("handler").Officer, NoTie: true, Told: true}
}

func (d desk) accepted(c petition.Classification) matter.Matter {
	d.T.Helper()
	m := d.classified(c)
	return d.Step(func(tx *db.Tx) (matter.Matter, error) {
		return petition.Accept(tx, d.As("unithead"), m.ID, d.acceptance())
	})
}

func (d desk) handling() matter.Matter {
	d.T.Helper()
	m := d.accepted(petition.Classification{Sort: petition.Claim})
	return d.Step(func(tx *db.Tx) (matter.Matter, error) {
		return petition.PathOpinion(tx, d.As("unithead"), m.ID, petition.Path{Why: "不属于前五项"})
	})
}

func (d desk) issued(result string) matter.Matter {
	d.T.Helper()
	m := d.handling()
	return d.Step(func(tx *db.Tx) (matter.Matter, error) {
		return petition.Issue(tx, d.As("unithead"), m.ID, petition.Opinion{
			Result: result, Words: "应当支持", Law: "《物业管理条例》第四十六条", ReviewTold: true, UnitSeal: true,
		})
	})
}

func (d desk) served(result string) matter.Matter {
	d.T.Helper()
	m := d.issued(result)
	return d.Step(func(tx *db.Tx) (matter.Matter, error) {
		return petition.Serve(tx, d.As("handler"), m.ID, petition.Service{Way: "当面送达，本人签收"})
	})
}

func (d desk) clock(id matter.ID, rule string) matter.Clock {
	d.T.Helper()
	var c matter.Clock
	d.Must(func(tx *db.Tx) error {
		var err error
		c, err = matter.RunningClock(tx, id, rule)
		return err
	})
	return c
}

func (d desk) papers(id matter.ID) map[document.Form]int {
	d.T.Helper()
	count := map[document.Form]int{}
	d.Must(func(tx *db.Tx) error {
		all, err := document.Of(tx, string(id))
		for _, p := range all {
			count[p.Form]++
		}
		return err
	})
	return count
}

// The whole way: registered, accepted, handled, extended, served, reviewed,
// re-checked, carried out, closed, archived, with the clocks of group C.
func TestTheWholeWay(t *testing.T) {
	on(t, func(d desk) {
		m := d.classified(petition.Classification{Sort: petition.Claim})
		if c := d.clock(m.ID, "C2"); c.Legal != calendar.On(2024, 5, 23) {
			t.Errorf("notice: got %s, want fifteen days from 8 May", c.Legal)
		}
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Accept(tx, d.As("unithead"), m.ID, d.acceptance())
		})
		if m.DueRule != "C5" || m.DueOn != calendar.On(2024, 7, 5) {
			t.Errorf("the sixty days run from acceptance (art. 34): due %s by %q", m.DueOn, m.DueRule)
		}
		d.Later(2)
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathOpinion(tx, d.As("unithead"), m.ID, petition.Path{Why: "不属于前五项"})
		})
		// 8 May and sixty days is Sunday 7 July; a duty of an organ shows the working day before.
		if c := d.clock(m.ID, "C5"); c.Legal != calendar.On(2024, 7, 7) || c.Show != calendar.On(2024, 7, 5) {
			t.Errorf("sixty days from acceptance, not from the choice of the path: got %s, shown %s", c.Legal, c.Show)
		}
		d.Refused(fault.Invalid, "听取信访人", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Investigate(tx, d.As("handler"), m.ID, petition.Doing{Words: "看了现场"})
		})
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Investigate(tx, d.As("handler"), m.ID, petition.Doing{Words: "看了现场", Heard: true})
		})
		d.Later(40)
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Hear(tx, d.As("unithead"), m.ID, petition.Hearing{Words: "听证会开了半天"})
		})
		if c := d.clock(m.ID, "C5"); c.Show != calendar.On(2024, 7, 5) {
			t.Errorf("a hearing moved the sixty days to %s; it does not stop them (art. 34)", c.Show)
		}
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Extend(tx, d.As("unithead"), m.ID, petition.Extension{Days: 30, Reason: "要等鉴定结果", Told: tx.Today(), Proof: "延期告知书"})
		})
		if c := d.clock(m.ID, "C5"); c.Legal != calendar.On(2024, 8, 6) {
			t.Errorf("thirty days more: got %s", c.Legal)
		}
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Issue(tx, d.As("unithead"), m.ID, petition.Opinion{Result: "partly", Words: "支持第一项", Law: "《物业管理条例》第四十六条", ReviewTold: true, UnitSeal: true})
		})
		if m.ConcludedOn != calendar.Of(d.Clock.Now()) || !m.Open {
			t.Errorf("an opinion concludes and leaves it open: got concluded %s, open %v", m.ConcludedOn, m.Open)
		}
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Serve(tx, d.As("handler"), m.ID, petition.Service{Way: "当面送达"})
		})
		d.Refused(fault.Conflict, "还可以", func(tx *db.Tx) (matter.Matter, error) {
			return petition.End(tx, d.As("petition"), m.ID, petition.Finish{})
		})
		d.Later(30) // 19 June and thirty days is Friday 19 July
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.RequestReview(tx, d.As("petition"), m.ID, petition.Request{Organ: "区人民政府", Words: "不同意第二项"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Reviewed(tx, d.As("petition"), m.ID, petition.Upper{Result: "upheld", Number: "复查〔2024〕3号"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.RequestRecheck(tx, d.As("petition"), m.ID, petition.Request{Organ: "市人民政府"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Rechecked(tx, d.As("petition"), m.ID, petition.Upper{Result: "upheld", Number: "复核〔2024〕1号"})
		})
		d.Refused(fault.Conflict, "还没有落实", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Close(tx, d.As("unithead"), m.ID, petition.Closing{Help: "不需要"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.CarryOut(tx, d.As("handler"), m.ID, petition.Doing{Words: "管道已经改好"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Close(tx, d.As("unithead"), m.ID, petition.Closing{Help: "不需要", Settled: true})
		})
		if m.Open || !m.Settled || !m.DueOn.Zero() {
			t.Errorf("closed: got open %v, settled %v, due %s", m.Open, m.Settled, m.DueOn)
		}
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Archive(tx, d.As("archive"), m.ID, matter.Archiving{})
		})
		if m.DossierNo == "" || m.State != matter.ArchivedState {
			t.Errorf("archived: got %s %q", m.State, m.DossierNo)
		}
		have := d.papers(m.ID)
		for _, f := range []document.Form{"P1", "P2", "P8", "P9", "P10", "P11", "P12", "P13", "P14", "P15", "P16", "P17", "P18"} {
			if have[f] != 1 {
				t.Errorf("%s %s: got %d, want one", f, f.Title(), have[f])
			}
		}
	})
}

func TestSection10_NoReviewWithoutService(t *testing.T) {
	on(t, func(d desk) {
		m := d.issued("supported")
		d.Refused(fault.Conflict, "不能再做“请求复查”", func(tx *db.Tx) (matter.Matter, error) {
			return petition.RequestReview(tx, d.As("petition"), m.ID, petition.Request{Organ: "区人民政府"})
		})
	})
}

func TestSection10_NoReviewOnDayThirtyOne(t *testing.T) {
	on(t, func(d desk) {
		m := d.served("explained")
		c := d.clock(m.ID, "C7")
		d.Later(int(c.Show.DaysSince(calendar.Of(d.Clock.Now()))) + 1)
		d.Refused(fault.Conflict, "三十日内提出", func(tx *db.Tx) (matter.Matter, error) {
			return petition.RequestReview(tx, d.As("petition"), m.ID, petition.Request{Organ: "区人民政府"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.End(tx, d.As("petition"), m.ID, petition.Finish{})
		})
		if m.State != petition.Final {
			t.Errorf("silence after thirty days: got %s", m.State)
		}
	})
}

// What was carried out early can still be reviewed: doing what was supported
// takes no right away.
func TestCarryingOutTakesNoRightAway(t *testing.T) {
	on(t, func(d desk) {
		m := d.served("partly")
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.CarryOut(tx, d.As("handler"), m.ID, petition.Doing{Words: "修好了"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.RequestReview(tx, d.As("petition"), m.ID, petition.Request{Organ: "区人民政府"})
		})
		if m.State != petition.UnderReview {
			t.Errorf("got %s", m.State)
		}
	})
}

func TestSection10_NoSixtyDaysForASuggestion(t *testing.T) {
	on(t, func(d desk) {
		m := d.accepted(petition.Classification{Sort: petition.Suggestion})
		d.Refused(fault.Conflict, "申诉求决类", func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathOpinion(tx, d.As("unithead"), m.ID, petition.Path{Why: "想快一点"})
		})
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Study(tx, d.As("handler"), m.ID, petition.Doing{})
		})
		d.Refused(fault.Invalid, "有没有采纳", func(tx *db.Tx) (matter.Matter, error) {
			return petition.ReplySuggestion(tx, d.As("handler"), m.ID, petition.Reply{Words: "谢谢"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.ReplySuggestion(tx, d.As("handler"), m.ID, petition.Reply{Result: "adopted", Words: "已经加装路灯"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Close(tx, d.As("unithead"), m.ID, petition.Closing{Help: "不需要"})
		})
		if have := d.papers(m.ID); have[document.Opinion] != 0 {
			t.Error("a suggestion got a handling opinion")
		}
	})
}

func TestSection10_ExtensionInTimeAndAtMostThirtyDays(t *testing.T) {
	on(t, func(d desk) {
		m := d.handling()
		extend := func(days int) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return petition.Extend(tx, d.As("unithead"), m.ID, petition.Extension{Days: days, Reason: "要等鉴定", Told: tx.Today(), Proof: "告知书"})
			}
		}
		d.Refused(fault.Invalid, "不能超过30日", extend(31))
		d.Refused(fault.Denied, "承办单位负责人", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Extend(tx, d.As("handler"), m.ID, petition.Extension{Days: 30, Reason: "要等鉴定", Told: tx.Today(), Proof: "告知书"})
		})
		d.Later(61)
		if _, err := d.Do(extend(30)); !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict) {
			t.Errorf("after the last day: got %v, want a refusal", err)
		}
	})
}

func TestObjectionWithinFiveWorkingDays(t *testing.T) {
	on(t, func(d desk) {
		m := d.classified(petition.Classification{Sort: petition.Claim})
		object := func(tx *db.Tx) (matter.Matter, error) {
			return petition.Object(tx, d.As("unithead"), m.ID, petition.Objection{Reasons: "属于区住建局职责"})
		}
		d.Refused(fault.Conflict, "没有转送方", object)

		m = d.classified(petition.Classification{Sort: petition.Claim, Forwarded: true, Sender: "区信访局"})
		// Wednesday 8 May 2024: Saturday 11 May is worked, so the fifth working day is Tuesday 14 May.
		if c := d.clock(m.ID, "C4"); c.Show != calendar.On(2024, 5, 14) {
			t.Errorf("five working days: got %s", c.Show)
		}
		d.Later(6)
		d.Step(object)
		d.Refused(fault.Invalid, "交还", func(tx *db.Tx) (matter.Matter, error) {
			return petition.TakeBack(tx, d.As("petition"), m.ID, petition.Answer{})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.ObjectionRefused(tx, d.As("petition"), m.ID, d.acceptance())
		})
		if m.State != petition.Accepted || m.AcceptedOn.Zero() {
			t.Errorf("got %s, accepted %s", m.State, m.AcceptedOn)
		}

		m = d.classified(petition.Classification{Sort: petition.Claim, Forwarded: true, Sender: "区信访局"})
		d.Later(8)
		d.Refused(fault.Conflict, "五个工作日", object)
	})
}

func TestWhatMayNotBeRefused(t *testing.T) {
	on(t, func(d desk) {
		m := d.classified(petition.Classification{Sort: petition.Claim})
		d.Refused(fault.Invalid, "其他理由不能不予受理", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Decline(tx, d.As("unithead"), m.ID, petition.Declining{Reason: "tooOften", Told: true})
		})
		d.Refused(fault.Denied, "承办单位负责人", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Decline(tx, d.As("petition"), m.ID, petition.Declining{Reason: "lowerOrgan", Told: true})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Decline(tx, d.As("unithead"), m.ID, petition.Declining{Reason: "alreadyFinal", Told: true})
		})
		if m.Open || !m.AcceptedOn.Zero() {
			t.Errorf("declined: got open %v, accepted %s", m.Open, m.AcceptedOn)
		}
	})
}

func TestAGroupSendsFiveAtMost(t *testing.T) {
	on(t, func(d desk) {
		m := d.Sorted(matter.Petition)
		d.Refused(fault.Invalid, "不超过5人", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Classify(tx, d.As("petition"), m.ID, petition.Classification{Sort: petition.Claim, DupChecked: true, FinalChecked: true, Representatives: 6})
		})
		d.Refused(fault.Invalid, "检举控告不在这里办", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Classify(tx, d.As("petition"), m.ID, petition.Classification{Sort: petition.Accusation, DupChecked: true, FinalChecked: true})
		})
	})
}

// A claim goes one of six ways, and each leads where the regulation says.
func TestTheSixPaths(t *testing.T) {
	on(t, func(d desk) {
		head := d.As("unithead")
		m := d.accepted(petition.Classification{Sort: petition.Claim})
		d.Refused(fault.Invalid, "为什么", func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathGuided(tx, head, m.ID, petition.Path{Path: "toArbitration", Told: true})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathGuided(tx, head, m.ID, petition.Path{Path: "toArbitration", Why: "劳动报酬争议", Told: true})
		})
		if m.State != petition.Guided || m.Open {
			t.Errorf("told of arbitration: got %s, open %v", m.State, m.Open)
		}
		m = d.accepted(petition.Classification{Sort: petition.Claim})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathJustice(tx, head, m.ID, petition.Path{Why: "法院正在审理"})
		})
		if m.Kind != matter.Litigation || m.State != matter.Triaged || !m.AcceptedOn.Zero() {
			t.Errorf("in the hands of a court: got %s %s", m.Kind, m.State)
		}
		m = d.accepted(petition.Classification{Sort: petition.Claim})
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathDuty(tx, head, m.ID, petition.Path{Why: "请求查处违建"})
		})
		d.Refused(fault.Conflict, "直接答复", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Issue(tx, head, m.ID, petition.Opinion{Result: "supported", Words: "查处", Law: "《城乡规划法》第六十五条", ReviewTold: true, UnitSeal: true})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.AnswerDuty(tx, d.As("handler"), m.ID, petition.Reply{Words: "已经查处"})
		})
		if m.State != petition.Replied {
			t.Errorf("a duty performed: got %s", m.State)
		}
	})
}

func TestAssigningAndForwarding(t *testing.T) {
	on(t, func(d desk) {
		clerk := d.As("petition")
		m := d.classified(petition.Classification{Sort: petition.Claim})
		d.Refused(fault.Invalid, "去向", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Forward(tx, clerk, m.ID, petition.Sending{Organ: "区住建局"})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Assign(tx, clerk, m.ID, petition.Sending{Organ: "区住建局", Told: true, Due: tx.Today().AddDays(20)})
		})
		if m.DueRule != "C6" || m.DueOn != calendar.On(2024, 5, 28) {
			t.Errorf("the result is due %s by %s", m.DueOn, m.DueRule)
		}
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.ReportBack(tx, clerk, m.ID, petition.Result{Words: "已经修复"})
		})
		if m.Open {
			t.Error("an assigned petition with its result is open")
		}
	})
}

func TestSimplifiedIsForTheFirstTime(t *testing.T) {
	on(t, func(d desk) {
		m := d.accepted(petition.Classification{Sort: petition.Claim, Repeated: true})
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathOpinion(tx, d.As("unithead"), m.ID, petition.Path{Why: "第六项"})
		})
		d.Refused(fault.Conflict, "初次信访", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Simplify(tx, d.As("unithead"), m.ID, petition.Doing{})
		})
		m = d.handling()
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Simplify(tx, d.As("unithead"), m.ID, petition.Doing{})
		})
		if c := d.clock(m.ID, "C13"); c.Show != calendar.On(2024, 5, 21) {
			t.Errorf("ten working days: got %s", c.Show)
		}
	})
}

// Withdrawing is the petitioner's own word: nobody is asked to promise anything.
func TestWithdrawingNeedsTheirOwnWords(t *testing.T) {
	on(t, func(d desk) {
		m := d.handling()
		d.Refused(fault.Invalid, "不能要求信访人撤回", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Withdraw(tx, d.As("petition"), m.ID, petition.Result{})
		})
		m = d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Withdraw(tx, d.As("petition"), m.ID, petition.Result{Words: "问题已经自己解决了"})
		})
		if m.Open || m.Outcome != matter.Withdrawn {
			t.Errorf("got open %v, %s", m.Open, m.Outcome)
		}
	})
}

// A path that has no sixty days takes them away: nothing was owed by them, and nobody is told of them.
func TestNoSixtyDaysOnTheOtherPaths(t *testing.T) {
	on(t, func(d desk) {
		head := d.As("unithead")
		for name, path := range map[string]func(tx *db.Tx, m matter.Matter) (matter.Matter, error){
			"duty": func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
				return petition.PathDuty(tx, head, m.ID, petition.Path{Why: "请求查处违建"})
			},
			"guided": func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
				return petition.PathGuided(tx, head, m.ID, petition.Path{Path: "toArbitration", Why: "劳动报酬争议", Told: true})
			},
			"justice": func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
				return petition.PathJustice(tx, head, m.ID, petition.Path{Why: "法院正在审理"})
			},
		} {
			m := d.accepted(petition.Classification{Sort: petition.Claim})
			d.Later(70)
			m = d.Step(func(tx *db.Tx) (matter.Matter, error) { return path(tx, m) })
			d.Must(func(tx *db.Tx) error {
				all, err := matter.Clocks(tx, m.ID)
				for _, c := range all {
					if c.Rule == "C5" && c.EndedBy != matter.Waived {
						t.Errorf("%s: the sixty days ended by %q", name, c.EndedBy)
					}
				}
				owing, err2 := matter.Count(tx, identity.Whole, matter.Filter{Owed: matter.Owed{What: "petition", Missed: true}})
				if owing != 0 {
					t.Errorf("%s: %d petitions missed a term that was not theirs", name, owing)
				}
				return errors.Join(err, err2)
			})
			if m.Late || !m.DueOn.Zero() {
				t.Errorf("%s: late %v, due %s by %s", name, m.Late, m.DueOn, m.DueRule)
			}
		}
		m := d.accepted(petition.Classification{Sort: petition.Suggestion})
		if !m.DueOn.Zero() {
			t.Errorf("a suggestion is due %s by %s (art. 34 is for claims)", m.DueOn, m.DueRule)
		}
	})
}
