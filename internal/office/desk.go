package office

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// desk is a place with a profile of its own, and the LibreOffice that runs there.
type desk struct {
	office  *Office
	profile string             // "" = not made yet
	running context.CancelFunc // ends what runs; nil = nothing does
	ended   chan struct{}      // closed when it has ended
	batches int                // that it has made
	rest    timer
}

const (
	idle       = 3 * time.Minute           // after which nothing is kept running
	start      = 10 * time.Second          // the longest a start is waited for
	look       = 20 * time.Millisecond     // how often it is looked whether it is ready
	grace      = 5 * time.Second           // for what an ended program still holds open
	mostAtOnce = 100                       // batches before it is started anew
	waiting    = "waiting.txt"             // the document it has open, so that it stays
	open       = ".~lock." + waiting + "#" // is there while it is open
)

// make has the PDFs made in dir and reads them.
func (d *desk) make(ctx context.Context, dir string, args []string, files int) ([][]byte, error) {
	if d.profile == "" {
		var err error
		if d.profile, err = os.MkdirTemp("", "fengsheng-office-"); err != nil {
			return nil, fmt.Errorf("office: %w", err)
		}
	}
	if d.batches++; d.batches > mostAtOnce {
		d.end()
	}
	if err := d.begin(ctx); err != nil {
		return nil, err
	}
	// With one running on the same profile this hands it the work and waits.
	cmd := d.command(ctx, append([]string{"--nodefault"}, args...))
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("office: %w: %s", err, out)
	}
	var made [][]byte
	for i := range files {
		pdf, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%04d.pdf", i)))
		if err != nil {
			return nil, &missing{at: i}
		}
		made = append(made, pdf)
	}
	return made, nil
}

// begin starts a LibreOffice that stays, unless one is running: it ends by itself
// when no document is open, so it has an empty one open. One that does not come up
// in time is ended, and the work is done by one that ends with it.
func (d *desk) begin(ctx context.Context) error {
	if d.running != nil {
		select {
		case <-d.ended:
			d.end()
		default:
			return nil
		}
	}
	if err := os.WriteFile(filepath.Join(d.profile, waiting), nil, 0o600); err != nil {
		return fmt.Errorf("office: %w", err)
	}
	if err := os.RemoveAll(filepath.Join(d.profile, open)); err != nil { // of one that was ended
		return fmt.Errorf("office: %w", err)
	}
	living, stop := context.WithCancel(context.Background())
	cmd := d.command(living, []string{"--nologo", filepath.Join(d.profile, waiting)})
	err := tied(cmd)
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		stop()
		return fmt.Errorf("office: %w", err)
	}
	d.running, d.ended, d.batches = stop, make(chan struct{}), 0
	go func(ended chan struct{}) {
		_ = cmd.Wait() // ended by us, or seen at the next batch
		close(ended)
	}(d.ended)
	for waited := time.Duration(0); waited < start; waited += look {
		if _, err := os.Stat(filepath.Join(d.profile, open)); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			d.end()
			return ctx.Err()
		case <-d.ended:
			d.end()
			return nil
		case <-time.After(look):
		}
	}
	d.end()
	return nil
}

// end ends what runs at the desk, and waits until it has gone.
func (d *desk) end() {
	if d.running != nil {
		d.running()
		<-d.ended
	}
	d.running = nil
}

// command is the program with nothing of the caller's surroundings but the path.
// It ends with everything it started.
func (d *desk) command(ctx context.Context, args []string) *exec.Cmd {
	own := []string{"--headless", "--norestore", "--nolockcheck", "-env:UserInstallation=file://" + filepath.ToSlash(d.profile)}
	cmd := exec.CommandContext(ctx, d.office.program, append(own, args...)...)
	cmd.Dir = d.profile
	cmd.Env = []string{"HOME=" + d.profile, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"}
	wholly(cmd)
	cmd.WaitDelay = grace
	return cmd
}

// timer runs something once when it was not stopped in time.
type timer struct{ t *time.Timer }

func (t *timer) Start(then func()) { t.Stop(); t.t = time.AfterFunc(idle, then) }

func (t *timer) Stop() {
	if t.t != nil {
		t.t.Stop()
	}
}
