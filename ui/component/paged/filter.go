package paged

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// filterKey takes a key while the filter is typed.
func (l *List[T]) filterKey(msg tea.KeyMsg) {
	switch msg.String() {
	case "enter", "down":
		l.filtering = false
		return
	case "esc":
		l.clearFilter()
		return
	}
	l.filter.Update(msg)
	l.query = strings.TrimSpace(l.filter.Value())
	l.shown = l.matching(l.shown.all)
	l.window.First()
}

// beginFilter gives the keys to the filter.
func (l *List[T]) beginFilter() {
	l.filtering, l.awaited = true, ""
	if r, ok := l.under(); ok && l.query == "" {
		l.before = r.entry
	}
}

// clearFilter shows all again, with the cursor on the item that it stands on, or
// where the filter shows none, on the one from before.
func (l *List[T]) clearFilter() {
	selected := l.before
	if r, ok := l.under(); ok && r.entry != nil {
		selected = r.entry
	}
	l.filtering, l.query, l.before = false, "", nil
	l.filter.SetValue("")
	l.shown = l.matching(l.shown.all)
	if selected != nil {
		if row, ok := l.find(row[T]{entry: selected}, nil); ok {
			l.window.SetCursor(row, l.Len())
		}
	}
	l.window.Clamp(l.Len())
}
