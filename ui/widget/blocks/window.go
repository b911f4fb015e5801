package blocks

import (
	"strings"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/scrollbar"
)

// blockWidth is the width of a block: the last column is the scrollbar's, whether it
// is shown or not, so that no text is wrapped anew when it appears.
func (m *Model) blockWidth() int {
	if m.width < 2 {
		return m.width
	}
	return m.width - 1
}

func (m *Model) heightOf(source Source, index int) int {
	if index < 0 || index >= source.Len() {
		return 0
	}
	return max(1, source.Height(index, m.blockWidth()))
}

// Clamp fits cursor and window to the list as it is now: the block under the cursor is
// in the window, if not whole, and no line of the window is empty that could be
// filled. It is to be called when the list or the window has changed; every other
// method that is given the source, and View, do it as well.
func (m *Model) Clamp(source Source) {
	length := source.Len()
	m.cursor, m.top = within(m.cursor, length), within(m.top, length)
	if length == 0 || m.height == 0 {
		m.skip = 0
		return
	}
	m.skip = max(0, min(m.skip, m.heightOf(source, m.top)-1))
	switch {
	case m.cursor < m.top:
		m.top, m.skip = m.cursor, 0
	case m.cursor > m.top && m.lineOf(source, m.cursor) >= m.height:
		m.showEnd(source)
	}
	if missing := m.missing(source, m.height); missing > 0 {
		m.scrollUp(source, missing)
	}
}

// reveal scrolls the block under the cursor into the window, whole where it fits.
func (m *Model) reveal(source Source) {
	m.Clamp(source)
	height := m.heightOf(source, m.cursor)
	switch {
	case height > m.height:
	case m.cursor == m.top:
		m.skip = 0
	case m.lineOf(source, m.cursor)+height > m.height:
		m.showEnd(source)
	}
}

// showEnd puts the block under the cursor at the window's end, or where it does not
// fit, its first line at the window's top.
func (m *Model) showEnd(source Source) {
	m.top, m.skip = m.cursor, 0
	m.scrollUp(source, m.height-m.heightOf(source, m.cursor))
}

// within is the index of the list that is nearest to i.
func within(i, length int) int { return max(min(i, length-1), 0) }

// lineOf is the line of the window in which a block begins; less than 0 above it. Of a
// block below the window it says no more than that.
func (m *Model) lineOf(source Source, index int) int {
	line := -m.skip
	for i := m.top; i < index && line < m.height; i++ {
		line += m.heightOf(source, i)
	}
	return line
}

// blockAt is the block that a line of the window belongs to, or else the last one.
func (m *Model) blockAt(source Source, line int) int {
	index, end := m.top, m.heightOf(source, m.top)-m.skip
	for line >= end && index+1 < source.Len() {
		index++
		end += m.heightOf(source, index)
	}
	return index
}

// missing is by how many lines the list ends before a number of lines from the
// window's top.
func (m *Model) missing(source Source, lines int) int {
	lines += m.skip
	for i := m.top; i < source.Len() && lines > 0; i++ {
		lines -= m.heightOf(source, i)
	}
	return max(0, lines)
}

// scrollDown moves the window down, not beyond the end of the list, and says by how
// many lines.
func (m *Model) scrollDown(source Source, lines int) int {
	lines = max(0, lines-m.missing(source, m.height+lines))
	m.skip += lines
	for m.top+1 < source.Len() {
		height := m.heightOf(source, m.top)
		if m.skip < height {
			break
		}
		m.skip -= height
		m.top++
	}
	return lines
}

// scrollUp moves the window up and says by how many lines.
func (m *Model) scrollUp(source Source, lines int) int {
	moved := 0
	for moved < lines {
		if m.skip == 0 {
			if m.top == 0 {
				break
			}
			m.top--
			m.skip = m.heightOf(source, m.top)
		}
		step := min(m.skip, lines-moved)
		m.skip -= step
		moved += step
	}
	return moved
}

// View draws the window: exactly as many lines as it is high, each exactly as wide as
// it is. An empty source shows the lines of emptyText, which may be styled, from the
// top left. A window of no width or no height gives "".
func (m *Model) View(source Source, emptyText ...string) string {
	if m.width == 0 || m.height == 0 {
		return ""
	}
	m.Clamp(source)
	lines := make([]string, 0, m.height)
	if source.Len() == 0 {
		for _, line := range emptyText {
			lines = append(lines, text.Fit(line, m.width))
		}
		return m.pad(lines)
	}
	bar, width := m.scrollbar(source), m.blockWidth()
	index, line := m.top, m.skip
	for len(lines) < m.height && index < source.Len() {
		if line >= m.heightOf(source, index) {
			index, line = index+1, 0
			continue
		}
		drawn := text.Fit(source.Line(index, line, width, index == m.cursor), width)
		if bar.Shown {
			drawn += bar.At(len(lines))
		}
		lines = append(lines, drawn)
		line++
	}
	return m.pad(lines)
}

// pad joins exactly as many lines as the window is high.
func (m *Model) pad(lines []string) string {
	lines = lines[:min(len(lines), m.height)]
	for len(lines) < m.height {
		lines = append(lines, "")
	}
	for i, line := range lines {
		if text.Width(line) < m.width {
			lines[i] = text.Fit(line, m.width)
		}
	}
	return strings.Join(lines, "\n")
}

// scrollbar is the last column of the window. It counts blocks: how many lines there
// are nobody has counted.
func (m *Model) scrollbar(source Source) scrollbar.Bar {
	atEnd := m.missing(source, m.height+1) > 0
	if m.width < 2 || (atEnd && m.top == 0 && m.skip == 0) {
		return scrollbar.Bar{}
	}
	visible := m.blockAt(source, m.height-1) - m.top + 1
	last := max(source.Len()-visible, 2)
	position := min(m.top, last-1)
	switch {
	case atEnd:
		position = last
	case m.skip > 0:
		position = max(position, 1)
	}
	return scrollbar.New(m.height, visible, source.Len(), position, last, m.bar)
}
