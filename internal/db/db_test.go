package db_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
)

var update = flag.Bool("update", false, "rewrite schema/schema.txt")

var noon = time.Date(2024, 5, 1, 4, 0, 0, 0, time.UTC)

var (
	insertCounter = db.SQL("test.insertCounter", `INSERT INTO counter (street_id, id, value) VALUES ($1, $2, $3)`)
	readCounter   = db.SQL("test.readCounter", `SELECT value FROM counter WHERE street_id = $1 AND id = $2`)
	countCounters = db.SQL("test.countCounters", `SELECT count(*) FROM counter WHERE street_id = $1`)
	sortCounters  = db.SQL("test.sortCounters", `SELECT id FROM counter WHERE street_id = $1 ORDER BY id`)
	insertEvent   = db.SQL("test.insertEvent", `INSERT INTO event (seq, street_id, at, account_id, officer_id, officer_name, role, address, route, request,
action, subject_kind, subject_id, fields, reason, outcome, details, prev, hash) VALUES (1, $1, 0, '', '', '', '', '', '', '', '', '', '', '', '', '', '', $2, $2)`)
	updateEvent = db.SQL("test.updateEvent", `UPDATE event SET reason = 'x' WHERE street_id = $1`)
	deleteEvent = db.SQL("test.deleteEvent", `DELETE FROM event WHERE street_id = $1`)
	badVenue    = db.SQL("test.badVenue", `INSERT INTO venue (street_id, id, kind, name, unit_id, community_id, address, since_on, until_on, version, demo)
VALUES ($1, $2, $3, $4, '', '', '', 0, 0, 1, FALSE)`)
)

func TestOneSchemaOnBothEngines(t *testing.T) {
	catalogues := map[string]string{}
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		text, err := d.Catalogue(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		catalogues[d.Engine()] = text
	})
	lite, pg := catalogues["sqlite"], catalogues["postgres"]
	for from, to := range map[string]string{"BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "BYTEA": "BLOB"} {
		pg = strings.ReplaceAll(pg, from, to)
	}
	if fold(lite) != fold(pg) && catalogues["postgres"] != "" {
		t.Errorf("the two engines have different tables:\nsqlite:\n%s\npostgres:\n%s", lite, pg)
	}
	file := filepath.Join("schema", "schema.txt")
	want := "The data model in one file, written by the tests of internal/db.\n" + catalogues["postgres"]
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if catalogues["postgres"] != "" && string(got) != want {
		t.Errorf("%s is not the schema; run go test ./internal/db -update", file)
	}
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestSEC_CRASH_06_AnOperationHappensWholeOrNotAtAll(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		refused := errors.New("refused")
		err := d.Update(ctx, "s", func(tx *db.Tx) error {
			if _, err := tx.Exec(insertCounter, tx.Street, "half", 1); err != nil {
				return err
			}
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatalf("got %v, want the operation's own error", err)
		}
		view(t, d, func(tx *db.Tx) error {
			if n, err := db.Value[int](tx, countCounters, "s"); err != nil || n != 0 {
				t.Errorf("after a refused operation: %d rows, %v; want 0", n, err)
			}
			return nil
		})
	})
}

// Many operations share commits; one that fails must not undo its neighbours.
func TestNeighboursInOneCommit(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		const n = 200
		errs := make([]error, n)
		var all sync.WaitGroup
		for i := range n {
			all.Go(func() {
				errs[i] = d.Update(context.Background(), "s", func(tx *db.Tx) error {
					if _, err := tx.Exec(insertCounter, tx.Street, fmt.Sprint(i), i); err != nil {
						return err
					}
					if i%3 == 0 {
						return fault.New(fault.Conflict, "不行")
					}
					return nil
				})
			})
		}
		all.Wait()
		for i, err := range errs {
			if wrong := (i%3 == 0) != fault.Is(err, fault.Conflict); wrong {
				t.Errorf("operation %d: got %v", i, err)
			}
		}
		view(t, d, func(tx *db.Tx) error {
			if got, err := db.Value[int](tx, countCounters, "s"); err != nil || got != n-(n+2)/3 {
				t.Errorf("got %d rows, %v; want %d", got, err, n-(n+2)/3)
			}
			return nil
		})
	})
}

func TestAPanicStaysWithItsCaller(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		func() {
			defer func() {
				if p, ok := recover().(*db.Panicked); !ok || p.Value != "boom" {
					t.Errorf("got %v, want the panic of the operation", p)
				}
			}()
			t.Error(d.Update(context.Background(), "s", func(*db.Tx) error { panic("boom") }))
		}()
		err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
			_, err := tx.Exec(insertCounter, tx.Street, "after", 1)
			return err
		})
		if err != nil {
			t.Errorf("the writer must live on: %v", err)
		}
	})
}

func TestViewCannotWrite(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		err := d.View(context.Background(), "s", func(tx *db.Tx) error {
			_, err := tx.Exec(insertCounter, tx.Street, "x", 1)
			return err
		})
		if err == nil {
			t.Error("a View wrote a row")
		}
		view(t, d, func(tx *db.Tx) error {
			if _, err := db.Value[int](tx, readCounter, "s", "x"); !errors.Is(err, db.ErrNone) {
				t.Errorf("got %v, want ErrNone", err)
			}
			return nil
		})
	})
}

func TestSEC_AUD_06_EventsCannotBeChanged(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		update := func(s db.Stmt, args ...any) error {
			return d.Update(context.Background(), "s", func(tx *db.Tx) error {
				_, err := tx.Exec(s, args...)
				return err
			})
		}
		if err := update(insertEvent, "s", []byte{1}); err != nil {
			t.Fatal(err)
		}
		if err := update(updateEvent, "s"); err == nil {
			t.Error("an event was changed")
		}
		if err := update(deleteEvent, "s"); err == nil {
			t.Error("an event was deleted")
		}
	})
}

func TestViolatedNamesTheConstraintAlike(t *testing.T) {
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		for _, c := range []struct {
			id, kind, name, want string
		}{
			{"1", "room", "a", ""},
			{"2", "castle", "b", "venue_kind"},
			{"2", "room", "a", "venue_street_id_name_key"},
			{"1", "room", "b", "venue_pkey venue_street_id_id_key"}, // the key of the row itself
		} {
			err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
				_, err := tx.Exec(badVenue, "s", c.id, c.kind, c.name)
				return err
			})
			got := db.Violated(err)
			if (got == "") != (c.want == "") || !strings.Contains(c.want, got) {
				t.Errorf("%s %s: violated %q, want %q (%v)", c.id, c.kind, got, c.want, err)
			}
		}
	})
}

func TestTextSortsAlike(t *testing.T) {
	words := []string{"b", "A", "a", "B", "东", "丸", "1", "10", "2", "－", "é", "𠮷"}
	var first []string
	dbtest.Each(t, dbtest.At(noon), func(t *testing.T, d *db.DB) {
		err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
			for i, w := range words {
				if _, err := tx.Exec(insertCounter, "s", w, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		view(t, d, func(tx *db.Tx) error {
			got, err := db.Values[string](tx, sortCounters, "s")
			if err != nil {
				return err
			}
			if first == nil {
				first = got
			}
			if fmt.Sprint(got) != fmt.Sprint(first) {
				t.Errorf("got %v, the other engine %v", got, first)
			}
			return nil
		})
	})
}

func TestSEC_CRASH_08_OneProgramPerDataDirectory(t *testing.T) {
	dir := t.TempDir()
	clock := dbtest.At(noon)
	dbtest.Open(t, db.Config{Dir: dir, Clock: clock.Now})
	_, err := db.Open(context.Background(), db.Config{Dir: dir, Clock: clock.Now})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("second program: got %v, want a conflict", err)
	}
	beside, err := db.Open(context.Background(), db.Config{Dir: dir, Clock: clock.Now, ReadOnly: true})
	if err != nil {
		t.Fatalf("reading beside a running program: %v", err)
	}
	if err := beside.Update(context.Background(), "s", nil); !errors.Is(err, db.ErrReadOnly) {
		t.Errorf("got %v, want ErrReadOnly", err)
	}
	if err := beside.Close(); err != nil {
		t.Error(err)
	}
}

func TestWhereNumbersItsPlaceholders(t *testing.T) {
	var w db.Where
	w.Add("street_id = ?", "s")
	w.In("kind", []string{"a", "b"})
	w.Any([]db.Cond{{Text: "x = ?", Values: []any{1}}, {Text: "y = ?", Values: []any{2}}})
	s, args := w.Build("t", "SELECT 1 FROM t", "LIMIT ?", 9)
	want := "SELECT 1 FROM t\nWHERE street_id = $1 AND kind IN ($2, $3) AND (x = $4 OR y = $5)\nLIMIT $6"
	if s.Text() != want || len(args) != 6 {
		t.Errorf("got %q with %v, want %q", s.Text(), args, want)
	}
	var none db.Where
	none.Any(nil)
	if s, _ := none.Build("t", "SELECT 1", ""); !strings.Contains(s.Text(), "1 = 0") {
		t.Errorf("no alternative must mean no row, got %q", s.Text())
	}
}

func view(t *testing.T, d *db.DB, fn func(*db.Tx) error) {
	t.Helper()
	if err := d.View(context.Background(), "s", fn); err != nil {
		t.Error(err)
	}
}

var one = db.SQL("test.one", `SELECT 1`)

// What was closed is one file: it can be copied, and the next start has nothing to recover.
func TestClosingBringsTheLogHome(t *testing.T) {
	dir := t.TempDir()
	clock := dbtest.At(noon)
	d, err := db.Open(context.Background(), db.Config{Dir: dir, Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	read := func(tx *db.Tx) error {
		_, err := db.Value[int](tx, one)
		return err
	}
	if err := errors.Join(d.View(context.Background(), "s", read), d.Close()); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "fengsheng.db-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("beside the closed database: got %v %v, want nothing", left, err)
	}
	if err := d.View(context.Background(), "s", read); err == nil {
		t.Error("reading a closed database: got no error, want one")
	}
}
