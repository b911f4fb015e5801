// Package svg draws a terminal's screen as one SVG picture of a terminal
// window. The picture needs no font, script, style sheet or other file of
// ours, and looks the same in every browser as far as its monospace font
// allows: each piece of text stands at the x of its first cell and is as long
// as its cells, wide characters stand in the middle of two, and box drawing,
// block and Braille characters are drawn as shapes that meet without gaps.
// The same screen gives the same bytes.
//
// Text written from right to left is one piece, so that its letters join and
// read as its readers expect; many terminals show it letter by letter from
// left to right instead. Blinking is not shown.
package svg

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"

	"acs-chat-tui/ui/e2e/terminal"
)

// defaultFontSize gives cells of 9 by 20 pixels.
const defaultFontSize = 15

// fonts are monospace fonts in the order of preference, the platforms' own
// first, then those that draw emoji.
const fonts = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace, " +
	"'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji'"

// Options are what the screen itself does not say.
type Options struct {
	// Title stands in the window's title bar and is the picture's accessible
	// name. If empty, it is the title that the program set.
	Title string
	// FontSize is in pixels; 15 if not set. Cells are 0.6 of it wide and 1.3
	// of it high, rounded to whole pixels.
	FontSize int
	// Cursor draws the cursor as a block, if the program shows it.
	Cursor bool
}

// picture is one drawing under way.
type picture struct {
	bytes.Buffer

	screen           terminal.Screen
	title            string
	cursor           bool
	fontSize         int
	cellWidth        int
	cellHeight       int
	baseline, stroke int
}

// Render draws the screen.
func Render(screen terminal.Screen, options Options) []byte {
	size := options.FontSize
	if size <= 0 {
		size = defaultFontSize
	}
	p := &picture{
		screen: screen, title: options.Title, fontSize: size,
		cellWidth:  int(math.Round(float64(size) * 0.6)),
		cellHeight: int(math.Round(float64(size) * 1.3)),
		stroke:     max(1, size/14),
		cursor:     options.Cursor && screen.Cursor.Visible,
	}
	if p.title == "" {
		p.title = screen.Title
	}
	// The middle of the capitals, at about 0.35 of the size above the
	// baseline in the fonts named, is the middle of the row.
	p.baseline = int(math.Round(float64(p.cellHeight)/2 + float64(size)*0.35))
	p.window()
	return p.Bytes()
}

// window draws the frame and, in it, the rows.
func (p *picture) window() {
	columns, rows := p.screen.Size()
	padding, bar := p.fontSize, 2*p.fontSize
	width, height := columns*p.cellWidth+2*padding, bar+rows*p.cellHeight+2*padding
	radius, dot := p.fontSize/2, max(2, p.fontSize*2/5)

	p.line(`<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %d %d">`, width, height, width, height)
	p.line(`<title>%s</title>`, escaped(p.title))
	p.line(`<rect x="0.5" y="0.5" width="%d" height="%d" rx="%d" fill="%s" stroke="%s"/>`,
		width-1, height-1, radius, background, windowEdge)
	p.line(`<path d="M0.5 %dV%da%d %d 0 0 1 %d %dH%da%d %d 0 0 1 %d %dV%dz" fill="%s" stroke="%s"/>`,
		bar, radius, radius, radius, radius, -radius, width-1-radius, radius, radius, radius, radius, bar, windowBar, windowEdge)
	for i, fill := range [...]string{"#e0625b", "#dfa93f", "#4fae55"} {
		p.line(`<circle cx="%d" cy="%d" r="%d" fill="%s"/>`, padding+dot+i*3*dot, bar/2, dot, fill)
	}
	p.line(`<g font-family="%s" font-size="%d" fill="%s">`, fonts, p.fontSize, foreground)
	if p.title != "" {
		p.line(`<text x="%d" y="%d" text-anchor="middle" fill="%s">%s</text>`,
			width/2, bar/2+int(math.Round(float64(p.fontSize)*0.35)), windowTitle, escaped(p.title))
	}
	for y := range rows {
		p.row(y, padding, bar+padding+y*p.cellHeight)
	}
	p.line(`</g>`)
	p.line(`</svg>`)
}

// row draws one row of cells as one line of the file.
func (p *picture) row(y, left, top int) {
	p.put(`<g transform="translate(%d %d)">`, left, top)
	cells := p.screen.Row(y)
	if p.cursor && p.screen.Cursor.Y == y {
		at := &cells[p.screen.Cursor.X]
		at.Reverse = !at.Reverse
	}
	p.backgrounds(cells)
	for _, run := range split(cells) {
		p.run(run)
	}
	p.lines(cells)
	p.line(`</g>`)
}

// backgrounds draws one rectangle for cells side by side with one background.
func (p *picture) backgrounds(cells []terminal.Cell) {
	for x := 0; x < len(cells); {
		_, fill := colors(cells[x])
		end := x + 1
		for end < len(cells) {
			if _, next := colors(cells[end]); next != fill {
				break
			}
			end++
		}
		if fill != background {
			p.put(`<rect x="%d" y="0" width="%d" height="%d" fill="%s" shape-rendering="crispEdges"/>`,
				x*p.cellWidth, (end-x)*p.cellWidth, p.cellHeight, fill)
		}
		x = end
	}
}

// lines draws underlines and strikethroughs, one rectangle for cells side by
// side with one colour.
func (p *picture) lines(cells []terminal.Cell) {
	for _, kind := range []struct {
		has func(terminal.Cell) bool
		y   int
	}{
		{func(c terminal.Cell) bool { return c.Underline }, min(p.baseline+2*p.stroke, p.cellHeight-p.stroke)},
		{func(c terminal.Cell) bool { return c.Strikethrough }, p.cellHeight / 2},
	} {
		for x := 0; x < len(cells); {
			fill, _ := colors(cells[x])
			end := x
			for end < len(cells) && kind.has(cells[end]) {
				if next, _ := colors(cells[end]); next != fill {
					break
				}
				end++
			}
			if end > x {
				p.put(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`,
					x*p.cellWidth, kind.y, (end-x)*p.cellWidth, p.stroke, fill)
			}
			x = max(end, x+1)
		}
	}
}

func (p *picture) line(format string, arguments ...any) {
	p.put(format+"\n", arguments...)
}

func (p *picture) put(format string, arguments ...any) {
	// A bytes.Buffer refuses nothing.
	_, _ = p.Write(fmt.Appendf(nil, format, arguments...))
}

// escaped is the text for XML. What XML cannot hold becomes the replacement character.
func escaped(text string) string {
	var b bytes.Buffer
	// A bytes.Buffer refuses nothing.
	_ = xml.EscapeText(&b, []byte(text))
	return b.String()
}
