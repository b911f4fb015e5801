package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// deliver gives a message to the screen that it is for, visible or not. Of a result it
// first keeps what concerns the whole program; of a write, and of a batch of them, it
// notifies the user where the screen does not, and the screens that may be old now.
func (a *App) deliver(msg screen.Addressed) tea.Cmd {
	var about command.Answer
	if result, ok := msg.(command.Result); ok {
		about = result.About()
		if !a.runner.Owns(about) {
			return a.late(result)
		}
		a.observe(result)
	}
	if connected, ok := msg.(command.ConnectedMsg); ok && connected.Problem == nil {
		return a.connected(connected)
	}
	owner := a.find(msg.To().Screen)
	when := a.notifyOf(msg, owner)
	if _, ended := msg.(screen.BatchEndedMsg); ended {
		a.withdraw(msg.To().Screen)
		return a.announceChange(msg.To().Screen)
	}
	var cmd tea.Cmd
	if owner != nil {
		if about.Write && when == screen.WhenHidden {
			// "Leave while sending?" has no answer any more.
			a.withdraw(owner.id)
		}
		cmd = owner.screen.Update(msg)
	}
	changed := about.Problem == nil || about.OutcomeUnknown || about.Problem.Other
	step := when == screen.WhenGone && owner != nil
	if about.Write && changed && !step {
		cmd = tea.Batch(cmd, a.announce(msg, about))
	}
	return cmd
}

// notifyOf shows the notification of a message where the user is to see it, and returns
// when that is.
func (a *App) notifyOf(msg screen.Addressed, owner *instance) screen.When {
	notice, ok := msg.(screen.Notice)
	if !ok {
		return screen.WhenHidden
	}
	n := notice.Notification()
	switch {
	case n.Text == "":
	case owner == nil, n.When == screen.Always, n.When == screen.WhenHidden && !a.visible(owner):
		a.notify(n)
	default:
		// The screen itself says what is new: what was said of the same before is old.
		a.toasts.Supersede(n.About)
	}
	return n.When
}

// late handles an answer that comes after its connection was given up: it touches no
// screen. That of a write is shown with the connection's name, or with the user's where
// the connection in use has the same name.
func (a *App) late(result command.Result) tea.Cmd {
	if connected, ok := result.(command.ConnectedMsg); ok && connected.Problem == nil {
		return a.runner.Discard(connected.Connection)
	}
	a.noteUser(result)
	if n, about, session := result.Notification(), result.About(), a.runner.Session(); n.Text != "" {
		where := "on " + text.Sanitize(about.Profile)
		if user := about.UserID; session.Profile == about.Profile && session.UserID != user && user != "" {
			where = "as " + text.TruncateStart(text.Sanitize(user), 19)
		}
		n.Text = where + ": " + n.Text
		a.notify(n)
	}
	return nil
}

// announce sends the other screens what a write has changed.
func (a *App) announce(msg screen.Addressed, about command.Answer) tea.Cmd {
	by := msg.To().Screen
	switch msg := msg.(type) {
	case command.ProfileMsg:
		return a.updateOthers(by, screen.ProfilesChangedMsg{Name: msg.Name})
	case command.ThreadCreatedMsg:
		if id := msg.Created.ChatThread.ID; msg.Problem == nil && id != "" {
			return tea.Batch(a.updateOthers(by, screen.CreatedMsg{ThreadID: id}), a.announceChange(by))
		}
	}
	if about.Local {
		return nil
	}
	return a.announceChange(by)
}

// announceChange says to every other screen that something was written.
func (a *App) announceChange(by screen.ID) tea.Cmd { return a.updateOthers(by, screen.ChangedMsg{}) }

// updateOthers gives a message to every screen but one.
func (a *App) updateOthers(by screen.ID, msg tea.Msg) tea.Cmd {
	var commands []tea.Cmd
	for i := range a.instances() {
		if i.id != by {
			commands = append(commands, i.screen.Update(msg))
		}
	}
	return tea.Batch(commands...)
}

// updateThread gives a message to the tabs of a thread.
func (a *App) updateThread(threadID string, msg tea.Msg) {
	for _, e := range a.stack {
		if e.thread == nil || e.thread.ThreadID != threadID {
			continue
		}
		for i := range e.instances() {
			i.screen.Update(msg)
		}
	}
}

// updateAll gives a message to all screens.
func (a *App) updateAll(msg tea.Msg) {
	for i := range a.instances() {
		i.screen.Update(msg)
	}
}

// observe keeps of a result what concerns the whole program.
func (a *App) observe(result command.Result) {
	about := result.About()
	if about.Answered {
		a.emulator = about.Emulator != ""
	}
	a.noteUser(result)
	if about.Access.ThreadID != "" {
		a.updateAll(screen.AccessMsg(about.Access))
	}
	switch msg := result.(type) {
	case command.ParticipantsPageMsg:
		for _, p := range msg.Page.Items {
			a.rememberMember(msg.ThreadID, p)
		}
	case command.MessagesPageMsg:
		for _, m := range msg.Page.Items {
			a.rememberNames(msg.ThreadID, m)
		}
	case command.ConnectionsMsg:
		a.offerConnections(msg)
	case command.ThreadMsg:
		if msg.Problem == nil {
			a.shareTopic(msg.Thread)
		}
	case command.ParticipantRemovedMsg:
		if msg.Problem == nil {
			a.updateThread(msg.ThreadID, screen.RemovedMsg{ThreadID: msg.ThreadID, RawID: msg.RawID()})
		}
	}
}

// shareTopic gives a thread's topic to its other tabs, and to a tab to come.
func (a *App) shareTopic(thread acs.ChatThreadProperties) {
	for _, e := range a.stack {
		if e.thread != nil && e.thread.ThreadID == thread.ID {
			e.thread.Topic = thread.Topic
		}
	}
	a.updateThread(thread.ID, screen.TopicMsg{ThreadID: thread.ID, Topic: thread.Topic})
	if thread.CreatedBy != nil {
		a.seen.Remember(thread.CreatedBy.RawID())
	}
}
