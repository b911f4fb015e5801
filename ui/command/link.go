package command

import (
	"context"
	"slices"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
)

// link is a connection that calls are made with, or were: one that was given up lives
// on until the calls that run with it have ended, writes above all, and its token is
// renewed as long.
type link struct {
	Connection
	id uint64
	// calls is how many run.
	calls int
	// watching ends with the use of the connection.
	watching context.Context //nolint:containedctx // the life of those who watch the token
	unwatch  context.CancelFunc
	once     sync.Once
}

func newLink(ctx context.Context, connection Connection, id uint64) *link {
	l := &link{Connection: connection, id: id}
	l.watching, l.unwatch = context.WithCancel(ctx)
	return l
}

// end closes the connection, once. It may wait for what the connection runs.
func (l *link) end() {
	l.once.Do(func() {
		l.unwatch()
		if l.Close != nil {
			l.Close()
		}
	})
}

// closedMsg says that a connection that was given up is closed.
type closedMsg struct{}

func (l *link) closing() tea.Cmd {
	return func() tea.Msg {
		l.end()
		return closedMsg{}
	}
}

// Become makes all further calls with another connection. The command closes the one
// before, at once or when its last call has ended, by Observe.
func (r *Runner) Become(connection Connection) tea.Cmd {
	old := r.current
	r.current = newLink(r.ctx, connection, old.id+1)
	old.unwatch()
	if old.calls == 0 {
		return old.closing()
	}
	r.former = append(r.former, old)
	return nil
}

// Discard closes a connection that is not used after all.
func (r *Runner) Discard(connection Connection) tea.Cmd {
	return newLink(r.ctx, connection, 0).closing()
}

// ended takes a call off its link; the command closes a former one with its last call.
func (r *Runner) ended(call *Call) tea.Cmd {
	l := call.link
	if l.calls--; l.calls > 0 || l == r.current {
		return nil
	}
	r.former = slices.DeleteFunc(r.former, func(other *link) bool { return other == l })
	return l.closing()
}

// Owns reports whether an answer is to a call of the connection in use, and not of one
// before it.
func (r *Runner) Owns(answer Answer) bool { return answer.link == r.current.id }

// Former says with which earlier connection a call runs; empty where it is the one in
// use.
func (r *Runner) Former(call *Call) string {
	if call.link == r.current {
		return ""
	}
	return call.link.Session.Profile
}

// Close ends what the connections keep running.
func (r *Runner) Close() {
	for _, l := range append(slices.Clone(r.former), r.current) {
		l.end()
	}
}
