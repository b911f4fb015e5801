package ui

import (
	"net/http"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/terminal/input"
)

// markedAnswer is what is marked in a dialog.
func (h *harness) markedAnswer() string {
	_, box, _ := strings.Cut(h.screen(), "╭")
	_, after, _ := strings.Cut(box, "▸ ")
	marked, _, _ := strings.Cut(after, "  ")
	return marked
}

func inParticipants(h *harness) *harness {
	h.press("enter").settle().press("2").settle()
	return h
}

func TestClicksOnAnswers(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		inParticipants(h).press("j", "x")
		if got := h.markedAnswer(); got != "n keep" {
			h.t.Fatalf("marked: %q", got)
		}
		was := strings.Split(h.screen(), "\n")[1:] // the token ages in the header
		h.click(0, 2).click(h.width-1, 5).click(1, h.height-2)
		h.clickOn("Remove 1 participant?")
		h.click(h.place("╰"))
		if diff := cmp.Diff(was, strings.Split(h.screen(), "\n")[1:]); diff != "" {
			h.t.Errorf("a click beside the answers did something:\n%s", diff)
		}
		h.clickOn("y remove")
		if got := h.markedAnswer(); got != "y remove" {
			h.t.Errorf("marked: %q", got)
		}
		h.clickOn("n keep").clickOn("n keep")
		h.wantsNot("Remove 1 participant?")
		if sent := h.requests(http.MethodPost, "participants/:remove"); len(sent) > 0 {
			h.t.Fatalf("removed by %v", sent)
		}
		h.press("x")
		h.clickOn("y remove").clickOn("y remove").settle()
		h.wantsNot("Remove 1 participant?")
		if sent := h.requests(http.MethodPost, "participants/:remove"); len(sent) != 1 {
			h.t.Errorf("%d removals", len(sent))
		}
	})
}

// TestNoAnswerByAccident: what was clicked before a question could be seen answers it no
// more than what was typed then; nor does the second press of a double click on what has
// opened it.
func TestNoAnswerByAccident(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		inParticipants(h).press(" ").wants("1 marked")
		before, _, _ := strings.Cut(h.footerLine(), "remove 1")
		x, y := text.Width(before), h.height-1
		h.click(x, y)
		h.wants("Remove 1 participant?")
		h.pressAt(x, y).pressAt(x, y).pressAt(0, y)
		h.pressAt(h.place("y remove")).pressAt(h.place("n keep"))
		h.wants("Remove 1 participant?")
		if got := h.markedAnswer(); got != "n keep" {
			h.t.Errorf("marked: %q", got)
		}
		h.press("n")
		h.wantsNot("Remove 1 participant?")

		// In one read with the key that asks, however late it is handled.
		h.send(input.BoundaryMsg{})
		h.send(keyOf(h.t, "x"))
		h.clock.add(1 << 40)
		x, y = h.place("n keep")
		h.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
		h.wants("Remove 1 participant?")
		h.click(x, y)
		h.wantsNot("Remove 1 participant?")
		if sent := h.requests(http.MethodPost, "participants/:remove"); len(sent) > 0 {
			h.t.Errorf("removed by %v", sent)
		}
	})
}

// TestADoubleClickOpensOnce: the second press does not meet what the first has opened.
func TestADoubleClickOpensOnce(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		x, y := 3, h.cursorLine()+1
		h.click(x, y).pressAt(x, y).settle()
		h.wants("1 Properties")
		h.press("2").settle().press("esc")
		h.wants("18 threads, all loaded")
		y = h.cursorLine()
		h.click(x, y).pressAt(x, y).settle()
		was := h.screen()
		h.press("esc").press("enter").settle()
		if h.screen() != was {
			h.t.Errorf("the second press did something:\n%s", was)
		}
	})
}

func TestClicksOnWays(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		h.press("F").settle().press("enter")
		if got := h.markedAnswer(); !strings.HasPrefix(got, "1 ") {
			h.t.Fatalf("marked: %q", got)
		}
		h.clickOn("3 lists")
		if got := h.markedAnswer(); got != "3 lists" {
			h.t.Errorf("marked: %q", got)
		}
		h.wheel(true, 20)
		if got := h.markedAnswer(); !strings.HasPrefix(got, "9 ") {
			h.t.Errorf("the wheel marked %q", got)
		}
		h.wheel(false, 6).clickOn("3 lists")
		h.wantsNot("What goes wrong?")
		h.wants("lists")
	})
}

// TestAPaletteStaysUnderThePointer: marking scrolls nothing, so that a second click does
// what the first has marked.
func TestAPaletteStaysUnderThePointer(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		h.press(":").settle().wheel(true, 3)
		h.wants("› part of a name")
		if got := h.markedAnswer(); got == "open" {
			h.t.Errorf("the wheel marked %q", got)
		}
		h.wheel(false, 20)
		if got := h.markedAnswer(); got != "open" {
			h.t.Errorf("the wheel marked %q", got)
		}
		// The last line in sight is marked where it stands.
		_, bottom := h.place("╰")
		last := strings.Split(h.screen(), "\n")[bottom-1]
		h.click(h.width/2, bottom-1)
		if again := strings.Split(h.screen(), "\n")[bottom-1]; again != strings.Replace(last, "│   ", "│ ▸ ", 1) {
			h.t.Errorf("%q became %q", last, again)
		}
		h.write("id")
		x, y := h.place("open by id")
		h.click(x, y).click(x, y)
		h.wants("Open a thread by its id")
		h.clickOn("Open a thread by its id")
		h.wants("Open a thread by its id")
	})
}

// TestAClickMeetsNothingBelow: neither what a dialog nor what the help covers.
func TestAClickMeetsNothingBelow(t *testing.T) {
	t.Parallel()
	for _, cover := range []string{"o", "?"} {
		atEverySize(t, setup{}, func(h *harness) {
			h.press("enter").settle().press("2").settle().press("esc")
			cursor := h.cursorLine()
			h.press(cover)
			was := h.screen()
			for y := range h.height - 1 {
				h.pressAt(1, y).pressAt(1, y)
			}
			if h.screen() != was {
				h.t.Errorf("something happened:\n%s", h.screen())
			}
			h.press("esc")
			h.wantsCursor(cursor)
		})
	}
}
