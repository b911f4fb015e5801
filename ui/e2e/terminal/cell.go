package terminal

import (
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
)

// Cell is one column of one row. It is comparable.
type Cell struct {
	// Content is the grapheme cluster shown, a space where nothing was written, and empty
	// for the second column of a wide character.
	Content string
	// Width is 1, 2, or 0 for the second column of a wide character.
	Width int
	// Fg and Bg are the colours as set, before Reverse swaps them: nil for the terminal's
	// default, ansi.BasicColor, ansi.IndexedColor, or another color.Color.
	Fg, Bg color.Color

	Bold, Faint, Italic, Underline, Reverse, Strikethrough, Conceal bool
}

// cellOf gives a blank for no cell.
func cellOf(c *uv.Cell) Cell {
	if c == nil {
		return Cell{Content: " ", Width: 1}
	}
	has := func(attribute uint8) bool { return c.Style.Attrs&attribute != 0 }
	return Cell{
		Content: c.Content, Width: c.Width, Fg: c.Style.Fg, Bg: c.Style.Bg,
		Bold: has(uv.AttrBold), Faint: has(uv.AttrFaint), Italic: has(uv.AttrItalic),
		Underline: c.Style.Underline != uv.UnderlineNone,
		Reverse:   has(uv.AttrReverse), Strikethrough: has(uv.AttrStrikethrough), Conceal: has(uv.AttrConceal),
	}
}
