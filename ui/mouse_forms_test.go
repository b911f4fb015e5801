package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// formStates are the forms, and words of fields in them that take the focus, in which text
// can be typed.
func formStates() []struct {
	state
	fields []string
} {
	type form = struct {
		state
		fields []string
	}
	return []form{
		{state{"create", func(h *uitest.Harness) { h.Press("n") }, "New thread"}, []string{"metadata", "topic", "retention"}},
		{state{"edit", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("e").Settle() }, "Edit “"}, []string{"retention, days", "topic"}},
		{state{"compose", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("3").Settle().Press("w") }, "New message"}, []string{"name", "metadata"}},
		{state{"profile", func(h *uitest.Harness) { h.Press("P").Settle().Press("n") }, "New profile"}, []string{"credential", "name"}},
		{state{"issue", func(h *uitest.Harness) { h.SwitchTo("keyed").Press("U", "t") }, "Issue a token of"}, []string{"chat.join ", "chat.join.limited"}},
	}
}

// TestClicksOnFields: a click gives a field the focus; the wheel goes on from there; what
// was typed stays, and nothing is sent.
func TestClicksOnFields(t *testing.T) {
	t.Parallel()
	for _, form := range formStates() {
		t.Run(form.name, func(t *testing.T) {
			t.Parallel()
			atEverySize(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *uitest.Harness) {
				width, height := h.Width, h.Height
				h.Resize(120, 40)
				form.reach(h)
				h.Resize(width, height)
				writes := writeRequests(h)
				for _, field := range form.fields {
					h.ClickOn("  " + field)
					h.Wants("▸ "+strings.TrimSpace(field), form.shows)
				}
				h.Wheel(true, 1)
				h.WantsNot("▸ " + form.fields[len(form.fields)-1])
				if got := writeRequests(h); got != writes {
					h.T.Errorf("%d requests that write", got-writes)
				}
			})
		})
	}
}

// writeRequests counts the requests to the service so far that are no reads.
func writeRequests(h *uitest.Harness) int {
	n := 0
	for _, request := range h.Service.Requests() {
		if request.Method != http.MethodGet {
			n++
		}
	}
	return n
}

// TestClicksOnRows of participants: each field of each row gets what is typed after a
// click on it, and nothing else changes.
func TestClicksOnRows(t *testing.T) {
	t.Parallel()
	for _, open := range [][]string{{"2", "a"}, {"esc", "n", "tab", "tab", "tab"}} {
		atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
			h.Press("enter").Settle().Press(open[0]).Settle().Press(open[1:]...).Paste(uitest.People(400, 4))
			writes := writeRequests(h)
			for _, c := range []struct{ row, column, types string }{
				{"2", "displ", "second"}, {"4", "displ", "fourth"}, {"3", "histo", "now"}, {"2", "histo", "now"},
			} {
				x, _ := h.Place(c.column)
				y := h.ScrollTo(c.row)
				h.Click(x, y)
				h.Write(c.types)
				// The row may have moved.
				if _, line := h.RowOf(c.row); !strings.HasPrefix(line, "▸") || !strings.Contains(line, c.types) {
					h.T.Errorf("%q is not in row %s, %q:\n%s", c.types, c.row, line, h.Screen())
				}
			}
			h.Click(8, h.ScrollTo("2")).Press("end", "backspace")
			h.Wants("not compl")
			y, _ := h.RowOf("2")
			h.Click(8, y+1) // what is said of it
			h.Write("7")
			h.WantsNot("not compl")
			if got := writeRequests(h); got != writes {
				h.T.Errorf("%d requests that write", got-writes)
			}
		})
	}
}

// TestTheWheelInRows goes over the rows and makes none.
func TestTheWheelInRows(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		inParticipants(h).Press("a").Paste(uitest.People(400, 4))
		h.Wheel(false, 2)
		if _, line := h.RowOf("2"); !strings.HasPrefix(line, "▸") {
			h.T.Errorf("row 2 has not the focus:\n%s", h.Screen())
		}
		h.Wheel(true, 20)
		if _, line := h.RowOf("4"); !strings.HasPrefix(line, "▸") {
			h.T.Errorf("row 4 has not the focus:\n%s", h.Screen())
		}
		h.WantsNot("   5 8:acs")
		h.Press("ctrl+x").Wheel(true, 2)
		h.WantsNot("The service", "POST")
		h.Press("ctrl+x").Wheel(false, 30)
		h.Press("esc")
		h.Wants("Leave the form?")
	})
}

// TestAClickOnAnOffer chooses it; taking it is left to a key.
func TestAClickOnAnOffer(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		inParticipants(h).Press("a").Write("o")
		h.Wants("→ ")
		x, y := h.Place("→ Robin")
		second := strings.Fields(h.LineAt(y + 1))[0]
		h.Click(x, y+1)
		if _, at := h.Place("→ " + second); at != y+1 {
			h.T.Errorf("%s is not chosen:\n%s", second, h.Screen())
		}
		h.Press("right")
		h.Wants(second)
		h.WantsNot("→ ")
	})
}

// TestTheWheelInAText moves the cursor and nothing else.
func TestTheWheelInAText(t *testing.T) {
	t.Parallel()
	atEverySize(t, uitest.Setup{}, func(h *uitest.Harness) {
		h.Press("enter").Settle().Press("3").Settle().Press("w").Paste(strings.Repeat("line\n", 30) + "last")
		h.Wheel(false, 20).Write("first ")
		h.Wants("first line")
		h.Wheel(true, 20).Write("!")
		h.Wants("last!")
		h.Press("tab")
		h.WantsNot("┃ ")
		h.ClickOn("│ line")
		h.Wants("┃ line", "last!")
	})
}

// TestClicksOnWhomToActAs choose; going takes a key.
func TestClicksOnWhomToActAs(t *testing.T) {
	t.Parallel()
	for _, size := range terminals()[:2] { // the smallest does not show all ways
		h := (&uitest.Resource{}).Connect(t, uitest.Setup{Mouse: true, Width: size[0], Height: size[1]})
		h.Write("8:acs")
		h.ClickOn("Create a new user").ClickOn("Create a new user")
		h.Wants("▸ Create a new user", "8:acs")
		h.WantsNot("Create a user?")
		h.Wheel(true, 1)
		h.Wants("▸ Choose another connection")
		h.ClickOn("8:acs")
		h.Wants("▸ Act as an existing user")
	}
}
