package command

import (
	"context"
	"fmt"

	"acs-chat-tui/acs"
)

// KeyConnector connects with a connection string: it issues the tokens of the user
// that the program acts as.
type KeyConnector struct {
	target   Target
	identity *acs.IdentityClient
	keep     func(userID string) error
	where    string
}

var _ Connector = (*KeyConnector)(nil)

// NewKeyConnector makes a KeyConnector. keep keeps the chosen user for the next
// start, and where says where.
func NewKeyConnector(target Target, connectionString string, keep func(userID string) error, where string) (*KeyConnector, error) {
	identity, err := acs.NewIdentityClientFromConnectionString(connectionString, target.identityOptions())
	if err != nil {
		return nil, fmt.Errorf("reading the connection string: %w", err)
	}
	return &KeyConnector{target: target, identity: identity, keep: keep, where: where}, nil
}

// Session is what is known before a user is chosen.
func (c *KeyConnector) Session() Session { return c.target.session() }

// Close closes idle connections to the Identity API.
func (c *KeyConnector) Close() { c.identity.Close() }

// CreateUser makes a new identity in the resource.
func (c *KeyConnector) CreateUser(ctx context.Context) (string, error) {
	user, err := c.identity.CreateUser(ctx, nil)
	if err != nil {
		return "", fmt.Errorf("creating a user: %w", err)
	}
	return user.UserID, nil
}

// As connects as a user; nothing waits for the first token. lifetime is the
// program's.
func (c *KeyConnector) As(lifetime context.Context, userID string) (Connection, error) {
	connection, err := c.target.WithSource(lifetime, acs.OfOneUser(acs.NewConnectionStringTokenSource(c.identity, userID), userID))
	if err != nil {
		return Connection{}, err
	}
	connection.Session.UserID, connection.Identities = userID, c
	return connection, nil
}

// Connect issues a token first, so that a wrong id or key is told before the
// choice is kept; then it connects as that user.
func (c *KeyConnector) Connect(ctx, lifetime context.Context, userID string) (connection Connection, kept string, err error) {
	if _, err = c.identity.IssueToken(ctx, userID, []acs.TokenScope{acs.TokenScopeChat}, nil); err != nil {
		return Connection{}, "", fmt.Errorf("issuing a token: %w", err)
	}
	if connection, err = c.As(lifetime, userID); err != nil {
		return Connection{}, "", err
	}
	kept = "kept in " + c.where
	if failure := c.keep(userID); failure != nil {
		// The connection stands all the same; the next start asks again.
		kept = "the choice is not kept: " + failure.Error()
	}
	return connection, kept, nil
}
