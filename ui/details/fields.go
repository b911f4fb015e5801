package details

import (
	"cmp"
	"slices"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/theme"
	"acs-chat-tui/ui/widget/document"
)

// fields is the page's lines with a cursor over those that can be copied. A page
// without such a line has none.
type fields struct {
	lines []screen.DetailLine
	// copyable are the lines that a field begins on, by number.
	copyable []int
	// at is the field under the cursor.
	at int
	// drawn says of each line of the page as it was drawn last which field it belongs to;
	// less than 0 for none.
	drawn []int
}

// newFields puts the cursor on the field that copies start, or else on the first.
func newFields(lines []screen.DetailLine, start string) fields {
	f := fields{lines: lines}
	found := false
	for n, line := range lines {
		if line.Copy == "" {
			continue
		}
		if line.Copy == start && !found {
			f.at, found = len(f.copyable), true
		}
		f.copyable = append(f.copyable, n)
	}
	return f
}

// first is the line under the cursor; the page's first where there is no cursor.
func (f *fields) first() int {
	if f.at >= len(f.copyable) {
		return 0
	}
	return f.copyable[f.at]
}

// last is the last line of the field under the cursor: lines without a label of their
// own go on with the one before.
func (f *fields) last() int {
	last := f.first()
	for last+1 < len(f.lines) {
		if next := f.lines[last+1]; next.Label != "" || next.Copy != "" {
			break
		}
		last++
	}
	return last
}

// copies is what the field under the cursor copies, and its name.
func (f *fields) copies() (name, copied string) {
	line := f.lines[f.first()]
	return cmp.Or(line.CopyName, line.Label), line.Copy
}

// move moves the cursor to another field; false at an end, and for a key that does not.
func (f *fields) move(action keys.Action) bool {
	at := f.at
	switch action { //nolint:exhaustive // the other actions move no cursor
	case keys.Down:
		at++
	case keys.Up:
		at--
	case keys.First:
		at = 0
	case keys.Last:
		at = len(f.copyable) - 1
	}
	at = max(0, min(at, len(f.copyable)-1))
	moved := at != f.at
	f.at = at
	return moved
}

// none is no field.
const none = -1

// point moves the cursor to the field that a line of the page belongs to; false where it
// belongs to none.
func (f *fields) point(line int) bool {
	if line >= len(f.drawn) || f.drawn[line] == none {
		return false
	}
	f.at = f.drawn[line]
	return true
}

// markerWidth is the width of the cursor's column.
const markerWidth = 2

// draw draws the page and says which of its lines the field under the cursor is.
func (f *fields) draw(t *theme.Theme, width int) (drawn []string, first, last int) {
	f.drawn = f.drawn[:0]
	field := none
	from, to := f.first(), f.last()
	for n, line := range f.lines {
		switch begins := slices.Index(f.copyable, n); {
		case begins >= 0:
			field = begins
		case line.Label != "":
			field = none
		}
		marker := "  "
		if n == from {
			marker, first = "▸ ", len(drawn)
		}
		for _, l := range document.Labelled(t, []screen.DetailLine{line}, max(1, width-markerWidth)) {
			drawn = append(drawn, text.Truncate(t.Accent.Render(marker)+l, width))
			f.drawn = append(f.drawn, field)
			marker = "  "
		}
		if n == to {
			last = max(first, len(drawn)-1)
		}
	}
	return drawn, first, last
}
