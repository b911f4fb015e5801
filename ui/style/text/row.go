package text

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// eraseToEnd (EL) erases from the cursor to the end of the line.
const eraseToEnd = "\x1b[K"

// Row builds one line whose columns are in place in any terminal.
//
// Terminals disagree about the width of flags, joined emoji, Indic conjuncts and much else;
// one such name in a table moves everything to its right. Where a cell holds a character of
// uncertain width, Row cuts it by the widest terminal's measure and sends the cursor (CHA) to
// where the text ends at most. The width of a row by [Width] is still the sum of its columns.
//
// CHA counts from the left edge of the terminal: a row that does not begin there needs its
// origin, and must not be moved sideways later (JoinHorizontal, PaddingLeft).
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

// Cell adds a column of exactly width cells with the text s, sanitised, cut and padded; a
// width of 0 or less adds nothing. styled, where not nil, is applied to text and padding and
// must not change their width; styles in s would be shown as text.
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

// uncertain writes text of likely cells by [Width] and greatest in the widest terminal, then
// the padding from greatest on. The padding between them goes first, so that the text can
// cover it; the line is erased first, or a terminal that draws the text narrower would show
// the frame before.
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
