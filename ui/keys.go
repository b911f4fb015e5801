package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
)

// keyMap is the global keys. Those of a screen are the screen's own.
type keyMap struct {
	Help, Quit, Notifications   key.Binding
	Faults                      key.Binding
	RequestLog                  key.Binding
	Palette, FormPalette        key.Binding
	Connections, Identities     key.Binding
	Properties, Participants    key.Binding
	Messages                    key.Binding
	NextTab, PreviousTab        key.Binding
	Watch, WatchEvery, Clear    key.Binding
	Interrupt, Suspend, FormKey key.Binding
	Whole                       key.Binding
}

func newKeyMap(m *keys.Map) keyMap {
	return keyMap{
		Help:          m.Bind(keys.Help, ""),
		FormKey:       m.Bind(keys.FormHelp, ""),
		Palette:       m.Bind(keys.Palette, ""),
		FormPalette:   m.Bind(keys.FormPalette, ""),
		Faults:        m.Bind(keys.Faults, ""),
		Quit:          m.Bind(keys.Quit, ""),
		Notifications: m.Bind(keys.Notifications, ""),
		Connections:   m.Bind(keys.Connections, ""),
		Identities:    m.Bind(keys.Identities, ""),
		RequestLog:    m.Bind(keys.RequestLog, ""),
		Properties:    m.Bind(keys.Properties, ""),
		Participants:  m.Bind(keys.Participants, ""),
		Messages:      m.Bind(keys.Messages, ""),
		NextTab:       m.Bind(keys.NextTab, ""),
		PreviousTab:   m.Bind(keys.PreviousTab, ""),
		Watch:         m.Bind(keys.Watch, ""),
		WatchEvery:    m.Bind(keys.WatchEvery, ""),
		Clear:         m.Bind(keys.Clear, "clear what has changed"),
		Interrupt:     m.Bind(keys.Interrupt, ""),
		Suspend:       m.Bind(keys.Suspend, ""),
		Whole:         m.Bind(keys.ShowWhole, ""),
	}
}

// singleKeys splits a key message into the keys that were pressed. Bubble Tea v1
// puts all letters of one read into one message, so that 200 j would move one
// row; and it takes esc and a key that arrive together for alt and that key,
// though no key of this program has alt.
func singleKeys(msg tea.KeyMsg) []tea.KeyMsg {
	var single []tea.KeyMsg
	if msg.Alt && splitsFromEscape(msg.Type) {
		single = append(single, tea.KeyMsg{Type: tea.KeyEscape})
		msg.Alt = false
	}
	if msg.Type != tea.KeyRunes || len(msg.Runes) <= 1 {
		return append(single, msg)
	}
	for _, r := range msg.Runes {
		single = append(single, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return single
}

// splitsFromEscape reports whether a key with alt is what a terminal sends for esc
// and that key: characters and control characters, not alt with an arrow, which
// is a sequence of its own.
func splitsFromEscape(t tea.KeyType) bool {
	return t == tea.KeyRunes || t == tea.KeySpace || (t >= 0 && t < ' ') || t == tea.KeyBackspace
}
