package svg

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	firstBlock   = 0x2580
	lastBlock    = 0x259f
	firstBraille = 0x2800
	lastBraille  = 0x28ff
)

// drawable says whether the character is drawn as a shape.
func drawable(r rune) bool {
	return r >= firstBox && r <= lastBlock || r >= firstBraille && r <= lastBraille
}

// shapes collects what the characters of one run draw, in the coordinates of
// their row.
type shapes struct {
	cellWidth, cellHeight, stroke int

	rects []rectangle
	// lines are the paths that are stroked, dots those that are filled with
	// smooth edges.
	lines, dots strings.Builder
	// shades are the rectangles that are partly transparent.
	shades []shade
}

type rectangle struct{ x, y, width, height int }

type shade struct {
	rectangle
	opacity string
}

// shapes draws a run of box drawing, block and Braille characters.
func (p *picture) shapes(r run, fill string) {
	s := shapes{cellWidth: p.cellWidth, cellHeight: p.cellHeight, stroke: p.stroke}
	for i, cell := range r.cells {
		character, _ := utf8.DecodeRuneInString(cell.Content)
		x := (r.x + i) * p.cellWidth
		switch {
		case character <= lastBox:
			s.box(character, x)
		case character <= lastBlock:
			s.block(character, x)
		default:
			s.braille(character, x)
		}
	}
	if len(s.rects) > 0 {
		p.put(`<path d="`)
		for _, at := range s.rects {
			p.put("M%d %dh%dv%dh%dz", at.x, at.y, at.width, at.height, -at.width)
		}
		p.put(`" fill="%s" shape-rendering="crispEdges"/>`, fill)
	}
	for _, at := range s.shades {
		p.put(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s" fill-opacity="%s" shape-rendering="crispEdges"/>`,
			at.x, at.y, at.width, at.height, fill, at.opacity)
	}
	if s.lines.Len() > 0 {
		p.put(`<path d="%s" fill="none" stroke="%s" stroke-width="%d"/>`, s.lines.String(), fill, p.stroke)
	}
	if s.dots.Len() > 0 {
		p.put(`<path d="%s" fill="%s"/>`, s.dots.String(), fill)
	}
}

// rect adds a rectangle. One that continues the one before it in the same row
// of pixels makes that longer: a border becomes one rectangle.
func (s *shapes) rect(x, y, width, height int) {
	if last := len(s.rects) - 1; last >= 0 {
		at := &s.rects[last]
		if at.y == y && at.height == height && x <= at.x+at.width && x >= at.x {
			at.width = max(at.width, x+width-at.x)
			return
		}
	}
	s.rects = append(s.rects, rectangle{x, y, width, height})
}

func (s *shapes) stroked(format string, arguments ...any) {
	fmt.Fprintf(&s.lines, format, arguments...)
}

// block draws a character between U+2580 and U+259F.
func (s *shapes) block(r rune, x int) {
	w, h := s.cellWidth, s.cellHeight
	switch {
	case r == '▀':
		s.rect(x, 0, w, h/2)
	case r <= '█': // one to eight eighths from below
		height := eighths(h, int(r-'▀'))
		s.rect(x, h-height, w, height)
	case r <= '▏': // seven to one eighths from the left
		s.rect(x, 0, eighths(w, int('▐'-r)), h)
	case r == '▐':
		s.rect(x+w/2, 0, w-w/2, h)
	case r <= '▓':
		opacity := [...]string{"0.25", "0.5", "0.75"}[r-'░']
		s.shades = append(s.shades, shade{rectangle{x, 0, w, h}, opacity})
	case r == '▔':
		s.rect(x, 0, w, eighths(h, 1))
	case r == '▕':
		width := eighths(w, 1)
		s.rect(x+w-width, 0, width, h)
	default:
		s.quadrants(r, x)
	}
}

// eighths is a part of the length, at least one pixel.
func eighths(length, count int) int { return max(1, (length*count+4)/8) }

// quadrants draws a character between U+2596 and U+259F.
func (s *shapes) quadrants(r rune, x int) {
	const upperLeft, upperRight, lowerLeft, lowerRight = 1, 2, 4, 8
	parts := [...]int{
		lowerLeft, lowerRight, upperLeft, upperLeft | lowerLeft | lowerRight, upperLeft | lowerRight,
		upperLeft | upperRight | lowerLeft, upperLeft | upperRight | lowerRight, upperRight,
		upperRight | lowerLeft, upperRight | lowerLeft | lowerRight,
	}[r-'▖']
	w, h := s.cellWidth, s.cellHeight
	for i, at := range [...]rectangle{
		{x, 0, w / 2, h / 2},
		{x + w/2, 0, w - w/2, h / 2},
		{x, h / 2, w / 2, h - h/2},
		{x + w/2, h / 2, w - w/2, h - h/2},
	} {
		if parts&(1<<i) != 0 {
			s.rect(at.x, at.y, at.width, at.height)
		}
	}
}

// braille draws a character between U+2800 and U+28FF: its low eight bits are
// the dots 1 to 8.
func (s *shapes) braille(r rune, x int) {
	columns := [...]int{0, 0, 0, 1, 1, 1, 0, 1}
	rows := [...]int{0, 1, 2, 0, 1, 2, 3, 3}
	radius := float64(s.cellWidth) / 7
	for dot := range 8 {
		if (r-firstBraille)&(1<<dot) == 0 {
			continue
		}
		centreX := float64(x) + float64(s.cellWidth*(1+2*columns[dot]))/4
		centreY := float64(s.cellHeight*(1+2*rows[dot])) / 8
		fmt.Fprintf(&s.dots, "M%.5g %.5ga%.3g %.3g 0 1 0 %.3g 0a%.3g %.3g 0 1 0 %.3g 0z",
			centreX-radius, centreY, radius, radius, 2*radius, radius, radius, -2*radius)
	}
}
