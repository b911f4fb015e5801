// Package blocks is a virtual list of blocks of several lines: a window onto text
// that somebody else keeps. It asks for the blocks in the window and for few beside
// it, so that a key costs the same at 250 blocks and at 100,000.
package blocks

import "acs-chat-tui/ui/widget/scrollbar"

// Source is what a list shows.
type Source interface {
	// Len is the number of blocks.
	Len() int
	// Height is the number of lines of a block, at least 1, where each may be width
	// cells wide.
	Height(index, width int) int
	// Line draws a line of a block, of exactly width cells.
	Line(index, line, width int, selected bool) string
}

// Model is the position in a list: the block under the cursor, the first line in the
// window, and the window's size. It holds no blocks. A block that is higher than the
// window is read line by line before the cursor goes on to the next one. What is
// outside the list is moved to its nearest end. Not safe for concurrent use.
type Model struct {
	width, height int
	cursor        int
	// top is the first block in the window, skip how many of its lines are above it.
	top, skip int
	bar       scrollbar.Styles
}

// New returns a list of size 0×0 with the cursor on the first block.
func New() *Model { return &Model{} }

// SetScrollbarStyles sets how the scrollbar is drawn.
func (m *Model) SetScrollbarStyles(styles scrollbar.Styles) { m.bar = styles }

// SetSize sets the window's size in cells and lines; less than 0 counts as 0.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = max(width, 0), max(height, 0)
}

// Cursor is the index of the selected block, 0 in an empty list.
func (m *Model) Cursor() int { return m.cursor }

// Top is the index of the first block in the window, of which not all may be.
func (m *Model) Top() int { return m.top }

// Line is the line of the window in which the block under the cursor begins; less than
// 0 where it begins above it.
func (m *Model) Line(source Source) int {
	m.Clamp(source)
	return m.lineOf(source, m.cursor)
}

// Put selects a block and scrolls so that it begins in a line of the window, as far as
// the ends of the list allow.
func (m *Model) Put(index, line int, source Source) {
	m.cursor = within(index, source.Len())
	m.top, m.skip = m.cursor, max(0, -line)
	m.scrollUp(source, line)
	m.Clamp(source)
}

// SetCursor selects a block and scrolls no further than needed to show it.
func (m *Model) SetCursor(index int, source Source) {
	m.cursor = index
	m.reveal(source)
}

// Click takes a click on a cell of the window as it was drawn last, and selects the
// block that a line of is shown there. there is false where none is; again says that the
// block was selected already. Nothing scrolls.
func (m *Model) Click(x, line int, source Source) (there, again bool) {
	m.Clamp(source)
	if x < 0 || x >= m.blockWidth() || line < 0 || line >= m.height || m.missing(source, line+1) > 0 {
		return false, false
	}
	index := m.blockAt(source, line)
	again = index == m.cursor
	m.cursor = index
	return true, again
}

// First selects the first block.
func (m *Model) First() { m.cursor, m.top, m.skip = 0, 0, 0 }

// Last selects the last block and shows its end.
func (m *Model) Last(source Source) {
	m.cursor = source.Len() - 1
	m.Clamp(source)
	if over := m.lineOf(source, m.cursor) + m.heightOf(source, m.cursor) - m.height; over > 0 {
		m.scrollDown(source, over)
	}
}

// Down moves the cursor to the next block; in a block that goes on below the window it
// scrolls by a line.
func (m *Model) Down(source Source) {
	m.Clamp(source)
	if m.lineOf(source, m.cursor)+m.heightOf(source, m.cursor) > m.height {
		m.scrollDown(source, 1)
		return
	}
	m.cursor++
	m.reveal(source)
}

// Up moves the cursor to the block before; in a block that begins above the window it
// scrolls by a line.
func (m *Model) Up(source Source) {
	m.Clamp(source)
	switch {
	case m.cursor == m.top && m.skip > 0:
		m.skip--
	case m.cursor == m.top && m.cursor > 0:
		m.cursor--
		m.top, m.skip = m.cursor, max(0, m.heightOf(source, m.cursor)-m.height)
	case m.cursor > 0:
		m.cursor--
	}
	m.reveal(source)
}

// PageDown moves window and cursor down by the window's height.
func (m *Model) PageDown(source Source) { m.pageDown(source, m.height) }

// PageUp moves window and cursor up by the window's height.
func (m *Model) PageUp(source Source) { m.pageUp(source, m.height) }

// HalfPageDown moves window and cursor down by half the window's height.
func (m *Model) HalfPageDown(source Source) { m.pageDown(source, max(m.height/2, 1)) }

// HalfPageUp moves window and cursor up by half the window's height.
func (m *Model) HalfPageUp(source Source) { m.pageUp(source, max(m.height/2, 1)) }

// pageDown keeps the cursor on its line of the screen until the end of the list stops
// the window.
func (m *Model) pageDown(source Source, lines int) {
	m.Clamp(source)
	if source.Len() == 0 {
		return
	}
	line := max(0, m.lineOf(source, m.cursor))
	line += lines - m.scrollDown(source, lines)
	m.cursor = max(m.cursor, m.blockAt(source, min(line, m.height-1)))
	if next := m.cursor + 1; m.cursor == m.top && m.skip > 0 && next < source.Len() && m.lineOf(source, next) < m.height {
		// Its beginning has left the window.
		m.cursor = next
	}
	m.Clamp(source)
}

func (m *Model) pageUp(source Source, lines int) {
	m.Clamp(source)
	if source.Len() == 0 {
		return
	}
	line := max(0, m.lineOf(source, m.cursor))
	line -= lines - m.scrollUp(source, lines)
	m.cursor = min(m.cursor, m.blockAt(source, max(line, 0)))
	m.Clamp(source)
}

// LastVisible is the index of the last block in the window, -1 where there is none.
func (m *Model) LastVisible(source Source) int {
	if source.Len() == 0 || m.height == 0 {
		return -1
	}
	m.Clamp(source)
	return m.blockAt(source, m.height-1)
}
