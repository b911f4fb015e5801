// Package area is a text field of several lines, drawn by the program's own rules, so
// that outside text in it is sanitised and measured like everywhere else. A long line
// is wrapped; what was typed stays as it was typed.
package area

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// Area is the field. Its lines are those that line feeds end.
type Area struct {
	lines []*line
	// row and column are the cursor's: a line, and a character of it.
	row, column int
	// goal is the cell that up and down keep to; less than 0 where none is kept.
	goal        int
	placeholder string
	// top is the first of the rows in sight; width and height are those of the field.
	top, width, height int
}

// New returns an empty field that shows placeholder while it is empty.
func New(placeholder string) *Area {
	return &Area{lines: []*line{{}}, goal: -1, placeholder: placeholder}
}

// Value is the text as it was typed.
func (a *Area) Value() string {
	parts := make([]string, len(a.lines))
	for i, l := range a.lines {
		parts[i] = l.String()
	}
	return strings.Join(parts, "\n")
}

// Draft is the text under a label.
func (a *Area) Draft(label string) screen.Draft { return screen.Draft{Label: label, Text: a.Value()} }

// SetValue replaces the text and puts the cursor behind it.
func (a *Area) SetValue(value string) {
	a.lines, a.row, a.column, a.top = []*line{{}}, 0, 0, 0
	a.insert(value)
}

// Empty says whether the field holds nothing.
func (a *Area) Empty() bool { return len(a.lines) == 1 && len(a.lines[0].clusters) == 0 }

// Update takes one key or a paste. A paste stays one text, with its lines. It answers
// false for a key that the field does not know.
func (a *Area) Update(msg tea.KeyMsg) bool {
	switch {
	case msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace:
		a.insert(string(msg.Runes))
	case a.move(msg.String()), a.edit(msg.String()):
	default:
		return false
	}
	if name := msg.String(); name != "up" && name != "down" && name != "pgup" && name != "pgdown" {
		a.goal = -1
	}
	return true
}

// insert puts text before the cursor.
func (a *Area) insert(s string) {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	before, after := a.here().cut(a.column)
	parts := strings.Split(s, "\n")
	last := len(parts) - 1
	added := make([]*line, len(parts))
	for i, part := range parts {
		if i == 0 {
			part = before + part
		}
		if i == last {
			added[i] = newLine(part + after)
			a.column = added[i].columnAt(len(part))
			continue
		}
		added[i] = newLine(part)
	}
	a.lines = slices.Replace(a.lines, a.row, a.row+1, added...)
	a.row += last
}

func (a *Area) here() *line { return a.lines[a.row] }

// edit takes a key that changes the text.
func (a *Area) edit(name string) bool {
	switch name {
	case "enter":
		a.insert("\n")
	case "backspace", "ctrl+h":
		a.remove(a.left(a.row, a.column))
	case "delete":
		a.remove(a.right(a.row, a.column))
	case "ctrl+w", "alt+backspace":
		a.remove(a.wordLeft())
	case "alt+d":
		a.remove(a.wordRight())
	case "ctrl+u":
		if a.column == 0 {
			a.remove(a.left(a.row, a.column))
		} else {
			a.remove(a.row, 0)
		}
	case "ctrl+k":
		if end := len(a.here().clusters); a.column == end {
			a.remove(a.right(a.row, a.column))
		} else {
			a.remove(a.row, end)
		}
	default:
		return false
	}
	return true
}

// remove takes away what is between the cursor and another place.
func (a *Area) remove(row, column int) {
	fromRow, from, toRow, to := row, column, a.row, a.column
	if a.row < row || (a.row == row && a.column < column) {
		fromRow, from, toRow, to = a.row, a.column, row, column
	}
	before, _ := a.lines[fromRow].cut(from)
	_, after := a.lines[toRow].cut(to)
	joined := newLine(before + after)
	a.lines = slices.Replace(a.lines, fromRow, toRow+1, joined)
	a.row, a.column = fromRow, joined.columnAt(len(before))
}

// move takes a key that moves the cursor.
func (a *Area) move(name string) bool {
	switch name {
	case "left", "ctrl+b":
		a.row, a.column = a.left(a.row, a.column)
	case "right":
		a.row, a.column = a.right(a.row, a.column)
	case "ctrl+left", "alt+b":
		a.row, a.column = a.wordLeft()
	case "ctrl+right", "alt+f":
		a.row, a.column = a.wordRight()
	case "home", "ctrl+a":
		a.column = a.rowHere().first
	case "end", "ctrl+e":
		a.column = a.here().lastOf(a.rowHere())
	case "up":
		a.vertical(-1)
	case "down":
		a.vertical(1)
	case "pgup":
		a.vertical(-max(1, a.height-1))
	case "pgdown":
		a.vertical(max(1, a.height-1))
	default:
		return false
	}
	return true
}

// left is the place a character before another one, over the ends of lines.
func (a *Area) left(row, column int) (int, int) {
	switch {
	case column > 0:
		return row, column - 1
	case row > 0:
		return row - 1, len(a.lines[row-1].clusters)
	}
	return row, column
}

// right is the place a character behind another one.
func (a *Area) right(row, column int) (int, int) {
	switch {
	case column < len(a.lines[row].clusters):
		return row, column + 1
	case row+1 < len(a.lines):
		return row + 1, 0
	}
	return row, column
}

// wordLeft is the beginning of the word before the cursor.
func (a *Area) wordLeft() (row, column int) {
	row, column = a.row, a.column
	if column == 0 {
		return a.left(row, column)
	}
	clusters := a.here().clusters
	for column > 0 && clusters[column-1] == " " {
		column--
	}
	for column > 0 && clusters[column-1] != " " {
		column--
	}
	return row, column
}

// wordRight is the end of the word behind the cursor.
func (a *Area) wordRight() (row, column int) {
	row, column = a.row, a.column
	clusters := a.here().clusters
	if column == len(clusters) {
		return a.right(row, column)
	}
	for column < len(clusters) && clusters[column] == " " {
		column++
	}
	for column < len(clusters) && clusters[column] != " " {
		column++
	}
	return row, column
}
