package list

import (
	"strings"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/scrollbar"
)

// View draws the window: exactly as many lines as it is high, each exactly as wide as it
// is, with a scrollbar in the last column where not all rows are in sight (its length is
// the share of the rows that there are so far, not of a total nobody knows). An empty
// source shows the lines of emptyText, which may be styled, from the top left. A window of
// no width or no height gives "".
//
// A row that is not of the width asked for is cut or padded: a mistake in one row does not
// break the screen.
func (m *Model) View(emptyText ...string) string {
	if m.width == 0 || m.height == 0 {
		return ""
	}
	m.Clamp()
	lines, width, bar := emptyText[:min(len(emptyText), m.height)], m.width, scrollbar.Bar{}
	if m.source.Len() > 0 {
		width, bar = m.rowWidth(), m.scrollbar()
		lines = m.Lines(width, m.cursor)
	}
	var out strings.Builder
	out.Grow(m.height * (m.width + 16))
	for n := range m.height {
		if n > 0 {
			out.WriteByte('\n')
		}
		line := ""
		if n < len(lines) {
			line = lines[n]
		}
		out.WriteString(text.Fit(line, width))
		switch {
		case bar.Shown:
			out.WriteString(bar.At(n))
		case width < m.width:
			out.WriteByte(' ')
		}
	}
	return out.String()
}

// scrollbar is the last column of the window. It counts rows: how many lines there are
// nobody has counted.
func (m *Model) scrollbar() scrollbar.Bar {
	atEnd := m.missing(m.height+1) > 0
	if m.width < 2 || (atEnd && m.top == 0 && m.skip == 0) {
		return scrollbar.Bar{}
	}
	visible := m.rowAt(m.height-1) - m.top + 1
	last := max(m.source.Len()-visible, 2)
	position := min(m.top, last-1)
	switch {
	case atEnd:
		position = last
	case m.skip > 0:
		position = max(position, 1)
	}
	return scrollbar.New(m.height, visible, m.source.Len(), position, last, m.bar)
}
