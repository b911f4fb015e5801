package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// WidestWidth is the width of one line of clean text in the terminal that draws it widest.
func WidestWidth(s string) int {
	if agreed(s) {
		return Width(s)
	}
	return GreatestWidth(s)
}

// WrapWhole is [Wrap] by the widest terminal's measure, so that [Row.Cell] cuts nothing off.
func WrapWhole(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if WidestWidth(line) <= width {
			lines = append(lines, line)
			continue
		}
		f := filler{line: line, width: width, lines: lines, gap: -1}
		lines = f.fill()
	}
	return lines
}

// filler breaks one line.
type filler struct {
	line  string
	width int
	lines []string
	// start is where the present part begins, used the cells that it takes so far.
	start, used int
	// gap is where the part may end, less than 0 for nowhere; the next one would begin
	// at next, and since is what it takes so far.
	gap, next, since int
}

func (f *filler) fill() []string {
	for at := 0; at < len(f.line); {
		cluster, cells := ansi.FirstGraphemeCluster(f.line[at:], ansi.GraphemeWidth)
		cells = greatestClusterWidth(cluster, cells)
		end := at + len(cluster)
		switch {
		case cluster == " ":
			f.used++
			if f.gap < 0 || f.next < at {
				f.gap = at
			}
			f.next, f.since = end, 0
		case cells > f.width:
			f.end(at)
			f.lines = append(f.lines, ellipsis)
			f.start, f.used = end, 0
		default:
			f.take(at, end, cells)
		}
		at = end
	}
	if rest := f.line[f.start:]; rest != "" {
		if f.used > f.width {
			rest = strings.TrimRight(rest, " ")
		}
		f.lines = append(f.lines, rest)
	}
	return f.lines
}

// take takes a grapheme that may fit.
func (f *filler) take(at, end, cells int) {
	if cells > 1 && at > f.start && f.next < at {
		f.gap, f.next, f.since = at, at, 0
	}
	for f.used+cells > f.width && at > f.start {
		f.end(at)
	}
	f.used += cells
	f.since += cells
	if cells > 1 {
		f.gap, f.next, f.since = end, end, 0
	}
}

// end ends the part where it may, or else before what stands at a place.
func (f *filler) end(at int) {
	switch {
	case f.gap > f.start:
		f.lines = append(f.lines, f.line[f.start:f.gap])
		f.start, f.used = f.next, f.since
	case at > f.start:
		f.lines = append(f.lines, f.line[f.start:at])
		f.start, f.used = at, 0
	}
	f.gap = -1
}
