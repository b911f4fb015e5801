package paged

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
)

// LoadAll loads the pages that are left, one after the other, until the last one has
// come, one fails, or StopLoading. A page that failed is asked for again.
func (l *List[T]) LoadAll() tea.Cmd {
	if l.pages.State() == pages.Complete {
		return nil
	}
	l.all = true
	if request, failed := l.pages.Retry(); failed {
		return l.fetch(request)
	}
	return l.ensure()
}

// LoadingAll reports whether all pages are being loaded.
func (l *List[T]) LoadingAll() bool { return l.all }

// StopLoading ends LoadAll. A page that is under way still comes.
func (l *List[T]) StopLoading() { l.all = false }

// AllLoaded reports whether everything is loaded, from the first item to the last.
func (l *List[T]) AllLoaded() bool { return l.pages.State() == pages.Complete }

// needed is the page that will be needed next.
func (l *List[T]) needed() (pages.Request, bool) {
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
	last := l.window.LastVisible(l.Len())
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
func (l *List[T]) neededUnordered() (pages.Request, bool) {
	if request, needed := l.pages.NeedOlder(); needed {
		return request, true
	}
	near := l.query == "" && l.window.LastVisible(l.Len()) >= l.shown.items-l.margin()
	if !near && !l.nextPage && l.pages.Fetched() > 0 {
		return pages.Request{}, false
	}
	l.nextPage = false
	return l.pages.NeedNext()
}

// neededFor is the page that brings the first of what is not loaded, or where the cursor
// came from below, the last.
func (l *List[T]) neededFor(r row[T]) (pages.Request, bool) {
	switch {
	case l.upward && r.below != nil:
		return l.pages.NeedBefore(r.below, l.options.Margin)
	case r.above != nil:
		return l.pages.NeedBehind(r.above)
	}
	return l.pages.NeedNext()
}

// margin is how many rows are kept loaded beyond those in sight. The service may send
// smaller pages than were asked for.
func (l *List[T]) margin() int {
	if l.pages.Fetched() > 0 {
		return max(1, l.lastPage)
	}
	return l.options.Margin
}

// indexAt is the index, among what is loaded, of the last item that stands in a row or
// above it; -1 for none.
func (l *List[T]) indexAt(at int) int {
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

// ensure fetches the page that will be needed next, one at a time.
func (l *List[T]) ensure() tea.Cmd {
	request, needed := l.needed()
	if !needed {
		return nil
	}
	// A page in a gap divides it.
	l.change(func() {})
	return l.fetch(request)
}

// fetch makes the command for a page, one of many where all are loaded.
func (l *List[T]) fetch(request pages.Request) tea.Cmd {
	if l.all && l.options.FetchPaced != nil {
		return l.options.FetchPaced(request)
	}
	return l.options.Fetch(request)
}
