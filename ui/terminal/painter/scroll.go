package painter

// scrollCost is about what a scrolled region costs in bytes: two margins, a move and the
// scrolling itself.
const scrollCost = 30

// shift is a block of rows that stands elsewhere in the next frame: the rows first to
// last of it are those that are now by further down (negative: further up).
type shift struct{ first, last, by int }

// scroll moves rows that are on the terminal already to where the next frame has them,
// where that is shorter than writing them.
func (c *canvas) scroll() {
	best, gain := shift{}, scrollCost
	for by := 1 - c.height; by < c.height; by++ {
		if by == 0 {
			continue
		}
		if s, worth := c.weigh(by); worth > gain {
			best, gain = s, worth
		}
	}
	if best.by != 0 {
		c.shift(best)
	}
}

// weigh finds the rows that would be in place after a shift, and how many cells it would
// spare.
func (c *canvas) weigh(by int) (s shift, worth int) {
	s = shift{first: -1, by: by}
	for y := max(0, -by); y < c.height-max(0, by); y++ {
		if c.next[y] == c.lines[y+by].hash && c.next[y] != c.lines[y].hash {
			if cells := contentEnd(c.lines[y+by].cells); cells > 0 {
				worth += cells
				if s.first < 0 {
					s.first = y
				}
				s.last = y
			}
		}
	}
	if s.first < 0 {
		return s, 0
	}
	// What stands already where it belongs, and would be moved away.
	top, bottom := s.region()
	for y := top; y <= bottom; y++ {
		moved := y >= s.first && y <= s.last && c.next[y] == c.lines[y+by].hash
		if c.next[y] == c.lines[y].hash && !moved {
			worth -= contentEnd(c.lines[y].cells)
		}
	}
	return s, worth
}

// region is the rows that move.
func (s shift) region() (top, bottom int) {
	return min(s.first, s.first+s.by), max(s.last, s.last+s.by)
}

// shift scrolls the region in the terminal and here. Lines are deleted and inserted,
// which every terminal can, within margins.
func (c *canvas) shift(s shift) {
	top, bottom := s.region()
	c.setStyle(0)
	margins := bottom < c.height-1
	if margins {
		c.out.addNumber("\x1b[", top+1, "")
		c.out.addNumber(";", bottom+1, "r")
		c.x, c.y = -1, -2 // Setting margins moves the cursor.
	}
	c.move(0, top)
	n, final := s.by, "M"
	if n < 0 {
		n, final = -n, "L"
	}
	c.out.addNumber("\x1b[", n, final)
	if margins {
		c.out.add("\x1b[r")
		c.x, c.y = 0, 0
	}
	if s.by > 0 {
		rotate(c.lines[top:bottom+1], n)
		c.clear(bottom+1-n, bottom)
	} else {
		rotate(c.lines[top:bottom+1], bottom+1-top-n)
		c.clear(top, top+n-1)
	}
}

func (c *canvas) clear(first, last int) {
	for y := first; y <= last; y++ {
		clearCells(c.lines[y].cells)
		c.lines[y].hash = c.hash("")
	}
}

// rotate moves the first n lines to the end.
func rotate(lines []line, n int) {
	reverse(lines[:n])
	reverse(lines[n:])
	reverse(lines)
}

func reverse(lines []line) {
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
}
