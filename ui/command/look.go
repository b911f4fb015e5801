package command

import (
	"time"

	"acs-chat-tui/ui/data/budget"
)

// lookShare is the part of a limit that looking again by itself may use: the rest is
// for what the user asks for, and for other programs of the same user.
const lookShare = 0.5

// PollWait is how long it takes until one more call of an operation uses no more than
// half of the service's limits for it; 0 where it may be made now. threadID is empty for
// an operation that is about no thread.
func (s *Scope) PollWait(operationID, threadID string) time.Duration {
	call := budget.Call{Operation: operationID, UserID: s.runner.current.Session.UserID, ThreadID: threadID}
	now := s.runner.now()
	return s.runner.budget.Below(call, lookShare, now).Sub(now)
}
