// Package e2e uses the built program in Chromium as its people do, and holds
// every page to what ux.md and the accessibility rules ask of it.
package e2e

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"fengsheng/web/webtest"
)

// built is the program, built once for all tests of a run.
var built = struct {
	once sync.Once
	dir  string
	err  error
}{}

func TestMain(m *testing.M) {
	code := m.Run()
	if built.dir != "" {
		_ = os.RemoveAll(built.dir) // a temporary folder that stays behind harms nobody
	}
	os.Exit(code)
}

func binary(t *testing.T) string {
	t.Helper()
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "fengsheng-e2e-"); built.err != nil {
			return
		}
		build := exec.Command("go", "build", "-o", filepath.Join(built.dir, "fengsheng"), "fengsheng/cmd/fengsheng")
		if out, err := build.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatalf("build: %v", built.err)
	}
	return filepath.Join(built.dir, "fengsheng")
}

// demo is a running demonstration of its own street.
type demo struct {
	url      string
	password string // of every account
	accounts []string
}

var (
	printedAddress  = regexp.MustCompile(`已启动：(http://\S+)`)
	printedPassword = regexp.MustCompile(`密码都是 (\S+) `)
	printedAccount  = regexp.MustCompile(`^  ([a-z0-9]+) +\S+  \S+`)
)

// start runs the demonstration in an empty folder.
func start(t *testing.T) demo {
	t.Helper()
	return launch(t, "demo", func(d demo) bool { return slices.Contains(d.accounts, "grid1") })
}

// empty runs the program in an empty folder, before there is a street.
func empty(t *testing.T) demo {
	t.Helper()
	return launch(t, "serve", func(d demo) bool { return d.url != "" })
}

// launch starts the program and waits until it has said enough. At the end of
// the test it must stop on Ctrl-C within five seconds, with exit code 0.
func launch(t *testing.T, command string, enough func(demo) bool) demo {
	t.Helper()
	program := exec.Command(binary(t), command, "--addr", freeAddress(t), "--data", t.TempDir())
	var complaints strings.Builder
	program.Stderr = &complaints
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatalf("start: %v", err)
	}
	said := make(chan string, 100)
	go func() {
		defer close(said)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			said <- lines.Text()
		}
	}()
	t.Cleanup(func() { stop(t, program, said, &complaints) })
	tooLate := time.After(2 * time.Minute)
	for d := (demo{}); ; {
		select {
		case line, more := <-said:
			if !more {
				t.Fatal("the program ended before it was ready")
			}
			if d.hear(line); enough(d) {
				return d
			}
		case <-tooLate:
			t.Fatalf("the program was not ready after two minutes; so far %+v", d)
		}
	}
}

// hear takes a line the program prints.
func (d *demo) hear(line string) {
	if m := printedAddress.FindStringSubmatch(line); m != nil {
		d.url = m[1]
	}
	if m := printedPassword.FindStringSubmatch(line); m != nil {
		d.password = m[1]
	}
	if m := printedAccount.FindStringSubmatch(line); m != nil {
		d.accounts = append(d.accounts, m[1])
	}
}

func stop(t *testing.T, program *exec.Cmd, said <-chan string, complaints *strings.Builder) {
	t.Helper()
	began := time.Now()
	if err := program.Process.Signal(syscall.SIGINT); err != nil {
		t.Errorf("Ctrl-C: %v", err)
	}
	for range said { // Wait closes the pipe only after it was read
	}
	if err := program.Wait(); err != nil {
		t.Errorf("after Ctrl-C: got %v, want exit code 0\n%s", err, complaints)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("stopping took %v, want at most 5s", took)
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// reader is a reader without a browser, signed in as login.
func (d demo) reader(t *testing.T, login string) *webtest.Client {
	t.Helper()
	c := webtest.At(t, d.url)
	c.SignIn(login, d.password)
	return c
}
