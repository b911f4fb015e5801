// Package requestlog is the log of requests: what was really sent, attempt by
// attempt, and what came back, without secrets.
package requestlog

import (
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// Model is the screen.
type Model struct {
	host    screen.Host
	theme   *theme.Theme
	log     *Log
	version string
	list    *list.List[*entry]
	keys    keyMap

	// opened is the entry that is shown whole; nil while the list is.
	opened   *entry
	document *document.Model

	width int
}

var (
	_ screen.Screen    = (*Model)(nil)
	_ screen.Clickable = (*Model)(nil)
)

type keyMap struct{ Open, Copy, Export, Clear, Back key.Binding }

// New makes the screen on a log. version is the program's, which an archive names.
func New(host screen.Host, t *theme.Theme, log *Log, version string) *Model {
	k := host.Keys()
	m := &Model{host: host, theme: t, log: log, version: version, document: document.New(k)}
	m.list = list.New(list.Options[*entry]{
		Keys: k, Theme: t, Noun: "request", Head: m.counted, Empty: m.emptyText, Follows: true,
		Key:        func(e *entry) string { return strconv.Itoa(e.number) },
		Text:       func(e *entry) string { return e.found },
		FilterHint: "part of method, path, answer or request id",
		Row:        func(e *entry, _, _ int, selected bool) string { return m.row(e, selected) },
		Moves:      map[keys.Action]string{keys.First: "newest, and follow", keys.Last: "oldest"},
	})
	m.keys = keyMap{
		Open: k.Bind(keys.Open, "all of it"), Copy: k.Bind(keys.Copy, "copy as curl"), Export: k.Bind(keys.Export, "save as HAR"),
		Clear: k.Bind(keys.ClearLog, "clear"), Back: k.Bind(keys.Back, ""),
	}
	m.list.SetItems(log.newestFirst())
	return m
}

// Init does nothing: the program hands over what comes.
func (m *Model) Init() tea.Cmd { return nil }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width = width
	m.list.SetSize(width, height)
	m.document.SetSize(width, height)
	if m.opened != nil {
		m.document.SetLines(m.describe(m.opened))
	}
}

// Title is the screen's name.
func (m *Model) Title() string { return "Request log" }

// CapturesKeys is true while the filter is typed.
func (m *Model) CapturesKeys() bool { return m.list.Capturing() }

// Close has nothing to end.
func (m *Model) Close() {}

// Update takes a key, or the news that something came.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ExchangesMsg:
		m.list.SetItems(m.log.newestFirst())
	}
	return nil
}

// selected is the entry under the cursor, or nil.
func (m *Model) selected() *entry {
	if m.opened != nil {
		return m.opened
	}
	e, _ := m.list.Selected()
	return e
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	if m.opened == nil {
		if handled, cmd := m.list.KeyFirst(msg); handled {
			return cmd
		}
	}
	switch {
	case key.Matches(msg, m.keys.Copy):
		return m.copyCommand()
	case key.Matches(msg, m.keys.Export):
		m.askFile()
	case m.opened != nil && key.Matches(msg, m.keys.Back):
		m.show(nil)
	case m.opened != nil:
		m.document.Key(msg)
	case key.Matches(msg, m.keys.Back):
		m.host.Back()
	case key.Matches(msg, m.keys.Clear):
		m.askClear()
	case key.Matches(msg, m.keys.Open):
		m.show(m.selected())
	default:
		m.list.Key(msg)
	}
	return nil
}

// Click puts the cursor on an entry, and opens the one that it stands on.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	if m.opened != nil {
		return false, nil
	}
	there, opens, _ := m.list.Click(x, y)
	if opens {
		return true, m.key(m.host.Keys().Press(keys.Open))
	}
	return there, nil
}

// show shows an entry whole, or for nil the list; the cursor stays on the entry, whatever
// comes meanwhile.
func (m *Model) show(e *entry) {
	m.opened = e
	m.list.SetFollows(e == nil)
	if e != nil {
		m.document.Home()
		m.document.SetLines(m.describe(e))
	}
}
