package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
)

// Statements that make the next commits fail in every way they can.
var (
	parentTable = db.SQLOn("sqlite", "test.parent", `CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT`)
	childTable  = db.SQLOn("sqlite", "test.child", `CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED) STRICT`)
	orphan      = db.SQLOn("sqlite", "test.orphan", `INSERT INTO child (id) VALUES (1)`)
	atCommit    = db.SQLOn("postgres", "test.atCommit", `CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
IF NEW.id = 'warn' THEN RAISE WARNING 'the standby has not confirmed'; END IF;
IF NEW.id = 'fail' THEN RAISE EXCEPTION 'no'; END IF;
IF NEW.id = 'lost' THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); END IF;
RETURN NULL; END$$`)
	trigger = db.SQLOn("postgres", "test.trigger", `CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON counter DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_commit()`)
	warning = db.SQLOn("postgres", "test.warning", `DO $$BEGIN RAISE WARNING 'about a statement, not about the commit'; END$$`)
)

// Saved is what the commit said was saved, alone and together with others.
func TestSEC_CRASH_03_OnlyACommitIsSuccess(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, dbtest.At(noon))
	run(t, d, parentTable, childTable)
	insert := func(name string, also ...db.Stmt) func(*db.Tx) error {
		return func(tx *db.Tx) error {
			for _, s := range also {
				if _, err := tx.Exec(s); err != nil {
					return err
				}
			}
			_, err := tx.Exec(insertCounter, tx.Street, name, 1)
			return err
		}
	}
	if err := d.Update(context.Background(), "s", insert("alone", orphan)); err == nil {
		t.Error("a commit that failed: got success, want an error")
	}
	const neighbours = 20
	answers := make([]error, neighbours)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			also := []db.Stmt{}
			if i == 7 {
				also = append(also, orphan)
			}
			answers[i] = d.Update(context.Background(), "s", insert(fmt.Sprint(i), also...))
		})
	}
	all.Wait()
	view(t, d, func(tx *db.Tx) error {
		for i, err := range answers {
			if _, missing := db.Value[int](tx, readCounter, "s", fmt.Sprint(i)); (err == nil) != (missing == nil) {
				t.Errorf("operation %d was answered %v, its row is there: %v", i, err, missing == nil)
			}
		}
		return nil
	})
	if answers[7] == nil {
		t.Error("the operation that spoils the commit: got success, want an error")
	}
	if err := d.Update(context.Background(), "s", insert("after")); err != nil {
		t.Errorf("afterwards: got %v, want it saved", err)
	}
}

// With PostgreSQL also a warning of the commit, or a connection lost in it, is no
// success; what a statement warned of is none of the commit's business.
func TestSEC_CRASH_03_AWarningIsNoSuccess(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.Config{URL: dbtest.Postgres(t), Clock: dbtest.At(noon).Now})
	run(t, d, atCommit, trigger)
	for _, c := range []struct {
		name           string
		success, there bool
	}{
		{"fine", true, true},
		{"warn", false, true}, // saved here, and nobody knows where else: the form sent again finds it
		{"fail", false, false},
		{"lost", false, false},
		{"again", true, true},
	} {
		err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
			if _, err := tx.Exec(warning); err != nil {
				return err
			}
			_, err := tx.Exec(insertCounter, tx.Street, c.name, 1)
			return err
		})
		if (err == nil) != c.success {
			t.Errorf("%s: got %v, want success %v", c.name, err, c.success)
		}
		view(t, d, func(tx *db.Tx) error {
			if _, err := db.Value[int](tx, readCounter, "s", c.name); (err == nil) != c.there {
				t.Errorf("%s: the row: %v, want it there: %v", c.name, err, c.there)
			}
			return nil
		})
	}
}

func run(t *testing.T, d *db.DB, statements ...db.Stmt) {
	t.Helper()
	err := d.Update(context.Background(), "s", func(tx *db.Tx) error {
		var errs []error
		for _, s := range statements {
			_, err := tx.Exec(s)
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	})
	if err != nil {
		t.Fatal(err)
	}
}
