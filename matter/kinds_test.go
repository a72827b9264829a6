package matter_test

import (
	"slices"
	"testing"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

// A list of several kinds is one list: page by page forwards and backwards it has
// every matter of theirs once, newest first, and none of another kind.
func TestAListOfSeveralKindsIsOneList(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		var want []string
		for i, kind := range []matter.Kind{
			matter.Petition, matter.Hazard, matter.Mediation, matter.Administrative, matter.Petition, matter.Consultation, matter.Hazard, matter.Litigation, matter.Petition,
		} {
			m := s.Sorted(kind)
			if kind != matter.Mediation && kind != matter.Consultation {
				want = append(want, string(m.ID))
			}
			if i%2 == 0 {
				s.Later(1)
			}
		}
		slices.Sort(want)
		slices.Reverse(want)
		s.Must(func(tx *db.Tx) error {
			scope := identity.SeeMatters.Reach(s.As("unithead"), tx.Today())
			if len(scope.Kinds()) != 4 {
				t.Errorf("the head of the unit sees the kinds %v", scope.Kinds())
			}
			var forwards []string
			var pages [][]matter.Matter
			after := ""
			for {
				page, err := matter.List(tx, scope, matter.Filter{}, matter.Page{Order: matter.Newest, After: after, Size: 2})
				if err != nil {
					return err
				}
				if len(page) == 0 {
					break
				}
				pages = append(pages, page)
				for _, m := range page {
					forwards = append(forwards, string(m.ID))
				}
				after = matter.Filter{}.Cursor(matter.Newest, page[len(page)-1])
			}
			if !slices.Equal(forwards, want) {
				t.Errorf("forwards: got %v, want %v", forwards, want)
			}
			for i := 1; i < len(pages); i++ {
				back, err := matter.List(tx, scope, matter.Filter{}, matter.Page{Order: matter.Newest, Before: matter.Filter{}.Cursor(matter.Newest, pages[i][0]), Size: 2})
				if err != nil {
					return err
				}
				if len(back) != 2 || back[0].ID != pages[i-1][0].ID || back[1].ID != pages[i-1][1].ID {
					t.Errorf("back from page %d: got %d matters, want those of the page before", i+1, len(back))
				}
			}
			n, err := matter.Count(tx, scope, matter.Filter{})
			if n != len(want) {
				t.Errorf("counted %d, want %d", n, len(want))
			}
			return err
		})
	})
}
