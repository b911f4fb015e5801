package paged

import (
	"slices"
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

// beginFilter gives the keys to the filter.
func (l *List[T]) beginFilter() {
	l.filtering = true
	if item, ok := l.Selected(); ok && l.query == "" {
		l.before = l.options.Key(item)
	}
}

// clearFilter shows all again, with the cursor on the item that it stands on, or
// where the filter shows none, on the one from before.
func (l *List[T]) clearFilter() {
	selected := l.before
	if item, ok := l.Selected(); ok {
		selected = l.options.Key(item)
	}
	l.filtering, l.query, l.matches, l.before = false, "", nil, ""
	l.filter.SetValue("")
	if row, ok := l.RowOf(selected); ok {
		l.window.SetCursor(row, l.Len())
	}
	l.window.Clamp(l.Len())
}

// takeTexts keeps the texts of the items that came; replaced says that they took
// the place of the old ones.
func (l *List[T]) takeTexts(replaced bool) {
	if replaced {
		l.texts, l.names = nil, nil
	}
	for i := len(l.texts); i < l.pages.Len(); i++ {
		text := l.textOf(l.pages.At(i))
		l.texts = append(l.texts, text)
		if l.options.Name != nil {
			text = strings.ToLower(l.options.Name(l.pages.At(i)))
		}
		l.names = append(l.names, text)
	}
}

// fuzzyLimit is the number of items above which a filter finds only what it is
// part of: looking for what is like it takes some 7 ms for 10,000 items, and a key
// must be answered within a frame.
const fuzzyLimit = 10_000

// match finds the loaded items that the filter lets through: those that hold
// every word of it, in the list's order; where there are none, those that are
// like it, best first. A filter that begins with ! lets through those that do not
// hold every word of the rest; ! alone lets all through.
func (l *List[T]) match() {
	l.matches, l.alike = l.matches[:0], false
	if l.query == "" {
		return
	}
	query, inverted := strings.CutPrefix(strings.ToLower(l.query), "!")
	words := strings.Fields(query)
	for row := range l.loadedCount() {
		at := row
		if l.order != nil {
			at = l.order[row]
		}
		if len(words) == 0 || holdsAll(l.textAt(at), words) != inverted {
			l.matches = append(l.matches, at)
		}
	}
	if len(l.matches) == 0 && !inverted && len(l.texts) <= fuzzyLimit {
		for _, m := range fuzzy.Find(query, l.names) {
			l.matches = append(l.matches, m.Index)
		}
		l.alike = len(l.matches) > 0
	}
	l.matched = slices.Grow(l.matched[:0], len(l.texts))[:len(l.texts)]
	clear(l.matched)
	for _, at := range l.matches {
		if at >= 0 {
			l.matched[at] = true
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
