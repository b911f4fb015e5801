package threads

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// The operations that a look takes.
const (
	listThreads = "ListChatThreads"
	getThread   = "GetChatThreadProperties"
)

// Look reads what is loaded again, and then the properties beside it.
func (m *Model) Look() tea.Cmd {
	if m.Looking() && !m.list.Looking() {
		m.lookBeside = false
		return m.beside.ask(m.host.Now())
	}
	if !m.Looking() {
		m.beside.settle()
	}
	m.lookBeside = m.beside.id != ""
	return m.list.Look()
}

// Looking says that a look needs a further request.
func (m *Model) Looking() bool {
	return m.list.Looking() || (m.lookBeside && m.beside.id != "" && m.list.LookProblem() == nil)
}

// DropLook drops a look that is half done.
func (m *Model) DropLook() {
	m.list.DropLook()
	m.lookBeside = false
}

// LookWait is how long it takes until the next request of a look stays under half of the service's limits.
func (m *Model) LookWait() time.Duration {
	if m.Looking() && !m.list.Looking() {
		return m.scope.LookWait(getThread, m.beside.id)
	}
	return m.scope.LookWait(listThreads, "")
}

// Looked says what looks have found.
func (m *Model) Looked() screen.Look {
	found := m.list.Looked()
	for id, k := range m.beside.known {
		if change, _ := m.list.ChangeOf(id); change == screen.Same && k.sheet != nil && k.sheet.Changed() {
			found.Changed++
		}
	}
	if item, ok := m.list.Selected(); ok {
		_, found.Here = m.changeOf(item.ID)
	}
	return found
}

// changeOf is what has become of a thread: of its row in the list, or of what stood
// beside it.
func (m *Model) changeOf(id string) (change screen.Change, what string) {
	if change, what = m.list.ChangeOf(id); change != screen.Same {
		return change, what
	}
	if k := m.beside.known[id]; k.sheet != nil && k.sheet.Changed() {
		return screen.Changed, "its properties"
	}
	return screen.Same, ""
}

// ClearChanges takes the marks of what has changed away.
func (m *Model) ClearChanges() {
	m.list.ClearChanges()
	for _, k := range m.beside.known {
		if k.sheet != nil {
			k.sheet.Clear()
		}
	}
}

// see says that the user has what is drawn before his eyes.
func (m *Model) see() {
	m.list.See()
	if m.besideWidth() > 0 {
		m.beside.told.See(0, m.beside.toldInSight)
	}
}

// difference says what of a thread has changed.
func difference(was, is acs.ChatThreadItem) string {
	var parts []string
	switch {
	case was.DeletedOn == nil && is.DeletedOn != nil:
		parts = append(parts, "deleted")
	case was.DeletedOn != nil && is.DeletedOn == nil:
		parts = append(parts, "no longer deleted")
	}
	if was.Odd != is.Odd {
		parts = append(parts, "what of it cannot be read")
	}
	if was.Topic != is.Topic {
		parts = append(parts, "renamed, was “"+text.Sanitize(was.Topic)+"”")
	}
	if !sameTime(was.LastMessageReceivedOn, is.LastMessageReceivedOn) {
		parts = append(parts, "activity")
	}
	return strings.Join(parts, "; ")
}

func sameTime(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}
