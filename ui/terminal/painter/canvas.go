package painter

import (
	"hash/maphash"
	"math"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Frame is what the terminal is to show.
type Frame struct {
	// Text is the lines, joined by line feeds. Beside text they may hold styles (SGR),
	// columns (CHA) and the end of the line (EL).
	Text string
	// Width and Height are the terminal's size.
	Width, Height int
	// Caret is where the terminal's own cursor stands.
	Caret Caret
}

// Caret is a place for the terminal's cursor, which is hidden unless Visible.
type Caret struct {
	X, Y    int
	Visible bool
}

// canvas is what the terminal shows, as far as it was written to it, and writes what
// differs in a new frame.
type canvas struct {
	styles *styles
	repeat bool // the terminal knows REP

	width, height int
	lines         []line
	spare         []cell
	seed          maphash.Seed
	next          []uint64

	out bytesBuilder
	// x and y are the cursor's place; x is -1 where it is not known.
	x, y  int
	style styleID
	caret bool // the cursor is shown
	// whole says that the terminal's content is not known.
	whole bool
}

// line is a row of the terminal; hash is of the text that it was made of.
type line struct {
	cells []cell
	hash  uint64
}

type bytesBuilder []byte

func (b *bytesBuilder) add(s string) { *b = append(*b, s...) }

func (b *bytesBuilder) addNumber(before string, n int, after string) {
	*b = append(*b, before...)
	*b = strconv.AppendInt(*b, int64(n), 10)
	*b = append(*b, after...)
}

func newCanvas(profile colorprofile.Profile, repeat bool) *canvas {
	return &canvas{styles: newStyles(profile), repeat: repeat, seed: maphash.MakeSeed(), whole: true}
}

// paint returns what makes the terminal show the frame; nothing where it does already.
// The bytes are valid until the next call.
func (c *canvas) paint(f Frame) []byte {
	c.out = c.out[:0]
	if f.Width <= 0 || f.Height <= 0 {
		return nil
	}
	if c.styles.full() {
		c.styles.reset()
		c.whole = true
	}
	if c.whole || f.Width != c.width || f.Height != c.height {
		c.restart(f.Width, f.Height)
	}
	c.hideWhile(func() {
		c.paintText(f.Text)
		c.setStyle(0)
	})
	c.placeCaret(f.Caret)
	return c.out
}

// restart forgets what the terminal shows.
func (c *canvas) restart(width, height int) {
	if width != c.width || height != c.height || c.lines == nil {
		c.width, c.height = width, height
		c.lines = make([]line, height)
		for y := range c.lines {
			c.lines[y].cells = make([]cell, width)
		}
		c.spare = make([]cell, width)
		c.next = make([]uint64, height)
	}
	for y := range c.lines {
		clearCells(c.lines[y].cells)
		c.lines[y].hash = c.hash("")
	}
	c.whole = false
	c.style = 0
	c.x, c.y = 0, 0
	c.caret = false
	c.out.add(ansi.HideCursor + ansi.ResetStyle + ansi.ResetModeAutoWrap + "\x1b[r" + ansi.CursorHomePosition + ansi.EraseEntireScreen)
}

// hideWhile hides a cursor that is shown while something is painted, if anything is.
func (c *canvas) hideWhile(paint func()) {
	if !c.caret {
		paint()
		return
	}
	before := len(c.out)
	c.out.add(ansi.HideCursor)
	empty := len(c.out)
	if paint(); len(c.out) == empty {
		c.out = c.out[:before]
		return
	}
	c.caret = false
}

func (c *canvas) hash(s string) uint64 { return maphash.String(c.seed, s) }

func (c *canvas) paintText(content string) {
	rest := content
	for y := range c.next {
		var one string
		one, rest, _ = strings.Cut(rest, "\n")
		c.next[y] = c.hash(one)
	}
	c.scroll()
	for y := range c.lines {
		var one string
		one, content, _ = strings.Cut(content, "\n")
		if c.next[y] == c.lines[y].hash {
			continue
		}
		c.styles.parse(one, c.spare)
		c.paintLine(y, c.spare)
		c.spare, c.lines[y] = c.lines[y].cells, line{cells: c.spare, hash: c.next[y]}
	}
}

// placeCaret shows the cursor where it belongs; a hidden one rests on the last line,
// so that the end of a frame can be told.
func (c *canvas) placeCaret(to Caret) {
	if !to.Visible || to.X < 0 || to.Y < 0 || to.X >= c.width || to.Y >= c.height {
		if c.caret {
			c.out.add(ansi.HideCursor)
			c.caret = false
		}
		if len(c.out) > 0 {
			c.move(0, c.height-1)
		}
		return
	}
	c.move(to.X, to.Y)
	if !c.caret {
		c.out.add(ansi.ShowCursor)
		c.caret = true
	}
}

// skippable is how many unchanged cells are cheaper passed over than written again.
const skippable = 5

// paintLine writes what differs between a row and its new cells.
func (c *canvas) paintLine(y int, cells []cell) {
	old := c.lines[y].cells
	end := contentEnd(cells)
	erase := contentEnd(old) > end+2 // EL is three bytes
	if !erase {
		end = max(end, contentEnd(old))
	}
	// through is the column up to which cells must be written though they have not
	// changed: a terminal may have covered them.
	through, x := 0, 0
	if spillsAtEdge(old) {
		through, end = c.width, c.width
	}
	for x < max(end, min(through, c.width)) {
		if cells[x].width == 0 {
			x++
			continue
		}
		if x >= through && same(old, cells, x) {
			x += int(cells[x].width)
			continue
		}
		x, through = c.paintCell(y, x, cells, through)
	}
	if erase && contentEnd(old) > x {
		c.setStyle(0)
		c.move(x, y)
		c.out.add("\x1b[K")
	}
}

// paintCell writes the cell at x, or a run of the same, and returns the next column and
// the new through.
func (c *canvas) paintCell(y, x int, cells []cell, through int) (next, throughNow int) {
	this := cells[x]
	if !this.loose {
		if n := c.paintRun(y, x, cells); n > 0 {
			return x + n, through
		}
	}
	c.moveWriting(x, y, cells)
	c.setStyle(this.style)
	if this.loose && this.width+this.most > 2 {
		// Where the terminal draws it narrower, blanks are left beside it.
		for range this.width {
			c.out = append(c.out, ' ')
		}
		c.x = -1
		c.moveTo(x, y)
		through = max(through, x+int(this.most))
	}
	c.out.add(this.text)
	next = x + int(this.width)
	c.x = next
	if next >= c.width || this.loose || (this.width == 2 && !sameKind(cells, next)) {
		c.x = -1
	}
	return next, through
}

// sameKind reports whether another wide character of agreed width follows, after which
// the column is set once for all of them.
func sameKind(cells []cell, next int) bool {
	return next < len(cells) && cells[next].width == 2 && !cells[next].loose
}

// leastRun is from how many equal cells on a run is written as one.
const leastRun = 8

// paintRun writes equal cells in short where that is possible, and returns how many.
func (c *canvas) paintRun(y, x int, cells []cell) int {
	this, run := cells[x], 1
	for x+run < len(cells) && cells[x+run] == this {
		run++
	}
	if run < leastRun {
		return 0
	}
	switch {
	case this == blank:
		c.moveWriting(x, y, cells)
		c.setStyle(0)
		if x+run == len(cells) {
			c.out.add("\x1b[K")
		} else {
			c.out.addNumber("\x1b[", run, "X")
		}
		return run
	case c.repeat && len(this.text) == 1:
		c.moveWriting(x, y, cells)
		c.setStyle(this.style)
		c.out.add(this.text)
		c.out.addNumber("\x1b[", run-1, "b")
		c.x = x + run
		if c.x >= c.width {
			c.x = -1
		}
		return run
	}
	return 0
}

// spillsAtEdge reports whether a terminal may have drawn text of the row over the right
// edge, where each does something else with the cells before it.
func spillsAtEdge(cells []cell) bool {
	for x := len(cells) - 1; x >= 0 && len(cells)-x <= math.MaxUint8; x-- {
		if cells[x].loose && x+int(cells[x].most) >= len(cells) {
			return true
		}
	}
	return false
}

// same reports whether the character at x is on the terminal already.
func same(old, cells []cell, x int) bool {
	for i := x; i < x+max(1, int(cells[x].width)); i++ {
		if old[i] != cells[i] {
			return false
		}
	}
	return true
}

// contentEnd is the column behind the last cell that is not blank.
func contentEnd(cells []cell) int {
	end := len(cells)
	for end > 0 && cells[end-1] == blank {
		end--
	}
	return end
}

// moveWriting moves the cursor, by writing the few cells in between again where that is
// shorter and they look alike.
func (c *canvas) moveWriting(x, y int, cells []cell) {
	if c.x < 0 || c.y != y || x <= c.x || x-c.x > skippable {
		c.move(x, y)
		return
	}
	for _, between := range cells[c.x:x] {
		if between.style != c.style || len(between.text) != 1 {
			c.move(x, y)
			return
		}
	}
	for _, between := range cells[c.x:x] {
		c.out.add(between.text)
	}
	c.x = x
}

// move moves the cursor.
func (c *canvas) move(x, y int) {
	if c.x != x || c.y != y {
		c.moveTo(x, y)
	}
}

// moveTo moves the cursor by an absolute column, also where it is known.
func (c *canvas) moveTo(x, y int) {
	switch {
	case y == c.y && x == 0:
		c.out.add("\r")
	case y == c.y:
		c.out.addNumber("\x1b[", x+1, "G")
	case y == c.y+1 && x == 0:
		c.out.add("\r\n")
	case x == 0:
		c.out.addNumber("\x1b[", y+1, "H")
	default:
		c.out.addNumber("\x1b[", y+1, "")
		c.out.addNumber(";", x+1, "H")
	}
	c.x, c.y = x, y
}

func (c *canvas) setStyle(to styleID) {
	if to != c.style {
		c.out.add(c.styles.sequence(c.style, to))
		c.style = to
	}
}
