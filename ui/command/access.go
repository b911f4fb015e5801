package command

import (
	"net/http"

	"acs-chat-tui/acs"
)

// Access is what an answer tells of the user's access to a thread. The service marks
// nowhere that a user has left a thread (reported of the live service): that is derived
// from what it refuses.
type Access struct {
	// ThreadID is the thread; empty where the answer tells nothing.
	ThreadID string
	// Refused says that the service itself answered 403, though the token's scopes would do.
	Refused bool
}

// accessOf derives the access to a thread from the outcome of a call on it. Two kinds
// of calls say less than others: a message may be read by one who has left (recorded),
// so that reading one grants nothing; and changing a message is refused to all but its
// sender.
func accessOf(op operation, session Session, problem *Problem) Access {
	reading := op.id == acs.OperationListChatMessages || op.id == acs.OperationGetChatMessage
	changing := op.id == acs.OperationUpdateChatMessage || op.id == acs.OperationDeleteChatMessage
	switch {
	case op.threadID == "":
	case problem == nil && !reading:
		return Access{ThreadID: op.threadID}
	case problem != nil && problem.Status == http.StatusForbidden && !problem.Between && !changing && op.id.AllowedBy(session.Scopes):
		return Access{ThreadID: op.threadID, Refused: true}
	}
	return Access{}
}
