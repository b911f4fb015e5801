package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// tokenWarnings are what the user has been warned of concerning the present token.
type tokenWarnings struct {
	expiresOn time.Time
	problem   string
	soon, end bool
	// gone is that the user who is acted as is gone.
	gone bool
}

// watchToken waits for the token's next change.
func (a *App) watchToken() tea.Cmd {
	watch := a.runner.WatchToken()
	if watch == nil || a.await == nil {
		return watch
	}
	return a.await(watch)
}

// watchExpiry warns the user of a token that ends and is not renewed: ten minutes
// before, and at the end; and of a renewal that fails, at once. What is typed
// stays where it is.
func (a *App) watchExpiry() {
	session := a.runner.Session()
	if a.userGone(session) {
		if !a.warned.gone {
			a.warned.gone = true
			a.notifyOfToken(session, a.userGone, screen.Notification{
				Level: screen.LevelError, Text: whyLost(session) + ": switch to another with " + a.bindings.Name(keys.Identities) + " or " + a.bindings.Name(keys.Connections),
				Details: []string{text.Sanitize(session.UserID)},
			})
		}
		return
	}
	if session.TokenExpiresOn.IsZero() {
		return
	}
	if !a.warned.expiresOn.Equal(session.TokenExpiresOn) {
		a.warned = tokenWarnings{expiresOn: session.TokenExpiresOn}
	}
	left := session.TokenExpiresOn.Sub(a.now())
	ends := func(now command.Session) bool {
		return now.TokenExpiresOn.After(a.now()) && now.RenewalProblem == session.RenewalProblem
	}
	switch {
	case left <= 0 && !a.warned.end:
		a.warned.end, a.warned.soon = true, true
		a.notifyOfToken(session, func(command.Session) bool { return true }, screen.Notification{Level: screen.LevelError})
	case left > 0 && session.RenewalProblem != "" && session.RenewalProblem != a.warned.problem:
		a.warned.soon = true
		a.notifyOfToken(session, ends, screen.Notification{Level: screen.LevelError})
	case left < soonExpired && !session.Renews && !a.warned.soon:
		a.warned.soon = true
		a.notifyOfToken(session, ends, screen.Notification{Level: screen.LevelWarning})
	}
	a.warned.problem = session.RenewalProblem
}

// notifyOfToken notifies of the token in use, in words that follow the time where n has
// none. It is shown as long as that token is in use and holds says that it is so.
func (a *App) notifyOfToken(session command.Session, holds func(now command.Session) bool, n screen.Notification) {
	words := n.Text
	n.About = "token"
	n.Still = func() (string, bool) {
		now := a.runner.Session()
		same := now.ID == session.ID && now.UserID == session.UserID && now.TokenExpiresOn.Equal(session.TokenExpiresOn)
		if words == "" {
			return a.tokenEnds(now), same && holds(now)
		}
		return words, same && holds(now)
	}
	n.Text, _ = n.Still()
	a.notify(n)
}

// tokenEnds says when the token ends, and what comes then.
func (a *App) tokenEnds(session command.Session) string {
	why := "it cannot be renewed: issue a new one and start again"
	if session.Renews {
		why = "it is renewed by itself"
		if session.RenewalProblem != "" {
			why = "renewing it failed: " + text.Sanitize(session.RenewalProblem)
		}
	}
	left := session.TokenExpiresOn.Sub(a.now())
	if left <= 0 {
		return "the token has ended; " + why
	}
	return "the token ends in " + text.Life(left) + "; " + why
}

// userGone reports whether the user that is acted as was deleted, by this program or, as
// the service told when the token was to be renewed, by somebody else; or is of another
// resource.
func (a *App) userGone(session command.Session) bool {
	return session.UserLost() || a.seen.Deleted(session.UserID)
}

// whyLost says what became of the user that is acted as.
func whyLost(session command.Session) string {
	if session.UserLost() {
		return session.RenewalProblem
	}
	return command.UserGone
}
