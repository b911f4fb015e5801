//go:build unix

package session

import (
	"context"
	"os"
	"os/signal"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/sys/unix"

	"acs-chat-tui/ui/terminal/lifetime"
)

// Suspendable reports whether a shell with job control has put the program into a
// process group of its own, as a shell does that can bring it back. In the group of
// the session's leader there is none above: the system ignores what would stop it
// (POSIX, orphaned process groups).
func Suspendable() bool {
	session, err := unix.Getsid(0)
	return err == nil && unix.Getpgrp() != session
}

// watch handles the terminal's signals until ctx ends.
func (s *Session) watch(ctx context.Context, send func(tea.Msg)) {
	resized, stopped, continued := make(chan os.Signal, 1), make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(resized, unix.SIGWINCH)
	signal.Notify(continued, unix.SIGCONT)
	if Suspendable() {
		signal.Notify(stopped, unix.SIGTSTP)
	}
	defer signal.Stop(resized)
	defer signal.Stop(continued)
	defer signal.Stop(stopped)
	for {
		var back bool
		select {
		case <-ctx.Done():
			return
		case <-resized:
			s.sendSize(send)
			continue
		case <-continued: // after SIGSTOP, which no program can prepare for
			back = lifetime.InForeground(s.options.Input)
			if !back {
				s.painter.Pause()
			}
		case <-stopped:
			back = s.stop(ctx, continued, unix.Getpid())
		case <-s.suspend:
			back = s.stop(ctx, continued, 0)
		}
		if back && s.hold() == nil {
			s.painter.Enter()
			s.sendSize(send)
			send(ResumedMsg{})
		}
	}
}

func (s *Session) sendSize(send func(tea.Msg)) {
	if size, err := s.Size(); err == nil {
		send(size)
	}
}

// signalGrace is how long a signal may take that was sent together with the one that
// continues the program, as a shell's kill sends them.
const signalGrace = 100 * time.Millisecond

// stop gives the terminal back, stops the program or its whole group, and returns when it
// is in the foreground again, or false when it is to end: whoever continued it to end it
// has the terminal, and a program that changed it from the background would be stopped
// once more.
//
// It sends SIGSTOP: once a Go program was notified of SIGTSTP, that signal no longer
// stops it.
func (s *Session) stop(ctx context.Context, continued <-chan os.Signal, target int) bool {
	s.release()
	for {
		if err := unix.Kill(target, unix.SIGSTOP); err != nil {
			return true
		}
		select {
		case <-continued:
		case <-ctx.Done():
			return false
		}
		if lifetime.InForeground(s.options.Input) {
			return true
		}
		grace := time.NewTimer(signalGrace)
		select {
		case <-ctx.Done():
			grace.Stop()
			return false
		case <-grace.C:
		}
		if lifetime.InForeground(s.options.Input) {
			return true
		}
	}
}
