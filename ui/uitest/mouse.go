package uitest

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/terminal/input"
)

// PressAt presses and releases the left button on a cell, at once.
func (h *Harness) PressAt(x, y int) *Harness {
	h.Screen() // Bubble Tea has drawn what is clicked
	h.Send(input.BoundaryMsg{})
	h.Send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	h.Send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
	return h
}

// Click is a click by itself: the one before was a second ago.
func (h *Harness) Click(x, y int) *Harness {
	h.Clock.Add(time.Second)
	return h.PressAt(x, y)
}

// Place is the cell in which a text begins on the screen.
func (h *Harness) Place(shown string) (x, y int) {
	h.T.Helper()
	for y, line := range strings.Split(h.Screen(), "\n") {
		if before, _, found := strings.Cut(line, shown); found {
			return text.Width(before), y
		}
	}
	h.T.Fatalf("%q is not on the screen:\n%s", shown, h.Screen())
	return 0, 0
}

// ClickOn clicks on a text.
func (h *Harness) ClickOn(shown string) *Harness {
	h.T.Helper()
	return h.Click(h.Place(shown))
}

// HintOn clicks on a text of the footer.
func (h *Harness) HintOn(shown string) *Harness {
	h.T.Helper()
	before, _, found := strings.Cut(h.FooterLine(), shown)
	if !found {
		h.T.Fatalf("the footer does not show %q:\n%s", shown, h.Screen())
	}
	return h.Click(text.Width(before), h.Height-1)
}

// Wheel turns the wheel by some steps.
func (h *Harness) Wheel(down bool, steps int) *Harness {
	button := tea.MouseButtonWheelUp
	if down {
		button = tea.MouseButtonWheelDown
	}
	for range steps {
		h.Screen()
		h.Send(input.BoundaryMsg{})
		h.Send(tea.MouseMsg{X: 1, Y: 3, Button: button, Action: tea.MouseActionPress})
	}
	return h
}

// LineAt is a line of the screen without the cursor's marker.
func (h *Harness) LineAt(y int) string {
	return strings.NewReplacer("▸", " ", "┃", " ", "│", " ").Replace(strings.Split(h.Screen(), "\n")[y])
}

// CursorLine is the line of the list's cursor.
func (h *Harness) CursorLine() int {
	h.T.Helper()
	for y, line := range strings.Split(h.Screen(), "\n") {
		// The second line holds the tabs of a thread.
		if strings.HasPrefix(line, "▸") && y > 1 {
			return y
		}
	}
	h.T.Fatalf("no cursor:\n%s", h.Screen())
	return 0
}

func (h *Harness) WantsCursor(y int) {
	h.T.Helper()
	if got := h.CursorLine(); got != y {
		h.T.Errorf("the cursor is on line %d, not %d:\n%s", got, y, h.Screen())
	}
}
