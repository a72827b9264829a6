package db_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
)

// A page that is not what it was stops the program, whether it is met while
// reading or while writing.
func TestSEC_CRASH_05_ABrokenPageStopsTheProgram(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	clock := dbtest.At(time.Unix(1_700_000_000, 0))
	opened := func(fatal func(error)) (*db.DB, error) {
		return db.Open(context.Background(), db.Config{Dir: dir, Clock: clock.Now, Fatal: fatal})
	}
	d, err := opened(func(err error) { t.Errorf("before anything is broken: %v", err) })
	if err != nil {
		t.Fatal(err)
	}
	err = d.Update(context.Background(), "s", func(tx *db.Tx) error {
		for i := range 2000 {
			if _, err := tx.Exec(insertDraftLike, "s", i, string(bytes.Repeat([]byte("字"), 200))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "fengsheng.db")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for at := len(content) - 100*4096; at < len(content); at++ {
		content[at] ^= 0xff
	}
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	var stopped atomic.Int32
	if d, err = opened(func(error) { stopped.Add(1) }); err != nil {
		t.Fatal(err)
	}
	count := func(tx *db.Tx) error {
		_, err := db.Value[int](tx, sumOfAll)
		return err
	}
	if err := d.View(context.Background(), "s", count); err == nil || stopped.Load() != 1 {
		t.Errorf("reading a broken page: got %v, stopped %d times; want an error and the program stopped", err, stopped.Load())
	}
	if err := d.Update(context.Background(), "s", count); err == nil || stopped.Load() != 2 {
		t.Errorf("writing over a broken page: got %v, stopped %d times; want an error and the program stopped", err, stopped.Load())
	}
	if err := d.Close(); err != nil {
		t.Logf("closing what is broken: %v", err)
	}
}

var (
	insertDraftLike = db.SQL("test.fill", `INSERT INTO search_subject (rowid_, street_id, kind, id, body) VALUES ($2, $1, 'test', CAST($2 AS TEXT), $3)`)
	sumOfAll        = db.SQL("test.sum", `SELECT coalesce(sum(length(body)), 0) FROM search_subject`)
)
