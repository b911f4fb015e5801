package command

import (
	"cmp"
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/budget"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// Removal is somebody to remove from a thread.
type Removal struct {
	ThreadID string
	// Topic names the thread; empty where it is not known.
	Topic       string
	Participant acs.ChatParticipant
	// OfMany says that it is one removal of many: it waits until it stays under the
	// service's limits, and its screen tells of the whole.
	OfMany bool
}

// RawID is the participant's raw id.
func (r Removal) RawID() string {
	if r.Participant.CommunicationIdentifier == nil {
		return ""
	}
	return r.Participant.CommunicationIdentifier.RawID()
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
	// the user who removed himself was refused as no member.
	Concluded bool
}

var _ WriteResult = ParticipantRemovedMsg{}

// removal is the operation; see RemoveParticipant.
func removal(threadID string) operation {
	return operation{
		name: "remove the participant", id: "RemoveChatParticipant", threadID: threadID,
		write: true, thread: true, scopes: []string{"chat", "chat.join"}, doubt: &doubt{
			"It is not known whether the participant was removed",
			"Look at the thread's participants, or remove them again: it does no harm where they are gone.",
		},
	}
}

// RemoveParticipant ends somebody's membership of a thread. It runs in the program's
// scope.
func RemoveParticipant(s *Scope, r Removal) tea.Cmd {
	op := removal(r.ThreadID)
	op.paced, op.asks = r.OfMany, r.OfMany
	return start(s, op, func(ctx context.Context, service Service) (ParticipantRemovedMsg, error) {
		response, err := service.RemoveChatParticipant(ctx, r.ThreadID, r.Participant.CommunicationIdentifier, nil)
		return ParticipantRemovedMsg{Removal: r, Concluded: response.ConcludedFromRefusal}, err
	})
}

// RemovalsEnd is the earliest time at which the last of n more removals of participants
// of a thread may begin under the service's published limits.
func RemovalsEnd(s *Scope, threadID string, n int) time.Time {
	call := budget.Call{Operation: removal(threadID).id, UserID: s.Session().UserID, ThreadID: threadID}
	return s.runner.budget.Forecast(call, n, s.runner.now())
}

// When says that a single removal is always told, and one of many only where its
// screen is gone.
func (m ParticipantRemovedMsg) When() screen.When {
	if m.OfMany {
		return screen.WhenGone
	}
	return screen.Always
}

// Notification tells of the result.
func (m ParticipantRemovedMsg) Notification() screen.Notification {
	name := ""
	if m.Participant.DisplayName != nil {
		name = *m.Participant.DisplayName
	}
	who := text.Sanitize(cmp.Or(name, m.RawID()))
	where := text.Sanitize(cmp.Or(m.Topic, m.ThreadID))
	n := screen.Notification{Details: []string{text.Sanitize(m.RawID()), "in “" + where + "”"}}
	switch {
	case m.OutcomeUnknown:
		n.Level, n.Text = screen.LevelError, "whether "+who+" was removed is not known: "+m.Problem.Why
	case m.Problem != nil:
		n.Level, n.Text = screen.LevelError, who+" not removed: "+m.Problem.Why
	case m.Concluded:
		n.Level, n.Text = screen.LevelWarning, "you are no member of “"+where+"” any more: an answer was lost, and then the service refused you as none"
	default:
		n.Level, n.Text = screen.LevelSuccess, who+" removed from “"+where+"”"
	}
	if m.Problem != nil {
		n.Details = append(n.Details, m.Problem.Lines()...)
	}
	return n
}
