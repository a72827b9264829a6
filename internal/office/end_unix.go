//go:build unix

package office

import (
	"os/exec"
	"syscall"
)

// wholly makes the end of a program the end of all it started.
func wholly(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
