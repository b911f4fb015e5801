package command

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// ThreadUpdatedMsg is the answer to UpdateThread.
type ThreadUpdatedMsg struct {
	Answer
	ThreadID string
	Topic    string
	Changes  acs.UpdateChatThreadPropertiesOptions
}

// UpdateThread changes a thread's properties: those that changes names. topic is the
// thread's topic before. It runs in the program's scope.
func UpdateThread(s *Scope, threadID, topic string, changes acs.UpdateChatThreadPropertiesOptions) tea.Cmd {
	op := operation{
		name: "update the thread", id: acs.OperationUpdateChatThreadProperties, threadID: threadID,
		write: true, thread: true, doubt: &doubt{
			"It is not known whether the thread was changed",
			"Look at the thread's properties, or change it again: it then says the same.",
		},
	}
	return start(s, op, func(ctx context.Context, service Service) (ThreadUpdatedMsg, error) {
		_, err := service.UpdateChatThreadProperties(ctx, threadID, &changes)
		return ThreadUpdatedMsg{ThreadID: threadID, Topic: topic, Changes: changes}, err
	})
}

// Notification tells of the result.
func (m ThreadUpdatedMsg) Notification() screen.Notification {
	topic := text.Sanitize(cmp.Or(m.Topic, m.ThreadID))
	if m.Problem != nil {
		return failedNotification(m.Answer, fmt.Sprintf("updating “%s”", topic))
	}
	return screen.Notification{Level: screen.LevelSuccess, Text: fmt.Sprintf("“%s” updated: %s", topic, ChangesText(m.Changes))}
}

// ChangesText says what an update changes, on one line.
func ChangesText(changes acs.UpdateChatThreadPropertiesOptions) string {
	var parts []string
	if changes.Topic != nil {
		parts = append(parts, "topic")
	}
	for _, name := range slices.Sorted(maps.Keys(changes.Metadata)) {
		if changes.Metadata[name] == nil {
			parts = append(parts, "metadata "+text.Sanitize(name)+" removed")
		} else {
			parts = append(parts, "metadata "+text.Sanitize(name))
		}
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

// DeleteThread deletes a thread. It runs in the program's scope. Where an earlier request
// may have done it already, that there is no such thread is no failure.
func DeleteThread(s *Scope, threadID, topic string, maybeDeleted bool) tea.Cmd {
	op := operation{
		name: "delete the thread", id: acs.OperationDeleteChatThread, threadID: threadID,
		write: true, thread: true, doubt: &doubt{
			"It is not known whether the thread was deleted",
			"Look at the list: a deleted thread is marked. Deleting it again does no harm.",
		},
	}
	return start(s, op, func(ctx context.Context, service Service) (ThreadDeletedMsg, error) {
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

// Notification tells of the result.
func (m ThreadDeletedMsg) Notification() screen.Notification {
	topic := text.Sanitize(cmp.Or(m.Topic, m.ThreadID))
	if m.Problem != nil {
		return failedNotification(m.Answer, fmt.Sprintf("deleting “%s”", topic))
	}
	n := screen.Notification{Level: screen.LevelSuccess, Text: fmt.Sprintf("“%s” deleted", topic)}
	if m.Concluded {
		n.Details = []string{"An earlier attempt's answer was lost; the service now says that there is no such thread, so it was carried out."}
	}
	return n
}
