package messages

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// beginFilter gives the keys to the filter.
func (m *Model) beginFilter() {
	if m.feed.Fetched() > 0 {
		m.filtering = true
	}
}

// filterKey takes a key while the filter is typed.
func (m *Model) filterKey(msg tea.KeyMsg) tea.Cmd {
	switch msg.String() {
	case "enter", "down":
		m.filtering = false
		return nil
	case "esc":
		return m.clearFilter()
	}
	m.filter.Update(msg)
	m.query = strings.TrimSpace(m.filter.Value())
	m.match()
	m.window.First()
	return m.ensure()
}

// clearFilter shows all again, with the cursor on the message that it stands on.
func (m *Model) clearFilter() tea.Cmd {
	e, selected := m.selected()
	m.filtering, m.query, m.matches = false, "", nil
	m.filter.SetValue("")
	if row, ok := m.rowOf(e.key()); selected && ok {
		m.window.SetCursor(row)
	}
	return m.ensure()
}

// match finds the loaded messages that hold every word of the filter, or with ! before
// them, those that do not.
func (m *Model) match() {
	m.matches = m.matches[:0]
	if m.query == "" {
		return
	}
	query, inverted := strings.CutPrefix(strings.ToLower(m.query), "!")
	words := strings.Fields(query)
	for i := range m.feed.Len() {
		e := m.feed.At(i)
		looked := m.searched(e)
		holds := !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(looked, word) })
		if len(words) == 0 || holds != inverted {
			m.matches = append(m.matches, e)
		}
	}
}

// searched is what the filter looks at, kept from one key to the next.
func (m *Model) searched(e entry) string {
	key := e.key() + " " + e.Version
	known, is := m.texts[key]
	if !is {
		parts := []string{m.name(e.author(), e.SenderDisplayName), plain(e), m.words(e), e.ID}
		if who := e.author(); who != nil {
			parts = append(parts, who.RawID())
		}
		known = strings.ToLower(strings.Join(parts, " "))
		m.texts[key] = known
	}
	return known
}

// rowOf is the row that shows a message.
func (m *Model) rowOf(key string) (int, bool) {
	if m.query == "" {
		return m.feed.Index(key)
	}
	row := slices.IndexFunc(m.matches, func(e entry) bool { return e.key() == key })
	return row, row >= 0
}
