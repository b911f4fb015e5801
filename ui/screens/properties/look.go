package properties

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
)

// Poll asks for the thread again; where it has never come, as a refresh does.
func (m *Model) Poll() tea.Cmd {
	if m.sheet == nil {
		return m.refresh()
	}
	m.looking = true
	return m.get()
}

// Polling is never true between two requests: a poll is a single one.
func (m *Model) Polling() bool { return false }

// CancelPoll has nothing to drop: a poll is one request.
func (m *Model) CancelPoll() {}

// PollWait is how long it takes until a poll stays under half of the service's limits.
func (m *Model) PollWait() time.Duration {
	return m.scope.PollWait(acs.OperationGetChatThreadProperties, m.to.ThreadID)
}

// Polled says what polls have found.
func (m *Model) Polled() screen.PollState {
	if m.sheet == nil {
		return screen.PollState{}
	}
	found := screen.PollState{AsOf: m.sheet.AsOf(), Problem: m.lookProblem}
	found.New, found.Changed, found.Gone = m.sheet.Changes()
	return found
}

// ClearChanges takes the marks of what has changed away.
func (m *Model) ClearChanges() {
	if m.sheet != nil {
		m.sheet.Clear()
		m.redraw()
	}
}
