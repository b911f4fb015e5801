// Package paged is a list whose items are fetched page by page as it is
// scrolled: the pages' state, the virtual list and a filter put together, with
// their keys. The screens give it their rows.
package paged

import (
	"iter"
	"maps"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/field"
	"acs-chat-tui/ui/widget/list"
)

// List is the list. It is for the update goroutine alone.
type List[T any] struct {
	options Options[T]
	theme   *theme.Theme
	pages   *pages.Pages[*entry[T]]
	// shown is made anew, by change, with everything that decides it.
	shown  shown[T]
	window *list.Model
	keys   KeyMap
	// problems say why the pages behind stretches failed, in words.
	problems map[*stretch[T]][]string

	filter    *field.Field
	filtering bool
	query     string
	// before is the item that the cursor stood on when the filter was begun.
	before *entry[T]
	// sorted says that the items are shown by Options.Compare.
	sorted bool

	// look is the look under way; nil for none. lookProblem says why the last one failed.
	look        *look[T]
	lookProblem error
	// changes are what looks have found, by key, and gone what is there no more.
	changes map[string]change[T]
	gone    []gone[T]
	// doubted are the items that the last look passed over, by key, and the one before
	// did not.
	doubted map[string]bool
	// drawn says that what is loaded now has been on the screen.
	drawn bool
	// asked is when the first page was asked for, and asOf when that of what is shown was.
	asked, asOf time.Time

	// awaited is the key of an item that the cursor goes to as soon as it is loaded.
	awaited string

	lastPage int
	// all says that all pages are being loaded, nextPage that a filter wants one more,
	// and upward that the cursor was moved up last.
	all, nextPage, upward bool
	// goal is the number that a jump goes to, as long as its page is under way, and origin
	// the item that it began at; beyond is the number of one that led to nothing.
	goal, beyond int
	origin       *entry[T]

	width, height int
}

// New returns an empty list; Start fetches its first page.
func New[T any](t *theme.Theme, options Options[T]) *List[T] {
	l := &List[T]{
		options: options, theme: t, pages: pages.New(func(e *entry[T]) string { return e.key }),
		problems: map[*stretch[T]][]string{}, window: list.New(), keys: newKeyMap(options.Keys),
		filter: field.New("part of a name or id; ! before it for all others"),
	}
	if options.Stable {
		l.pages.Stable()
	}
	muted := func(s string) string { return t.Muted.Render(s) }
	l.window.SetScrollbarStyles(muted, nil)
	return l
}

// Keys are the list's keys, those enabled that do something now.
func (l *List[T]) Keys() KeyMap {
	k := l.keys
	switch {
	case l.all:
		keys.Unless("it is under way", &k.LoadAll)
	case l.pages.State() == pages.Complete:
		keys.Unless("all are loaded", &k.LoadAll)
	}
	if !l.all {
		keys.Unless("not all are being loaded", &k.StopLoading)
	}
	if l.query == "" {
		keys.Unless("there is no filter", &k.Unfilter)
	}
	if l.pages.Fetched() == 0 {
		keys.Unless("no page has come", &k.Filter)
	}
	if l.Final() {
		keys.Unless("asking for this page again cannot help", &k.Retry, &k.LoadAll)
	}
	return k
}

// Nothing says why no item is selected, for the keys that need one; item is what one
// is called.
func (l *List[T]) Nothing(item string) string {
	switch {
	case l.pages.Len() == 0 && l.pages.Fetched() == 0:
		return "none is loaded yet"
	case l.pages.Len() == 0:
		return "there is no " + item
	case l.Len() == 0:
		return "the filter matches nothing"
	}
	return "no " + item + " is selected"
}

// Started reports whether a page has come.
func (l *List[T]) Started() bool { return l.pages.Fetched() > 0 }

// HasFailed reports whether a page did not come.
func (l *List[T]) HasFailed() bool { return l.pages.State() == pages.Failed }

// Stale reports whether what is shown is of before a refresh whose first page is under
// way or has failed.
func (l *List[T]) Stale() bool { return l.pages.Stale() }

// LoadedCount is how many items are loaded.
func (l *List[T]) LoadedCount() int { return l.pages.Len() }

// Items are the items loaded, in the service's order.
func (l *List[T]) Items() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, e := range l.pages.Items() {
			if !yield(e.item) {
				return
			}
		}
	}
}

// Has reports whether the item with this key is loaded.
func (l *List[T]) Has(itemKey string) bool {
	_, loaded := l.pages.Index(itemKey)
	return loaded
}

// Find is the item with this key, as it is now.
func (l *List[T]) Find(itemKey string) (item T, loaded bool) {
	at, loaded := l.pages.Index(itemKey)
	if loaded {
		item = l.pages.At(at).item
	}
	return item, loaded
}

// Place is the place of the item with this key among those loaded, in the service's order.
func (l *List[T]) Place(itemKey string) (int, bool) { return l.pages.Index(itemKey) }

// Duplicates is how many items the service sent twice.
func (l *List[T]) Duplicates() int { return l.pages.Duplicates() }

// IsLoaded reports whether the item with a number, counted from 0, is loaded.
func (l *List[T]) IsLoaded(number int) bool {
	_, loaded := l.pages.Numbered(number)
	return loaded
}

// LastNumber is the largest number of a row.
func (l *List[T]) LastNumber() int {
	all := l.pages.Stretches()
	last := all[len(all)-1]
	return last.Offset() + last.Len()
}

// SetSize gives the list its room; two lines of it say what is loaded and name the
// columns. It fetches nothing: a page is kept ahead in any case, and the next key looks again.
func (l *List[T]) SetSize(width, height int) {
	l.width, l.height = width, height
	l.window.SetSize(width, max(0, height-headLines))
	l.window.Clamp(l.Len())
}

// Start fetches the first page.
func (l *List[T]) Start() tea.Cmd {
	l.asked = l.now()
	return l.ensure()
}

// Refresh starts over from the first page, and takes the marks of changes away. What is
// loaded stays until the service has said what there is now, and the cursor on its item.
func (l *List[T]) Refresh() tea.Cmd {
	l.ClearChanges()
	return l.Reload()
}

// Reload is Refresh that leaves the marks.
func (l *List[T]) Reload() tea.Cmd {
	l.dropLook()
	l.asked, l.goal, l.beyond = l.now(), 0, 0
	var request pages.Request
	l.change(func() { request = l.pages.Refresh() })
	return l.fetch(request)
}

// Jump goes to the item with a number, counted from 0. What is loaded stays.
func (l *List[T]) Jump(skip int) tea.Cmd {
	l.dropLook()
	l.clearFilter()
	l.upward, l.goal, l.beyond, l.origin = false, 0, 0, nil
	if at, ok := l.under(); ok {
		l.origin = at.entry
	}
	var request pages.Request
	var needed bool
	l.change(func() { request, needed = l.pages.Jump(skip) })
	if !needed {
		if at, loaded := l.pages.Numbered(skip); loaded {
			l.goTo(l.pages.At(at))
		}
		return l.ensure()
	}
	l.goal = skip + 1
	for n, r := range l.shown.rows {
		if r.entry == nil && r.above != nil && l.pages.LoadingOf(r.above) {
			l.window.SetCursor(n, l.Len())
		}
	}
	return l.options.Fetch(request)
}

// goTo puts the cursor on an item.
func (l *List[T]) goTo(e *entry[T]) {
	if n, ok := l.find(row[T]{entry: e}, nil); ok {
		l.window.SetCursor(n, l.Len())
	}
}

// Await has the cursor go to an item as soon as it is loaded, unless the user moves it
// before. A filter that hides the item is cleared.
func (l *List[T]) Await(itemKey string) { l.awaited = itemKey }

// welcome puts the cursor on the item that is awaited.
func (l *List[T]) welcome() {
	at, loaded := l.pages.Index(l.awaited)
	if l.awaited == "" || !loaded {
		return
	}
	if l.awaited = ""; !l.InSight(l.options.Key(l.pages.At(at).item)) {
		l.clearFilter()
	}
	l.goTo(l.pages.At(at))
}

// arrived ends a jump whose page has come, and says where it led to nothing.
func (l *List[T]) arrived() {
	if l.goal == 0 || l.pages.State() == pages.Loading {
		return
	}
	goal := l.goal
	l.goal = 0
	if _, loaded := l.pages.Numbered(goal - 1); loaded || l.pages.State() == pages.Failed {
		return
	}
	l.beyond = goal
	if l.origin != nil {
		l.goTo(l.origin)
	}
}

// Loaded takes a page; false means that it is too late for it.
func (l *List[T]) Loaded(generation uint64, page pages.Page[T]) (bool, tea.Cmd) {
	came := pages.Page[*entry[T]]{NextLink: page.NextLink}
	for _, item := range page.Items {
		came.Items = append(came.Items, l.newEntry(item))
	}
	if l.ofLook(generation) {
		return true, l.lookLoaded(came)
	}
	first := l.pages.Stale() || l.pages.Fetched() == 0
	taken := false
	l.change(func() {
		if taken = l.pages.Loaded(generation, came); taken {
			l.lastPage = len(came.Items)
			l.dropFound()
		}
	})
	if !taken {
		return false, nil
	}
	if first {
		l.asOf, l.lookProblem, l.doubted = l.asked, nil, nil
	}
	l.nextPage = false
	l.arrived()
	l.welcome()
	return true, l.ensure()
}

// Failed takes the news that a page failed, in words.
func (l *List[T]) Failed(generation uint64, err error, problem []string) {
	if l.ofLook(generation) {
		l.lookFailed(err)
		return
	}
	for _, s := range l.pages.Stretches() {
		if l.pages.LoadingOf(s) && l.pages.Generation() == generation {
			maps.DeleteFunc(l.problems, func(other *stretch[T], _ []string) bool { return other.Err() == nil })
			l.problems[s] = problem
		}
	}
	l.change(func() {
		if l.pages.Failed(generation, err) {
			l.all, l.nextPage, l.goal = false, false, 0
		}
	})
}

// Broken takes the news that whatever was under way broke off, in words.
func (l *List[T]) Broken(err error, problem []string) {
	if l.look != nil && l.look.under {
		l.lookFailed(err)
	}
	l.Failed(l.pages.Generation(), err, problem)
}

// Len is the number of rows: the items in sight, and what tells of those not loaded.
func (l *List[T]) Len() int { return len(l.shown.rows) }

// under is the row under the cursor.
func (l *List[T]) under() (row[T], bool) {
	if at := l.window.Cursor(); at < len(l.shown.rows) {
		return l.shown.rows[at], true
	}
	return row[T]{}, false
}

// Selected is the item under the cursor.
func (l *List[T]) Selected() (item T, ok bool) {
	if r, ok := l.under(); ok && r.entry != nil {
		return r.entry.item, true
	}
	return item, false
}

// OnFailure reports whether the cursor stands on the row of a failed page.
func (l *List[T]) OnFailure() bool {
	r, ok := l.under()
	if ok && r.entry == nil && r.above != nil {
		return r.above.Err() != nil
	}
	return l.shown.items == 0 && l.HasFailed()
}

// Final reports whether a page failed in a way that asking for it again cannot mend: the
// one whose row the cursor stands on, or else the first of those that failed.
func (l *List[T]) Final() bool {
	if r, ok := l.under(); ok && r.entry == nil && r.above != nil && r.above.Err() != nil {
		return pages.IsFinal(r.above.Err())
	}
	return pages.IsFinal(l.pages.Err())
}

// Query is the filter; empty for none.
func (l *List[T]) Query() string { return l.query }

// Capturing reports whether the filter takes the keys.
func (l *List[T]) Capturing() bool { return l.filtering }

// Alike reports whether nothing holds what the filter says: what is shown is only like it.
func (l *List[T]) Alike() bool { return l.shown.alike }

// Filtered reports whether a filter is in force.
func (l *List[T]) Filtered() bool { return l.query != "" }

// Key takes one key; handled is false for a key that is not the list's.
func (l *List[T]) Key(msg tea.KeyMsg) (handled bool, cmd tea.Cmd) {
	// Who presses a key does not wait for where a jump leads.
	l.origin = nil
	if l.filtering {
		l.filterKey(msg)
		return true, l.ensure()
	}
	switch {
	case key.Matches(msg, l.keys.Filter):
		if l.pages.Fetched() > 0 {
			l.beginFilter()
		}
		return true, nil
	case key.Matches(msg, l.keys.LoadAll):
		return true, l.LoadAll()
	case key.Matches(msg, l.keys.StopLoading) && l.all:
		l.all = false
		return true, nil
	case key.Matches(msg, l.keys.Unfilter) && l.query != "":
		l.clearFilter()
	case key.Matches(msg, l.keys.Retry) && l.OnFailure():
		return true, l.retry()
	case !l.move(msg):
		return false, nil
	}
	return true, l.ensure()
}

// retry asks for the failed page under the cursor again.
func (l *List[T]) retry() tea.Cmd {
	ask := l.pages.Retry
	if r, ok := l.under(); ok && r.above != nil {
		ask = func() (pages.Request, bool) { return l.pages.RetryOf(r.above) }
	}
	request, ok := ask()
	if !ok {
		return nil
	}
	l.asked = l.now()
	return l.options.Fetch(request)
}
