// Package requestlog is the log of requests: what was really sent, attempt by
// attempt, and what came back, without secrets.
//
//	log.go        Log: what is kept, the newest of it
//	requestlog.go Model: the screen, a list and below it one entry whole
//	actions.go    what its keys do with entries, and its help; view.go its frame
//	row.go        an entry in one line; words.go its words
//	filter.go     some of the entries
//	details.go    an entry whole; indent.go the JSON in it
//	curl.go       an entry as a command for a shell
//	har.go        entries as an HTTP Archive
package requestlog

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/field"
	"acs-chat-tui/ui/widget/list"
)

// Model is the screen.
type Model struct {
	host    screen.Host
	theme   *theme.Theme
	log     *Log
	version string
	window  *list.Model
	keys    keyMap

	filter    *field.Field
	filtering bool
	query     string
	// matches are the entries that the filter lets through, newest first.
	matches []*entry
	// held is the entry that the cursor stays on; nil where it stands on the first
	// row and follows what comes.
	held *entry
	// before is the entry that the cursor stood on when the filter was begun.
	before *entry

	// opened is the entry that is shown whole; nil while the list is.
	opened   *entry
	document *document.Model

	width, height int
}

var (
	_ screen.Screen    = (*Model)(nil)
	_ screen.Clickable = (*Model)(nil)
)

type keyMap struct {
	Open, Copy, Export, Clear, Filter, Unfilter, Back key.Binding
	KeepFilter, DropFilter                            key.Binding
	Up, Down, PageUp, PageDown                        key.Binding
	HalfUp, HalfDown, First, Last                     key.Binding
}

// New makes the screen on a log. version is the program's, which an archive names.
func New(host screen.Host, t *theme.Theme, log *Log, version string) *Model {
	k := host.Keys()
	m := &Model{
		host: host, theme: t, log: log, version: version,
		window: list.New(), filter: field.New("part of method, path, answer or request id"), document: document.New(k),
	}
	m.keys = keyMap{
		Open: k.Bind(keys.Open, "all of it"), Copy: k.Bind(keys.Copy, "copy as curl"), Export: k.Bind(keys.Export, "save as HAR"),
		Clear: k.Bind(keys.ClearLog, "clear"), Filter: k.Bind(keys.Filter, ""), Unfilter: k.Bind(keys.Back, "clear the filter"),
		Back: k.Bind(keys.Back, ""),
		// While a filter is typed the keys are text, and these two are no actions.
		KeepFilter: key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "keep the filter")),
		DropFilter: key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "clear the filter")),
		Up:         k.Bind(keys.Up, ""), Down: k.Bind(keys.Down, ""), PageUp: k.Bind(keys.PageUp, ""), PageDown: k.Bind(keys.PageDown, ""),
		HalfUp: k.Bind(keys.HalfPageUp, ""), HalfDown: k.Bind(keys.HalfPageDown, ""),
		First: k.Bind(keys.First, "newest, and follow"), Last: k.Bind(keys.Last, "oldest"),
	}
	muted := func(s string) string { return t.Muted.Render(s) }
	m.window.SetScrollbarStyles(muted, nil)
	return m
}

// Init does nothing: the program hands over what comes.
func (m *Model) Init() tea.Cmd { return nil }

// headLines are the lines above the rows.
const headLines = 2

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.window.SetSize(width, max(0, height-headLines))
	m.window.Clamp(m.length())
	m.document.SetSize(width, height)
	if m.opened != nil {
		m.document.SetLines(m.describe(m.opened))
	}
}

// Title is the screen's name.
func (m *Model) Title() string { return "Request log" }

// CapturesKeys is true while the filter is typed.
func (m *Model) CapturesKeys() bool { return m.filtering }

// Close has nothing to end.
func (m *Model) Close() {}

// Update takes a key, or the news that something came.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ExchangesMsg:
		m.match()
		m.keepPlace()
	}
	return nil
}

// length is the number of rows.
func (m *Model) length() int {
	if m.query != "" {
		return len(m.matches)
	}
	return m.log.Len()
}

// at is the entry of a row.
func (m *Model) at(row int) *entry {
	if m.query != "" {
		return m.matches[row]
	}
	return m.log.newest(row)
}

// selected is the entry under the cursor, or nil.
func (m *Model) selected() *entry {
	if m.opened != nil {
		return m.opened
	}
	if row := m.window.Cursor(); row < m.length() {
		return m.at(row)
	}
	return nil
}

// hold remembers the entry under the cursor, unless it follows.
func (m *Model) hold() {
	m.held = nil
	if row := m.window.Cursor(); row > 0 && row < m.length() {
		m.held = m.at(row)
	}
}

// keepPlace brings the cursor back to its entry after rows have come or gone. Where
// that one gave way, it is the oldest.
func (m *Model) keepPlace() {
	if m.held == nil {
		m.window.First()
		return
	}
	row, found := m.log.row(m.held)
	if found && m.query != "" {
		row = slices.Index(m.matches, m.held)
		found = row >= 0
	}
	if !found {
		row = m.length() - 1
	}
	m.window.Shift(row-m.window.Cursor(), m.length())
	if !found {
		m.hold()
	}
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case m.filtering:
		m.filterKey(msg)
	case key.Matches(msg, m.keys.Copy):
		return m.copyCommand()
	case key.Matches(msg, m.keys.Export):
		m.askFile()
	case m.opened != nil:
		if key.Matches(msg, m.keys.Back) {
			m.opened = nil
			m.hold()
			return nil
		}
		m.document.Key(msg)
	case key.Matches(msg, m.keys.Unfilter) && m.query != "":
		m.clearFilter()
	case key.Matches(msg, m.keys.Back):
		m.host.Back()
	case key.Matches(msg, m.keys.Filter):
		m.beginFilter()
	case key.Matches(msg, m.keys.Clear):
		m.askClear()
	case key.Matches(msg, m.keys.Open):
		m.open()
	default:
		m.move(msg)
		m.hold()
	}
	return nil
}

// Click puts the cursor on an entry, and opens the one that it stands on.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	if m.opened != nil {
		return false, nil
	}
	there, again := m.window.Click(x, y-headLines, m.length())
	if opens := again && !m.filtering; opens {
		return true, m.key(m.host.Keys().Press(keys.Open))
	}
	if there {
		m.filtering = false
		m.hold()
	}
	return there, nil
}

// open shows the entry under the cursor whole; the cursor stays on it, whatever comes.
func (m *Model) open() {
	m.opened = m.selected()
	m.held = m.opened
	if m.opened != nil {
		m.document.Home()
		m.document.SetLines(m.describe(m.opened))
	}
}

func (m *Model) move(msg tea.KeyMsg) {
	length := m.length()
	switch {
	case key.Matches(msg, m.keys.Up):
		m.window.Move(-1, length)
	case key.Matches(msg, m.keys.Down):
		m.window.Move(1, length)
	case key.Matches(msg, m.keys.PageUp):
		m.window.PageUp(length)
	case key.Matches(msg, m.keys.PageDown):
		m.window.PageDown(length)
	case key.Matches(msg, m.keys.HalfUp):
		m.window.HalfPageUp(length)
	case key.Matches(msg, m.keys.HalfDown):
		m.window.HalfPageDown(length)
	case key.Matches(msg, m.keys.First):
		m.window.First()
	case key.Matches(msg, m.keys.Last):
		m.window.Last(length)
	}
}
