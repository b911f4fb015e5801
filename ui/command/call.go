package command

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/budget"
	"acs-chat-tui/ui/screen"
)

// The longest time for a call with all its attempts and waits. Single attempts
// are bounded by the client; waits are visible and can be ended.
const (
	readLimit  = 3 * time.Minute
	writeLimit = 5 * time.Minute
)

// operation is what a call does: its name in messages, what it needs, and what is said
// of its outcome. Each is declared once, by the function that starts it.
type operation struct {
	// name goes on with "Could not", as in "list the threads".
	name string
	// id is the operation that the service's limits and scopes go by; empty where none
	// counts it.
	id acs.Operation
	// threadID is the thread that it is about, which only members may see.
	threadID string
	// message says that it is about one message of the thread.
	message bool
	// identity says that it is a call of the Identity API, signed with a key.
	identity bool
	// paced says that the call waits until it stays under the limits.
	paced bool
	// batched says that it is one of a longer work, whose screen asks before a wait of it
	// is ended.
	batched bool

	// write says that the call changes something; what follows is for writes alone.
	write bool
	// local says that nothing changes that another screen shows.
	local bool
	// doubt is said where the outcome is not known; the zero value stands for words made
	// of the name.
	doubt doubt
	// creates says that doing it again makes another one: what may have been made stays in
	// doubt, whatever is made after it.
	creates bool
	// subject names what it changes: a newer notification about the same makes an older
	// one old news. Empty for none.
	subject string
	// when is when its notification is shown.
	when screen.When
	// doing begins the notification of a failure, as in "deleting “x”"; failed takes the
	// place of all its words before the reason. Without either, it is the problem's summary.
	doing  string
	failed func(outcomeUnknown bool) string
	// details are added to the notification of a failure.
	details []string
}

// doubt is what is said of a write whose outcome is not known: what it is that is not
// known, and what trying again may do.
type doubt struct{ what, do string }

// what says what could not be done, or, where the outcome is not known, that.
func (o operation) what(unknown bool) string {
	switch {
	case !unknown || !o.write:
		return "Could not " + o.name
	case o.doubt.what != "":
		return o.doubt.what
	}
	return "It is not known whether the program could " + o.name
}

// failure is the notification of a write that failed.
func (o operation) failure(a Answer) screen.Notification {
	n := screen.Notification{Level: screen.LevelError, Text: a.Problem.Summary(), Details: append(a.Problem.Lines(), o.details...)}
	switch {
	case o.failed != nil:
		n.Text = o.failed(a.OutcomeUnknown) + ": " + a.Problem.Why
	case o.doing != "" && a.OutcomeUnknown:
		n.Text = o.doing + " has an unknown outcome: " + a.Problem.Why
	case o.doing != "":
		n.Text = o.doing + " failed: " + a.Problem.Why
	}
	return n
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
	Retry *RetryMsg
	// Batched says that the call is one of a longer work: its screen asks before a wait of
	// it is ended.
	Batched bool
	limits  budget.Call
	cancel  context.CancelFunc
	link    *link
}

// Waiting reports whether the call waits for an attempt, the first one included,
// rather than for the service.
func (c *Call) Waiting(now time.Time) bool {
	return now.Before(c.Begins) || (c.Retry != nil && now.Before(c.Retry.Until))
}

// doing is the operation as what is being done, as in "Deleting thread 19:…".
func (c *Call) doing() string {
	verb, object, _ := strings.Cut(c.Operation, " ")
	verb = strings.ToUpper(verb[:1]) + strings.TrimSuffix(verb[1:], "e") + "ing"
	switch thread := c.limits.ThreadID; {
	case thread == "":
	case object == "the thread":
		object = "thread " + thread
	default:
		object += " of thread " + thread
	}
	return verb + " " + object
}

// begin registers a call and counts it under the service's limits. Reads end with the
// scope, writes with the program.
func (s *Scope) begin(op operation) (*Call, context.Context) {
	r := s.runner
	parent, limit := s.ctx, readLimit
	if op.write {
		parent, limit = r.ctx, writeLimit
	}
	ctx, cancel := context.WithTimeout(parent, limit)
	r.last++
	call := &Call{
		ID: r.last, Ref: s.Ref(), Operation: op.name, Write: op.write, Started: r.now(), Batched: op.batched, cancel: cancel,
		limits: budget.Call{Operation: op.id, UserID: s.Session().UserID, ThreadID: op.threadID},
		link:   r.current,
	}
	if op.paced || op.batched || s.paced {
		call.Begins = r.budget.Reserve(call.limits, call.Started)
	} else {
		r.budget.Record(call.limits, call.Started)
	}
	r.current.calls++
	r.calls = append(r.calls, call)
	return call, ctx
}

// message is what do makes: a message whose Answer it can set.
type message[M any] interface {
	*M
	set(answer Answer)
}

// do begins a call and returns the command that makes it: with a time limit, its retries
// visible, and a panic caught. Only values go into the command.
func do[M any, P message[M]](s *Scope, op operation, call func(context.Context, Service) (M, error)) tea.Cmd {
	current, ctx := s.begin(op)
	id, ref, begun, cancel := current.ID, current.Ref, current.Started, current.cancel
	pause := current.Begins.Sub(begun)
	r, service, session, linkID := s.runner, current.link.Service, current.link.Session, current.link.id

	return func() (msg tea.Msg) {
		defer cancel()
		answer := Answer{Ref: ref, Call: id, Write: op.write, Local: op.local, Profile: session.Profile, UserID: session.UserID, link: linkID}
		defer func() {
			if fault := recover(); fault != nil {
				r.log.Error("a command panicked", "operation", op.name, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
				msg = panicked(answer, op)
			}
		}()

		var response *http.Response
		callCtx := acs.WithRetryObserver(policy.WithCaptureResponse(ctx, &response), func(event acs.RetryEvent) {
			retry := RetryMsg{Ref: ref, Call: id, Event: event}
			if event.Wait > 0 {
				retry.Until = r.now().Add(event.Wait)
			}
			r.log.Warn("retrying", "operation", op.name, "attempt", event.Attempt, "status", event.StatusCode, "wait", event.Wait)
			r.send(retry)
		})
		var ended error
		if pause > 0 {
			ended = r.wait(ctx, pause)
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
			answer.Problem = explain(err, op, session, r.now())
			r.log.Error("call failed", "operation", op.name, "error", err.Error(), "cancelled", errors.Is(err, context.Canceled))
		} else {
			r.log.Info("call done", "operation", op.name, "took", r.now().Sub(begun))
		}
		answer.Access = accessOf(op, session, answer.Problem)
		answer.notification = notificationOf(op, answer, m)
		P(&m).set(answer)
		return m
	}
}

// panicked is the message of a call that ended in a panic.
func panicked(answer Answer, op operation) PanickedMsg {
	answer.OutcomeUnknown = op.write
	answer.Problem = &Problem{
		What: op.what(true), Why: "a fault in this program stopped it",
		Do: "Start with --log FILE, do it again, and report what the file holds.",
	}
	answer.notification = operation{}.failure(answer)
	return PanickedMsg{Answer: answer}
}

// notificationOf is what the footer says of a write; empty for a read.
func notificationOf(op operation, answer Answer, result any) screen.Notification {
	if !op.write {
		return screen.Notification{}
	}
	var n screen.Notification
	if answer.Problem != nil {
		n = op.failure(answer)
	} else if succeeded, ok := result.(interface{ success() screen.Notification }); ok {
		n = succeeded.success()
	}
	n.When, n.RequestID = op.when, answer.RequestID
	if !op.creates || !answer.OutcomeUnknown {
		n.About = op.subject
	}
	return n
}
