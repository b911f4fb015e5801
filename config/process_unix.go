//go:build unix

package config

import (
	"os/exec"
	"syscall"
)

// separate gives a command a session of its own: without our terminal, which it
// could read from or write to, and with a process group that can be ended as a
// whole.
func separate(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	command.Cancel = func() error {
		return syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
	}
}
