package matter_test

import (
	"testing"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/org"
	"fengsheng/sample/stage"
)

// another is a second mediator, of a community.
func another(s *stage.Stage) actor.Actor {
	by := s.As("mediator")
	s.Must(func(tx *db.Tx) error {
		o, err := org.Hire(tx, s.As("admin"), org.Officer{Code: "099", Name: "演示另一调解员", Unit: s.Community.ID})
		if err != nil {
			return err
		}
		root, err := org.Root(tx)
		if err != nil {
			return err
		}
		if err := org.Assign(tx, s.As("admin"), o.ID, actor.Mediator, root.ID, tx.Today()); err != nil {
			return err
		}
		by.Officer, by.Name, by.Account = o.ID, o.Name, ""
		return nil
	})
	return by
}

// applied is a mediation that the street's mediator carries.
func applied(s *stage.Stage) matter.Matter {
	m := s.Sorted(matter.Mediation)
	return s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return mediation.Apply(tx, s.As("chair"), m.ID, mediation.Application{Facts: "楼上漏水", Mediator: s.As("mediator").Officer, NoTie: true})
	})
}

func holdings(s *stage.Stage, m matter.Matter) []matter.Holding {
	var all []matter.Holding
	s.Must(func(tx *db.Tx) error {
		now, err := matter.StateOf(tx, m.ID)
		if err != nil {
			return err
		}
		all, err = matter.Holdings(tx, now)
		return err
	})
	return all
}

// The days are booked to the unit that holds the matter, and to the next one
// only when that has received it.
func TestW13_DaysBelongToWhoHolds(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		first, next := s.As("mediator"), another(s)
		m := applied(s)
		hand := func(by actor.Actor, to string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return matter.Hand(tx, by, mediation.Table(), m.ID, matter.Handing{To: to, Reason: "申请人住在那个社区"})
			}
		}
		s.Refused(fault.Invalid, "不能承办这一类事项", hand(first, s.As("lawyer").Officer))
		s.Refused(fault.Invalid, "移交给谁", hand(first, first.Officer))
		s.Later(3)
		s.Step(hand(first, next.Officer))
		s.Refused(fault.Conflict, "等对方接收", func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AskOther(tx, next, m.ID, mediation.Asking{Reached: true, Log: "电话"})
		})
		s.Refused(fault.NotFound, "", func(tx *db.Tx) (matter.Matter, error) { return matter.ReceiveHanded(tx, first, m.ID, 0) })
		s.Later(2)
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) { return matter.ReceiveHanded(tx, next, m.ID, 0) })
		s.Later(4)
		all := holdings(s, m)
		days := make([]int, len(all))
		for i, h := range all {
			days[i] = h.Days(s.Today())
		}
		last := all[len(all)-1]
		if last.Unit != s.Community.ID || last.Days(s.Today()) != 4 || all[len(all)-2].Days(s.Today()) != 5 || last.How != matter.HeldHanded {
			t.Errorf("got %+v with the days %v", all, days)
		}
		if m.HandOffs != 1 || m.HandedFrom != "" || m.Mediator != next.Officer {
			t.Errorf("got %d hand-offs, waiting from %q, with %q", m.HandOffs, m.HandedFrom, m.Mediator)
		}
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AskOther(tx, next, m.ID, mediation.Asking{Reached: true, Log: "电话"})
		})
	})
}

func TestW13_AMatterComesBackOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		first, next := s.As("mediator"), another(s)
		m := applied(s)
		hand := func(tx *db.Tx) (matter.Matter, error) {
			return matter.Hand(tx, first, mediation.Table(), m.ID, matter.Handing{To: next.Officer, Reason: "辖区"})
		}
		back := func(reason string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return matter.ReturnHanded(tx, next, m.ID, matter.Returning{Reason: reason, Words: "当事人住在另一个社区"})
			}
		}
		s.Step(hand)
		s.Refused(fault.Invalid, "其他理由不能退回", back("busy"))
		m = s.Step(back("notOurs"))
		if m.Mediator != first.Officer || m.HandedFrom != "" || m.HandOffs != 0 {
			t.Errorf("sent back: got %q, waiting from %q, %d hand-offs", m.Mediator, m.HandedFrom, m.HandOffs)
		}
		s.Step(hand)
		s.Refused(fault.Conflict, "已经退回过一次", back("notOurs"))
		s.Step(func(tx *db.Tx) (matter.Matter, error) { return matter.ReceiveHanded(tx, next, m.ID, 0) })
	})
}

func TestSplitLinkUnderAndBack(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m, other := s.Sorted(matter.Mediation), s.Sorted(matter.Mediation, func(in *matter.Intake) { in.Title = "另一件" })
		triage := s.As("triage")
		split := func(g matter.Splitting) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return matter.Split(tx, triage, m.ID, g) }
		}
		s.Refused(fault.Invalid, "涉及哪些当事人", split(matter.Splitting{Title: "装修噪音", Request: "早上七点就开工"}))
		part := s.Step(split(matter.Splitting{Title: "装修噪音", Request: "早上七点就开工", Parties: []string{second(s, m)}}))
		if part.Parent != m.ID || part.State != matter.Registered || part.Parties != 1 || part.ReceivedOn != m.ReceivedOn {
			t.Errorf("the part is %+v", part)
		}
		under := func(id matter.ID, number string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return matter.Under(tx, triage, id, matter.Linking{Number: number})
			}
		}
		s.Refused(fault.Invalid, "找不到这个编号", under(other.ID, "东盛矛登〔1999〕1号"))
		s.Refused(fault.Invalid, "下面还有别的事项", under(m.ID, other.Number))
		s.Refused(fault.Invalid, "最上面的那一件", under(other.ID, part.Number))
		s.Step(under(other.ID, m.Number))
		s.Must(func(tx *db.Tx) error {
			parts, err := matter.PartsOf(tx, triage, m.ID)
			if len(parts) != 2 {
				t.Errorf("got %d matters under it, want 2", len(parts))
			}
			return err
		})
		s.Step(under(other.ID, ""))
		link := func(do func(*db.Tx, actor.Actor, matter.ID, matter.Linking) (matter.Matter, error)) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return do(tx, triage, m.ID, matter.Linking{Number: other.Number})
			}
		}
		s.Step(link(matter.Link))
		s.Refused(fault.Invalid, "已经关联", link(matter.Link))
		s.Must(func(tx *db.Tx) error {
			for _, id := range []matter.ID{m.ID, other.ID} {
				linked, err := matter.Linked(tx, triage, id)
				if err != nil || len(linked) != 1 {
					t.Errorf("got %d linked matters, %v", len(linked), err)
				}
			}
			return nil
		})
		s.Step(link(matter.Unlink))
		s.Refused(fault.Invalid, "没有关联", link(matter.Unlink))

		// The part goes back where it came from, and out again.
		merged := s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Merge(tx, triage, part.ID, matter.Merging{Into: m.ID, SameFacts: true})
		})
		s.Refused(fault.Invalid, "为什么不该合并", func(tx *db.Tx) (matter.Matter, error) { return matter.Unmerge(tx, triage, part.ID, 0, "") })
		again := s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Unmerge(tx, triage, part.ID, 0, "不是同一件事")
		})
		if merged.Open || !again.Open || again.Into != "" || again.State != matter.Registered || !again.ClosedOn.Zero() {
			t.Errorf("merged %+v, then %+v", merged, again)
		}
	})
}

// second is the id of the second party.
func second(s *stage.Stage, m matter.Matter) string {
	var all []matter.Party
	s.Must(func(tx *db.Tx) error {
		var err error
		all, err = matter.Parties(tx, m.ID)
		return err
	})
	return all[1].ID
}
