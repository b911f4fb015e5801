package paged

import (
	"iter"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Cursor is the row that the cursor stands on, counted from 0. It may be a row that
// tells of what is not loaded.
func (l *List[T]) Cursor() int { return l.window.Cursor() }

// Shown are the items in sight, in their order: all that are loaded, or those that the
// filter lets through.
func (l *List[T]) Shown() iter.Seq[T] { return l.Between(0, len(l.shown.rows)-1) }

// Between are the items shown from one row to another, which may come before it.
func (l *List[T]) Between(from, to int) iter.Seq[T] {
	step := 1
	if to < from {
		step = -1
	}
	return func(yield func(T) bool) {
		for row := from; row >= 0 && row < len(l.shown.rows); row += step {
			if r := l.shown.rows[row]; r.entry != nil && !yield(r.entry.item) {
				return
			}
			if row == to {
				return
			}
		}
	}
}

// Unloaded reports whether a row between two others stands for what is not loaded.
func (l *List[T]) Unloaded(from, to int) bool {
	for row := max(0, min(from, to)); row <= max(from, to) && row < len(l.shown.rows); row++ {
		if l.shown.rows[row].entry == nil {
			return true
		}
	}
	return false
}

// RowOf is the row that shows the item with this key.
func (l *List[T]) RowOf(itemKey string) (int, bool) {
	row := slices.IndexFunc(l.shown.rows, func(r row[T]) bool { return r.entry != nil && r.entry.key == itemKey })
	return row, row >= 0
}

// InSight reports whether the item with this key is loaded and the filter lets it
// through.
func (l *List[T]) InSight(itemKey string) bool {
	at, loaded := l.pages.Index(itemKey)
	return loaded && (l.shown.lets == nil || l.shown.lets(l.pages.At(at)))
}

// move moves the cursor; false for a key that does not.
func (l *List[T]) move(msg tea.KeyMsg) bool {
	length, from := l.Len(), l.window.Cursor()
	switch {
	case key.Matches(msg, l.keys.Up):
		l.window.Move(-1, length)
	case key.Matches(msg, l.keys.Down):
		l.window.Move(1, length)
	case key.Matches(msg, l.keys.PageUp):
		l.window.PageUp(length)
	case key.Matches(msg, l.keys.PageDown):
		l.window.PageDown(length)
	case key.Matches(msg, l.keys.HalfUp):
		l.window.HalfPageUp(length)
	case key.Matches(msg, l.keys.HalfDown):
		l.window.HalfPageDown(length)
	case key.Matches(msg, l.keys.First):
		l.window.First()
	case key.Matches(msg, l.keys.Last):
		l.window.Last(length)
		l.nextPage = l.query != ""
	default:
		return false
	}
	l.upward = l.window.Cursor() < from && !key.Matches(msg, l.keys.First)
	l.beyond, l.awaited = 0, ""
	return true
}

// Click takes a click on a cell of what View drew last: the cursor goes to the row that is
// shown there, and a filter that was being typed is kept. there is false where no row is;
// opens says that the cursor stood on it before, so that the click opens it.
func (l *List[T]) Click(x, y int) (there, opens bool, cmd tea.Cmd) {
	there, again := l.window.Click(x, y-headLines, l.Len())
	if !there {
		return false, false, nil
	}
	opens = again && !l.filtering
	l.filtering, l.upward, l.awaited, l.origin = false, false, "", nil
	return true, opens, l.ensure()
}
