package ui_test

import (
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/uitest"
)

// listScreens are the screens with a list of rows, and what is there once a row of it is
// opened.
func listScreens() []state {
	people := func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle() }
	return []state{
		{"threads", func(h *uitest.Harness) {
			for range 3 {
				h.HostileThread(1)
			}
			h.Press("ctrl+r").Settle()
		}, "1 Properties"},
		{"participants", people, "copy raw id"},
		{"connections", func(h *uitest.Harness) { h.Press("P").Settle().Press("g") }, "now on "},
		{"identities", func(h *uitest.Harness) {
			h.SwitchTo("keyed").Press("U", "o").Paste(emulator.KnownUserID(70)).Press("enter", "g")
		}, "This user is in no thread."},
		{"request log", func(h *uitest.Harness) { h.Sent(uitest.Numbered(1, 9)...).Press("L") }, "operation"},
		{"faults", func(h *uitest.Harness) { h.Press("F").Settle() }, "How often?"},
		{"removal", func(h *uitest.Harness) { people(h); h.Press("A", "x", "y").Settle().Press("g") }, ""},
	}
}

func TestAClickOnARow(t *testing.T) {
	t.Parallel()
	for _, list := range listScreens() {
		t.Run(list.name, func(t *testing.T) {
			t.Parallel()
			atEverySize(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *uitest.Harness) {
				width, height := h.Width, h.Height
				h.Resize(120, 40)
				list.reach(h)
				h.Resize(width, height)
				y := h.CursorLine() + 1
				before := h.LineAt(y)
				h.Click(3, y).Settle()
				h.WantsCursor(y)
				// What stands beside the threads goes with the cursor.
				if after := h.LineAt(y); text.Truncate(after, 40) != text.Truncate(before, 40) {
					h.T.Errorf("the row was %q and is %q", before, after)
				}
				was := h.Screen()
				h.Click(3, y)
				if list.shows != "" {
					h.Settle()
					if !strings.Contains(strings.ToLower(uitest.Words(h.Screen())), strings.ToLower(list.shows)) || h.Screen() == was {
						h.T.Errorf("not opened: %q\n%s", list.shows, h.Screen())
					}
				} else if h.Screen() != was {
					h.T.Errorf("something happened on a row that cannot be opened:\n%s", h.Screen())
				}
			})
		})
	}
}

// TestAClickedRowStays: a click scrolls nothing, so that the second click of a double
// click meets the same row, at the list's edges as well.
func TestAClickedRowStays(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *uitest.Harness) {
		h.Press("o").Paste(h.HostileThread(100)).Press("enter").Settle().Press("2").Settle().Press("pgdown").Settle()
		first, last := edges(h)
		for _, y := range []int{last, first} {
			before := h.LineAt(y)
			h.Click(8, y).Settle()
			h.WantsCursor(y)
			if after := h.LineAt(y); after != before {
				h.T.Errorf("line %d was %q and is %q", y, before, after)
			}
		}
		h.PressAt(8, first)
		h.Wants("raw id", "copy raw id")
		h.Press("esc")
		// A key keeps the margin again.
		h.Press("k")
		h.WantsCursor(first + 2)
	})
}

// edges are the first and the last line of a list of participants.
func edges(h *uitest.Harness) (first, last int) {
	h.T.Helper()
	_, heading := h.Place("raw id")
	first = heading + 1
	for y := first; y < h.Height-1 && strings.ContainsAny(h.LineAt(y)[:8], "0123456789"); y++ {
		last = y
	}
	return first, last
}

func TestAClickOnAMessage(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *uitest.Harness) {
		uitest.OpenHostile(h)
		for _, said := range []string{"oldest", "older\nof two lines", "newest"} {
			h.Say(h.Client, h.ThreadID(), said)
		}
		h.Press("3").Settle()
		_, y := h.Place("of two lines")
		h.Click(6, y)
		h.WantsCursor(y - 2)
		h.Click(6, y)
		h.Wants("message id")
		h.Press("esc")
		_, still := h.Place("of two lines")
		if still != y {
			h.T.Errorf("the message moved from line %d to %d", y, still)
		}
		h.Press("/").Write("l").Click(3, y-2)
		h.WantsNot("enter keep the filter")
		h.Wants("filter › l")
	})
}

// TestAClickInAFilteredList: what is typed of a filter stays, and the first click opens
// nothing.
func TestAClickInAFilteredList(t *testing.T) {
	t.Parallel()
	for _, open := range [][]string{{"2"}, {"L"}} {
		atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
			h.Press("enter").Settle().Press(open...).Settle().Press("/").Write("t")
			y := h.CursorLine()
			h.Click(3, y)
			h.Wants("filter › t")
			h.WantsNot("enter keep the filter", "Request headers", "identifier")
			h.WantsCursor(y)
			h.Click(3, y)
			h.WantsNot("filter › t")
		})
	}
}

func TestAClickOnAField(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *uitest.Harness) {
		uitest.OpenHostile(h)
		h.Press("2").Settle().Press("j", "j", "enter")
		h.Wants("copy raw id")
		// A line that goes on with a field belongs to it, and nothing scrolls.
		x, y := h.Place("very long name")
		before := h.LineAt(y)
		h.Click(x, y)
		h.Wants("copy display name")
		if after := h.LineAt(y); after != before {
			h.T.Errorf("the line was %q and is %q", before, after)
		}
		was := h.Screen()
		h.Click(x, y).Click(x, 1).Click(x, 2)
		if h.Screen() != was {
			h.T.Errorf("something happened:\n%s", h.Screen())
		}
	})
}
