//go:build unix

package terminal

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// interruptible gives the same pseudo-terminal as a file whose reads and writes end when it
// is closed, and closes the given one. The pty package makes it blocking, and on Linux a
// blocked write goes on waiting after the program's death.
func interruptible(file *os.File) (*os.File, error) {
	descriptor, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("duplicating the pseudo-terminal: %w", err), file.Close())
	}
	if err := unix.SetNonblock(descriptor, true); err != nil {
		return nil, errors.Join(fmt.Errorf("making the pseudo-terminal non-blocking: %w", err), unix.Close(descriptor), file.Close())
	}
	return os.NewFile(uintptr(descriptor), file.Name()), file.Close()
}

// killGroup kills the process and its process group, which it leads.
func killGroup(process *os.Process) error {
	err := syscall.Kill(-process.Pid, syscall.SIGKILL)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ESRCH):
		return os.ErrProcessDone
	}
	return fmt.Errorf("killing the process group: %w", err)
}

// state is that of the line discipline.
func state(file *os.File) (*term.State, error) {
	connection, err := file.SyscallConn()
	if err != nil {
		return nil, fmt.Errorf("reaching the pseudo-terminal: %w", err)
	}
	var found *term.State
	var failed error
	err = connection.Control(func(descriptor uintptr) { found, failed = term.GetState(descriptor) })
	return found, errors.Join(err, failed)
}
