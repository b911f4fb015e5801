package lifetime

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

// awaitGrace is how long work that knows the context may take to end with it, as what
// ends a program of its own does.
const awaitGrace = 300 * time.Millisecond

// Await does work that may not know of ctx: opening a pipe that nobody reads, asking a
// keyring that waits for its password. Where ctx ends first it returns the cause, and
// leaves the work to the end of the process. A panic of the work is the caller's.
func Await[T any](ctx context.Context, work func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
		fault *carried
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if fault := recover(); fault != nil {
				r.fault = &carried{fault: fault, stack: debug.Stack()}
			}
			done <- r
		}()
		r.value, r.err = work()
	}()
	select {
	case r := <-done:
		if r.fault != nil {
			panic(r.fault)
		}
		return r.value, r.err
	case <-ctx.Done():
	}
	late := time.NewTimer(awaitGrace)
	defer late.Stop()
	select {
	case r := <-done:
		if r.err != nil || r.fault != nil {
			r.err = context.Cause(ctx)
		}
		return r.value, r.err
	case <-late.C:
		var none T
		return none, context.Cause(ctx)
	}
}

// carried is a panic of another goroutine, with the stack that it had there.
type carried struct {
	fault any
	stack []byte
}

// String is the fault itself.
func (c *carried) String() string { return fmt.Sprint(c.fault) }
