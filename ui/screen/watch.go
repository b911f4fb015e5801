package screen

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Watchable is a screen that can look again at what it shows. While it is watched, in
// sight, and nothing is under way, the program lets it look at an interval: once, and
// on until it has read all that it shows. A look leaves cursor, filter and marks where
// they are, marks what has changed, and leaves what is shown as it is where it fails.
type Watchable interface {
	// Look makes the command of a look's next request: it begins a look, or goes on
	// with the one that has begun. nil where there is nothing to ask.
	Look() tea.Cmd
	// Looking says that a look has begun and needs a further request.
	Looking() bool
	// LookWait is how long it takes until the next request of a look uses no more than
	// half of the service's limits; 0 where it may be made now.
	LookWait() time.Duration
	// Looked says what looks have found.
	Looked() Look
	// ClearChanges takes the marks of what has changed away.
	ClearChanges()
}

// Look is what looks have found.
type Look struct {
	// AsOf is when what is shown was asked of the service; zero while nothing is.
	AsOf time.Time
	// New, Changed and Gone count what is marked.
	New, Changed, Gone int
	// Here says in words what has changed of what the cursor stands on; empty for
	// nothing. It may hold outside text.
	Here string
	// Problem says why the last look failed; empty where it did not.
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

// WakeMsg says that the time has come that the screen asked to be woken at.
type WakeMsg struct{}

// AccessMsg says whether the service let the user at a thread the last time; refused
// means that the user has probably left it.
type AccessMsg struct {
	ThreadID string
	Refused  bool
}
