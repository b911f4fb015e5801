package command

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/budget"
)

// Options are what a Runner is made of.
type Options struct {
	Connection
	// Send hands a message to the program from another goroutine.
	Send func(tea.Msg)
	// Now is the clock. Wait waits, or ends with the context; nil stands for a timer.
	Now  func() time.Time
	Wait func(ctx context.Context, d time.Duration) error
	Log  *slog.Logger
}

// Runner makes calls, bounds them, and knows which are under way. Apart from the
// commands that it returns, it is for the update goroutine alone.
type Runner struct {
	ctx context.Context //nolint:containedctx // the program's life, which writes run in
	// current is the connection in use, former are those that calls still run with.
	current *link
	former  []*link
	send    func(tea.Msg)
	now     func() time.Time
	log     *slog.Logger
	wait    func(ctx context.Context, d time.Duration) error
	budget  budget.Budget
	calls   []*Call
	last    CallID
}

// NewRunner returns a Runner whose calls all end with ctx.
func NewRunner(ctx context.Context, options Options) *Runner {
	if options.Wait == nil {
		options.Wait = waitOnTimer
	}
	return &Runner{
		wait: options.Wait,
		ctx:  ctx, current: newLink(ctx, options.Connection, 0),
		send: options.Send, now: options.Now, log: options.Log,
	}
}

func waitOnTimer(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Budget is the account of the calls under the service's limits.
func (r *Runner) Budget() *budget.Budget { return &r.budget }

// Session is whom the calls act as.
func (r *Runner) Session() Session { return r.current.Session }

// Connected reports whether there is a service to call yet.
func (r *Runner) Connected() bool { return r.current.Service != nil }

// HasControl reports whether there may be an emulator whose faults can be switched.
func (r *Runner) HasControl() bool { return r.current.Control != nil }

// Calls are the calls under way, oldest first.
func (r *Runner) Calls() []*Call { return r.calls }

// UnderWay describes each write that the service may have received and has not answered,
// for a program that ends without waiting for it.
func (r *Runner) UnderWay() []string {
	var lines []string
	for _, call := range r.calls {
		if call.Write && (call.Retry != nil || !r.now().Before(call.Begins)) {
			lines = append(lines, call.doing()+" was under way; whether it was done is not known")
		}
	}
	return lines
}

// call returns a call that is under way, or nil.
func (r *Runner) call(id CallID) *Call {
	if at := slices.IndexFunc(r.calls, func(c *Call) bool { return c.ID == id }); at >= 0 {
		return r.calls[at]
	}
	return nil
}

// Observe keeps account of a message: the root calls it with every one, before
// the screens see it. The command closes a connection that was given up, after its
// last call.
func (r *Runner) Observe(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case RetryMsg:
		if call := r.call(msg.Call); call != nil {
			call.Retry = &msg
			r.budget.Record(call.limits, cmp.Or(msg.Until, r.now()))
		}
	case Result:
		call := r.call(msg.About().Call)
		if call == nil {
			return nil
		}
		r.calls = slices.DeleteFunc(r.calls, func(c *Call) bool { return c == call })
		return r.ended(call)
	}
	return nil
}

// Stop ends a call. What it had sent may have been carried out.
func (r *Runner) Stop(id CallID) {
	if call := r.call(id); call != nil {
		call.cancel()
	}
}
