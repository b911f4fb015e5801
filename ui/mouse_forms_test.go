package ui

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
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
		{state{"create", func(h *harness) { h.press("n") }, "New thread"}, []string{"metadata", "topic", "retention"}},
		{state{"edit", func(h *harness) { openHostile(h); h.press("e").settle() }, "Edit “"}, []string{"retention, days", "topic"}},
		{state{"compose", func(h *harness) { openHostile(h); h.press("3").settle().press("w") }, "New message"}, []string{"name", "metadata"}},
		{state{"profile", func(h *harness) { h.press("P").settle().press("n") }, "New profile"}, []string{"credential", "name"}},
		{state{"issue", func(h *harness) { h.switchTo("keyed").press("U", "t") }, "Issue a token of"}, []string{"chat.join ", "chat.join.limited"}},
	}
}

// TestClicksOnFields: a click gives a field the focus; the wheel goes on from there; what
// was typed stays, and nothing is sent.
func TestClicksOnFields(t *testing.T) {
	t.Parallel()
	for _, form := range formStates() {
		t.Run(form.name, func(t *testing.T) {
			t.Parallel()
			atEverySize(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}, func(h *harness) {
				width, height := h.width, h.height
				h.resize(120, 40)
				form.reach(h)
				h.resize(width, height)
				writes := h.writes()
				for _, field := range form.fields {
					h.clickOn("  " + field)
					h.wants("▸ "+strings.TrimSpace(field), form.shows)
				}
				h.wheel(true, 1)
				h.wantsNot("▸ " + form.fields[len(form.fields)-1])
				if got := h.writes(); got != writes {
					h.t.Errorf("%d requests that write", got-writes)
				}
			})
		})
	}
}

// writes counts the requests to the service so far that are no reads.
func (h *harness) writes() int {
	n := 0
	for _, request := range h.service.Requests() {
		if request.Method != http.MethodGet {
			n++
		}
	}
	return n
}

// scrollTo turns the wheel until a row is in sight, and says on which line.
func (h *harness) scrollTo(number string) int {
	h.t.Helper()
	h.wheel(false, 10)
	for range 10 {
		if y, found := h.findRow(number); found {
			return y
		}
		h.wheel(true, 1)
	}
	y, _ := h.rowOf(number)
	return y
}

// rowOf is the line of the form's row with a number.
func (h *harness) rowOf(number string) (y int, line string) {
	h.t.Helper()
	y, found := h.findRow(number)
	if !found {
		h.t.Fatalf("no row %s:\n%s", number, h.screen())
	}
	return y, strings.Split(h.screen(), "\n")[y]
}

func (h *harness) findRow(number string) (y int, found bool) {
	h.t.Helper()
	_, heading := h.place("identifier")
	for y, line := range strings.Split(h.screen(), "\n") {
		if fields := strings.Fields(strings.TrimPrefix(line, "▸")); y > heading && len(fields) > 1 && fields[0] == number {
			return y, true
		}
	}
	return 0, false
}

// TestClicksOnRows of participants: each field of each row gets what is typed after a
// click on it, and nothing else changes.
func TestClicksOnRows(t *testing.T) {
	t.Parallel()
	for _, open := range [][]string{{"2", "a"}, {"esc", "n", "tab", "tab", "tab"}} {
		atEverySize(t, setup{}, func(h *harness) {
			h.press("enter").settle().press(open[0]).settle().press(open[1:]...).paste(people(400, 4))
			writes := h.writes()
			for _, c := range []struct{ row, column, types string }{
				{"2", "displ", "second"}, {"4", "displ", "fourth"}, {"3", "histo", "now"}, {"2", "histo", "now"},
			} {
				x, _ := h.place(c.column)
				y := h.scrollTo(c.row)
				h.click(x, y)
				h.write(c.types)
				// The row may have moved.
				if _, line := h.rowOf(c.row); !strings.HasPrefix(line, "▸") || !strings.Contains(line, c.types) {
					h.t.Errorf("%q is not in row %s, %q:\n%s", c.types, c.row, line, h.screen())
				}
			}
			h.click(8, h.scrollTo("2")).press("end", "backspace")
			h.wants("not compl")
			y, _ := h.rowOf("2")
			h.click(8, y+1) // what is said of it
			h.write("7")
			h.wantsNot("not compl")
			if got := h.writes(); got != writes {
				h.t.Errorf("%d requests that write", got-writes)
			}
		})
	}
}

// TestTheWheelInRows goes over the rows and makes none.
func TestTheWheelInRows(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		inParticipants(h).press("a").paste(people(400, 4))
		h.wheel(false, 2)
		if _, line := h.rowOf("2"); !strings.HasPrefix(line, "▸") {
			h.t.Errorf("row 2 has not the focus:\n%s", h.screen())
		}
		h.wheel(true, 20)
		if _, line := h.rowOf("4"); !strings.HasPrefix(line, "▸") {
			h.t.Errorf("row 4 has not the focus:\n%s", h.screen())
		}
		h.wantsNot("   5 8:acs")
		h.press("ctrl+x").wheel(true, 2)
		h.wantsNot("The service", "POST")
		h.press("ctrl+x").wheel(false, 30)
		h.press("esc")
		h.wants("Leave the form?")
	})
}

// TestAClickOnAnOffer chooses it; taking it is left to a key.
func TestAClickOnAnOffer(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		inParticipants(h).press("a").write("o")
		h.wants("→ ")
		x, y := h.place("→ Robin")
		second := strings.Fields(h.lineAt(y + 1))[0]
		h.click(x, y+1)
		if _, at := h.place("→ " + second); at != y+1 {
			h.t.Errorf("%s is not chosen:\n%s", second, h.screen())
		}
		h.press("right")
		h.wants(second)
		h.wantsNot("→ ")
	})
}

// TestTheWheelInAText moves the cursor and nothing else.
func TestTheWheelInAText(t *testing.T) {
	t.Parallel()
	atEverySize(t, setup{}, func(h *harness) {
		h.press("enter").settle().press("3").settle().press("w").paste(strings.Repeat("line\n", 30) + "last")
		h.wheel(false, 20).write("first ")
		h.wants("first line")
		h.wheel(true, 20).write("!")
		h.wants("last!")
		h.press("tab")
		h.wantsNot("┃ ")
		h.clickOn("│ line")
		h.wants("┃ line", "last!")
	})
}

// TestClicksOnWhomToActAs choose; going takes a key.
func TestClicksOnWhomToActAs(t *testing.T) {
	t.Parallel()
	for _, size := range terminals()[:2] { // the smallest does not show all ways
		h := (&resource{}).connect(t, setup{mouse: true, width: size[0], height: size[1]})
		h.write("8:acs")
		h.clickOn("Create a new user").clickOn("Create a new user")
		h.wants("▸ Create a new user", "8:acs")
		h.wantsNot("Create a user?")
		h.wheel(true, 1)
		h.wants("▸ Choose another connection")
		h.clickOn("8:acs")
		h.wants("▸ Act as an existing user")
	}
}
