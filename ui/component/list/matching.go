package list

import (
	"iter"
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

// fuzzyLimit is the number of items above which a filter finds only what it is
// part of: looking for what is like it takes some 7 ms for 10,000 items, and a key
// must be answered within a frame.
const fuzzyLimit = 10_000

// matching makes what is shown of all rows: those that the filter lets through, which
// hold every word of it, in the list's order; where there are none, those that are
// like it, best first. A filter that begins with ! lets through those that do not
// hold every word of the rest; ! alone lets all through.
func (l *List[T]) matching(rows []row[T]) shown[T] {
	s := shown[T]{all: rows, rows: rows}
	if l.query != "" {
		query, inverted := strings.CutPrefix(strings.ToLower(l.query), "!")
		words := strings.Fields(query)
		s.lets = func(e *entry[T]) bool { return len(words) == 0 || holdsAll(e.text, words) != inverted }
		s.rows = nil
		for _, r := range rows {
			if r.entry != nil && s.lets(r.entry) {
				s.rows = append(s.rows, r)
			}
		}
		if len(s.rows) == 0 && !inverted && l.options.Name != nil && len(rows) <= fuzzyLimit {
			s.rows = like(query, rows)
			s.alike = len(s.rows) > 0
			s.lets = func(e *entry[T]) bool {
				return slices.ContainsFunc(s.rows, func(r row[T]) bool { return r.entry == e })
			}
		}
	}
	s.odd = l.countOdd(rows)
	for _, r := range s.rows {
		if r.entry != nil {
			s.items++
		}
		if r.number > 0 {
			s.matches++
		}
	}
	return s
}

// countOdd counts the items of which something cannot be read.
func (l *List[T]) countOdd(rows []row[T]) (odd int) {
	for _, r := range rows {
		if l.options.Odd != nil && r.number > 0 && l.options.Odd(r.entry.item) {
			odd++
		}
	}
	return odd
}

// like are the rows whose names are like a query.
func like[T any](query string, rows []row[T]) []row[T] {
	loaded := slices.DeleteFunc(slices.Clone(rows), func(r row[T]) bool { return r.number == 0 })
	names := make([]string, len(loaded))
	for n, r := range loaded {
		names[n] = r.entry.name
	}
	var found []row[T]
	for _, m := range fuzzy.Find(query, names) {
		found = append(found, loaded[m.Index])
	}
	return found
}

func holdsAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// Sorted reports whether the items are shown in the order of Options.Compare.
func (l *List[T]) Sorted() bool { return l.sorted }

// SetSorted shows what is loaded in the order of Options.Compare, or in the service's.
// The cursor stays on its item.
func (l *List[T]) SetSorted(sorted bool) { l.change(func() { l.sorted = sorted }) }

// Retext has the texts that a filter searches made anew: something that they say has
// changed.
func (l *List[T]) Retext() {
	l.change(func() {
		for _, r := range l.shown.all {
			if r.entry != nil {
				l.retext(r.entry)
			}
		}
	})
}

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
	at, loaded := l.Index(itemKey)
	return loaded && (l.shown.lets == nil || l.shown.lets(l.source.store().At(at)))
}
