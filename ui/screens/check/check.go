// Package check shows the test of a connection, each step as it passes.
package check

import (
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// Model is the screen.
type Model struct {
	host        screen.Host
	scope       *command.Scope
	theme       *theme.Theme
	connections command.Connections
	to          command.ToCheck

	lines    []string
	running  bool
	problem  *command.Problem
	document *document.Model

	width, height int
}

var _ screen.Screen = (*Model)(nil)

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, connections command.Connections, to command.ToCheck) *Model {
	return &Model{host: host, scope: scope, theme: t, connections: connections, to: to, document: document.New(host.Keys())}
}

// Init begins the test.
func (m *Model) Init() tea.Cmd { return m.begin() }

func (m *Model) begin() tea.Cmd {
	m.scope.Renew()
	m.lines, m.running, m.problem = nil, true, nil
	m.draw()
	return command.CheckConnection(m.scope, m.connections, m.to.ID)
}

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.document.SetSize(width, max(0, height-2))
	m.draw()
}

// Title is the screen's name.
func (m *Model) Title() string { return "Test of the connection" }

// CapturesKeys is never true.
func (m *Model) CapturesKeys() bool { return false }

// Close ends the test.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key, a step or the end.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.CheckLineMsg:
		if m.scope.Current(msg) {
			m.lines = append(m.lines, msg.Line)
			m.draw()
		}
	case command.CheckedMsg:
		if m.scope.Current(msg) {
			m.running, m.problem = false, msg.Problem
			m.draw()
		}
	case command.PanickedMsg:
		m.running, m.problem = false, msg.Problem
		m.draw()
	}
	return nil
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	k := m.host.Keys()
	switch {
	case k.Is(msg, keys.Back):
		m.host.Back()
	case k.Is(msg, keys.Refresh):
		return m.begin()
	case k.Is(msg, keys.Copy):
		if len(m.lines) > 0 {
			return m.host.Copy("report", strings.Join(m.lines, "\n")+"\n")
		}
	default:
		m.document.Key(msg)
	}
	return nil
}

// draw wraps the lines. The end of a running test is kept in sight.
func (m *Model) draw() {
	var drawn []string
	for _, line := range m.lines {
		content := strings.TrimLeft(line, " ")
		indent := text.Fit("", min(len(line)-len(content), max(0, m.width-1)))
		style := m.theme.Plain
		switch {
		case strings.HasPrefix(line, "ok "):
			style = m.theme.Success
		case strings.HasPrefix(line, "FAIL "):
			style = m.theme.Error
		case strings.HasPrefix(line, "note "):
			style = m.theme.Warning
		}
		if content == "" {
			drawn = append(drawn, "")
		}
		for _, wrapped := range text.Wrap(content, max(1, m.width-len(indent))) {
			drawn = append(drawn, indent+style.Render(wrapped))
		}
	}
	if m.problem != nil {
		drawn = append(drawn, "")
		drawn = append(drawn, document.Problem(m.theme, m.problem.Lines(), m.width)...)
	}
	m.document.SetLines(drawn)
	if last := len(drawn) - 1; last >= 0 && m.height > 0 {
		m.document.Show(last, last)
	}
}

// View draws the screen.
func (m *Model) View() string {
	head := "Test of " + text.Sanitize(m.to.Title)
	state := m.theme.Accent.Render(text.Truncate("running…", m.width))
	switch {
	case m.running:
	case m.problem != nil:
		state = m.theme.Error.Render(text.Truncate("✗ a step failed", m.width))
	default:
		state = m.theme.Success.Render(text.Truncate("✓ no step failed", m.width))
	}
	lines := append([]string{m.theme.Heading.Render(text.Truncate(head, m.width)), state}, m.document.View()...)
	return strings.Join(lines, "\n")
}

// Help lists the keys.
func (m *Model) Help() help.KeyMap {
	k := m.host.Keys()
	report := k.Bind(keys.Copy, "copy the report")
	if len(m.lines) == 0 {
		keys.Unless("no step has ended", &report)
	}
	return document.Help{Keys: k, Actions: []key.Binding{k.Bind(keys.Refresh, "test again"), report, k.Bind(keys.Back, "")}}
}
