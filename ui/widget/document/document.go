// Package document is a scrolled text, of which no more is drawn than what is in sight.
package document

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
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
	keys          *keys.Map
	source        Source
	top           place
	width, height int
}

// place is a line of a text: one of the lines of a part.
type place struct{ part, line int }

// before reports whether a place comes before another one.
func (p place) before(other place) bool {
	return p.part < other.part || p.part == other.part && p.line < other.line
}

// New returns an empty document that is scrolled with the keys of k.
func New(k *keys.Map) *Model { return &Model{keys: k, source: Lines(nil)} }

// SetSize gives the document its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.clamp()
}

// SetLines sets the text, drawn and wrapped already.
func (m *Model) SetLines(lines []string) { m.SetSource(Lines(lines)) }

// SetSource sets the text.
func (m *Model) SetSource(source Source) {
	m.source = source
	m.clamp()
}

// Home goes to the first line.
func (m *Model) Home() { m.top = place{} }

// clamp keeps the place in the text, the end of which is no higher than the room's.
func (m *Model) clamp() {
	if m.top.part < m.source.Len() && m.top.line > 0 {
		m.top.line = min(m.top.line, max(0, len(m.source.Draw(m.top.part))-1))
	}
	if last := m.above(place{part: m.source.Len()}, m.height); last.before(m.top) {
		m.top = last
	}
}

// above is the place that many lines above another one, or the first.
func (m *Model) above(from place, lines int) place {
	for lines > from.line && from.part > 0 {
		lines -= from.line
		from.part--
		from.line = len(m.source.Draw(from.part))
	}
	from.line = max(0, from.line-lines)
	return from
}

// below is the place that many lines below another one, or the end.
func (m *Model) below(from place, lines int) place {
	for from.part < m.source.Len() {
		rest := len(m.source.Draw(from.part)) - from.line
		if lines < rest {
			from.line += lines
			return from
		}
		lines -= rest
		from = place{part: from.part + 1}
	}
	return from
}

// Key takes one key; false for a key that does not scroll.
func (m *Model) Key(msg tea.KeyMsg) bool {
	is := func(action keys.Action) bool { return m.keys.Is(msg, action) }
	switch {
	case is(keys.Down):
		m.top = m.below(m.top, 1)
	case is(keys.Up):
		m.top = m.above(m.top, 1)
	case is(keys.PageDown):
		m.top = m.below(m.top, max(1, m.height))
	case is(keys.PageUp):
		m.top = m.above(m.top, max(1, m.height))
	case is(keys.HalfPageDown):
		m.top = m.below(m.top, max(1, m.height/2))
	case is(keys.HalfPageUp):
		m.top = m.above(m.top, max(1, m.height/2))
	case is(keys.First):
		m.top = place{}
	case is(keys.Last):
		m.top = place{part: m.source.Len()}
	default:
		return false
	}
	m.clamp()
	return true
}

// Show scrolls no further than needed to bring the parts first to last into sight; of
// more than there is room for, the first ones.
func (m *Model) Show(first, last int) {
	if lowest := m.above(place{part: min(last+1, m.source.Len())}, m.height); m.top.before(lowest) {
		m.top = lowest
	}
	if begin := (place{part: first}); begin.before(m.top) {
		m.top = begin
	}
	m.clamp()
}

// PartAt is the part that View shows on a line of its room; ok is false where it shows
// none.
func (m *Model) PartAt(y int) (part int, ok bool) {
	if y < 0 || y >= m.height {
		return 0, false
	}
	part = m.below(m.top, y).part
	return part, part < m.source.Len()
}

// Begins are the parts from first to before end: those that begin in sight.
func (m *Model) Begins() (first, end int) {
	first, end = m.top.part, m.top.part
	if m.top.line > 0 {
		first++
	}
	if m.height > 0 {
		end = m.below(m.top, m.height-1).part + 1
	}
	return first, max(first, min(end, m.source.Len()))
}

// View is the lines in sight.
func (m *Model) View() []string {
	var lines []string
	skip := m.top.line
	for part := m.top.part; part < m.source.Len() && len(lines) < m.height; part++ {
		drawn := m.source.Draw(part)
		lines = append(lines, drawn[min(skip, len(drawn)):]...)
		skip = 0
	}
	return slices.Clip(lines[:min(len(lines), max(0, m.height))])
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
