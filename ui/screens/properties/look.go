package properties

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// Look asks for the thread again; where it has never come, as a refresh does.
func (m *Model) Look() tea.Cmd {
	if m.sheet == nil {
		return m.refresh()
	}
	m.looking = true
	return m.get()
}

// Looking is never true between two requests: a look is a single one.
func (m *Model) Looking() bool { return false }

// LookWait is how long it takes until a look stays under half of the service's limits.
func (m *Model) LookWait() time.Duration {
	return m.scope.LookWait("GetChatThreadProperties", m.to.ThreadID)
}

// Looked says what looks have found.
func (m *Model) Looked() screen.Look {
	if m.sheet == nil {
		return screen.Look{}
	}
	found := screen.Look{AsOf: m.sheet.AsOf(), Problem: m.lookProblem}
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
