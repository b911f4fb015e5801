package screen

import tea "github.com/charmbracelet/bubbletea"

// Clickable is a screen in which a click does something. A click never sends anything
// that enter on a row would not, and never changes typed text.
type Clickable interface {
	// Click says that the left button was pressed on a cell of what View drew last,
	// counted from its top left corner. there is false where nothing takes a click.
	Click(x, y int) (there bool, cmd tea.Cmd)
}

// Wheeled is a form that takes the mouse's wheel while it captures the keys.
type Wheeled interface {
	// Wheel moves the focus, or scrolls what the form shows instead of its fields, by a
	// step of the wheel: up where down is false. It changes no text.
	Wheel(down bool) tea.Cmd
}

// WheelLines is how far a step of the wheel scrolls a text or a list.
const WheelLines = 3

// Arrow is the arrow key that a step of the wheel stands for in a form.
func Arrow(down bool) tea.KeyMsg {
	if down {
		return tea.KeyMsg{Type: tea.KeyDown}
	}
	return tea.KeyMsg{Type: tea.KeyUp}
}
