package list

import (
	"slices"
	"strings"

	"acs-chat-tui/ui/data/pages"
)

// entry is an item with what is asked of it again and again.
type entry[T any] struct {
	item T
	key  string
	// text is what a filter searches, and name the part of it that people know, both in
	// lower case.
	text, name string
}

func (l *List[T]) newEntry(item T) *entry[T] {
	e := &entry[T]{item: item, key: l.options.Key(item)}
	l.retext(e)
	return e
}

// retext makes the texts of an item anew.
func (l *List[T]) retext(e *entry[T]) {
	if l.options.Text != nil {
		e.text = strings.ToLower(l.options.Text(e.item))
	}
	if l.options.Name != nil {
		e.name = strings.ToLower(l.options.Name(e.item))
	}
}

// stretch is a part of the list without a gap.
type stretch[T any] = pages.Stretch[*entry[T]]

// row is one row of the list: an item, or else what is not loaded.
type row[T any] struct {
	// entry is the item, nil for none; number counts from 1 in the service's list, and is
	// 0 for an item that is gone.
	entry  *entry[T]
	number int
	// What is not loaded are the numbers from and to; to is 0 where nobody knows. It lies
	// between two stretches: above is nil at the list's beginning, below at its end.
	from, to     int
	above, below *stretch[T]
}

// shown is what a list shows: every row of it, made in one step of all that decides it.
// Nothing else is counted, and nothing is looked up by a row in what may have changed
// since.
type shown[T any] struct {
	// all are the rows without a filter, rows those that it lets through.
	all, rows []row[T]
	// items and matches are how many of the rows are items, and how many of these are not
	// gone.
	items, matches int
	// odd is how many of the loaded items cannot be read in full.
	odd int
	// alike says that no text holds what the filter says, and that the rows are only
	// like it.
	alike bool
	// lets reports whether the filter lets an item through; nil where there is none.
	lets func(*entry[T]) bool
}

// anchor is what the cursor stands on, and for a row that is no item, the items around it.
type anchor[T any] struct {
	row[T]
	before, behind *entry[T]
}

func (l *List[T]) anchor() (a anchor[T], ok bool) {
	if a.row, ok = l.under(); !ok || a.entry != nil {
		return a, ok
	}
	if n := l.window.Cursor(); n > 0 {
		a.before = l.shown.rows[n-1].entry
	}
	if n := l.window.Cursor() + 1; n < len(l.shown.rows) {
		a.behind = l.shown.rows[n].entry
	}
	return a, true
}

// change changes what is shown and makes the rows anew. The cursor stays on its item, and
// the item on its line of the window. Where the window shows the first row it goes on
// doing so, as long as that leaves the item in sight: what comes in above it is seen. A
// cursor on what was not loaded goes on with the first of it that came, or where it came
// from below, with the last.
func (l *List[T]) change(change func()) {
	at, ok := l.anchor()
	top, line := l.window.Top(), l.window.Line()
	first := l.options.Follows && l.window.Cursor() == 0 && line == 0
	change()
	l.shown = l.arranged()
	if found, is := l.find(at); ok && is && !first {
		if top == 0 {
			line = found
		}
		l.window.Put(found, line)
	}
	l.window.Clamp()
}

// find is where the cursor stands now that stood on an anchor.
func (l *List[T]) find(at anchor[T]) (int, bool) {
	is := func(wanted func(row[T]) bool) (int, bool) {
		found := slices.IndexFunc(l.shown.rows, wanted)
		return found, found >= 0
	}
	switch {
	case at.entry != nil && at.entry.key == "":
		return is(func(r row[T]) bool { return r.entry == at.entry })
	case at.entry != nil:
		return l.RowOf(at.entry.key)
	case l.upward && at.behind != nil:
		found, ok := is(func(r row[T]) bool { return r.entry == at.behind })
		return max(0, found-1), ok
	case !l.sorted && at.from > 0:
		if found, ok := is(func(r row[T]) bool { return r.number == at.from && r.entry != nil }); ok {
			return found, true
		}
	case at.from == 0 && at.before != nil:
		found, ok := l.RowOf(at.before.key)
		return min(found+1, len(l.shown.rows)-1), ok
	}
	return is(func(r row[T]) bool { return r.entry == nil && r.above == at.above })
}

// arranged are the rows: the service's order with those that are gone in their places and
// what is not loaded, sorted or not, as far as the filter lets them through.
func (l *List[T]) arranged() shown[T] {
	rows := l.source.sequence()
	if l.sorted {
		slices.SortStableFunc(rows, func(a, b row[T]) int {
			switch {
			case a.entry != nil && b.entry != nil:
				return l.options.Compare(a.entry.item, b.entry.item)
			case a.entry != nil:
				return -1
			case b.entry != nil:
				return 1
			}
			return 0
		})
	}
	return l.matching(rows)
}
