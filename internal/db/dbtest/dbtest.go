// Package dbtest gives a test an empty database of each engine.
//
// PostgreSQL is started by the tests themselves from the installed binaries, as
// a user that is not root, on a private socket, and stops with the test binary.
package dbtest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/file"
	"fengsheng/internal/seal"
)

// Clock is a clock that tests set.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// At makes a clock that shows the moment.
func At(now time.Time) *Clock { return &Clock{now: now} }

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set makes the clock show the moment.
func (c *Clock) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// Add moves the clock on.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Each runs the test on an empty database of each engine.
func Each(t *testing.T, clock *Clock, run func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		run(t, Open(t, db.Config{Dir: t.TempDir(), Clock: clock.Now}))
	})
	t.Run("postgres", func(t *testing.T) {
		run(t, Open(t, db.Config{URL: Postgres(t), Clock: clock.Now}))
	})
}

// keys are the installation's in every test that has no data directory.
var keys = func() *seal.Ring {
	r, err := seal.New(make([]byte, 32))
	if err != nil {
		panic(err)
	}
	return r
}()

// SQLite gives an empty embedded database, for tests that need no second engine.
func SQLite(t testing.TB, clock *Clock) *db.DB {
	t.Helper()
	return Open(t, db.Config{Dir: t.TempDir(), Clock: clock.Now})
}

// Open opens a database and closes it with the test.
func Open(t testing.TB, c db.Config) *db.DB {
	t.Helper()
	if c.Fatal == nil {
		c.Fatal = func(err error) { t.Errorf("the database is broken: %v", err) }
	}
	if c.URL != "" && c.Dir == "" && c.Keys == nil {
		c.Keys = keys // several nodes of one database have one key
	}
	if c.Dir == "" && c.Files == nil {
		c.Files = file.At(filepath.Join(t.TempDir(), file.Folder), c.Clock)
	}
	d, err := db.Open(context.Background(), c)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return d
}

// server is the one PostgreSQL of a test binary.
var server struct {
	once   sync.Once
	socket string
	alive  io.Closer // the pipe that keeps it running; must stay reachable
	err    error
	count  atomic.Int64
}

// Postgres gives the address of an empty PostgreSQL database. Where PostgreSQL
// is not installed the test is skipped, but in CI that is a failure.
func Postgres(t testing.TB) string {
	t.Helper()
	server.once.Do(start)
	if server.err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("PostgreSQL must run in CI: %v", server.err)
		}
		t.Skipf("PostgreSQL does not run here: %v", server.err)
	}
	name := fmt.Sprintf("t%d", server.count.Add(1))
	psql(t, "CREATE DATABASE "+name+" TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' ENCODING 'UTF8'")
	t.Cleanup(func() { psql(t, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	return "postgres://postgres@/" + name + "?host=" + server.socket
}

func psql(t testing.TB, command string) {
	t.Helper()
	out, err := exec.Command(binary("psql"), "-h", server.socket, "-U", "postgres", "-d", "postgres", "-qc", command).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", command, err, out)
	}
}

// binary finds a PostgreSQL program where Debian puts it, else on the path.
func binary(name string) string {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err == nil && len(found) > 0 {
		return found[len(found)-1]
	}
	return name
}

// script makes a cluster, runs it until the pipe on its input closes (the test
// binary has ended, however it ended), and removes it.
const script = `
set -e
"$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$2/log" 2>&1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB >>"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT $server || true
wait $server || true
rm -rf "$2"
`

func start() {
	dir, err := os.MkdirTemp("", "fspg")
	if err != nil {
		server.err = err
		return
	}
	postgres, err := exec.LookPath(binary("postgres"))
	if err != nil {
		server.err = err
		return
	}
	if server.err = give(dir); server.err != nil {
		return
	}
	args := append(asServer(), "sh", "-c", script, "sh", filepath.Dir(postgres), dir)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	if server.alive, server.err = cmd.StdinPipe(); server.err != nil {
		return
	}
	if server.err = cmd.Start(); server.err != nil {
		return
	}
	server.socket = dir
	server.err = ready(dir)
}

// ready waits until the server answers.
func ready(dir string) error {
	var out []byte
	for range 300 {
		var err error
		out, err = exec.Command(binary("pg_isready"), "-h", dir, "-q").CombinedOutput()
		if err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	log, err := os.ReadFile(filepath.Join(dir, "log"))
	if err != nil {
		log = out
	}
	return fmt.Errorf("PostgreSQL does not start: %s", strings.TrimSpace(string(log)))
}
