package text

import "strconv"

// Column is the sequence (CHA) that sends the cursor to a cell of the line, counted
// from 0: what is drawn behind outside text stands there in any terminal.
func Column(cell int) string { return "\x1b[" + strconv.Itoa(max(0, cell)+1) + "G" }
