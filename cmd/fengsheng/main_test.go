package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"fengsheng/internal/db/dbtest"
)

// built is the program that the tests run.
var built string

func TestMain(m *testing.M) {
	code, err := buildAndRun(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func buildAndRun(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "fengsheng-test-*")
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	built = filepath.Join(dir, "fengsheng")
	if out, err := exec.Command("go", "build", "-o", built, ".").CombinedOutput(); err != nil {
		return 1, fmt.Errorf("build: %w\n%s", err, out)
	}
	return m.Run(), nil
}

// command is the program with its arguments, in a place where it finds nothing.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(stop)
	c := exec.CommandContext(ctx, built, args...)
	c.Dir = t.TempDir()
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + c.Dir}
	return c
}

// answer is what a command wrote and how it ended.
type answer struct {
	out, err string
	code     int
}

// ask runs the program to its end.
func ask(t *testing.T, args ...string) answer {
	t.Helper()
	c := command(t, args...)
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	err := c.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatalf("fengsheng %s: %v", strings.Join(args, " "), err)
	}
	return answer{out: out.String(), err: complaint.String(), code: c.ProcessState.ExitCode()}
}

// done runs the program, which must succeed, and gives what it wrote.
func done(t *testing.T, args ...string) string {
	t.Helper()
	a := ask(t, args...)
	if a.code != exitDone {
		t.Fatalf("fengsheng %s: ended with %d, want %d\n%s", strings.Join(args, " "), a.code, exitDone, a.err)
	}
	return a.out
}

// onEach runs the test with the arguments that name an empty database of each engine.
func onEach(t *testing.T, run func(t *testing.T, at []string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, []string{"--data", t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { run(t, []string{"--data", t.TempDir(), "--database", dbtest.Postgres(t)}) })
}

func with(at []string, args ...string) []string { return append(args, at...) }

// running is the program while it serves.
type running struct {
	cmd   *exec.Cmd
	url   string
	took  time.Duration // from the start to the address
	t     *testing.T
	mu    sync.Mutex
	out   strings.Builder // as far as it is written
	log   strings.Builder
	ended chan error
}

// start starts the program and waits until it says its address.
func start(t *testing.T, args ...string) *running {
	t.Helper()
	r := &running{cmd: command(t, append(args, "--addr", "127.0.0.1:0")...), t: t, ended: make(chan error, 1)}
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	complaints, err := r.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := make(chan string, 1)
	var read sync.WaitGroup
	read.Go(func() { r.read(out, &r.out, address) })
	read.Go(func() { r.read(complaints, &r.log, nil) })
	go func() {
		read.Wait() // Wait closes the pipes, so they are read to their end first
		r.ended <- r.cmd.Wait()
	}()
	select {
	case r.url = <-address:
		r.took = time.Since(began)
		return r
	case err := <-r.ended:
		t.Fatalf("fengsheng %s: ended (%v)\n%s%s", strings.Join(args, " "), err, r.out.String(), r.log.String())
		return nil
	}
}

func (r *running) read(from io.Reader, into *strings.Builder, address chan<- string) {
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		r.mu.Lock()
		into.WriteString(lines.Text() + "\n")
		r.mu.Unlock()
		if _, url, found := strings.Cut(lines.Text(), "已启动："); found && address != nil {
			address <- url
		}
	}
}

func (r *running) logged() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.log.String()
}

// interrupt is Ctrl-C; it gives the exit code.
func (r *running) interrupt() int {
	r.t.Helper()
	return r.end(syscall.SIGINT)
}

// kill ends the program without letting it do anything more.
func (r *running) kill() { r.end(syscall.SIGKILL) }

func (r *running) end(by syscall.Signal) int {
	r.t.Helper()
	if err := r.cmd.Process.Signal(by); err != nil {
		r.t.Fatalf("%v: %v\n%s", by, err, r.logged())
	}
	select {
	case <-r.ended: // the exit code says what there is to say
	case <-time.After(20 * time.Second):
		r.t.Fatalf("the program goes on 20 seconds after %v", by)
	}
	return r.cmd.ProcessState.ExitCode()
}
