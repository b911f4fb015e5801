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
	// WhenGone is only where its screen is gone.
	WhenGone
	// Always is wherever the user is.
	Always
)
