package lifetime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// closingLimit is how long the program may take to end after a signal. It is longer
// than what the emulator takes to answer the requests under way.
const closingLimit = 5 * time.Second

// hurriedLimit is how long it may take after a second one. That is at once for whoever
// sends it, and time enough to end what the program has started: who closes a terminal
// window often sends two.
const hurriedLimit = 300 * time.Millisecond

// printingLimit is how long standard error may take what is said at the end: it may be
// a terminal that takes nothing any more.
const printingLimit = time.Second

// Program is a program to run.
type Program struct {
	// Name begins what is said on standard error; Version is the program's.
	Name, Version string
	// Run is the program. It ends with its context, whose cause is an *InterruptionError.
	Run func(context.Context) error
	// Stderr is where the program says why it failed.
	Stderr io.Writer
	// Now is the clock, and LookupEnv is os.LookupEnv.
	Now       func() time.Time
	LookupEnv func(string) (string, bool)
	// RemoveSecrets removes what looks like a secret from a crash report.
	RemoveSecrets func(string) string
}

// Main runs the program and returns its exit code. SIGTERM, SIGHUP and SIGINT end the
// program's context; after a second one the program ends where it stands, and so it does
// after a closing that takes too long. The terminal is as it was before in every case.
func (p Program) Main(ctx context.Context) int {
	received := make(chan os.Signal, 4)
	for _, s := range []os.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		// What is to outlive its shell, as under nohup, was started with it ignored.
		if !signal.Ignored(s) {
			signal.Notify(received, s)
		}
	}
	defer signal.Stop(received)
	terminal := openTerminal(os.Stdin, os.Stdout)
	ctx, interrupt := context.WithCancelCause(ctx)
	defer interrupt(nil)
	done := make(chan error, 1)
	go func() { done <- p.guarded(ctx) }()

	var interrupted *InterruptionError
	var late <-chan time.Time
	hurried := false
	for {
		select {
		case err := <-done:
			terminal.restore()
			return p.conclude(err, interrupted)
		case s := <-received:
			number, _ := s.(syscall.Signal)
			again := interrupted != nil
			interrupted = &InterruptionError{number}
			switch {
			case !again:
				interrupt(interrupted)
				late = time.After(closingLimit)
			case !hurried:
				hurried = true
				late = time.After(hurriedLimit)
			}
		case <-late:
			terminal.restore()
			return interrupted.exitCode()
		}
	}
}

// guarded runs the program. A panic of it is reported instead of shown.
func (p Program) guarded(ctx context.Context) (err error) {
	defer func() {
		fault, stack := recover(), debug.Stack()
		if there, ok := fault.(*carried); ok {
			stack = there.stack
		}
		if fault != nil {
			err = Report{Version: p.Version, At: p.Now(), Doing: "starting", Fault: fault, Stack: stack}.Save(p.RemoveSecrets, p.LookupEnv)
		}
	}()
	return p.Run(ctx)
}

// exitCode is 1, unless the error says otherwise, as wrong usage does.
func exitCode(err error) int {
	if own, ok := errors.AsType[interface {
		error
		ExitCode() int
	}](err); ok {
		return own.ExitCode()
	}
	return 1
}

// conclude says on standard error what is to be said, and returns the exit code.
func (p Program) conclude(err error, interrupted *InterruptionError) int {
	if err == nil {
		return 0
	}
	var code int
	if by := (*InterruptionError)(nil); errors.As(err, &by) {
		code = by.exitCode()
		if err.Error() == by.Error() {
			return code
		}
	} else if interrupted != nil {
		// What broke off because of the signal says no more than that it did.
		return interrupted.exitCode()
	} else {
		code = exitCode(err)
	}
	printed := make(chan struct{})
	go func() {
		defer close(printed)
		_, _ = fmt.Fprintln(Printable(p.Stderr), p.Name+": "+err.Error())
	}()
	select {
	case <-printed:
	case <-time.After(printingLimit):
	}
	return code
}
