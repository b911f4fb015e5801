package command

import (
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
	"acs-chat-tui/ui/screen"
)

// EmulatorHeader is the response header with which the emulator says that it is
// one.
const EmulatorHeader = "x-acs-emulator"

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
	// Now is the clock.
	Now func() time.Time
	Log *slog.Logger
}

// Runner makes calls, bounds them, and knows which are under way. Apart from the
// commands that it returns, it is for the update goroutine alone.
type Runner struct {
	ctx     context.Context //nolint:containedctx // the program's life, which writes run in
	service Service
	session Session
	watch   TokenWatch
	// closeConnection ends what the connection keeps running; nil for nothing.
	closeConnection func()
	send            func(tea.Msg)
	now             func() time.Time
	log             *slog.Logger
	calls           []*Call
	last            CallID
}

// NewRunner returns a Runner whose calls all end with ctx.
func NewRunner(ctx context.Context, options Options) *Runner {
	return &Runner{
		ctx: ctx, service: options.Service, session: options.Session, watch: options.Watch, closeConnection: options.Close,
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
	// Retry is the newest retry of the call; nil while the first attempt runs.
	Retry  *RetryMsg
	cancel context.CancelFunc
}

// Waiting says whether the call waits for its next attempt rather than for the
// service.
func (c *Call) Waiting(now time.Time) bool {
	return c.Retry != nil && now.Before(c.Retry.Until)
}

// Session is whom the calls act as.
func (r *Runner) Session() Session { return r.session }

// Connected says whether there is a service to call yet.
func (r *Runner) Connected() bool { return r.service != nil }

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
// the screens see it.
func (r *Runner) Observe(msg tea.Msg) {
	switch msg := msg.(type) {
	case RetryMsg:
		if call := r.call(msg.Call); call != nil {
			call.Retry = &msg
		}
	case Result:
		id := msg.About().Call
		r.calls = slices.DeleteFunc(r.calls, func(c *Call) bool { return c.ID == id })
	}
}

// Stop ends a call. What it had sent may have been carried out.
func (r *Runner) Stop(id CallID) {
	if call := r.call(id); call != nil {
		call.cancel()
	}
}

// operation says what is done, in the words of a message: "list the threads".
type operation struct {
	name  string
	write bool
	// thread says that it is about one thread, which only members may see.
	thread bool
	// identity says that it is a call of the Identity API, signed with a key.
	identity bool
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
	r.calls = append(r.calls, &Call{ID: id, Ref: ref, Operation: op.name, Write: op.write, Started: begun, cancel: cancel})
	service, session, now, send, log := r.service, r.session, r.now, r.send, r.log

	return func() (msg tea.Msg) {
		defer cancel()
		answer := Answer{Ref: ref, Call: id}
		defer func() {
			if fault := recover(); fault != nil {
				log.Error("a command panicked", "operation", op.name, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
				answer.Problem = panicProblem(op.name)
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
		m, err := call(callCtx, service)
		answer.readResponse(response)
		if err != nil {
			answer.OutcomeUnknown = op.write && acs.OutcomeUnknown(err)
			answer.Problem = explain(err, op, session, now())
			log.Error("call failed", "operation", op.name, "error", err.Error(), "cancelled", errors.Is(err, context.Canceled))
		} else {
			log.Info("call done", "operation", op.name, "took", now().Sub(begun))
		}
		P(&m).set(answer)
		return m
	}
}

// readResponse takes what every answer says from the captured response.
func (a *Answer) readResponse(response *http.Response) {
	if response == nil {
		return
	}
	a.Answered = true
	a.Emulator = response.Header.Get(EmulatorHeader)
	if body, err := runtime.Payload(response); err == nil {
		a.JSON = body
	}
}

func joinWords(words []string) string { return strings.Join(words, ", ") }
