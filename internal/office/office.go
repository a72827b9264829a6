// Package office makes PDFs of documents through the LibreOffice that is
// installed on the machine, when there is one. It keeps what it has started for a
// few minutes: a start takes as long as the twenty papers that follow it.
package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"fengsheng/internal/fault"
)

// Office is an installed LibreOffice. It makes as many batches at a time as it has
// desks: two on one would share a profile.
type Office struct {
	program string
	seats   chan struct{} // one for each desk

	mu    sync.Mutex
	desks []*desk // nobody works at them; the last one was used last
}

// A machine with two cores makes two batches at a time. More of them would be
// memory that is missed elsewhere; few files are not worth a second desk.
const (
	seats       = 2
	worthASplit = 8
)

// limit is how long a batch may take, whatever is in it.
const limit = 90 * time.Second

// Find looks for LibreOffice in the usual places; false when there is none.
func Find() (*Office, bool) {
	for _, name := range []string{"soffice", "libreoffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"} {
		if program, err := exec.LookPath(name); err == nil {
			o := &Office{program: program, seats: make(chan struct{}, seats)}
			for range seats {
				o.desks = append(o.desks, &desk{office: o})
			}
			return o, true
		}
	}
	return nil, false
}

// take waits for a desk and gives the one that was used last, which is the most
// likely to have a LibreOffice running.
func (o *Office) take() *desk {
	o.seats <- struct{}{}
	o.mu.Lock()
	defer o.mu.Unlock()
	d := o.desks[len(o.desks)-1]
	o.desks = o.desks[:len(o.desks)-1]
	d.rest.Stop()
	return d
}

// leave puts a desk back. What runs there is ended when nobody has come for a while.
func (o *Office) leave(d *desk) {
	o.mu.Lock()
	o.desks = append(o.desks, d)
	d.rest.Start(func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		if slices.Contains(o.desks, d) { // else somebody has just taken it
			d.end()
		}
	})
	o.mu.Unlock()
	<-o.seats
}

// PDF makes a PDF of every .docx, in their order. Many are shared between the desks.
func (o *Office) PDF(ctx context.Context, files ...[]byte) ([][]byte, error) {
	if len(files) == 0 {
		return nil, nil
	}
	batches := 1
	if len(files) >= worthASplit {
		batches = seats
	}
	made := make([][][]byte, batches)
	failed := make([]error, batches)
	var all sync.WaitGroup
	for i := range batches {
		all.Go(func() {
			made[i], failed[i] = o.batch(ctx, files[len(files)*i/batches:len(files)*(i+1)/batches], len(files)*i/batches)
		})
	}
	all.Wait()
	return slices.Concat(made...), errors.Join(failed...)
}

// batch makes the PDFs of some files at one desk; before is how many come before
// them.
func (o *Office) batch(ctx context.Context, files [][]byte, before int) (made [][]byte, err error) {
	dir, err := os.MkdirTemp("", "fengsheng-pdf-")
	if err != nil {
		return nil, fmt.Errorf("office: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	args := []string{"--convert-to", "pdf:writer_pdf_Export", "--outdir", dir}
	for i, file := range files {
		name := filepath.Join(dir, fmt.Sprintf("%04d.docx", i))
		if err := os.WriteFile(name, file, 0o600); err != nil {
			return nil, fmt.Errorf("office: %w", err)
		}
		args = append(args, name)
	}
	d := o.take()
	defer o.leave(d)
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	if made, err = d.make(ctx, dir, args, len(files)); err == nil {
		return made, nil
	}
	// What was running may be what failed: once more with nothing before it.
	d.end()
	made, err = d.make(ctx, dir, args, len(files))
	var lost *missing
	switch {
	case ctx.Err() != nil:
		d.end()
		return nil, fault.New(fault.Invalid, "LibreOffice在%d秒内没有做完PDF，请少选几份，或者下载.docx", int(limit.Seconds()))
	case errors.As(err, &lost):
		return nil, fault.New(fault.Invalid, "LibreOffice没有做出第%d份的PDF，请下载.docx", before+lost.at+1)
	}
	return made, err
}

// missing says which file came to nothing.
type missing struct{ at int }

func (m *missing) Error() string { return fmt.Sprintf("office: no PDF of file %d", m.at) }

// Close ends what still runs and removes what the program kept for itself.
func (o *Office) Close() error {
	var failed []error
	for range seats {
		o.seats <- struct{}{} // nobody works any more
	}
	o.mu.Lock()
	for _, d := range o.desks {
		d.rest.Stop()
		d.end()
		if d.profile != "" {
			failed = append(failed, os.RemoveAll(d.profile))
			d.profile = ""
		}
	}
	o.mu.Unlock()
	for range seats {
		<-o.seats
	}
	return errors.Join(failed...)
}
