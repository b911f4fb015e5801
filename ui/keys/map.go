package keys

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Map is the keys in force. It does not change once it is made.
type Map struct {
	definitions map[Action]definition
}

// Default is the keys as they are when nothing is rebound.
func Default() *Map {
	m := &Map{definitions: map[Action]definition{}}
	for _, d := range definitions() {
		m.definitions[d.action] = d
	}
	return m
}

// Bind makes an action's binding. does is what help says of it; empty stands for
// the action's own words.
func (m *Map) Bind(action Action, does string) key.Binding {
	d := m.definitions[action]
	if does == "" {
		does = d.does
	}
	return key.NewBinding(key.WithKeys(d.keys...), key.WithHelp(d.name(), does))
}

// Unless disables bindings where there is a reason why they cannot be used now, and
// lets help and palette say it; an empty reason changes nothing.
func Unless(reason string, bindings ...*key.Binding) {
	if reason == "" {
		return
	}
	for _, b := range bindings {
		b.SetHelp(b.Help().Key, b.Help().Desc+": "+reason)
		b.SetEnabled(false)
	}
}

// Is reports whether a key starts an action.
func (m *Map) Is(msg tea.KeyMsg, action Action) bool {
	return slices.Contains(m.definitions[action].keys, msg.String())
}

// Press is the key message that starts an action, for what stands for a key: the
// mouse's wheel.
func (m *Map) Press(action Action) tea.KeyMsg {
	return Message(m.definitions[action].keys[0])
}

// Message is the key message of a key, by the name that a binding has for it.
func Message(name string) tea.KeyMsg {
	if isCharacter(name) {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
	}
	if name == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(name)}
	}
	return tea.KeyMsg{Type: terminalKeys()[name]}
}

// Name is the key of an action as a sentence names it: the first one, where there
// are several.
func (m *Map) Name(action Action) string {
	return shown(m.definitions[action].keys[0])
}

// name is how help shows the keys.
func (d definition) name() string {
	if d.shown != "" {
		return d.shown
	}
	names := make([]string, len(d.keys))
	for i, name := range d.keys {
		names[i] = shown(name)
	}
	return strings.Join(names, " ")
}
