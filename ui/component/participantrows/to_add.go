package participantrows

import (
	"acs-chat-tui/ui/data/roster"
)

// ToAdd opens the form that adds participants to a thread.
type ToAdd struct {
	ThreadID string
	Topic    string
	// Members reports whether a raw id is known to be a member already; the program
	// sets it from the thread's list of participants, and nil where there is none.
	Members func(rawID string) bool
	// Count is how many participants the thread has; known is false where not all are
	// loaded. The program sets it as well.
	Count func() (n int, known bool)
	// Rows is what the form begins with.
	Rows []roster.Entry
}
