package paged

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/sahilm/fuzzy"
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
	l.match()
	l.window.First()
}

func (l *List[T]) clearFilter() {
	var selected string
	if item, ok := l.Selected(); ok {
		selected = l.options.Key(item)
	}
	l.filtering, l.query, l.matches = false, "", nil
	l.filter.SetValue("")
	if at, ok := l.pages.Index(selected); ok {
		l.window.SetCursor(at, l.Len())
	}
	l.window.Clamp(l.Len())
}

// match finds the loaded items that the filter lets through: those that hold
// every word of it, in the list's order; where there are none, those that are
// like it, best first.
func (l *List[T]) match() {
	if l.query == "" {
		l.matches = nil
		return
	}
	words := strings.Fields(strings.ToLower(l.query))
	l.matches = l.matches[:0]
	texts := make([]string, l.pages.Len())
	for i := range texts {
		texts[i] = strings.ToLower(l.options.Text(l.pages.At(i)))
		if holdsAll(texts[i], words) {
			l.matches = append(l.matches, i)
		}
	}
	if len(l.matches) > 0 {
		return
	}
	for _, m := range fuzzy.Find(strings.ToLower(l.query), texts) {
		l.matches = append(l.matches, m.Index)
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
