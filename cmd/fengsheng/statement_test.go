package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
)

// Every statement of the program is understood by both engines. This package
// links all the others, so the list is whole here and nowhere else.
func TestEveryStatementIsUnderstood(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, dbtest.At(time.Now()), func(t *testing.T, d *db.DB) {
		err := d.View(context.Background(), "", func(tx *db.Tx) error {
			for _, s := range db.Declared() {
				if !s.RunsOn(d.Engine()) {
					continue
				}
				if err := tx.Prepare(s); err != nil {
					t.Error(err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

var declaration = regexp.MustCompile(`\bSQL(?:On)?\("`)

// What the sources declare is what the test above prepares, each under a name of its own.
func TestEveryStatementIsListed(t *testing.T) {
	t.Parallel()
	written := 0
	err := filepath.WalkDir("../..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "cmd/bench/") {
			return err // what measures is not the program
		}
		source, err := os.ReadFile(file)
		written += len(declaration.FindAll(source, -1))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	listed, texts := 0, map[string]string{}
	for _, s := range db.Declared() {
		if strings.HasPrefix(s.Name(), "test.") {
			continue
		}
		listed++
		for _, engine := range []string{"sqlite", "postgres"} {
			key := engine + " " + s.Name()
			if other, taken := texts[key]; s.RunsOn(engine) && taken {
				t.Errorf("%s is the name of two statements:\n%s\n%s", s.Name(), other, s.Text())
			} else if s.RunsOn(engine) {
				texts[key] = s.Text()
			}
		}
	}
	if listed != written || listed == 0 {
		t.Errorf("%d statements are listed, the sources declare %d", listed, written)
	}
}
