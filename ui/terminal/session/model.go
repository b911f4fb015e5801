package session

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/terminal/painter"
)

// Model is a root model that knows where the terminal's cursor belongs.
type Model interface {
	tea.Model
	Caret() painter.Caret
}

// model runs the root model without Bubble Tea's renderer: its frames go to the painter.
type model struct {
	inner   Model
	session *Session
	shown   painter.Frame
}

// Model returns the root model as Bubble Tea is to run it.
func (s *Session) Model(root Model) tea.Model {
	return &model{inner: root, session: s}
}

// Init gives the root model the terminal's size first.
func (m *model) Init() tea.Cmd {
	size, err := m.session.Size()
	if err != nil {
		return m.inner.Init()
	}
	first := m.update(size)
	return tea.Batch(first, m.inner.Init())
}

// Update handles what is about the terminal alone, and hands everything on.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.FocusMsg:
		m.session.Repaint()
	case tea.KeyMsg:
		if msg.Type == tea.KeyCtrlL {
			m.session.Repaint()
		}
	}
	cmd := m.update(msg)
	return m, cmd
}

func (m *model) update(msg tea.Msg) tea.Cmd {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		m.shown.Width, m.shown.Height, m.shown.Text = size.Width, size.Height, ""
	}
	next, cmd := m.inner.Update(msg)
	if root, ok := next.(Model); ok {
		m.inner = root
	}
	return cmd
}

// View shows the frame.
func (m *model) View() string {
	frame := painter.Frame{Text: m.inner.View(), Width: m.shown.Width, Height: m.shown.Height, Caret: m.inner.Caret()}
	if frame != m.shown {
		m.shown = frame
		m.session.painter.Show(frame)
	}
	return ""
}
