package litigation_test

import (
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/litigation"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

func explain(s *stage.Stage, ended bool) matter.Matter {
	s.T.Helper()
	m := s.Sorted(matter.Litigation)
	by := s.As("handler")
	s.Refused(fault.Invalid, "没有评论案件", func(tx *db.Tx) (matter.Matter, error) {
		return litigation.Explain(tx, by, m.ID, litigation.Explanation{Organ: "court", Words: "讲了上诉期限"})
	})
	return s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return litigation.Explain(tx, by, m.ID, litigation.Explanation{Organ: "court", Words: "讲了上诉期限", NoPromise: true, Ended: ended})
	})
}

func TestExplainReferAndRecordTheResult(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := explain(s, false)
		by := s.As("handler")
		s.Refused(fault.Conflict, "还没有移送", func(tx *db.Tx) (matter.Matter, error) {
			return litigation.Close(tx, by, m.ID, litigation.Result{})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return litigation.TellOfAid(tx, by, m.ID, litigation.Result{Words: "可以申请司法救助"})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return litigation.Refer(tx, by, m.ID, litigation.Referral{To: "区人民法院", Told: true})
		})
		s.Refused(fault.Invalid, "有权机关的文书", func(tx *db.Tx) (matter.Matter, error) {
			return litigation.RecordResult(tx, by, m.ID, litigation.Result{})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return litigation.RecordResult(tx, by, m.ID, litigation.Result{Words: "法院已裁定"})
		})
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) { return litigation.Close(tx, by, m.ID, litigation.Result{}) })
		if m.Open || !m.AcceptedOn.Zero() || !m.ResolvedOn.Zero() {
			t.Errorf("the street decides nothing: open %v, accepted %s, resolved %s", m.Open, m.AcceptedOn, m.ResolvedOn)
		}
	})
}

// What was lawfully ended is not referred again; help remains (信访工作条例 art. 37).
func TestWhatWasLawfullyEndedIsNotReferred(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := explain(s, true)
		by := s.As("handler")
		s.Refused(fault.Conflict, "依法终结", func(tx *db.Tx) (matter.Matter, error) {
			return litigation.Refer(tx, by, m.ID, litigation.Referral{To: "区人民法院", Told: true})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return litigation.TellOfAid(tx, by, m.ID, litigation.Result{Words: "可以申请临时救助"})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) { return litigation.Close(tx, by, m.ID, litigation.Result{}) })
	})
}

func TestTheCivilPartGoesToMediation(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := explain(s, false)
		s.Refused(fault.Invalid, "法院或公安机关委托", func(tx *db.Tx) (matter.Matter, error) {
			return litigation.MediateCivil(tx, s.As("handler"), m.ID, litigation.Civil{Committee: s.Committee.ID, Words: "赔偿部分"})
		})
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return litigation.MediateCivil(tx, s.As("handler"), m.ID, litigation.Civil{Committee: s.Committee.ID, Words: "赔偿部分", Agreed: true})
		})
		if m.Kind != matter.Mediation || m.State != matter.Triaged || m.Committee == "" || m.Mediator != "" {
			t.Errorf("got %s %s, committee %q, mediator %q", m.Kind, m.State, m.Committee, m.Mediator)
		}
	})
}
