package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/widget/dialog"
)

// openPalette offers everything that a key starts here, by name. What is chosen is
// done by its key, so that both ways are one.
func (a *App) openPalette() {
	top := a.top().screen
	var bindings []key.Binding
	groups := a.globalHelp(top.CapturesKeys())
	if own := top.Help(); own != nil {
		groups = append(own.FullHelp(), groups...)
	}
	for _, group := range groups {
		for _, b := range group {
			if b.Help().Key != "" && len(b.Keys()) > 0 {
				bindings = append(bindings, b)
			}
		}
	}
	a.openDialog(a.top().id, dialog.NewPalette(bindings, func(b key.Binding) { a.chosen = b.Keys()[0] }))
}

// takeChosen presses the key of the action that was chosen in the palette, now that
// it is closed.
func (a *App) takeChosen() tea.Cmd {
	name := a.chosen
	if name == "" {
		return nil
	}
	a.chosen = ""
	return a.key(keys.Message(name))
}
