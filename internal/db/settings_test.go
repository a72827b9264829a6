package db

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

// What durability rests on is read back from the connection that writes, and a
// connection without it is refused.
func TestSEC_CRASH_01_SettingsAreReadBack(t *testing.T) {
	t.Parallel()
	for settings, wrong := range map[string]string{
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)":   "",
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)": "synchronous",
		"?_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)":                             "journal_mode",
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)":                           "foreign_keys",
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(0)&_pragma=foreign_keys(1)":      "busy_timeout",
	} {
		pool, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "a.db")+settings)
		if err != nil {
			t.Fatal(err)
		}
		c, err := pool.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		err = (&sqliteEngine{}).check(context.Background(), c)
		if (err == nil) != (wrong == "") || err != nil && !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: got %v, want a complaint of %q", settings, err, wrong)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	}
}
