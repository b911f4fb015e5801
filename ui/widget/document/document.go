// Package document is a scrolled text of a few dozen lines.
package document

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/theme"
)

// Model is the text and the place in it.
type Model struct {
	keys          *keys.Map
	lines         []string
	top           int
	width, height int
}

// New returns an empty document that is scrolled with the keys of k.
func New(k *keys.Map) *Model { return &Model{keys: k} }

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
	is := func(action keys.Action) bool { return m.keys.Is(msg, action) }
	switch {
	case is(keys.Down):
		m.top++
	case is(keys.Up):
		m.top--
	case is(keys.PageDown):
		m.top += max(1, m.height)
	case is(keys.PageUp):
		m.top -= max(1, m.height)
	case is(keys.HalfPageDown):
		m.top += max(1, m.height/2)
	case is(keys.HalfPageUp):
		m.top -= max(1, m.height/2)
	case is(keys.First):
		m.top = 0
	case is(keys.Last):
		m.top = len(m.lines)
	default:
		return false
	}
	m.clamp()
	return true
}

// Show scrolls no further than needed to bring the lines first to last into sight; of
// more than there is room for, the first ones.
func (m *Model) Show(first, last int) {
	m.top = max(m.top, last-m.height+1)
	m.top = min(m.top, first)
	m.clamp()
}

// LineAt is the line, counted from 0, that View shows on a line of its room; ok is false
// where it shows none.
func (m *Model) LineAt(y int) (line int, ok bool) {
	line = m.top + y
	return line, y >= 0 && y < m.height && line < len(m.lines)
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
type Help struct {
	Keys    *keys.Map
	Actions []key.Binding
}

// ShortHelp is the actions.
func (h Help) ShortHelp() []key.Binding { return h.Actions }

// FullHelp is the actions and the keys that scroll.
func (h Help) FullHelp() [][]key.Binding {
	return [][]key.Binding{h.Actions, {
		h.Keys.Bind(keys.Up, ""), h.Keys.Bind(keys.Down, ""), h.Keys.Bind(keys.PageUp, ""), h.Keys.Bind(keys.PageDown, ""),
		h.Keys.Bind(keys.HalfPageUp, ""), h.Keys.Bind(keys.HalfPageDown, ""),
		h.Keys.Bind(keys.First, "first line"), h.Keys.Bind(keys.Last, "last line"),
	}}
}

// Cut leaves most lines of those that are said below something. Where it cuts, the last
// line names the key that shows all of it.
func Cut(t *theme.Theme, k *keys.Map, lines []string, most, width int) []string {
	most = max(1, most)
	if len(lines) <= most {
		return lines
	}
	more := t.Muted.Render(text.Truncate("  … "+k.Name(keys.ShowWhole)+" shows all of it", width))
	return append(slices.Clone(lines[:most-1]), more)
}

// Failure is what stands in place of a screen that could load nothing: what went wrong,
// with room for the line that says what can be done.
func Failure(t *theme.Theme, k *keys.Map, facts []string, width, height int) []string {
	const hint = 2
	return append([]string{""}, Cut(t, k, Problem(t, facts, width), height-1-hint, width)...)
}
