package participants

import (
	"cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/style/text"
)

// member is a participant as the list holds it.
type member struct {
	acs.ChatParticipant
	// json is the participant as the service sent it; nil where that is not known.
	json []byte
}

// membersOf takes the participants of a page together with what the service sent for
// each.
func membersOf(msg command.ParticipantsPageMsg) pages.Page[member] {
	members := make([]member, len(msg.Page.Items))
	for i, p := range msg.Page.Items {
		members[i].ChatParticipant = p
		if i < len(msg.Raw) {
			members[i].json = msg.Raw[i]
		}
	}
	return pages.Page[member]{Items: members, NextLink: msg.Page.NextLink}
}

func rawID(p acs.ChatParticipant) string {
	if p.CommunicationIdentifier == nil {
		return ""
	}
	return p.CommunicationIdentifier.RawID()
}

// shownID is the raw id, or why there is none.
func shownID(p acs.ChatParticipant) string {
	if rawID(p) == "" {
		return "! " + cmp.Or(p.Odd.Why, "has no identifier")
	}
	return rawID(p)
}

func displayName(p acs.ChatParticipant) string {
	if p.DisplayName == nil {
		return ""
	}
	return *p.DisplayName
}

// shownName is the display name, or that there is none.
func shownName(p acs.ChatParticipant) string { return cmp.Or(displayName(p), "(no name)") }

// calledName names a participant in a sentence: by the display name, or else by the end
// of the id, the part that tells users of a resource apart.
func calledName(p acs.ChatParticipant) string {
	const most = 24
	if name := displayName(p); name != "" {
		return text.Truncate(text.Sanitize(name), most)
	}
	return text.TruncateStart(text.Sanitize(cmp.Or(rawID(p), "(no id)")), most)
}
