//go:build unix

// Package terminal runs a program in a pseudo-terminal and reads its screen through a
// terminal emulator (github.com/charmbracelet/x/vt), so that a test, or the picture maker,
// sees what a person would see. [Start] starts the program with an environment made from
// nothing, [Terminal.Send] types, [Terminal.WaitFor] waits for the screen without polling,
// and [Terminal.Screen] is a snapshot, cell by cell. [Emulate] needs no program.
package terminal

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"sync"
	"time"

	"github.com/creack/pty"
)

const (
	defaultColumns = 80
	defaultRows    = 24
	// patience bounds a wait whose ctx has no deadline.
	patience = 30 * time.Second
)

// Options say what to start and in what terminal.
type Options struct {
	Path string
	Args []string
	// Env is the program's complete environment; nothing is inherited.
	Env []string
	// Columns and Rows are the size; 80 and 24 by default.
	Columns, Rows int
	Widths        WidthMethod
	// Deaf makes a terminal that answers no query, as a serial line.
	Deaf bool
}

// Environment is a complete environment made from nothing, and what is added as KEY=value.
func Environment(home string, added ...string) []string {
	return append([]string{
		"HOME=" + home,
		"PATH=/usr/local/bin:/usr/bin:/bin",
		"TERM=xterm-256color",
		"LANG=C.UTF-8",
	}, added...)
}

// Terminal is a program running in a pseudo-terminal. Its methods may be
// called from several goroutines. Close must be called.
type Terminal struct {
	command *exec.Cmd
	pty     *os.File
	cancel  context.CancelFunc

	// done is closed when the program has ended and its output was read.
	done    chan struct{}
	owned   sync.WaitGroup
	closing sync.Once
	closed  error

	mu        sync.Mutex
	emulation *emulation
	// changed is closed, and made anew, whenever the screen may have changed.
	changed chan struct{}
	output  []byte
	ended   bool
	waited  error
}

// Start starts the program in a new session whose controlling terminal is the new
// pseudo-terminal. When ctx ends, the program and its process group are killed.
func Start(ctx context.Context, options Options) (*Terminal, error) {
	columns, rows := cmp.Or(options.Columns, defaultColumns), cmp.Or(options.Rows, defaultRows)
	size := &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)} //nolint:gosec // no terminal is that large
	ctx, cancel := context.WithCancel(ctx)
	command := exec.CommandContext(ctx, options.Path, options.Args...) //nolint:gosec // running what the caller names is the purpose
	// A nil Env would be the caller's environment.
	command.Env = append([]string{}, options.Env...)
	command.Cancel = func() error { return killGroup(command.Process) }
	file, err := pty.StartWithSize(command, size)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("starting %s in a pseudo-terminal: %w", options.Path, err)
	}
	if file, err = interruptible(file); err != nil {
		cancel()
		return nil, errors.Join(fmt.Errorf("starting %s in a pseudo-terminal: %w", options.Path, err), command.Wait())
	}
	t := &Terminal{
		command: command, pty: file, cancel: cancel,
		done: make(chan struct{}), changed: make(chan struct{}),
	}
	replies := newReplies()
	answer := replies.add
	if options.Deaf {
		answer = func([]byte) {}
	}
	t.emulation = newEmulation(columns, rows, options.Widths, answer)
	t.owned.Go(t.run)
	t.owned.Go(func() { replies.send(file, t.done) })
	return t, nil
}

// run reads the program's output until it ends, then collects its exit state.
func (t *Terminal) run() {
	buffer := make([]byte, 32<<10)
	for {
		n, err := t.pty.Read(buffer)
		if n > 0 {
			t.receive(buffer[:n])
		}
		if err != nil {
			// Linux reports EIO and macOS EOF once the program's side is closed.
			break
		}
	}
	err := t.command.Wait()
	t.mu.Lock()
	t.ended, t.waited = true, err
	t.announce()
	t.mu.Unlock()
	close(t.done)
}

func (t *Terminal) receive(chunk []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.output = append(t.output, chunk...)
	t.emulation.write(chunk)
	t.announce()
}

// announce wakes everybody who waits for the screen. The lock is held.
func (t *Terminal) announce() {
	close(t.changed)
	t.changed = make(chan struct{})
}

// exit says how the program ended.
func (t *Terminal) exit() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.waited != nil {
		return t.waited
	}
	return errors.New("exit status 0")
}

// Send types: the keys are one write, and so one read for a program that waits for input.
// Beyond 4095 bytes the system may split them.
func (t *Terminal) Send(keys string) error {
	if _, err := t.pty.WriteString(keys); err != nil {
		return fmt.Errorf("sending %q to the program: %w", keys, err)
	}
	return nil
}

// Screen is what the terminal shows now.
func (t *Terminal) Screen() Screen {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.emulation.snapshot()
}

// Output is a copy of the bytes that the program has written so far.
func (t *Terminal) Output() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Clone(t.output)
}

// Queries are the questions that the program has asked the terminal, in order.
func (t *Terminal) Queries() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.emulation.queries)
}

// Clipboard is the text that the program put into the clipboard last (OSC 52).
func (t *Terminal) Clipboard() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.emulation.clipboard
}

// Signal sends a signal to the program.
func (t *Terminal) Signal(signal os.Signal) error {
	if err := t.command.Process.Signal(signal); err != nil {
		return fmt.Errorf("sending %v to the program: %w", signal, err)
	}
	return nil
}

// Pid is the program's process id.
func (t *Terminal) Pid() int { return t.command.Process.Pid }

// Close kills the program and its process group if the program still runs, and ends
// everything that Start began. It may be called twice.
func (t *Terminal) Close() error {
	t.closing.Do(func() {
		t.cancel()
		<-t.done
		// Also ends a write that the program never read.
		err := t.pty.Close()
		t.owned.Wait()
		t.closed = errors.Join(err, t.emulation.close())
	})
	return t.closed
}
