// Package paged is a list whose items are fetched page by page as it is
// scrolled: the pages' state, the virtual list and a filter put together, with
// their keys. The screens give it their rows.
package paged

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/pages"
	"acs-chat-tui/ui/theme"
	"acs-chat-tui/ui/widget/field"
	"acs-chat-tui/ui/widget/list"
)

// List is the list. It is for the update goroutine alone.
type List[T any] struct {
	options Options[T]
	theme   *theme.Theme
	pages   *pages.Pages[T]
	window  *list.Model
	keys    KeyMap
	problem []string

	filter    *field.Field
	filtering bool
	query     string
	// matches are the items that the filter lets through, by index.
	matches []int
	// matched says of each item whether the filter lets it through.
	matched []bool

	// sorted says that the items are shown by Options.Compare, and order is the order that
	// they are shown in without a filter, by index; nil for the pages' own.
	sorted bool
	order  []int

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

	// texts are what a filter looks at, in lower case, one an item.
	texts, names []string
	// alike says that no text holds what the filter says, and that the matches are only
	// like it.
	alike bool
	// before is the item that the cursor stood on when the filter was begun.
	before string

	// restore is the item to come back to after a refresh, and reach how far the
	// list is to be loaded for it; 0 where it need not be.
	restore  string
	reach    int
	lastPage int
	// all says that all pages are being loaded.
	all bool

	width, height int
}

// New returns an empty list; Start fetches its first page.
func New[T any](t *theme.Theme, options Options[T]) *List[T] {
	l := &List[T]{
		options: options, theme: t, pages: pages.New(options.Key), window: list.New(), keys: newKeyMap(options.Keys),
		filter: field.New("part of a name or id; ! before it for all others"),
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

// Pages is the state of what is loaded, to read from.
func (l *List[T]) Pages() *pages.Pages[T] { return l.pages }

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

// Refresh starts over from the first page; what is loaded stays in sight until
// it arrives, and the cursor comes back to the item that it stands on.
func (l *List[T]) Refresh() tea.Cmd {
	l.keepPlace()
	l.ClearChanges()
	return l.fetch(l.begin(l.pages.Refresh()))
}

// Reload starts over where the list begins, which after a jump is not the first
// item.
func (l *List[T]) Reload() tea.Cmd {
	l.keepPlace()
	return l.fetch(l.begin(l.pages.Jump(l.pages.Offset())))
}

// begin takes the time at which the list starts over; a look is overtaken.
func (l *List[T]) begin(request pages.Request) pages.Request {
	l.dropLook()
	l.asked = l.now()
	return request
}

// keepPlace remembers the item under the cursor and how far the list was loaded
// around it.
func (l *List[T]) keepPlace() {
	item, ok := l.Selected()
	if !ok {
		return
	}
	l.restore, l.reach = l.options.Key(item), l.window.Cursor()
	if l.query != "" || l.order != nil {
		l.reach = l.pages.Len() - 1
	}
}

// Jump starts over at an item, counted from 0.
func (l *List[T]) Jump(skip int) tea.Cmd {
	l.clearFilter()
	l.restore, l.reach, l.all = "", 0, false
	l.ClearChanges()
	request := l.begin(l.pages.Jump(skip))
	l.window.First()
	return l.options.Fetch(request)
}

// Loaded takes a page; false means that it is too late for it.
func (l *List[T]) Loaded(generation uint64, page pages.Page[T]) (bool, tea.Cmd) {
	if l.ofLook(generation) {
		return true, l.lookLoaded(page)
	}
	replaces := l.pages.Stale() || l.pages.Fetched() == 0
	if !l.pages.Loaded(generation, page) {
		return false, nil
	}
	l.problem, l.lastPage = nil, len(page.Items)
	if replaces {
		l.asOf, l.lookProblem, l.doubted = l.asked, nil, nil
	}
	show := func() {
		l.dropFound()
		l.takeTexts(replaces)
		l.arrange()
		l.match()
	}
	if l.restore == "" && l.order != nil {
		// What came may stand above the cursor.
		l.hold(show)
	} else {
		show()
		l.findAgain()
	}
	l.window.Clamp(l.Len())
	if l.pages.State() == pages.Failed {
		l.problem = []string{l.pages.Err().Error()}
	}
	return true, l.ensure()
}

// Failed takes the news that a page failed, in words.
func (l *List[T]) Failed(generation uint64, err error, problem []string) {
	if l.ofLook(generation) {
		l.lookFailed(err)
		return
	}
	if l.pages.Failed(generation, err) {
		l.problem, l.all = problem, false
		l.window.Clamp(l.Len())
	}
}

// Broken takes the news that whatever was under way broke off, in words.
func (l *List[T]) Broken(err error, problem []string) {
	if l.look != nil && l.look.under {
		l.lookFailed(err)
	}
	l.Failed(l.pages.Generation(), err, problem)
}

// findAgain puts the cursor back on the item that it stood on.
func (l *List[T]) findAgain() {
	if l.restore == "" {
		return
	}
	if row, ok := l.RowOf(l.restore); ok {
		l.window.SetCursor(row, l.Len())
		l.restore = ""
	} else if l.pages.State() == pages.Complete {
		l.restore = ""
	}
}

// ensure fetches the page that will be needed next, one at a time.
func (l *List[T]) ensure() tea.Cmd {
	if l.all {
		return l.ensureAll()
	}
	last := l.window.LastVisible(l.Len())
	if l.query != "" {
		// What a filter shows says nothing of what it will want.
		last = -1
	}
	if l.pages.Len() > l.reach {
		l.reach = 0
	}
	margin := l.options.Margin
	if l.pages.Fetched() > 0 {
		// The service may send smaller pages than were asked for.
		margin = max(1, l.lastPage)
	}
	if l.query != "" && l.reach == 0 && l.pages.Fetched() > 0 {
		return nil
	}
	request, needed := l.pages.Need(max(last, l.reach), margin)
	if !needed {
		return nil
	}
	return l.options.Fetch(request)
}

// count is the number of items in sight.
func (l *List[T]) count() int {
	if l.query != "" {
		return len(l.matches)
	}
	return l.loadedCount()
}

// statusRow says whether a last row tells of the pages to come.
func (l *List[T]) statusRow() bool {
	return l.pages.State() != pages.Complete && (l.pages.Fetched() > 0 || l.pages.State() == pages.Failed) && l.query == ""
}

// Len is the number of rows: the items and, while there is more, a last row that
// tells of it.
func (l *List[T]) Len() int {
	if l.statusRow() {
		return l.count() + 1
	}
	return l.count()
}

// item is the item of a row.
func (l *List[T]) item(row int) T { return l.itemAt(l.index(row)) }

// Selected is the item under the cursor.
func (l *List[T]) Selected() (item T, ok bool) {
	at := l.window.Cursor()
	if at >= l.count() {
		return item, false
	}
	return l.item(at), true
}

// OnFailure says that the cursor stands on the row of a failed page.
func (l *List[T]) OnFailure() bool {
	return l.pages.State() == pages.Failed && (l.window.Cursor() >= l.count() || l.count() == 0)
}

// Final reports whether a page failed in a way that asking for it again cannot mend.
func (l *List[T]) Final() bool { return pages.IsFinal(l.pages.Err()) }

// Capturing says that the filter takes the keys.
func (l *List[T]) Capturing() bool { return l.filtering }

// Alike says that nothing holds what the filter says: what is shown is only like it.
func (l *List[T]) Alike() bool { return l.alike }

// Filtered says that a filter is in force.
func (l *List[T]) Filtered() bool { return l.query != "" }

// Key takes one key; handled is false for a key that is not the list's.
func (l *List[T]) Key(msg tea.KeyMsg) (handled bool, cmd tea.Cmd) {
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
		request, ok := l.pages.Retry()
		if !ok {
			return true, nil
		}
		l.asked = l.now()
		return true, l.options.Fetch(request)
	case !l.move(msg):
		return false, nil
	}
	return true, l.ensure()
}
