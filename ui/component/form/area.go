package form

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/area"
	"acs-chat-tui/ui/widget/clickable"
)

// Area is a field of several lines.
type Area struct {
	Base
	label string
	text  *area.Area
	begun string
}

// NewArea returns a field of several lines that begins with a value.
func NewArea(label, placeholder, value string) *Area {
	a := &Area{label: label, text: area.New(placeholder), begun: value}
	a.text.SetValue(value)
	a.begun = a.text.Value()
	return a
}

// Value is the text as it was typed.
func (a *Area) Value() string { return a.text.Value() }

// Changed reports whether the text differs from the one that the field began with.
func (a *Area) Changed() bool { return a.Value() != a.begun }

// Drafts is the text.
func (a *Area) Drafts() []screen.Draft { return []screen.Draft{a.text.Draft(a.label)} }

// Least is one line.
func (a *Area) Least() int { return 1 }

// Key takes a key or a paste; tab alone leaves the text.
func (a *Area) Key(msg tea.KeyMsg) Step {
	if step, walks := Walk(msg); walks && (msg.Type == tea.KeyTab || msg.Type == tea.KeyShiftTab) {
		return step
	}
	a.text.Update(msg)
	return Stay()
}

// Wheel moves the cursor by some rows.
func (a *Area) Wheel(down bool) {
	for range screen.WheelLines {
		a.text.Update(screen.Arrow(down))
	}
}

// Lines draws the text with a margin that shows where it is.
func (a *Area) Lines(c Canvas) (drawn clickable.Lines, focus int) {
	const indent = 2
	margin := c.Theme.Muted.Render("│ ")
	if c.Focused {
		margin = c.Theme.Accent.Render("┃ ")
	}
	lines := a.text.View(c.Theme, indent, max(0, c.Width-indent), c.Height, c.Focused)
	for i, line := range lines {
		lines[i] = margin + line
	}
	return clickable.For(func() {}, lines...), 0
}
