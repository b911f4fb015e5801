package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/terminal/input"
)

// handleKeys handles what Bubble Tea calls one key message.
func (a *App) handleKeys(msg tea.KeyMsg) tea.Cmd {
	if msg.Paste {
		return a.paste(msg)
	}
	if a.takesText() && editsWords(msg) {
		return a.key(msg)
	}
	return a.singly(singleKeys(msg))
}

// handleLines handles several lines that came at once without the brackets of a paste.
func (a *App) handleLines(msg input.LinesMsg) tea.Cmd {
	if list, ok := a.top().screen.(screen.Listing); ok && !a.Covered() && list.TakesRows(string(msg)) {
		return a.paste(msg.Paste())
	}
	return a.singly(msg.Keys())
}

// singly handles keys one by one.
func (a *App) singly(single []tea.KeyMsg) tea.Cmd {
	a.hintAtLayout(single)
	commands := make([]tea.Cmd, 0, len(single))
	for _, k := range single {
		if cmd := a.key(k); cmd != nil {
			commands = append(commands, cmd)
		}
	}
	return tea.Batch(commands...)
}

// editsWords reports whether a key edits by words in a text field, as in a shell.
func editsWords(msg tea.KeyMsg) bool {
	switch msg.String() {
	case "alt+b", "alt+f", "alt+d", "alt+backspace":
		return true
	}
	return false
}

// singleKeys splits a key message into the keys that were pressed. Bubble Tea v1
// puts all letters of one read into one message, so that 200 j would move one
// row; and it takes esc and a key that arrive together for alt and that key,
// though outside text fields no key of this program has alt.
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

// key gives one key to whom it is for, of whom there is always one: the program, for
// the two keys that work anywhere; else what stands over the screens, which takes every
// key until it closes; else the wait that the footer shows; else the screen on top,
// after the program's own keys where it has no field that takes text.
func (a *App) key(msg tea.KeyMsg) tea.Cmd {
	top := a.top().screen
	is := func(action keys.Action) bool { return a.bindings.Is(msg, action) }
	switch {
	case is(keys.Interrupt):
		return a.interrupt()
	case is(keys.Suspend):
		return a.suspend()
	case a.Covered():
		return a.dialogKey(msg)
	case is(a.backAction()) && a.endWait():
		return nil
	case is(keys.FormHelp):
		return a.openHelp()
	case is(keys.FormPalette):
		return a.openPalette()
	case a.tooSmall() && !a.worksBlind(msg, top.CapturesKeys()):
		// A command that the user cannot see is none.
		return nil
	case is(keys.ShowWhole):
		return a.showWhole()
	case top.CapturesKeys():
		return top.Update(msg)
	}
	for _, group := range a.shortcuts() {
		for _, s := range group {
			if key.Matches(msg, s.binding) {
				return s.do()
			}
		}
	}
	return top.Update(msg)
}

// shortcut is a key of the program itself: it works on every screen, where nothing takes
// the keys as text.
type shortcut struct {
	binding key.Binding
	do      func() tea.Cmd
	// opens says that it opens a screen, which the palette offers from within a form too.
	opens bool
}

// shortcuts are the program's own keys that do something on the screen on top, in groups.
func (a *App) shortcuts() [][]shortcut {
	bind := func(action keys.Action) key.Binding { return a.bindings.Bind(action, "") }
	program := []shortcut{
		{binding: bind(keys.Help), do: a.openHelp},
		{binding: bind(keys.Palette), do: a.openPalette},
		{bind(keys.Notifications), a.openNotifications, true},
		{bind(keys.RequestLog), a.openRequestLog, true},
		{bind(keys.Connections), func() tea.Cmd { return a.openOnce(screen.ToConnections{}) }, true},
		{bind(keys.Identities), func() tea.Cmd { return a.openOnce(screen.ToIdentities{}) }, true},
		{binding: bind(keys.Quit), do: a.quit},
		{binding: bind(keys.Interrupt), do: a.interrupt},
		{binding: bind(keys.Suspend), do: a.suspend},
	}
	if a.hasFaults() {
		program = append(program, shortcut{bind(keys.Faults), a.openFaults, true})
	}
	groups := [][]shortcut{program}
	if watching := a.watchShortcuts(); watching != nil {
		groups = append([][]shortcut{watching}, groups...)
	}
	if e := a.stack[len(a.stack)-1]; e.thread != nil {
		to := func(action keys.Action, tab screen.Tab) shortcut {
			return shortcut{binding: bind(action), do: func() tea.Cmd { return a.switchTab(tab % screen.Tabs) }}
		}
		groups = append([][]shortcut{{
			to(keys.Properties, screen.TabProperties), to(keys.Participants, screen.TabParticipants), to(keys.Messages, screen.TabMessages),
			to(keys.NextTab, e.active+1), to(keys.PreviousTab, e.active+screen.Tabs-1),
		}}, groups...)
	}
	return groups
}

// globalHelp is the program's own keys that work on the screen on top.
func (a *App) globalHelp(capturing bool) [][]key.Binding {
	whole := a.bindings.Bind(keys.ShowWhole, "")
	if len(a.whole()) == 0 {
		keys.Unless("nothing here is cut", &whole)
	}
	if capturing {
		bind := func(action keys.Action) key.Binding { return a.bindings.Bind(action, "") }
		return [][]key.Binding{{bind(keys.FormHelp), whole, bind(keys.FormPalette), bind(keys.Interrupt), bind(keys.Suspend)}}
	}
	var groups [][]key.Binding
	for _, group := range a.shortcuts() {
		bindings := make([]key.Binding, len(group))
		for i, s := range group {
			bindings[i] = s.binding
		}
		groups = append(groups, bindings)
	}
	program := &groups[len(groups)-1]
	*program = slices.Insert(*program, 1, whole)
	return groups
}

// backAction is the action that goes back from what is on top, and before that ends
// the wait that the footer shows.
func (a *App) backAction() keys.Action {
	if a.top().screen.CapturesKeys() {
		return keys.Leave
	}
	return keys.Back
}

// worksBlind reports whether a key does what it does even where the terminal is too
// small to show it: a character goes into a field, so that none is lost, and q
// quits where there is no field.
func (a *App) worksBlind(msg tea.KeyMsg, capturing bool) bool {
	if capturing {
		return msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace || msg.Type == tea.KeyBackspace
	}
	return a.bindings.Is(msg, keys.Quit)
}

// paste gives pasted text to a field. Outside a field it does nothing: text is
// never a command.
func (a *App) paste(msg tea.KeyMsg) tea.Cmd {
	if a.Covered() {
		if a.dialogs[len(a.dialogs)-1].Paste(msg) {
			return nil
		}
	} else if top := a.top(); top.screen.CapturesKeys() {
		return top.screen.Update(msg)
	}
	a.notify(screen.Notification{
		Level: screen.LevelInfo,
		Text:  "pasted text ignored: there is no field here to take it",
	})
	return nil
}

// suspend stops the program until its shell brings it back. Where no shell could,
// the system would not stop it either, and it would wait for ever.
func (a *App) suspend() tea.Cmd {
	if !a.suspendable() {
		a.notify(screen.Notification{Level: screen.LevelWarning, Text: "not suspended: no shell started this program that could bring it back"})
		return nil
	}
	a.stop()
	return nil
}

// endWait stops the call whose wait the footer shows; false where it shows none that
// a key ends.
func (a *App) endWait() bool {
	call := a.waiting()
	if call == nil || !call.Waiting(a.now()) || !a.endable(call) {
		return false
	}
	a.runner.Stop(call.ID)
	return true
}

// endable reports whether a key may end a call's wait: of a batch's calls, the screen asks
// first, as long as it is there.
func (a *App) endable(call *command.Call) bool {
	return !call.Batched || a.find(call.Ref.Screen) == nil
}

// waiting is the call that the footer says is tried again, or nil: one whose wait
// can be ended before one that asks again right now.
func (a *App) waiting() *command.Call {
	var again *command.Call
	for _, call := range a.runner.Calls() {
		if call.Waiting(a.now()) {
			return call
		}
		if call.Retry != nil && again == nil {
			again = call
		}
	}
	return again
}
