package list

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/widget/scrollbar"
)

// Model is a Window with a cursor over the rows, which stays in sight. A row that is higher
// than the window is read line by line before the cursor goes on to the next one. Every
// number is allowed everywhere: what is outside the list is moved to its nearest end.
type Model struct {
	Window
	cursor int
	// margin is how many lines of context stay visible above and below the cursor, where
	// the height allows and the list goes on there.
	margin int
	// clicked says that the cursor stands where a click put it: the row stays under the
	// pointer, and no margin is kept around it until the cursor is moved.
	clicked bool
	bar     scrollbar.Styles
}

// New returns a list of size 0×0 with the cursor on the first row, and that many lines of
// context around it.
func New(source Source, margin int) *Model {
	return &Model{Window: Window{source: source}, margin: margin}
}

// SetScrollbarStyles sets how the scrollbar is drawn.
func (m *Model) SetScrollbarStyles(styles scrollbar.Styles) { m.bar = styles }

// Cursor is the index of the selected row, 0 in an empty list.
func (m *Model) Cursor() int { return m.cursor }

// Line is the line of the window in which the row under the cursor begins; less than 0
// where it begins above it.
func (m *Model) Line() int {
	m.Clamp()
	return m.lineOf(m.cursor)
}

// Clamp fits cursor and window to the list as it is now: the row under the cursor is in
// the window, if not whole, and no line of the window is empty that could be filled. It is
// to be called when the list or the window has changed; every other method does it as
// well.
func (m *Model) Clamp() {
	m.cursor = within(m.cursor, m.source.Len())
	m.Fit()
	if m.source.Len() == 0 || m.height == 0 {
		return
	}
	switch {
	case m.cursor < m.top:
		m.top, m.skip = m.cursor, 0
	case m.cursor > m.top && m.lineOf(m.cursor) >= m.height:
		m.showEnd(m.cursor)
	}
	if margin := min(m.margin, (m.height-1)/2); !m.clicked && margin > 0 {
		line := m.lineOf(m.cursor)
		m.ScrollUp(margin - line)
		m.ScrollDown(line + 1 + margin - m.height)
	}
	m.Fit()
}

// LastVisible is the index of the last row in the window, -1 where there is none.
func (m *Model) LastVisible() int {
	if m.source.Len() == 0 || m.height == 0 {
		return -1
	}
	m.Clamp()
	return m.rowAt(m.height - 1)
}

// SetCursor selects a row and scrolls no further than needed to show it.
func (m *Model) SetCursor(index int) {
	m.cursor, m.clicked = index, false
	m.reveal()
}

// Put selects a row and scrolls so that it begins in a line of the window, as far as the
// ends of the list and the margin allow.
func (m *Model) Put(index, line int) {
	m.cursor, m.clicked = within(index, m.source.Len()), false
	m.top, m.skip = m.cursor, max(0, -line)
	m.ScrollUp(line)
	m.Clamp()
}

// reveal scrolls the row under the cursor into the window, whole where it fits.
func (m *Model) reveal() {
	m.Clamp()
	height := m.heightOf(m.cursor)
	switch {
	case height > m.height:
	case m.cursor == m.top:
		m.skip = 0
	case m.lineOf(m.cursor)+height > m.height:
		m.showEnd(m.cursor)
	}
	m.Clamp()
}

// Click takes a click on a cell of the window as it was drawn last, and selects the row
// that a line of is shown there. there is false where none is; again reports that the row
// was selected already. Nothing scrolls.
func (m *Model) Click(x, line int) (there, again bool) {
	m.Clamp()
	index, there := m.RowAt(line)
	if !there || x < 0 || x >= m.width || x >= m.rowWidth() && m.scrollbar().Shown {
		return false, false
	}
	again = index == m.cursor
	m.cursor, m.clicked = index, true
	return true, again
}

// Key takes one key; false for a key that moves no cursor.
func (m *Model) Key(k *keys.Map, msg tea.KeyMsg) bool {
	is := func(action keys.Action) bool { return k.Is(msg, action) }
	switch {
	case is(keys.Down):
		m.Down()
	case is(keys.Up):
		m.Up()
	case is(keys.PageDown):
		m.pageDown(m.height)
	case is(keys.PageUp):
		m.pageUp(m.height)
	case is(keys.HalfPageDown):
		m.pageDown(max(m.height/2, 1))
	case is(keys.HalfPageUp):
		m.pageUp(max(m.height/2, 1))
	case is(keys.First):
		m.First()
	case is(keys.Last):
		m.Last()
	default:
		return false
	}
	return true
}

// First selects the first row.
func (m *Model) First() {
	m.cursor, m.clicked = 0, false
	m.Home()
}

// Last selects the last row and shows its end.
func (m *Model) Last() {
	m.cursor, m.clicked = m.source.Len()-1, false
	m.Clamp()
	m.ScrollDown(m.lineOf(m.cursor) + m.heightOf(m.cursor) - m.height)
}

// Down moves the cursor to the next row; in a row that goes on below the window it scrolls
// by a line.
func (m *Model) Down() {
	m.Clamp()
	m.clicked = false
	if m.height > 0 && m.lineOf(m.cursor)+m.heightOf(m.cursor) > m.height {
		m.ScrollDown(1)
		return
	}
	m.cursor++
	m.reveal()
}

// Up moves the cursor to the row before; in a row that begins above the window it scrolls
// by a line.
func (m *Model) Up() {
	m.Clamp()
	m.clicked = false
	switch {
	case m.cursor == m.top && m.skip > 0:
		m.skip--
	case m.cursor == m.top && m.cursor > 0:
		m.cursor--
		m.top, m.skip = m.cursor, max(0, m.heightOf(m.cursor)-m.height)
	case m.cursor > 0:
		m.cursor--
	}
	m.reveal()
}

// pageDown moves the window down and keeps the cursor on its line of the screen until the
// end of the list stops the window.
func (m *Model) pageDown(lines int) {
	m.Clamp()
	m.clicked = false
	if m.source.Len() == 0 {
		return
	}
	line := max(0, m.lineOf(m.cursor))
	line += lines - m.ScrollDown(lines)
	m.cursor = max(m.cursor, m.rowAt(min(line, m.height-1)))
	if next := m.cursor + 1; m.cursor == m.top && m.skip > 0 && next < m.source.Len() && m.lineOf(next) < m.height {
		// Its beginning has left the window.
		m.cursor = next
	}
	m.Clamp()
}

func (m *Model) pageUp(lines int) {
	m.Clamp()
	m.clicked = false
	if m.source.Len() == 0 {
		return
	}
	line := max(0, m.lineOf(m.cursor))
	line -= lines - m.ScrollUp(lines)
	m.cursor = min(m.cursor, m.rowAt(max(line, 0)))
	m.Clamp()
}
