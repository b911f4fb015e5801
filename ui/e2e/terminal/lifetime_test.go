//go:build unix

package terminal_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

func TestWaitErrorsShowTheScreen(t *testing.T) {
	t.Parallel()
	started := shell(t, terminal.Options{Columns: 12, Rows: 3}, "printf 'here 日'; read x; printf bye; exit 7")
	waitText(t, started, "here")
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("enough waited")
	_, err := started.WaitFor(ctx, "pigs", func(terminal.Screen) bool {
		cancel(cause) // what was waited for never comes
		return false
	})
	if !errors.Is(err, cause) || !strings.Contains(err.Error(), "waiting for pigs") || !strings.Contains(err.Error(), "|here 日     |") {
		t.Errorf("got error %v", err)
	}
	send(t, started, "\n")
	_, err = started.WaitText(t.Context(), "never")
	if !errors.Is(err, terminal.ErrEnded) || !strings.Contains(err.Error(), "exit status 7") || !strings.Contains(err.Error(), "bye") {
		t.Errorf("got error %v", err)
	}
	wait(t, started, 7)
}

func TestSignalEndsWithoutExitCode(t *testing.T) {
	t.Parallel()
	started := shell(t, terminal.Options{}, "printf up; read x")
	waitText(t, started, "up")
	if err := started.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if code, err := started.Wait(t.Context()); code != -1 || err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("exit code %d, %v", code, err)
	}
	if err := started.Signal(syscall.SIGKILL); !errors.Is(err, os.ErrProcessDone) {
		t.Errorf("signalling an ended program: %v", err)
	}
}

func TestControlCInterrupts(t *testing.T) {
	t.Parallel()
	started := shell(t, terminal.Options{}, `trap 'echo caught; exit 9' INT; echo up; while :; do read x; done`)
	waitText(t, started, "up")
	send(t, started, terminal.CtrlC)
	wait(t, started, 9)
	if !started.Screen().Contains("caught") {
		t.Error("the last output is not on the screen")
	}
}

// TestCloseKillsTheGroup holds a pipe open in a child of the program: its end
// is seen only when the child is gone.
func TestCloseKillsTheGroup(t *testing.T) {
	t.Parallel()
	for label, end := range map[string]func(*terminal.Terminal, context.CancelFunc) error{
		"close":   func(s *terminal.Terminal, _ context.CancelFunc) error { return s.Close() },
		"context": func(_ *terminal.Terminal, cancel context.CancelFunc) error { cancel(); return nil },
	} {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			fifo := filepath.Join(t.TempDir(), "held")
			if err := syscall.Mkfifo(fifo, 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			started, err := terminal.Start(ctx, terminal.Options{
				Path: "/bin/sh", Args: []string{"-c", `(trap '' HUP; exec sleep 1000) > "$0" & wait`, fifo},
				Env: terminal.Environment(t.TempDir()),
			})
			if err != nil {
				t.Fatal(err)
			}
			held, err := os.Open(fifo)
			if err != nil {
				t.Fatal(err)
			}
			if err := end(started, cancel); err != nil {
				t.Error(err)
			}
			if _, err := io.ReadAll(held); err != nil {
				t.Error(err)
			}
			if err := errors.Join(held.Close(), started.Close(), started.Close()); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestCloseEndsABlockedSend sends more than a program that never reads can take.
func TestCloseEndsABlockedSend(t *testing.T) {
	t.Parallel()
	started := shell(t, terminal.Options{}, "stty raw -echo; printf ready; sleep 1000")
	waitText(t, started, "ready")
	sent := make(chan error, 1)
	go func() { sent <- started.Send(terminal.Repeat("x", 4<<20)) }()
	if err := started.Close(); err != nil {
		t.Error(err)
	}
	if err := <-sent; err == nil {
		t.Error("4 MiB were sent to a program that reads nothing")
	}
	if err := started.Send("x"); err == nil {
		t.Error("sent to a closed terminal")
	}
}

func TestABackgroundProcessDoesNotHoldTheEnd(t *testing.T) {
	t.Parallel()
	started := shell(t, terminal.Options{}, "sleep 1000 & printf bye; exit 3")
	wait(t, started, 3)
	if !started.Screen().Contains("bye") {
		t.Error("the last output is not on the screen")
	}
}

func TestStartFails(t *testing.T) {
	t.Parallel()
	for label, options := range map[string]terminal.Options{
		"no such program": {Path: filepath.Join(t.TempDir(), "missing")},
	} {
		if _, err := terminal.Start(t.Context(), options); err == nil {
			t.Errorf("%s: started", label)
		}
	}
}

func TestBuild(t *testing.T) {
	t.Parallel()
	module := filepath.Join(t.TempDir(), "sample")
	if err := os.Mkdir(module, 0o750); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"go.mod":  "module sample\n\ngo 1.26\n",
		"main.go": "package main\n\nvar word = \"unset\"\n\nfunc main() { println(word) }\n",
	} {
		if err := os.WriteFile(filepath.Join(module, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path, err := terminal.Build(t.Context(), t.TempDir(), module, "-X main.word=linked")
	if err != nil {
		t.Fatal(err)
	}
	started, err := terminal.Start(t.Context(), terminal.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	wait(t, started, 0)
	if got := started.Screen().Line(0); got != "linked" {
		t.Errorf("the program printed %q", got)
	}
	if err := started.Close(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(module, "main.go"), []byte("package main\n\nfunc main() { nothing() }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := terminal.Build(t.Context(), t.TempDir(), module, ""); err == nil || !strings.Contains(err.Error(), "undefined: nothing") {
		t.Errorf("building a broken program: %v", err)
	}
}
