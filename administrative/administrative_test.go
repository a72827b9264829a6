package administrative_test

import (
	"testing"

	"fengsheng/administrative"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

func applied(s *stage.Stage, a administrative.Application) matter.Matter {
	s.T.Helper()
	m := s.Sorted(matter.Administrative)
	a.Organ, a.Facts = "市场监督管理所", "买的商品有质量问题，要求退货"
	return s.Step(func(tx *db.Tx) (matter.Matter, error) { return administrative.Apply(tx, s.As("handler"), m.ID, a) })
}

func accept(s *stage.Stage, m matter.Matter) (matter.Matter, error) {
	return s.Do(func(tx *db.Tx) (matter.Matter, error) {
		return administrative.Accept(tx, s.As("unithead"), m.ID, administrative.Acceptance{AllAgree: true, Officer: s.As("handler").Officer, NoTie: true})
	})
}

func TestFromApplicationToArchive(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := applied(s, administrative.Application{})
		// Five working days from Wednesday 8 May 2024: Saturday 11 May is worked.
		if m.DueRule != "D1" || m.DueOn != calendar.On(2024, 5, 14) {
			t.Errorf("acceptance is due %s by %s", m.DueOn, m.DueRule)
		}
		m, err := accept(s, m)
		if err != nil {
			t.Fatal(err)
		}
		handler := s.As("handler")
		s.Refused(fault.Invalid, "告知各方的权利", func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Start(tx, handler, m.ID, administrative.Session{Words: "双方到场"})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Start(tx, handler, m.ID, administrative.Session{Told: true, Words: "双方到场"})
		})
		s.Refused(fault.Invalid, "行政机关的印章", func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Agree(tx, handler, m.ID, administrative.Agreement{Terms: "退货退款", Signed: true})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Agree(tx, handler, m.ID, administrative.Agreement{Terms: "退货退款", Signed: true, OrganSeal: true})
		})
		recognise := func(r administrative.Recognition) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return administrative.Recognise(tx, handler, m.ID, r) }
		}
		s.Refused(fault.Conflict, "不能登记为", recognise(administrative.Recognition{To: "recognised"}))
		s.Refused(fault.Invalid, "履行以后", recognise(administrative.Recognition{To: "requested"}))
		s.Step(recognise(administrative.Recognition{To: "requested", Performed: true}))
		s.Step(recognise(administrative.Recognition{To: "recognised"}))
		s.Refused(fault.Invalid, "才能结案", func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Close(tx, handler, m.ID, administrative.Closing{})
		})
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Close(tx, handler, m.ID, administrative.Closing{Performed: true})
		})
		if m.Open || m.ConcludedOn.Zero() || m.ResolvedOn.Zero() {
			t.Errorf("closed: open %v, concluded %s, resolved %s", m.Open, m.ConcludedOn, m.ResolvedOn)
		}
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Archive(tx, s.As("archive"), m.ID, matter.Archiving{})
		})
		if m.DossierNo != "（2024）东盛矛调字第1号" {
			t.Errorf("archived as %q", m.DossierNo)
		}
	})
}

// Who took the disputed act does not mediate it.
func TestTheAuthorOfTheActDoesNotMediate(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := applied(s, administrative.Application{Author: s.As("handler").Officer})
		if _, err := accept(s, m); !fault.Is(err, fault.Invalid) {
			t.Errorf("got %v, want a refusal", err)
		}
	})
}

// An act that can go to reconsideration is not mediated without saying so.
func TestReconsiderationIsToldFirst(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Administrative)
		apply := func(told bool) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return administrative.Apply(tx, s.As("handler"), m.ID, administrative.Application{Organ: "城管中队", Facts: "不服处罚", Reviewable: true, ReviewTold: told})
			}
		}
		s.Refused(fault.Invalid, "六十日内可以申请复议", apply(false))
		s.Step(apply(true))
	})
}

func TestEndingTellsTheOtherWays(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m, err := accept(s, applied(s, administrative.Application{}))
		if err != nil {
			t.Fatal(err)
		}
		handler := s.As("handler")
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Start(tx, handler, m.ID, administrative.Session{Told: true, Words: "双方到场"})
		})
		s.Refused(fault.Invalid, "其他途径", func(tx *db.Tx) (matter.Matter, error) {
			return administrative.End(tx, handler, m.ID, administrative.Ending{Reason: "failed", Words: "没有谈成"})
		})
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return administrative.End(tx, handler, m.ID, administrative.Ending{Reason: "failed", Words: "没有谈成", Told: true})
		})
		if m.Outcome != matter.Failed || m.Open {
			t.Errorf("got %s, open %v", m.Outcome, m.Open)
		}
	})
}

func TestNotOursIsPassedOn(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := applied(s, administrative.Application{})
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Forward(tx, s.As("handler"), m.ID, administrative.Declining{Organ: "区卫生健康局", Told: true})
		})
		if m.Outcome != matter.Transferred || m.Open {
			t.Errorf("got %s, open %v", m.Outcome, m.Open)
		}
		m = applied(s, administrative.Application{})
		s.Refused(fault.Invalid, "写明理由", func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Decline(tx, s.As("unithead"), m.ID, administrative.Declining{Told: true})
		})
	})
}

// A special rule goes before the general way, each with the days of its text.
func TestSpecialRulesHaveTheirDays(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		for rule, want := range map[administrative.Special]struct {
			applied, accepted, started string
			on, until                  calendar.Date // of the application, of the way to the end
		}{
			"":                      {"D1", "", "", calendar.On(2024, 5, 14), 0},
			administrative.Medical:  {"D2", "D2", "D2", calendar.On(2024, 5, 14), calendar.On(2024, 6, 19)},
			administrative.Consumer: {"D3", "D3", "D3", calendar.On(2024, 5, 16), calendar.On(2024, 7, 10)},
			administrative.Police:   {"", "", "D4", 0, calendar.On(2024, 5, 16)},
			administrative.Traffic:  {"D5", "", "D5", calendar.On(2024, 5, 13), calendar.On(2024, 5, 20)},
		} {
			m := applied(s, administrative.Application{Rule: rule, Finding: calendar.On(2024, 5, 3)})
			if m.DueRule != want.applied || m.DueOn != want.on {
				t.Errorf("%s, applied: got %s on %s", rule, m.DueRule, m.DueOn)
			}
			m, err := accept(s, m)
			if err != nil {
				t.Fatal(err)
			}
			if m.DueRule != want.accepted {
				t.Errorf("%s, accepted: got %s on %s", rule, m.DueRule, m.DueOn)
			}
			m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
				return administrative.Start(tx, s.As("handler"), m.ID, administrative.Session{Told: true, Words: "双方到场"})
			})
			if m.DueRule != want.started || m.DueOn != want.until {
				t.Errorf("%s, started: got %s on %s, want %s", rule, m.DueRule, m.DueOn, want.until)
			}
		}
	})
}

func TestAPublicOrderCaseIsMediatedTwiceAtMost(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		record := func(m matter.Matter) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return administrative.Record(tx, s.As("handler"), m.ID, administrative.Session{Words: "再次调解"})
			}
		}
		begun := func() matter.Matter {
			m, err := accept(s, applied(s, administrative.Application{Rule: administrative.Police}))
			if err != nil {
				t.Fatal(err)
			}
			return s.Step(func(tx *db.Tx) (matter.Matter, error) {
				return administrative.Start(tx, s.As("handler"), m.ID, administrative.Session{Told: true, Words: "双方到场"})
			})
		}
		m := begun()
		s.Later(8)
		s.Step(record(m))
		s.Refused(fault.Conflict, "最多再调解一次", record(m))
		m = begun()
		s.Later(12)
		s.Refused(fault.Conflict, "七个工作日", record(m))
	})
}

func TestARequestToTheTrafficPoliceHasTenDays(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Administrative)
		apply := func(finding calendar.Date) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return administrative.Apply(tx, s.As("handler"), m.ID, administrative.Application{Organ: "区交警大队", Facts: "追尾", Rule: administrative.Traffic, Finding: finding})
			}
		}
		s.Refused(fault.Invalid, "收到事故认定书", apply(0))
		s.Refused(fault.Invalid, "十日内", apply(calendar.On(2024, 4, 20)))
		s.Step(apply(calendar.On(2024, 5, 3)))
	})
}
