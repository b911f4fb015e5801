package paged

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/pages"
	"acs-chat-tui/ui/screen"
)

// look is a reading of all that is loaded anew, beside what is shown, which stays
// until the last page of the look has come.
type look[T any] struct {
	pages *pages.Pages[T]
	// begun is when its first page was asked for.
	begun time.Time
	// under says that a page is under way.
	under bool
	// extra is how many pages it has read beyond those that are loaded.
	extra int
}

// Look makes the command for the next page of a look: it begins one, or goes on with
// the one that has begun. It reads as far as is loaded, and where all is, to the end, so
// that what is missing then is known to be gone. Where nothing is loaded, it starts.
func (l *List[T]) Look() tea.Cmd {
	if l.pages.Fetched() == 0 {
		if request, failed := l.pages.Retry(); failed {
			l.asked = l.now()
			return l.fetch(request)
		}
		return l.ensure()
	}
	if l.look == nil {
		l.look = &look[T]{pages: l.pages.Beside(), begun: l.now()}
	}
	if l.look.under {
		return nil
	}
	request, needed := l.look.pages.Need(l.look.pages.Len(), 1)
	if !needed {
		l.look = nil
		return nil
	}
	l.look.under = true
	return l.options.Fetch(request)
}

// Looking says that a look has begun and needs a further page.
func (l *List[T]) Looking() bool { return l.look != nil && !l.look.under }

// LookProblem is why the last look failed; nil where it did not.
func (l *List[T]) LookProblem() error { return l.lookProblem }

// AsOf is when what is shown was asked of the service, of several pages the first;
// zero where nothing is loaded.
func (l *List[T]) AsOf() time.Time { return l.asOf }

func (l *List[T]) now() time.Time {
	if l.options.Now == nil {
		return time.Time{}
	}
	return l.options.Now()
}

// DropLook ends a look that has become old: what it has read says nothing of now. The
// next one begins anew, and the answer to a request under way comes too late.
func (l *List[T]) DropLook() { l.look = nil }

// dropLook ends a look: what it was to read is read otherwise.
func (l *List[T]) dropLook() { l.look, l.lookProblem = nil, nil }

// ofLook says whether an answer is a look's.
func (l *List[T]) ofLook(generation uint64) bool {
	return l.look != nil && l.look.under && l.look.pages.Generation() == generation
}

// lookFailed ends a look; what is shown stays.
func (l *List[T]) lookFailed(err error) { l.look, l.lookProblem = nil, err }

// lookLoaded takes a page of a look, and shows what it has read when that is all.
func (l *List[T]) lookLoaded(page pages.Page[T]) tea.Cmd {
	fresh := l.look.pages
	l.look.under = false
	fresh.Loaded(fresh.Generation(), page)
	if fresh.State() == pages.Failed {
		l.lookFailed(fresh.Err())
		return nil
	}
	if !l.lookEnds() {
		return nil
	}
	l.lastPage = max(1, len(page.Items))
	l.asOf, l.lookProblem = l.look.begun, nil
	// A place that a refresh was to find again is kept by this.
	l.look, l.restore, l.reach = nil, "", 0
	l.hold(func() { l.replace(fresh) })
	return l.ensure()
}

// lookEnds says whether a look has read enough: as far as is loaded, and the item under
// the cursor where that is within a page more.
func (l *List[T]) lookEnds() bool {
	fresh := l.look.pages
	switch {
	case fresh.State() == pages.Complete:
		return true
	case l.pages.State() == pages.Complete, fresh.Len() < l.pages.Len():
		return false
	}
	if item, ok := l.Selected(); ok && l.look.extra == 0 {
		if _, found := fresh.Index(l.options.Key(item)); !found {
			l.look.extra++
			return false
		}
	}
	return true
}

// replace shows what a look has read, with what has changed marked.
func (l *List[T]) replace(fresh *pages.Pages[T]) {
	if l.changes == nil {
		l.changes = map[string]change[T]{}
	}
	l.forgetSeen()
	l.gone = l.missing(fresh)
	l.markFound(fresh)
	l.pages, l.problem, l.drawn = fresh, nil, false
	l.takeTexts(true)
	l.arrange()
	l.match()
}

// missing is what is gone: what was gone before and has not been seen yet, and what two
// looks one after the other should have found and did not. Pages are numbered, and what
// comes or goes while they are read moves the rest: a single look may pass over what is
// there, unless one page was the whole list. Until then an item keeps its place,
// unmarked. What may only stand outside of the pages that a look read is not called gone.
func (l *List[T]) missing(fresh *pages.Pages[T]) []gone[T] {
	order := l.serviceOrder()
	last := l.lastKept(order, fresh)
	whole := fresh.State() == pages.Complete && fresh.Fetched() == 1 && fresh.Offset() == 0
	var all []gone[T]
	doubted, behind := map[string]bool{}, map[string][]T{}
	before := ""
	for place, at := range order {
		item := l.itemAt(at)
		key := l.options.Key(item)
		if _, kept := fresh.Index(key); kept {
			before = key
			continue
		}
		within := fresh.State() == pages.Complete || (l.options.Stable && place < last)
		switch {
		case key == "" || (at >= 0 && outside(fresh.Offset(), before, within)):
			delete(l.changes, key)
		case at >= 0 && !whole && !l.doubted[key]:
			doubted[key] = true
			behind[before] = append(behind[before], item)
		case l.markGone(key, item, at < 0):
			all = append(all, gone[T]{item: item, key: key, text: l.textAt(at), after: before})
		default:
			delete(l.changes, key)
		}
	}
	fresh.Retain(behind)
	l.doubted = doubted
	return all
}

// outside says that an item may stand before or after what a look has read: within says
// that nothing stands after, and before is the item in front of it.
func outside(offset int, before string, within bool) bool {
	return !within || (offset > 0 && before == "")
}

// lastKept is the place of the last item that a look has found again; -1 for none.
func (l *List[T]) lastKept(order []int, fresh *pages.Pages[T]) int {
	for place, at := range slices.Backward(order) {
		if _, kept := fresh.Index(l.options.Key(l.itemAt(at))); kept {
			return place
		}
	}
	return -1
}

// markGone marks an item as gone; false for one that was gone before and has been seen.
func (l *List[T]) markGone(key string, item T, before bool) bool {
	c, marked := l.changes[key]
	if before {
		return marked
	}
	if marked && c.kind == screen.Changed && !c.came {
		item = c.base
	}
	l.changes[key] = change[T]{kind: screen.Gone, base: item, what: "gone"}
	return true
}

// markFound marks what is new and what has changed.
func (l *List[T]) markFound(fresh *pages.Pages[T]) {
	all := l.pages.State() == pages.Complete
	first, last := fresh.Len(), -1
	for at := range fresh.Len() {
		if _, known := l.pages.Index(l.options.Key(fresh.At(at))); known {
			first, last = min(first, at), at
		}
	}
	for at := range fresh.Len() {
		item := fresh.At(at)
		key := l.options.Key(item)
		if key == "" {
			continue
		}
		old, known := l.pages.Index(key)
		c, marked := l.changes[key]
		switch {
		case known:
			l.compare(key, l.pages.At(old), item)
		case marked && c.kind == screen.Gone:
			l.changes[key] = change[T]{kind: screen.Changed, base: c.base, what: "was gone, is back"}
		case (at > first || fresh.Offset() == 0) && (all || at < last):
			// Behind the last one that was loaded stands what only was not loaded yet.
			l.changes[key] = change[T]{kind: screen.New, what: "new"}
			if !all && !l.options.Stable {
				l.changes[key] = change[T]{kind: screen.Changed, came: true, what: "new, or moved up: it was not loaded before"}
			}
		}
	}
}
