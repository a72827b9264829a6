package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/web/webtest"
)

// Ctrl-C ends the program cleanly: exit code 0, the database one whole file,
// and the next start goes on where this one ended.
func TestCtrlCEndsCleanly(t *testing.T) {
	t.Parallel()
	t.Run("demo", func(t *testing.T) {
		t.Parallel()
		dir := filepath.Join(t.TempDir(), "demo")
		first := start(t, "demo", "--data", dir)
		password := passwordIn(t, first.written())
		webtest.At(t, first.url).SignIn("clerk", password)
		wantClean(t, first, dir)
		second := start(t, "demo", "--data", dir)
		if got := passwordIn(t, second.written()); got != password {
			t.Errorf("started again: the password is another one")
		}
		webtest.At(t, second.url).SignIn("leader", password)
		wantClean(t, second, dir)
		log, err := os.ReadFile(filepath.Join(dir, "fengsheng.log"))
		if err != nil || !strings.Contains(string(log), `"route":"POST /sign-in"`) {
			t.Errorf("the log of the demonstration: got %d bytes (%v), want the requests", len(log), err)
		}
	})
	t.Run("serve", func(t *testing.T) {
		t.Parallel()
		dir := filepath.Join(t.TempDir(), "data")
		first := start(t, "serve", "--data", dir)
		if out := first.written(); !strings.Contains(out, "首次设置：打开 "+first.url+"/setup") {
			t.Errorf("the first start: got %s, want the way to set up", out)
		}
		webtest.At(t, first.url).Get("/").Want("h1", "首次设置")
		wantClean(t, first, dir)
		second := start(t, "serve", "--data", dir)
		wantClean(t, second, dir)
		notYet := ask(t, "report", "--year", "2024", "--data", dir)
		if notYet.code != exitRefused || !strings.Contains(notYet.err, "这个数据目录里还没有街道") {
			t.Errorf("the report of no street: got %d %q, want %d and a sentence", notYet.code, notYet.err, exitRefused)
		}
	})
}

func (r *running) written() string {
	time.Sleep(50 * time.Millisecond) // the lines behind the address
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.out.String()
}

func passwordIn(t *testing.T, out string) string {
	t.Helper()
	_, rest, _ := strings.Cut(out, "密码都是 ")
	password, _, found := strings.Cut(rest, " ")
	if !found {
		t.Fatalf("no password in %s", out)
	}
	return password
}

func wantClean(t *testing.T, r *running, dir string) {
	t.Helper()
	if code := r.interrupt(); code != exitDone {
		t.Errorf("Ctrl-C: ended with %d, want %d\n%s", code, exitDone, r.logged())
	}
	left, err := filepath.Glob(filepath.Join(dir, "fengsheng.db-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("beside the closed database: got %v (%v), want nothing", left, err)
	}
	look(t, db.Config{Dir: dir}, func(tx *db.Tx) error { return event.Verify(tx, event.Checkpoint{}) })
}

// look reads the database beside the program or after it.
func look(t *testing.T, c db.Config, fn func(*db.Tx) error) {
	t.Helper()
	c.ReadOnly, c.Clock = true, time.Now
	d, err := db.Open(context.Background(), c)
	if err != nil {
		t.Fatalf("open to look: %v", err)
	}
	err = d.View(context.Background(), "", fn)
	if closing := d.Close(); err == nil {
		err = closing
	}
	if err != nil {
		t.Fatalf("look: %v", err)
	}
}

// The first start of the demonstration, broken off, leaves nothing half made.
func TestADemonstrationIsWholeOrNotThere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := command(t, "demo", "--addr", "127.0.0.1:0", "--data", dir)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil { // it says that it makes the year
		t.Fatal(err)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("Ctrl-C while the year is made: %v, want exit code 0", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 || left[0].Name() != filepath.Dir(db.KeyFile) {
		t.Errorf("left behind: %v (%v), want the installation's key alone", left, err)
	}
	r := start(t, "demo", "--data", dir)
	if code := r.interrupt(); code != exitDone {
		t.Errorf("the next start: ended with %d, want %d", code, exitDone)
	}
	look(t, db.Config{Dir: dir}, func(tx *db.Tx) error {
		n, err := db.Value[int](tx, countMatters)
		if err == nil && n < 800 {
			t.Errorf("the year has %d matters, want all of them", n)
		}
		return err
	})
}

// Ctrl-C at any moment is no refusal: nobody is told that too many sign in.
func TestCtrlCBeforeAnythingHappened(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for range 10 {
		var out, complaint strings.Builder
		code := run(ctx, []string{"demo", "--addr", "127.0.0.1:0", "--data", t.TempDir()}, streams{out: &out, err: &complaint})
		if code != exitDone || complaint.Len() > 0 {
			t.Errorf("got %d %q, want %d and no complaint", code, complaint.String(), exitDone)
		}
	}
}

// A directory belongs to one program, and a demonstration's is no street's (PRIV-14).
func TestSEC_CRASH_08_TheDirectoryIsInUse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	done(t, "sample", "--data", dir, "--matters", "3")
	r := start(t, "serve", "--data", dir)
	for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"demo", "--addr", "127.0.0.1:0"}, {"sample"}} {
		got := ask(t, append(args, "--data", dir)...)
		if want := "数据目录" + dir + "正被另一个枫盛程序使用，请先停掉它"; got.code != exitRefused || strings.TrimSpace(got.err) != want {
			t.Errorf("%s beside serve: got %d %q, want %d %q", args[0], got.code, got.err, exitRefused, want)
		}
	}
	if out := done(t, "indicators", "--year", "2024", "--data", dir); !strings.Contains(out, "受理矛盾纠纷") {
		t.Errorf("indicators beside serve: got %q, want the figures", out)
	}
	taken := ask(t, "serve", "--data", t.TempDir(), "--addr", strings.TrimPrefix(r.url, "http://"))
	if taken.code != exitRefused || !strings.Contains(taken.err, "用不了") {
		t.Errorf("an address that is taken: got %d %q, want %d and a sentence", taken.code, taken.err, exitRefused)
	}
	if code := r.interrupt(); code != exitDone {
		t.Errorf("Ctrl-C: ended with %d, want %d", code, exitDone)
	}
	if got := ask(t, "demo", "--data", dir, "--addr", "127.0.0.1:0"); got.code != exitRefused || !strings.Contains(got.err, "不是demo生成的") {
		t.Errorf("demo on data of sample: got %d %q, want %d and a sentence", got.code, got.err, exitRefused)
	}
}
