//go:build unix

package config

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// endlessCommand returns a command that starts another one and waits for it, and
// the reading end of a pipe that both hold open: it gives a line when they run
// and ends when they are gone.
func endlessCommand(t *testing.T) (command tokenCommand, open func() *bufio.Reader) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	command = tokenCommand{
		arguments: []string{"sh", "-c", `exec 3>"$0"; sleep 1000 & echo running >&3; echo stuck >&2; wait`, path},
		environment: []string{
			"PATH=" + os.Getenv("PATH"),
		},
		timeout: commandTimeout,
	}
	return command, func() *bufio.Reader {
		pipe, err := os.Open(path)
		if err != nil {
			t.Error(err)
			return bufio.NewReader(strings.NewReader(""))
		}
		t.Cleanup(func() { _ = pipe.Close() })
		return bufio.NewReader(pipe)
	}
}

func assertRunning(t *testing.T, pipe *bufio.Reader) {
	t.Helper()
	if line, err := pipe.ReadString('\n'); err != nil || line != "running\n" {
		t.Errorf("the command says %q, %v", line, err)
	}
}

// assertGone waits until the command and what it has started have ended.
func assertGone(t *testing.T, pipe *bufio.Reader) {
	t.Helper()
	if rest, err := io.ReadAll(pipe); err != nil || len(rest) != 0 {
		t.Errorf("the command leaves %q, %v", rest, err)
	}
}

func TestTokenCommandEndsWithItsContext(t *testing.T) {
	t.Parallel()
	command, open := endlessCommand(t)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() {
		_, err := command.source(ctx)
		result <- err
	}()
	pipe := open()
	assertRunning(t, pipe)
	cancel()
	assertGone(t, pipe)
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want that the context was cancelled", err)
	}
}

func TestTokenCommandIsStoppedWhenItTakesTooLong(t *testing.T) {
	t.Parallel()
	command, open := endlessCommand(t)
	command.timeout = 2 * time.Second // Time enough to start; nothing measures it.
	result := make(chan error, 1)
	go func() {
		_, err := command.source(t.Context())
		result <- err
	}()
	pipe := open()
	assertRunning(t, pipe)
	assertGone(t, pipe)
	if err := <-result; err == nil || err.Error() != "token_command sh did not end within 2s and was stopped: stuck" {
		t.Errorf("the error is %v", err)
	}
}

// TestTokenCommandMayLeaveSomethingRunning holds that a token is taken from a
// command that leaves behind what keeps its output open, such as an agent.
func TestTokenCommandMayLeaveSomethingRunning(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	command := tokenCommand{
		// What stays behind waits for somebody to write into the pipe.
		arguments: []string{"sh", "-c", `cat "$0" & echo sometoken`, path}, environment: []string{"PATH=" + os.Getenv("PATH")},
		timeout: commandTimeout,
	}
	got, err := command.source(t.Context())
	if err != nil || got != "sometoken" {
		t.Errorf("the token is %q, %v", got, err)
	}
	pipe, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := pipe.Close(); err != nil {
		t.Error(err)
	}
}

// TestTokenCommandHasNoTerminal holds that the command cannot reach the screen.
func TestTokenCommandHasNoTerminal(t *testing.T) {
	t.Parallel()
	command := tokenCommand{
		arguments:   []string{"sh", "-c", `if (: > /dev/tty) 2> /dev/null; then echo terminal; else echo none; fi`},
		environment: []string{"PATH=" + os.Getenv("PATH")}, timeout: commandTimeout,
	}
	if got, err := command.source(t.Context()); err != nil || got != "none" {
		t.Errorf("the command sees %q, %v", got, err)
	}
}
