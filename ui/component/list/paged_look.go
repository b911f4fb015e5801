package list

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/screen"
)

// look is a reading of all that is loaded anew, beside what is shown, which stays
// until the last page of the look has come.
type look[T any] struct {
	pages *pages.Pages[*entry[T]]
	// begun is when its first page was asked for.
	begun time.Time
	// under says that a page is under way.
	under bool
	// extra is how many pages it has read beyond those that are loaded.
	extra int
}

// Poll makes the command for the next page of a look: it begins one, or goes on with
// the one that has begun. It reads as far as is loaded, and where all is, to the end, so
// that what is missing then is known to be gone. Where nothing is loaded, it starts.
func (l *Paged[T]) Poll() tea.Cmd {
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
	ask, fresh := l.look.pages.NeedWanted, l.look.pages
	switch {
	case l.pages.State() == pages.Complete:
		ask = fresh.NeedNext
	case !fresh.WantsMore():
		ask = func() (pages.Request, bool) { return fresh.NeedBehind(fresh.Stretches()[0]) }
	}
	request, needed := ask()
	if !needed {
		l.look = nil
		return nil
	}
	l.look.under = true
	return l.options.Fetch(request)
}

// Polling says that a look has begun and needs a further page.
func (l *Paged[T]) Polling() bool { return l.look != nil && !l.look.under }

// CancelPoll ends a look that has become old: what it has read says nothing of now. The
// next one begins anew, and the answer to a request under way comes too late.
func (l *Paged[T]) CancelPoll() { l.look = nil }

// dropLook ends a look: what it was to read is read otherwise.
func (l *Paged[T]) dropLook() { l.look, l.lookProblem = nil, nil }

// ofLook says whether an answer is a look's.
func (l *Paged[T]) ofLook(generation uint64) bool {
	return l.look != nil && l.look.under && l.look.pages.Generation() == generation
}

// lookFailed ends a look; what is shown stays.
func (l *Paged[T]) lookFailed(err error) { l.look, l.lookProblem = nil, err }

// lookLoaded takes a page of a look, and shows what it has read when that is all.
func (l *Paged[T]) lookLoaded(page pages.Page[*entry[T]]) tea.Cmd {
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
	l.look, l.goal = nil, 0
	l.change(func() { l.replace(fresh) })
	l.goToAwaited()
	return l.ensure()
}

// lookEnds reports whether a look has read enough: as far as is loaded, and the item under
// the cursor where that is within a page more.
func (l *Paged[T]) lookEnds() bool {
	fresh := l.look.pages
	switch {
	case fresh.State() == pages.Complete:
		return true
	case l.pages.State() == pages.Complete, fresh.WantsMore():
		return false
	}
	r, ok := l.under()
	only := fresh.Stretches()[0]
	if ok && r.entry != nil && l.look.extra == 0 && len(fresh.Stretches()) == 1 && !only.Ended() {
		if _, found := fresh.Index(r.entry.key); !found {
			l.look.extra++
			return false
		}
	}
	return true
}

// replace shows what a look has read, with what has changed marked.
func (l *Paged[T]) replace(fresh *pages.Pages[*entry[T]]) {
	l.forgetSeen()
	found := l.missing(fresh)
	l.markFound(fresh)
	l.gone, l.pages, l.drawn = found, fresh, false
	clear(l.problems)
}

// missing is what is gone: what was gone before and has not been seen yet, and what two
// looks one after the other should have found and did not. Pages are numbered, and what
// comes or goes while they are read moves the rest: a single look may pass over what is
// there, unless one page was the whole list. Until then an item keeps its place,
// unmarked. What may only stand outside of the pages that a look read is not called gone.
func (l *Paged[T]) missing(fresh *pages.Pages[*entry[T]]) []gone[T] {
	m := misses[T]{
		list: l, fresh: fresh, doubted: map[string]bool{}, behind: map[string][]*entry[T]{},
		whole: fresh.State() == pages.Complete && fresh.Fetched() == 1,
	}
	parts, stretches := l.parts(), fresh.Stretches()
	for n, part := range parts {
		// Nothing stands behind what a look has read to the end.
		m.add(part, n == len(parts)-1 && stretches[len(stretches)-1].Ended())
	}
	fresh.Retain(m.behind)
	l.doubted = m.doubted
	return m.gone
}

// part are the rows of items between two gaps, and how many items of the service's list
// come before them.
type part[T any] struct {
	offset int
	rows   []row[T]
}

// parts are the parts of the list, in the service's order.
func (l *Paged[T]) parts() []part[T] {
	parts := []part[T]{{}}
	for _, r := range l.sequence() {
		last := &parts[len(parts)-1]
		switch {
		case r.entry != nil:
			last.rows = append(last.rows, r)
		case r.below != nil:
			parts = append(parts, part[T]{offset: r.below.Offset()})
		}
	}
	return parts
}

// misses are what a look did not find.
type misses[T any] struct {
	list    *Paged[T]
	fresh   *pages.Pages[*entry[T]]
	whole   bool
	gone    []gone[T]
	doubted map[string]bool
	behind  map[string][]*entry[T]
}

// add takes what is missing of one part.
func (m *misses[T]) add(part part[T], toTheEnd bool) {
	l, last := m.list, -1
	for n, r := range part.rows {
		if _, kept := m.fresh.Index(r.entry.key); kept {
			last = n
		}
	}
	before := ""
	for n, r := range part.rows {
		key := r.entry.key
		if _, kept := m.fresh.Index(key); kept {
			before = key
			continue
		}
		within, there := toTheEnd || (l.options.Stable && n < last), r.number > 0
		switch {
		case key == "" || (there && outside(part.offset, before, within)):
			delete(l.changes, key)
		case there && !m.whole && !l.doubted[key]:
			m.doubted[key] = true
			m.behind[before] = append(m.behind[before], r.entry)
		case l.markGone(r):
			m.gone = append(m.gone, gone[T]{entry: r.entry, after: before})
		default:
			delete(l.changes, key)
		}
	}
}

// outside reports whether an item may stand before or after what a look has read: within
// says that nothing stands after, and before is the item in front of it.
func outside(offset int, before string, within bool) bool {
	return !within || (offset > 0 && before == "")
}

// markGone marks an item as gone; false for one that was gone before and has been seen.
func (l *Paged[T]) markGone(r row[T]) bool {
	c, marked := l.changes[r.entry.key]
	if r.number == 0 {
		return marked
	}
	item := r.entry.item
	if marked && c.kind == screen.Changed && !c.came {
		item = c.base
	}
	l.changes[r.entry.key] = change[T]{kind: screen.Gone, base: item, what: "gone"}
	return true
}

// markFound marks what is new and what has changed.
func (l *Paged[T]) markFound(fresh *pages.Pages[*entry[T]]) {
	at, before := 0, l.pages.Stretches()
	for n, s := range fresh.Stretches() {
		all := n == len(fresh.Stretches())-1 && before[len(before)-1].Ended()
		l.markFoundIn(s.Offset(), fresh.Items()[at:at+s.Len()], all)
		at += s.Len()
	}
}

// markFoundIn marks what is new and what has changed in a stretch; all says that the list
// was loaded to the end there.
func (l *Paged[T]) markFoundIn(offset int, found []*entry[T], all bool) {
	first, last := len(found), -1
	for at, e := range found {
		if l.Has(e.key) {
			first, last = min(first, at), at
		}
	}
	for at, e := range found {
		if e.key == "" {
			continue
		}
		old, known := l.pages.Index(e.key)
		c, marked := l.changes[e.key]
		switch {
		case known:
			l.compare(e.key, l.pages.At(old).item, e.item)
		case marked && c.kind == screen.Gone:
			l.changes[e.key] = change[T]{kind: screen.Changed, base: c.base, what: "was gone, is back"}
		case (at > first || offset == 0) && (all || at < last):
			// Behind the last one that was loaded stands what only was not loaded yet.
			l.changes[e.key] = change[T]{kind: screen.New, what: "new"}
			if !all && !l.options.Stable {
				l.changes[e.key] = change[T]{kind: screen.Changed, came: true, what: "new, or moved up: it was not loaded before"}
			}
		}
	}
}

// ClearChanges takes all marks away; what is gone goes.
func (l *Paged[T]) ClearChanges() {
	l.change(func() {
		clear(l.changes)
		l.gone = nil
	})
}

// dropFound takes what has been found again out of what is gone.
func (l *Paged[T]) dropFound() {
	l.gone = slices.DeleteFunc(l.gone, func(g gone[T]) bool {
		found := l.Has(g.key)
		if found {
			delete(l.changes, g.key)
		}
		return found
	})
}
