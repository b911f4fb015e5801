package command

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// MessageMsg is the answer to GetMessage.
type MessageMsg struct {
	Answer
	ThreadID string
	Message  acs.ChatMessage
}

// GetMessage asks for one message.
func GetMessage(s *Scope, threadID, messageID string) tea.Cmd {
	op := operation{name: "get the message", id: acs.OperationGetChatMessage, threadID: threadID, message: true}
	return do(s, op, func(ctx context.Context, service Service) (MessageMsg, error) {
		response, err := service.GetChatMessage(ctx, threadID, messageID, nil)
		return MessageMsg{ThreadID: threadID, Message: response.ChatMessage}, err
	})
}

// ReadReceiptsMsg is the answer to ListReadReceipts.
type ReadReceiptsMsg struct {
	Answer
	ThreadID string
	Receipts []acs.ChatMessageReadReceipt
	// More says that the service has further ones.
	More bool
}

// receiptsAsked is how many receipts are asked for: the service keeps none in threads
// of more than 20 participants (documented), so that one page holds all.
const receiptsAsked = 100

// ListReadReceipts asks who has read a thread up to which message.
func ListReadReceipts(s *Scope, threadID string) tea.Cmd {
	op := operation{name: "list the read receipts", id: acs.OperationListChatReadReceipts, threadID: threadID}
	return do(s, op, func(ctx context.Context, service Service) (ReadReceiptsMsg, error) {
		options := &acs.ListChatReadReceiptsOptions{MaxPageSize: new(int32(receiptsAsked))}
		page, err := service.NewListChatReadReceiptsPager(threadID, options).NextPage(ctx)
		return ReadReceiptsMsg{ThreadID: threadID, Receipts: page.Value, More: page.NextLink != ""}, err
	})
}

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

// writeMessage is what the writes of messages have in common; past is the write as what
// was done, as in "sent".
func writeMessage(op operation, threadID, past, retry string) operation {
	op.threadID, op.message, op.write = threadID, true, true
	op.doubt = doubt{"It is not known whether the message was " + past, retry}
	return op
}

// SendMessage sends a message. Where its answer is lost it is not sent again by itself:
// that could make a second message.
func SendMessage(s *Scope, message NewMessage) tea.Cmd {
	op := writeMessage(operation{
		name: "send the message", id: acs.OperationSendChatMessage, doing: "sending a message to " + inThread(message.Topic, message.ThreadID),
		details: []string{"It said: " + excerpt(message.Content)},
	}, message.ThreadID, "sent", "Look at the thread's messages before you send it again: it may be there.")
	return do(s, op, func(ctx context.Context, service Service) (MessageSentMsg, error) {
		response, err := service.SendChatMessage(ctx, message.ThreadID, message.Content, message.options())
		return MessageSentMsg{Asked: message, ID: response.ID}, err
	})
}

func (m MessageSentMsg) success() screen.Notification {
	return screen.Notification{
		Level: screen.LevelSuccess, Text: "message sent to " + inThread(m.Asked.Topic, m.Asked.ThreadID),
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

// UpdateMessage changes a message of one's own.
func UpdateMessage(s *Scope, update MessageUpdate) tea.Cmd {
	op := writeMessage(operation{
		name: "edit the message", id: acs.OperationUpdateChatMessage, doing: "editing a message in " + inThread(update.Topic, update.ThreadID),
		subject: "message " + update.ThreadID + " " + update.MessageID,
	}, update.ThreadID, "edited", "Look at the message, or edit it again: it then says the same.")
	return do(s, op, func(ctx context.Context, service Service) (MessageUpdatedMsg, error) {
		_, err := service.UpdateChatMessage(ctx, update.ThreadID, update.MessageID, update.options())
		return MessageUpdatedMsg{Asked: update}, err
	})
}

func (m MessageUpdatedMsg) success() screen.Notification {
	return screen.Notification{
		Level: screen.LevelSuccess, Text: "message edited in " + inThread(m.Asked.Topic, m.Asked.ThreadID),
		Details: []string{"id " + text.Sanitize(m.Asked.MessageID)},
	}
}

// MessageDeletion is what DeleteMessage asks for.
type MessageDeletion struct {
	ThreadID, Topic, MessageID string
	// Content is what the message says, for the notification.
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

// DeleteMessage deletes a message of one's own. Where an earlier request may have done it
// already, that there is no such message is no failure.
func DeleteMessage(s *Scope, deletion MessageDeletion) tea.Cmd {
	op := writeMessage(operation{
		name: "delete the message", id: acs.OperationDeleteChatMessage, doing: "deleting a message in " + inThread(deletion.Topic, deletion.ThreadID),
		subject: "message " + deletion.ThreadID + " " + deletion.MessageID, when: screen.Always,
		details: []string{"It said: " + excerpt(deletion.Content)},
	}, deletion.ThreadID, "deleted", "Look at the message: a deleted one is marked. Deleting it again does no harm.")
	return do(s, op, func(ctx context.Context, service Service) (MessageDeletedMsg, error) {
		response, err := service.DeleteChatMessage(ctx, deletion.ThreadID, deletion.MessageID, nil)
		gone, err := goneAlready(deletion.MaybeDeleted, err)
		return MessageDeletedMsg{Asked: deletion, Concluded: response.ConcludedFromRefusal || gone}, err
	})
}

func (m MessageDeletedMsg) success() screen.Notification {
	n := screen.Notification{
		Level: screen.LevelSuccess, Text: "message deleted in " + inThread(m.Asked.Topic, m.Asked.ThreadID),
		Details: []string{"It said: " + excerpt(m.Asked.Content)},
	}
	if m.Concluded {
		n.Level = screen.LevelWarning
		n.Text += ": an answer was lost, and then it was gone"
	}
	return n
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
