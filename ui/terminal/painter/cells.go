package painter

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/cellbuf"

	"acs-chat-tui/ui/style/text"
)

// cell is one column of a line. A character of two columns has its text in the first;
// the second is empty with width 0.
type cell struct {
	text  string
	style styleID
	width uint8
	// most is the number of columns that the text takes in the terminal that draws it
	// widest.
	most uint8
	// loose says that terminals draw it with different widths.
	loose bool
}

// blank is a cell without text, style or background.
var blank = cell{text: " ", width: 1, most: 1}

// styleID is an index of styles.known; 0 is no style.
type styleID uint16

// styles numbers the styles in use, so that a cell is small and quick to compare.
type styles struct {
	profile colorprofile.Profile
	known   []cellbuf.Style
	ids     map[cellbuf.Style]styleID
	// parsed keeps what each SGR sequence makes of a style.
	parsed map[change]styleID
	parser *ansi.Parser
}

type change struct {
	from     styleID
	sequence string
}

// maxStyles bounds what is kept: a program has some dozens.
const maxStyles = 4096

func newStyles(profile colorprofile.Profile) *styles {
	s := &styles{profile: profile, parser: ansi.NewParser()}
	s.reset()
	return s
}

func (s *styles) reset() {
	s.known = append(s.known[:0], cellbuf.Style{})
	s.ids = map[cellbuf.Style]styleID{{}: 0}
	s.parsed = map[change]styleID{}
}

// full reports whether the styles must be numbered anew.
func (s *styles) full() bool { return len(s.known) > maxStyles/2 || len(s.parsed) > maxStyles }

// apply is the style after an SGR sequence.
func (s *styles) apply(from styleID, sequence string, params ansi.Params) styleID {
	if id, known := s.parsed[change{from, sequence}]; known {
		return id
	}
	style := s.known[from]
	cellbuf.ReadStyle(params, &style)
	style = cellbuf.ConvertStyle(style, s.profile)
	id, known := s.ids[style]
	if !known {
		if len(s.known) == maxStyles {
			return from
		}
		id = styleID(len(s.known)) //nolint:gosec // bounded above
		s.known, s.ids[style] = append(s.known, style), id
	}
	s.parsed[change{from, strings.Clone(sequence)}] = id
	return id
}

// sequence is what changes one style into another in the terminal.
func (s *styles) sequence(from, to styleID) string {
	if to == 0 {
		return ansi.ResetStyle
	}
	before, after := s.known[from], s.known[to]
	if before.Attrs&^after.Attrs != 0 || (before.UlStyle != after.UlStyle && before.UlStyle != cellbuf.NoUnderline) {
		return ansi.ResetStyle + after.Sequence()
	}
	return after.DiffSequence(before)
}

// parse turns a line of a frame into cells, filling into exactly as many as it holds.
// Of the sequences it knows SGR, the column (CHA) and the end of the line (EL).
func (s *styles) parse(line string, into []cell) {
	clearCells(into)
	var style styleID
	x := 0
	for line != "" {
		if c := line[0]; c >= ' ' && c < 0x7f && (len(line) == 1 || line[1] < 0x80) {
			x = put(into, x, cell{text: line[:1], style: style, width: 1, most: 1})
			line = line[1:]
			continue
		}
		if line[0] < ' ' || line[0] == 0x7f {
			_, _, n, _ := ansi.DecodeSequence(line, ansi.NormalState, s.parser)
			switch ansi.Cmd(s.parser.Command()) {
			case 'm':
				if line[0] == ansi.ESC {
					style = s.apply(style, line[:n], s.parser.Params())
				}
			case 'G':
				column, _ := s.parser.Param(0, 1)
				x = max(column, 1) - 1
			case 'K':
				clearCells(into[min(x, len(into)):])
			}
			line = line[n:]
			continue
		}
		cluster, width := ansi.FirstGraphemeCluster(line, ansi.GraphemeWidth)
		x = put(into, x, newCell(cluster, style, width))
		line = line[len(cluster):]
	}
}

// put places a cell at column x and returns the next column. What does not fit whole is
// left out.
func put(cells []cell, x int, c cell) int {
	if c.width == 0 {
		join(cells, x, c.text)
		return x
	}
	next := x + int(c.width)
	if next > len(cells) {
		return next
	}
	breakWide(cells, x)
	breakWide(cells, next)
	cells[x] = c
	for i := x + 1; i < next; i++ {
		cells[i] = cell{style: c.style}
	}
	return next
}

// breakWide makes blanks of a wide character whose second column is x.
func breakWide(cells []cell, x int) {
	if x <= 0 || x >= len(cells) || cells[x].width > 0 {
		return
	}
	cells[x-1], cells[x] = blank, blank
}

// join adds text without a width to the character before column x.
func join(cells []cell, x int, mark string) {
	at := min(x, len(cells)) - 1
	for at > 0 && cells[at].width == 0 {
		at--
	}
	if at < 0 {
		return
	}
	c := &cells[at]
	style := c.style
	*c = newCell(c.text+mark, style, int(c.width))
}

func newCell(cluster string, style styleID, width int) cell {
	width = min(max(width, 0), 2)
	first, size := utf8.DecodeRuneInString(cluster)
	c := cell{text: cluster, style: style, width: uint8(width), most: uint8(width)}
	if size < len(cluster) || text.AgreedWidth(first) != width {
		const limit = 255
		c.loose, c.most = true, uint8(min(max(text.GreatestWidth(cluster), width), limit))
	}
	return c
}

func clearCells(cells []cell) {
	for i := range cells {
		cells[i] = blank
	}
}
