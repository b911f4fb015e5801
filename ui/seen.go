package ui

import (
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/identities"
)

// noteUser keeps what was done to a user of a resource, which may be another one than
// that in use now.
func (a *App) noteUser(result command.Result) {
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

// rememberMember keeps what a thread's list calls a participant.
func (a *App) rememberMember(threadID string, p acs.ChatParticipant) {
	if p.CommunicationIdentifier == nil {
		return
	}
	name := ""
	if p.DisplayName != nil {
		name = *p.DisplayName
	}
	a.seen.RememberMember(threadID, p.CommunicationIdentifier.RawID(), name)
}

// rememberNames keeps the names in a thread's message, as far as they are not known: those
// of members, of which an old message may have an old one, and the sender's own.
func (a *App) rememberNames(threadID string, m acs.ChatMessage) {
	for _, p := range m.Content.Participants {
		if p.CommunicationIdentifier != nil && p.DisplayName != nil {
			a.seen.Suggest(threadID, p.CommunicationIdentifier.RawID(), *p.DisplayName)
		}
	}
	if m.Sender != nil && m.SenderDisplayName != nil {
		a.seen.Suggest(threadID, m.Sender.RawID(), *m.SenderDisplayName)
	}
}
