package command

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
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
	// Endpoint is the resource's.
	Endpoint string
}

// CreateUser makes a new identity.
func CreateUser(s *Scope, connector Connector) tea.Cmd {
	endpoint := s.Session().Endpoint
	op := userOperation(operation{name: "create a user", creates: true, doing: "creating a user", subject: "create a user"},
		"a user was made", "Trying again may make another one; the first, if there is one, stays in the resource under an id that nobody was told.")
	return do(s, op, func(ctx context.Context, _ Service) (UserCreatedMsg, error) {
		rawID, err := connector.CreateUser(ctx)
		return UserCreatedMsg{RawID: rawID, Endpoint: endpoint}, err
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
	// As is the user who was asked for; empty where a connection was.
	As string
	// givenUp reports whether the screen that asked has ended what it began.
	givenUp func() bool
}

// GivenUp reports whether the screen that asked for the connection has ended or started
// over since: the answer may have been on its way already.
func (m ConnectedMsg) GivenUp() bool { return m.givenUp != nil && m.givenUp() }

// NotCarriedOut tells of a connection that stands and is not used, and why.
func (m ConnectedMsg) NotCarriedOut(why string) screen.Notification {
	n := screen.Notification{Level: screen.LevelInfo, Text: "not switched to " + text.Sanitize(m.Connection.Session.Profile) + ": " + why}
	if m.As != "" {
		who := text.Sanitize(m.As)
		n.Text, n.Details = "not acting as "+text.TruncateMiddle(who, 44)+": "+why, []string{who}
		if m.Kept != "" && m.Kept != keptForSession {
			n.Text += "; for the next start the choice is " + text.Sanitize(strings.TrimPrefix(m.Kept, "the choice is "))
		}
	}
	return n
}

// keptForSession says that a choice is not kept for the next start.
const keptForSession = "for this session"

// givesUp says from now on whether the scope's present generation has ended.
func givesUp(s *Scope) func() bool {
	generation := s.ctx
	return func() bool { return generation.Err() != nil }
}

// Connect acts as a user from now on.
func Connect(s *Scope, connector Connector, rawID string) tea.Cmd {
	lifetime, givenUp := s.runner.ctx, givesUp(s)
	return do(s, operation{name: "connect", identity: true}, func(ctx context.Context, _ Service) (ConnectedMsg, error) {
		connection, kept, err := connector.Connect(ctx, lifetime, rawID)
		return ConnectedMsg{Connection: connection, Kept: kept, As: rawID, givenUp: givenUp}, err
	})
}

func (m UserCreatedMsg) success() screen.Notification {
	return screen.Notification{Level: screen.LevelSuccess, Text: "user created: " + text.Sanitize(m.RawID)}
}
