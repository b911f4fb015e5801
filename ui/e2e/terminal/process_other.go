//go:build !unix

package terminal

import (
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// interruptible is never reached where no pseudo-terminal starts.
func interruptible(file *os.File) (*os.File, error) { return file, nil }

// setSize is never reached where no pseudo-terminal starts.
func setSize(*os.File, *pty.Winsize) error { return pty.ErrUnsupported }

// killGroup kills the process: there are no process groups here, nor
// pseudo-terminals to start it in.
func killGroup(process *os.Process) error { return process.Kill() }

// state is never reached where no pseudo-terminal starts.
func state(*os.File) (*term.State, error) { return nil, pty.ErrUnsupported }
