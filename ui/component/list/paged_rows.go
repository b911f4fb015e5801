package list

import "acs-chat-tui/ui/data/pages"

// missing stands for the items behind an item that is not loaded.
const missing = "\x00missing"

// gone is an item that a look did not find any more. It keeps its place behind the item
// with the key after, until the user has seen that it is gone.
type gone[T any] struct {
	*entry[T]
	after string
}

// sequence are the rows in the service's order.
func (l *Paged[T]) sequence() []row[T] {
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
func (l *Paged[T]) unloaded(rows []row[T], above, below *stretch[T]) []row[T] {
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

// needed is the page that will be needed next.
func (l *Paged[T]) needed() (pages.Request, bool) {
	switch {
	case l.all:
		if state := l.pages.State(); state == pages.Complete || state == pages.Failed {
			l.all = false
			return pages.Request{}, false
		}
		return l.pages.NeedNext()
	case l.query != "" || l.sorted:
		return l.neededUnordered()
	}
	if at, ok := l.under(); ok && at.entry == nil {
		if request, needed := l.neededFor(at); needed {
			return request, true
		}
	}
	last := l.window.LastVisible()
	if l.upward {
		// From below, what is not loaded is reached where it ends.
		for n := l.window.Cursor(); n >= l.window.Top() && n < len(l.shown.rows); n-- {
			if r := l.shown.rows[n]; r.entry == nil && r.below != nil {
				return l.pages.NeedBefore(r.below, l.options.Margin)
			}
		}
	}
	return l.pages.Need(l.indexAt(l.window.Cursor()), l.indexAt(last), l.margin())
}

// neededUnordered is the page that will be needed next where the rows do not follow the
// service's order: what was loaded before a refresh, and in a sorted list the next one
// when the end is near. What a filter shows says nothing of what it will want.
func (l *Paged[T]) neededUnordered() (pages.Request, bool) {
	if request, needed := l.pages.NeedOlder(); needed {
		return request, true
	}
	near := l.query == "" && l.window.LastVisible() >= l.shown.items-l.margin()
	if !near && !l.nextPage && l.pages.Fetched() > 0 {
		return pages.Request{}, false
	}
	l.nextPage = false
	return l.pages.NeedNext()
}

// neededFor is the page that brings the first of what is not loaded, or where the cursor
// came from below, the last.
func (l *Paged[T]) neededFor(r row[T]) (pages.Request, bool) {
	switch {
	case l.upward && r.below != nil:
		return l.pages.NeedBefore(r.below, l.options.Margin)
	case r.above != nil:
		return l.pages.NeedBehind(r.above)
	}
	return l.pages.NeedNext()
}

// indexAt is the index, among what is loaded, of the last item that stands in a row or
// above it; -1 for none.
func (l *Paged[T]) indexAt(at int) int {
	for ; at >= 0; at-- {
		if at >= len(l.shown.rows) || l.shown.rows[at].number == 0 {
			continue
		}
		if index, ok := l.pages.Numbered(l.shown.rows[at].number - 1); ok {
			return index
		}
	}
	return -1
}
