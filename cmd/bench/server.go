package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// build compiles the program that is measured.
func build(ctx context.Context, work string) (string, error) {
	program := filepath.Join(work, "fengsheng")
	out, err := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/fengsheng").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return program, nil
}

// server is the program, serving on a port of this machine.
type server struct {
	cmd   *exec.Cmd
	url   string
	began time.Time
	ended chan error
	mu    sync.Mutex
	log   []request // as the program wrote them
}

// request is one line of the program's log.
type request struct {
	Message string  `json:"msg"`
	Route   string  `json:"route"`
	Status  int     `json:"status"`
	Millis  float64 `json:"ms"` // server time: from the request's arrival to its answer
}

// startServer starts the program and waits until it says its address.
func startServer(ctx context.Context, program string, o options) (*server, error) {
	args := []string{"serve", "--addr", "127.0.0.1:0", "--data", o.Data}
	if o.Database != "" {
		args = append(args, "--database", o.Database)
	}
	s := &server{cmd: exec.CommandContext(ctx, program, args...), ended: make(chan error, 1)}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	log, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	s.began = time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	address := make(chan string, 1)
	var read sync.WaitGroup
	read.Go(func() { readAddress(out, address) })
	read.Go(func() { s.readLog(log) })
	go func() {
		read.Wait() // Wait closes the pipes, so they are read to their end first
		s.ended <- s.cmd.Wait()
	}()
	select {
	case s.url = <-address:
		return s, nil
	case err := <-s.ended:
		return nil, fmt.Errorf("the program ended: %w", err)
	}
}

func readAddress(out io.Reader, address chan<- string) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, url, found := strings.Cut(lines.Text(), "枫盛已启动："); found {
			address <- url
		}
	}
}

func (s *server) readLog(log io.Reader) {
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var r request
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil || r.Message != "request" {
			fmt.Fprintln(os.Stderr, lines.Text())
			continue
		}
		s.mu.Lock()
		s.log = append(s.log, r)
		s.mu.Unlock()
	}
}

// logged waits for n lines behind the first and returns them.
func (s *server) logged(first, n int) ([]request, error) {
	for range 500 {
		s.mu.Lock()
		if len(s.log) >= first+n {
			lines := s.log[first : first+n]
			s.mu.Unlock()
			return lines, nil
		}
		s.mu.Unlock()
		time.Sleep(10 * time.Millisecond)
	}
	return nil, fmt.Errorf("the program did not log %d requests", n)
}

// lines is how many requests are logged by now.
func (s *server) lines() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.log)
}

func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil {
		return err
	}
	return <-s.ended
}

// memory is what the program holds of the machine, in MB: all of it, and
// without the pages of the database file that the system can take back.
func (s *server) memory() (resident, own float64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	for line := range strings.Lines(string(text)) {
		name, rest, _ := strings.Cut(line, ":")
		fields := strings.Fields(rest)
		if len(fields) == 0 || name != "VmRSS" && name != "RssAnon" {
			continue
		}
		kilobytes, err := strconv.ParseFloat(fields[0], 64)
		if err != nil {
			return 0, 0, err
		}
		if name == "VmRSS" {
			resident = kilobytes / 1024
		} else {
			own = kilobytes / 1024
		}
	}
	return resident, own, nil
}

// starts measures how long the program takes to its first page, and what it
// holds when nobody asks for anything.
func starts(ctx context.Context, program string, o options, s street, r *results) error {
	const times = 7
	var took []float64
	for i := range times {
		server, err := startServer(ctx, program, o)
		if err != nil {
			return err
		}
		answer, err := http.Get(server.url + "/sign-in")
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
			err = errors.Join(err, answer.Body.Close())
		}
		took = append(took, time.Since(server.began).Seconds()*1000)
		if err == nil && i == times-1 {
			err = idle(o, server, r)
		}
		if err = errors.Join(err, server.stop()); err != nil {
			return err
		}
	}
	r.time("start until the first page", took, nil, 500)
	return nil
}

// idle reads the memory after one page behind the sign-in, then once the
// program's collector has had its turn.
func idle(o options, server *server, r *results) error {
	b, err := signIn(server.url, "clerk")
	if err != nil {
		return err
	}
	if _, err := b.get("/matters?open=1"); err != nil {
		return err
	}
	resident, own, err := server.memory()
	if err != nil {
		return err
	}
	r.figure("memory after the first page", "MB", resident, fmt.Sprintf("%.0f MB of it without the mapped file", own), 0)
	time.Sleep(o.Idle)
	if resident, own, err = server.memory(); err != nil {
		return err
	}
	r.figure(fmt.Sprintf("idle memory, %v later", o.Idle), "MB", resident, fmt.Sprintf("%.0f MB of it without the mapped file", own), 80)
	return nil
}
