package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/budget"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// The longest time for a call with all its attempts and waits. Single attempts
// are bounded by the client; waits are visible and can be ended.
const (
	readLimit  = 3 * time.Minute
	writeLimit = 5 * time.Minute
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

// Call is a call under way.
type Call struct {
	ID        CallID
	Ref       screen.Ref
	Operation string
	Write     bool
	Started   time.Time
	// Begins is when the call may begin, so that the calls of a longer work stay
	// under the service's limits; zero where it need not wait.
	Begins time.Time
	// Retry is the newest retry of the call; nil while the first attempt runs.
	Retry  *RetryMsg
	limits budget.Call
	// asks says that its screen asks before a wait of it is ended.
	asks   bool
	cancel context.CancelFunc
	link   *link
}

// AsksFirst says that the call is one of a longer work, and that its screen asks before
// a wait of it is ended.
func (c *Call) AsksFirst() bool { return c.asks }

// Waiting reports whether the call waits for an attempt, the first one included,
// rather than for the service.
func (c *Call) Waiting(now time.Time) bool {
	return now.Before(c.Begins) || (c.Retry != nil && now.Before(c.Retry.Until))
}

// waitOnTimer waits for real.
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

// Calls are the calls under way, oldest first.
func (r *Runner) Calls() []*Call { return r.calls }

// call returns a call that is under way, or nil.
func (r *Runner) call(id CallID) *Call {
	for _, call := range r.calls {
		if call.ID == id {
			return call
		}
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

// operation says what is done, in the words of a message: "list the threads".
type operation struct {
	name string
	// id is the operationId that the service's limits go by; empty: none counts it.
	id string
	// threadID is the thread that it is about; empty: none.
	threadID string
	// paced says that the call waits until it stays under the limits.
	paced bool
	// asks says that its screen asks before a wait of it is ended.
	asks  bool
	write bool
	// thread says that it is about one thread, which only members may see.
	thread bool
	// message says that it is about one message of the thread.
	message bool
	// identity says that it is a call of the Identity API, signed with a key.
	identity bool
	// doubt is what is said where the outcome of a write is not known; nil stands for
	// words made of the name.
	doubt *doubt
	// scopes are those of which the token needs one (documented in the identity
	// model); nil where any chat scope will do.
	scopes []string
}

// anyChatScope is the scopes that reading needs one of.
func anyChatScope() []string { return []string{"chat", "chat.join", "chat.join.limited"} }

// result is what start makes: a message whose Answer it can set.
type result[M any] interface {
	*M
	set(answer Answer)
}

// start begins a call's account and returns the command that makes it. Only
// values go into the command.
func start[M any, P result[M]](s *Scope, op operation, call func(context.Context, Service) (M, error)) tea.Cmd {
	r := s.runner
	parent, limit := s.ctx, readLimit
	if op.write {
		parent, limit = r.ctx, writeLimit
	}
	ctx, cancel := context.WithTimeout(parent, limit)
	r.last++
	id, ref, begun := r.last, s.Ref(), r.now()
	current := &Call{
		ID: id, Ref: ref, Operation: op.name, Write: op.write, Started: begun, asks: op.asks, cancel: cancel,
		limits: budget.Call{Operation: op.id, UserID: r.current.Session.UserID, ThreadID: op.threadID},
		link:   r.current,
	}
	r.current.calls++
	pause := r.account(current, op.paced)
	r.calls = append(r.calls, current)
	service, session, now, send, log, wait := r.current.Service, r.current.Session, r.now, r.send, r.log, r.wait
	linkID := r.current.id

	return func() (msg tea.Msg) {
		defer cancel()
		answer := Answer{Ref: ref, Call: id, Profile: session.Profile, UserID: session.UserID, link: linkID}
		defer func() {
			if fault := recover(); fault != nil {
				log.Error("a command panicked", "operation", op.name, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
				answer.Problem = panicProblem(op)
				answer.OutcomeUnknown = op.write
				msg = PanickedMsg{Answer: answer}
			}
		}()

		var response *http.Response
		callCtx := policy.WithCaptureResponse(ctx, &response)
		callCtx = acs.WithRetryObserver(callCtx, func(event acs.RetryEvent) {
			retry := RetryMsg{Ref: ref, Call: id, Event: event}
			if event.Wait > 0 {
				retry.Until = now().Add(event.Wait)
			}
			log.Warn("retrying", "operation", op.name, "attempt", event.Attempt, "status", event.StatusCode, "wait", event.Wait)
			send(retry)
		})
		var ended error
		if pause > 0 {
			ended = wait(ctx, pause)
		}
		// Where the wait was ended the context has ended with it: nothing is sent, and
		// the message says what it was asked for all the same.
		m, err := call(callCtx, service)
		if ended != nil {
			err = ended
		}
		answer.readResponse(response)
		if op.identity {
			answer.JSON = nil // It may hold a token.
		}
		if err != nil {
			answer.OutcomeUnknown = op.write && acs.OutcomeUnknown(err)
			answer.Problem = explain(err, op, session, now())
			log.Error("call failed", "operation", op.name, "error", err.Error(), "cancelled", errors.Is(err, context.Canceled))
		} else {
			log.Info("call done", "operation", op.name, "took", now().Sub(begun))
		}
		answer.Access = accessOf(op, session, answer.Problem)
		P(&m).set(answer)
		return m
	}
}

// account counts a call under the service's limits, and says how long it waits.
func (r *Runner) account(call *Call, paced bool) time.Duration {
	if !paced {
		r.budget.Record(call.limits, call.Started)
		return 0
	}
	call.Begins = r.budget.Reserve(call.limits, call.Started)
	return call.Begins.Sub(call.Started)
}

// readResponse takes what every answer says from the captured response.
func (a *Answer) readResponse(response *http.Response) {
	if response == nil {
		return
	}
	a.Answered = true
	a.Emulator = response.Header.Get(acs.EmulatorHeader)
	a.RequestID = text.Sanitize(cmp.Or(response.Header.Get("X-Ms-Request-Id"), response.Header.Get("Ms-Cv")))
	if body, err := runtime.Payload(response); err == nil {
		a.JSON = body
	}
}

func joinWords(words []string) string { return strings.Join(words, ", ") }
