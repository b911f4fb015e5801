package ui_test

import (
	"net/http"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/terminal/input"
	"acs-chat-tui/ui/uitest"
)

// markedAnswer is what is marked in a dialog.
func markedAnswer(h *uitest.Harness) string {
	_, box, _ := strings.Cut(h.Screen(), "╭")
	_, after, _ := strings.Cut(box, "▸ ")
	marked, _, _ := strings.Cut(after, "  ")
	return marked
}

func inParticipants(h *uitest.Harness) *uitest.Harness {
	h.Press("enter").Settle().Press("2").Settle()
	return h
}

func TestClicksOnAnswers(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		inParticipants(h).Press("j", "x")
		if got := markedAnswer(h); got != "n keep" {
			h.T.Fatalf("marked: %q", got)
		}
		was := strings.Split(h.Screen(), "\n")[1:] // the token ages in the header
		h.Click(0, 2).Click(h.Width-1, 5).Click(1, h.Height-2)
		h.ClickOn("Remove 1 participant?")
		h.Click(h.Place("╰"))
		if diff := cmp.Diff(was, strings.Split(h.Screen(), "\n")[1:]); diff != "" {
			h.T.Errorf("a click beside the answers did something:\n%s", diff)
		}
		h.ClickOn("y remove")
		if got := markedAnswer(h); got != "y remove" {
			h.T.Errorf("marked: %q", got)
		}
		h.ClickOn("n keep").ClickOn("n keep")
		h.WantsNot("Remove 1 participant?")
		if sent := h.Requests(http.MethodPost, "participants/:remove"); len(sent) > 0 {
			h.T.Fatalf("removed by %v", sent)
		}
		h.Press("x")
		h.ClickOn("y remove").ClickOn("y remove").Settle()
		h.WantsNot("Remove 1 participant?")
		if sent := h.Requests(http.MethodPost, "participants/:remove"); len(sent) != 1 {
			h.T.Errorf("%d removals", len(sent))
		}
	})
}

// TestNoAnswerByAccident: what was clicked before a question could be seen answers it no
// more than what was typed then; nor does the second press of a double click on what has
// opened it.
func TestNoAnswerByAccident(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		inParticipants(h).Press(" ").Wants("1 marked")
		before, _, _ := strings.Cut(h.FooterLine(), "remove 1")
		x, y := text.Width(before), h.Height-1
		h.Click(x, y)
		h.Wants("Remove 1 participant?")
		h.PressAt(x, y).PressAt(x, y).PressAt(0, y)
		h.PressAt(h.Place("y remove")).PressAt(h.Place("n keep"))
		h.Wants("Remove 1 participant?")
		if got := markedAnswer(h); got != "n keep" {
			h.T.Errorf("marked: %q", got)
		}
		h.Press("n")
		h.WantsNot("Remove 1 participant?")

		// In one read with the key that asks, however late it is handled.
		h.Send(input.BoundaryMsg{})
		h.Send(uitest.KeyOf(h.T, "x"))
		h.Clock.Add(1 << 40)
		x, y = h.Place("n keep")
		h.Send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
		h.Wants("Remove 1 participant?")
		h.Click(x, y)
		h.WantsNot("Remove 1 participant?")
		if sent := h.Requests(http.MethodPost, "participants/:remove"); len(sent) > 0 {
			h.T.Errorf("removed by %v", sent)
		}
	})
}

// TestADoubleClickOpensOnce: the second press does not meet what the first has opened.
func TestADoubleClickOpensOnce(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		x, y := 3, h.CursorLine()+1
		h.Click(x, y).PressAt(x, y).Settle()
		h.Wants("1 Properties")
		h.Press("2").Settle().Press("esc")
		h.Wants("18 threads, all loaded")
		y = h.CursorLine()
		h.Click(x, y).PressAt(x, y).Settle()
		was := h.Screen()
		h.Press("esc").Press("enter").Settle()
		if h.Screen() != was {
			h.T.Errorf("the second press did something:\n%s", was)
		}
	})
}

func TestClicksOnWays(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		h.Press("F").Settle().Press("enter")
		if got := markedAnswer(h); !strings.HasPrefix(got, "1 ") {
			h.T.Fatalf("marked: %q", got)
		}
		h.ClickOn("3 lists")
		if got := markedAnswer(h); got != "3 lists" {
			h.T.Errorf("marked: %q", got)
		}
		h.Wheel(true, 20)
		if got := markedAnswer(h); !strings.HasPrefix(got, "9 ") {
			h.T.Errorf("the wheel marked %q", got)
		}
		h.Wheel(false, 6).ClickOn("3 lists")
		h.WantsNot("What goes wrong?")
		h.Wants("lists")
	})
}

// TestAPaletteStaysUnderThePointer: marking scrolls nothing, so that a second click does
// what the first has marked.
func TestAPaletteStaysUnderThePointer(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		h.Press(":").Settle().Wheel(true, 3)
		h.Wants("› part of a name")
		if got := markedAnswer(h); got == "open" {
			h.T.Errorf("the wheel marked %q", got)
		}
		h.Wheel(false, 20)
		if got := markedAnswer(h); got != "open" {
			h.T.Errorf("the wheel marked %q", got)
		}
		// The last line in sight is marked where it stands.
		_, bottom := h.Place("╰")
		last := strings.Split(h.Screen(), "\n")[bottom-1]
		h.Click(h.Width/2, bottom-1)
		if again := strings.Split(h.Screen(), "\n")[bottom-1]; again != strings.Replace(last, "│   ", "│ ▸ ", 1) {
			h.T.Errorf("%q became %q", last, again)
		}
		h.Write("id")
		x, y := h.Place("open by id")
		h.Click(x, y).Click(x, y)
		h.Wants("Open a thread by its id")
		h.ClickOn("Open a thread by its id")
		h.Wants("Open a thread by its id")
	})
}

// TestAClickMeetsNothingBelow: neither what a dialog nor what the help covers.
func TestAClickMeetsNothingBelow(t *testing.T) {
	t.Parallel()
	for _, cover := range []string{"o", "?"} {
		atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
			h.Press("enter").Settle().Press("2").Settle().Press("esc")
			cursor := h.CursorLine()
			h.Press(cover)
			was := h.Screen()
			for y := range h.Height - 1 {
				h.PressAt(1, y).PressAt(1, y)
			}
			if h.Screen() != was {
				h.T.Errorf("something happened:\n%s", h.Screen())
			}
			h.Press("esc")
			h.WantsCursor(cursor)
		})
	}
}
