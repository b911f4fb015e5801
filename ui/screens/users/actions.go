package users

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

const workingAct = "issuing a token to act as the user…"

// stillWorking says why nothing else can be done meanwhile.
const stillWorking = "the last request is still under way"

// allowed tells why something cannot be done; true where it can.
func (m *Model) allowed(refusal string) bool {
	if refusal != "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
	}
	return refusal == ""
}

// exists tells that a user was deleted; true where he was not, as far as is known.
func (m *Model) exists(user identities.Identity) bool {
	if user.Deleted.IsZero() {
		return true
	}
	return m.allowed("this user was deleted: it can neither act nor have tokens")
}

func (m *Model) create() tea.Cmd {
	if !m.allowed(m.scope.IssueRefusal()) {
		return nil
	}
	m.host.Ask(screen.Question{
		Title: "Create a user?",
		Body:  "This writes to the resource " + text.Sanitize(m.scope.Session().Host) + ": a new identity, which stays until it is deleted. Note its id: the service has no list of users.",
		Yes:   "create", No: "do not",
		OnYes: func() tea.Cmd {
			m.working = "creating a user…"
			return command.NewUser(m.scope)
		},
	})
	return nil
}

// askID makes a user known by his id.
func (m *Model) askID() {
	m.host.Prompt(screen.Prompt{
		Title: "Add a user by his id", Body: "The Identity API has no list of users, so that this session knows only those it has met. Nothing is asked of the service.",
		Placeholder: "8:acs:<resource>_<user>",
		Note:        func(typed string) string { return identities.Understood(acs.UnderstandRawID(typed)) },
		Check: func(typed string) string {
			id := acs.UnderstandRawID(typed)
			if id.Fault != acs.IDFaultNone {
				return "This holds " + id.Problem + "."
			}
			rawID := id.ID
			if err := acs.ValidateRawID(rawID); err != nil {
				return text.Sanitize(err.Error())
			}
			if acs.ParseRawID(rawID).Kind() != acs.CommunicationIdentifierKindCommunicationUser {
				return "Only the id of a Communication Services user: it begins with 8:acs:."
			}
			return ""
		},
		OnSubmit: func(typed string) tea.Cmd {
			rawID := acs.UnderstandRawID(typed).ID
			m.seen.Remember(rawID)
			m.show(rawID)
			return nil
		},
	})
}

func (m *Model) act(user identities.Identity) tea.Cmd {
	if !m.allowed(m.scope.ActRefusal()) || !m.exists(user) {
		return nil
	}
	return command.Leaving(m.scope, m.host, func() tea.Cmd {
		m.working = workingAct
		m.scope.Renew()
		return command.ActAs(m.scope, user.RawID)
	})
}

func (m *Model) issue(user identities.Identity) {
	if m.allowed(m.scope.IssueRefusal()) && m.exists(user) {
		m.host.Open(screen.ToIssue{RawID: user.RawID})
	}
}

// lost says so where a user was deleted while a question about it was open.
func (m *Model) lost(user identities.Identity) bool {
	m.refresh()
	for _, now := range m.seen.Users() {
		if now.RawID == user.RawID && !now.Deleted.IsZero() {
			m.host.Notify(screen.Notification{Level: screen.LevelWarning, Text: "nothing was sent: this user was deleted meanwhile", Details: []string{user.RawID}})
			return true
		}
	}
	return false
}

// calledWidth is how much of a user's name or id stands in the title of a question.
const calledWidth = 24

// called is what a user is called in a sentence: a name where only one is known, which the
// end of the id goes with, as names are not unique.
func called(user identities.Identity) string {
	const end = 8
	id := text.TruncateMiddle(text.Sanitize(user.RawID), calledWidth/2)
	if len(user.Names) != 1 {
		return id
	}
	if tail := []rune(user.RawID); len(tail) > end {
		id = "…" + text.Sanitize(string(tail[len(tail)-end:]))
	}
	return text.Truncate(text.Sanitize(user.Names[0]), calledWidth-end) + " (" + id + ")"
}

func (m *Model) askRevoke(user identities.Identity) {
	if !m.allowed(m.scope.IssueRefusal()) || !m.exists(user) {
		return
	}
	body := "All tokens of " + text.Sanitize(user.RawID) + " end, whoever has them: its clients are signed out until they get new ones. The service may take up to 15 minutes."
	if user.RawID == m.scope.Session().UserID {
		body += "\nYou act as this user: the program gets itself a new token."
	}
	m.host.Ask(screen.Question{
		Title: "Revoke the tokens of " + called(user) + "?", Body: body, Yes: "revoke", No: "keep",
		OnYes: func() tea.Cmd {
			if m.lost(user) {
				return nil
			}
			m.working = "revoking the tokens…"
			return command.RevokeTokens(m.scope, user.RawID)
		},
	})
}

func (m *Model) askDelete(user identities.Identity) {
	if !m.allowed(m.scope.IssueRefusal()) || !m.exists(user) {
		return
	}
	body := "The identity " + text.Sanitize(user.RawID) + " is deleted, with its tokens. It cannot be undone, and its id cannot be used again. Its threads and messages stay."
	if user.RawID == m.scope.Session().UserID {
		body += "\nYou act as this user: nothing more can be done with this connection then, but to switch."
	}
	m.host.Ask(screen.Question{
		Title: "Delete the user " + called(user) + "?", Body: body, Yes: "delete", No: "keep",
		OnYes: func() tea.Cmd {
			if m.lost(user) {
				return nil
			}
			m.working = "deleting the user… the service may take some seconds"
			return command.DeleteUser(m.scope, user.RawID, user.MaybeDeleted)
		},
	})
}
