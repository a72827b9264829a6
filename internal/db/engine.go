package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"fengsheng/internal/fault"
)

// engine is the whole list of what the two databases do differently, apart
// from full text (internal/search). Adding to it needs an ADR.
type engine interface {
	name() string
	dialect() goose.Dialect
	own() (release func() error, err error)                   // this process is the only one, where that is required
	pools() (rw, ro *sql.DB, err error)                       // connections that write, connections that cannot
	check(ctx context.Context, c *sql.Conn) error             // settings read back
	beginRead() string                                        // one moment, no writing
	beginWrite() []string                                     // no other writer until commit
	warning() error                                           // what the writer was warned of since this was last asked
	words(ddl string) string                                  // the schema in this engine's words
	violated(err error) (constraint string)                   // which constraint said no
	ruined(err error) bool                                    // the disk or the file is broken
	catalogue(ctx context.Context, c *sql.DB) (string, error) // the tables and columns there are
}

// Violated names the constraint that refused a row, the same on both engines,
// or "" when err is something else.
func Violated(err error) string {
	var le *sqlite.Error
	if errors.As(err, &le) {
		return (&sqliteEngine{}).violated(err)
	}
	return (&postgresEngine{}).violated(err)
}

// ── SQLite ──

type sqliteEngine struct{ dir string }

// needed is the oldest linked SQLite that is trusted (CRASH-01).
const needed = "3.51.3"

func (e *sqliteEngine) name() string           { return "sqlite" }
func (e *sqliteEngine) dialect() goose.Dialect { return goose.DialectSQLite3 }
func (e *sqliteEngine) beginRead() string      { return "BEGIN" }
func (e *sqliteEngine) beginWrite() []string   { return []string{"BEGIN IMMEDIATE"} }
func (e *sqliteEngine) warning() error         { return nil }
func (e *sqliteEngine) path() string           { return filepath.Join(e.dir, "fengsheng.db") }

// own holds an exclusive transaction on a small file beside the database for
// as long as the program runs: the system releases it even after a crash.
func (e *sqliteEngine) own() (func() error, error) {
	if err := os.MkdirAll(e.dir, 0o700); err != nil {
		return nil, fault.New(fault.Invalid, "数据目录%s建不了：%v", e.dir, err)
	}
	lock, err := sql.Open("sqlite", "file:"+filepath.Join(e.dir, "lock.db")+"?_pragma=busy_timeout(0)")
	if err != nil {
		return nil, fmt.Errorf("db: lock: %w", err)
	}
	lock.SetMaxOpenConns(1)
	if _, err := lock.Exec("BEGIN EXCLUSIVE"); err != nil {
		if closing := lock.Close(); closing != nil {
			return nil, fmt.Errorf("db: lock: %w", closing)
		}
		return nil, fault.New(fault.Conflict, "数据目录%s正被另一个枫盛程序使用，请先停掉它", e.dir)
	}
	return lock.Close, nil
}

func (e *sqliteEngine) pools() (*sql.DB, *sql.DB, error) {
	const settings = "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)" +
		"&_pragma=mmap_size(1073741824)&_pragma=temp_store(MEMORY)&_pragma=secure_delete(1)"
	// The system's cache serves the readers; what the writer changes waits in its own.
	rw, err := sql.Open("sqlite", "file:"+e.path()+settings+"&_pragma=cache_size(-16000)")
	if err != nil {
		return nil, nil, err
	}
	ro, err := sql.Open("sqlite", "file:"+e.path()+settings+"&_pragma=cache_size(-2000)&_pragma=query_only(1)")
	return rw, ro, err
}

func (e *sqliteEngine) check(ctx context.Context, c *sql.Conn) error {
	want := []struct{ pragma, value string }{
		{"PRAGMA journal_mode", "wal"},
		{"PRAGMA synchronous", "2"},
		{"PRAGMA foreign_keys", "1"},
		{"PRAGMA busy_timeout", "5000"},
	}
	for _, w := range want {
		var got string
		if err := c.QueryRowContext(ctx, w.pragma).Scan(&got); err != nil {
			return fmt.Errorf("db: %s: %w", w.pragma, err)
		}
		if got != w.value {
			return fmt.Errorf("db: %s is %s, must be %s", w.pragma, got, w.value)
		}
	}
	var version string
	if err := c.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return fmt.Errorf("db: version: %w", err)
	}
	if versionKey(version) < versionKey(needed) {
		return fmt.Errorf("db: SQLite %s is linked, at least %s is needed", version, needed)
	}
	return nil
}

func versionKey(v string) int {
	var major, minor, patch int
	if _, err := fmt.Sscanf(v, "%d.%d.%d", &major, &minor, &patch); err != nil {
		return 0
	}
	return major*1_000_000 + minor*1_000 + patch
}

var sqliteWords = strings.NewReplacer(" BIGINT", " INTEGER", " BOOLEAN", " INTEGER", " BYTEA", " BLOB", "\n);", "\n) STRICT;")

func (e *sqliteEngine) words(ddl string) string {
	ddl = fullText.ReplaceAllString(ddl, "CREATE VIRTUAL TABLE ${1} USING fts5(tok, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');")
	return appendOnly.ReplaceAllString(sqliteWords.Replace(ddl), strings.Join([]string{
		"CREATE TRIGGER ${1}_no_update BEFORE UPDATE ON ${1} BEGIN SELECT RAISE(ABORT, 'append only'); END;",
		"-- +goose StatementEnd\n-- +goose StatementBegin",
		"CREATE TRIGGER ${1}_no_delete BEFORE DELETE ON ${1} BEGIN SELECT RAISE(ABORT, 'append only'); END;",
	}, "\n"))
}

// Two lines of the schema that each engine spells its own way: a table whose
// rows may not change (AUD-06), and an index of words (internal/search).
var (
	appendOnly = regexp.MustCompile(`(?m)^-- append only: (\w+)$`)
	fullText   = regexp.MustCompile(`(?m)^-- full text: (\w+)$`)
)

// violated spells the name PostgreSQL would give from the columns SQLite reports.
func (e *sqliteEngine) violated(err error) string {
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return ""
	}
	text := se.Error()
	if _, rest, ok := strings.Cut(text, "CHECK constraint failed: "); ok {
		return strings.Fields(rest)[0]
	}
	_, rest, ok := strings.Cut(text, "UNIQUE constraint failed: ")
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, " (")
	var table string
	var columns []string
	for _, column := range strings.Split(rest, ", ") {
		if table, column, ok = strings.Cut(column, "."); ok {
			columns = append(columns, column)
		}
	}
	return table + "_" + strings.Join(columns, "_") + "_key"
}

func (e *sqliteEngine) ruined(err error) bool {
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return false
	}
	switch se.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOTADB:
		return true
	}
	return false
}

func (e *sqliteEngine) catalogue(ctx context.Context, c *sql.DB) (string, error) {
	return catalogue(ctx, c, `
SELECT m.name, p.name, p.type, CASE WHEN p."notnull" = 1 OR p.pk > 0 THEN 'not null' ELSE 'null' END
FROM sqlite_schema m JOIN pragma_table_info(m.name) p
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'goose_%' AND m.name NOT LIKE 'search_%'
ORDER BY m.name, p.cid`)
}

// ── PostgreSQL ──

type postgresEngine struct {
	url    string
	warned atomic.Pointer[pgconn.Notice] // the last warning to the writer
}

// writerLock takes the advisory lock that makes all programs on one database one writer.
const writerLock = "SELECT pg_advisory_xact_lock(1717923431)"

func (e *postgresEngine) name() string               { return "postgres" }
func (e *postgresEngine) dialect() goose.Dialect     { return goose.DialectPostgres }
func (e *postgresEngine) own() (func() error, error) { return func() error { return nil }, nil }
func (e *postgresEngine) beginRead() string          { return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" }

// unreachable says in a sentence that the server does not answer or does not let
// the program in; any other error stays as it is.
func unreachable(err error) error {
	var refused *pgconn.ConnectError
	if errors.As(err, &refused) {
		return fault.New(fault.Unavailable, "连不上PostgreSQL，请检查地址、账号和服务是否在运行：%v", refused)
	}
	return err
}

func (e *postgresEngine) violated(err error) string {
	var pe *pgconn.PgError
	if errors.As(err, &pe) && strings.HasPrefix(pe.Code, "23") {
		return pe.ConstraintName
	}
	return ""
}

// beginWrite takes the lock before the first statement that sees rows, so under
// READ COMMITTED every statement sees what all earlier writers committed.
func (e *postgresEngine) beginWrite() []string {
	return []string{"BEGIN ISOLATION LEVEL READ COMMITTED", writerLock}
}

func (e *postgresEngine) pools() (*sql.DB, *sql.DB, error) {
	config, err := pgx.ParseConfig(e.url)
	if err != nil {
		return nil, nil, fault.New(fault.Invalid, "数据库地址写得不对，应为postgres://用户@主机/库名：%v", err)
	}
	config.RuntimeParams["timezone"] = "UTC"
	reading := config.Copy()
	config.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) {
		if n.SeverityUnlocalized == "WARNING" {
			e.warned.Store(n)
		}
	}
	reading.RuntimeParams["default_transaction_read_only"] = "on"
	return stdlib.OpenDB(*config), stdlib.OpenDB(*reading), nil
}

// warning is how a commit says that it is only half a commit: a standby that has
// not confirmed it, for instance (CRASH-03).
func (e *postgresEngine) warning() error {
	if n := e.warned.Swap(nil); n != nil {
		return fmt.Errorf("db: warned (SQLSTATE %s): %s", n.Code, n.Message)
	}
	return nil
}

func (e *postgresEngine) check(ctx context.Context, c *sql.Conn) error {
	var commit, collate string
	err := c.QueryRowContext(ctx, `SELECT current_setting('synchronous_commit'), datcollate FROM pg_database WHERE datname = current_database()`).Scan(&commit, &collate)
	if err != nil {
		return fmt.Errorf("db: settings: %w", err)
	}
	if commit == "off" {
		return errors.New("db: synchronous_commit is off; what is answered as saved would not be on disk")
	}
	if collate != "C" && collate != "POSIX" {
		return fault.New(fault.Invalid, "数据库的排序规则是%s，请用C排序规则建库：CREATE DATABASE … TEMPLATE template0 LC_COLLATE 'C' ENCODING 'UTF8'", collate)
	}
	return nil
}

func (e *postgresEngine) words(ddl string) string {
	ddl = fullText.ReplaceAllString(ddl, "CREATE TABLE ${1} (rowid BIGINT NOT NULL PRIMARY KEY, tok TSVECTOR NOT NULL);\n"+
		"-- +goose StatementEnd\n-- +goose StatementBegin\nCREATE INDEX ${1}_tok ON ${1} USING gin (tok);")
	return appendOnly.ReplaceAllString(ddl, "CREATE OR REPLACE FUNCTION ${1}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$$$BEGIN RAISE EXCEPTION 'append only'; END$$$$;\n"+
		"-- +goose StatementEnd\n-- +goose StatementBegin\n"+
		"CREATE TRIGGER ${1}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${1} FOR EACH STATEMENT EXECUTE FUNCTION ${1}_append_only();")
}

func (e *postgresEngine) ruined(err error) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && (strings.HasPrefix(pe.Code, "58") || strings.HasPrefix(pe.Code, "XX"))
}

func (e *postgresEngine) catalogue(ctx context.Context, c *sql.DB) (string, error) {
	return catalogue(ctx, c, `
SELECT c.table_name, c.column_name, upper(c.data_type), CASE c.is_nullable WHEN 'NO' THEN 'not null' ELSE 'null' END
FROM information_schema.columns c JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE 'goose\_%' AND c.table_name NOT LIKE 'search\_%'
ORDER BY c.table_name COLLATE "C", c.ordinal_position`)
}

func catalogue(ctx context.Context, c *sql.DB, query string) (string, error) {
	rows, err := c.QueryContext(ctx, query)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var b strings.Builder
	last := ""
	for rows.Next() {
		var table, column, kind, null string
		if err := rows.Scan(&table, &column, &kind, &null); err != nil {
			return "", err
		}
		if table != last {
			fmt.Fprintf(&b, "\n%s\n", table)
			last = table
		}
		fmt.Fprintf(&b, "  %-24s %-8s %s\n", column, kind, null)
	}
	return b.String(), rows.Err()
}
