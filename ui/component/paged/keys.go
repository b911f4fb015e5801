package paged

import (
	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/ui/keys"
)

// KeyMap is the keys of every list.
type KeyMap struct {
	Up, Down, PageUp, PageDown               key.Binding
	HalfUp, HalfDown                         key.Binding
	First, Last                              key.Binding
	Filter, KeepFilter, DropFilter, Unfilter key.Binding
	Retry, Refresh                           key.Binding
	LoadAll, StopLoading                     key.Binding
}

func newKeyMap(m *keys.Map) KeyMap {
	return KeyMap{
		Up: m.Bind(keys.Up, ""), Down: m.Bind(keys.Down, ""),
		PageUp: m.Bind(keys.PageUp, ""), PageDown: m.Bind(keys.PageDown, ""),
		HalfUp: m.Bind(keys.HalfPageUp, ""), HalfDown: m.Bind(keys.HalfPageDown, ""),
		First:  m.Bind(keys.First, ""),
		Last:   m.Bind(keys.Last, "end of what is loaded, and the next page"),
		Filter: m.Bind(keys.Filter, ""),
		// While a filter is typed the keys are text, and these two are no actions.
		KeepFilter: key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "keep the filter")),
		DropFilter: key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "clear the filter")),
		Unfilter:   m.Bind(keys.Back, "clear the filter"),
		Retry:      m.Bind(keys.Open, "try again"),
		Refresh:    m.Bind(keys.Refresh, ""),
		LoadAll:    m.Bind(keys.LoadAll, ""), StopLoading: m.Bind(keys.Back, "stop loading"),
	}
}

// Typing lists the bindings that work while a filter is typed.
func (k KeyMap) Typing() []key.Binding { return []key.Binding{k.KeepFilter, k.DropFilter} }

// Navigation lists the bindings for a help page.
func (k KeyMap) Navigation() []key.Binding {
	return []key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, k.HalfUp, k.HalfDown, k.First, k.Last, k.Filter, k.LoadAll}
}
