package document_test

import (
	"context"
	"flag"
	"sync"
	"testing"

	"fengsheng/document"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/sample/stage"
)

// A year's numbers: go test ./document -run NoGap -numbers 100000
var numbers = flag.Int("numbers", 1600, "how many papers the test numbers")

// Eight clerks number papers at the same time, and every fifth try is given up
// after the number was taken: the register has none missing and none twice.
func TestNoGapUnderEightWriters(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		by := s.As("petition")
		series := document.ByForm(document.PetitionAcceptance, "东盛", "信受")
		const writers = 8
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range *numbers / writers {
					give := i%5 == w%5
					err := s.DB.Update(context.Background(), stage.Home, func(tx *db.Tx) error {
						if give {
							if _, err := series.Take(tx, by, 2024, "m", tx.NewID()); err != nil {
								return err
							}
							return fault.New(fault.Invalid, "given up")
						}
						_, err := series.Take(tx, by, 2024, "m", tx.NewID())
						return err
					})
					if err != nil && !(give && fault.Is(err, fault.Invalid)) {
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
		s.Must(func(tx *db.Tx) error {
			all, err := document.Registers(tx)
			if err != nil {
				return err
			}
			if len(all) != 1 || all[0].Given != all[0].Last || all[0].Given != *numbers*4/5 {
				t.Errorf("the register is %+v, want %d numbers and the last of them", all, *numbers*4/5)
			}
			first, err := document.Register(tx, string(document.PetitionAcceptance), 2024, 0, 3)
			if err == nil && (len(first) != 3 || first[2].Text != "东盛信受〔2024〕3号") {
				t.Errorf("the first numbers are %+v", first)
			}
			return err
		})
	})
}
