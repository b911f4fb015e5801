package list

import (
	"strings"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/scrollbar"
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
	width, bar := m.rowWidth(length)
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
		if bar.Shown {
			out.WriteString(bar.At(line))
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

// rowWidth is the width of a row, and the scrollbar beside it.
func (m *Model) rowWidth(length int) (int, scrollbar.Bar) {
	bar := m.scrollbar(length)
	if bar.Shown {
		return m.width - 1, bar
	}
	return m.width, bar
}

// scrollbar is the last column of the window.
func (m *Model) scrollbar(length int) scrollbar.Bar {
	if m.width < 2 {
		return scrollbar.Bar{}
	}
	return scrollbar.New(m.height, m.height, length, m.top, length-m.height, m.bar)
}
