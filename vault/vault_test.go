package vault_test

import (
	"strings"
	"testing"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/sample/stage"
	"fengsheng/vault"
)

const words = "举报站长收受物业好处"

func seal(s *stage.Stage, by string, g vault.Sealing) (matter.Matter, vault.Receipt) {
	s.T.Helper()
	m := s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return matter.TakeIn(tx, s.As("clerk"), matter.Intake{
			Channel: "letter", Title: words, Request: words, Place: "2栋", Unit: s.Estate.ID, Known: true,
			Parties: []matter.Party{{Side: matter.Applicant, Name: "检举甲", Phone: "13911112222"}, {Side: matter.Respondent, Name: "被举报乙"}},
		})
	})
	var r vault.Receipt
	s.Must(func(tx *db.Tx) error {
		var err error
		r, err = vault.Seal(tx, s.As(by), m.ID, g)
		return err
	})
	return m, r
}

// Nobody of the street finds what is sealed: not by its address, not in a list,
// a count, a search or by its number; its custodian does.
func TestSEC_PR20_NobodyButTheCustodian(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m, r := seal(s, "clerk", vault.Sealing{Words: "物业经理"})
		if r.Readers != 1 || !strings.Contains(r.Number, "密〔2024〕1号") {
			t.Errorf("the receipt is %+v", r)
		}
		for login, by := range s.People {
			s.Must(func(tx *db.Tx) error {
				if _, err := matter.Visible(tx, by, m.ID); !fault.Is(err, fault.NotFound) {
					t.Errorf("%s opens it: %v", login, err)
				}
				if _, err := matter.ByNumber(tx, by, m.Number); err == nil {
					t.Errorf("%s finds it by its old number", login)
				}
				found, err := matter.Find(tx, by, "举报", 0, 10)
				if err != nil {
					return err
				}
				n, err := matter.Count(tx, identity.SeeMatters.Reach(by, tx.Today()), matter.Filter{})
				if len(found.Matters) > 0 || n > 0 {
					t.Errorf("%s finds %d and counts %d", login, len(found.Matters), n)
				}
				_, sealedErr := vault.Find(tx, by, m.ID)
				if login == "sealed" && sealedErr != nil || login != "sealed" && !fault.Is(sealedErr, fault.Denied) {
					t.Errorf("%s asks the vault: %v", login, sealedErr)
				}
				return err
			})
		}
		s.Must(func(tx *db.Tx) error {
			if n, err := matter.Count(tx, identity.Whole, matter.Filter{}); err != nil || n != 0 {
				t.Errorf("a figure counts %d: %v", n, err)
			}
			if _, err := vault.Read(tx, s.As("sealed"), m.ID, ""); !fault.Is(err, fault.Invalid) {
				t.Errorf("read without a reason: %v", err)
			}
			c, err := vault.Read(tx, s.As("sealed"), m.ID, "办理移送")
			if err != nil {
				return err
			}
			if c.Story.Request != words || c.Parties[0].Name != "检举甲" || c.Parties[0].Phone != "13911112222" || !strings.Contains(c.Notes[0].Text, "物业经理") {
				t.Errorf("the custodian reads %+v", c)
			}
			if strings.Contains(c.Matter.Title, "站长") {
				t.Errorf("the title outside is %q", c.Matter.Title)
			}
			return nil
		})
	})
}

// The files of the vault's rows hold no word: every text is sealed.
func TestSEC_PRIV_04_TheVaultHoldsNoWord(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		seal(s, "clerk", vault.Sealing{Words: "还有金丝雀"})
		s.Must(func(tx *db.Tx) error {
			var stored []string
			for _, text := range vaultTexts {
				all, err := db.Values[string](tx, text, matter.Vault(tx.Street))
				if err != nil {
					return err
				}
				stored = append(stored, all...)
			}
			all := strings.Join(stored, "\n")
			if !strings.Contains(all, "a1:") {
				t.Error("nothing is there to look at")
			}
			for _, canary := range []string{"举报", "检举甲", "被举报乙", "13911112222", "金丝雀", "2栋"} {
				if strings.Contains(all, canary) {
					t.Errorf("the vault holds %q in plain words", canary)
				}
			}
			return nil
		})
	})
}

var vaultTexts = []db.Stmt{
	db.SQL("test.vaultStory", `SELECT place || request || slip FROM story WHERE street_id = $1`),
	db.SQL("test.vaultParty", `SELECT name || key || phone || phone_key || id_number || address || guardian || agent FROM party WHERE street_id = $1`),
	db.SQL("test.vaultNote", `SELECT text FROM note WHERE street_id = $1`),
	db.SQL("test.vaultMatter", `SELECT title FROM matter WHERE street_id = $1`),
}

// A custodian who is accused, or works in or under an accused unit, finds
// nothing; that somebody tried is told, with who it was.
func TestSEC_PR21_TheAccusedCustodianFindsNothing(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		custodian := s.As("sealed")
		var root org.Unit
		s.Must(func(tx *db.Tx) error {
			var err error
			root, err = org.Root(tx)
			return err
		})
		for what, g := range map[string]vault.Sealing{
			"by name": {Officers: []string{custodian.Officer}}, "by unit": {Units: []string{root.ID}},
		} {
			g.Anyway = true
			m, r := seal(s, "clerk", g)
			if r.Readers != 0 {
				t.Errorf("accused %s: %d custodians may open it", what, r.Readers)
			}
			s.Must(func(tx *db.Tx) error {
				if _, err := vault.Find(tx, custodian, m.ID); !fault.Is(err, fault.NotFound) {
					t.Errorf("accused %s, the custodian opens it: %v", what, err)
				}
				all, err := vault.List(tx, custodian)
				if len(all) > 0 {
					t.Errorf("accused %s, the custodian lists %d", what, len(all))
				}
				return err
			})
			s.Must(func(tx *db.Tx) error {
				if kept, err := vault.Kept(tx, custodian, m.ID); err != nil || !kept {
					t.Errorf("kept from the accused custodian: %v, %v", kept, err)
				}
				if kept, err := vault.Kept(tx, s.As("clerk"), "nothing"); err != nil || kept {
					t.Errorf("what is not there is kept: %v, %v", kept, err)
				}
				if err := vault.Tried(tx, custodian, m.ID); err != nil {
					return err
				}
				events, err := event.Of(tx.In(matter.Vault(tx.Street)), event.Matter, string(m.ID), 10)
				if err != nil || events[0].Action != "matter.barred" || events[0].Officer != custodian.Officer || events[0].Outcome != event.Refused {
					t.Errorf("the ledger says %+v, %v", events, err)
				}
				return nil
			})
		}
		// Somebody accused of one community: the custodian of the street goes on.
		m, r := seal(s, "clerk", vault.Sealing{Units: []string{s.Community.ID}})
		if r.Readers != 1 {
			t.Errorf("a community is accused: %d custodians may open it", r.Readers)
		}
		s.Must(func(tx *db.Tx) error {
			_, err := vault.Find(tx, custodian, m.ID)
			return err
		})
	})
}

func TestFromSealedToClosed(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m, _ := seal(s, "triage", vault.Sealing{Officers: []string{s.As("station1").Officer}})
		take := func(login string, do matter.Command, g vault.Step) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return vault.Take(tx, s.As(login), m.ID, do, g) }
		}
		s.Refused(fault.Denied, "密件保管人", take("petition", "refer", vault.Step{}))
		s.Refused(fault.Invalid, "哪一类机关", take("sealed", "refer", vault.Step{Name: "区纪委监委"}))
		s.Refused(fault.Conflict, "不能再做", take("sealed", "close", vault.Step{Words: "结"}))
		s.Step(take("sealed", "refer", vault.Step{Organ: "discipline", Name: "区纪委监委"}))
		s.Refused(fault.Invalid, "反馈了什么", take("sealed", "feedback", vault.Step{}))
		s.Step(take("sealed", "feedback", vault.Step{Words: "已经受理"}))
		m = s.Step(take("sealed", "close", vault.Step{Words: "已答复检举人"}))
		if m.Open || m.State != vault.Closed {
			t.Errorf("got %s, open %v", m.State, m.Open)
		}
	})
}

// What is being handled already cannot be sealed any more, and only those who
// take in and sort do it.
func TestWhatCannotBeSealed(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		refused := func(kind fault.Kind, login string, g vault.Sealing) {
			t.Helper()
			err := s.DB.Update(t.Context(), stage.Home, func(tx *db.Tx) error {
				_, err := vault.Seal(tx, s.As(login), m.ID, g)
				return err
			})
			if !fault.Is(err, kind) {
				t.Errorf("%s: got %v, want %v", login, err, kind)
			}
		}
		refused(fault.Invalid, "triage", vault.Sealing{})
		refused(fault.Denied, "chair", vault.Sealing{Words: "某人"})
		refused(fault.Invalid, "triage", vault.Sealing{Officers: []string{s.As("sealed").Officer}})
		refused(fault.NotFound, "admin", vault.Sealing{Words: "某人"})
	})
}
