package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/dialog"
)

// pointer is what the program keeps for the mouse: what a click can meet in the frame
// that was drawn last, and the last click.
type pointer struct {
	// on says that the program asked the terminal for the mouse.
	on bool
	// spots are the header's tabs and the footer's hints.
	spots []spot
	// tail is the hint at the end of what the footer says on the right.
	tail tail
	// body is the first line of the room of the screen on top, and dialog the content of
	// the dialog above it; where the one is in sight, the other is not.
	body   int
	dialog area

	clicked struct {
		x, y int
		at   time.Time
		on   scene
	}
}

// area is a part of the frame.
type area struct{ x, y, width, height int }

func (r area) holds(x, y int) bool {
	return x >= r.x && x < r.x+r.width && y >= r.y && y < r.y+r.height
}

// spot is a part of a line of the frame, and what a click there does.
type spot struct {
	area
	press func() tea.Cmd
}

// tail is a hint at the end of the footer's right part: at which of that part's cells it
// begins, and what its key does; the zero action is none.
type tail struct {
	from   int
	action keys.Action
}

// scene tells what is on top.
type scene struct {
	screen  screen.ID
	dialogs int
}

func (a *App) scene() scene { return scene{a.top().id, len(a.dialogs)} }

// mouse takes a message of the mouse: the wheel, and presses of the left button. Nothing
// of it acts on what cannot be seen.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if !a.pointer.on || a.tooSmall() || msg.Action != tea.MouseActionPress {
		return nil
	}
	switch msg.Button { //nolint:exhaustive // the other buttons do nothing
	case tea.MouseButtonWheelUp:
		return a.wheel(false)
	case tea.MouseButtonWheelDown:
		return a.wheel(true)
	case tea.MouseButtonLeft:
		if !msg.Ctrl && !msg.Alt && !msg.Shift {
			return a.click(msg.X, msg.Y)
		}
	}
	return nil
}

// wheel takes a step of the wheel.
func (a *App) wheel(down bool) tea.Cmd {
	top := a.top().screen
	switch form, isForm := top.(screen.Wheeled); {
	case len(a.dialogs) > 0:
		over := a.dialogs[len(a.dialogs)-1]
		if list, ok := over.Dialog.(dialog.Wheeled); ok && !a.ahead(over) {
			list.Wheel(down)
		}
		return nil
	case top.CapturesKeys() && isForm:
		return form.Wheel(down)
	case top.CapturesKeys():
		return nil
	}
	arrow := a.bindings.Press(keys.Up)
	if down {
		arrow = a.bindings.Press(keys.Down)
	}
	commands := make([]tea.Cmd, 0, screen.WheelLines)
	for range screen.WheelLines {
		commands = append(commands, a.key(arrow))
	}
	return tea.Batch(commands...)
}

// click takes a press of the left button on a cell of the frame that was drawn last.
func (a *App) click(x, y int) tea.Cmd {
	if a.clickedAhead(x, y) {
		return nil
	}
	for _, s := range a.pointer.spots {
		if s.holds(x, y) {
			return s.press()
		}
	}
	inBody := y >= a.pointer.body && y < a.height-1
	switch {
	case !inBody:
		return nil
	case len(a.dialogs) > 0:
		return a.clickDialog(x, y)
	}
	clickable, ok := a.top().screen.(screen.Clickable)
	if !ok {
		return nil
	}
	_, cmd := clickable.Click(x, y-a.pointer.body)
	return cmd
}

// clickDialog gives a click to the dialog on top; beside it, it does nothing.
func (a *App) clickDialog(x, y int) tea.Cmd {
	in := a.pointer.dialog
	clickable, ok := a.dialogs[len(a.dialogs)-1].Dialog.(dialog.Clickable)
	if !ok || !in.holds(x, y) {
		return nil
	}
	depth := len(a.dialogs)
	done, cmd := clickable.Click(x-in.x, y-in.y)
	return a.afterDialog(depth, done, cmd)
}

// doubleClick is the longest time between the presses of a double click.
const doubleClick = 500 * time.Millisecond

// clickedAhead says that a click was not meant for what is in sight now: it came before
// the dialog could be seen, or it is the second one of a double click of which the first
// has brought something else on top.
func (a *App) clickedAhead(x, y int) bool {
	now, last := a.now(), a.pointer.clicked
	a.pointer.clicked.x, a.pointer.clicked.y, a.pointer.clicked.at, a.pointer.clicked.on = x, y, now, a.scene()
	if n := len(a.dialogs); n > 0 {
		if over := a.dialogs[n-1]; a.ahead(over) || now.Sub(over.since) < doubleClick {
			return true
		}
	}
	again := last.x == x && last.y == y && now.Sub(last.at) < doubleClick
	return again && last.on != a.scene()
}

// tabSpot makes a tab of the header clickable.
func (a *App) tabSpot(tab screen.Tab, at area) {
	a.pointer.spots = append(a.pointer.spots, spot{at, func() tea.Cmd { return a.switchTab(tab) }})
}
