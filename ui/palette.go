package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/screens/connections"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/dialog"
)

// openPalette offers everything that a key starts here, the screens that can be
// reached, and the connections that there are, by name. The connections are read anew,
// and come when they have been.
func (a *App) openPalette() tea.Cmd {
	palette := dialog.NewPalette(slices.Concat(a.actions(), a.reachable()), func(entry dialog.Entry) { a.chosen = entry.Do })
	palette.Extend(a.switches())
	a.openDialog(a.top().id, palette)
	if a.connections == nil {
		return nil
	}
	a.scope.Renew()
	return command.ListConnections(a.scope, a.connections)
}

// actions are what a key starts here. What is chosen is done by its key, so that both
// ways are one.
func (a *App) actions() []dialog.Entry {
	top := a.top().screen
	groups := a.globalHelp(top.CapturesKeys())
	if own := top.Help(); own != nil {
		groups = append(own.FullHelp(), groups...)
	}
	var entries []dialog.Entry
	for _, group := range groups {
		for _, b := range group {
			if b.Help().Key != "" && len(b.Keys()) > 0 {
				entries = append(entries, dialog.Entry{
					Words: b.Help().Desc, Key: b.Help().Key, Disabled: !b.Enabled(),
					Do: func() tea.Cmd { return a.key(keys.Message(b.Keys()[0])) },
				})
			}
		}
	}
	return entries
}

// reachable are the screens that no key reaches from here.
func (a *App) reachable() []dialog.Entry {
	var entries []dialog.Entry
	if _, home := a.stack[0].destination.(screen.ToThreads); home && len(a.stack) > 1 {
		entries = append(entries, dialog.Entry{Words: "all threads", Do: a.goHome})
	}
	if !a.top().screen.CapturesKeys() {
		return entries
	}
	for _, group := range a.shortcuts() {
		for _, s := range group {
			if s.opens {
				entries = append(entries, dialog.Entry{Words: s.binding.Help().Desc, Do: s.do})
			}
		}
	}
	return entries
}

// goHome closes everything above the list of threads, asking first where something
// would be lost.
func (a *App) goHome() tea.Cmd {
	closeAll := func() tea.Cmd {
		a.closeFrom(1)
		return nil
	}
	loss := a.unsaved(1)
	if loss == "" {
		return closeAll()
	}
	a.openDialog(a.top().id, &dialog.Question{Question: screen.Question{Title: "Go to the threads?", Body: loss, Yes: "go", No: "stay", OnYes: closeAll}})
	return nil
}

// switches are the connections that there are, as far as they are known.
func (a *App) switches() []dialog.Entry {
	var entries []dialog.Entry
	for _, available := range a.available {
		entry := dialog.Entry{
			Words: "connect to " + text.Sanitize(connections.Name(available)), Disabled: available.Fault != "",
			Do: func() tea.Cmd {
				a.openOnce(screen.ToConnections{})
				return a.top().screen.Update(command.ConnectToMsg{ID: available.ID})
			},
		}
		if available.Fault != "" {
			entry.Words += ": " + text.Sanitize(available.Fault)
		}
		entries = append(entries, entry)
	}
	return entries
}

// offerConnections keeps what there is to connect to, for the palette.
func (a *App) offerConnections(msg command.ConnectionsMsg) {
	if msg.Problem != nil {
		return
	}
	a.available = msg.Available
	for _, open := range a.dialogs {
		if palette, ok := open.Dialog.(*dialog.Palette); ok {
			palette.Extend(a.switches())
		}
	}
}
