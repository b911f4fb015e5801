// Package svg draws a terminal's screen as one SVG picture of a terminal window. The picture
// needs no other file, and looks the same in every browser as far as its monospace font
// allows: each piece of text is placed at its first cell and as long as its cells, wide
// characters in the middle of two, and box drawing characters are drawn as lines. The same
// screen gives the same bytes.
package svg

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"acs-chat-tui/ui/e2e/terminal"
)

// The sizes in pixels. The baseline puts the middle of the capitals in the middle of the row.
const (
	fontSize   = 15
	cellWidth  = 9
	cellHeight = 20
	baseline   = 15
	stroke     = 1
)

// fonts are the platforms' monospace fonts, then those that draw emoji.
const fonts = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace, " +
	"'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji'"

// picture is one drawing under way.
type picture struct{ bytes.Buffer }

// Render draws the screen. The title is in the window's title bar and is the picture's
// accessible name.
func Render(screen terminal.Screen, title string) []byte {
	p := &picture{}
	p.window(screen, title)
	return p.Bytes()
}

// window draws the frame and, in it, the rows.
func (p *picture) window(screen terminal.Screen, title string) {
	const padding, bar, radius, dot = fontSize, 2 * fontSize, fontSize / 2, fontSize * 2 / 5
	columns, rows := screen.Size()
	width, height := columns*cellWidth+2*padding, bar+rows*cellHeight+2*padding

	p.line(`<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %d %d">`, width, height, width, height)
	p.line(`<title>%s</title>`, escaped(title))
	p.line(`<rect x="0.5" y="0.5" width="%d" height="%d" rx="%d" fill="%s" stroke="%s"/>`,
		width-1, height-1, radius, background, windowEdge)
	p.line(`<path d="M0.5 %dV%da%d %d 0 0 1 %d %dH%da%d %d 0 0 1 %d %dV%dz" fill="%s" stroke="%s"/>`,
		bar, radius, radius, radius, radius, -radius, width-1-radius, radius, radius, radius, radius, bar, windowBar, windowEdge)
	for i, fill := range [...]string{"#e0625b", "#dfa93f", "#4fae55"} {
		p.line(`<circle cx="%d" cy="%d" r="%d" fill="%s"/>`, padding+dot+i*3*dot, bar/2, dot, fill)
	}
	p.line(`<g font-family="%s" font-size="%d" fill="%s">`, fonts, fontSize, foreground)
	p.line(`<text x="%d" y="%d" text-anchor="middle" fill="%s">%s</text>`,
		width/2, bar/2+baseline-cellHeight/2, windowTitle, escaped(title))
	for y := range rows {
		p.row(screen.Row(y), padding, bar+padding+y*cellHeight)
	}
	p.line(`</g>`)
	p.line(`</svg>`)
}

// row draws one row of cells as one line of the file.
func (p *picture) row(cells []terminal.Cell, left, top int) {
	p.put(`<g transform="translate(%d %d)">`, left, top)
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
				x*cellWidth, (end-x)*cellWidth, cellHeight, fill)
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
		{func(c terminal.Cell) bool { return c.Underline }, min(baseline+2*stroke, cellHeight-stroke)},
		{func(c terminal.Cell) bool { return c.Strikethrough }, cellHeight / 2},
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
					x*cellWidth, kind.y, (end-x)*cellWidth, stroke, fill)
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
