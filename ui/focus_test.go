package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// marker stands before what has the focus or is selected.
const marker = "▸"

// TestTheFocusStaysInSight: whichever field of a form has the focus, on whatever
// screen, one sees where one types.
func TestTheFocusStaysInSight(t *testing.T) {
	t.Parallel()
	for _, s := range []size{{40, 10}, {80, 10}, {80, 24}, {120, 40}} {
		for _, form := range []string{"create", "add"} {
			t.Run(fmt.Sprintf("%s %dx%d", form, s.width, s.height), func(t *testing.T) {
				t.Parallel()
				h := start(t, empty()).settle()
				if form == "create" {
					h.press("n").write("topic").press("tab", "tab", "tab")
				} else {
					h.openAdd()
				}
				h.paste(people(1, 30))
				h.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
				for n := range 100 {
					h.press("tab")
					if !h.focusShown(s.height) {
						t.Fatalf("after %d tabs the focus is out of sight:\n%s", n+1, h.screen())
					}
				}
				h.press("ctrl+s").settle()
				if form == "create" && !h.shows("✓ The thread is made.") {
					t.Errorf("not made:\n%s", h.screen())
				}
			})
		}
	}
}

// TestTheFocusStaysInSightBesideAProblem: what went wrong takes lines of its own.
func TestTheFocusStaysInSightBesideAProblem(t *testing.T) {
	t.Parallel()
	for _, s := range []size{{80, 24}, {120, 40}} {
		h := start(t, setup{client: noRetries}).settle()
		h.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
		h.press("n").write("topic").press("tab", "tab", "tab").paste(people(1, 30))
		h.fault(status(403))
		h.press("ctrl+s").settle()
		h.wants("Could not create the thread: not allowed", "code Forbidden")
		for n := range 100 {
			h.press("tab")
			if !h.focusShown(s.height) || !h.shows("Could not create") {
				// An edit may clear the problem; tab is none.
				t.Fatalf("at %d×%d after %d tabs:\n%s", s.width, s.height, n+1, h.screen())
			}
		}
	}
}

// focusShown reports whether the marker of the focus stands on a line of the body.
func (h *harness) focusShown(height int) bool {
	lines := strings.Split(h.screen(), "\n")
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
	h := start(t, empty()).settle().openAdd()
	h.write("8:acs:x").press("ctrl+d")
	h.wants("Remove row 1?", "It holds text: 8:acs:x")
	h.press("y").press("ctrl+c").settle()
	if !h.quit {
		t.Errorf("asked, though the form is empty:\n%s", h.screen())
	}
}

// TestTheFormIsLockedWhileItIsSent: the form is locked while it is sent, and says so.
func TestTheFormIsLockedWhileItIsSent(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("n").write("locked").press("ctrl+s")
	h.wants("sending… the form is locked until the service answers")
	h.write("more").press("ctrl+x", "ctrl+d", "ctrl+n")
	h.wants("sending")
	h.wantsNot("lockedmore", "The request that ctrl+s sends")
	h.settle()
	h.wants("✓ The thread is made.", "locked")
}
