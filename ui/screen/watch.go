package screen

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Watchable is a screen that can be polled: while it is watched, in sight, and nothing is
// under way, the program reads it again at an interval. A poll leaves cursor, filter and
// marks where they are and marks what has changed; one that fails leaves everything shown
// as it is.
type Watchable interface {
	// Poll returns the command of a poll's next request: it begins a poll, or goes on
	// with the one that has begun. nil where there is nothing to ask.
	Poll() tea.Cmd
	// Polling reports whether a poll has begun and needs a further request.
	Polling() bool
	// CancelPoll drops a poll that is half done.
	CancelPoll()
	// PollWait is how long it takes until the poll's next request uses no more than half
	// of the service's limits; 0 where it may be made now.
	PollWait() time.Duration
	// Polled is what polls have found.
	Polled() PollState
	// ClearChanges removes the marks of what has changed.
	ClearChanges()
}

// PollState is what polls have found.
type PollState struct {
	// AsOf is when what is shown was asked of the service; zero while nothing is.
	AsOf time.Time
	// New, Changed and Gone count what is marked.
	New, Changed, Gone int
	// Here says in words what has changed under the cursor; empty for nothing. It may
	// hold outside text.
	Here string
	// Problem says why the last poll failed; empty where it did not.
	Problem string
}

// Change is what has become of something since the user saw it.
type Change int

// The changes.
const (
	Same Change = iota
	New
	Changed
	Gone
)

// Sign is a change in one cell.
func (c Change) Sign() string { return [...]string{Same: " ", New: "+", Changed: "~", Gone: "-"}[c] }
