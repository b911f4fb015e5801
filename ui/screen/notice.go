package screen

import "fmt"

// Notice is a message that may have something to say in the footer: where its screen is
// not in sight, unless its notification says otherwise.
type Notice interface {
	Addressed
	// Notification returns what to say; without a text, nothing.
	Notification() Notification
}

// When says when the notification of a Notice is shown.
type When int

const (
	// WhenHidden is where its screen is not in sight, which shows it itself.
	WhenHidden When = iota
	// WhenGone is only where its screen is gone, as for one step of a longer work.
	WhenGone
	// Always is wherever the user is.
	Always
)

// BatchEndedMsg says that a longer work of many writes has ended: what the other screens
// show may be old. Its single writes, whose notifications are shown WhenGone, do not say
// so themselves.
type BatchEndedMsg struct {
	Ref
	// Summary says how it ended.
	Summary Notification
}

// Notification is the summary.
func (m BatchEndedMsg) Notification() Notification {
	m.Summary.About = fmt.Sprintf("batch of screen %d", m.Screen)
	return m.Summary
}
