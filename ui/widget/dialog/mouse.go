package dialog

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// Clickable is a dialog in which a click marks what it meets, and takes what is marked.
type Clickable interface {
	// Click says that the left button was pressed on a cell of what Lines drew last. With
	// done the dialog closes, and cmd is run.
	Click(x, y int) (done bool, cmd tea.Cmd)
}

// Wheeled is a dialog with a list, over which the mouse's wheel moves the mark.
type Wheeled interface{ Wheel(down bool) }

var (
	_ Clickable = (*Question)(nil)
	_ Clickable = (*Choice)(nil)
	_ Clickable = (*Palette)(nil)
	_ Wheeled   = (*Choice)(nil)
	_ Wheeled   = (*Palette)(nil)
)

// enter takes what is marked.
func enter() tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyEnter} }

// span is where something was drawn: on a line, from a cell to before another one.
type span struct{ line, from, to int }

func (s span) holds(x, y int) bool { return y == s.line && x >= s.from && x < s.to }

// Click marks an answer or gives the marked one.
func (q *Question) Click(x, y int) (bool, tea.Cmd) {
	yes := q.yesAt.holds(x, y)
	switch {
	case !yes && !q.noAt.holds(x, y):
		return false, nil
	case yes == q.yes:
		return q.Key(enter())
	}
	q.yes = yes
	return false, nil
}

// window is the part of a list that was drawn: on which line it begins, with which of
// its things, and how many there are.
type window struct{ line, first, count int }

// around scrolls no further than needed to show the one at a place among length things in
// room lines.
func (w *window) around(at, length, room int) {
	w.first = max(0, min(max(at-room+1, min(w.first, at)), length-room))
	w.count = min(room, length-w.first)
}

// at is which thing is on a line.
func (w *window) at(y int) (at int, ok bool) {
	return w.first + y - w.line, y >= w.line && y < w.line+w.count
}

// Click marks a way or goes the marked one.
func (c *Choice) Click(_, y int) (bool, tea.Cmd) {
	at, ok := c.shown.at(y)
	switch {
	case !ok:
		return false, nil
	case at == c.at:
		return c.Key(enter())
	}
	c.at = at
	return false, nil
}

// Wheel marks another way, not beyond the ends.
func (c *Choice) Wheel(down bool) {
	if down {
		c.at = min(c.at+1, len(c.options)-1)
	} else {
		c.at = max(0, c.at-1)
	}
}

// Click marks an entry or does the marked one.
func (p *Palette) Click(_, y int) (bool, tea.Cmd) {
	at, ok := p.shown.at(y)
	switch {
	case !ok:
		return false, nil
	case at == p.at:
		return p.Key(enter())
	}
	p.at, p.fault = at, ""
	return false, nil
}

// Wheel marks another entry.
func (p *Palette) Wheel(down bool) {
	by := screen.WheelLines
	if !down {
		by = -by
	}
	p.at, p.fault = max(0, min(p.at+by, len(p.found)-1)), ""
}
