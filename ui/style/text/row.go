package text

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// eraseToEnd (EL) erases from the cursor to the end of the line.
const eraseToEnd = "\x1b[K"

// Row builds one line of columns whose columns stand where they should in any
// terminal.
//
// Terminals disagree about the width of flags, emoji with a variation selector
// or a joiner, Indic conjuncts and much else; one such name in a table moves
// everything to its right. Row therefore keeps the absolute column, and where
// a cell holds anything but characters whose width everybody agrees on, it
// sends the cursor (CHA) to where the text may end at most. Such text is cut
// by the width that it takes in the terminal that draws it widest, so it
// never runs into the next column, nor off the right edge. A row of plain
// cells holds no such sequence.
//
// CHA counts columns from the left edge of the terminal. A row that does not
// begin there needs its origin, and must not be moved sideways after it was
// built (lipgloss's JoinHorizontal, Place, PaddingLeft).
//
// On the way out the sequences hold: ansi.StringWidth v0.11.9 gives every
// CSI sequence zero cells, and ansi.Truncate passes them through; Bubble Tea
// v1.3.10 sends each line of a view through these two (standard_renderer.go,
// flush) and writes it from column 1, always as a whole. So the width of a row
// by [Width] is the sum of its columns.
//
// A terminal that reorders right-to-left text by itself may still show
// columns of such a line in another order.
//
// The zero Row begins at the left edge.
type Row struct {
	out    strings.Builder
	origin int
	width  int
}

// NewRow returns an empty row that begins origin cells from the left edge of
// the terminal; 0 is the edge.
func NewRow(origin int) *Row { return &Row{origin: max(origin, 0)} }

// Cell adds a column of exactly width cells with the text s, which is
// sanitised, cut and padded as need be; a width of 0 or less adds nothing.
// styled, where not nil, is applied to text and padding and must not change
// their width; s itself must hold no styles, they would be shown as text. A
// styled gap is a Cell with an empty s.
func (r *Row) Cell(styled func(string) string, s string, width int) *Row {
	if width <= 0 {
		return r
	}
	if styled == nil {
		styled = unstyled
	}
	s = Sanitize(s)
	if !agreed(s) {
		if GreatestWidth(s) > width {
			s = cut(s, width, greatestClusterWidth)
		}
		if !agreed(s) {
			r.uncertain(styled, s, width)
			r.width += width
			return r
		}
	}
	r.out.WriteString(styled(Fit(s, width)))
	r.width += width
	return r
}

// uncertain writes text that takes at the least 0, by [Width] likely, and in
// the widest terminal greatest cells: the text, then the padding from greatest
// on. The padding between likely and greatest goes first, so that the text can
// cover it; the line is erased first, because a terminal that draws the text
// narrower than likely would show the frame before in between.
func (r *Row) uncertain(styled func(string) string, s string, width int) {
	likely, greatest := Width(s), GreatestWidth(ansi.Strip(s))
	r.out.WriteString(eraseToEnd)
	if greatest > likely {
		r.moveTo(likely)
		r.out.WriteString(styled(spaces(greatest - likely)))
		r.moveTo(0)
	}
	r.out.WriteString(styled(s))
	r.moveTo(greatest)
	if width > greatest {
		r.out.WriteString(styled(spaces(width - greatest)))
	}
}

// moveTo sends the cursor to the cell with this number of the present column
// (CHA, whose columns count from 1).
func (r *Row) moveTo(cell int) {
	r.out.WriteString("\x1b[")
	r.out.WriteString(strconv.Itoa(r.origin + r.width + cell + 1))
	r.out.WriteByte('G')
}

// Gap adds n unstyled spaces.
func (r *Row) Gap(n int) *Row {
	if n > 0 {
		r.out.WriteString(spaces(n))
		r.width += n
	}
	return r
}

// Width is the number of cells added so far.
func (r *Row) Width() int { return r.width }

// String is the line.
func (r *Row) String() string { return r.out.String() }

func unstyled(s string) string { return s }
