package threads

import (
	"cmp"
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
)

// learnAccess takes whether the service let the user at a thread. The service marks a
// thread that the user has left nowhere: no access is derived from what it refused, and
// holds until it lets the user at the thread again.
func (m *Model) learnAccess(msg screen.AccessMsg) {
	if m.refused[msg.ThreadID] == msg.Refused {
		return
	}
	if msg.Refused {
		m.refused[msg.ThreadID] = true
	} else {
		delete(m.refused, msg.ThreadID)
	}
	m.list.Retext()
}

// state is what sets a thread apart: deleted, as the service says, or without access,
// as is derived.
func (m *Model) state(item acs.ChatThreadItem) string {
	switch {
	case item.Odd.IsOdd():
		return "! odd"
	case item.DeletedOn != nil:
		return "deleted"
	case m.refused[item.ID]:
		return "no access"
	}
	return ""
}

// filterText is what the filter looks at.
func (m *Model) filterText(item acs.ChatThreadItem) string {
	return item.Topic + " " + item.ID + " " + m.state(item) + " " + item.Odd.JSON
}

// byName orders threads by their topics, in any case of letters; those of one name as
// the service does.
func byName(a, b acs.ChatThreadItem) int {
	return cmp.Compare(strings.ToLower(strings.TrimSpace(a.Topic)), strings.ToLower(strings.TrimSpace(b.Topic)))
}
