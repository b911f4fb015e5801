package terminal

import (
	"fmt"
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// ColorKind says how a program named a colour.
type ColorKind uint8

// The ways of naming a colour in the order of SGR's history.
const (
	// ColorDefault is the terminal's own foreground or background.
	ColorDefault ColorKind = iota
	// ColorANSI is one of the 16 colours whose look the terminal's palette decides.
	ColorANSI
	// ColorIndexed is one of the 256 colours.
	ColorIndexed
	// ColorRGB is a colour given by its red, green and blue.
	ColorRGB
)

// Color is a colour as the program asked for it. The zero value is the
// terminal's default. It is comparable.
type Color struct {
	Kind ColorKind
	// Index is 0 to 15 for ColorANSI and 0 to 255 for ColorIndexed.
	Index uint8
	// Red, Green and Blue are set for ColorRGB only.
	Red, Green, Blue uint8
}

// String names the colour for test output: "default", "ansi 9", "indexed 240", "#a0b1c2".
func (c Color) String() string {
	switch c.Kind {
	case ColorANSI:
		return fmt.Sprintf("ansi %d", c.Index)
	case ColorIndexed:
		return fmt.Sprintf("indexed %d", c.Index)
	case ColorRGB:
		return fmt.Sprintf("#%02x%02x%02x", c.Red, c.Green, c.Blue)
	case ColorDefault:
	}
	return "default"
}

// Cell is one column of one row. It is comparable.
type Cell struct {
	// Content is the grapheme cluster shown, a space where nothing was
	// written, and empty for the second column of a wide character.
	Content string
	// Width is the number of columns the content takes: 1, 2, or 0 for the
	// second column of a wide character.
	Width int
	// Fg and Bg are the colours as set, before Reverse swaps them.
	Fg, Bg Color

	Bold, Faint, Italic, Underline, Reverse, Strikethrough, Conceal bool
}

// cellOf gives a blank for no cell.
func cellOf(c *uv.Cell) Cell {
	if c == nil {
		return Cell{Content: " ", Width: 1}
	}
	return Cell{
		Content:       c.Content,
		Width:         c.Width,
		Fg:            colorOf(c.Style.Fg),
		Bg:            colorOf(c.Style.Bg),
		Bold:          c.Style.Attrs&uv.AttrBold != 0,
		Faint:         c.Style.Attrs&uv.AttrFaint != 0,
		Italic:        c.Style.Attrs&uv.AttrItalic != 0,
		Underline:     c.Style.Underline != uv.UnderlineStyleNone,
		Reverse:       c.Style.Attrs&uv.AttrReverse != 0,
		Strikethrough: c.Style.Attrs&uv.AttrStrikethrough != 0,
		Conceal:       c.Style.Attrs&uv.AttrConceal != 0,
	}
}

func colorOf(c color.Color) Color {
	switch c := c.(type) {
	case nil:
		return Color{}
	case ansi.BasicColor:
		return Color{Kind: ColorANSI, Index: uint8(c)}
	case ansi.IndexedColor:
		return Color{Kind: ColorIndexed, Index: uint8(c)}
	default:
		r, g, b, _ := c.RGBA()
		return Color{Kind: ColorRGB, Red: uint8(r >> 8), Green: uint8(g >> 8), Blue: uint8(b >> 8)} //nolint:gosec // RGBA gives 16 bits
	}
}
