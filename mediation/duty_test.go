package mediation_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/task"
)

// A flaw stops the signing, a hint does not.
func TestFlawsOfADraft(t *testing.T) {
	on := calendar.On(2024, 5, 8)
	good := mediation.Agreement{Amount: 3000_00, PerformOn: on.AddDays(30), Terms: "赔偿3000元"}
	duty := mediation.Duty{Party: "b", Words: "赔偿", Amount: 3000_00, DueOn: on.AddDays(30)}
	for name, c := range map[string]struct {
		change func(a *mediation.Agreement, d *mediation.Duty)
		words  string // "" = nothing is said
		hint   bool
	}{
		"all is right":              {func(*mediation.Agreement, *mediation.Duty) {}, "", false},
		"nobody performs":           {func(_ *mediation.Agreement, d *mediation.Duty) { d.Party = "" }, "第1项没有写由谁履行", false},
		"no day":                    {func(_ *mediation.Agreement, d *mediation.Duty) { d.DueOn = 0 }, "第1项没有写最晚哪一天", false},
		"before it is signed":       {func(_ *mediation.Agreement, d *mediation.Duty) { d.DueOn = on.AddDays(-1) }, "早于签协议的日期", false},
		"after the last day":        {func(_ *mediation.Agreement, d *mediation.Duty) { d.DueOn = on.AddDays(31) }, "晚于协议的履行期限", false},
		"well before the last day":  {func(_ *mediation.Agreement, d *mediation.Duty) { d.DueOn = on.AddDays(3) }, "协议的履行期限写的是", true},
		"the sums differ":           {func(_ *mediation.Agreement, d *mediation.Duty) { d.Amount = 2900_00 }, "2,900元（贰仟玖佰元整）", false},
		"nobody pays the sum":       {func(_ *mediation.Agreement, d *mediation.Duty) { d.Amount = 0 }, "没有一项写明由谁付", false},
		"no day that can be met":    {func(a *mediation.Agreement, _ *mediation.Duty) { a.Terms = "尽快赔偿" }, "“尽快”", true},
		"a right that is given up":  {func(a *mediation.Agreement, _ *mediation.Duty) { a.Terms = "今后不得起诉" }, "没有违反法律强制性规定", true},
		"a duty that is not a word": {func(_ *mediation.Agreement, d *mediation.Duty) { d.Words = "酌情赔偿" }, "“酌情”", true},
	} {
		a, d := good, duty
		c.change(&a, &d)
		got := mediation.Flaws(a, []mediation.Duty{d}, on)
		switch {
		case c.words == "" && len(got) > 0:
			t.Errorf("%s: got %+v, want nothing", name, got)
		case c.words != "" && !slices.ContainsFunc(got, func(f mediation.Flaw) bool { return strings.Contains(f.Sentence, c.words) && f.Hint == c.hint }):
			t.Errorf("%s: got %+v, want %q", name, got, c.words)
		}
	}
	if got := mediation.Flaws(good, nil, on); len(got) != 1 || got[0].Hint {
		t.Errorf("no duty: got %+v, want one flaw", got)
	}
}

// Instalments are equal, the last takes the remainder; the clock goes from one to
// the next, and the agreement is performed when all are.
func TestInstalmentsAreKeptOneByOne(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.started("02")
		var parties []matter.Party
		s.must(func(tx *db.Tx) error {
			var err error
			parties, err = matter.Parties(tx, m.ID)
			return err
		})
		first, monday := calendar.On(2024, 7, 31), calendar.On(2024, 9, 2)
		m = s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.WriteDraft(tx, s.mediator(), m.ID, mediation.Draft{
				Facts: "漏水", Terms: "分三期赔偿", Amount: 1000_00, How: "转账", PerformOn: calendar.On(2024, 9, 30), Checked: everything(),
			})
		})
		s.refused(fault.Invalid, "还没有逐项写明", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AgreeWritten(tx, s.mediator(), m.ID, signing(tx.Today()))
		})
		promise := mediation.Promise{Party: parties[0].ID, Words: "赔偿", Amount: 1000_00, DueOn: first, Times: 3, Months: 1}
		for name, change := range map[string]func(*mediation.Promise){
			"由谁履行":   func(p *mediation.Promise) { p.Party = "nobody" },
			"做什么":    func(p *mediation.Promise) { p.Words = " " },
			"最晚哪一天":  func(p *mediation.Promise) { p.DueOn = 0 },
			"最多120期": func(p *mediation.Promise) { p.Times = 121 },
			"两期之间":   func(p *mediation.Promise) { p.Months = 0 },
			"总金额":    func(p *mediation.Promise) { p.Amount = 0 },
		} {
			bad := promise
			change(&bad)
			s.refused(fault.Invalid, name, func(tx *db.Tx) (matter.Matter, error) { return mediation.Undertake(tx, s.mediator(), m.ID, bad) })
		}
		s.step(func(tx *db.Tx) (matter.Matter, error) { return mediation.Undertake(tx, s.mediator(), m.ID, promise) })
		duties := func() (all []mediation.Duty) {
			s.must(func(tx *db.Tx) error {
				a, err := mediation.Agreements(tx, m.ID)
				if err != nil {
					return err
				}
				all, err = mediation.Duties(tx, a[0].ID)
				return err
			})
			return all
		}
		all := duties()
		if len(all) != 3 || all[0].Amount != 333_00 || all[2].Amount != 334_00 || all[1].DueOn != calendar.On(2024, 8, 31) || all[2].DueOn != calendar.On(2024, 9, 30) {
			t.Fatalf("got %+v, want 333, 333 and 334 yuan at the ends of three months", all)
		}
		m = s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AgreeWritten(tx, s.mediator(), m.ID, signing(tx.Today()))
		})
		state := func() (a mediation.Agreement, due calendar.Date) {
			s.must(func(tx *db.Tx) error {
				var err error
				if a, err = mediation.Effective(tx, m.ID); err != nil {
					return err
				}
				c, err := matter.RunningClock(tx, m.ID, "A11")
				if err == nil {
					due = c.Legal
				}
				return nil
			})
			return a, due
		}
		if _, due := state(); due != first {
			t.Errorf("the clock runs to %s, want the first instalment on %s", due, first)
		}
		keep := func(how mediation.AgreementState, duty string, paid int64) {
			s.step(func(tx *db.Tx) (matter.Matter, error) {
				return mediation.Perform(tx, s.mediator(), m.ID, mediation.Performance{How: how, Duty: duty, Paid: paid, Words: "收据"})
			})
		}
		keep(mediation.AgreementPerformed, all[0].ID, 0)
		if a, due := state(); a.State != mediation.AgreementPartly || due != monday {
			t.Errorf("after the first: %s until %s, want partly performed until the Monday after the second, %s", a.State, due, monday)
		}
		s.refused(fault.Invalid, "已经付了多少", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Perform(tx, s.mediator(), m.ID, mediation.Performance{How: mediation.AgreementPartly, Duty: all[1].ID, Paid: 333_00})
		})
		keep(mediation.AgreementPartly, all[1].ID, 100_00)
		breach := func(duty string) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return mediation.Perform(tx, s.mediator(), m.ID, mediation.Performance{How: mediation.AgreementBreached, Duty: duty})
			}
		}
		s.refused(fault.Invalid, "最晚到2024年8月31日履行，这一天还没有过", breach(all[1].ID))
		s.refused(fault.Invalid, "还没有过", breach(""))
		s.refused(fault.Invalid, "已经履行", breach(all[0].ID))
		s.clock.Set(all[1].DueOn.AddDays(1).Time())
		keep(mediation.AgreementBreached, all[1].ID, 0)
		if a, due := state(); a.State != mediation.AgreementBreached || due != all[2].DueOn {
			t.Errorf("after a breach: %s until %s", a.State, due)
		}
		s.must(func(tx *db.Tx) error { // the history tells of each entry what it was of, and what it took the place of
			notes, err := matter.Notes(tx, m.ID)
			if want := "第2项“赔偿（第2期）”，333元：到期未履行（2024年5月8日登记的是部分履行，已付100元）。收据"; notes[0].Text != want {
				t.Errorf("the history says %q, want %q", notes[0].Text, want)
			}
			clocks, err2 := matter.Clocks(tx, m.ID)
			n := 0
			for _, c := range clocks {
				if c.Rule == "A11" {
					n++
				}
			}
			if n != 3 {
				t.Errorf("%d clocks of performance, want one for each instalment", n)
			}
			return errors.Join(err, err2)
		})
		ledger := func(v mediation.LedgerView) int {
			n := 0
			s.must(func(tx *db.Tx) error {
				all, err := mediation.Ledger(tx, s.mediator(), v)
				n = len(all)
				for _, l := range all {
					if l.Of != 3 || l.Nth < 1 || l.Nth > 3 {
						t.Errorf("the ledger says %d of %d", l.Nth, l.Of)
					}
				}
				return err
			})
			return n
		}
		for v, want := range map[mediation.LedgerView]int{mediation.LedgerOpen: 2, mediation.LedgerDone: 1, mediation.LedgerBreached: 1, mediation.LedgerOver: 1, mediation.LedgerSoon: 1} {
			if got := ledger(v); got != want {
				t.Errorf("%s: got %d lines, want %d", v, got, want)
			}
		}
		falling := func(on calendar.Date) (n int) {
			s.must(func(tx *db.Tx) error {
				all, err := mediation.FallingDue(tx, on.AddDays(-14), on, mediation.Falling{}, 10)
				n = len(all)
				return err
			})
			return n
		}
		if falling(all[2].DueOn) != 0 {
			t.Error("the clock of an open matter tells of its duties, nothing else does")
		}
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.FollowUpVisit(tx, s.mediator(), m.ID, mediation.FollowUp{Words: "还差两期"})
		})
		s.refused(fault.Invalid, "由谁继续督促", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Close(tx, s.mediator(), m.ID, mediation.Closing{})
		})
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Close(tx, s.mediator(), m.ID, mediation.Closing{Watch: s.mediator().Officer})
		})
		watching := func() (open int) {
			s.must(func(tx *db.Tx) error {
				var err error
				open, err = task.Count(tx, s.mediator(), task.Filter{Whose: task.Mine, State: task.Open})
				return err
			})
			return open
		}
		if n := watching(); n != 1 {
			t.Errorf("who watches the performance has %d tasks, want one", n)
		}
		if n := falling(all[2].DueOn); n != 1 { // the second one is told of as breached already
			t.Errorf("%d duties fall due in the closed matter, want 1", n)
		}
		keep(mediation.AgreementPerformed, "", 0)
		if a, due := state(); a.State != mediation.AgreementPerformed || a.PerformedOn.Zero() || !due.Zero() {
			t.Errorf("after all: %s on %s, clock until %s", a.State, a.PerformedOn, due)
		}
		if n := watching(); n != 0 {
			t.Errorf("%d tasks are left when all is performed", n)
		}
	})
}

// A duty is struck from a draft and moves to the next one.
func TestDutiesOfANewDraft(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.drafted("02")
		var had []mediation.Duty
		read := func() {
			s.must(func(tx *db.Tx) error {
				a, err := mediation.Agreements(tx, m.ID)
				if err != nil {
					return err
				}
				had, err = mediation.Duties(tx, a[0].ID)
				return err
			})
		}
		m = s.step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.WriteDraft(tx, s.mediator(), m.ID, mediation.Draft{
				Facts: "漏水", Terms: "十日内修好", Amount: 2300_00, How: "转账", PerformOn: tx.Today().AddDays(10), Checked: everything(),
			})
		})
		if read(); len(had) != 1 {
			t.Fatalf("the new draft has %d duties, want the one of the draft before", len(had))
		}
		s.step(func(tx *db.Tx) (matter.Matter, error) { return mediation.Strike(tx, s.mediator(), m.ID, had[0].ID) })
		if read(); len(had) != 0 {
			t.Errorf("%d duties are left", len(had))
		}
	})
}

// The answers of a record stand in the order of the record, whatever the order they
// were given in.
func TestARecordIsCompiled(t *testing.T) {
	got := mediation.Compile(map[string]string{"outcome": "下周再谈", "present": " 甲、乙到场 ", "nothing": "x"}, "另记")
	if want := "到场的人：甲、乙到场\n谈到哪一步：下周再谈\n另记"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := mediation.Compile(nil, " "); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}

// A paper made of the draft and given out is the agreement that the step takes up: it
// has the number already, and the draft stays as it is on paper.
func TestThePaperThatWasGivenOutIsTheAgreement(t *testing.T) {
	onStage(t, func(s *stage) {
		m := s.drafted("02")
		var piece string
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			var err error
			piece, err = document.Add(tx, s.mediator(), matter.Keys(tx, m.ID), document.Piece{Matter: string(m.ID), Form: document.Written})
			return m, err
		})
		s.step(func(tx *db.Tx) (matter.Matter, error) {
			m, err := matter.Visible(tx, s.mediator(), m.ID)
			if err != nil {
				return m, err
			}
			if err := mediation.Settle(tx, s.mediator(), &m); err != nil {
				return m, err
			}
			p, err := mediation.Paper(tx, m.ID)
			if err != nil {
				return m, err
			}
			if p.ID != piece || m.DossierNo != "（2024）东盛人调字第1号" {
				t.Errorf("got paper %q and number %q", p.ID, m.DossierNo)
			}
			return m, document.Issue(tx, s.mediator(), matter.Keys(tx, m.ID), p)
		})
		s.refused(fault.Conflict, "已经定稿", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Undertake(tx, s.mediator(), m.ID, mediation.Promise{})
		})
		agree := func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AgreeWritten(tx, s.mediator(), m.ID, signing(tx.Today()))
		}
		got := s.step(agree)
		papers := func() (n int) {
			s.must(func(tx *db.Tx) error {
				all, err := document.Of(tx, string(m.ID))
				for _, p := range all {
					if p.Form == document.Written {
						n++
					}
				}
				return err
			})
			return n
		}
		if papers() != 1 || got.DossierNo != "（2024）东盛人调字第1号" {
			t.Errorf("got %d agreements on paper, number %q", papers(), got.DossierNo)
		}
	})
}
