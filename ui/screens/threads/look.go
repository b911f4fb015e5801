package threads

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// The operations that a look takes.
const (
	listThreads = acs.OperationListChatThreads
	getThread   = acs.OperationGetChatThreadProperties
)

// Poll reads what is loaded again, and then the properties beside it.
func (m *Model) Poll() tea.Cmd {
	if m.Polling() && !m.list.Polling() {
		m.lookBeside = false
		return m.beside.ask(m.host.Now())
	}
	if !m.Polling() {
		m.beside.settle()
	}
	m.lookBeside = m.beside.id != ""
	return m.list.Poll()
}

// Polling says that a look needs a further request.
func (m *Model) Polling() bool {
	return m.list.Polling() || (m.lookBeside && m.beside.id != "" && m.list.PollProblem() == nil)
}

// CancelPoll drops a look that is half done.
func (m *Model) CancelPoll() {
	m.list.CancelPoll()
	m.lookBeside = false
}

// PollWait is how long it takes until the next request of a look stays under half of the service's limits.
func (m *Model) PollWait() time.Duration {
	if m.Polling() && !m.list.Polling() {
		return m.scope.PollWait(getThread, m.beside.id)
	}
	return m.scope.PollWait(listThreads, "")
}

// Polled says what looks have found.
func (m *Model) Polled() screen.PollState {
	found := m.list.Polled()
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
	if !facts.SameTime(was.LastMessageReceivedOn, is.LastMessageReceivedOn) {
		parts = append(parts, "activity")
	}
	return strings.Join(parts, "; ")
}
