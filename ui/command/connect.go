package command

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
)

// Connection is what calls are made with.
type Connection struct {
	Service Service
	Session Session
	// Watch tells of the token's changes; nil where there are none.
	Watch TokenWatch
	// Identities manages the users of the resource; nil where no connection string is
	// known.
	Identities Identities
	// Control reaches the control endpoints of an emulator; nil where there can be none.
	Control *Control
	// Close ends what the connection keeps running; nil where there is nothing. It may
	// wait for that.
	Close func()
}

// Connector connects to a resource whose key is known, as a user that is yet to
// be chosen.
type Connector interface {
	// CreateUser makes a new identity, which writes to the resource, and returns
	// its raw id.
	CreateUser(ctx context.Context) (rawID string, err error)
	// Connect acts as a user and keeps the choice for the next start; kept says
	// where. The connection ends with lifetime, the call with ctx.
	Connect(ctx, lifetime context.Context, rawID string) (connection Connection, kept string, err error)
}

// UserCreatedMsg is the answer to CreateUser.
type UserCreatedMsg struct {
	Answer
	RawID string
}

// CreateUser makes a new identity. It runs in the program's scope: it writes.
func CreateUser(s *Scope, connector Connector) tea.Cmd {
	return start(s, operation{name: "create a user", write: true, identity: true}, func(ctx context.Context, _ Service) (UserCreatedMsg, error) {
		rawID, err := connector.CreateUser(ctx)
		return UserCreatedMsg{RawID: rawID}, err
	})
}

// ConnectedMsg is the answer to Connect.
type ConnectedMsg struct {
	Answer
	Connection Connection
	// Connector asks whom to act as where the connection does not say; it has no
	// Service then.
	Connector Connector
	// Kept says where the choice is kept; empty where there was none to keep.
	Kept string
}

// Connect acts as a user from now on.
func Connect(s *Scope, connector Connector, rawID string) tea.Cmd {
	lifetime := s.runner.ctx
	return start(s, operation{name: "connect", identity: true}, func(ctx context.Context, _ Service) (ConnectedMsg, error) {
		connection, kept, err := connector.Connect(ctx, lifetime, rawID)
		return ConnectedMsg{Connection: connection, Kept: kept}, err
	})
}

// Notification tells of a user that was created where the screen is gone.
func (m UserCreatedMsg) Notification() screen.Notification {
	if m.Problem != nil {
		return failedNotification(m.Answer, "creating a user")
	}
	return screen.Notification{Level: screen.LevelSuccess, Text: "user created: " + text.Sanitize(m.RawID)}
}

// Local says that nothing changed that another screen shows.
func (UserCreatedMsg) Local() {}
