package svg

import (
	"math"
	"strings"
	"testing"
)

// TestJunctions draws characters pixel by pixel: lines meet in the middle and reach the edges.
func TestJunctions(t *testing.T) {
	t.Parallel()
	const none, line, leftHalf, rightHalf = ".........", "....#....", "#####....", "....#####"
	for r, want := range map[rune]struct{ above, middle, below string }{
		'─': {none, "#########", none}, '│': {line, line, line}, '┃': {"...###...", "...###...", "...###..."},
		'┌': {none, rightHalf, line}, '┐': {none, leftHalf, line}, '└': {line, rightHalf, none}, '┘': {line, leftHalf, none},
		'├': {line, rightHalf, line}, '┤': {line, leftHalf, line}, '┬': {none, "#########", line}, '┴': {line, "#########", none},
		'┼': {line, "#########", line},
	} {
		grid := make([][]byte, cellHeight)
		for y := range grid {
			grid[y] = []byte(none)
		}
		for _, at := range box(nil, 0, boxes[r], r == '┃') {
			for y := at.y; y < at.y+at.height; y++ {
				copy(grid[y][at.x:at.x+at.width], strings.Repeat("#", at.width))
			}
		}
		for y, row := range grid {
			wanted := want.middle
			switch middle := (cellHeight - stroke) / 2; {
			case y < middle:
				wanted = want.above
			case y > middle:
				wanted = want.below
			}
			if string(row) != wanted {
				t.Errorf("%c, row %d: %s, want %s", r, y, row, wanted)
			}
		}
	}
}

// TestPaletteIsReadable holds every foreground against the background, as
// WCAG measures contrast. Black is a background colour.
func TestPaletteIsReadable(t *testing.T) {
	t.Parallel()
	for index, colour := range palette() {
		if index == 0 {
			continue
		}
		if got := contrast(colour, parse(background)); got < 4.5 {
			t.Errorf("colour %d %v has contrast %.2f", index, colour, got)
		}
	}
	if got := contrast(parse(foreground), parse(background)); got < 7 {
		t.Errorf("the default colours have contrast %.2f", got)
	}
}

func contrast(a, b rgb) float64 {
	lighter, darker := luminance(a), luminance(b)
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + 0.05) / (darker + 0.05)
}

func luminance(c rgb) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}
