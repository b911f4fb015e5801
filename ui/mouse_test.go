package ui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/uitest"
)

// terminals are the sizes that clicks are tried at.
func terminals() [][2]int { return [][2]int{{120, 40}, {80, 24}, {44, 12}} }

// atEverySize runs a test with --mouse at each of the terminals' sizes.
func atEverySize(t *testing.T, s uitest.Setup, test func(h *uitest.Harness)) {
	t.Helper()
	for _, size := range terminals() {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			own := s
			own.Mouse, own.Width, own.Height = true, size[0], size[1]
			test(uitest.Start(t, own).Settle())
		})
	}
}

func TestClicksOnTabs(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		h.Press("enter").Settle()
		for _, tab := range []string{"2", "3", "1", "3", "2"} {
			before, _, found := strings.Cut(strings.Split(h.Screen(), "\n")[ui.TabLine], tab+" ")
			if !found {
				h.T.Fatalf("no tab %s:\n%s", tab, h.Screen())
			}
			h.Click(text.Width(before), ui.TabLine).Settle()
			if !strings.Contains(h.Screen(), "▸"+tab+" ") {
				h.T.Errorf("tab %s is not shown:\n%s", tab, h.Screen())
			}
		}
		h.Press("?")
		was := h.Screen()
		h.Click(1, ui.TabLine)
		if h.Screen() != was {
			h.T.Error("a click went through the help")
		}
	})
}

func TestClicksOnHints(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		h.HintOn("new thread")
		h.Wants("what the thread is about")
		h.Write("a topic").HintOn("leave")
		h.Wants("Leave the form?", "▸ n stay")
		h.HintOn("y leave")
		h.WantsNot("Leave the form?", "what the thread is about")
		h.HintOn("help")
		h.Wants("Keys: Threads")
		h.HintOn("close")
		h.WantsNot("Keys: Threads")
		h.Press(":").Settle().HintOn("↓")
		_, second := h.Place("▸ ")
		h.HintOn("↓")
		if _, third := h.Place("▸ "); third != second+1 {
			h.T.Errorf("the mark is on line %d, not below %d", third, second)
		}
		h.HintOn("↑")
		if _, again := h.Place("▸ "); again != second {
			h.T.Errorf("the mark is on line %d, not %d", again, second)
		}
		h.HintOn("cancel")
		h.WantsNot("Do what?")
		h.App.Notify(failure("broken"))
		h.App.Redraw()
		h.HintOn("reads it")
		h.Wants("Notifications", "broken")
	})
}

// TestAFormIsSentByItsHint, and by nothing else that is clicked.
func TestAFormIsSentByItsHint(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		h.Press("n").Write("by the mouse")
		for y := range h.Height - 1 {
			h.Click(5, y).Click(5, y)
		}
		if sent := h.Requests("POST", "/chat/threads"); len(sent) > 0 {
			h.T.Fatalf("%d threads made", len(sent))
		}
		h.Wants("by the mouse")
		h.HintOn("send").Settle()
		h.Wants("The thread is made.")
		if sent := h.Requests("POST", "/chat/threads"); len(sent) != 1 {
			h.T.Errorf("%d threads made", len(sent))
		}
	})
}

// TestWhatDoesNothing: other buttons, dragging, a terminal that is too small, and all of
// it without --mouse.
func TestWhatDoesNothing(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Mouse: true}).Settle()
	y := h.CursorLine()
	was := h.Screen()
	for _, msg := range []tea.MouseMsg{
		{Button: tea.MouseButtonRight, Action: tea.MouseActionPress},
		{Button: tea.MouseButtonMiddle, Action: tea.MouseActionPress},
		{Button: tea.MouseButtonLeft, Action: tea.MouseActionMotion},
		{Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease},
		{Button: tea.MouseButtonLeft, Action: tea.MouseActionPress, Ctrl: true},
		{Button: tea.MouseButtonNone, Action: tea.MouseActionMotion},
	} {
		msg.X, msg.Y = 3, y
		h.Send(msg)
		msg.Y++
		h.Send(msg)
		if h.Screen() != was {
			t.Errorf("%s did something", tea.MouseEvent(msg))
		}
	}
	h.PressAt(3, 0).PressAt(70, y).PressAt(-1, y).PressAt(3, -1).PressAt(3, 1000).PressAt(1000, y)
	if h.Screen() != was {
		t.Errorf("a click on nothing did something:\n%s", h.Screen())
	}
	h.Resize(39, 12)
	for y := range 12 {
		h.PressAt(3, y).PressAt(3, y).Wheel(true, 1)
	}
	h.Resize(120, 40)
	if h.Screen() != was {
		t.Errorf("a click on what is too small did something:\n%s", h.Screen())
	}

	without := uitest.Start(t, uitest.Setup{}).Settle()
	was = without.Screen()
	for y := range 40 {
		without.PressAt(3, y).PressAt(3, y).Wheel(true, 1)
	}
	if without.Screen() != was {
		t.Errorf("without --mouse a click did something:\n%s", without.Screen())
	}
}
