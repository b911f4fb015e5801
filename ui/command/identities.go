package command

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// Identities manages the users of a resource whose connection string is known.
type Identities interface {
	Connector
	// Act connects as a user and keeps no choice. The connection ends with lifetime,
	// the call with ctx.
	Act(ctx, lifetime context.Context, rawID string) (Connection, error)
	// IssueToken issues a token of a user; minutes nil leaves its life to the service.
	IssueToken(ctx context.Context, rawID string, scopes []acs.TokenScope, minutes *int32) (acs.IssueTokenResponse, error)
	// PreviewIssueToken is the request that IssueToken would send; nothing is sent.
	PreviewIssueToken(ctx context.Context, rawID string, scopes []acs.TokenScope, minutes *int32) (acs.RequestPreview, error)
	// RevokeTokens ends all tokens of a user.
	RevokeTokens(ctx context.Context, rawID string) error
	// DeleteUser deletes a user.
	DeleteUser(ctx context.Context, rawID string) error
}

var _ Identities = (*KeyConnector)(nil)

// Act issues a token first, so that a wrong id is told before anything is given up.
func (c *KeyConnector) Act(ctx, lifetime context.Context, rawID string) (Connection, error) {
	if _, err := c.IssueToken(ctx, rawID, []acs.TokenScope{acs.TokenScopeChat}, nil); err != nil {
		return Connection{}, err
	}
	return c.As(lifetime, rawID)
}

// IssueToken issues a token of a user.
func (c *KeyConnector) IssueToken(ctx context.Context, rawID string, scopes []acs.TokenScope, minutes *int32) (acs.IssueTokenResponse, error) {
	issued, err := c.identity.IssueToken(ctx, rawID, scopes, &acs.IssueTokenOptions{ExpiresInMinutes: minutes})
	if err != nil {
		return acs.IssueTokenResponse{}, fmt.Errorf("issuing a token: %w", err)
	}
	return issued, nil
}

// PreviewIssueToken is the request of IssueToken.
func (c *KeyConnector) PreviewIssueToken(ctx context.Context, rawID string, scopes []acs.TokenScope, minutes *int32) (acs.RequestPreview, error) {
	preview, err := c.identity.Preview(func(identity *acs.IdentityClient) error {
		_, err := identity.IssueToken(ctx, rawID, scopes, &acs.IssueTokenOptions{ExpiresInMinutes: minutes})
		return err //nolint:wrapcheck // wrapped below
	})
	if err != nil {
		return acs.RequestPreview{}, fmt.Errorf("making the request: %w", err)
	}
	return preview, nil
}

// RevokeTokens ends all tokens of a user.
func (c *KeyConnector) RevokeTokens(ctx context.Context, rawID string) error {
	if _, err := c.identity.RevokeTokens(ctx, rawID, nil); err != nil {
		return fmt.Errorf("revoking the tokens: %w", err)
	}
	return nil
}

// DeleteUser deletes a user.
func (c *KeyConnector) DeleteUser(ctx context.Context, rawID string) error {
	if _, err := c.identity.DeleteUser(ctx, rawID, nil); err != nil {
		return fmt.Errorf("deleting the user: %w", err)
	}
	return nil
}

// IssueRefusal says why users can be neither made nor changed, nor tokens be handed
// out, or nothing.
func (s *Scope) IssueRefusal() string {
	if refusal := s.ActRefusal(); refusal != "" {
		return refusal
	}
	return s.Session().WriteRefusal()
}

// ActRefusal says why nobody else can be acted as, or nothing.
func (s *Scope) ActRefusal() string {
	if s.runner.current.Identities == nil {
		return "needs the resource's connection string; this connection has only a user's token"
	}
	return ""
}

// NewUser makes a new identity with the connection in use; see IssueRefusal.
func NewUser(s *Scope) tea.Cmd { return CreateUser(s, s.runner.current.Identities) }

// ActAs acts as another user from now on, and keeps no choice.
func ActAs(s *Scope, rawID string) tea.Cmd {
	lifetime, identities, givenUp := s.runner.ctx, s.runner.current.Identities, givesUp(s)
	return do(s, operation{name: "act as the user", identity: true}, func(ctx context.Context, _ Service) (ConnectedMsg, error) {
		connection, err := identities.Act(ctx, lifetime, rawID)
		return ConnectedMsg{Connection: connection, Kept: keptForSession, As: rawID, givenUp: givenUp}, err
	})
}

// TokenIssuedMsg is the answer to IssueToken. However it is printed or logged, the
// token does not show.
type TokenIssuedMsg struct {
	Answer
	RawID  string
	Scopes []acs.TokenScope
	Token  acs.AccessToken
	// Differences are how the token differs from what was asked for.
	Differences []string
}

func (m TokenIssuedMsg) success() screen.Notification {
	return screen.Notification{
		Level: screen.LevelWarning, Text: "a token of " + text.Sanitize(m.RawID) + " was issued, and is gone with the form that asked for it",
	}
}

// userOperation is a write of the Identity API, which changes nothing that another screen
// shows.
func userOperation(op operation, unknown, retry string) operation {
	op.write, op.local, op.identity = true, true, true
	op.doubt = doubt{"It is not known whether " + unknown, retry}
	return op
}

// IssueToken issues a token of a user; minutes 0 leaves its life to the service.
func IssueToken(s *Scope, rawID string, scopes []acs.TokenScope, minutes int32) tea.Cmd {
	identities := s.runner.current.Identities
	op := userOperation(operation{name: "issue a token", doing: "issuing a token of " + text.Sanitize(rawID)},
		"a token was issued", "Try again. A token that nobody got ends by itself, or when the tokens of its user are revoked.")
	return do(s, op, func(ctx context.Context, _ Service) (TokenIssuedMsg, error) {
		issued, err := identities.IssueToken(ctx, rawID, scopes, lifeOf(minutes))
		return TokenIssuedMsg{
			RawID: rawID, Scopes: granted(issued.AccessToken, scopes), Token: issued.AccessToken, Differences: issued.Differences,
		}, err
	})
}

// granted are the scopes that a token names, or, where it does not say, those that were
// asked for.
func granted(token acs.AccessToken, asked []acs.TokenScope) []acs.TokenScope {
	claims, err := acs.ParseToken(token.Token())
	if err != nil || len(claims.Scopes) == 0 {
		return asked
	}
	scopes := make([]acs.TokenScope, len(claims.Scopes))
	for i, scope := range claims.Scopes {
		scopes[i] = acs.TokenScope(scope)
	}
	return scopes
}

// PreviewIssue is the request that IssueToken would send, line by line, the signature left
// out. Nothing is sent.
func PreviewIssue(s *Scope, rawID string, scopes []acs.TokenScope, minutes int32) []string {
	return previewLines(s.runner.current.Identities.PreviewIssueToken(s.ctx, rawID, scopes, lifeOf(minutes)))
}

// lifeOf is a token's life in minutes; nil leaves it to the service.
func lifeOf(minutes int32) *int32 {
	if minutes == 0 {
		return nil
	}
	return &minutes
}

// TokensRevokedMsg is the answer to RevokeTokens.
type TokensRevokedMsg struct {
	Answer
	RawID string
	// Endpoint is the resource's.
	Endpoint string
}

func (m TokensRevokedMsg) success() screen.Notification {
	who := text.Sanitize(m.RawID)
	return screen.Notification{
		Level: screen.LevelSuccess, Text: "tokens revoked; the service may take 15 minutes · " + who, Details: []string{who},
	}
}

// RevokeTokens ends all tokens of a user.
func RevokeTokens(s *Scope, rawID string) tea.Cmd {
	identities, endpoint := s.runner.current.Identities, s.Session().Endpoint
	op := userOperation(operation{
		name: "revoke the tokens", doing: "revoking the tokens of " + text.Sanitize(rawID), subject: "revoke " + rawID, when: screen.Always,
	}, "the tokens were revoked", "Revoke them again: it does no harm where they are.")
	return do(s, op, func(ctx context.Context, _ Service) (TokensRevokedMsg, error) {
		return TokensRevokedMsg{RawID: rawID, Endpoint: endpoint}, identities.RevokeTokens(ctx, rawID)
	})
}

// UserDeletedMsg is the answer to DeleteUser.
type UserDeletedMsg struct {
	Answer
	RawID string
	// Endpoint is the resource's.
	Endpoint string
	// Earlier says that an earlier request had done it, whose outcome was not known.
	Earlier bool
}

func (m UserDeletedMsg) success() screen.Notification {
	who := text.Sanitize(m.RawID)
	done := "user deleted: "
	if m.Earlier {
		done = "the user is gone, an earlier request did it: "
	}
	return screen.Notification{Level: screen.LevelSuccess, Text: done + who, Details: []string{who}}
}

// DeleteUser deletes a user. Where an earlier request may have done it already, that
// there is no such user is no failure.
func DeleteUser(s *Scope, rawID string, maybeDeleted bool) tea.Cmd {
	identities, endpoint := s.runner.current.Identities, s.Session().Endpoint
	op := userOperation(operation{
		name: "delete the user", doing: "deleting the user " + text.Sanitize(rawID), subject: "delete " + rawID, when: screen.Always,
	}, "the user was deleted", "Delete it again: where it is gone already, that is told.")
	return do(s, op, func(ctx context.Context, _ Service) (UserDeletedMsg, error) {
		gone, err := goneAlready(maybeDeleted, identities.DeleteUser(ctx, rawID))
		return UserDeletedMsg{RawID: rawID, Endpoint: endpoint, Earlier: gone}, err
	})
}
