package svg

import (
	"fmt"
	"image/color"

	"github.com/charmbracelet/x/ansi"

	"acs-chat-tui/ui/e2e/terminal"
)

// The window's own colours, and the terminal's default ones.
const (
	background  = "#16181d"
	foreground  = "#d8dce3"
	windowBar   = "#23262d"
	windowEdge  = "#3a3f4a"
	windowTitle = "#aab1be"
)

// palette is the look of the 16 ANSI colours; each but black is readable on the background.
func palette() [16]rgb {
	return [16]rgb{
		{0x2b, 0x2f, 0x38},
		{0xe8, 0x6a, 0x71},
		{0x8c, 0xc2, 0x6b},
		{0xdd, 0xb2, 0x63},
		{0x6c, 0xaa, 0xf0},
		{0xc5, 0x86, 0xdf},
		{0x57, 0xb9, 0xc0},
		{0xc3, 0xc9, 0xd3},
		{0x86, 0x8e, 0x9c},
		{0xf5, 0x8e, 0x93},
		{0xa9, 0xdb, 0x8c},
		{0xf2, 0xcd, 0x86},
		{0x93, 0xc4, 0xfb},
		{0xdb, 0xa9, 0xf0},
		{0x7f, 0xd6, 0xdc},
		{0xf4, 0xf6, 0xfa},
	}
}

type rgb struct{ r, g, b uint8 }

func (c rgb) String() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

func parse(hex string) rgb {
	var c rgb
	_, _ = fmt.Sscanf(hex, "#%02x%02x%02x", &c.r, &c.g, &c.b)
	return c
}

// resolve gives the colour its look; otherwise is that of the default.
func resolve(c color.Color, otherwise string) rgb {
	switch c := c.(type) {
	case nil:
		return parse(otherwise)
	case ansi.BasicColor:
		return palette()[c&15]
	case ansi.IndexedColor:
		return indexed(uint8(c))
	default:
		r, g, b, _ := c.RGBA()
		return rgb{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)} //nolint:gosec // RGBA gives 16 bits
	}
}

// indexed is one of xterm's 256 colours: the palette, a cube of 6×6×6, and 24 greys.
func indexed(index uint8) rgb {
	switch {
	case index < 16:
		return palette()[index]
	case index < 232:
		level := func(step uint8) uint8 {
			if step == 0 {
				return 0
			}
			return 55 + 40*step
		}
		cube := index - 16
		return rgb{level(cube / 36), level(cube / 6 % 6), level(cube % 6)}
	default:
		grey := 8 + 10*(index-232)
		return rgb{grey, grey, grey}
	}
}

// colors are the colours in which a cell is seen, after reverse video and faint.
func colors(cell terminal.Cell) (fg, bg string) {
	front, back := resolve(cell.Fg, foreground), resolve(cell.Bg, background)
	if cell.Reverse {
		front, back = back, front
	}
	if cell.Faint {
		front = rgb{mix(front.r, back.r), mix(front.g, back.g), mix(front.b, back.b)}
	}
	return front.String(), back.String()
}

// mix is three parts of the first and two of the second.
func mix(front, back uint8) uint8 {
	return uint8((3*uint16(front) + 2*uint16(back)) / 5) //nolint:gosec // at most 255
}
