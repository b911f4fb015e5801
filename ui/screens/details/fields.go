package details

import (
	"cmp"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// fields is the page's lines with a cursor over those that can be copied. A page
// without such a line has none. It is the source of the page's document.
type fields struct {
	lines []screen.DetailLine
	// copyable are the lines that a field begins on, by number.
	copyable []int
	// at is the field under the cursor.
	at int
	// of says of each line which field it belongs to; less than 0 for none.
	of []int
	// theme and width are how the page is drawn.
	theme *theme.Theme
	width int
}

// newFields puts the cursor on the field that copies start, or else on the first.
func newFields(t *theme.Theme, lines []screen.DetailLine, start string) *fields {
	f := &fields{theme: t, lines: lines, of: make([]int, len(lines))}
	field, found := none, false
	for n, line := range lines {
		switch {
		case line.Copy != "":
			field = len(f.copyable)
			f.copyable = append(f.copyable, n)
			if line.Copy == start && !found {
				f.at, found = field, true
			}
		case line.Label != "":
			field = none
		}
		f.of[n] = field
	}
	return f
}

// none is no field.
const none = -1

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
	switch action {
	case keys.Down:
		at++
	case keys.Up:
		at--
	case keys.First:
		at = 0
	case keys.Last:
		at = len(f.copyable) - 1
	default: // the other actions move no cursor
	}
	at = max(0, min(at, len(f.copyable)-1))
	moved := at != f.at
	f.at = at
	return moved
}

// point moves the cursor to the field that a line of the page belongs to; false where it
// belongs to none.
func (f *fields) point(line int) bool {
	if f.of[line] == none {
		return false
	}
	f.at = f.of[line]
	return true
}

// markerWidth is the width of the cursor's column.
const markerWidth = 2

// Len is the number of lines of the page, before they are wrapped.
func (f *fields) Len() int { return len(f.lines) }

// Draw draws one of them, behind the cursor's column where there is a cursor.
func (f *fields) Draw(n int) []string {
	line := f.lines[n : n+1]
	if len(f.copyable) == 0 {
		return document.Labelled(f.theme, line, f.width)
	}
	marker := "  "
	if n == f.first() {
		marker = "▸ "
	}
	drawn := document.Labelled(f.theme, line, max(1, f.width-markerWidth))
	for i, l := range drawn {
		drawn[i] = text.Truncate(f.theme.Accent.Render(marker)+l, f.width)
		marker = "  "
	}
	return drawn
}
