package svg

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/ui/e2e/terminal"
)

// class is how the content of a cell is placed.
type class uint8

const (
	empty class = iota
	// shape is drawn, not written.
	shape
	// narrow has the same width in any monospace font: many make one piece of text.
	narrow
	// ideograph is placed in the middle of its two cells. It is one UTF-16 unit, which is
	// what an SVG list of positions counts.
	ideograph
	// rightToLeft is one piece, so that its letters join.
	rightToLeft
	// lone is made as wide as its cells.
	lone
)

func classOf(cell terminal.Cell) class {
	first, size := utf8.DecodeRuneInString(cell.Content)
	single := size == len(cell.Content)
	switch {
	case cell.Conceal || strings.TrimSpace(cell.Content) == "":
		return empty
	case single && boxes[first] != 0:
		return shape
	case unicode.In(first, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko):
		return rightToLeft
	case cell.Width == 2 && single && first <= 0xffff && unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return ideograph
	case cell.Width == 1 && first < 0x250:
		return narrow
	}
	return lone
}

// run is cells side by side that are drawn as one.
type run struct {
	class class
	x     int
	cells []terminal.Cell
}

func (r run) content() string {
	var text strings.Builder
	for _, cell := range r.cells {
		text.WriteString(cell.Content)
	}
	return text.String()
}

// split cuts a row into runs without the blanks between them.
func split(cells []terminal.Cell) []run {
	var runs []run
	for x := 0; x < len(cells); {
		kind := classOf(cells[x])
		end := x + max(cells[x].Width, 1)
		for kind != lone && end < len(cells) {
			next := joining(kind, cells[x], cells[end:])
			if next == 0 {
				break
			}
			end += next
		}
		if kind != empty {
			runs = append(runs, run{class: kind, x: x, cells: cells[x:end]})
		}
		x = end
	}
	return runs
}

// joining is how many of the next cells join a run: cells of the same kind and look, and a
// single blank between two such.
func joining(kind class, first terminal.Cell, rest []terminal.Cell) int {
	joins := func(cell terminal.Cell) bool { return classOf(cell) == kind && sameLook(first, cell) }
	switch {
	case joins(rest[0]):
		return min(max(rest[0].Width, 1), len(rest))
	case (kind == narrow || kind == rightToLeft) && len(rest) > 1 &&
		rest[0].Content == " " && sameLook(first, rest[0]) && joins(rest[1]):
		return 1 + rest[1].Width
	}
	return 0
}

func sameLook(a, b terminal.Cell) bool {
	aFront, _ := colors(a)
	bFront, _ := colors(b)
	return aFront == bFront && a.Bold == b.Bold && a.Italic == b.Italic && a.Conceal == b.Conceal
}

func (p *picture) run(r run) {
	fill, _ := colors(r.cells[0])
	if r.class == shape {
		p.boxes(r, fill)
		return
	}
	p.put(`<text`)
	if r.class == ideograph {
		p.centres(r)
	} else {
		p.put(` x="%d" y="%d" textLength="%d" lengthAdjust="spacingAndGlyphs"`,
			r.x*cellWidth, baseline, len(r.cells)*cellWidth)
	}
	if fill != foreground {
		p.put(` fill="%s"`, fill)
	}
	if r.cells[0].Bold {
		p.put(` font-weight="bold"`)
	}
	if r.cells[0].Italic {
		p.put(` font-style="italic"`)
	}
	p.put(`>%s</text>`, escaped(r.content()))
}

// centres gives every character the middle of its two cells.
func (p *picture) centres(r run) {
	p.put(` x="`)
	for i, cell := range r.cells {
		if cell.Width == 0 {
			continue
		}
		if i > 0 {
			p.put(` `)
		}
		p.put(`%d`, (r.x+i+1)*cellWidth)
	}
	p.put(`" y="%d" text-anchor="middle"`, baseline)
}
