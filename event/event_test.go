package event_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
)

var noon = time.Date(2024, 5, 1, 4, 0, 0, 0, time.UTC)

func write(t *testing.T, d *db.DB, n int) {
	t.Helper()
	for i := range n {
		err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
			_, err := event.Append(tx, actor.Actor{Officer: "o", Name: "演示甲"}, event.Entry{
				Action: "matter.register", Kind: event.Matter, Subject: fmt.Sprint(i), Details: map[string]int{"n": i},
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestSEC_AUD_03_TheChainHoldsAndIsOrdered(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		write(t, d, 20)
		view(t, d, func(tx *db.Tx) error {
			head, err := event.Head(tx)
			if err != nil || head.Seq != 20 {
				t.Errorf("head %d, %v; want 20", head.Seq, err)
			}
			if err := event.Verify(tx, head); err != nil {
				t.Errorf("an untouched ledger: %v", err)
			}
			list, err := event.List(tx, event.Filter{Action: "matter", Before: 11, Limit: 5})
			if err != nil || len(list) != 5 || list[0].Seq != 10 {
				t.Errorf("got %d events from %v, %v; want 10 to 6", len(list), list, err)
			}
			return err
		})
	})
}

// A reason is a sentence somebody typed; numbers of people do not stay in it.
func TestSEC_AUD_02_AReasonKeepsNoNumbers(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		for typed, want := range map[string]string{
			"联系当事人13800005678核实":                  "联系当事人…核实",
			"138 0000 5678，身份证22010219900101123X": "…，身份证…",
			"座机0431-85550123":                     "座机…",
			"１３８００００５６７８":                         "…",
			"2024年5月1日第12号，3000元":                 "2024年5月1日第12号，3000元",
		} {
			err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
				if _, err := event.Append(tx, actor.Actor{}, event.Entry{Action: "matter.reveal", Kind: event.Matter, Subject: "m", Reason: typed}); err != nil {
					return err
				}
				last, err := event.Of(tx, event.Matter, "m", 1)
				if err == nil && last[0].Reason != want {
					t.Errorf("%s: got %s, want %s", typed, last[0].Reason, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

var (
	dropUpdate = db.SQL("test.dropUpdate", `DROP TRIGGER event_no_update`)
	dropDelete = db.SQL("test.dropDelete", `DROP TRIGGER event_no_delete`)
	tampering  = map[string]db.Stmt{
		"modify":  db.SQL("test.modify", `UPDATE event SET details = '{"n":99}' WHERE seq = 7`),
		"name":    db.SQL("test.name", `UPDATE event SET officer_name = '演示乙' WHERE seq = 7`),
		"delete":  db.SQL("test.delete", `DELETE FROM event WHERE seq = 7`),
		"reorder": db.SQL("test.reorder", `UPDATE event SET seq = CASE seq WHEN 7 THEN -8 ELSE -7 END WHERE seq IN (7, 8)`),
		"cut":     db.SQL("test.cut", `DELETE FROM event WHERE seq > 15`),
		"move":    db.SQL("test.move", `UPDATE event SET fields = 'ab', reason = '' WHERE seq = 7`),
	}
)

// Somebody with the file in hand can drop the triggers; the chain still tells.
func TestSEC_AUD_05_TamperingIsFound(t *testing.T) {
	for name, s := range tampering {
		t.Run(name, func(t *testing.T) {
			d := dbtest.SQLite(t, dbtest.At(noon))
			write(t, d, 20)
			var kept event.Checkpoint
			err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
				var err error
				if kept, err = event.Head(tx); err != nil {
					return err
				}
				for _, s := range []db.Stmt{dropUpdate, dropDelete, s} {
					if _, err := tx.Exec(s); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			view(t, d, func(tx *db.Tx) error {
				var broken *event.Broken
				if err := event.Verify(tx, kept); !errors.As(err, &broken) {
					t.Errorf("got %v, want the place where it breaks", err)
				}
				return nil
			})
		})
	}
}

func TestSEC_TIME_03_AClockGoingBackMakesAnEvent(t *testing.T) {
	clock := dbtest.At(noon)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(noon)
		write(t, d, 1)
		clock.Add(-time.Hour)
		write(t, d, 1)
		view(t, d, func(tx *db.Tx) error {
			list, err := event.List(tx, event.Filter{Limit: 10})
			if err != nil || len(list) != 3 || list[1].Action != "ledger.clockBack" {
				t.Errorf("got %v, %v; want the step told before the second event", list, err)
			}
			return event.Verify(tx, event.Checkpoint{})
		})
	})
}

func view(t *testing.T, d *db.DB, fn func(*db.Tx) error) {
	t.Helper()
	if err := d.View(context.Background(), "s", fn); err != nil {
		t.Error(err)
	}
}

func TestALongLedgerIsVerifiedInParts(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		write(t, d, 20)
		view(t, d, func(tx *db.Tx) error {
			kept, err := event.Head(tx)
			if err != nil {
				return err
			}
			at, ended := int64(0), false
			for _, want := range []int64{8, 16, 20} {
				if at, ended, err = event.VerifyPart(tx, at, 8, kept); err != nil || at != want || ended != (want == 20) {
					t.Errorf("got %d, ended %v, %v; want %d", at, ended, err, want)
				}
			}
			var broken *event.Broken
			if _, _, err := event.VerifyPart(tx, 16, 8, event.Checkpoint{Seq: 25, Hash: kept.Hash}); !errors.As(err, &broken) {
				t.Errorf("a cut tail: got %v, want the place where it breaks", err)
			}
			if _, _, err := event.VerifyPart(tx, 99, 8, event.Checkpoint{}); !errors.As(err, &broken) {
				t.Errorf("behind an event that is not there: got %v, want that said", err)
			}
			return nil
		})
	})
}

func TestTheListHoldsWhatBelongsToNoStreet(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		for _, street := range []string{"s", "", "other"} {
			err := d.Update(context.Background(), street, func(tx *db.Tx) error {
				_, err := event.Append(tx, actor.Actor{}, event.Entry{Action: "account.signIn", Kind: event.Account, Outcome: event.Failed})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		view(t, d, func(tx *db.Tx) error {
			list, err := event.List(tx, event.Filter{Limit: 10})
			if err != nil || len(list) != 2 || list[0].Street != "" || list[1].Street != "s" {
				t.Errorf("got %v, %v; want the street's own event and the one of no street", list, err)
			}
			return nil
		})
	})
}
