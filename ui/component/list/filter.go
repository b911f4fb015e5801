package list

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Query is the filter; empty for none.
func (l *List[T]) Query() string { return l.query }

// Capturing reports whether the filter takes the keys.
func (l *List[T]) Capturing() bool { return l.filtering }

// Alike reports whether nothing holds what the filter says: what is shown is only like it.
func (l *List[T]) Alike() bool { return l.shown.alike }

// Filtered reports whether a filter is in force.
func (l *List[T]) Filtered() bool { return l.query != "" }

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
	if !l.Started() || l.options.Fetch == nil && l.LoadedCount() == 0 {
		return
	}
	l.filtering, l.awaited = true, ""
	if r, ok := l.under(); ok && l.query == "" {
		l.before = r.entry
	}
}

// ClearFilter shows all again, with the cursor on the item that it stands on.
func (l *List[T]) ClearFilter() { l.clearFilter() }

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
		if row, ok := l.find(anchor[T]{row: row[T]{entry: selected}}); ok {
			l.window.SetCursor(row)
		}
	}
	l.window.Clamp()
}
