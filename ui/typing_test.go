package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/terminal/input"
)

// read gives keys that the terminal sends in one read.
func (h *harness) read(messages ...tea.KeyMsg) {
	h.send(input.BoundaryMsg{})
	for _, msg := range messages {
		h.send(msg)
	}
}

// press gives keys by their names, a read each.
func (h *harness) press(names ...string) *harness {
	h.t.Helper()
	for _, name := range names {
		h.read(h.rebound(keyOf(h.t, name)))
	}
	return h
}

// rebound is the key that does now what a key does by default.
func (h *harness) rebound(pressed tea.KeyMsg) tea.KeyMsg {
	if h.app.Covered() {
		return pressed
	}
	forms := h.app.Screen().CapturesKeys()
	for _, action := range keys.Actions() {
		ofForms := strings.HasPrefix(string(action), "form_")
		if (ofForms == forms || action == keys.FormHelp || action == keys.Suspend || action == keys.SaveReport || action == keys.ShowWhole) && keys.Default().Is(pressed, action) {
			return h.keys.Press(action)
		}
	}
	return pressed
}

// write types text in one read.
func (h *harness) write(text string) *harness {
	h.read(typed(text)...)
	return h
}

// paste gives text as a bracketed paste.
func (h *harness) paste(text string) *harness {
	h.read(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	return h
}

// typed is what Bubble Tea v1 makes of text in one read: spaces are keys of their
// own, everything between is one message.
func typed(text string) []tea.KeyMsg {
	var messages []tea.KeyMsg
	for i, word := range strings.Split(text, " ") {
		if i > 0 {
			messages = append(messages, tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
		}
		if word != "" {
			messages = append(messages, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)})
		}
	}
	return messages
}

// keyOf finds the key with the name that Bubble Tea gives it.
func keyOf(tb testing.TB, name string) tea.KeyMsg {
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
