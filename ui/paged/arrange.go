package paged

import (
	"slices"
	"strings"
)

// missing stands for the items behind an item that is not loaded.
const missing = "\x00missing"

// gone is an item that a look did not find any more. It keeps its place behind the item
// that stood before it, until the user has seen that it is gone.
type gone[T any] struct {
	item T
	key  string
	// text is what a filter looks at, after the key of the item before it.
	text, after string
}

// Items are named by their index among the pages' items; those that are gone by the
// numbers below zero.

// itemAt is the item with an index.
func (l *List[T]) itemAt(at int) T {
	if at < 0 {
		return l.gone[-1-at].item
	}
	return l.pages.At(at)
}

// textAt is what a filter looks at.
func (l *List[T]) textAt(at int) string {
	if at < 0 {
		return l.gone[-1-at].text
	}
	return l.texts[at]
}

// index is the item's index in a row.
func (l *List[T]) index(row int) int {
	switch {
	case l.query != "":
		return l.matches[row]
	case l.order != nil:
		return l.order[row]
	}
	return row
}

// indexOf finds an item, gone ones as well.
func (l *List[T]) indexOf(itemKey string) (int, bool) {
	if at, ok := l.pages.Index(itemKey); ok {
		return at, true
	}
	g := slices.IndexFunc(l.gone, func(g gone[T]) bool { return g.key == itemKey })
	return -1 - g, g >= 0
}

// loadedCount is the number of items without a filter.
func (l *List[T]) loadedCount() int { return l.pages.Len() + len(l.gone) }

// arrange puts the items into the order that they are shown in: the service's, with
// those that are gone in their places, or sorted.
func (l *List[T]) arrange() {
	l.order = nil
	if len(l.gone) == 0 && !l.sorted {
		return
	}
	l.order = l.serviceOrder()
	if l.sorted {
		slices.SortStableFunc(l.order, func(a, b int) int { return l.options.Compare(l.itemAt(a), l.itemAt(b)) })
	}
}

// serviceOrder is the service's order, with those that are gone in their places.
func (l *List[T]) serviceOrder() []int {
	behind := map[string][]int{}
	for g := range l.gone {
		after := l.gone[g].after
		if _, loaded := l.pages.Index(after); after != "" && !loaded {
			after = missing
		}
		behind[after] = append(behind[after], -1-g)
	}
	order := append(make([]int, 0, l.loadedCount()), behind[""]...)
	for at := range l.pages.Len() {
		order = append(order, at)
		if len(behind) > 0 {
			if key := l.options.Key(l.pages.At(at)); key != "" {
				order = append(order, behind[key]...)
			}
		}
	}
	return append(order, behind[missing]...)
}

// Sorted says that the items are shown in the order of Options.Compare.
func (l *List[T]) Sorted() bool { return l.sorted }

// SetSorted shows what is loaded in the order of Options.Compare, or in the service's.
// The cursor stays on its item.
func (l *List[T]) SetSorted(sorted bool) {
	l.hold(func() {
		l.sorted = sorted
		l.arrange()
		l.match()
	})
}

// Retext takes the texts that a filter looks at anew: something that they tell has
// changed.
func (l *List[T]) Retext() {
	l.hold(func() {
		l.takeTexts(true)
		for g := range l.gone {
			l.gone[g].text = l.textOf(l.gone[g].item)
		}
		l.match()
	})
}

func (l *List[T]) textOf(item T) string { return strings.ToLower(l.options.Text(item)) }

// hold changes what is shown, and keeps the cursor on its item and the item on its line
// of the window. Where the window shows the first row it goes on doing so, as long as
// that leaves the item in sight: what comes in above it is seen.
func (l *List[T]) hold(change func()) {
	item, ok := l.Selected()
	top, line := l.window.Top(), l.window.Cursor()-l.window.Top()
	change()
	if ok {
		if row, found := l.RowOf(l.options.Key(item)); found {
			if top == 0 {
				line = row
			}
			l.window.Place(row, line, l.Len())
		}
	}
	l.window.Clamp(l.Len())
}
