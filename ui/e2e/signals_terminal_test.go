//go:build unix

package e2e

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"reflect"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"acs-chat-tui/ui/e2e/terminal"
)

// mute is a program in a pseudo-terminal that nobody reads unless a test does.
type mute struct {
	t              *testing.T
	command        *exec.Cmd
	control, other *os.File
	ended          chan error
}

// startMute runs the program. Without a session it does not get the signal that the end
// of its terminal sends.
func startMute(t *testing.T, session bool, stdin *os.File) *mute {
	t.Helper()
	control, other, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(control, &pty.Winsize{Cols: 250, Rows: 100}); err != nil {
		t.Fatal(err)
	}
	if stdin == nil {
		stdin = other
	}
	b := &mute{t: t, control: control, other: other, ended: make(chan error, 1)}
	b.command = exec.CommandContext(context.WithoutCancel(t.Context()), binary)
	b.command.Env = terminal.Environment(t.TempDir())
	b.command.Stdin, b.command.Stdout, b.command.Stderr = stdin, other, other
	b.command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: session}
	if err := b.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = b.command.Process.Kill()
		_ = control.Close()
		_ = other.Close()
	})
	go func() { b.ended <- b.command.Wait() }()
	return b
}

// raw waits until the program has the terminal.
func (b *mute) raw(of *os.File, before *term.State) {
	b.t.Helper()
	for begun := time.Now(); time.Since(begun) < patience; {
		now, err := term.GetState(of.Fd())
		if err != nil {
			b.t.Fatal(err)
		}
		if !reflect.DeepEqual(now, before) {
			return
		}
	}
	b.t.Fatal("the program does not take the terminal")
}

func (b *mute) ends(code int) {
	b.t.Helper()
	select {
	case err := <-b.ended:
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != code {
			b.t.Errorf("the program ended with %v, want exit code %d", err, code)
		}
	case <-time.After(endsWithin):
		b.t.Fatal("the program goes on")
	}
}

func stateOf(t *testing.T, file *os.File) *term.State {
	t.Helper()
	state, err := term.GetState(file.Fd())
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// TestAClosedTerminalEndsTheProgram whether the system sends a signal or only ends its
// reads.
func TestAClosedTerminalEndsTheProgram(t *testing.T) {
	t.Parallel()
	for _, session := range []bool{true, false} {
		for range repeated() {
			b := startMute(t, session, nil)
			before := stateOf(t, b.other)
			b.raw(b.other, before)
			if err := errors.Join(b.other.Close(), b.control.Close()); err != nil {
				t.Fatal(err)
			}
			b.ends(129)
		}
	}
}

// TestAnOutputThatIsGoneEndsTheProgram though its input is still there.
func TestAnOutputThatIsGoneEndsTheProgram(t *testing.T) {
	t.Parallel()
	input, stdin, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close() //nolint:errcheck // a terminal for the test alone
	defer stdin.Close() //nolint:errcheck // a terminal for the test alone
	before := stateOf(t, stdin)
	b := startMute(t, false, stdin)
	b.raw(stdin, before)
	if err := errors.Join(b.other.Close(), b.control.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := input.WriteString("?"); err != nil {
		t.Fatal(err)
	}
	b.ends(129)
	if !reflect.DeepEqual(stateOf(t, stdin), before) {
		t.Error("the terminal of the input is not as it was")
	}
}

// TestATerminalThatTakesNothingDoesNotHoldUpTheEnd of a program whose frame it did not
// take.
func TestATerminalThatTakesNothingDoesNotHoldUpTheEnd(t *testing.T) {
	t.Parallel()
	for _, by := range endings() {
		b := startMute(t, true, nil)
		before := stateOf(t, b.other)
		b.raw(b.other, before)
		// The help is a frame that fills what the system keeps of a terminal.
		for range 200 {
			if _, err := b.control.WriteString("?\x1b"); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.command.Process.Signal(by.signal); err != nil {
			t.Fatal(err)
		}
		b.ends(by.code)
		if !reflect.DeepEqual(stateOf(t, b.other), before) {
			t.Error("the terminal is not as it was")
		}
		_, _ = io.CopyN(io.Discard, b.control, 1)
	}
}

// TestSignalsEndASuspendedProgram when the system lets it: with the signal that
// continues it, in the background, where it must leave the terminal to the shell.
func TestSignalsEndASuspendedProgram(t *testing.T) {
	t.Parallel()
	for n := range repeated() {
		by := endings()[n%len(endings())]
		name := map[syscall.Signal]string{syscall.SIGTERM: "TERM", syscall.SIGHUP: "HUP", syscall.SIGINT: "INT"}[by.signal]
		shell := startShell(t, terminal.Options{Args: []string{"-c", "set -m; " + binary + "; echo stopped; kill -" + name + " %1; bg; wait %1; exit $?"}})
		shell.shows("EMULATOR")
		shell.types("\x1a")
		shell.ends(by.code)
		if t.Failed() {
			return
		}
	}
}

// TestContinuedInTheBackground the program stays stopped until it gets the terminal back.
func TestContinuedInTheBackground(t *testing.T) {
	t.Parallel()
	shell := startShell(t, terminal.Options{Args: []string{"-c", "set -m; " + binary + "; echo stopped; bg; fg; exit $?"}})
	shell.shows("all loaded")
	shell.types("n")
	shell.shows("▸ topic")
	shell.types("Typed before", "\x1a")
	shell.shows("Typed before")
	shell.types(" and after")
	shell.shows("Typed before and after")
	if err := shell.Close(); err != nil {
		t.Fatal(err)
	}
}
