package list

import (
	"strings"

	"acs-chat-tui/ui/text"
)

const (
	trackGlyph = "│"
	thumbGlyph = "┃"
)

// View draws the window: exactly as many lines as it is high, each exactly as
// wide as it is, with a scrollbar in the last column where there is more than
// a window of rows (its length is the share of the rows that there are so far,
// not of a total nobody knows). An empty source shows the lines of emptyText,
// which may be styled, from the top left. A window of no width or no height
// gives "".
//
// A row that is not of the width asked for is cut or padded: a mistake in one
// row does not break the screen.
func (m *Model) View(source Source, emptyText ...string) string {
	if m.width == 0 || m.height == 0 {
		return ""
	}
	length := source.Len()
	if length <= 0 {
		return m.viewEmpty(emptyText)
	}
	m.Clamp(length)
	bar := m.scrollbar(length)
	width := m.width
	if bar.shown {
		width--
	}
	var out strings.Builder
	out.Grow(m.height * (m.width + 16))
	for line := range m.height {
		if line > 0 {
			out.WriteByte('\n')
		}
		if index := m.top + line; index < length {
			out.WriteString(text.Fit(source.Row(index, width, index == m.cursor), width))
		} else {
			out.WriteString(text.Fit("", width))
		}
		if bar.shown {
			out.WriteString(bar.at(line))
		}
	}
	return out.String()
}

func (m *Model) viewEmpty(lines []string) string {
	var out strings.Builder
	for line := range m.height {
		if line > 0 {
			out.WriteByte('\n')
		}
		content := ""
		if line < len(lines) {
			content = lines[line]
		}
		out.WriteString(text.Fit(content, m.width))
	}
	return out.String()
}

// scrollbar is the last column of a window.
type scrollbar struct {
	shown        bool
	first, after int // the lines of the thumb
	track, thumb string
}

func (m *Model) scrollbar(length int) scrollbar {
	if length <= m.height || m.width < 2 {
		return scrollbar{}
	}
	size := max(int(int64(m.height)*int64(m.height)/int64(length)), 1)
	first := int(int64(m.top) * int64(m.height-size) / int64(length-m.height))
	// At the very ends, and only there, the thumb touches the ends.
	if first == 0 && m.top > 0 && m.height-size > 1 {
		first = 1
	}
	return scrollbar{
		shown: true,
		first: first,
		after: first + size,
		track: glyph(trackGlyph, "|", m.track),
		thumb: glyph(thumbGlyph, "#", m.thumb),
	}
}

func (b scrollbar) at(line int) string {
	if line >= b.first && line < b.after {
		return b.thumb
	}
	return b.track
}

// glyph is the first of two that takes one cell, styled. Line drawing takes
// two where RUNEWIDTH_EASTASIAN is set.
func glyph(line, ascii string, styled func(string) string) string {
	if text.Width(line) != 1 {
		line = ascii
	}
	if styled == nil {
		return line
	}
	return styled(line)
}
