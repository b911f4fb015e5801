package list

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
)

// KeyMap is the keys of every list.
type KeyMap struct {
	Moves                                    []key.Binding
	Filter, KeepFilter, DropFilter, Unfilter key.Binding
	Retry, Refresh                           key.Binding
	LoadAll, StopLoading                     key.Binding
}

// moving are the actions that move the cursor.
func moving() []keys.Action {
	return []keys.Action{
		keys.Up, keys.Down, keys.PageUp, keys.PageDown, keys.HalfPageUp, keys.HalfPageDown, keys.First, keys.Last,
	}
}

func newKeyMap(m *keys.Map, names map[keys.Action]string) KeyMap {
	k := KeyMap{
		Filter: m.Bind(keys.Filter, ""),
		// While a filter is typed the keys are text, and these two are no actions.
		KeepFilter: key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "keep the filter")),
		DropFilter: key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "clear the filter")),
		Unfilter:   m.Bind(keys.Back, "clear the filter"),
		Retry:      m.Bind(keys.Open, "try again"),
		Refresh:    m.Bind(keys.Refresh, ""),
		LoadAll:    m.Bind(keys.LoadAll, ""), StopLoading: m.Bind(keys.Back, "stop loading"),
	}
	for _, action := range moving() {
		k.Moves = append(k.Moves, m.Bind(action, names[action]))
	}
	return k
}

// Typing lists the bindings that work while a filter is typed.
func (k KeyMap) Typing() []key.Binding { return []key.Binding{k.KeepFilter, k.DropFilter} }

// Navigation lists the bindings of a list that is loaded by pages, for a help page.
func (k KeyMap) Navigation() []key.Binding {
	return append(slices.Clip(k.Moves), k.Filter, k.LoadAll)
}

// Keys are the list's keys, those enabled that do something now.
func (l *List[T]) Keys() KeyMap {
	k := l.keys
	switch {
	case l.all:
		keys.Unless("it is under way", &k.LoadAll)
	case l.state() == pages.Complete:
		keys.Unless("all are loaded", &k.LoadAll)
	}
	if !l.all {
		keys.Unless("not all are being loaded", &k.StopLoading)
	}
	if l.query == "" {
		keys.Unless("there is no filter", &k.Unfilter)
	}
	if !l.Started() {
		keys.Unless("no page has come", &k.Filter)
	}
	if l.Final() {
		keys.Unless("asking for this page again cannot help", &k.Retry, &k.LoadAll)
	}
	return k
}

// KeyFirst takes a key that the list takes before its screen does: text for its filter, a
// retry, or the key that ends a filter or the loading of all.
func (l *List[T]) KeyFirst(msg tea.KeyMsg) (handled bool, cmd tea.Cmd) {
	back := l.options.Keys.Is(msg, keys.Back)
	if !l.filtering && !l.OnFailure() && (!back || l.query == "" && !l.all) {
		return false, nil
	}
	return l.Key(msg)
}

// Key takes one key; handled is false for a key that is not the list's.
func (l *List[T]) Key(msg tea.KeyMsg) (handled bool, cmd tea.Cmd) {
	is := func(action keys.Action) bool { return l.options.Keys.Is(msg, action) }
	// Who presses a key does not wait for where a jump leads.
	l.origin = nil
	if l.filtering {
		l.filterKey(msg)
		return true, l.ensure()
	}
	switch {
	case is(keys.Filter) && l.options.Text != nil:
		l.beginFilter()
		return true, nil
	case is(keys.LoadAll) && l.options.Fetch != nil:
		return true, l.LoadAll()
	case is(keys.Back) && l.all:
		l.all = false
		return true, nil
	case is(keys.Back) && l.query != "":
		l.clearFilter()
	case is(keys.Open) && l.OnFailure():
		return true, l.retry()
	case !l.move(msg):
		return false, nil
	}
	return true, l.ensure()
}

// move moves the cursor; false for a key that does not.
func (l *List[T]) move(msg tea.KeyMsg) bool {
	is := func(action keys.Action) bool { return l.options.Keys.Is(msg, action) }
	from := l.window.Cursor()
	if !l.window.Key(l.options.Keys, msg) {
		return false
	}
	l.nextPage = l.nextPage || is(keys.Last) && l.query != ""
	l.upward = l.window.Cursor() < from && !is(keys.First)
	l.beyond, l.awaited = 0, ""
	return true
}

// Click takes a click on a cell of what was drawn last: the cursor goes to the row that is
// shown there, and a filter that was being typed is kept. there is false where no row is;
// opens reports that the cursor stood on it before, so that the click opens it.
func (l *List[T]) Click(x, y int) (there, opens bool, cmd tea.Cmd) {
	there, again := l.window.Click(x, y-l.rowsTop)
	if !there {
		return false, false, nil
	}
	opens = again && !l.filtering
	l.filtering, l.upward, l.awaited, l.origin = false, false, "", nil
	return true, opens, l.ensure()
}
