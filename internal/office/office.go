// Package office makes PDFs of documents through the LibreOffice that is
// installed on the machine, when there is one.
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
	desks   chan string // the profiles nobody works with; "" = not made yet
}

// A machine with two cores makes two batches at a time. More of them would be
// memory that is missed elsewhere; few files are not worth a second start.
const (
	desks       = 2
	worthASplit = 8
)

// limit is how long a batch may take, whatever is in it.
const limit = 90 * time.Second

// Find looks for LibreOffice in the usual places; false when there is none.
func Find() (*Office, bool) {
	for _, name := range []string{"soffice", "libreoffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"} {
		if program, err := exec.LookPath(name); err == nil {
			o := &Office{program: program, desks: make(chan string, desks)}
			for range desks {
				o.desks <- ""
			}
			return o, true
		}
	}
	return nil, false
}

// PDF makes a PDF of every .docx, in their order. Many are shared between the desks.
func (o *Office) PDF(ctx context.Context, files ...[]byte) ([][]byte, error) {
	if len(files) == 0 {
		return nil, nil
	}
	batches := 1
	if len(files) >= worthASplit {
		batches = desks
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

// batch makes the PDFs of some files in one start of the program; before is how
// many come before them.
func (o *Office) batch(ctx context.Context, files [][]byte, before int) (made [][]byte, err error) {
	dir, err := os.MkdirTemp("", "fengsheng-pdf-")
	if err != nil {
		return nil, fmt.Errorf("office: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	profile := <-o.desks
	defer func() { o.desks <- profile }()
	if profile == "" {
		if profile, err = os.MkdirTemp("", "fengsheng-office-"); err != nil {
			return nil, fmt.Errorf("office: %w", err)
		}
	}
	args := []string{
		"--headless", "--norestore", "--nolockcheck", "--nodefault", "-env:UserInstallation=file://" + filepath.ToSlash(profile),
		"--convert-to", "pdf:writer_pdf_Export", "--outdir", dir,
	}
	for i, file := range files {
		name := filepath.Join(dir, fmt.Sprintf("%04d.docx", i))
		if err := os.WriteFile(name, file, 0o600); err != nil {
			return nil, fmt.Errorf("office: %w", err)
		}
		args = append(args, name)
	}
	if err := o.run(ctx, profile, dir, args); err != nil {
		return nil, err
	}
	for i := range files {
		pdf, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%04d.pdf", i)))
		if err != nil {
			return nil, fault.New(fault.Invalid, "LibreOffice没有做出第%d份的PDF，请下载.docx", before+i+1)
		}
		made = append(made, pdf)
	}
	return made, nil
}

// run starts the program with nothing of the caller's surroundings but the
// path, and ends it with everything it started when the time is up.
func (o *Office) run(ctx context.Context, profile, dir string, args []string) error {
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	cmd := exec.CommandContext(ctx, o.program, args...)
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + profile, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"}
	wholly(cmd)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.CombinedOutput()
	switch {
	case ctx.Err() != nil:
		return fault.New(fault.Invalid, "LibreOffice在%d秒内没有做完PDF，请少选几份，或者下载.docx", int(limit.Seconds()))
	case err != nil:
		return fmt.Errorf("office: %w: %s", err, out)
	}
	return nil
}

// Close removes what the program kept for itself, when it has done its work.
func (o *Office) Close() error {
	var failed []error
	for range desks {
		if profile := <-o.desks; profile != "" {
			failed = append(failed, os.RemoveAll(profile))
		}
	}
	for range desks {
		o.desks <- ""
	}
	return errors.Join(failed...)
}
