//go:build unix

package office

import (
	"fmt"
	"os/exec"
	"syscall"
)

// wholly makes the end of a program the end of all it started.
func wholly(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// tied makes our own end, whatever it is, the end of a program that would stay: a
// shell beside it reads from us until there is nobody any more.
func tied(cmd *exec.Cmd) error {
	if _, err := cmd.StdinPipe(); err != nil { // never written to; closed with us
		return fmt.Errorf("office: %w", err)
	}
	cmd.Args = append([]string{"sh", "-c", `{ "$0" "$@"; kill -9 0; } & read -r line; kill -9 0`}, cmd.Args...)
	cmd.Path = "/bin/sh"
	return nil
}
