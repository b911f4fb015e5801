package text

import (
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// narrow and wide are the runes about which terminals agree when they stand
// alone: one cell, two cells. It is a list of what is known to be safe; what
// is not in it costs a few bytes more on the line, nothing else.
//
// Characters of ambiguous width (…, ─, é) count as
// narrow: a terminal set to draw them wide breaks every box of every program.
var (
	narrow = &unicode.RangeTable{
		R16: []unicode.Range16{
			{Lo: 0x0020, Hi: 0x007e, Stride: 1},
			{Lo: 0x00a0, Hi: 0x00ac, Stride: 1},
			{Lo: 0x00ae, Hi: 0x02ff, Stride: 1}, // Latin, IPA
			{Lo: 0x0370, Hi: 0x0377, Stride: 1}, // Greek
			{Lo: 0x037a, Hi: 0x037f, Stride: 1},
			{Lo: 0x0384, Hi: 0x038a, Stride: 1},
			{Lo: 0x038e, Hi: 0x03a1, Stride: 1},
			{Lo: 0x03a3, Hi: 0x0482, Stride: 1}, // Greek, Cyrillic
			{Lo: 0x048a, Hi: 0x052f, Stride: 1},
			{Lo: 0x0531, Hi: 0x0556, Stride: 1}, // Armenian
			{Lo: 0x0561, Hi: 0x0586, Stride: 1},
			{Lo: 0x05d0, Hi: 0x05ea, Stride: 1}, // Hebrew letters
			{Lo: 0x0620, Hi: 0x064a, Stride: 1}, // Arabic letters
			{Lo: 0x0660, Hi: 0x066f, Stride: 1},
			{Lo: 0x0671, Hi: 0x06d3, Stride: 1},
			{Lo: 0x10d0, Hi: 0x10fa, Stride: 1}, // Georgian
			{Lo: 0x1e00, Hi: 0x1eff, Stride: 1}, // Latin, Vietnamese
			{Lo: 0x2010, Hi: 0x2027, Stride: 1}, // dashes, quotes, bullet, ellipsis
			{Lo: 0x2030, Hi: 0x203b, Stride: 1},
			{Lo: 0x20a0, Hi: 0x20bf, Stride: 1}, // currencies
			{Lo: 0x2190, Hi: 0x2193, Stride: 1}, // arrows
			{Lo: 0x2400, Hi: 0x2426, Stride: 1}, // pictures of controls
			{Lo: 0x2500, Hi: 0x259f, Stride: 1}, // boxes and blocks
			{Lo: 0x2713, Hi: 0x2713, Stride: 1}, // ✓
			{Lo: 0x2717, Hi: 0x2717, Stride: 1}, // ✗
			{Lo: 0x27e8, Hi: 0x27e9, Stride: 1}, // ⟨⟩
			{Lo: 0xfffd, Hi: 0xfffd, Stride: 1}, // �
		},
		LatinOffset: 3,
	}
	wide = &unicode.RangeTable{
		R16: []unicode.Range16{
			{Lo: 0x3000, Hi: 0x3029, Stride: 1}, // CJK punctuation
			{Lo: 0x3041, Hi: 0x3096, Stride: 1}, // Hiragana
			{Lo: 0x30a0, Hi: 0x30ff, Stride: 1}, // Katakana
			{Lo: 0x3400, Hi: 0x4dbf, Stride: 1}, // ideographs
			{Lo: 0x4e00, Hi: 0x9fff, Stride: 1},
			{Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, // Hangul syllables
			{Lo: 0xff01, Hi: 0xff60, Stride: 1}, // full-width forms
			{Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
		},
		R32: []unicode.Range32{
			{Lo: 0x20000, Hi: 0x2a6df, Stride: 1}, // ideographs of extension B
		},
	}
)

// AgreedWidth is the number of cells that every terminal gives r, or 0 where
// they differ, or where it depends on the neighbours.
func AgreedWidth(r rune) int {
	switch {
	case r >= ' ' && r < 0x7f:
		return 1
	case r >= 0x4e00 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3: // the most common, without a search
		return 2
	case unicode.Is(narrow, r):
		return 1
	case unicode.Is(wide, r):
		return 2
	default:
		return 0
	}
}

// agreed reports whether terminals agree about the width of every character
// of s.
func agreed(s string) bool {
	for _, r := range s {
		if AgreedWidth(r) == 0 {
			return false
		}
	}
	return true
}

// GreatestWidth is the number of cells that s may take in the terminal that
// draws it widest: one that knows no graphemes and draws every rune of an
// emoji sequence, a flag or a conjunct by itself.
func GreatestWidth(s string) int {
	total := 0
	for rest := s; rest != ""; {
		cluster, cells := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		rest = rest[len(cluster):]
		total += greatestClusterWidth(cluster, cells)
	}
	return total
}

func greatestClusterWidth(cluster string, cells int) int {
	sum := 0
	for _, r := range cluster {
		sum += greatestRuneWidth(r)
	}
	return max(sum, cells)
}

func greatestRuneWidth(r rune) int {
	if cells := AgreedWidth(r); cells > 0 {
		return cells
	}
	switch {
	case isJoiner(r), isSelector(r), unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.In(r, unicode.Mc, unicode.Cf):
		return 1
	case r >= 0x2000 && r < 0x2c00:
		// Letters and digits among the symbols are drawn as symbols.
		return 2
	case unicode.In(r, unicode.L, unicode.Nd, unicode.Z):
		return max(1, ansi.StringWidthWc(string(r)))
	default:
		// Symbols, emoji, private use and what Unicode has added since.
		return 2
	}
}
