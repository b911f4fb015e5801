package ui

import (
	"time"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
)

// toldOfToken is what the user has been told of the present token's end.
type toldOfToken struct {
	expiresOn time.Time
	problem   string
	soon, end bool
	// gone says that the user was told that the one he acts as is gone.
	gone bool
}

// watchExpiry tells the user of a token that ends and is not renewed: ten minutes
// before, and at the end; and of a renewal that fails, at once. What is typed
// stays where it is.
func (a *App) watchExpiry() {
	session := a.runner.Session()
	if a.userGone(session) {
		if !a.told.gone {
			a.told.gone = true
			a.notify(screen.Notification{
				Level: screen.LevelError, Text: whyLost(session) + ": switch to another with " + a.bindings.Name(keys.Identities) + " or " + a.bindings.Name(keys.Connections),
				Details: []string{text.Sanitize(session.UserID)},
			})
		}
		return
	}
	if session.TokenExpiresOn.IsZero() {
		return
	}
	if !a.told.expiresOn.Equal(session.TokenExpiresOn) {
		a.told = toldOfToken{expiresOn: session.TokenExpiresOn}
	}
	left := session.TokenExpiresOn.Sub(a.now())
	why := "it cannot be renewed: issue a new one and start again"
	if session.Renews {
		why = "it is renewed by itself"
		if session.RenewalProblem != "" {
			why = "renewing it failed: " + text.Sanitize(session.RenewalProblem)
		}
	}
	switch {
	case left <= 0 && !a.told.end:
		a.told.end, a.told.soon = true, true
		a.notify(screen.Notification{Level: screen.LevelError, Text: "the token has ended; " + why})
	case left > 0 && session.RenewalProblem != "" && session.RenewalProblem != a.told.problem:
		a.told.soon = true
		a.notify(screen.Notification{Level: screen.LevelError, Text: "the token ends in " + text.Life(left) + "; " + why})
	case left < soonExpired && !session.Renews && !a.told.soon:
		a.told.soon = true
		a.notify(screen.Notification{Level: screen.LevelWarning, Text: "the token ends in " + text.Life(left) + "; " + why})
	}
	a.told.problem = session.RenewalProblem
}

// userGone says whether the user that is acted as was deleted, by this program or, as
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
