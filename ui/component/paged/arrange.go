package paged

import (
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"

	"acs-chat-tui/ui/data/pages"
)

// entry is an item with what is asked of it again and again.
type entry[T any] struct {
	item T
	key  string
	// text is what a filter looks at, and name the part of it that people know, both in
	// lower case.
	text, name string
}

func (l *List[T]) newEntry(item T) *entry[T] {
	e := &entry[T]{item: item, key: l.options.Key(item)}
	l.retext(e)
	return e
}

func (l *List[T]) retext(e *entry[T]) {
	e.text = strings.ToLower(l.options.Text(e.item))
	e.name = e.text
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

// change changes what is shown and makes the rows anew. The cursor stays on its item, and
// the item on its line of the window. Where the window shows the first row it goes on
// doing so, as long as that leaves the item in sight: what comes in above it is seen. A
// cursor on what was not loaded goes on with the first of it that came, or where it came
// from below, with the last.
func (l *List[T]) change(change func()) {
	at, ok := l.under()
	top, line := l.window.Top(), l.window.Cursor()-l.window.Top()
	var behind *entry[T]
	if n := l.window.Cursor() + 1; ok && at.entry == nil && n < len(l.shown.rows) {
		behind = l.shown.rows[n].entry
	}
	change()
	l.shown = l.arranged()
	if found, is := l.find(at, behind); ok && is {
		if top == 0 {
			line = found
		}
		l.window.Place(found, line, l.Len())
	}
	l.window.Clamp(l.Len())
}

// find is where the cursor stands now that stood on a row, with an item behind it.
func (l *List[T]) find(at row[T], behind *entry[T]) (int, bool) {
	is := func(wanted func(row[T]) bool) (int, bool) {
		found := slices.IndexFunc(l.shown.rows, wanted)
		return found, found >= 0
	}
	switch {
	case at.entry != nil && at.entry.key == "":
		return is(func(r row[T]) bool { return r.entry == at.entry })
	case at.entry != nil:
		return l.RowOf(at.entry.key)
	case l.upward && behind != nil:
		found, ok := is(func(r row[T]) bool { return r.entry == behind })
		return max(0, found-1), ok
	case !l.sorted:
		if found, ok := is(func(r row[T]) bool { return r.number == at.from && r.entry != nil }); ok {
			return found, true
		}
	}
	return is(func(r row[T]) bool { return r.entry == nil && r.above == at.above })
}

// arranged are the rows: the service's order with those that are gone in their places and
// what is not loaded, sorted or not, as far as the filter lets them through.
func (l *List[T]) arranged() shown[T] {
	rows := l.sequence()
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

// missing stands for the items behind an item that is not loaded.
const missing = "\x00missing"

// gone is an item that a look did not find any more. It keeps its place behind the item
// with the key after, until the user has seen that it is gone.
type gone[T any] struct {
	*entry[T]
	after string
}

// sequence are the rows in the service's order.
func (l *List[T]) sequence() []row[T] {
	behind := map[string][]row[T]{}
	for _, g := range l.gone {
		after := g.after
		if after != "" && !l.Has(after) {
			after = missing
		}
		behind[after] = append(behind[after], row[T]{entry: g.entry})
	}
	items, all := l.pages.Items(), l.pages.Stretches()
	rows := append(make([]row[T], 0, len(items)+len(l.gone)+len(all)+1), behind[""]...)
	rows = l.unloaded(rows, nil, all[0])
	for n, s := range all {
		for at, e := range items[:s.Len()] {
			rows = append(rows, row[T]{entry: e, number: s.Offset() + at + 1})
			if len(behind) > 0 && e.key != "" {
				rows = append(rows, behind[e.key]...)
			}
		}
		items = items[s.Len():]
		if n+1 < len(all) {
			rows = l.unloaded(rows, s, all[n+1])
			continue
		}
		rows = append(rows, behind[missing]...)
		rows = l.unloaded(rows, s, nil)
	}
	return rows
}

// unloaded adds the row of what is not loaded between two stretches, if there is any.
func (l *List[T]) unloaded(rows []row[T], above, below *stretch[T]) []row[T] {
	r := row[T]{from: 1, above: above, below: below}
	if above != nil {
		r.from = above.Offset() + above.Len() + 1
	}
	if below != nil {
		r.to = below.Offset()
	}
	switch {
	case above != nil && above.Err() != nil:
	case below != nil && r.from > r.to:
		return rows
	case below == nil && (above.Ended() || (l.pages.Fetched() == 0 && above.Offset() == 0)):
		return rows
	}
	return append(rows, r)
}

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
		if len(s.rows) == 0 && !inverted && len(rows) <= fuzzyLimit {
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
	if l.options.Odd == nil {
		return 0
	}
	for _, r := range rows {
		if r.number > 0 && l.options.Odd(r.entry.item) {
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
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// Sorted reports whether the items are shown in the order of Options.Compare.
func (l *List[T]) Sorted() bool { return l.sorted }

// SetSorted shows what is loaded in the order of Options.Compare, or in the service's.
// The cursor stays on its item.
func (l *List[T]) SetSorted(sorted bool) { l.change(func() { l.sorted = sorted }) }

// Retext takes the texts that a filter looks at anew: something that they say has
// changed.
func (l *List[T]) Retext() {
	l.change(func() {
		for _, e := range l.pages.Items() {
			l.retext(e)
		}
		for _, g := range l.gone {
			l.retext(g.entry)
		}
	})
}
