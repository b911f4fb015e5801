package command

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// ThreadMsg is the answer to GetThread; the Answer's JSON is the thread as the
// service sent it.
type ThreadMsg struct {
	Answer
	Thread acs.ChatThreadProperties
}

// GetThread asks for a thread's properties.
func GetThread(s *Scope, threadID string) tea.Cmd {
	op := operation{name: "get the thread", id: acs.OperationGetChatThreadProperties, threadID: threadID}
	return do(s, op, func(ctx context.Context, service Service) (ThreadMsg, error) {
		response, err := service.GetChatThreadProperties(ctx, threadID, nil)
		return ThreadMsg{Thread: response.ChatThreadProperties}, err
	})
}

// NewThread is what CreateThread asks for. The values are the service's own.
type NewThread struct {
	Topic           string
	Participants    []acs.ChatParticipant
	Metadata        map[string]string
	RetentionPolicy *acs.ChatRetentionPolicy
	// RepeatabilityRequestID makes the request repeatable; see
	// acs.CreateChatThreadOptions.
	RepeatabilityRequestID string
	// FirstAttempt is when the first request with that id was made.
	FirstAttempt time.Time
}

func (n NewThread) options() *acs.CreateChatThreadOptions {
	return &acs.CreateChatThreadOptions{
		Participants: n.Participants, Metadata: n.Metadata,
		RetentionPolicy: n.RetentionPolicy, RepeatabilityRequestID: n.RepeatabilityRequestID, FirstAttempt: n.FirstAttempt,
	}
}

// ThreadCreatedMsg is the answer to CreateThread.
type ThreadCreatedMsg struct {
	Answer
	Asked   NewThread
	Created acs.CreateChatThreadResponse
}

// CreateThread creates a thread.
func CreateThread(s *Scope, thread NewThread) tea.Cmd {
	op := operation{
		name: "create the thread", id: acs.OperationCreateChatThread, write: true, creates: true,
		doubt:   doubt{"It is not known whether the thread was created", "Look in the list of threads before you create it again."},
		subject: "create " + thread.Topic, doing: "creating thread " + quoted(thread.Topic),
	}
	return do(s, op, func(ctx context.Context, service Service) (ThreadCreatedMsg, error) {
		response, err := service.CreateChatThread(ctx, thread.Topic, thread.options())
		return ThreadCreatedMsg{Asked: thread, Created: response}, err
	})
}

func (m ThreadCreatedMsg) success() screen.Notification {
	n := screen.Notification{
		Level: screen.LevelSuccess, Text: "thread " + quoted(m.Created.ChatThread.Topic) + " created",
		Details: []string{"id " + text.Sanitize(m.Created.ChatThread.ID)},
	}
	if unread := m.Created.UnreadRefusals; unread != "" {
		n.Level = screen.LevelWarning
		n.Text += ", who was refused can't be read"
		n.Details = append(n.Details, "invalidParticipants as it came: "+excerpt(unread))
	}
	if len(m.Created.Differences) > 0 {
		n.Level = screen.LevelWarning
		n.Text += ", not as you asked for it"
		for _, difference := range m.Created.Differences {
			n.Details = append(n.Details, text.Sanitize(difference))
		}
	}
	return withRefusals(n, m.Created.InvalidParticipants)
}

// ThreadUpdatedMsg is the answer to UpdateThread.
type ThreadUpdatedMsg struct {
	Answer
	ThreadID string
	Topic    string
	Changes  acs.UpdateChatThreadPropertiesOptions
}

// UpdateThread changes a thread's properties: those that changes names. topic is the
// thread's topic before.
func UpdateThread(s *Scope, threadID, topic string, changes acs.UpdateChatThreadPropertiesOptions) tea.Cmd {
	op := operation{
		name: "update the thread", id: acs.OperationUpdateChatThreadProperties, threadID: threadID, write: true,
		doubt: doubt{
			"It is not known whether the thread was changed",
			"Look at the thread's properties, or change it again: it then says the same.",
		},
		subject: updateSubject(threadID), doing: "updating " + inThread(topic, threadID),
	}
	return do(s, op, func(ctx context.Context, service Service) (ThreadUpdatedMsg, error) {
		_, err := service.UpdateChatThreadProperties(ctx, threadID, &changes)
		return ThreadUpdatedMsg{ThreadID: threadID, Topic: topic, Changes: changes}, err
	})
}

func updateSubject(threadID string) string { return "update " + threadID }

func (m ThreadUpdatedMsg) success() screen.Notification {
	return ThreadUpdated(m.ThreadID, m.Topic, m.Changes)
}

// ThreadUpdated is the notification of an update that was carried out, whatever has shown
// that it was.
func ThreadUpdated(threadID, topic string, changes acs.UpdateChatThreadPropertiesOptions) screen.Notification {
	return screen.Notification{
		Level: screen.LevelSuccess, Text: inThread(topic, threadID) + " updated: " + ChangesText(changes), About: updateSubject(threadID),
	}
}

// ChangesText says what an update changes, on one line.
func ChangesText(changes acs.UpdateChatThreadPropertiesOptions) string {
	var parts []string
	if changes.Topic != nil {
		parts = append(parts, "topic")
	}
	for _, name := range slices.Sorted(maps.Keys(changes.Metadata)) {
		part := "metadata " + text.Sanitize(name)
		if changes.Metadata[name] == nil {
			part += " removed"
		}
		parts = append(parts, part)
	}
	if changes.RetentionPolicy != nil {
		parts = append(parts, "retention")
	}
	return strings.Join(parts, ", ")
}

// ThreadDeletedMsg is the answer to DeleteThread.
type ThreadDeletedMsg struct {
	Answer
	ThreadID string
	Topic    string
	// Concluded says that the service answered a repetition with 404, after an
	// attempt whose answer was lost.
	Concluded bool
}

// DeleteThread deletes a thread. Where an earlier request may have done it already, that
// there is no such thread is no failure.
func DeleteThread(s *Scope, threadID, topic string, maybeDeleted bool) tea.Cmd {
	op := operation{
		name: "delete the thread", id: acs.OperationDeleteChatThread, threadID: threadID, write: true,
		doubt: doubt{
			"It is not known whether the thread was deleted",
			"Look at the list: a deleted thread is marked. Deleting it again does no harm.",
		},
		subject: "delete " + threadID, doing: "deleting " + inThread(topic, threadID),
	}
	return do(s, op, func(ctx context.Context, service Service) (ThreadDeletedMsg, error) {
		response, err := service.DeleteChatThread(ctx, threadID, nil)
		gone, err := goneAlready(maybeDeleted, err)
		return ThreadDeletedMsg{ThreadID: threadID, Topic: topic, Concluded: response.ConcludedFromRefusal || gone}, err
	})
}

// goneAlready takes the service's 404 for the deletion that was asked for, where an earlier
// request may have carried it out.
func goneAlready(maybeDeleted bool, err error) (gone bool, left error) {
	if maybeDeleted && acs.Gone(err) {
		return true, nil
	}
	return false, err
}

func (m ThreadDeletedMsg) success() screen.Notification {
	n := screen.Notification{Level: screen.LevelSuccess, Text: inThread(m.Topic, m.ThreadID) + " deleted"}
	if m.Concluded {
		n.Details = []string{"An earlier attempt's answer was lost; the service now says that there is no such thread, so it was carried out."}
	}
	return n
}

// quoted is outside text in a sentence.
func quoted(s string) string { return "“" + text.Sanitize(s) + "”" }

// inThread names a thread in a sentence.
func inThread(topic, threadID string) string { return quoted(cmp.Or(topic, threadID)) }

// withRefusals adds the participants that the service refused.
func withRefusals(n screen.Notification, refused []acs.CommunicationError) screen.Notification {
	if len(refused) == 0 {
		return n
	}
	n.Level = screen.LevelWarning
	n.Text += fmt.Sprintf(", %d refused", len(refused))
	for _, e := range refused {
		n.Details = append(n.Details, RefusalText(e))
	}
	return n
}

// RefusalText is one refused participant on one line.
func RefusalText(e acs.CommunicationError) string {
	return text.Sanitize(fmt.Sprintf("refused %s: %s", cmp.Or(e.Target, "(no id given)"), Reason(e)))
}

// Reason is the service's reason for a refusal: its code and its message.
func Reason(e acs.CommunicationError) string {
	switch {
	case e.Code == "" && e.Message == "":
		return "no reason given"
	case e.Message == "":
		return e.Code + ", no message"
	case e.Code == "":
		return e.Message
	}
	return e.Code + " " + e.Message
}
