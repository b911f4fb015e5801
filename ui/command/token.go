package command

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// TokenStatus is what is known of the token that the program uses.
type TokenStatus struct {
	// UserID, Scopes and ExpiresOn are what the token says of itself.
	UserID    string
	Scopes    []string
	ExpiresOn time.Time
	// Problem says why the last renewal failed; empty where none did.
	Problem string
}

// TokenWatch tells when the token changes. Next blocks until the status is
// another than the one told last, or until ctx ends.
type TokenWatch interface {
	Next(ctx context.Context) (TokenStatus, error)
}

// TokenMsg says that the token, or what is known of its renewal, has changed.
type TokenMsg struct {
	TokenStatus
	link uint64
}

// tokenWatchEndedMsg says that no more is to be told of the token.
type tokenWatchEndedMsg struct{}

// WatchToken waits for the token's next change. It is asked for again after each
// TokenMsg, and ends with the use of the connection.
func (r *Runner) WatchToken() tea.Cmd {
	watch, ctx, id := r.current.Watch, r.current.watching, r.current.id
	if watch == nil {
		return nil
	}
	return func() tea.Msg {
		status, err := watch.Next(ctx)
		if err != nil {
			return tokenWatchEndedMsg{}
		}
		return TokenMsg{TokenStatus: status, link: id}
	}
}

// SetToken takes what a TokenMsg says into the session; false where it is of another
// connection than the one in use.
func (r *Runner) SetToken(msg TokenMsg) bool {
	if msg.link != r.current.id {
		return false
	}
	session := &r.current.Session
	if msg.UserID != "" {
		session.UserID = msg.UserID
	}
	if !msg.ExpiresOn.IsZero() {
		session.Scopes, session.TokenExpiresOn = msg.Scopes, msg.ExpiresOn
	}
	session.RenewalProblem = msg.Problem
	return true
}
