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
	"sync"
	"time"

	"fengsheng/internal/fault"
)

// Office is an installed LibreOffice. It makes one batch at a time: two of them
// would share a profile.
type Office struct {
	program string
	mu      sync.Mutex
	profile string // of its own, so that nobody's settings and macros take part
}

// limit is how long a batch may take, whatever is in it.
const limit = 90 * time.Second

// Find looks for LibreOffice in the usual places; false when there is none.
func Find() (*Office, bool) {
	for _, name := range []string{"soffice", "libreoffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"} {
		if program, err := exec.LookPath(name); err == nil {
			return &Office{program: program}, true
		}
	}
	return nil, false
}

// PDF makes a PDF of every .docx, in their order, in one start of the program.
func (o *Office) PDF(ctx context.Context, files ...[]byte) (made [][]byte, err error) {
	if len(files) == 0 {
		return nil, nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	dir, err := os.MkdirTemp("", "fengsheng-pdf-")
	if err != nil {
		return nil, fmt.Errorf("office: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if o.profile == "" {
		if o.profile, err = os.MkdirTemp("", "fengsheng-office-"); err != nil {
			return nil, fmt.Errorf("office: %w", err)
		}
	}
	args := []string{
		"--headless", "--norestore", "--nolockcheck", "--nodefault", "-env:UserInstallation=file://" + filepath.ToSlash(o.profile),
		"--convert-to", "pdf:writer_pdf_Export", "--outdir", dir,
	}
	for i, file := range files {
		name := filepath.Join(dir, fmt.Sprintf("%04d.docx", i))
		if err := os.WriteFile(name, file, 0o600); err != nil {
			return nil, fmt.Errorf("office: %w", err)
		}
		args = append(args, name)
	}
	if err := o.run(ctx, dir, args); err != nil {
		return nil, err
	}
	for i := range files {
		pdf, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%04d.pdf", i)))
		if err != nil {
			return nil, fault.New(fault.Invalid, "LibreOffice没有做出第%d份的PDF，请下载.docx", i+1)
		}
		made = append(made, pdf)
	}
	return made, nil
}

// run starts the program with nothing of the caller's surroundings but the
// path, and ends it with everything it started when the time is up.
func (o *Office) run(ctx context.Context, dir string, args []string) error {
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	cmd := exec.CommandContext(ctx, o.program, args...)
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + o.profile, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"}
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

// Close removes what the program kept for itself.
func (o *Office) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.profile == "" {
		return nil
	}
	profile := o.profile
	o.profile = ""
	return os.RemoveAll(profile)
}
