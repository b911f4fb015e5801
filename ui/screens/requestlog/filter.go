package requestlog

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// filterKey takes a key while the filter is typed.
func (m *Model) filterKey(msg tea.KeyMsg) {
	switch msg.String() {
	case "enter", "down":
		m.filtering = false
		return
	case "esc":
		m.clearFilter()
		return
	}
	m.filter.Update(msg)
	m.query = strings.TrimSpace(m.filter.Value())
	m.match()
	m.window.First()
	m.hold()
}

// beginFilter gives the keys to the filter.
func (m *Model) beginFilter() {
	m.filtering = m.log.Len() > 0
	if m.query == "" {
		m.before = m.selected()
	}
}

// clearFilter shows all again, with the cursor on the entry that it stands on, or
// where the filter shows none, on the one from before.
func (m *Model) clearFilter() {
	m.held = m.before
	if e := m.selected(); e != nil {
		m.held = e
	}
	m.filtering, m.query, m.matches, m.before = false, "", nil, nil
	m.filter.SetValue("")
	m.keepPlace()
	m.hold()
}

// match finds the entries that hold every word of the filter; of one that begins with
// !, those that do not, as in every list.
func (m *Model) match() {
	m.matches = m.matches[:0]
	if m.query == "" {
		return
	}
	query, inverted := strings.CutPrefix(strings.ToLower(m.query), "!")
	words := strings.Fields(query)
	for row := range m.log.Len() {
		if e := m.log.newest(row); len(words) == 0 || holdsAll(e.found, words) != inverted {
			m.matches = append(m.matches, e)
		}
	}
}

func holdsAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
