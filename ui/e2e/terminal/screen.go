package terminal

import (
	"fmt"
	"strings"
)

// Cursor is where the next character would be written. X and Y count from 0.
type Cursor struct {
	X, Y    int
	Visible bool
}

// Screen is a snapshot of what the terminal shows. Columns and rows count from 0, top left.
type Screen struct {
	Cursor    Cursor
	AltScreen bool

	columns, rows int
	cells         []Cell
}

// Size is the number of columns and of rows.
func (s Screen) Size() (columns, rows int) { return s.columns, s.rows }

// Cell is the cell in column x of row y, or the zero Cell outside the screen.
func (s Screen) Cell(x, y int) Cell {
	if x < 0 || y < 0 || x >= s.columns || y >= s.rows {
		return Cell{}
	}
	return s.cells[y*s.columns+x]
}

// Row is a copy of the cells of row y, or nil outside the screen.
func (s Screen) Row(y int) []Cell {
	if y < 0 || y >= s.rows {
		return nil
	}
	return append([]Cell(nil), s.row(y)...)
}

func (s Screen) row(y int) []Cell { return s.cells[y*s.columns : (y+1)*s.columns] }

// Line is the text of row y without the blanks at its end.
func (s Screen) Line(y int) string {
	if y < 0 || y >= s.rows {
		return ""
	}
	var line strings.Builder
	for _, cell := range s.row(y) {
		line.WriteString(cell.Content)
	}
	return strings.TrimRight(line.String(), " ")
}

// Lines are the texts of all rows, each without the blanks at its end.
func (s Screen) Lines() []string {
	lines := make([]string, s.rows)
	for y := range lines {
		lines[y] = s.Line(y)
	}
	return lines
}

// Text is all lines joined by line feeds.
func (s Screen) Text() string { return strings.Join(s.Lines(), "\n") }

// Contains reports whether the text is on the screen; line feeds match line ends.
func (s Screen) Contains(text string) bool { return strings.Contains(s.Text(), text) }

// Frame is the screen with a border and its size, for error messages.
func (s Screen) Frame() string {
	var frame strings.Builder
	edge := "+" + strings.Repeat("-", s.columns) + "+\n"
	fmt.Fprintf(&frame, "screen %d×%d, cursor at column %d of row %d, alternate screen %t\n",
		s.columns, s.rows, s.Cursor.X, s.Cursor.Y, s.AltScreen)
	frame.WriteString(edge)
	for y := range s.rows {
		frame.WriteByte('|')
		for _, cell := range s.row(y) {
			frame.WriteString(cell.Content)
		}
		frame.WriteString("|\n")
	}
	frame.WriteString(edge)
	return frame.String()
}
