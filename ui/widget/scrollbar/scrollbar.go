// Package scrollbar draws the last column of a window onto a longer list.
package scrollbar

import "acs-chat-tui/ui/style/text"

const (
	trackGlyph = "│"
	thumbGlyph = "┃"
)

// Styles are how the track and the thumb are drawn; nil means without a style. A
// style must not change the width.
type Styles struct{ Track, Thumb func(string) string }

// Bar is a scrollbar of a window's height; the zero Bar is not shown.
type Bar struct {
	// Shown says whether the bar takes its column.
	Shown        bool
	first, after int // the lines of the thumb
	track, thumb string
}

// New makes the bar of a window that is height lines high, shows visible of length
// rows, and could stand at positions 0 to last, now at position. The thumb's length is
// the share of the rows that there are so far, not of a total nobody knows. A bar is
// not shown where last is 0.
func New(height, visible, length, position, last int, styles Styles) Bar {
	if last <= 0 || height < 1 || length < 1 {
		return Bar{}
	}
	size := min(height, max(int(int64(height)*int64(visible)/int64(length)), 1))
	first := int(int64(position) * int64(height-size) / int64(last))
	// At the very ends, and only there, the thumb touches the ends.
	switch {
	case first == 0 && position > 0 && height-size > 1:
		first = 1
	case first == height-size && position < last && height-size > 1:
		first--
	}
	return Bar{
		Shown: true,
		first: first,
		after: first + size,
		track: glyph(trackGlyph, "|", styles.Track),
		thumb: glyph(thumbGlyph, "#", styles.Thumb),
	}
}

// At is the bar's cell in a line of the window.
func (b Bar) At(line int) string {
	if line >= b.first && line < b.after {
		return b.thumb
	}
	return b.track
}

// glyph is the first of two that takes one cell, styled. Line drawing takes
// two where RUNEWIDTH_EASTASIAN is set.
func glyph(line, ascii string, styled func(string) string) string {
	if text.Width(line) != 1 {
		line = ascii
	}
	if styled == nil {
		return line
	}
	return styled(line)
}
