package terminal

import "strings"

// Find gives the cell at which the text first begins, reading row by row. The
// text must stand in one row, in whole cells, so that "e" is not found in "é".
func (s Screen) Find(text string) (x, y int, found bool) {
	for y := range s.rows {
		if x := findInRow(s.row(y), text); x >= 0 {
			return x, y, true
		}
	}
	return 0, 0, false
}

func findInRow(row []Cell, text string) int {
	for x := range row {
		if row[x].Width == 0 {
			continue
		}
		rest := text
		for _, cell := range row[x:] {
			if rest == "" || !strings.HasPrefix(rest, cell.Content) {
				break
			}
			rest = rest[len(cell.Content):]
		}
		if rest == "" {
			return x
		}
	}
	return -1
}
