package command

import (
	"cmp"
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// NewMessage is what SendMessage asks for. The values are the service's own.
type NewMessage struct {
	ThreadID, Topic string
	Content         string
	Type            acs.ChatMessageType
	// SenderDisplayName is the name that the message shows; empty sends none.
	SenderDisplayName string
	Metadata          map[string]string
}

func (n NewMessage) options() *acs.SendChatMessageOptions {
	options := &acs.SendChatMessageOptions{Type: n.Type, Metadata: n.Metadata}
	if n.SenderDisplayName != "" {
		options.SenderDisplayName = &n.SenderDisplayName
	}
	return options
}

// MessageSentMsg is the answer to SendMessage.
type MessageSentMsg struct {
	Answer
	Asked NewMessage
	// ID is the id that the service gave the message.
	ID string
}

// SendMessage sends a message. It runs in the program's scope. Where its answer is
// lost it is not sent again by itself: that could make a second message.
func SendMessage(s *Scope, message NewMessage) tea.Cmd {
	return start(s, operation{
		name: "send the message", id: acs.OperationSendChatMessage, threadID: message.ThreadID,
		write: true, thread: true, message: true, doubt: &doubt{
			"It is not known whether the message was sent",
			"Look at the thread's messages before you send it again: it may be there.",
		},
	}, func(ctx context.Context, service Service) (MessageSentMsg, error) {
		response, err := service.SendChatMessage(ctx, message.ThreadID, message.Content, message.options())
		return MessageSentMsg{Asked: message, ID: response.ID}, err
	})
}

// Notification tells of the result where the form is gone.
func (m MessageSentMsg) Notification() screen.Notification {
	where := inThread(m.Asked.Topic, m.Asked.ThreadID)
	if m.Problem != nil {
		n := failedNotification(m.Answer, "sending a message to "+where)
		n.Details = append(n.Details, "It said: "+excerpt(m.Asked.Content))
		return n
	}
	return screen.Notification{
		Level: screen.LevelSuccess, Text: "message sent to " + where,
		Details: []string{"id " + text.Sanitize(m.ID), "It says: " + excerpt(m.Asked.Content)},
	}
}

// MessageUpdate is what UpdateMessage asks for; it names only what is to change.
type MessageUpdate struct {
	ThreadID, Topic, MessageID string
	// Content is the new content; nil leaves it as it is.
	Content *string
	// Metadata are changes of single keys; nil removes one.
	Metadata map[string]*string
}

func (u MessageUpdate) options() *acs.UpdateChatMessageOptions {
	return &acs.UpdateChatMessageOptions{Content: u.Content, Metadata: u.Metadata}
}

// MessageUpdatedMsg is the answer to UpdateMessage.
type MessageUpdatedMsg struct {
	Answer
	Asked MessageUpdate
}

// UpdateMessage changes a message of one's own. It runs in the program's scope.
func UpdateMessage(s *Scope, update MessageUpdate) tea.Cmd {
	return start(s, operation{
		name: "edit the message", id: acs.OperationUpdateChatMessage, threadID: update.ThreadID,
		write: true, thread: true, message: true, doubt: &doubt{
			"It is not known whether the message was edited",
			"Look at the message, or edit it again: it then says the same.",
		},
	}, func(ctx context.Context, service Service) (MessageUpdatedMsg, error) {
		_, err := service.UpdateChatMessage(ctx, update.ThreadID, update.MessageID, update.options())
		return MessageUpdatedMsg{Asked: update}, err
	})
}

// Notification tells of the result where the form is gone.
func (m MessageUpdatedMsg) Notification() screen.Notification {
	where := inThread(m.Asked.Topic, m.Asked.ThreadID)
	if m.Problem != nil {
		return failedNotification(m.Answer, "editing a message in "+where)
	}
	return screen.Notification{Level: screen.LevelSuccess, Text: "message edited in " + where, Details: []string{"id " + text.Sanitize(m.Asked.MessageID)}}
}

// MessageDeletion is what DeleteMessage asks for.
type MessageDeletion struct {
	ThreadID, Topic, MessageID string
	// Content is what the message says, for what is told of it.
	Content string
	// MaybeDeleted says that an earlier request may have deleted it.
	MaybeDeleted bool
}

// MessageDeletedMsg is the answer to DeleteMessage.
type MessageDeletedMsg struct {
	Answer
	Asked MessageDeletion
	// Concluded says that the service did not confirm it: an answer was lost, and then
	// the message was gone.
	Concluded bool
}

// DeleteMessage deletes a message of one's own. It runs in the program's scope. Where an
// earlier request may have done it already, that there is no such message is no failure.
func DeleteMessage(s *Scope, deletion MessageDeletion) tea.Cmd {
	return start(s, operation{
		name: "delete the message", id: acs.OperationDeleteChatMessage, threadID: deletion.ThreadID,
		write: true, thread: true, message: true, doubt: &doubt{
			"It is not known whether the message was deleted",
			"Look at the message: a deleted one is marked. Deleting it again does no harm.",
		},
	}, func(ctx context.Context, service Service) (MessageDeletedMsg, error) {
		response, err := service.DeleteChatMessage(ctx, deletion.ThreadID, deletion.MessageID, nil)
		gone, err := goneAlready(deletion.MaybeDeleted, err)
		return MessageDeletedMsg{Asked: deletion, Concluded: response.ConcludedFromRefusal || gone}, err
	})
}

// When says that the end of a deletion is told wherever the user is.
func (m MessageDeletedMsg) When() screen.When { return screen.Always }

// Notification tells of the result.
func (m MessageDeletedMsg) Notification() screen.Notification {
	where := inThread(m.Asked.Topic, m.Asked.ThreadID)
	said := "It said: " + excerpt(m.Asked.Content)
	switch {
	case m.Problem != nil:
		n := failedNotification(m.Answer, "deleting a message in "+where)
		n.Details = append(n.Details, said)
		return n
	case m.Concluded:
		return screen.Notification{
			Level: screen.LevelWarning, Text: "message deleted in " + where + ": an answer was lost, and then it was gone", Details: []string{said},
		}
	}
	return screen.Notification{Level: screen.LevelSuccess, Text: "message deleted in " + where, Details: []string{said}}
}

// inThread names a thread in a sentence.
func inThread(topic, threadID string) string {
	return "“" + text.Sanitize(cmp.Or(topic, threadID)) + "”"
}

// excerptWidth is how much of a message stands in a notification.
const excerptWidth = 200

func excerpt(content string) string {
	const bytes = 4 * excerptWidth
	if len(content) > bytes {
		content = content[:bytes] + "…"
	}
	return text.Truncate(text.Sanitize(content), excerptWidth)
}
