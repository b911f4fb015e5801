package text

import (
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// TestAgreedWidths: what is in the list of agreed widths has that width by
// grapheme and by rune, takes no part in a grapheme with its neighbours, and is
// neither a mark nor hidden.
func TestAgreedWidths(t *testing.T) {
	t.Parallel()
	checked := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		cells := AgreedWidth(r)
		if cells == 0 {
			continue
		}
		checked++
		s := string(r)
		if byGrapheme, byRune := ansi.StringWidth(s), ansi.StringWidthWc(s); byGrapheme != cells || byRune != cells {
			t.Errorf("U+%04X is listed with %d cells; by grapheme it has %d, by rune %d", r, cells, byGrapheme, byRune)
		}
		if width := ansi.StringWidth("a" + s + "가" + s + "9"); width != 4+2*cells {
			t.Errorf("U+%04X makes a grapheme with its neighbours: %d cells among them, want %d", r, width, 4+2*cells)
		}
		if isMark(r) || isSelector(r) || isJoiner(r) || unicode.Is(hidden, r) {
			t.Errorf("U+%04X is listed with a width and is none of its own", r)
		}
		if Width(s) != cells {
			t.Errorf("Width(U+%04X) = %d, want %d", r, Width(s), cells)
		}
	}
	if checked < 40_000 {
		t.Errorf("only %d characters are in the list", checked)
	}
}

// TestGreatestWidth: no character is wider than the greatest width says.
func TestGreatestWidth(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.IsGraphic(r) {
			continue
		}
		s := string(r)
		if greatest := GreatestWidth(s); greatest < ansi.StringWidth(s) || greatest < ansi.StringWidthWc(s) {
			t.Errorf("U+%04X: greatest width %d, by grapheme %d, by rune %d", r, greatest, ansi.StringWidth(s), ansi.StringWidthWc(s))
		}
	}
}
