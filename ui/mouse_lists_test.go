package ui

import (
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/style/text"
)

// listScreens are the screens with a list of rows, and what is there once a row of it is
// opened.
func listScreens() []state {
	people := func(h *harness) { openHostile(h); h.press("2").settle() }
	return []state{
		{"threads", func(h *harness) {
			for range 3 {
				h.hostileThread(1)
			}
			h.press("ctrl+r").settle()
		}, "1 Properties"},
		{"participants", people, "copy raw id"},
		{"connections", func(h *harness) { h.press("P").settle().press("g") }, "now on "},
		{"identities", func(h *harness) {
			h.switchTo("keyed").press("U", "o").paste(emulator.KnownUserID(70)).press("enter", "g")
		}, "This user is in no thread."},
		{"request log", func(h *harness) { h.sent(numbered(1, 9)...).press("L") }, "operation"},
		{"faults", func(h *harness) { h.press("F").settle() }, "How often?"},
		{"removal", func(h *harness) { people(h); h.press("A", "x", "y").settle().press("g") }, ""},
	}
}

func TestAClickOnARow(t *testing.T) {
	t.Parallel()
	for _, list := range listScreens() {
		t.Run(list.name, func(t *testing.T) {
			t.Parallel()
			atEverySize(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *harness) {
				width, height := h.width, h.height
				h.resize(120, 40)
				list.reach(h)
				h.resize(width, height)
				y := h.cursorLine() + 1
				before := h.lineAt(y)
				h.click(3, y).settle()
				h.wantsCursor(y)
				// What stands beside the threads goes with the cursor.
				if after := h.lineAt(y); text.Truncate(after, 40) != text.Truncate(before, 40) {
					h.t.Errorf("the row was %q and is %q", before, after)
				}
				was := h.screen()
				h.click(3, y)
				if list.shows != "" {
					h.settle()
					if !strings.Contains(strings.ToLower(words(h.screen())), strings.ToLower(list.shows)) || h.screen() == was {
						h.t.Errorf("not opened: %q\n%s", list.shows, h.screen())
					}
				} else if h.screen() != was {
					h.t.Errorf("something happened on a row that cannot be opened:\n%s", h.screen())
				}
			})
		})
	}
}

// TestAClickedRowStays: a click scrolls nothing, so that the second click of a double
// click meets the same row, at the list's edges as well.
func TestAClickedRowStays(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *harness) {
		h.press("o").paste(h.hostileThread(100)).press("enter").settle().press("2").settle().press("pgdown").settle()
		first, last := h.edges()
		for _, y := range []int{last, first} {
			before := h.lineAt(y)
			h.click(8, y).settle()
			h.wantsCursor(y)
			if after := h.lineAt(y); after != before {
				h.t.Errorf("line %d was %q and is %q", y, before, after)
			}
		}
		h.pressAt(8, first)
		h.wants("raw id", "copy raw id")
		h.press("esc")
		// A key keeps the margin again.
		h.press("k")
		h.wantsCursor(first + 2)
	})
}

// edges are the first and the last line of a list of participants.
func (h *harness) edges() (first, last int) {
	h.t.Helper()
	_, heading := h.place("raw id")
	first = heading + 1
	for y := first; y < h.height-1 && strings.ContainsAny(h.lineAt(y)[:8], "0123456789"); y++ {
		last = y
	}
	return first, last
}

func TestAClickOnAMessage(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *harness) {
		openHostile(h)
		for _, said := range []string{"oldest", "older\nof two lines", "newest"} {
			h.say(h.client, h.threadID(), said)
		}
		h.press("3").settle()
		_, y := h.place("of two lines")
		h.click(6, y)
		h.wantsCursor(y - 2)
		h.click(6, y)
		h.wants("message id")
		h.press("esc")
		_, still := h.place("of two lines")
		if still != y {
			h.t.Errorf("the message moved from line %d to %d", y, still)
		}
		h.press("/").write("l").click(3, y-2)
		h.wantsNot("enter keep the filter")
		h.wants("filter › l")
	})
}

// TestAClickInAFilteredList: what is typed of a filter stays, and the first click opens
// nothing.
func TestAClickInAFilteredList(t *testing.T) {
	t.Parallel()
	for _, open := range [][]string{{"2"}, {"L"}} {
		atEverySize(t, setup{}, func(h *harness) {
			h.press("enter").settle().press(open...).settle().press("/").write("t")
			y := h.cursorLine()
			h.click(3, y)
			h.wants("filter › t")
			h.wantsNot("enter keep the filter", "Request headers", "identifier")
			h.wantsCursor(y)
			h.click(3, y)
			h.wantsNot("filter › t")
		})
	}
}

func TestAClickOnAField(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *harness) {
		openHostile(h)
		h.press("2").settle().press("j", "j", "enter")
		h.wants("copy raw id")
		// A line that goes on with a field belongs to it, and nothing scrolls.
		x, y := h.place("very long name")
		before := h.lineAt(y)
		h.click(x, y)
		h.wants("copy display name")
		if after := h.lineAt(y); after != before {
			h.t.Errorf("the line was %q and is %q", before, after)
		}
		was := h.screen()
		h.click(x, y).click(x, 1).click(x, 2)
		if h.screen() != was {
			h.t.Errorf("something happened:\n%s", h.screen())
		}
	})
}
