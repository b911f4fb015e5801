package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// connected takes the connection that the user has chosen: the program starts over
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
	a.told, a.connector, a.emulator = toldOfToken{}, msg.Connector, false
	if before.UserID != "" || before.ID != session.ID {
		a.threadID = "" // It was asked for with the connection of the start.
	}
	a.openStart()
	a.tellConnected(session, msg.Kept)
	return tea.Batch(closing, a.watchToken())
}

// turnedAway says why the user no longer looks at the screen that asked for a
// connection, or no longer wants it; empty where he does. A dialog takes the keys that
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

// tellConnected tells what is in use now. Whether the service answers is not known yet:
// the first screen asks it, and tells.
func (a *App) tellConnected(session command.Session, kept string) {
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

// late takes an answer that comes after its connection was given up: it touches no
// screen. That of a write is told, with the connection's name, or with the user's where
// the connection in use has the same name.
func (a *App) late(result command.Result) tea.Cmd {
	if connected, ok := result.(command.ConnectedMsg); ok && connected.Problem == nil {
		return a.runner.Discard(connected.Connection)
	}
	a.learnOfUser(result)
	if n := result.Notification(); n.Text != "" {
		where := "on " + text.Sanitize(result.About().Profile)
		if session, user := a.runner.Session(), result.About().UserID; session.Profile == result.About().Profile && session.UserID != user && user != "" {
			where = "as " + text.TruncateStart(text.Sanitize(user), 19)
		}
		n.Text = where + ": " + n.Text
		a.notify(n)
	}
	return nil
}

// openOnce opens a screen that there is one of. Where it is open already, what stands
// above it is closed instead, unless something would be lost with that.
func (a *App) openOnce(destination screen.Destination) {
	if a.connections == nil {
		if _, ok := destination.(screen.ToConnections); ok {
			a.notify(screen.Notification{Level: screen.LevelInfo, Text: "there is nothing else to connect to"})
			return
		}
	}
	for n, e := range a.stack {
		if e.destination == destination && a.unsaved(n+1) == "" {
			a.closeFrom(n + 1)
			return
		}
	}
	a.open(destination)
}

// learnOfUser keeps what was done to a user of a resource, which may be another one than
// that in use now.
func (a *App) learnOfUser(result command.Result) {
	about := result.About()
	switch msg := result.(type) {
	case command.UserCreatedMsg:
		if about.Problem == nil {
			a.seenAt(msg.Endpoint).Note(msg.RawID, identities.Created, a.now())
		}
	case command.TokensRevokedMsg:
		if about.Problem == nil {
			a.seenAt(msg.Endpoint).Note(msg.RawID, identities.Revoked, a.now())
		}
	case command.UserDeletedMsg:
		switch {
		case about.Problem == nil:
			a.seenAt(msg.Endpoint).Note(msg.RawID, identities.Deleted, a.now())
		case about.OutcomeUnknown:
			a.seenAt(msg.Endpoint).Note(msg.RawID, identities.MaybeDeleted, a.now())
		}
	}
}

// seenAt is what was seen with an endpoint in this session, the one in use or another.
func (a *App) seenAt(endpoint string) *identities.Seen {
	resource := resourceOf(endpoint)
	if resource == resourceOf(a.runner.Session().Endpoint) {
		return a.seen
	}
	if a.elsewhere == nil {
		a.elsewhere = map[string]*identities.Seen{}
	}
	if a.elsewhere[resource] == nil {
		a.elsewhere[resource] = identities.New()
	}
	return a.elsewhere[resource]
}

// seeWith puts what was seen with one endpoint aside, and goes on with what was seen
// with another before.
func (a *App) seeWith(before, after string) {
	if resourceOf(before) == resourceOf(after) {
		return
	}
	seen := a.seenAt(after)
	a.elsewhere[resourceOf(before)], a.seen = a.seen, seen
}

// resourceOf is an endpoint in the one form that its resource has.
func resourceOf(endpoint string) string { return strings.ToLower(strings.TrimRight(endpoint, "/")) }
