package command

import (
	"cmp"
	"fmt"
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
)

// subject names what a notice tells of, where a newer one about the same makes it old news;
// empty where none does, as for two messages that say the same.
func subject(notice screen.Notice) string {
	switch m := notice.(type) {
	case ThreadCreatedMsg:
		return unlessInDoubt(m.Answer, "create "+m.Asked.Topic)
	case ThreadUpdatedMsg:
		return "update " + m.ThreadID
	case ThreadDeletedMsg:
		return "delete " + m.ThreadID
	case ParticipantsAddedMsg:
		return "add " + m.ThreadID + " " + strings.Join(rawIDs(m.Asked), " ")
	case ParticipantRemovedMsg:
		return "remove " + m.ThreadID + " " + m.RawID()
	case MessageUpdatedMsg:
		return "message " + m.Asked.ThreadID + " " + m.Asked.MessageID
	case MessageDeletedMsg:
		return "message " + m.Asked.ThreadID + " " + m.Asked.MessageID
	case UserCreatedMsg:
		return unlessInDoubt(m.Answer, "create a user")
	case TokensRevokedMsg:
		return "revoke " + m.RawID
	case UserDeletedMsg:
		return "delete " + m.RawID
	case FaultsMsg:
		return "faults"
	case ProfileMsg:
		return "profile " + cmp.Or(m.Name, "without a name")
	case screen.WorkEndedMsg:
		return fmt.Sprintf("work of screen %d", m.Screen)
	}
	return ""
}

// unlessInDoubt is a subject where it is known what came of a write: what may have been
// made stays in doubt, whatever is made after it.
func unlessInDoubt(answer Answer, subject string) string {
	if answer.OutcomeUnknown {
		return ""
	}
	return subject
}

func rawIDs(participants []acs.ChatParticipant) []string {
	ids := make([]string, 0, len(participants))
	for _, p := range participants {
		ids = append(ids, p.CommunicationIdentifier.RawID())
	}
	return ids
}
