package command

import (
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
)

// CallID tells the calls of one run of the program apart.
type CallID uint64

// Answer is what every result says, beside what it was asked for.
type Answer struct {
	screen.Ref
	// Call is the call that this answers.
	Call CallID
	// Problem says what went wrong; nil where nothing did.
	Problem *Problem
	// OutcomeUnknown says that a failed call may have been carried out all the
	// same: some answer got lost.
	OutcomeUnknown bool
	// Emulator is the value of the header with which an emulator says that it is
	// one; empty for the real service and where no answer came.
	Emulator string
	// Answered says that the service answered at all.
	Answered bool
	// RequestID is the answer's header x-ms-request-id, or its ms-cv; empty where no
	// answer came.
	RequestID string
	// Access is what the answer tells of the user's access to a thread.
	Access Access
	// JSON is the answer's body as it came.
	JSON []byte
	// Profile names the connection that the call was made with.
	Profile string
	// UserID is whom the call was made as; empty where the token did not say.
	UserID string
	link   uint64
}

// Result is a message that a command answers with.
type Result interface {
	screen.Addressed
	// About is the Answer that the result carries.
	About() Answer
}

// About is the Answer itself.
func (a Answer) About() Answer { return a }

func (a *Answer) set(answer Answer) { *a = answer }

// WriteResult is the result of a write. It is shown as a notification where its
// screen is not in sight, unless it is Telling otherwise.
type WriteResult interface {
	Result
	screen.Notice
}

// LocalResult is a WriteResult that changes nothing that another screen shows.
type LocalResult interface {
	WriteResult
	Local()
}

// Told is the notification of a notice, with what it is about, and the id of its request
// where it is a result.
func Told(notice screen.Notice) screen.Notification {
	n := notice.Notification()
	n.About = subject(notice)
	if result, ok := notice.(Result); ok {
		n.RequestID = result.About().RequestID
	}
	return n
}

// RetryMsg says that a call waits before it is tried again.
type RetryMsg struct {
	screen.Ref
	Call CallID
	// Event says after what.
	Event acs.RetryEvent
	// Until is when the next attempt begins; zero where that is not known.
	Until time.Time
}

// PanickedMsg says that a command ended in a panic: a fault of this program. The
// details are in the log.
type PanickedMsg struct{ Answer }

// Notification describes the fault without its stack.
func (m PanickedMsg) Notification() screen.Notification {
	return screen.Notification{Level: screen.LevelError, Text: m.Problem.Summary(), Details: m.Problem.Lines()}
}
