package db_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
)

// write adds a counter with its event, as every operation does.
func write(t *testing.T, d *db.DB, name string) {
	t.Helper()
	err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
		if _, err := tx.Exec(insertCounter, tx.Street, name, 1); err != nil {
			return err
		}
		_, err := tx.Exec(insertEvent, tx.Street, []byte{1})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadingsTogetherRunAtTheSameTime(t *testing.T) {
	if runtime.NumCPU() < 2 {
		t.Skip("one processor: readings follow each other")
	}
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		view(t, d, func(tx *db.Tx) error {
			here, there := make(chan *db.Tx, 1), make(chan *db.Tx, 1)
			meet := func(mine, other chan *db.Tx) func(*db.Tx) error {
				return func(own *db.Tx) error {
					mine <- own
					select {
					case met := <-other:
						if met == own {
							t.Error("two readings at once share a transaction")
						}
						return nil
					case <-time.After(10 * time.Second):
						return errors.New("nobody else is reading")
					}
				}
			}
			return tx.Together(meet(here, there), meet(there, here))
		})
	})
}

func TestReadingsTogetherSeeWhatTheirTransactionSees(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		view(t, d, func(tx *db.Tx) error {
			if n, err := db.Value[int](tx, countCounters, "s"); err != nil || n != 0 {
				t.Fatalf("got %d counters, %v; want none yet", n, err)
			}
			write(t, d, "later") // committed after tx began: tx must not see it, nor any reading
			count := func(own *db.Tx) error {
				if n, err := db.Value[int](own, countCounters, "s"); err != nil || n != 0 {
					t.Errorf("a reading sees %d counters, %v; its transaction sees none", n, err)
				}
				return nil
			}
			return tx.Together(count, count, count, count)
		})
	})
}

func TestReadingsTogetherOnTheWriterSeeItsChange(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
			if _, err := tx.Exec(insertCounter, tx.Street, "mine", 1); err != nil {
				return err
			}
			count := func(own *db.Tx) error {
				if n, err := db.Value[int](own, countCounters, "s"); err != nil || n != 1 {
					t.Errorf("a reading sees %d counters, %v; its transaction made one", n, err)
				}
				return nil
			}
			return tx.Together(count, count)
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestReadingsTogetherEndWithTheFirstError(t *testing.T) {
	wrong := errors.New("wrong")
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		fail := func(*db.Tx) error { return wrong }
		none := func(*db.Tx) error { return nil }
		err := d.View(context.Background(), "s", func(tx *db.Tx) error { return tx.Together(none, fail, none) })
		if !errors.Is(err, wrong) {
			t.Errorf("got %v, want the error of the reading", err)
		}
		func() {
			defer func() {
				if p, ok := recover().(*db.Panicked); !ok || p.Value != "boom" {
					t.Errorf("got %v, want the panic of the reading", p)
				}
			}()
			boom := func(*db.Tx) error { panic("boom") }
			t.Error(d.View(context.Background(), "s", func(tx *db.Tx) error { return tx.Together(boom, none) }))
		}()
		for range 2 * runtime.NumCPU() { // every connection came back and works
			view(t, d, func(tx *db.Tx) error { return tx.Together(none, none) })
		}
	})
}
