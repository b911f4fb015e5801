package uitest

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/terminal/input"
)

// Read gives keys that the terminal sends in one read.
func (h *Harness) Read(messages ...tea.KeyMsg) {
	h.Send(input.BoundaryMsg{})
	for _, msg := range messages {
		h.Send(msg)
	}
}

// Press gives keys by their names, a read each.
func (h *Harness) Press(names ...string) *Harness {
	h.T.Helper()
	for _, name := range names {
		h.Read(h.rebound(KeyOf(h.T, name)))
	}
	return h
}

// rebound is the key that does now what a key does by default.
func (h *Harness) rebound(pressed tea.KeyMsg) tea.KeyMsg {
	if !h.rebinds || h.App.Covered() {
		return pressed
	}
	forms := h.App.Screen().CapturesKeys()
	for _, action := range keys.Actions() {
		ofForms := strings.HasPrefix(string(action), "form_")
		if (ofForms == forms || action == keys.FormHelp || action == keys.Suspend || action == keys.SaveReport || action == keys.ShowWhole) && keys.Default().Is(pressed, action) {
			return h.Keys.Press(action)
		}
	}
	return pressed
}

// Write types text in one read.
func (h *Harness) Write(words string) *Harness {
	h.Read(typed(words)...)
	return h
}

// Paste gives text as a bracketed paste.
func (h *Harness) Paste(words string) *Harness {
	h.Read(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(words), Paste: true})
	return h
}

// typed is what Bubble Tea v1 makes of text in one read: spaces are keys of their
// own, everything between is one message.
func typed(words string) []tea.KeyMsg {
	var messages []tea.KeyMsg
	for i, word := range strings.Split(words, " ") {
		if i > 0 {
			messages = append(messages, tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
		}
		if word != "" {
			messages = append(messages, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)})
		}
	}
	return messages
}

// KeyOf finds the key with the name that Bubble Tea gives it.
func KeyOf(tb testing.TB, name string) tea.KeyMsg {
	tb.Helper()
	if len([]rune(name)) == 1 && name != " " {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
	}
	if name == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	for k := tea.KeyType(-100); k < 128; k++ {
		if msg := (tea.KeyMsg{Type: k}); msg.String() == name {
			return msg
		}
	}
	tb.Fatalf("no key is named %q", name)
	return tea.KeyMsg{}
}

// PressAt presses and releases the left button on a cell, at once.
func (h *Harness) PressAt(x, y int) *Harness {
	h.Screen() // Bubble Tea has drawn what is clicked
	h.Send(input.BoundaryMsg{})
	h.Send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	h.Send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
	return h
}

// Click is a click by itself: the one before was a second ago.
func (h *Harness) Click(x, y int) *Harness {
	h.Clock.Add(time.Second)
	return h.PressAt(x, y)
}

// Place is the cell in which a text begins on the screen.
func (h *Harness) Place(shown string) (x, y int) {
	h.T.Helper()
	for y, line := range strings.Split(h.Screen(), "\n") {
		if before, _, found := strings.Cut(line, shown); found {
			return text.Width(before), y
		}
	}
	h.T.Fatalf("%q is not on the screen:\n%s", shown, h.Screen())
	return 0, 0
}

// ClickOn clicks on a text.
func (h *Harness) ClickOn(shown string) *Harness {
	h.T.Helper()
	return h.Click(h.Place(shown))
}

// HintOn clicks on a text of the footer.
func (h *Harness) HintOn(shown string) *Harness {
	h.T.Helper()
	before, _, found := strings.Cut(h.FooterLine(), shown)
	if !found {
		h.T.Fatalf("the footer does not show %q:\n%s", shown, h.Screen())
	}
	return h.Click(text.Width(before), h.Height-1)
}

// Wheel turns the wheel by some steps.
func (h *Harness) Wheel(down bool, steps int) *Harness {
	button := tea.MouseButtonWheelUp
	if down {
		button = tea.MouseButtonWheelDown
	}
	for range steps {
		h.Screen()
		h.Send(input.BoundaryMsg{})
		h.Send(tea.MouseMsg{X: 1, Y: 3, Button: button, Action: tea.MouseActionPress})
	}
	return h
}

// LineAt is a line of the screen without the cursor's marker.
func (h *Harness) LineAt(y int) string {
	return strings.NewReplacer("▸", " ", "┃", " ", "│", " ").Replace(strings.Split(h.Screen(), "\n")[y])
}

// CursorLine is the line of the list's cursor.
func (h *Harness) CursorLine() int {
	h.T.Helper()
	for y, line := range strings.Split(h.Screen(), "\n") {
		// The second line holds the tabs of a thread.
		if strings.HasPrefix(line, "▸") && y > 1 {
			return y
		}
	}
	h.T.Fatalf("no cursor:\n%s", h.Screen())
	return 0
}

// WantsCursor holds that the cursor is on a line of the frame.
func (h *Harness) WantsCursor(y int) {
	h.T.Helper()
	if got := h.CursorLine(); got != y {
		h.T.Errorf("the cursor is on line %d, not %d:\n%s", got, y, h.Screen())
	}
}

// ScrollTo turns the wheel until a row is in sight, and says on which line.
func (h *Harness) ScrollTo(number string) int {
	h.T.Helper()
	h.Wheel(false, 10)
	for range 10 {
		if y, found := h.FindRow(number); found {
			return y
		}
		h.Wheel(true, 1)
	}
	y, _ := h.RowOf(number)
	return y
}

// RowOf is the line of the form's row with a number.
func (h *Harness) RowOf(number string) (y int, line string) {
	h.T.Helper()
	y, found := h.FindRow(number)
	if !found {
		h.T.Fatalf("no row %s:\n%s", number, h.Screen())
	}
	return y, strings.Split(h.Screen(), "\n")[y]
}

// FindRow returns the line of a form's row, if it is in sight.
func (h *Harness) FindRow(number string) (y int, found bool) {
	h.T.Helper()
	_, heading := h.Place("identifier")
	for y, line := range strings.Split(h.Screen(), "\n") {
		if fields := strings.Fields(strings.TrimPrefix(line, "▸")); y > heading && len(fields) > 1 && fields[0] == number {
			return y, true
		}
	}
	return 0, false
}

// BigTopic is the topic of the demo's big thread.
const BigTopic = "Operations all hands"

// OpenBig opens the participants of the demo's big thread.
func (h *Harness) OpenBig() *Harness {
	h.T.Helper()
	h.Settle().Press("j", "enter").Settle().Press("2").Settle()
	h.Wants(BigTopic)
	return h
}

// Row is the number of the participant under the cursor.
func (h *Harness) Row() int {
	h.T.Helper()
	found := regexp.MustCompile(`(?m)^ ?▸[● ]? *(\d+) `).FindStringSubmatch(h.Screen())
	if found == nil {
		return 0
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		h.T.Fatal(err)
	}
	return n
}

// Title is the title of the screen on top.
func (h *Harness) Title() string { return h.App.Screen().Title() }

// Runes returns the message of runes in one read.
func Runes(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }
