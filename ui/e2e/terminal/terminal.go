package terminal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/creack/pty"
)

const (
	// defaultColumns and defaultRows are the size of a terminal that nobody sized.
	defaultColumns = 80
	defaultRows    = 24
	// maxOutput bounds what Output keeps, in bytes.
	maxOutput = 64 << 20
	// patience is how long a wait whose ctx has no deadline lasts, so that a
	// forgotten deadline is a readable failure and not a test that hangs.
	patience = 30 * time.Second
)

// Options say what to start and in what terminal.
type Options struct {
	// Path is the program and Args its arguments, without its name.
	Path string
	Args []string
	// Env is the program's complete environment, as KEY=value. Nothing is
	// inherited: an empty Env is an empty environment. See [Environment].
	Env []string
	// Dir is the working directory; empty means the caller's.
	Dir string
	// Columns and Rows are the size; where not set, 80 and 24.
	Columns, Rows int
	// Widths says how the terminal counts columns; GraphemeWidths if not set.
	Widths WidthMethod
	// Deaf makes a terminal that answers no query, as a bare pseudo-terminal
	// or a serial line.
	Deaf bool
	// Observe, if set, is called with every chunk of output as it is read,
	// before it reaches the screen, one call at a time. It must not call the
	// Terminal, and must copy what it keeps.
	Observe func(chunk []byte)
}

// Environment is a complete environment made from nothing: HOME, a system
// PATH, TERM=xterm-256color, LANG=C.UTF-8, and what is added as KEY=value.
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
	observe func([]byte)

	// done is closed when the program has ended and its output was read.
	done    chan struct{}
	owned   sync.WaitGroup
	closing sync.Once
	closed  error

	mu        sync.Mutex
	emulation *emulation
	// changed is closed, and made anew, whenever the screen may have changed.
	changed chan struct{}
	output  record
	ended   bool
	waited  error
}

// Start starts the program in a new session whose controlling terminal is the
// new pseudo-terminal. When ctx ends, the program and its process group are
// killed. Where there are no pseudo-terminals (Windows) it fails with
// pty.ErrUnsupported.
func Start(ctx context.Context, options Options) (*Terminal, error) {
	columns, rows := options.Columns, options.Rows
	if columns == 0 {
		columns = defaultColumns
	}
	if rows == 0 {
		rows = defaultRows
	}
	size, err := windowSize(columns, rows)
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", options.Path, err)
	}
	ctx, cancel := context.WithCancel(ctx)
	command := exec.CommandContext(ctx, options.Path, options.Args...) //nolint:gosec // running what the caller names is the purpose
	// A nil Env would be the caller's environment.
	command.Env = append([]string{}, options.Env...)
	command.Dir = options.Dir
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
		command: command, pty: file, cancel: cancel, observe: options.Observe,
		done: make(chan struct{}), changed: make(chan struct{}), output: record{limit: maxOutput},
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

func windowSize(columns, rows int) (*pty.Winsize, error) {
	const most = 1<<16 - 1
	if columns < 1 || rows < 1 || columns > most || rows > most {
		return nil, fmt.Errorf("no terminal has %d columns and %d rows", columns, rows)
	}
	return &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}, nil
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
	if t.observe != nil {
		t.observe(chunk)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.output.add(chunk)
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

// Send types: the keys are one write, and so one read for a program that waits
// for input and reads at least that many bytes. Keys sent while the program is
// busy may reach it together. Beyond 4095 bytes the system may split them.
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

// Resize gives the terminal another size and tells the program (SIGWINCH).
func (t *Terminal) Resize(columns, rows int) error {
	size, err := windowSize(columns, rows)
	if err != nil {
		return fmt.Errorf("resizing: %w", err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emulation.resize(columns, rows)
	t.announce()
	if err := setSize(t.pty, size); err != nil {
		return fmt.Errorf("resizing to %d×%d: %w", columns, rows, err)
	}
	return nil
}

// Output is a copy of the bytes that the program has written so far. The last
// 32 MiB at least are kept; Dropped says how many earlier bytes are missing.
func (t *Terminal) Output() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Clone(t.output.kept)
}

// Dropped is the number of bytes that are missing at the beginning of Output.
func (t *Terminal) Dropped() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.output.dropped
}

// Queries are the questions that the program has asked the terminal, in order.
func (t *Terminal) Queries() []Query {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Query(nil), t.emulation.queries...)
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

// Close kills the program and its process group if the program still runs, and
// ends everything Start began. Processes that outlive the program and ignore
// the hangup of their terminal are left alone. Close may be called twice.
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
