package ui_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/uitest"
)

func TestFrameCheckerFindsFaults(t *testing.T) {
	t.Parallel()
	c := uitest.NewFrameChecker()
	for _, bad := range []string{"12345", "a\nb", "\x1b[5mx", "\x1b]0;t\a", "\x1b[9G", "\x1b[2J", "a\rb", "\u202ex", "\x1bc", "\u009b"} {
		if c.Check(bad, 4, 1) == "" {
			t.Errorf("nothing is found in %q", bad)
		}
	}
	if fault := c.Check("\x1b[1;36mab\x1b[0m\x1b[K\x1b[3Gcd", 4, 1); fault != "" {
		t.Errorf("a good frame: %s", fault)
	}
}

// TestNoSizeAtAll is the time before the terminal has told its size.
func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{})
	for _, s := range [][2]int{{0, 0}, {0, 10}, {10, 0}} {
		h.Send(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		if got := h.App.View(); got != "" {
			t.Errorf("at %d×%d: %q", s[0], s[1], got)
		}
	}
	h.Settle()
}

// TestTooSmall says so, keeps what is typed, and takes no command that cannot be
// seen.
func TestTooSmall(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Send(tea.WindowSizeMsg{Width: 39, Height: 10})
	h.Wants("Too small: 39×10", "needs 40×10", "nothing is lost")
	h.Press("n")
	h.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.Wants("Operations all hands")
	h.Press("n").Write("half a topic")
	h.Send(tea.WindowSizeMsg{Width: 20, Height: 5})
	h.Write(" and the rest")
	h.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.Wants("half a topic and the rest")

	h.Press("esc")
	h.Wants("Leave the form?")
	h.Send(tea.WindowSizeMsg{Width: 20, Height: 5})
	h.Press("y")
	h.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.Wants("Leave the form?")
}
