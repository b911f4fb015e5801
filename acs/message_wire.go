package acs

import (
	"encoding/json"
	"fmt"
)

// The documents of messages, read receipts and typing as they travel; wire.go says
// how they are read.

type sendChatMessageRequest struct {
	Content           string            `json:"content"`
	SenderDisplayName *string           `json:"senderDisplayName,omitempty"`
	Type              ChatMessageType   `json:"type,omitempty"`
	Metadata          map[string]string `json:"metadata,omitempty"`
}

type sendChatMessageResult struct {
	ID string `json:"id"`
}

type updateChatMessageRequest struct {
	Content  *string           `json:"content,omitempty"`
	Metadata map[string]string `json:"metadata,omitempty"`
}

type sendReadReceiptRequest struct {
	ChatMessageID string `json:"chatMessageId"`
}

type sendTypingNotificationRequest struct {
	SenderDisplayName *string `json:"senderDisplayName,omitempty"`
}

type chatMessage struct {
	ID                string            `json:"id"`
	Type              ChatMessageType   `json:"type"`
	SequenceID        string            `json:"sequenceId"`
	Version           string            `json:"version"`
	Content           json.RawMessage   `json:"content"`
	SenderDisplayName *string           `json:"senderDisplayName"`
	Sender            json.RawMessage   `json:"senderCommunicationIdentifier"`
	CreatedOn         *wireTime         `json:"createdOn"`
	EditedOn          *wireTime         `json:"editedOn"`
	DeletedOn         *wireTime         `json:"deletedOn"`
	Metadata          map[string]string `json:"metadata"`
}

type chatMessageContent struct {
	Message      *string           `json:"message"`
	Topic        *string           `json:"topic"`
	Participants []json.RawMessage `json:"participants"`
	Attachments  []chatAttachment  `json:"attachments"`
	Initiator    json.RawMessage   `json:"initiatorCommunicationIdentifier"`
}

type chatAttachment struct {
	ID             string             `json:"id"`
	AttachmentType ChatAttachmentType `json:"attachmentType"`
	Name           *string            `json:"name"`
	URL            *string            `json:"url"`
	PreviewURL     *string            `json:"previewUrl"`
	Extension      *string            `json:"extension"`
}

type chatMessageReadReceipt struct {
	Sender        json.RawMessage `json:"senderCommunicationIdentifier"`
	ChatMessageID string          `json:"chatMessageId"`
	ReadOn        *wireTime       `json:"readOn"`
}

// decodeMessage takes a message over; problems say what inside of its parts cannot be
// read.
func decodeMessage(wire chatMessage) (message ChatMessage, problems []problem) {
	sender, problems := readIdentifier("senderCommunicationIdentifier", wire.Sender)
	problems = within("sender", problems)
	message = ChatMessage{
		ID:                wire.ID,
		Type:              wire.Type,
		SequenceID:        wire.SequenceID,
		Version:           wire.Version,
		SenderDisplayName: wire.SenderDisplayName,
		Sender:            sender,
		CreatedOn:         timeOrNil(wire.CreatedOn),
		EditedOn:          timeOrNil(wire.EditedOn),
		DeletedOn:         timeOrNil(wire.DeletedOn),
		Metadata:          wire.Metadata,
	}
	if !absent(wire.Content) {
		content, inside := decodeItem[chatMessageContent](wire.Content)
		var odd []problem
		message.Content, odd = decodeMessageContent(content)
		problems = append(problems, within("content", append(inside, odd...))...)
	}
	return message, problems
}

func decodeMessageContent(wire chatMessageContent) (content ChatMessageContent, problems []problem) {
	initiator, problems := readIdentifier("initiatorCommunicationIdentifier", wire.Initiator)
	problems = within("initiator", problems)
	content = ChatMessageContent{Message: wire.Message, Topic: wire.Topic, Initiator: initiator}
	for i, item := range wire.Participants {
		participant := decodeListedParticipant(item)
		content.Participants = append(content.Participants, participant)
		if participant.Odd.IsOdd() {
			problems = append(problems, problem{text: fmt.Sprintf("its participant %d %s", i+1, participant.Odd.Why)})
		}
	}
	for _, attachment := range wire.Attachments {
		content.Attachments = append(content.Attachments, ChatAttachment(attachment))
	}
	return content, problems
}

// absent reports whether a part of a document was left out, or is null.
func absent(content json.RawMessage) bool { return len(content) == 0 || string(content) == "null" }
