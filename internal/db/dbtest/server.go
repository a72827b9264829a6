package dbtest

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Server is a PostgreSQL of the test's own, which the test may crash.
type Server struct {
	URL   string // of an empty database
	dir   string
	alive io.Closer
	ended chan error
	t     testing.TB
}

// serverScript runs the server until the pipe on its input closes.
const serverScript = `
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c shared_buffers=32MB >>"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
exit 0
`

// Own makes a cluster and starts its server; both end with the test. Where
// PostgreSQL is not installed it does as Postgres does.
func Own(t testing.TB) *Server {
	t.Helper()
	Postgres(t) // skips the test, or fails in CI
	dir, err := os.MkdirTemp("", "fspg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Errorf("remove the cluster: %v", err)
		}
	})
	if err := give(dir); err != nil {
		t.Fatal(err)
	}
	initdb := exec.Command(asServer()[0], append(asServer()[1:], binary("initdb"), "-D", filepath.Join(dir, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")...)
	initdb.Dir = dir
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v: %s", err, out)
	}
	s := &Server{URL: "postgres://postgres@/postgres?host=" + dir, dir: dir, t: t}
	s.Start()
	t.Cleanup(s.stop)
	return s
}

// Start starts the server and waits until it answers.
func (s *Server) Start() {
	s.t.Helper()
	args := append(asServer(), "sh", "-c", serverScript, "sh", filepath.Dir(binary("postgres")), s.dir)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = s.dir
	var err error
	if s.alive, err = cmd.StdinPipe(); err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.ended = make(chan error, 1)
	go func(ended chan<- error) { ended <- cmd.Wait() }(s.ended)
	if err := ready(s.dir); err != nil {
		s.t.Fatal(err)
	}
}

// Crash ends the server at once: no checkpoint, no goodbye to anybody.
func (s *Server) Crash() {
	s.t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, "data", "postmaster.pid"))
	if err != nil {
		s.t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		s.t.Fatalf("postmaster.pid: %v", err)
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil { // the immediate shutdown
		s.t.Fatal(err)
	}
	for range 400 {
		if syscall.Kill(pid, 0) != nil {
			s.stop()
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatal("PostgreSQL goes on after an immediate shutdown")
}

func (s *Server) stop() {
	if s.alive == nil {
		return
	}
	err := s.alive.Close()
	s.alive = nil
	if ended := <-s.ended; err == nil {
		err = ended
	}
	if err != nil {
		s.t.Errorf("stop PostgreSQL: %v", err)
	}
}

// asServer is how a command is run as somebody who is not root: PostgreSQL does
// not run as root.
func asServer() []string {
	if os.Geteuid() == 0 {
		return []string{"runuser", "-u", "postgres", "--"}
	}
	return []string{"env"}
}

// give hands a folder to whoever runs the server.
func give(dir string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	if out, err := exec.Command("chown", "postgres", dir).CombinedOutput(); err != nil {
		return fmt.Errorf("chown: %w: %s", err, out)
	}
	return nil
}
