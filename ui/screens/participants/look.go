package participants

import (
	"cmp"
	"maps"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// Poll reads what is loaded again.
func (m *Model) Poll() tea.Cmd { return m.list.Poll() }

// Polling says that a look needs a further page.
func (m *Model) Polling() bool { return m.list.Polling() }

// CancelPoll drops a look that is half done.
func (m *Model) CancelPoll() { m.list.CancelPoll() }

// PollWait is how long it takes until the next page of a look stays under half of the service's limits.
func (m *Model) PollWait() time.Duration {
	return m.scope.PollWait(acs.OperationListChatParticipants, m.to.ThreadID)
}

// Polled is what looks have found.
func (m *Model) Polled() screen.PollState { return m.list.Polled() }

// ClearChanges takes the marks of what has changed away.
func (m *Model) ClearChanges() { m.list.ClearChanges() }

// isGone says that a participant is shown as gone; whoever is can be looked at, and
// nothing else.
func (m *Model) isGone(p acs.ChatParticipant) bool {
	change, _ := m.list.ChangeOf(rawID(p))
	return change == screen.Gone
}

// difference says what of a participant has changed.
func difference(was, is member) string {
	var parts []string
	if displayName(was.ChatParticipant) != displayName(is.ChatParticipant) {
		parts = append(parts, "display name, was “"+text.Sanitize(cmp.Or(displayName(was.ChatParticipant), "(no name)"))+"”")
	}
	if !facts.SameTime(was.ShareHistoryTime, is.ShareHistoryTime) {
		parts = append(parts, "share history")
	}
	if !maps.Equal(was.Metadata, is.Metadata) {
		parts = append(parts, "metadata, was "+cmp.Or(text.Sanitize(metadataText(was.Metadata)), "none"))
	}
	if was.Odd != is.Odd {
		parts = append(parts, "what of it cannot be read")
	}
	return strings.Join(parts, "; ")
}
