// Package details is a page of text about one thing: labelled lines that are
// wrapped, never cut, and scrolled. Where they can be copied one by one, a cursor goes
// over them.
package details

import (
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// Model is the screen.
type Model struct {
	host     screen.Host
	theme    *theme.Theme
	page     screen.ToDetails
	document *document.Model
	fields   *fields
	copyKey  key.Binding
	back     key.Binding
	width    int
}

var (
	_ screen.Screen    = (*Model)(nil)
	_ screen.Clickable = (*Model)(nil)
)

// New makes the screen.
func New(host screen.Host, t *theme.Theme, page screen.ToDetails) *Model {
	m := &Model{
		host: host, theme: t, page: page, document: document.New(host.Keys()), fields: newFields(t, page.Lines, page.CopyText),
		copyKey: host.Keys().Bind(keys.Copy, "copy "+page.CopyLabel),
		back:    host.Keys().Bind(keys.Back, ""),
	}
	m.document.SetSource(m.fields)
	if page.CopyText == "" && !m.hasCursor() {
		m.copyKey.SetEnabled(false)
	}
	return m
}

// hasCursor says whether a cursor goes over the lines.
func (m *Model) hasCursor() bool { return len(m.fields.copyable) > 0 }

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
		return m.copy()
	case m.hasCursor() && m.move(k):
	default:
		m.document.Key(k)
	}
	return nil
}

// copy copies the field under the cursor, or what the page is about.
func (m *Model) copy() tea.Cmd {
	if m.hasCursor() {
		return m.host.Copy(m.fields.copies())
	}
	return m.host.Copy(m.page.CopyLabel, m.page.CopyText)
}

// move moves the cursor. At the first and the last field the page scrolls on, so that
// what stands above and below them can be read.
func (m *Model) move(k tea.KeyMsg) bool {
	for _, action := range []keys.Action{keys.Down, keys.Up, keys.First, keys.Last} {
		if !m.host.Keys().Is(k, action) {
			continue
		}
		if !m.fields.move(action) {
			return false
		}
		m.document.Show(m.fields.first(), m.fields.last())
		return true
	}
	return false
}

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.fields.width = width, width
	m.document.SetSize(width, max(0, height-len(m.head())))
	if m.hasCursor() {
		m.document.Show(m.fields.first(), m.fields.last())
	}
}

// Title is the page's title.
func (m *Model) Title() string { return m.page.Title }

// CapturesKeys is never true.
func (m *Model) CapturesKeys() bool { return false }

// Close has nothing to end.
func (m *Model) Close() {}

// View draws the page.
func (m *Model) View() string {
	return strings.Join(append(m.head(), m.document.View()...), "\n")
}

// head stands above the page.
func (m *Model) head() []string { return []string{m.theme.Heading.Render(m.page.Title), ""} }

// Click puts the cursor on a field that can be copied.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	line, ok := m.document.RowAt(y - len(m.head()))
	return ok && x >= 0 && x < m.width && m.fields.point(line), nil
}

// Help lists the keys.
func (m *Model) Help() help.KeyMap {
	copyKey := m.copyKey
	if m.hasCursor() {
		name, _ := m.fields.copies()
		copyKey = m.host.Keys().Bind(keys.Copy, "copy "+text.Sanitize(name))
	}
	return document.Help{Keys: m.host.Keys(), Actions: []key.Binding{m.back, copyKey}}
}
