//go:build unix

package terminal

import (
	"context"
	"errors"
	"fmt"
)

// ErrEnded is wrapped by a wait's error when the program ended too early.
var ErrEnded = errors.New("the program has ended")

// WaitFor waits until the condition holds for the screen and returns that screen. The
// condition is checked at once and whenever output arrives; it must not call the Terminal.
// what names it for the error, which also shows the last screen. The wait ends early when
// ctx ends, after 30 seconds at the latest if it has no deadline, or the program (ErrEnded).
func (t *Terminal) WaitFor(ctx context.Context, what string, condition func(Screen) bool) (Screen, error) {
	ctx, cancel := patient(ctx)
	defer cancel()
	for {
		t.mu.Lock()
		screen, changed, ended := t.emulation.snapshot(), t.changed, t.ended
		t.mu.Unlock()
		if condition(screen) {
			return screen, nil
		}
		if ended {
			return screen, fmt.Errorf("waiting for %s: %w (%w)\n%s", what, ErrEnded, t.exit(), screen.Frame())
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return screen, fmt.Errorf("waiting for %s: %w\n%s", what, context.Cause(ctx), screen.Frame())
		}
	}
}

// WaitText waits until the text is on the screen. See WaitFor.
func (t *Terminal) WaitText(ctx context.Context, text string) (Screen, error) {
	return t.WaitFor(ctx, fmt.Sprintf("%q on the screen", text), func(s Screen) bool { return s.Contains(text) })
}

// Wait waits until the program has ended and all its output is on the screen, and returns
// its exit code; -1 and an error after a signal. A ctx without a deadline gets 30 seconds.
func (t *Terminal) Wait(ctx context.Context) (exitCode int, err error) {
	ctx, cancel := patient(ctx)
	defer cancel()
	select {
	case <-t.done:
	case <-ctx.Done():
		return -1, fmt.Errorf("waiting for the program's end: %w\n%s", context.Cause(ctx), t.Screen().Frame())
	}
	code := t.command.ProcessState.ExitCode()
	if code < 0 {
		return code, fmt.Errorf("the program ended without an exit code: %w", t.exit())
	}
	return code, nil
}

// patient gives a ctx without a deadline one.
func patient(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, limited := ctx.Deadline(); limited {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, patience)
}
