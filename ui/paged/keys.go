package paged

import (
	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/ui/screen"
)

// KeyMap is the keys of every list.
type KeyMap struct {
	Up, Down, PageUp, PageDown   key.Binding
	HalfUp, HalfDown             key.Binding
	First, Last                  key.Binding
	Filter, KeepFilter, Unfilter key.Binding
	Retry                        key.Binding
}

func newKeyMap() KeyMap {
	return KeyMap{
		Up: screen.Bind("↑ k", "up", "up", "k"), Down: screen.Bind("↓ j", "down", "down", "j"),
		PageUp: screen.Bind("pgup", "page up"), PageDown: screen.Bind("pgdn", "page down", "pgdown"),
		HalfUp: screen.Bind("ctrl+u", "half a page up"), HalfDown: screen.Bind("ctrl+d", "half a page down"),
		First:      screen.Bind("g", "first", "g", "home"),
		Last:       screen.Bind("G", "end of what is loaded, and the next page", "G", "end"),
		Filter:     screen.Bind("/", "filter"),
		KeepFilter: screen.Bind("enter", "keep the filter"),
		Unfilter:   screen.Bind("esc", "clear the filter"),
		Retry:      screen.Bind("enter", "try again"),
	}
}

// Navigation lists the bindings for a help page.
func (k KeyMap) Navigation() []key.Binding {
	return []key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, k.HalfUp, k.HalfDown, k.First, k.Last, k.Filter}
}
