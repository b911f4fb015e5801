package svg

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"golang.org/x/text/unicode/runenames"
)

// armsByName reads the weights of the arms out of a character's Unicode name,
// where a weight stands before all arms or after each group of them.
func armsByName(name string) string {
	if strings.Contains(name, "DASH") || strings.Contains(name, "ARC") || strings.Contains(name, "DIAGONAL") {
		return "...."
	}
	weights := map[string]byte{"LIGHT": lightArm, "SINGLE": lightArm, "HEAVY": heavyArm, "DOUBLE": doubleArm}
	directions := map[string][]int{"UP": {up}, "RIGHT": {right}, "DOWN": {down}, "LEFT": {left}, "VERTICAL": {up, down}, "HORIZONTAL": {left, right}}
	arms := []byte("....")
	var weight byte
	var waiting []int
	for word := range strings.FieldsSeq(strings.TrimPrefix(name, "BOX DRAWINGS ")) {
		switch {
		case weights[word] != 0 && len(waiting) > 0:
			for _, direction := range waiting {
				arms[direction] = weights[word]
			}
			waiting, weight = nil, 0
		case weights[word] != 0:
			weight = weights[word]
		case weight != 0:
			for _, direction := range directions[word] {
				arms[direction] = weight
			}
		default:
			waiting = append(waiting, directions[word]...)
		}
	}
	return string(arms)
}

func TestBoxArmsAreThoseOfTheNames(t *testing.T) {
	t.Parallel()
	if len(boxArms) != 4*(lastBox-firstBox+1) {
		t.Fatalf("%d bytes", len(boxArms))
	}
	for r := rune(firstBox); r <= lastBox; r++ {
		if got, want := boxArms[4*(r-firstBox):4*(r-firstBox)+4], armsByName(runenames.Name(r)); got != want {
			t.Errorf("%c %s: %q, want %q", r, runenames.Name(r), got, want)
		}
	}
}

// pixels draws one character on a grid of pixels.
func pixels(width, height, stroke int, r rune) [][]bool {
	s := shapes{cellWidth: width, cellHeight: height, stroke: stroke}
	if r <= lastBox {
		s.box(r, 0)
	} else {
		s.block(r, 0)
	}
	grid := make([][]bool, height)
	for y := range grid {
		grid[y] = make([]bool, width)
	}
	for _, at := range s.rects {
		for y := at.y; y < at.y+at.height; y++ {
			for x := at.x; x < at.x+at.width; x++ {
				grid[y][x] = true
			}
		}
	}
	return grid
}

func art(grid [][]bool) string {
	var b strings.Builder
	for _, row := range grid {
		for _, set := range row {
			b.WriteByte(map[bool]byte{true: '#', false: '.'}[set])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestBoxesMeetAtTheEdges draws every character of arms at several sizes:
// nothing leaves the cell, and at each edge exactly the pixels of the arm's
// weight are set, so that any two neighbours meet.
func TestBoxesMeetAtTheEdges(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ width, height, stroke int }{{9, 20, 1}, {8, 18, 1}, {17, 36, 2}, {10, 21, 1}} {
		edge := func(weight byte, length int) string {
			middle, t := (length-size.stroke)/2, size.stroke
			line := []byte(strings.Repeat(".", length))
			mark := func(from, to int) {
				for i := from; i < to; i++ {
					line[i] = '#'
				}
			}
			switch weight {
			case lightArm:
				mark(middle, middle+t)
			case heavyArm:
				mark(middle-t, middle+2*t)
			case doubleArm:
				mark(middle-t, middle)
				mark(middle+t, middle+2*t)
			}
			return string(line)
		}
		for r := rune(firstBox); r <= lastBox; r++ {
			arms := boxArms[4*(r-firstBox) : 4*(r-firstBox)+4]
			if arms == "...." {
				continue
			}
			drawn := strings.Fields(art(pixels(size.width, size.height, size.stroke, r)))
			var first, last strings.Builder
			for _, row := range drawn {
				first.WriteByte(row[0])
				last.WriteByte(row[len(row)-1])
			}
			got := [4]string{drawn[0], last.String(), drawn[len(drawn)-1], first.String()}
			want := [4]string{
				edge(arms[up], size.width), edge(arms[right], size.height),
				edge(arms[down], size.width), edge(arms[left], size.height),
			}
			if got != want {
				t.Errorf("%c at %+v: edges %q, want %q\n%s", r, size, got, want, strings.Join(drawn, "\n"))
			}
		}
	}
}

// TestJunctions shows junctions as they are drawn: closed where lines meet,
// open between the lines of double ones.
func TestJunctions(t *testing.T) {
	t.Parallel()
	tests := map[rune]string{
		'┼': "...#...|...#...|...#...|#######|...#...|...#...|...#...",
		'┌': ".......|.......|.......|...####|...#...|...#...|...#...",
		'┏': ".......|.......|..#####|..#####|..#####|..###..|..###..",
		'╬': "..#.#..|..#.#..|###.###|.......|###.###|..#.#..|..#.#..",
		'╔': ".......|.......|..#####|..#....|..#.###|..#.#..|..#.#..",
		'╠': "..#.#..|..#.#..|..#.###|..#....|..#.###|..#.#..|..#.#..",
		'╦': ".......|.......|#######|.......|###.###|..#.#..|..#.#..",
		'╢': "..#.#..|..#.#..|..#.#..|###.#..|..#.#..|..#.#..|..#.#..",
		'╖': ".......|.......|.......|#####..|..#.#..|..#.#..|..#.#..",
		'╕': ".......|.......|####...|...#...|####...|...#...|...#...",
		'╪': "...#...|...#...|#######|...#...|#######|...#...|...#...",
		'╫': "..#.#..|..#.#..|..#.#..|#######|..#.#..|..#.#..|..#.#..",
		'╤': ".......|.......|#######|.......|#######|...#...|...#...",
		'╞': "...#...|...#...|...####|...#...|...####|...#...|...#...",
		'▀': "#######|#######|#######|.......|.......|.......|.......",
		'▄': ".......|.......|.......|#######|#######|#######|#######",
		'▞': "...####|...####|...####|###....|###....|###....|###....",
		'▏': "#......|#......|#......|#......|#......|#......|#......",
	}
	for r, want := range tests {
		got := art(pixels(7, 7, 1, r))
		if got != strings.ReplaceAll(want, "|", "\n")+"\n" {
			t.Errorf("%c is drawn as\n%swant\n%s", r, got, strings.ReplaceAll(want, "|", "\n"))
		}
	}
}

// TestEighthsGrow has each of the blocks larger than the one before.
func TestEighthsGrow(t *testing.T) {
	t.Parallel()
	count := func(r rune) int { return strings.Count(art(pixels(9, 20, 1, r)), "#") }
	for r := '▂'; r <= '█'; r++ {
		if count(r) <= count(r-1) {
			t.Errorf("%c is not larger than %c", r, r-1)
		}
	}
	for r := '▉'; r <= '▏'; r++ {
		if count(r) >= count(r-1) {
			t.Errorf("%c is not smaller than %c", r, r-1)
		}
	}
}

func TestBrailleDots(t *testing.T) {
	t.Parallel()
	for r := rune(firstBraille); r <= lastBraille; r++ {
		s := shapes{cellWidth: 9, cellHeight: 20, stroke: 1}
		s.braille(r, 0)
		dots := strings.Count(fmt.Sprintf("%08b", r-firstBraille), "1")
		if got := strings.Count(s.dots.String(), "M"); got != dots {
			t.Errorf("%c has %d dots, want %d", r, got, dots)
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
