package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// keyMap is the global keys. Those of a screen are the screen's own.
type keyMap struct {
	Help, Quit, Notifications   key.Binding
	Properties, Participants    key.Binding
	NextTab, PreviousTab        key.Binding
	Interrupt, Suspend, FormKey key.Binding
	EndWait                     key.Binding
}

func newKeyMap() keyMap {
	return keyMap{
		Help:          screen.Bind("?", "help"),
		FormKey:       screen.Bind("ctrl+g", "help"),
		Quit:          screen.Bind("q", "quit"),
		Notifications: screen.Bind("!", "notifications"),
		Properties:    screen.Bind("1", "properties"),
		Participants:  screen.Bind("2", "participants"),
		NextTab:       screen.Bind("tab", "next tab"),
		PreviousTab:   screen.Bind("shift+tab", "previous tab"),
		Interrupt:     screen.Bind("ctrl+c", "quit from anywhere"),
		EndWait:       screen.Bind("esc", "end the wait that the footer shows"),
		Suspend:       screen.Bind("ctrl+z", "suspend"),
	}
}

// singleKeys splits a key message into the keys that were pressed. Bubble Tea v1
// puts all letters of one read into one message, so that 200 j would move one
// row; and it takes esc and a key that arrive together for alt and that key,
// though no key of this program has alt.
func singleKeys(msg tea.KeyMsg) []tea.KeyMsg {
	var keys []tea.KeyMsg
	if msg.Alt && splitsFromEscape(msg.Type) {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyEscape})
		msg.Alt = false
	}
	if msg.Type != tea.KeyRunes || len(msg.Runes) <= 1 {
		return append(keys, msg)
	}
	for _, r := range msg.Runes {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return keys
}

// splitsFromEscape says whether a key with alt is what a terminal sends for esc
// and that key: characters and control characters, not alt with an arrow, which
// is a sequence of its own.
func splitsFromEscape(t tea.KeyType) bool {
	return t == tea.KeyRunes || t == tea.KeySpace || (t >= 0 && t < ' ') || t == tea.KeyBackspace
}
