package svg

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The arms of a box drawing character, from its middle to its edges.
const (
	up = 1 << iota
	right
	down
	left
)

// boxes are the characters that are drawn, so that they meet without gaps in any font.
var boxes = map[rune]int{
	'─': left | right, '│': up | down, '┃': up | down,
	'┌': right | down, '┐': down | left, '└': up | right, '┘': up | left,
	'╭': right | down, '╮': down | left, '╰': up | right, '╯': up | left,
	'├': up | right | down, '┤': up | down | left, '┬': right | down | left, '┴': up | right | left,
	'┼': up | right | down | left,
}

// rectangle is a part of a line, in pixels of its row.
type rectangle struct{ x, y, width, height int }

// boxes draws a run of box drawing characters.
func (p *picture) boxes(r run, fill string) {
	var lines []rectangle
	var corners strings.Builder
	for i, cell := range r.cells {
		character, _ := utf8.DecodeRuneInString(cell.Content)
		x, arms := (r.x+i)*cellWidth, boxes[character]
		if strings.ContainsRune("╭╮╰╯", character) {
			corner(&corners, x, arms)
			continue
		}
		lines = box(lines, x, arms, character == '┃')
	}
	if len(lines) > 0 {
		p.put(`<path d="`)
		for _, at := range lines {
			p.put("M%d %dh%dv%dh%dz", at.x, at.y, at.width, at.height, -at.width)
		}
		p.put(`" fill="%s" shape-rendering="crispEdges"/>`, fill)
	}
	if corners.Len() > 0 {
		p.put(`<path d="%s" fill="none" stroke="%s" stroke-width="%d"/>`, corners.String(), fill, stroke)
	}
}

// box adds the lines of a character whose cell begins at x. A horizontal line that continues
// the one before makes that longer: a border becomes one rectangle.
func box(lines []rectangle, x, arms int, heavy bool) []rectangle {
	const middleX, middleY = (cellWidth - stroke) / 2, (cellHeight - stroke) / 2
	if arms&(left|right) != 0 {
		from, to := x+middleX, x+middleX+stroke
		if arms&left != 0 {
			from = x
		}
		if arms&right != 0 {
			to = x + cellWidth
		}
		if last := len(lines) - 1; last >= 0 && lines[last].y == middleY && lines[last].x+lines[last].width == from && lines[last].height == stroke {
			lines[last].width += to - from
		} else {
			lines = append(lines, rectangle{from, middleY, to - from, stroke})
		}
	}
	if arms&(up|down) != 0 {
		from, to, width := middleY, middleY+stroke, stroke
		if arms&up != 0 {
			from = 0
		}
		if arms&down != 0 {
			to = cellHeight
		}
		if heavy {
			width = 3 * stroke
		}
		lines = append(lines, rectangle{x + (cellWidth-width)/2, from, width, to - from})
	}
	return lines
}

// corner draws a round corner between two edges of the cell.
func corner(to *strings.Builder, x, arms int) {
	const (
		middleX = float64((cellWidth-stroke)/2) + stroke/2.0
		middleY = float64((cellHeight-stroke)/2) + stroke/2.0
		radius  = min(middleX, cellWidth-middleX)
	)
	edgeX, edgeY, turnX, turnY := 0, 0, middleX-radius, middleY-radius
	if arms&right != 0 {
		edgeX, turnX = cellWidth, middleX+radius
	}
	if arms&down != 0 {
		edgeY, turnY = cellHeight, middleY+radius
	}
	centre := float64(x) + middleX
	fmt.Fprintf(to, "M%d %gH%gQ%g %g %g %gV%d", x+edgeX, middleY, float64(x)+turnX, centre, middleY, centre, turnY, edgeY)
}
