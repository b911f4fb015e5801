package command

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/budget"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// ParticipantsAddedMsg is the answer to AddParticipants.
type ParticipantsAddedMsg struct {
	Answer
	ThreadID string
	Topic    string
	Asked    []acs.ChatParticipant
	Refused  []acs.CommunicationError
}

// AddParticipants adds participants to a thread.
func AddParticipants(s *Scope, threadID, topic string, participants []acs.ChatParticipant) tea.Cmd {
	subject := []string{"add", threadID}
	for _, p := range participants {
		subject = append(subject, p.CommunicationIdentifier.RawID())
	}
	op := operation{
		name: "add the participants", id: acs.OperationAddChatParticipants, threadID: threadID, paced: true, write: true,
		doubt: doubt{
			"It is not known whether the participants were added",
			"Look at the thread's participants, or add them again: whoever is a member stays as they are.",
		},
		subject: strings.Join(subject, " "), doing: fmt.Sprintf("adding %s to %s", countOf(len(participants), "participant"), inThread(topic, threadID)),
	}
	return do(s, op, func(ctx context.Context, service Service) (ParticipantsAddedMsg, error) {
		response, err := service.AddChatParticipants(ctx, threadID, participants, nil)
		return ParticipantsAddedMsg{ThreadID: threadID, Topic: topic, Asked: participants, Refused: response.InvalidParticipants}, err
	})
}

func (m ParticipantsAddedMsg) success() screen.Notification {
	refused := map[string]bool{}
	for _, r := range m.Refused {
		refused[strings.ToLower(r.Target)] = true
	}
	matched := 0
	for _, p := range m.Asked {
		if refused[strings.ToLower(p.CommunicationIdentifier.RawID())] {
			matched++
		}
	}
	accepted := countOf(len(m.Asked)-matched, "participant")
	if matched < len(m.Refused) {
		// A refusal that names nobody who was asked for leaves the others in doubt.
		accepted = "at most " + accepted
	}
	n := screen.Notification{Level: screen.LevelSuccess, Text: accepted + " accepted for " + inThread(m.Topic, m.ThreadID)}
	return withRefusals(n, m.Refused)
}

// countOf is a number with its noun.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Removal is somebody to remove from a thread.
type Removal struct {
	ThreadID string
	// Topic names the thread; empty where it is not known.
	Topic       string
	Participant acs.ChatParticipant
	// Batched says that it is one removal of many: it waits until it stays under the
	// service's limits, and its screen reports the whole.
	Batched bool
}

// RawID is the participant's raw id.
func (r Removal) RawID() string {
	if r.Participant.CommunicationIdentifier == nil {
		return ""
	}
	return r.Participant.CommunicationIdentifier.RawID()
}

// name is the participant in a sentence.
func (r Removal) name() string {
	name := ""
	if r.Participant.DisplayName != nil {
		name = *r.Participant.DisplayName
	}
	return text.Sanitize(cmp.Or(name, r.RawID()))
}

// details identify the participant and the thread.
func (r Removal) details() []string {
	return []string{text.Sanitize(r.RawID()), "in " + inThread(r.Topic, r.ThreadID)}
}

// ToRemove opens the screen that removes participants, one after the other. It begins
// at once: it is opened when the user has agreed.
type ToRemove struct {
	ThreadID, Topic string
	Participants    []acs.ChatParticipant
}

// ParticipantRemovedMsg is the answer to RemoveParticipant.
type ParticipantRemovedMsg struct {
	Answer
	Removal
	// Concluded says that the service did not confirm it: an answer was lost, and then
	// the user who was to remove themselves was refused as no member.
	Concluded bool
}

// RemoveParticipant ends somebody's membership of a thread.
func RemoveParticipant(s *Scope, r Removal) tea.Cmd {
	op := operation{
		name: "remove the participant", id: acs.OperationRemoveChatParticipant, threadID: r.ThreadID, batched: r.Batched, write: true,
		doubt: doubt{
			"It is not known whether the participant was removed",
			"Look at the thread's participants, or remove them again: it does no harm where they are gone.",
		},
		subject: "remove " + r.ThreadID + " " + r.RawID(), when: screen.Always, details: r.details(),
		failed: func(outcomeUnknown bool) string {
			if outcomeUnknown {
				return "whether " + r.name() + " was removed is not known"
			}
			return r.name() + " not removed"
		},
	}
	if r.Batched {
		op.when = screen.WhenGone
	}
	return do(s, op, func(ctx context.Context, service Service) (ParticipantRemovedMsg, error) {
		response, err := service.RemoveChatParticipant(ctx, r.ThreadID, r.Participant.CommunicationIdentifier, nil)
		return ParticipantRemovedMsg{Removal: r, Concluded: response.ConcludedFromRefusal}, err
	})
}

func (m ParticipantRemovedMsg) success() screen.Notification {
	where := inThread(m.Topic, m.ThreadID)
	n := screen.Notification{Level: screen.LevelSuccess, Text: m.name() + " removed from " + where, Details: m.details()}
	if m.Concluded {
		n.Level = screen.LevelWarning
		n.Text = "you are no member of " + where + " any more: an answer was lost, and then the service refused you as none"
	}
	return n
}

// RemovalsEnd is the earliest time at which the last of n more removals of participants
// of a thread may begin under the service's published limits.
func RemovalsEnd(s *Scope, threadID string, n int) time.Time {
	call := budget.Call{Operation: acs.OperationRemoveChatParticipant, UserID: s.Session().UserID, ThreadID: threadID}
	return s.runner.budget.Forecast(call, n, s.runner.now())
}
