package command

import (
	"time"

	"acs-chat-tui/ui/budget"
)

// lookShare is the part of a limit that looking again by itself may use: the rest is
// for what the user asks for, and for other programs of the same user.
const lookShare = 0.5

// LookAt is the earliest time, now or later, at which one more call of an operation
// takes no more than half of the service's limits for it. threadID is empty for an
// operation that is about no thread.
func (s *Scope) LookAt(operationID, threadID string) time.Time {
	call := budget.Call{Operation: operationID, UserID: s.runner.session.UserID, ThreadID: threadID}
	return s.runner.budget.Below(call, lookShare, s.runner.now())
}
