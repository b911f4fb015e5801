package messages

import (
	"cmp"
	"fmt"
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/style/text"
)

// shortID is how much of an id stands for a name: its end tells users apart.
const shortID = 14

// name is what somebody is called: by the message itself, else as the thread
// calls him, else the end of his id.
func (m *Model) name(who acs.CommunicationIdentifier, called *string) string {
	if called != nil && *called != "" {
		return *called
	}
	if who == nil {
		return "somebody whom the service does not name"
	}
	id := who.RawID()
	return cmp.Or(m.seen.NameIn(m.to.ThreadID, id), text.TruncateStart(text.Sanitize(id), shortID), "(no id)")
}

// named is name with a sign where it is the user himself.
func (m *Model) named(who acs.CommunicationIdentifier, called *string) string {
	name := m.name(who, called)
	if who != nil && m.isMe(who) {
		name += " (you)"
	}
	return name
}

// words puts a message of the service into words.
func (m *Model) words(e entry) string {
	initiator := m.named(e.Content.Initiator, nil)
	people := e.Content.Participants
	switch e.Type {
	case acs.ChatMessageTypeTopicUpdated:
		if e.Content.Topic == nil {
			return initiator + " changed the topic; the service does not say to what"
		}
		if first := e.SequenceID == "1" || e.SequenceID == "2"; first {
			return fmt.Sprintf("%s named the thread “%s”", initiator, *e.Content.Topic)
		}
		return fmt.Sprintf("%s renamed the thread to “%s”", initiator, *e.Content.Topic)
	case acs.ChatMessageTypeParticipantAdded:
		return m.added(e.Content.Initiator, initiator, people)
	case acs.ChatMessageTypeParticipantRemoved:
		if len(people) == 1 && isSame(people[0].CommunicationIdentifier, e.Content.Initiator) {
			return m.named(people[0].CommunicationIdentifier, people[0].DisplayName) + " left"
		}
		return initiator + " removed " + m.list(people)
	case acs.ChatMessageTypeText, acs.ChatMessageTypeHTML:
	}
	return ""
}

// added says who was added. Who makes a thread is added with the others.
func (m *Model) added(who acs.CommunicationIdentifier, initiator string, people []acs.ChatParticipant) string {
	others := make([]acs.ChatParticipant, 0, len(people))
	joined := false
	for _, p := range people {
		if isSame(p.CommunicationIdentifier, who) {
			initiator, joined = m.named(who, p.DisplayName), true
			continue
		}
		others = append(others, p)
	}
	switch {
	case joined && len(others) == 0:
		return initiator + " joined"
	case joined:
		return initiator + " joined and added " + m.list(others)
	}
	return initiator + " added " + m.list(others)
}

func isSame(a, b acs.CommunicationIdentifier) bool {
	return a != nil && b != nil && sameID(a.RawID(), b.RawID())
}

// namedOfMany is how many of many are named.
const namedOfMany = 2

// list names people, of more than three the first two.
func (m *Model) list(people []acs.ChatParticipant) string {
	if len(people) == 0 {
		return "nobody"
	}
	names := make([]string, 0, len(people))
	for _, p := range people {
		names = append(names, m.named(p.CommunicationIdentifier, p.DisplayName))
	}
	return enumerate(names)
}

// enumerate joins names, of more than three the first two.
func enumerate(names []string) string {
	last := len(names) - 1
	switch {
	case last < 1:
		return strings.Join(names, "")
	case last > namedOfMany:
		return fmt.Sprintf("%s and %d others", strings.Join(names[:namedOfMany], ", "), len(names)-namedOfMany)
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
