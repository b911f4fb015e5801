package ui

import (
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/dialog"
)

// openDialog is a dialog and the terminal's read in which it was opened.
type openDialog struct {
	dialog.Dialog
	read uint64
	// since is when it was opened.
	since time.Time
	// owner is the screen that asked; 0 for the program itself.
	owner screen.ID
	// quits says that it asks whether to end the program.
	quits bool
}

// handleKeys handles what Bubble Tea calls one key message.
func (a *App) handleKeys(msg tea.KeyMsg) tea.Cmd {
	if msg.Paste {
		return a.paste(msg)
	}
	single := singleKeys(msg)
	a.tellLayout(single)
	commands := make([]tea.Cmd, 0, len(single))
	for _, k := range single {
		if cmd := a.key(k); cmd != nil {
			commands = append(commands, cmd)
		}
	}
	return tea.Batch(commands...)
}

// key gives one key to whom it is for, of whom there is always one: the program, for
// the two keys that work anywhere; else what stands over the screens, which takes every
// key until it closes; else the wait that the footer shows; else the screen on top,
// after the program's own keys where it has no field that takes text.
func (a *App) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, a.keys.Interrupt):
		return a.interrupt()
	case key.Matches(msg, a.keys.Suspend):
		return a.suspendProgram()
	}
	if a.Covered() {
		return a.dialogKey(msg)
	}
	if a.bindings.Is(msg, a.backAction()) && a.endWait() {
		return nil
	}
	top := a.top()
	if key.Matches(msg, a.keys.FormKey) {
		a.openHelp()
		return nil
	}
	if key.Matches(msg, a.keys.FormPalette) {
		return a.openPalette()
	}
	if a.tooSmall() && !a.blindKey(msg, top.screen.CapturesKeys()) {
		// A command that the user cannot see is none.
		return nil
	}
	if key.Matches(msg, a.keys.Whole) {
		a.showWhole()
		return nil
	}
	if top.screen.CapturesKeys() {
		return top.screen.Update(msg)
	}
	if cmd, handled := a.globalKey(msg); handled {
		return cmd
	}
	return top.screen.Update(msg)
}

// backAction is the action that goes back from what is on top, and before that ends
// the wait that the footer shows.
func (a *App) backAction() keys.Action {
	if a.top().screen.CapturesKeys() {
		return keys.Leave
	}
	return keys.Back
}

// suspendProgram stops the program until its shell brings it back. Where no shell could,
// the system would not stop it either, and it would wait for ever.
func (a *App) suspendProgram() tea.Cmd {
	if !a.suspendable() {
		a.notify(screen.Notification{Level: screen.LevelWarning, Text: "not suspended: no shell started this program that could bring it back"})
		return nil
	}
	a.suspend()
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

// blindKey reports whether a key does what it does even where the terminal is too
// small to show it: a character goes into a field, so that none is lost, and q
// quits where there is no field.
func (a *App) blindKey(msg tea.KeyMsg, capturing bool) bool {
	if capturing {
		return msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace || msg.Type == tea.KeyBackspace
	}
	return key.Matches(msg, a.keys.Quit)
}

func (a *App) globalKey(msg tea.KeyMsg) (cmd tea.Cmd, handled bool) {
	switch {
	case key.Matches(msg, a.keys.Help):
		a.openHelp()
	case key.Matches(msg, a.keys.Palette):
		return a.openPalette(), true
	case key.Matches(msg, a.keys.Quit):
		return a.quit(), true
	case key.Matches(msg, a.keys.Notifications):
		a.openNotifications()
	case key.Matches(msg, a.keys.Connections):
		a.openOnce(screen.ToConnections{})
	case key.Matches(msg, a.keys.Identities):
		a.openOnce(screen.ToIdentities{})
	case key.Matches(msg, a.keys.Faults) && a.hasFaults():
		a.openFaults()
	case a.watchKey(msg):
	case key.Matches(msg, a.keys.RequestLog):
		a.openRequestLog()
	default:
		return nil, a.onThread() && a.tabKey(msg)
	}
	return nil, true
}

// tabKey takes a key that shows another tab of a thread.
func (a *App) tabKey(msg tea.KeyMsg) bool {
	active := a.stack[len(a.stack)-1].active
	switch {
	case key.Matches(msg, a.keys.Properties):
		a.switchTab(screen.TabProperties)
	case key.Matches(msg, a.keys.Participants):
		a.switchTab(screen.TabParticipants)
	case key.Matches(msg, a.keys.Messages):
		a.switchTab(screen.TabMessages)
	case key.Matches(msg, a.keys.NextTab):
		a.switchTab((active + 1) % screen.Tabs)
	case key.Matches(msg, a.keys.PreviousTab):
		a.switchTab((active + screen.Tabs - 1) % screen.Tabs)
	default:
		return false
	}
	return true
}

// dialogKey gives a key to the dialog on top. A question drops the keys of the
// read that opened it, and those of a terminal too small to show it: they were
// typed without it in sight.
func (a *App) dialogKey(msg tea.KeyMsg) tea.Cmd {
	top := a.dialogs[len(a.dialogs)-1]
	if a.ahead(top) || (a.tooSmall() && !a.blindKey(msg, true)) {
		return nil
	}
	depth := len(a.dialogs)
	done, cmd := top.Key(msg)
	return a.afterDialog(depth, done, cmd)
}

// ahead says that what comes now was on its way before a question could be seen.
func (a *App) ahead(d openDialog) bool {
	return d.Guarded() && (d.read == a.read || a.tooSmall())
}

// afterDialog closes the dialog at a depth where it is done, and does what was chosen.
func (a *App) afterDialog(depth int, done bool, cmd tea.Cmd) tea.Cmd {
	if done {
		// What the answer did may have opened another dialog above.
		a.dialogs = append(a.dialogs[:depth-1], a.dialogs[depth:]...)
		cmd = tea.Batch(cmd, a.takeChosen())
	}
	return cmd
}

// tried takes what came of a prompt's text. One that was right closes the prompt, and
// the keys that came meanwhile go where they would have gone; but none of them answers a
// question that comes now.
func (a *App) tried(msg dialog.TriedMsg) tea.Cmd {
	at := slices.IndexFunc(a.dialogs, func(d openDialog) bool { return d.Dialog == dialog.Dialog(msg.Prompt) })
	if at < 0 {
		return nil
	}
	done, held := msg.Prompt.Tried(msg)
	if !done {
		return nil
	}
	owner := a.dialogs[at].owner
	a.dialogs = slices.Delete(a.dialogs, at, at+1)
	if owner != 0 && a.find(owner) == nil {
		return nil
	}
	commands := []tea.Cmd{msg.Then()}
	for _, k := range held {
		if !a.Covered() {
			commands = append(commands, a.handleKeys(k))
		}
	}
	return tea.Batch(commands...)
}

func (a *App) openDialog(owner screen.ID, d dialog.Dialog) {
	a.dialogs = append(a.dialogs, openDialog{Dialog: d, read: a.read, since: a.now(), owner: owner})
}

// withdraw closes the dialogs of a screen: what they ask about has changed.
func (a *App) withdraw(owner screen.ID) {
	a.dialogs = slices.DeleteFunc(a.dialogs, func(d openDialog) bool { return d.owner == owner })
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

// deliver gives a message to the screen that it is for.
func (a *App) deliver(msg screen.Addressed) tea.Cmd {
	if result, ok := msg.(command.Result); ok {
		if !a.runner.Owns(result.About()) {
			return a.late(result)
		}
		a.learn(result)
	}
	if connected, ok := msg.(command.ConnectedMsg); ok && connected.Problem == nil {
		return a.connected(connected)
	}
	owner := a.find(msg.To().Screen)
	when := a.tell(msg, owner)
	if _, ended := msg.(screen.BatchEndedMsg); ended {
		a.withdraw(msg.To().Screen)
		return a.announceChange(msg.To().Screen)
	}
	var about command.Answer
	if result, ok := msg.(command.Result); ok {
		about = result.About()
	}
	var cmd tea.Cmd
	if owner != nil {
		if about.Write && when == screen.WhenHidden {
			// "Leave while sending?" has no answer any more.
			a.withdraw(owner.id)
		}
		cmd = owner.screen.Update(msg)
	}
	step := when == screen.WhenGone && owner != nil
	if about.Write && !step && changesSomething(about) {
		cmd = tea.Batch(cmd, a.announce(msg, about))
	}
	return cmd
}

// changesSomething reports whether a write has, or may have, changed what the service
// holds.
func changesSomething(a command.Answer) bool {
	return a.Problem == nil || a.OutcomeUnknown || a.Problem.Other
}

// announce tells the other screens what a write has changed.
func (a *App) announce(msg screen.Addressed, about command.Answer) tea.Cmd {
	switch msg := msg.(type) {
	case command.ProfileMsg:
		return a.tellOthers(msg.To().Screen, screen.ProfilesChangedMsg{Name: msg.Name})
	case command.ThreadCreatedMsg:
		if id := msg.Created.ChatThread.ID; msg.Problem == nil && id != "" {
			return tea.Batch(a.tellOthers(msg.To().Screen, screen.CreatedMsg{ThreadID: id}), a.announceChange(msg.To().Screen))
		}
	}
	if about.Local {
		return nil
	}
	return a.announceChange(msg.To().Screen)
}

// announceChange tells every other screen that something was written.
func (a *App) announceChange(by screen.ID) tea.Cmd { return a.tellOthers(by, screen.ChangedMsg{}) }

// tellOthers gives a message to every screen but one.
func (a *App) tellOthers(by screen.ID, msg tea.Msg) tea.Cmd {
	var commands []tea.Cmd
	for _, e := range a.stack {
		for _, i := range e.tabs {
			if i != nil && i.id != by {
				commands = append(commands, i.screen.Update(msg))
			}
		}
	}
	return tea.Batch(commands...)
}

// learn takes from a result what concerns the whole program.
func (a *App) learn(result command.Result) {
	about := result.About()
	if about.Answered {
		a.emulator = about.Emulator != ""
	}
	a.learnOfUser(result)
	if about.Access.ThreadID != "" {
		a.tellAll(screen.AccessMsg(about.Access))
	}
	switch msg := result.(type) {
	case command.ParticipantsPageMsg:
		for _, p := range msg.Page.Items {
			a.remember(msg.ThreadID, p)
		}
	case command.MessagesPageMsg:
		for _, m := range msg.Page.Items {
			a.hear(msg.ThreadID, m)
		}
	case command.ConnectionsMsg:
		a.takeAvailable(msg)
	case command.ThreadMsg:
		if msg.Problem == nil {
			a.tellTopic(msg.Thread)
		}
	case command.ParticipantRemovedMsg:
		if msg.Problem == nil {
			a.tellThread(msg.ThreadID, screen.RemovedMsg{ThreadID: msg.ThreadID, RawID: msg.RawID()})
		}
	}
}

// tellTopic tells the thread's other tabs of its topic, and a tab to come.
func (a *App) tellTopic(thread acs.ChatThreadProperties) {
	for _, e := range a.stack {
		if e.thread == nil || e.thread.ThreadID != thread.ID {
			continue
		}
		e.thread.Topic = thread.Topic
		for _, i := range e.tabs {
			if i != nil {
				i.screen.Update(screen.TopicMsg{ThreadID: thread.ID, Topic: thread.Topic})
			}
		}
	}
	if thread.CreatedBy != nil {
		a.seen.Remember(thread.CreatedBy.RawID())
	}
}

// interrupt is ctrl+c: it quits, but asks once if something would be lost.
func (a *App) interrupt() tea.Cmd {
	loss := a.loss()
	if loss == "" {
		return tea.Quit
	}
	for _, d := range a.dialogs {
		if d.quits {
			if d.read == a.read {
				// Pressed before the question could be seen.
				return nil
			}
			return tea.Quit
		}
	}
	a.askQuit(loss + "\nctrl+c again quits.")
	return nil
}

// quit is q: it quits, but asks if something would be lost.
func (a *App) quit() tea.Cmd {
	loss := a.loss()
	if loss == "" {
		return tea.Quit
	}
	a.askQuit(loss)
	return nil
}

func (a *App) askQuit(body string) {
	a.openDialog(0, &dialog.Question{
		Title: "Quit?", Body: body, Yes: "quit", No: "stay", OnYes: func() tea.Cmd { return tea.Quit },
	})
	a.dialogs[len(a.dialogs)-1].quits = true
}

// loss says what would be lost if the program ended now, or nothing.
func (a *App) loss() string {
	for _, call := range a.runner.Calls() {
		if call.Write {
			return "A request to " + call.Operation + " is under way: whether the service carries it out would stay unknown."
		}
	}
	return a.unsaved(0)
}

// unsaved says what would be lost with the screens from the nth of the stack on, or
// nothing.
func (a *App) unsaved(n int) string {
	for _, e := range a.stack[n:] {
		for _, i := range e.tabs {
			if i != nil && i.unsaved != "" {
				return i.unsaved
			}
		}
	}
	return ""
}
