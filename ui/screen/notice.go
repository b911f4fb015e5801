package screen

// Notice is a message that can be told in the footer. It is where its screen is not
// in sight, unless it is Telling otherwise.
type Notice interface {
	Addressed
	Notification() Notification
}

// Telling is a Notice that says when it is told.
type Telling interface{ When() When }

// When says when a Notice is told.
type When int

const (
	// WhenHidden is where its screen is not in sight, which tells it itself.
	WhenHidden When = iota
	// WhenGone is only where its screen is gone, as for one step of a longer work.
	WhenGone
	// Always is wherever the user is.
	Always
)

// WorkEndedMsg says that a longer work of writes has ended: the other screens are
// told that what they show may be old. The single writes of such a work, which are
// told WhenGone, do not tell them.
type WorkEndedMsg struct {
	Ref
	// Summary tells how it ended.
	Summary Notification
}

// Notification is the summary.
func (m WorkEndedMsg) Notification() Notification { return m.Summary }
