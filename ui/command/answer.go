package command

import (
	"cmp"
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// CallID tells the calls of one run of the program apart.
type CallID uint64

// Answer is what every result says, beside what it was asked for.
type Answer struct {
	screen.Ref
	// Call is the call that this answers.
	Call CallID
	// Write says that the call was to change something; Local, that nothing changes that
	// another screen shows.
	Write, Local bool
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
	UserID       string
	link         uint64
	notification screen.Notification
}

// Result is a message that a command answers with.
type Result interface {
	screen.Notice
	// About is the Answer that the result carries.
	About() Answer
}

// About is the Answer itself.
func (a Answer) About() Answer { return a }

// Notification is what the footer says of a write; without a text for a read.
func (a Answer) Notification() screen.Notification { return a.notification }

func (a *Answer) set(answer Answer) { *a = answer }

// readResponse keeps what every answer says.
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
