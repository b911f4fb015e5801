package form

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
)

// Field is a part of a form.
type Field interface {
	// Key takes a key or a paste while the field has the focus.
	Key(msg tea.KeyMsg) Step
	// Enter is called when the focus comes from the field before or, fromBelow, behind it.
	Enter(fromBelow bool)
	// Enabled reports whether the field takes the focus.
	Enabled() bool
	// Lines draws the field, and says on which line the focus is. A click on a line that
	// takes clicks gives the field the focus first.
	Lines(c Canvas) (drawn clickable.Lines, focus int)
	// Drafts is what stands in it.
	Drafts() []screen.Draft
	// Changed reports whether it differs from what it began with.
	Changed() bool
}

// Growing is a field that takes the room that the others leave, at least some lines.
type Growing interface {
	Field
	Least() int
}

// Rows is a field of rows: the keys that add and remove one are for it, wherever the focus
// is.
type Rows interface {
	Field
	// Removable reports whether the row under the focus can be removed.
	Removable() bool
	// Keys are further keys of the rows, for help.
	Keys() []key.Binding
}

// Listing is a field that takes a list, a row a line; see screen.Listing.
type Listing interface{ TakesRows(lines string) bool }

// Wheeled is a field with its own use for the mouse's wheel.
type Wheeled interface{ Wheel(down bool) }

// Base is what fields have in common.
type Base struct{}

// Enter does nothing.
func (Base) Enter(bool) {}

// Enabled reports true.
func (Base) Enabled() bool { return true }

// Drafts is nothing.
func (Base) Drafts() []screen.Draft { return nil }

// Changed reports false.
func (Base) Changed() bool { return false }

// Walk is the step of a key that walks through the fields; ok is false for other keys.
func Walk(msg tea.KeyMsg) (step Step, ok bool) {
	switch {
	case msg.Paste:
		return Stay(), false
	case msg.Type == tea.KeyTab, msg.Type == tea.KeyEnter, msg.Type == tea.KeyDown:
		return Next(), true
	case msg.Type == tea.KeyShiftTab, msg.Type == tea.KeyUp:
		return Previous(), true
	}
	return Stay(), false
}

// Canvas is what a field is drawn with and on.
type Canvas struct {
	Theme *theme.Theme
	Width int
	// Height is the room of a Growing field.
	Height  int
	Focused bool
	labels  int
	signs   bool
}

// Label draws a label with the focus's marker and the sign of a change, and says how many
// cells are left for the field.
func (c Canvas) Label(label string, changed bool) (drawn string, room int) {
	return c.Prefix(c.Theme.Label.Render(text.Fit(label, c.labels)), changed)
}

// Labels is the width of the column of labels.
func (c Canvas) Labels() int { return c.labels }

// Prefix is Label for a label that is drawn already.
func (c Canvas) Prefix(label string, changed bool) (drawn string, room int) {
	const marker, margin = 2, 1
	if room = c.Width - c.labels - marker - margin; c.signs {
		sign := "  "
		if changed {
			sign = "• "
		}
		label += sign
		room -= text.Width(sign)
	}
	return c.Marker() + label, max(1, room)
}

// Marker is what stands before a field.
func (c Canvas) Marker() string {
	if c.Focused {
		return c.Theme.Accent.Render("▸ ")
	}
	return "  "
}

// Note is lines between the fields that take no focus.
type Note struct {
	Base
	Text func(c Canvas) []string
}

// Key does nothing.
func (Note) Key(tea.KeyMsg) Step { return Stay() }

// Enabled reports false.
func (Note) Enabled() bool { return false }

// Lines is the text.
func (n Note) Lines(c Canvas) (drawn clickable.Lines, focus int) {
	return clickable.Plain(n.Text(c)...), 0
}

// Focused is the field with the focus.
func (f *Form) Focused() Field { return f.spec.Fields[f.at] }

// move moves the focus to the next field in a direction that takes it, around the ends.
func (f *Form) move(by int) {
	fields := f.spec.Fields
	for range fields {
		f.at = (f.at + by + len(fields)) % len(fields)
		if f.Focused().Enabled() {
			break
		}
	}
	f.Focused().Enter(by < 0)
}

// focus gives a field the focus; nil leaves it.
func (f *Form) focus(at Field) {
	for i, field := range f.spec.Fields {
		if field == at && field.Enabled() {
			f.at = i
		}
	}
}

// rows is the number of the field of rows; ok is false where there is none.
func (f *Form) rows() (at int, rows Rows, ok bool) {
	for i, field := range f.spec.Fields {
		if rows, ok = field.(Rows); ok {
			return i, rows, true
		}
	}
	return 0, nil, false
}
