package ui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/uitest"
)

// marker stands before what has the focus or is selected.
const marker = "▸"

// TestTheFocusStaysInSight: whichever field of a form has the focus, on whatever
// screen, one sees where one types.
func TestTheFocusStaysInSight(t *testing.T) {
	t.Parallel()
	for _, s := range [][2]int{{40, 10}, {80, 10}, {80, 24}, {120, 40}} {
		for _, form := range []string{"create", "add"} {
			t.Run(fmt.Sprintf("%s %dx%d", form, s[0], s[1]), func(t *testing.T) {
				t.Parallel()
				h := uitest.Start(t, uitest.Empty()).Settle()
				if form == "create" {
					h.Press("n").Write("topic").Press("tab", "tab", "tab")
				} else {
					h.OpenAdd()
				}
				h.Paste(uitest.People(1, 30))
				h.Send(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
				for n := range 100 {
					h.Press("tab")
					if !focusShown(h, s[1]) {
						t.Fatalf("after %d tabs the focus is out of sight:\n%s", n+1, h.Screen())
					}
				}
				h.Press("ctrl+s").Settle()
				if form == "create" && !h.Shows("✓ The thread is made.") {
					t.Errorf("not made:\n%s", h.Screen())
				}
			})
		}
	}
}

// TestTheFocusStaysInSightBesideAProblem: what went wrong takes lines of its own.
func TestTheFocusStaysInSightBesideAProblem(t *testing.T) {
	t.Parallel()
	for _, s := range [][2]int{{80, 24}, {120, 40}} {
		h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).Settle()
		h.Send(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		h.Press("n").Write("topic").Press("tab", "tab", "tab").Paste(uitest.People(1, 30))
		h.Fault(uitest.Status(403))
		h.Press("ctrl+s").Settle()
		h.Wants("Could not create the thread: not allowed", "code Forbidden")
		for n := range 100 {
			h.Press("tab")
			if !focusShown(h, s[1]) || !h.Shows("Could not create") {
				// An edit may clear the problem; tab is none.
				t.Fatalf("at %d×%d after %d tabs:\n%s", s[0], s[1], n+1, h.Screen())
			}
		}
	}
}

// focusShown reports whether the marker of the focus stands on a line of the body.
func focusShown(h *uitest.Harness, height int) bool {
	lines := strings.Split(h.Screen(), "\n")
	for _, line := range lines[1 : height-1] {
		if strings.HasPrefix(line, marker) || strings.HasPrefix(line, " "+marker) {
			return true
		}
	}
	return false
}

// TestNothingIsLeftToLoseAfterARowIsRemoved: ctrl+c then quits at once.
func TestNothingIsLeftToLoseAfterARowIsRemoved(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Write("8:acs:x").Press("ctrl+d")
	h.Wants("Remove row 1?", "It holds text: 8:acs:x")
	h.Press("y").Press("ctrl+c").Settle()
	if !h.Quit {
		t.Errorf("asked, though the form is empty:\n%s", h.Screen())
	}
}

// TestTheFormIsLockedWhileItIsSent: the form is locked while it is sent, and says so.
func TestTheFormIsLockedWhileItIsSent(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("n").Write("locked").Press("ctrl+s")
	h.Wants("sending… the form is locked until the service answers")
	h.Write("more").Press("ctrl+x", "ctrl+d", "ctrl+n")
	h.Wants("sending")
	h.WantsNot("lockedmore", "The request that ctrl+s sends")
	h.Settle()
	h.Wants("✓ The thread is made.", "locked")
}
