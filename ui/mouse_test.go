package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/terminal/input"
)

// terminals are the sizes that clicks are tried at.
func terminals() [][2]int { return [][2]int{{120, 40}, {80, 24}, {44, 12}} }

// atEverySize runs a test with --mouse at each of the terminals' sizes.
func atEverySize(t *testing.T, s setup, test func(h *harness)) {
	t.Helper()
	for _, size := range terminals() {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			own := s
			own.mouse, own.width, own.height = true, size[0], size[1]
			test(start(t, own).settle())
		})
	}
}

// pressAt presses and releases the left button on a cell, at once.
func (h *harness) pressAt(x, y int) *harness {
	h.screen() // Bubble Tea has drawn what is clicked
	h.send(input.BoundaryMsg{})
	h.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	h.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
	return h
}

// click is a click by itself: the one before was a second ago.
func (h *harness) click(x, y int) *harness {
	h.clock.add(time.Second)
	return h.pressAt(x, y)
}

// place is the cell in which a text begins on the screen.
func (h *harness) place(shown string) (x, y int) {
	h.t.Helper()
	for y, line := range strings.Split(h.screen(), "\n") {
		if before, _, found := strings.Cut(line, shown); found {
			return text.Width(before), y
		}
	}
	h.t.Fatalf("%q is not on the screen:\n%s", shown, h.screen())
	return 0, 0
}

// clickOn clicks on a text.
func (h *harness) clickOn(shown string) *harness {
	h.t.Helper()
	return h.click(h.place(shown))
}

// hintOn clicks on a text of the footer.
func (h *harness) hintOn(shown string) *harness {
	h.t.Helper()
	before, _, found := strings.Cut(h.footerLine(), shown)
	if !found {
		h.t.Fatalf("the footer does not show %q:\n%s", shown, h.screen())
	}
	return h.click(text.Width(before), h.height-1)
}

// wheel turns the wheel by some steps.
func (h *harness) wheel(down bool, steps int) *harness {
	button := tea.MouseButtonWheelUp
	if down {
		button = tea.MouseButtonWheelDown
	}
	for range steps {
		h.screen()
		h.send(input.BoundaryMsg{})
		h.send(tea.MouseMsg{X: 1, Y: 3, Button: button, Action: tea.MouseActionPress})
	}
	return h
}

// lineAt is a line of the screen without the cursor's marker.
func (h *harness) lineAt(y int) string {
	return strings.NewReplacer("▸", " ", "┃", " ", "│", " ").Replace(strings.Split(h.screen(), "\n")[y])
}

// cursorLine is the line of the list's cursor.
func (h *harness) cursorLine() int {
	h.t.Helper()
	for y, line := range strings.Split(h.screen(), "\n") {
		// The second line holds the tabs of a thread.
		if strings.HasPrefix(line, "▸") && y > 1 {
			return y
		}
	}
	h.t.Fatalf("no cursor:\n%s", h.screen())
	return 0
}

func (h *harness) wantsCursor(y int) {
	h.t.Helper()
	if got := h.cursorLine(); got != y {
		h.t.Errorf("the cursor is on line %d, not %d:\n%s", got, y, h.screen())
	}
}

func TestClicksOnTabs(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		h.press("enter").settle()
		for _, tab := range []string{"2", "3", "1", "3", "2"} {
			before, _, found := strings.Cut(strings.Split(h.screen(), "\n")[TabLine], tab+" ")
			if !found {
				h.t.Fatalf("no tab %s:\n%s", tab, h.screen())
			}
			h.click(text.Width(before), TabLine).settle()
			if !strings.Contains(h.screen(), "▸"+tab+" ") {
				h.t.Errorf("tab %s is not shown:\n%s", tab, h.screen())
			}
		}
		h.press("?")
		was := h.screen()
		h.click(1, TabLine)
		if h.screen() != was {
			h.t.Error("a click went through the help")
		}
	})
}

func TestClicksOnHints(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		h.hintOn("new thread")
		h.wants("what the thread is about")
		h.write("a topic").hintOn("leave")
		h.wants("Leave the form?", "▸ n stay")
		h.hintOn("y leave")
		h.wantsNot("Leave the form?", "what the thread is about")
		h.hintOn("help")
		h.wants("Keys: Threads")
		h.hintOn("close")
		h.wantsNot("Keys: Threads")
		h.press(":").settle().hintOn("↓")
		_, second := h.place("▸ ")
		h.hintOn("↓")
		if _, third := h.place("▸ "); third != second+1 {
			h.t.Errorf("the mark is on line %d, not below %d", third, second)
		}
		h.hintOn("↑")
		if _, again := h.place("▸ "); again != second {
			h.t.Errorf("the mark is on line %d, not %d", again, second)
		}
		h.hintOn("cancel")
		h.wantsNot("Do what?")
		h.app.Notify(failure("broken"))
		h.app.Redraw()
		h.hintOn("reads it")
		h.wants("Notifications", "broken")
	})
}

// TestAFormIsSentByItsHint, and by nothing else that is clicked.
func TestAFormIsSentByItsHint(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		h.press("n").write("by the mouse")
		for y := range h.height - 1 {
			h.click(5, y).click(5, y)
		}
		if sent := h.requests("POST", "/chat/threads"); len(sent) > 0 {
			h.t.Fatalf("%d threads made", len(sent))
		}
		h.wants("by the mouse")
		h.hintOn("send").settle()
		h.wants("The thread is made.")
		if sent := h.requests("POST", "/chat/threads"); len(sent) != 1 {
			h.t.Errorf("%d threads made", len(sent))
		}
	})
}

// TestWhatDoesNothing: other buttons, dragging, a terminal that is too small, and all of
// it without --mouse.
func TestWhatDoesNothing(t *testing.T) {
	t.Parallel()
	h := start(t, setup{mouse: true}).settle()
	y := h.cursorLine()
	was := h.screen()
	for _, msg := range []tea.MouseMsg{
		{Button: tea.MouseButtonRight, Action: tea.MouseActionPress},
		{Button: tea.MouseButtonMiddle, Action: tea.MouseActionPress},
		{Button: tea.MouseButtonLeft, Action: tea.MouseActionMotion},
		{Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease},
		{Button: tea.MouseButtonLeft, Action: tea.MouseActionPress, Ctrl: true},
		{Button: tea.MouseButtonNone, Action: tea.MouseActionMotion},
	} {
		msg.X, msg.Y = 3, y
		h.send(msg)
		msg.Y++
		h.send(msg)
		if h.screen() != was {
			t.Errorf("%s did something", tea.MouseEvent(msg))
		}
	}
	h.pressAt(3, 0).pressAt(70, y).pressAt(-1, y).pressAt(3, -1).pressAt(3, 1000).pressAt(1000, y)
	if h.screen() != was {
		t.Errorf("a click on nothing did something:\n%s", h.screen())
	}
	h.resize(39, 12)
	for y := range 12 {
		h.pressAt(3, y).pressAt(3, y).wheel(true, 1)
	}
	h.resize(120, 40)
	if h.screen() != was {
		t.Errorf("a click on what is too small did something:\n%s", h.screen())
	}

	without := start(t, setup{}).settle()
	was = without.screen()
	for y := range 40 {
		without.pressAt(3, y).pressAt(3, y).wheel(true, 1)
	}
	if without.screen() != was {
		t.Errorf("without --mouse a click did something:\n%s", without.screen())
	}
}
