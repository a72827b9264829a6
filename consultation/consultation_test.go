package consultation_test

import (
	"testing"
	"time"

	"fengsheng/consultation"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

func asked(s *stage.Stage, way string) matter.Matter {
	s.T.Helper()
	return s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return consultation.Ask(tx, s.As("clerk"), consultation.Question{Way: way, Title: "楼上漏水怎么赔", Words: "楼上漏水泡了我家的地板", Unit: s.Community.ID, Phone: "13800005678"})
	})
}

func taken(s *stage.Stage) matter.Matter {
	m := asked(s, "message")
	return s.Step(func(tx *db.Tx) (matter.Matter, error) { return consultation.Take(tx, s.As("lawyer"), m.ID, 0) })
}

var answer = consultation.Answer{Words: "可以要求楼上修理并赔偿", Law: "《民法典》第二百八十八条", Said: true}

// Each way of asking has its clock (deadlines E4-E6).
func TestEveryWayHasItsClock(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		for way, want := range map[string]struct {
			rule string
			due  calendar.Date
			at   time.Duration
		}{
			"message": {"E4", calendar.On(2024, 5, 9), 24 * time.Hour},
			"live":    {"E5", calendar.On(2024, 5, 8), 5 * time.Hour},
			"letter":  {"E6", calendar.On(2024, 5, 16), 0},
			"counter": {},
		} {
			m := asked(s, way)
			if m.DueRule != want.rule || m.DueOn != want.due {
				t.Errorf("%s: got due %s by %s, want %s by %s", way, m.DueOn, m.DueRule, want.due, want.rule)
			}
			s.Must(func(tx *db.Tx) error {
				row, err := consultation.Load(tx, m.ID)
				if err == nil && want.at > 0 && row.DueAt.Sub(row.AskedAt) != want.at {
					t.Errorf("%s: due %s after it was asked", way, row.DueAt.Sub(row.AskedAt))
				}
				return err
			})
		}
	})
}

func TestOnlyAnAdviserAnswersAndCitesTheLaw(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := taken(s)
		give := func(login string, a consultation.Answer) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return consultation.Give(tx, s.As(login), m.ID, a) }
		}
		s.Refused(fault.Denied, "法律顾问", give("clerk", answer))
		for _, wrong := range []consultation.Answer{
			{Words: "可以赔", Said: true}, {Words: "可以赔", Law: "民法典", Said: true}, {Law: answer.Law, Said: true}, {Words: "可以赔", Law: answer.Law},
		} {
			if _, err := s.Do(give("lawyer", wrong)); !fault.Is(err, fault.Invalid) {
				t.Errorf("%+v: got %v, want a refusal", wrong, err)
			}
		}
		m = s.Step(give("lawyer", answer))
		if !m.DueOn.Zero() || m.State != consultation.Answered {
			t.Errorf("answered: got %s, due %s", m.State, m.DueOn)
		}
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return consultation.AskAgain(tx, s.As("lawyer"), m.ID, consultation.Words{Words: "对方不认怎么办"})
		})
		s.Step(give("lawyer", answer))
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return consultation.Close(tx, s.As("lawyer"), m.ID, consultation.Words{})
		})
		if m.Open {
			t.Error("closed and open")
		}
	})
}

func TestAQuestionTurnsIntoWhatItIs(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		lawyer := s.As("lawyer")
		m := taken(s)
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return consultation.ToMediation(tx, lawyer, m.ID, consultation.Turning{Committee: s.Committee.ID, Type: "02", Words: "愿意先调解"})
		})
		if m.Kind != matter.Mediation || m.State != matter.Triaged || m.Class != matter.ClassCivil {
			t.Errorf("got %s %s %s", m.Kind, m.State, m.Class)
		}
		m = taken(s)
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return consultation.ToPetition(tx, lawyer, m.ID, consultation.Turning{Words: "对街道的处理有意见"})
		})
		if m.Kind != matter.Petition || m.DueRule != "C2" || m.Class != matter.ClassPetition {
			t.Errorf("got %s, due by %s, class %s", m.Kind, m.DueRule, m.Class)
		}
		m = taken(s)
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return consultation.ToLegalAid(tx, lawyer, m.ID, consultation.Aid{Told: true, Where: "区法律援助中心"})
		})
		if m.Open {
			t.Error("guided to legal aid and open")
		}
	})
}
