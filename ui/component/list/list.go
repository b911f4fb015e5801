// Package list is what every list of the program is made of: rows of any height with a
// cursor, a filter, an order, marks of what has changed, and, where the items come page by
// page, their loading. A screen says where its items come from and how one is drawn.
//
// [List] is of items that are all there, [Paged] of a list that is fetched as it is
// scrolled. They are for the update goroutine alone.
package list

import (
	"cmp"
	"iter"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/field"
	"acs-chat-tui/ui/widget/list"
	"acs-chat-tui/ui/widget/scrollbar"
)

// List is a list.
type List[T any] struct {
	options Options[T]
	source  source[T]
	// shown is made anew, by change, with everything that decides it.
	shown  shown[T]
	window *list.Model
	keys   KeyMap

	filter    *field.Field
	filtering bool
	query     string
	// before is the item that the cursor stood on when the filter was begun.
	before *entry[T]
	// sorted says that the items are shown by Options.Compare.
	sorted bool

	// changes are what looks have found, by key.
	changes map[string]change[T]
	// drawn says that what is loaded now has been on the screen.
	drawn bool
	// lookProblem says why the last look failed.
	lookProblem error
	// asked is when the first page was asked for, and asOf when that of what is shown was.
	asked, asOf time.Time

	// awaited is the key of an item that the cursor goes to as soon as it is loaded.
	awaited string
	// all says that all pages are being loaded, nextPage that a filter wants one more,
	// and upward that the cursor was moved up last.
	all, nextPage, upward bool
	lastPage              int
	// goal is the number that a jump goes to, as long as its page is under way, and origin
	// the item that it began at; beyond is the number of one that led to nothing.
	goal, beyond int
	origin       *entry[T]

	// rowsTop is the line of what was drawn last on which the rows begin.
	rowsTop       int
	width, height int
}

// context is how many rows stay visible above and below the cursor.
const context = 2

// New returns an empty list; SetItems fills it.
func New[T any](options Options[T]) *List[T] {
	l := &List[T]{
		options: options, keys: newKeyMap(options.Keys, options.Moves), source: &fixed[T]{}, changes: map[string]change[T]{},
		filter: field.New(cmp.Or(options.FilterHint, "part of a name or id; ! before it for all others")),
	}
	l.window = list.New((*rows[T])(l), context)
	l.window.SetScrollbarStyles(scrollbar.Styles{Track: func(s string) string { return options.Theme.Muted.Render(s) }})
	return l
}

// SetFollows sets whether a cursor on the first row stays there when rows come in above it.
func (l *List[T]) SetFollows(follows bool) { l.options.Follows = follows }

// Nothing says why no item is selected, for the keys that need one; item is what one
// is called.
func (l *List[T]) Nothing(item string) string {
	switch loaded := l.source.store(); {
	case loaded.Len() == 0 && loaded.Fetched() == 0:
		return "none is loaded yet"
	case loaded.Len() == 0:
		return "there is no " + item
	case l.Len() == 0:
		return "the filter matches nothing"
	}
	return "no " + item + " is selected"
}

// Started reports whether a page has come.
func (l *List[T]) Started() bool { return l.source.store().Fetched() > 0 }

// HasFailed reports whether a page did not come.
func (l *List[T]) HasFailed() bool { return l.state() == pages.Failed }

// AllLoaded reports whether everything is loaded, from the first item to the last.
func (l *List[T]) AllLoaded() bool { return l.state() == pages.Complete }

func (l *List[T]) state() pages.State { return l.source.store().State() }

// LoadedCount is how many items are loaded.
func (l *List[T]) LoadedCount() int { return l.source.store().Len() }

// Items are the items loaded, in the service's order.
func (l *List[T]) Items() iter.Seq[T] {
	return func(yield func(T) bool) {
		loaded := l.source.store()
		for i := range loaded.Len() {
			if !yield(loaded.At(i).item) {
				return
			}
		}
	}
}

// Index is where the item with this key stands among those loaded, in the service's order.
func (l *List[T]) Index(itemKey string) (at int, loaded bool) { return l.source.store().Index(itemKey) }

// Has reports whether the item with this key is loaded.
func (l *List[T]) Has(itemKey string) bool {
	_, loaded := l.Index(itemKey)
	return loaded
}

// Find is the item with this key, as it is now.
func (l *List[T]) Find(itemKey string) (item T, loaded bool) {
	at, loaded := l.Index(itemKey)
	if loaded {
		item = l.source.store().At(at).item
	}
	return item, loaded
}

// SetSize gives the list its room; lines of it may say what is loaded and name the
// columns. It fetches nothing: a page is kept ahead in any case, and the next key asks
// again.
func (l *List[T]) SetSize(width, height int) {
	l.width, l.height = width, height
	l.window.SetSize(width, max(0, height-l.rowsTop))
	l.window.Clamp()
}

// Start fetches the first page.
func (l *List[T]) Start() tea.Cmd {
	l.asked = l.now()
	return l.ensure()
}

func (l *List[T]) now() time.Time {
	if l.options.Now == nil {
		return time.Time{}
	}
	return l.options.Now()
}

// Point puts the cursor on the item with this key; false where no row shows it.
func (l *List[T]) Point(itemKey string) bool {
	n, ok := l.RowOf(itemKey)
	if ok {
		l.window.SetCursor(n)
	}
	return ok
}

// Await has the cursor go to an item as soon as it is loaded, unless the user moves it
// before. A filter that hides the item is cleared.
func (l *List[T]) Await(itemKey string) {
	l.awaited = itemKey
	l.goToAwaited()
}

func (l *List[T]) goToAwaited() {
	if l.awaited == "" || !l.Has(l.awaited) {
		return
	}
	itemKey := l.awaited
	if l.awaited = ""; !l.InSight(itemKey) {
		l.clearFilter()
	}
	l.Point(itemKey)
}

// Len is the number of rows: the items in sight, and what stands for those not loaded.
func (l *List[T]) Len() int { return len(l.shown.rows) }

// under is the row under the cursor.
func (l *List[T]) under() (row[T], bool) {
	if at := l.window.Cursor(); at < len(l.shown.rows) {
		return l.shown.rows[at], true
	}
	return row[T]{}, false
}

// Selected is the item under the cursor.
func (l *List[T]) Selected() (item T, ok bool) { return l.At(l.window.Cursor()) }

// At is the item of a row; false where it stands for what is not loaded.
func (l *List[T]) At(row int) (item T, ok bool) {
	if row >= 0 && row < len(l.shown.rows) {
		if e := l.shown.rows[row].entry; e != nil {
			return e.item, true
		}
	}
	return item, false
}

// failed is the failed page whose row the cursor stands on.
func (l *List[T]) failed() (rest, bool) {
	if r, ok := l.under(); ok && r.entry == nil {
		what := l.source.rest(r)
		return what, what.err != nil
	}
	return rest{}, false
}

// OnFailure reports whether the cursor stands on the row of a failed page.
func (l *List[T]) OnFailure() bool {
	_, failed := l.failed()
	return failed || l.shown.items == 0 && l.HasFailed()
}

// Final reports whether a page failed in a way that asking for it again cannot mend: the
// one whose row the cursor stands on, or else the first of those that failed.
func (l *List[T]) Final() bool {
	if what, failed := l.failed(); failed {
		return pages.IsFinal(what.err)
	}
	return pages.IsFinal(l.source.store().Err())
}

// Problem is why a page failed, line by line, of several the first.
func (l *List[T]) Problem() []string { return l.source.problem() }

// FullText is why a page failed: the one whose row the cursor stands on, else the first.
func (l *List[T]) FullText() []string {
	if what, failed := l.failed(); failed {
		return what.problem
	}
	return l.Problem()
}

// AsOf is when what is shown was asked of the service, of several pages the first;
// zero where nothing is loaded.
func (l *List[T]) AsOf() time.Time { return l.asOf }

// PollProblem is why the last look failed; nil where it did not.
func (l *List[T]) PollProblem() error { return l.lookProblem }

// Polled is what looks have found.
func (l *List[T]) Polled() screen.PollState {
	found := screen.PollState{AsOf: l.asOf}
	if l.lookProblem != nil {
		found.Problem = l.lookProblem.Error()
	}
	found.New, found.Changed, found.Gone = l.Changes()
	if r, ok := l.under(); ok && r.entry != nil {
		found.Here = l.changes[r.entry.key].what
	}
	return found
}
