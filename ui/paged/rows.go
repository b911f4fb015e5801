package paged

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Cursor is the row that the cursor stands on, counted from 0. In a list that is not
// complete it may be the row behind the last item.
func (l *List[T]) Cursor() int { return l.window.Cursor() }

// Count is the number of items in sight: all that are loaded, or those that the
// filter lets through.
func (l *List[T]) Count() int { return l.count() }

// At is the item in a row, which must be in 0 to Count()-1.
func (l *List[T]) At(row int) T { return l.item(row) }

// RowOf is the row that shows the item with this key.
func (l *List[T]) RowOf(itemKey string) (int, bool) {
	at, ok := l.indexOf(itemKey)
	rows := l.order
	if l.query != "" {
		rows = l.matches
	}
	if !ok || (rows == nil && l.query == "") {
		return at, ok
	}
	row := slices.Index(rows, at)
	return row, row >= 0
}

// InSight says whether the item with this key is loaded and the filter lets it
// through.
func (l *List[T]) InSight(itemKey string) bool {
	at, ok := l.pages.Index(itemKey)
	return ok && (l.query == "" || l.matched[at])
}

// move moves the cursor; false for a key that does not.
func (l *List[T]) move(msg tea.KeyMsg) bool {
	length := l.Len()
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
		if l.query != "" {
			l.reach = l.pages.Len()
		}
	default:
		return false
	}
	l.moved()
	return true
}

// moved says that the cursor was moved by the user.
func (l *List[T]) moved() {
	if l.pages.Stale() {
		// The rows in sight are about to be replaced: the place moves with the cursor.
		l.keepPlace()
	} else {
		l.restore = ""
	}
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
	l.filtering = false
	l.moved()
	return true, opens, l.ensure()
}
