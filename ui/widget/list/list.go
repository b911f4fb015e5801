package list

import "acs-chat-tui/ui/widget/scrollbar"

// scrollMargin is how many rows of context stay visible above and below the
// cursor, where the height allows and the list goes on there.
const scrollMargin = 2

// Source is what a list shows.
type Source interface {
	// Len is the number of rows.
	Len() int
	// Row draws one row: a single line of exactly width cells. It is called
	// with indexes from 0 to Len()-1 that are in the window.
	Row(index, width int, selected bool) string
}

// Model is the position in a list: the cursor, the first row in the window,
// and the window's size. It holds no rows; the methods that depend on their
// number are told it. Every number is allowed everywhere: what is outside the
// list is moved to its nearest end. Not safe for concurrent use.
type Model struct {
	width, height int
	cursor, top   int
	// clicked says that the cursor stands where a click put it: the row stays under the
	// pointer, and no margin is kept around it until the cursor is moved.
	clicked bool
	bar     scrollbar.Styles
}

// New returns a list of size 0×0 with the cursor on the first row.
func New() *Model { return &Model{} }

// SetScrollbarStyles sets how the scrollbar's track and thumb are drawn; nil
// means without a style. A style must not change the width.
func (m *Model) SetScrollbarStyles(track, thumb func(string) string) {
	m.bar = scrollbar.Styles{Track: track, Thumb: thumb}
}

// SetSize sets the window's size in cells and lines; less than 0 counts as 0.
// The next method that is told a length brings the cursor back into the window.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = max(width, 0), max(height, 0)
}

// Clamp fits cursor and window to a list of this length. It is to be called
// when the length has changed; every other method that is told a length, and
// View, do it as well.
func (m *Model) Clamp(length int) {
	m.cursor = within(m.cursor, length)
	if m.height == 0 {
		m.top = within(m.top, length)
		return
	}
	margin := min(scrollMargin, (m.height-1)/2)
	if m.clicked {
		margin = 0
	}
	m.top = min(m.top, m.cursor-margin)
	m.top = max(m.top, m.cursor+margin-m.height+1)
	m.top = max(min(m.top, length-m.height), 0)
}

// Cursor is the index of the selected row, 0 in an empty list.
func (m *Model) Cursor() int { return m.cursor }

// SetCursor selects row i and scrolls no further than needed to show it.
func (m *Model) SetCursor(i, length int) {
	m.cursor, m.clicked = i, false
	m.Clamp(length)
}

// Place selects row i on the given line of the window, as far as the list's ends and
// the margin around the cursor allow.
func (m *Model) Place(i, line, length int) {
	m.cursor, m.top, m.clicked = i, i-line, false
	m.Clamp(length)
}

// Top is the index of the first row in the window.
func (m *Model) Top() int { return m.top }

// LastVisible is the index of the last row in the window, -1 where there is
// none.
func (m *Model) LastVisible(length int) int {
	m.Clamp(length)
	return min(m.top+m.height, length) - 1
}

// Shift moves cursor and window alike by delta rows, as rows that come or go before
// them ask for: what is in sight stays where it is.
func (m *Model) Shift(delta, length int) {
	m.cursor, m.top = m.cursor+delta, m.top+delta
	m.Clamp(length)
}

// Move moves the cursor by delta rows.
func (m *Model) Move(delta, length int) {
	m.cursor, m.clicked = shifted(m.cursor, delta, length), false
	m.Clamp(length)
}

// Click takes a click on a cell of the window as it was drawn last, and selects the row
// that is shown there. there is false where none is; again says that the row was
// selected already. Nothing scrolls.
func (m *Model) Click(x, line, length int) (there, again bool) {
	m.Clamp(length)
	width, _ := m.rowWidth(length)
	row := m.top + line
	if x < 0 || x >= width || line < 0 || line >= m.height || row >= length {
		return false, false
	}
	again = row == m.cursor
	m.cursor, m.clicked = row, true
	return true, again
}

// First selects the first row.
func (m *Model) First() {
	m.cursor, m.top, m.clicked = 0, 0, false
}

// Last selects the last row.
func (m *Model) Last(length int) { m.SetCursor(length-1, length) }

// PageDown moves cursor and window down by the window's height.
func (m *Model) PageDown(length int) { m.scroll(m.height, length) }

// PageUp moves cursor and window up by the window's height.
func (m *Model) PageUp(length int) { m.scroll(-m.height, length) }

// HalfPageDown moves cursor and window down by half the window's height.
func (m *Model) HalfPageDown(length int) { m.scroll(max(m.height/2, 1), length) }

// HalfPageUp moves cursor and window up by half the window's height.
func (m *Model) HalfPageUp(length int) { m.scroll(-max(m.height/2, 1), length) }

// scroll moves window and cursor together, so that the cursor keeps its place
// on the screen until an end of the list stops the window.
func (m *Model) scroll(delta, length int) {
	m.Clamp(length)
	m.cursor, m.clicked = shifted(m.cursor, delta, length), false
	m.top = max(min(shifted(m.top, delta, length), length-m.height), 0)
	m.Clamp(length)
}

// within is the index of the list that is nearest to i.
func within(i, length int) int { return max(min(i, length-1), 0) }

// shifted is i+delta within the list; delta may be as large as an int can be.
func shifted(i, delta, length int) int {
	i = within(i, length)
	if delta > 0 {
		return i + min(delta, max(length-1-i, 0))
	}
	return i + max(delta, -i)
}
