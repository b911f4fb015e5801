// Package document is a scrolled text, of which no more is drawn than what is in sight.
package document

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/list"
)

// Source is a text in parts, each of which is drawn by itself: a key costs the same at
// ten parts and at 100,000.
type Source interface {
	// Len is the number of parts.
	Len() int
	// Draw draws a part, its lines wrapped.
	Draw(part int) []string
}

// Lines is a text that is drawn already, a part a line.
type Lines []string

// Len is the number of lines.
func (l Lines) Len() int { return len(l) }

// Draw is a line.
func (l Lines) Draw(line int) []string { return l[line : line+1] }

// Model is the text and the place in it.
type Model struct {
	*list.Window
	keys          *keys.Map
	parts         parts
	width, height int
}

// New returns an empty document that is scrolled with the keys of k.
func New(k *keys.Map) *Model {
	m := &Model{keys: k}
	m.Window = list.NewWindow(&m.parts)
	m.SetLines(nil)
	return m
}

// parts is the text as rows of a window. The part drawn last is kept: its lines are asked
// for one by one.
type parts struct {
	Source
	drawn []string
	part  int
}

func (p *parts) draw(part int) []string {
	if p.drawn == nil || p.part != part {
		p.drawn, p.part = p.Draw(part), part
	}
	return p.drawn
}

// Height is the number of lines of a part.
func (p *parts) Height(part, _ int) int { return len(p.draw(part)) }

// Line is one of them.
func (p *parts) Line(part, line, _ int, _ bool) string { return p.draw(part)[line] }

// SetSize gives the document its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height, m.parts.drawn = width, max(0, height), nil
	m.Window.SetSize(width, height)
	m.Fit()
}

// SetLines sets the text, drawn and wrapped already.
func (m *Model) SetLines(lines []string) { m.SetSource(Lines(lines)) }

// SetSource sets the text.
func (m *Model) SetSource(source Source) {
	m.parts = parts{Source: source}
	m.Fit()
}

// Key takes one key; false for a key that does not scroll.
func (m *Model) Key(msg tea.KeyMsg) bool {
	is := func(action keys.Action) bool { return m.keys.Is(msg, action) }
	switch {
	case is(keys.Down):
		m.ScrollDown(1)
	case is(keys.Up):
		m.ScrollUp(1)
	case is(keys.PageDown):
		m.ScrollDown(max(1, m.height))
	case is(keys.PageUp):
		m.ScrollUp(max(1, m.height))
	case is(keys.HalfPageDown):
		m.ScrollDown(max(1, m.height/2))
	case is(keys.HalfPageUp):
		m.ScrollUp(max(1, m.height/2))
	case is(keys.First):
		m.Home()
	case is(keys.Last):
		m.End()
	default:
		return false
	}
	return true
}

// Wheel scrolls by a step of the mouse's wheel.
func (m *Model) Wheel(down bool) {
	for range screen.WheelLines {
		m.Key(screen.Arrow(down))
	}
}

// View is the lines in sight.
func (m *Model) View() []string {
	m.parts.drawn = nil
	return m.Lines(m.width, none)
}

// none is no row.
const none = -1

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

// Pane is what stands below a list: a rule and some lines, on exactly height lines; nothing
// where the height is 0.
func Pane(t *theme.Theme, lines []string, width, height int) []string {
	if height <= 0 {
		return nil
	}
	pane := make([]string, height)
	pane[0] = t.Muted.Render(strings.Repeat("─", max(0, width)))
	copy(pane[1:], lines)
	return pane
}

// Failure is what stands in place of a screen that could load nothing: what went wrong,
// with room for the line that says what can be done.
func Failure(t *theme.Theme, k *keys.Map, facts []string, width, height int) []string {
	const hint = 2
	return append([]string{""}, Cut(t, k, Problem(t, facts, width), height-1-hint, width)...)
}
