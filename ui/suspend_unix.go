//go:build unix

package ui

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/sys/unix"

	"acs-chat-tui/ui/terminal/lifetime"
)

// suspendable reports whether a shell with job control has put the program into a
// process group of its own, as a shell does that can bring it back. In the group of
// the session's leader there is none above: the system ignores what would stop it
// (POSIX, orphaned process groups).
func suspendable() bool {
	session, err := unix.Getsid(0)
	return err == nil && unix.Getpgrp() != session
}

// suspension stops the program until its shell brings it back. Bubble Tea runs it as it
// runs another program: it lets go of the terminal before and takes it back after.
type suspension struct {
	// ended is the program's life.
	ended    context.Context //nolint:containedctx // a tea.ExecCommand is given none
	terminal *os.File
}

var _ tea.ExecCommand = suspension{}

// SetStdin, SetStdout and SetStderr have nothing to set: no program is started.
func (suspension) SetStdin(io.Reader)  {}
func (suspension) SetStdout(io.Writer) {}
func (suspension) SetStderr(io.Writer) {}

// signalGrace is how long a signal may take that was sent together with the one that
// continues the program, as a shell's kill sends them.
const signalGrace = 100 * time.Millisecond

// Run stops the program and returns when it is in the foreground again. Where the program
// is to end instead it does not return: whoever continued it to end it has the terminal,
// and a program that changed it from the background would be stopped once more.
func (s suspension) Run() error {
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, unix.SIGCONT)
	defer signal.Stop(continued)
	for {
		if err := unix.Kill(0, unix.SIGTSTP); err != nil {
			return err
		}
		select {
		case <-continued:
		case <-s.ended.Done():
			runtime.Goexit()
		}
		if lifetime.InForeground(s.terminal) {
			return nil
		}
		grace := time.NewTimer(signalGrace)
		select {
		case <-s.ended.Done():
			grace.Stop()
			runtime.Goexit()
		case <-grace.C:
		}
		if lifetime.InForeground(s.terminal) {
			return nil
		}
	}
}
