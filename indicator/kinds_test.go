package indicator_test

import (
	"testing"

	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/petition"
	played "fengsheng/sample/stage"
)

// figure is the number of an indicator, of a rate its numerator.
func figure(s *played.Stage, code string) int64 {
	s.T.Helper()
	var v indicator.Value
	s.Must(func(tx *db.Tx) error {
		var err error
		v, err = indicator.Compute(tx, code, indicator.Ask{Year: 2024})
		return err
	})
	return v.Numerator
}

// answered is a petition whose opinion comes some days after it was accepted.
func answered(s *played.Stage, days int) {
	s.T.Helper()
	head, handler := s.As("unithead"), s.As("handler")
	m := s.Sorted(matter.Petition)
	for _, do := range []func(tx *db.Tx) (matter.Matter, error){
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.Classify(tx, s.As("petition"), m.ID, petition.Classification{Sort: petition.Claim, DupChecked: true, FinalChecked: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.Accept(tx, head, m.ID, petition.Acceptance{Handler: handler.Officer, NoTie: true, Told: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathOpinion(tx, head, m.ID, petition.Path{Why: "第六项"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.Investigate(tx, handler, m.ID, petition.Doing{Heard: true, Words: "听取陈述"})
		},
	} {
		s.Step(do)
	}
	s.Later(days)
	s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return petition.Issue(tx, head, m.ID, petition.Opinion{Result: "supported", Words: "支持", Law: "《物业管理条例》第四十六条", ReviewTold: true, UnitSeal: true})
	})
}

// Of petitions answered within and after their term, the rate counts the first.
func TestPetitionsInTime(t *testing.T) {
	played.On(t, func(s *played.Stage) {
		answered(s, 20)
		answered(s, 75)
		answered(s, 5)
		for code, want := range map[string]int64{"petitionMattersAccepted": 3, "petitionMattersConcluded": 3, "petitionMattersInTimeRate": 2, "accepted": 0} {
			if got := figure(s, code); got != want {
				t.Errorf("%s: got %d, want %d", code, got, want)
			}
		}
	})
}

// Hand-offs are counted for each matter: one that went three times counts three,
// and the rate may be above a hundred per cent.
func TestHandOffsForEachMatter(t *testing.T) {
	played.On(t, func(s *played.Stage) {
		answered(s, 5)
		answered(s, 5)
		s.Must(func(tx *db.Tx) error {
			ids, err := matter.IDs(tx, identity.Whole, matter.Filter{})
			if err != nil {
				return err
			}
			return tx.ExecOne(handedTwice, tx.Street, ids[0])
		})
		s.Must(func(tx *db.Tx) error {
			v, err := indicator.Compute(tx, "handOffRate", indicator.Ask{Year: 2024})
			if v.Numerator != 3 || v.Denominator != 2 || v.Text != "150.00%" {
				t.Errorf("got %d of %d, %s; want 3 of 2", v.Numerator, v.Denominator, v.Text)
			}
			if err != nil {
				return err
			}
			all, err := indicator.ComputeAll(tx, indicator.Ask{Year: 2024})
			for _, other := range all {
				if other.Code == v.Code && other.Text != v.Text {
					t.Errorf("among all figures it is %s", other.Text)
				}
			}
			return err
		})
		if got := figure(s, "handOffs"); got != 3 {
			t.Errorf("handOffs: got %d, want 3", got)
		}
	})
}

var handedTwice = db.SQL("test.handedTwice", `UPDATE matter SET hand_offs = 3 WHERE street_id = $1 AND id = $2`)
