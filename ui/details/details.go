// Package details is a page of text about one thing: labelled lines that are
// wrapped, never cut, and scrolled.
package details

import (
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/theme"
	"acs-chat-tui/ui/widget/document"
)

// Model is the screen.
type Model struct {
	host     screen.Host
	theme    *theme.Theme
	page     screen.ToDetails
	document *document.Model
	copyKey  key.Binding
	back     key.Binding
	width    int
}

var _ screen.Screen = (*Model)(nil)

// New makes the screen.
func New(host screen.Host, t *theme.Theme, page screen.ToDetails) *Model {
	m := &Model{
		host: host, theme: t, page: page, document: document.New(host.Keys()),
		copyKey: host.Keys().Bind(keys.Copy, "copy "+page.CopyLabel),
		back:    host.Keys().Bind(keys.Back, ""),
	}
	m.copyKey.SetEnabled(page.CopyText != "")
	return m
}

// Init does nothing: all is there.
func (m *Model) Init() tea.Cmd { return nil }

// Update takes a key.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(k, m.back):
		m.host.Back()
	case key.Matches(k, m.copyKey):
		return m.host.Copy(m.page.CopyLabel, m.page.CopyText)
	default:
		m.document.Key(k)
	}
	return nil
}

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width = width
	m.document.SetSize(width, max(0, height-2))
	m.document.SetLines(document.Labelled(m.theme, m.page.Lines, width))
}

// Title is the page's title.
func (m *Model) Title() string { return m.page.Title }

// CapturesKeys is never true.
func (m *Model) CapturesKeys() bool { return false }

// Close has nothing to end.
func (m *Model) Close() {}

// View draws the page.
func (m *Model) View() string {
	return strings.Join(append([]string{m.theme.Heading.Render(m.page.Title), ""}, m.document.View()...), "\n")
}

// Help lists the keys.
func (m *Model) Help() help.KeyMap {
	return document.Help{Keys: m.host.Keys(), Actions: []key.Binding{m.back, m.copyKey}}
}
