package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const ellipsis = "…"

// Width is the number of cells that one line of text takes, by grapheme.
// Escape sequences take none.
func Width(s string) int {
	if cells, certain := certainWidth(s); certain {
		return cells
	}
	return ansi.StringWidth(s)
}

// certainWidth measures text of ASCII and wide characters without looking for graphemes,
// which is most of the time that measuring takes. For characters of ambiguous width x/ansi
// lets the environment (RUNEWIDTH_EASTASIAN) decide.
func certainWidth(s string) (cells int, certain bool) {
	for _, r := range s {
		switch {
		case r >= ' ' && r < 0x7f:
			cells++
		case r >= 0x3000 && AgreedWidth(r) == 2:
			cells += 2
		default:
			return 0, false
		}
	}
	return cells, true
}

// Truncate cuts one line of text to at most width cells, between graphemes and with "…" at
// the end. Behind the cut styles (SGR) stay, because one of them may end a style; other
// sequences go, because they may move the cursor.
//
// ansi.Truncate v0.11.9 returns a cell too many for a keycap.
func Truncate(s string, width int) string {
	if width <= 0 {
		return ""
	}
	if Width(s) <= width {
		return s
	}
	return cut(s, width, clusterWidth)
}

// TruncateStart cuts plain text to at most width cells and keeps its end, where
// the ids of one resource differ. Escape sequences are not understood.
func TruncateStart(s string, width int) string {
	if width <= 0 {
		return ""
	}
	if Width(s) <= width {
		return s
	}
	return ellipsis + tailOf(s, max(0, width-Width(ellipsis)))
}

// TruncateMiddle cuts plain text to at most width cells and keeps both ends,
// for ids: their ends tell them apart. Escape sequences are not understood.
func TruncateMiddle(s string, width int) string {
	if width <= 0 {
		return ""
	}
	if Width(s) <= width {
		return s
	}
	room := width - Width(ellipsis)
	if room < 0 {
		return ""
	}
	head, used := headOf(s, (room+1)/2)
	return head + ellipsis + tailOf(s[len(head):], room-used)
}

// Fit truncates or pads one line of text with spaces at the end to exactly
// width cells. A width of 0 or less gives "".
func Fit(s string, width int) string {
	s = Truncate(s, width)
	missing := width - Width(s)
	if missing <= 0 {
		return s
	}
	padded := s + spaces(missing)
	// A few Arabic number signs swallow the space after them.
	if missing = width - Width(padded); missing > 0 {
		padded += spaces(missing)
	}
	return padded
}

// FitRight is [Fit] with the spaces before the text, for numbers.
func FitRight(s string, width int) string {
	s = Truncate(s, width)
	if missing := width - Width(s); missing > 0 {
		return spaces(missing) + s
	}
	return s
}

// cut is s up to width cells as measured, with "…" at the end. It is only
// called with an s that is wider.
func cut(s string, width int, measure func(cluster string, cells int) int) string {
	room := width - Width(ellipsis)
	if room < 0 {
		return ""
	}
	var out strings.Builder
	out.Grow(len(s))
	full := false
	for rest := s; rest != ""; {
		piece, cells, escape := first(rest)
		rest = rest[len(piece):]
		switch {
		case escape:
			if !full || strings.HasSuffix(piece, "m") {
				out.WriteString(piece)
			}
		case full:
		case room < measure(piece, cells):
			full = true
			out.WriteString(ellipsis)
		default:
			room -= measure(piece, cells)
			out.WriteString(piece)
		}
	}
	return out.String()
}

// first takes the first grapheme or escape sequence off s.
func first(s string) (piece string, cells int, escape bool) {
	if s[0] == ansi.ESC || s[0] >= 0x80 && s[0] < 0xa0 {
		_, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
		return s[:max(n, 1)], 0, true
	}
	piece, cells = ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return piece, cells, false
}

func clusterWidth(_ string, cells int) int { return cells }

// headOf is the longest start of s that fits into width cells, and its width.
func headOf(s string, width int) (head string, used int) {
	end := 0
	for end < len(s) {
		cluster, cells := ansi.FirstGraphemeCluster(s[end:], ansi.GraphemeWidth)
		if used+cells > width {
			break
		}
		end += len(cluster)
		used += cells
	}
	return s[:end], used
}

// tailOf is the longest end of s that fits into width cells.
func tailOf(s string, width int) string {
	excess := Width(s) - width
	start := 0
	for start < len(s) && excess > 0 {
		cluster, cells := ansi.FirstGraphemeCluster(s[start:], ansi.GraphemeWidth)
		start += len(cluster)
		excess -= cells
	}
	return s[start:]
}

// blank is what spaces cuts its answers from, so that padding a cell seldom
// allocates.
const blank = "                                                                " +
	"                                                                "

func spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(blank):
		return blank[:n]
	default:
		return strings.Repeat(" ", n)
	}
}
