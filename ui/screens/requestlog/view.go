package requestlog

import (
	"fmt"
	"strings"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/list"
)

// View draws the screen.
func (m *Model) View() string {
	if m.opened != nil {
		return strings.Join(m.document.View(), "\n")
	}
	if m.height <= headLines {
		return m.head()
	}
	return m.head() + "\n" + m.columns().heading(m.theme) + "\n" + m.window.View(source{m}, m.emptyText()...)
}

// source hands the rows to the virtual list.
type source struct{ *Model }

var _ list.Source = source{}

// Len is the number of rows.
func (s source) Len() int { return s.length() }

// Row draws an entry.
func (s source) Row(index, _ int, selected bool) string { return s.row(s.at(index), selected) }

// head says how many requests there are, and holds the filter.
func (m *Model) head() string {
	counted := m.counted()
	switch {
	case m.filtering:
		const label = "filter › "
		room := max(10, m.width-text.Width(counted)-text.Width(label)-2)
		return text.Truncate(m.theme.Accent.Render(label)+m.filter.View(m.theme, room, true, false)+"  "+m.theme.Muted.Render(counted), m.width)
	case m.query != "":
		return text.Truncate(m.theme.Accent.Render("filter › "+text.Sanitize(m.query))+"  "+
			m.theme.Muted.Render(counted+" · "+m.keys.Unfilter.Help().Key+" clears"), m.width)
	}
	return m.theme.Muted.Render(text.Truncate(counted, m.width))
}

func (m *Model) counted() string {
	said := "Request log: " + requests(m.log.Len()) + ", newest first"
	if m.query != "" {
		said = fmt.Sprintf("%d of %s match", len(m.matches), requests(m.log.Len()))
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
	if m.query != "" {
		clears := m.keys.Unfilter.Help().Key
		if m.filtering {
			clears = m.keys.DropFilter.Help().Key
		}
		return []string{"", "  No request matches the filter. " + clears + " clears it."}
	}
	if m.log.last > 0 {
		return []string{"", "  The log was cleared, and nothing was sent since."}
	}
	return []string{"", "  Nothing was sent yet."}
}
