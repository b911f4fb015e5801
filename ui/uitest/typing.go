package uitest

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
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
	if h.App.Covered() {
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
func (h *Harness) Write(text string) *Harness {
	h.Read(typed(text)...)
	return h
}

// Paste gives text as a bracketed paste.
func (h *Harness) Paste(text string) *Harness {
	h.Read(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
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
