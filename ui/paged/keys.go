package paged

import "github.com/charmbracelet/bubbles/key"

// KeyMap is the keys of every list.
type KeyMap struct {
	Up, Down, PageUp, PageDown   key.Binding
	HalfUp, HalfDown             key.Binding
	First, Last                  key.Binding
	Filter, KeepFilter, Unfilter key.Binding
	Retry                        key.Binding
}

func newKeyMap() KeyMap {
	bind := func(help, description string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, description))
	}
	return KeyMap{
		Up: bind("↑ k", "up", "up", "k"), Down: bind("↓ j", "down", "down", "j"),
		PageUp: bind("pgup", "page up", "pgup"), PageDown: bind("pgdn", "page down", "pgdown"),
		HalfUp: bind("ctrl+u", "half a page up", "ctrl+u"), HalfDown: bind("ctrl+d", "half a page down", "ctrl+d"),
		First:      bind("g", "first", "g", "home"),
		Last:       bind("G", "end of what is loaded, and the next page", "G", "end"),
		Filter:     bind("/", "filter", "/"),
		KeepFilter: bind("enter", "keep the filter", "enter"),
		Unfilter:   bind("esc", "clear the filter", "esc"),
		Retry:      bind("enter", "try again", "enter"),
	}
}

// Navigation lists the bindings for a help page.
func (k KeyMap) Navigation() []key.Binding {
	return []key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, k.HalfUp, k.HalfDown, k.First, k.Last, k.Filter}
}
