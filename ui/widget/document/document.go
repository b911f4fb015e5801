// Package document is a scrolled text of a few dozen lines.
package document

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/theme"
)

// Model is the text and the place in it.
type Model struct {
	lines         []string
	top           int
	width, height int
}

// New returns an empty document.
func New() *Model { return &Model{} }

// SetSize gives the document its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.clamp()
}

// SetLines sets the text, drawn and wrapped already.
func (m *Model) SetLines(lines []string) {
	m.lines = lines
	m.clamp()
}

// Home goes to the first line.
func (m *Model) Home() { m.top = 0 }

func (m *Model) clamp() { m.top = max(0, min(m.top, len(m.lines)-m.height)) }

// Key takes one key; false for a key that does not scroll.
func (m *Model) Key(msg tea.KeyMsg) bool {
	switch msg.String() {
	case "down", "j":
		m.top++
	case "up", "k":
		m.top--
	case "pgdown", " ":
		m.top += max(1, m.height)
	case "pgup":
		m.top -= max(1, m.height)
	case "ctrl+d":
		m.top += max(1, m.height/2)
	case "ctrl+u":
		m.top -= max(1, m.height/2)
	case "g", "home":
		m.top = 0
	case "G", "end":
		m.top = len(m.lines)
	default:
		return false
	}
	m.clamp()
	return true
}

// View is the lines in sight.
func (m *Model) View() []string {
	if m.height <= 0 {
		return nil
	}
	last := min(len(m.lines), m.top+m.height)
	return append([]string(nil), m.lines[m.top:last]...)
}

// labelWidth is the width of the column of labels.
const labelWidth = 18

// Labelled draws labelled lines, the texts wrapped beside their labels. On a
// narrow terminal the text stands below its label.
func Labelled(t *theme.Theme, lines []screen.DetailLine, width int) []string {
	var drawn []string
	indent := labelWidth
	const narrow = 56
	if width < narrow {
		indent = 2
	}
	for _, line := range lines {
		label := text.Sanitize(line.Label)
		if line.Text == "" {
			drawn = append(drawn, t.Heading.Render(text.Truncate(label, width)))
			continue
		}
		first := text.Fit("", indent)
		switch {
		case label == "":
		case text.Width(label) < indent:
			first = t.Label.Render(text.Fit(label, indent))
		default:
			drawn = append(drawn, t.Label.Render(text.Truncate(label, width)))
		}
		for n, wrapped := range text.Wrap(text.Sanitize(line.Text), max(1, width-indent)) {
			if n > 0 {
				first = text.Fit("", indent)
			}
			drawn = append(drawn, first+wrapped)
		}
	}
	return drawn
}

// Problem draws what went wrong, a fact a line, the first one as the heading.
func Problem(t *theme.Theme, facts []string, width int) []string {
	var lines []string
	for n, fact := range facts {
		style := t.Plain
		if n == 0 {
			style, fact = t.Error, "✗ "+fact
		}
		for _, wrapped := range text.Wrap(fact, max(1, width-2)) {
			lines = append(lines, "  "+style.Render(wrapped))
		}
	}
	return lines
}

// Help is the help of a screen that shows a document.
type Help struct{ Actions []key.Binding }

// ShortHelp is the actions.
func (h Help) ShortHelp() []key.Binding { return h.Actions }

// FullHelp is the actions and the keys that scroll.
func (h Help) FullHelp() [][]key.Binding {
	return [][]key.Binding{h.Actions, {
		screen.Bind("↑ k", "up"), screen.Bind("↓ j", "down"), screen.Bind("pgup pgdn", "a page"), screen.Bind("ctrl+u ctrl+d", "half a page"),
		screen.Bind("g G", "first, last line"),
	}}
}
