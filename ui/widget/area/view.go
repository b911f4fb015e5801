package area

import (
	"strings"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// textWidth leaves a cell for the cursor behind a full row.
func (a *Area) textWidth() int { return max(1, a.width-1) }

// rowHere is the row of the cursor.
func (a *Area) rowHere() row {
	rows := a.here().lay(a.textWidth())
	return rows[a.rowIndex(rows)]
}

// rowIndex is the number of the cursor's row within its line.
func (a *Area) rowIndex(rows []row) int {
	for i, r := range rows {
		if a.column < r.next {
			return i
		}
	}
	return len(rows) - 1
}

// cell is the cell in which a column of a row begins.
func (a *Area) cell(l *line, r row, column int) int {
	used := 0
	for _, cluster := range l.clusters[r.first:column] {
		used += cells(cluster)
	}
	return used
}

// vertical moves the cursor by rows; at the first row to the text's beginning, and at
// the last to its end.
func (a *Area) vertical(by int) {
	l := a.here()
	rows := l.lay(a.textWidth())
	at := a.rowIndex(rows)
	if a.goal < 0 {
		a.goal = a.cell(l, rows[at], a.column)
	}
	for ; by < 0; by++ {
		switch {
		case at > 0:
			at--
		case a.row > 0:
			a.row--
			rows = a.here().lay(a.textWidth())
			at = len(rows) - 1
		default:
			a.column = 0
			return
		}
	}
	for ; by > 0; by-- {
		switch {
		case at+1 < len(rows):
			at++
		case a.row+1 < len(a.lines):
			a.row++
			rows, at = a.here().lay(a.textWidth()), 0
		default:
			a.column = len(a.here().clusters)
			return
		}
	}
	a.column = a.nearest(a.here(), rows[at])
}

// nearest is the column of a row that is nearest to the goal.
func (a *Area) nearest(l *line, r row) int {
	used := 0
	for column := r.first; column < l.lastOf(r); column++ {
		if used += cells(l.clusters[column]); used > a.goal {
			return column
		}
	}
	return l.lastOf(r)
}

// Rows is how many rows of a width the text takes.
func (a *Area) Rows(width int) int {
	a.width = width
	total := 0
	for _, l := range a.lines {
		total += len(l.lay(a.textWidth()))
	}
	return total
}

// View draws exactly height rows of exactly width cells, which begin origin cells from
// the terminal's left edge. A focused field shows the cursor and the rows around it.
func (a *Area) View(t *theme.Theme, origin, width, height int, focused bool) []string {
	if width <= 0 || height <= 0 {
		return nil
	}
	a.width, a.height = width, height
	rows := make([]string, 0, height)
	if a.Empty() {
		rows = append(rows, a.empty(t, origin, focused))
	}
	at := a.cursorRow()
	a.top = max(0, min(a.top, at, a.Rows(width)-height))
	a.top = max(a.top, at-height+1)
	number := 0
	for n, l := range a.lines {
		laid := l.lay(a.textWidth())
		if number+len(laid) <= a.top || a.Empty() {
			number += len(laid)
			continue
		}
		for _, r := range laid {
			if number >= a.top && len(rows) < height {
				rows = append(rows, a.draw(t, origin, l, r, focused && n == a.row && number == at))
			}
			number++
		}
	}
	for len(rows) < height {
		rows = append(rows, text.Fit("", width))
	}
	return rows
}

// cursorRow is the number of the cursor's row in the whole text.
func (a *Area) cursorRow() int {
	number := 0
	for _, l := range a.lines[:a.row] {
		number += len(l.lay(a.textWidth()))
	}
	return number + a.rowIndex(a.here().lay(a.textWidth()))
}

func (a *Area) empty(t *theme.Theme, origin int, focused bool) string {
	shown := text.Fit(a.placeholder, a.width)
	if !focused {
		return t.Muted.Render(shown)
	}
	first := newLine(shown).clusters[0]
	return text.NewRow(origin).Drawn(t.Cursor.Render(first)+t.Muted.Render(strings.TrimPrefix(shown, first)), a.width).String()
}

// draw draws a row; cursor says that the cursor stands in it.
func (a *Area) draw(t *theme.Theme, origin int, l *line, r row, cursor bool) string {
	out := text.NewRow(origin)
	if !cursor {
		return out.Cell(nil, strings.Join(l.clusters[r.first:r.next], ""), a.width).String()
	}
	before, under, after := strings.Join(l.clusters[r.first:a.column], ""), " ", ""
	if a.column < r.next {
		under, after = l.clusters[a.column], strings.Join(l.clusters[a.column+1:r.next], "")
	}
	drawn := text.Sanitize(before) + t.Cursor.Render(text.Sanitize(under)) + text.Sanitize(after)
	return out.Drawn(drawn, a.width).String()
}
