package text

import "github.com/charmbracelet/x/ansi"

// Drawn adds a column of exactly width cells with its own styles and padding, such as a field
// with its cursor. Outside text in it must be sanitised already. Where terminals may disagree
// about its width, the spaces at its end make room, or the end is cut.
func (r *Row) Drawn(s string, width int) *Row {
	if width <= 0 {
		return r
	}
	s = Fit(s, width)
	if agreed(ansi.Strip(s)) {
		r.out.WriteString(s)
		r.width += width
		return r
	}
	excess := GreatestWidth(ansi.Strip(s)) - width
	s, removed := withoutSpaces(s, excess)
	if removed < excess {
		s = cut(s, width, greatestClusterWidth)
	}
	r.uncertain(unstyled, s, width)
	r.width += width
	return r
}

// withoutSpaces removes up to n spaces from the end of s, before the escape sequences there,
// and returns how many.
func withoutSpaces(s string, n int) (shorter string, removed int) {
	text := 0 // where the last visible character ends
	for rest := s; rest != ""; {
		piece, _, escape := first(rest)
		rest = rest[len(piece):]
		if !escape {
			text = len(s) - len(rest)
		}
	}
	for removed < n && removed < text && s[text-removed-1] == ' ' {
		removed++
	}
	return s[:text-removed] + s[text:], removed
}

// Glyphs adds a column of exactly width cells with the program's own signs, such as the
// cursor's arrow. They are never cut: a terminal that draws them wide covers the spaces
// behind them.
func (r *Row) Glyphs(s string, width int) *Row {
	if width <= 0 {
		return r
	}
	r.out.WriteString(Fit(s, width))
	if !agreed(ansi.Strip(s)) {
		r.moveTo(width)
	}
	r.width += width
	return r
}
