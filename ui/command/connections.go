package command

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/config"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// Source says where a connection comes from.
type Source int

// The sources.
const (
	FromProfile Source = iota
	FromEnvironment
	FromEmulator
)

// ConnectionID names one of the connections that there are to choose from.
type ConnectionID struct {
	Source Source
	// Name is the profile's; empty for the others.
	Name string
}

// Profile is a profile of the configuration file, for packages that do not know that.
type Profile = config.Profile

// The kinds of credential of a profile, by their keys in the configuration file.
const (
	CredentialToken            = config.KeyToken
	CredentialTokenFile        = config.KeyTokenFile
	CredentialTokenCommand     = config.KeyTokenCommand
	CredentialKeyring          = config.KeyKeyring
	CredentialConnectionString = config.KeyConnectionString
)

// ToProfile opens the form of a profile.
type ToProfile struct {
	// Profile is what the form begins with, and Where says where its credential is.
	Profile Profile
	Where   string
	// Add says that it is a new one.
	Add bool
}

// ToCheck tests a connection; Title names it.
type ToCheck struct {
	ID    ConnectionID
	Title string
}

// Available is a connection to choose.
type Available struct {
	ID      ConnectionID
	Profile Profile
	// Kept says in one or two words what keeps the secret of a profile of the keyring,
	// which can be a file in its stead; empty for another one's.
	Kept string
	// Where says in words where the credential is kept.
	Where string
	// Fault says why it cannot be used; empty where it can, as far as is known.
	Fault string
}

// Connections are the profiles of the configuration file, the environment and the
// built-in emulator. The calls may wait, for a keyring above all, and return when
// their context ends, or soon after.
type Connections interface {
	// List reads them anew. Where the configuration file cannot be read, the others are
	// listed with the error.
	List(ctx context.Context) ([]Available, error)
	// Save keeps a profile; kept says where. from is what the form began with, nil for a
	// new profile: only what differs from it is changed. An empty secret leaves the one
	// that is kept as it is. An error with a method Field() string is about that field.
	Save(ctx context.Context, from *Profile, profile Profile, secret string) (kept string, err error)
	// Remove takes a profile away; said tells what became of its secret.
	Remove(ctx context.Context, name string) (said string, err error)
	// Connect makes a connection, which ends with lifetime; where nobody says whom to
	// act as, one without a Service, with the connector that asks.
	Connect(ctx, lifetime context.Context, id ConnectionID) (Connection, Connector, error)
	// Check tests a connection step by step and writes lines for each as it passes; the
	// error says that a step failed.
	Check(ctx context.Context, id ConnectionID, out io.Writer) error
}

// ConnectionsMsg is the answer to ListConnections.
type ConnectionsMsg struct {
	Answer
	Available []Available
	// Fault says why the configuration file cannot be read; empty where it can.
	Fault string
}

// ConnectToMsg asks the screen of connections to connect to one, as if it had been
// chosen there.
type ConnectToMsg struct{ ID ConnectionID }

// ListConnections lists what there is to connect to.
func ListConnections(s *Scope, connections Connections) tea.Cmd {
	return do(s, operation{name: "list the connections"}, func(ctx context.Context, _ Service) (ConnectionsMsg, error) {
		available, err := connections.List(ctx)
		msg := ConnectionsMsg{Available: available}
		if err != nil {
			msg.Fault = text.Sanitize(err.Error())
		}
		return msg, nil
	})
}

// SwitchTo makes one of the connections. Nothing is asked of its service: what is wrong
// on this side, such as a secret that cannot be read, is told before the connection in use
// is given up; whether the service answers, by the first screen.
func SwitchTo(s *Scope, connections Connections, id ConnectionID) tea.Cmd {
	lifetime, givenUp := s.runner.ctx, givesUp(s)
	return do(s, operation{name: "connect", identity: true}, func(ctx context.Context, _ Service) (ConnectedMsg, error) {
		connection, connector, err := connections.Connect(ctx, lifetime, id)
		return ConnectedMsg{Connection: connection, Connector: connector, givenUp: givenUp}, err
	})
}

// ProfileMsg is the answer to SaveProfile and RemoveProfile.
type ProfileMsg struct {
	Answer
	Name string
	// Said tells what was kept where, or removed.
	Said string
	// Field is the field that is wrong; empty where it is none.
	Field string
}

func (m ProfileMsg) success() screen.Notification {
	said := text.Sanitize(m.Said)
	return screen.Notification{Level: screen.LevelSuccess, Text: said, Details: []string{said}}
}

// profileOperation is a change of a profile; nothing is written to the service.
func profileOperation(name, profile string) operation {
	return operation{name: name, write: true, local: true, subject: "profile " + cmp.Or(profile, "without a name")}
}

// fieldError is an error about one field.
type fieldError interface {
	error
	Field() string
}

// SaveProfile keeps a profile and its secret, which is in no message. from is what the
// form began with, nil for a new profile.
func SaveProfile(s *Scope, connections Connections, from *Profile, profile Profile, secret string) tea.Cmd {
	return do(s, profileOperation("save the profile", profile.Name), func(ctx context.Context, _ Service) (ProfileMsg, error) {
		kept, err := connections.Save(ctx, from, profile, secret)
		msg := ProfileMsg{Name: profile.Name, Said: "profile " + profile.Name + " " + kept}
		if wrong, ok := errors.AsType[fieldError](err); ok {
			msg.Field = wrong.Field()
		}
		return msg, err
	})
}

// RemoveProfile takes a profile away, with its secret.
func RemoveProfile(s *Scope, connections Connections, name string) tea.Cmd {
	return do(s, profileOperation("remove the profile", name), func(ctx context.Context, _ Service) (ProfileMsg, error) {
		said, err := connections.Remove(ctx, name)
		return ProfileMsg{Name: name, Said: said}, err
	})
}

// CheckLineMsg is a line of a check under way.
type CheckLineMsg struct {
	screen.Ref
	Line string
}

// CheckedMsg is the answer to CheckConnection; its Problem is the step that failed.
type CheckedMsg struct{ Answer }

// CheckConnection tests a connection; each step comes as a CheckLineMsg as it passes.
func CheckConnection(s *Scope, connections Connections, id ConnectionID) tea.Cmd {
	send, ref := s.runner.send, s.Ref()
	return do(s, operation{name: "check the connection"}, func(ctx context.Context, _ Service) (CheckedMsg, error) {
		lines := &lineWriter{take: func(line string) { send(CheckLineMsg{Ref: ref, Line: text.Sanitize(line)}) }}
		return CheckedMsg{}, connections.Check(ctx, id, lines)
	})
}

// lineWriter hands on the lines that have ended.
type lineWriter struct {
	take func(line string)
	rest string
}

// Write takes a part of the text.
func (w *lineWriter) Write(part []byte) (int, error) {
	w.rest += string(part)
	for {
		line, rest, ended := strings.Cut(w.rest, "\n")
		if !ended {
			return len(part), nil
		}
		w.take(line)
		w.rest = rest
	}
}
