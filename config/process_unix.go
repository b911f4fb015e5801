//go:build unix

package config

import (
	"io/fs"
	"os"
	"os/exec"
	"syscall"
)

// separate gives a command a session of its own: without our terminal, which it
// could read from or write to, and with a process group that can be ended as a
// whole.
func separate(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	command.Cancel = func() error { return endAll(command) }
}

// endAll ends a command that has been started, with all that it has started.
func endAll(command *exec.Cmd) error {
	return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) //nolint:wrapcheck // os/exec wants it as it is
}

// isOurs reports whether a file or folder belongs to the user or to root.
func isOurs(info fs.FileInfo) bool {
	status, ok := info.Sys().(*syscall.Stat_t)
	return ok && (status.Uid == 0 || int64(status.Uid) == int64(os.Geteuid()))
}

// isStrangers reports whether a file or folder belongs to somebody else. To root nobody
// is a stranger: in a container, the files that are mounted into it are somebody else's.
func isStrangers(info fs.FileInfo) bool { return os.Geteuid() != 0 && !isOurs(info) }

// hasPrivateGroup reports whether a folder is the user's own and of the group that is the
// user's alone: where each user has one, it has the user's number, and folders are made
// for it to write to.
func hasPrivateGroup(info fs.FileInfo) bool {
	status, ok := info.Sys().(*syscall.Stat_t)
	return ok && status.Uid != 0 && status.Gid == status.Uid && int64(status.Uid) == int64(os.Geteuid())
}
