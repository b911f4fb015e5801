package terminal

import (
	"context"
	"errors"
	"fmt"
)

// ErrEnded is part of a wait's error when the program ended before the screen
// showed what was waited for.
var ErrEnded = errors.New("the program has ended")

// WaitFor waits until the condition holds for the screen and gives that
// screen. The condition is checked at once and whenever output arrives or the
// terminal is resized; it must not call the Terminal. What names the thing
// waited for, for the error, which also shows the whole last screen. It ends
// early when ctx ends or the program does (ErrEnded); a ctx without a deadline
// gets one of 30 seconds.
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

// WaitText waits until the text stands on the screen. See WaitFor.
func (t *Terminal) WaitText(ctx context.Context, text string) (Screen, error) {
	return t.WaitFor(ctx, fmt.Sprintf("%q on the screen", text), func(s Screen) bool { return s.Contains(text) })
}

// WaitGone waits until the text does not stand on the screen. See WaitFor.
func (t *Terminal) WaitGone(ctx context.Context, text string) (Screen, error) {
	return t.WaitFor(ctx, fmt.Sprintf("%q gone from the screen", text), func(s Screen) bool { return !s.Contains(text) })
}

// Wait waits until the program has ended and all its output is on the screen,
// and gives its exit code. The error is that of ctx, or says by which signal
// the program ended, with exit code -1. A ctx without a deadline gets one of
// 30 seconds.
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
