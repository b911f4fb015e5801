package requestlog

import (
	"fmt"
	"strings"
)

// View draws the screen.
func (m *Model) View() string {
	if m.opened != nil {
		return strings.Join(m.document.View(), "\n")
	}
	return m.list.View(m.columns().heading(m.theme))
}

func (m *Model) counted() string {
	said := "Request log: " + requests(m.log.Len()) + ", newest first"
	if m.list.Filtered() {
		said = fmt.Sprintf("%d of %s match", m.list.Len(), requests(m.log.Len()))
	}
	if m.log.dropped > 0 {
		said += fmt.Sprintf(" · %d older dropped: %d or %s are kept", m.log.dropped, maxEntries, size(maxBytes))
	}
	if m.log.lost > 0 {
		said += fmt.Sprintf(" · %d came too fast to be kept", m.log.lost)
	}
	return said
}

func (m *Model) emptyText() []string {
	if m.log.last > 0 {
		return []string{"", "  The log was cleared, and nothing was sent since."}
	}
	return []string{"", "  Nothing was sent yet."}
}
