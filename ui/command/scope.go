package command

import (
	"context"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/budget"
	"acs-chat-tui/ui/screen"
)

// Scope is the life of one screen's reads. Its methods are for the update
// goroutine alone.
type Scope struct {
	runner     *Runner
	id         screen.ID
	generation uint64
	// newest is the newest generation of all scopes of the screen.
	newest *uint64
	// paced says that calls wait until they stay under the service's limits.
	paced  bool
	ctx    context.Context //nolint:containedctx // a Scope is a life that commands are bound to; that is what it is for
	cancel context.CancelFunc
}

// NewScope begins the life of a screen's reads.
func (r *Runner) NewScope(id screen.ID) *Scope {
	s := &Scope{runner: r, id: id, newest: new(uint64)}
	s.Renew()
	return s
}

// Beside begins a second life of reads of the same screen, which ends and starts over
// by itself: answers to the one are stale for the other.
func (s *Scope) Beside() *Scope {
	second := &Scope{runner: s.runner, id: s.id, newest: s.newest}
	second.Renew()
	return second
}

// Renew cancels the reads under way and begins a new generation; answers to
// older questions are stale from now on.
func (s *Scope) Renew() {
	if s.cancel != nil {
		s.cancel()
	}
	*s.newest++
	s.generation = *s.newest
	s.ctx, s.cancel = context.WithCancel(s.runner.ctx)
}

// Close cancels the reads under way. Writes go on.
func (s *Scope) Close() { s.cancel() }

// Paced is the scope for one call of a longer work, such as one of many pages: the call
// waits until it stays under the service's limits.
func (s *Scope) Paced() *Scope {
	paced := *s
	paced.paced = true
	return &paced
}

// Ref is what results of this scope's present generation carry.
func (s *Scope) Ref() screen.Ref { return screen.Ref{Screen: s.id, Generation: s.generation} }

// Current reports whether a result belongs to the present generation.
func (s *Scope) Current(result screen.Addressed) bool { return result.To() == s.Ref() }

// Session is whom the scope's commands act as.
func (s *Scope) Session() Session { return s.runner.current.Session }

// EndWaits ends the scope's calls that wait, writes as well, and leaves those that the
// service is to answer. What a call had sent before it waited may have been carried out.
func (s *Scope) EndWaits() {
	now := s.runner.now()
	for _, call := range s.runner.calls {
		if call.Ref.Screen == s.id && call.Waiting(now) {
			call.cancel()
		}
	}
}

// pollShare is the part of a limit that polls may use: the rest is for what the user asks
// for, and for other programs of the same user.
const pollShare = 0.5

// PollWait is how long it takes until one more call of an operation uses no more than
// half of the service's limits for it; 0 where it may be made now. threadID is empty for
// an operation that is about no thread.
func (s *Scope) PollWait(operation acs.Operation, threadID string) time.Duration {
	call := budget.Call{Operation: operation, UserID: s.Session().UserID, ThreadID: threadID}
	now := s.runner.now()
	return s.runner.budget.Below(call, pollShare, now).Sub(now)
}
