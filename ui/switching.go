package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// connected switches to the connection that the user has chosen: the program starts over
// with it. Where the user has turned to something else meanwhile, nothing changes: what
// was begun is not thrown away, and what is typed next stays with what it is typed for.
func (a *App) connected(msg command.ConnectedMsg) tea.Cmd {
	owner := a.find(msg.Screen)
	if why := a.turnedAway(msg, owner); why != "" {
		a.notify(msg.NotCarriedOut(why))
		discarding := a.runner.Discard(msg.Connection)
		if owner == nil {
			return discarding
		}
		// It waits no longer.
		msg.Connection, msg.Connector = command.Connection{}, nil
		return tea.Batch(discarding, owner.screen.Update(msg))
	}
	before, session := a.runner.Session(), msg.Connection.Session
	a.seeWith(before.Endpoint, session.Endpoint)
	closing := a.runner.Become(msg.Connection)
	a.closeFrom(0)
	// A connection is not asked again and again because the one before was.
	a.watch.on = false
	a.warned, a.connector, a.emulator = tokenWarnings{}, msg.Connector, false
	if before.UserID != "" || before.ID != session.ID {
		a.threadID = "" // It was asked for with the connection of the start.
	}
	a.openStart()
	a.notifyConnected(session, msg.Kept)
	return tea.Batch(closing, a.watchToken())
}

// turnedAway says why the user has left the screen that asked for a
// connection, or no longer wants it; empty where they do. A dialog takes the keys that
// come next: without it, they would be commands.
func (a *App) turnedAway(msg command.ConnectedMsg, owner *instance) string {
	switch {
	case owner == nil, !a.visible(owner):
		return "you had left the screen that asked for it"
	case msg.GivenUp():
		return "you had stopped it"
	case a.Covered():
		return "you had opened something else meanwhile; choose it again"
	}
	return ""
}

// openStart opens the first screens: where nobody is acted as yet, the one that asks.
func (a *App) openStart() {
	if !a.runner.Connected() && a.connector != nil {
		a.open(screen.ToConnect{})
		return
	}
	a.openFirst()
}

// notifyConnected says what is in use now. Whether the service answers is not known yet:
// the first screen asks it, and says so.
func (a *App) notifyConnected(session command.Session, kept string) {
	n := screen.Notification{Level: screen.LevelSuccess, Text: "now on " + text.Sanitize(session.Profile)}
	if !a.runner.Connected() {
		n.Level = screen.LevelInfo
		n.Text += ": choose whom to act as"
	}
	if user := text.Sanitize(session.UserID); user != "" {
		// Where the choice is kept must fit into the footer as well.
		n.Details = []string{user}
		if user = text.TruncateMiddle(user, 44); kept == "" {
			n.Text += " as " + user
		} else {
			n.Text = "now acting as " + user + "; " + kept
		}
	}
	a.notify(n)
}

// openOnce opens a screen that there is one of. Where it is open already, what stands
// above it is closed instead, unless something would be lost with that.
func (a *App) openOnce(destination screen.Destination) tea.Cmd {
	if _, ok := destination.(screen.ToConnections); ok && a.connections == nil {
		a.notify(screen.Notification{Level: screen.LevelInfo, Text: "there is nothing else to connect to"})
		return nil
	}
	for n, e := range a.stack {
		if e.destination == destination && a.unsaved(n+1) == "" {
			a.closeFrom(n + 1)
			return nil
		}
	}
	a.open(destination)
	return nil
}
