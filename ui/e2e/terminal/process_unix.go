//go:build unix

package terminal

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// interruptible gives the same pseudo-terminal as a file whose reads and
// writes end when it is closed, and closes the given one. Asking a file for its
// descriptor, as the pty package does, makes it a blocking one, and on Linux a
// write that waits for a program to read goes on waiting after that program's
// death.
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

// setSize tells the pseudo-terminal its size without asking for the descriptor.
func setSize(file *os.File, size *pty.Winsize) error {
	connection, err := file.SyscallConn()
	if err != nil {
		return fmt.Errorf("reaching the pseudo-terminal: %w", err)
	}
	var failed error
	err = connection.Control(func(descriptor uintptr) {
		failed = unix.IoctlSetWinsize(int(descriptor), unix.TIOCSWINSZ, &unix.Winsize{Row: size.Rows, Col: size.Cols})
	})
	return errors.Join(err, failed)
}

// killGroup kills the process and all of its process group. The process leads
// its group because it leads its session.
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

// state is the line discipline's, without asking for the descriptor.
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
