package acs

import (
	"encoding/json"
	"time"
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
	ID                string              `json:"id"`
	Type              ChatMessageType     `json:"type"`
	SequenceID        string              `json:"sequenceId"`
	Version           string              `json:"version"`
	Content           *chatMessageContent `json:"content"`
	SenderDisplayName *string             `json:"senderDisplayName"`
	Sender            json.RawMessage     `json:"senderCommunicationIdentifier"`
	CreatedOn         *wireTime           `json:"createdOn"`
	EditedOn          *wireTime           `json:"editedOn"`
	DeletedOn         *wireTime           `json:"deletedOn"`
	Metadata          map[string]string   `json:"metadata"`
}

type chatMessageContent struct {
	Message      *string           `json:"message"`
	Topic        *string           `json:"topic"`
	Participants []chatParticipant `json:"participants"`
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

func decodeMessage(wire chatMessage) ChatMessage {
	message := ChatMessage{
		ID:                wire.ID,
		Type:              wire.Type,
		SequenceID:        wire.SequenceID,
		Version:           wire.Version,
		SenderDisplayName: wire.SenderDisplayName,
		Sender:            identifierOrNil(wire.Sender),
		EditedOn:          timeOrNil(wire.EditedOn),
		DeletedOn:         timeOrNil(wire.DeletedOn),
		Metadata:          wire.Metadata,
	}
	if wire.CreatedOn != nil {
		message.CreatedOn = time.Time(*wire.CreatedOn)
	}
	if wire.Content != nil {
		message.Content = decodeMessageContent(*wire.Content)
	}
	return message
}

func decodeMessageContent(wire chatMessageContent) ChatMessageContent {
	content := ChatMessageContent{
		Message:   wire.Message,
		Topic:     wire.Topic,
		Initiator: identifierOrNil(wire.Initiator),
	}
	for _, participant := range wire.Participants {
		content.Participants = append(content.Participants, decodeParticipant(participant))
	}
	for _, attachment := range wire.Attachments {
		content.Attachments = append(content.Attachments, ChatAttachment(attachment))
	}
	return content
}

// identifierOrNil reads an identifier that may be absent.
func identifierOrNil(content json.RawMessage) CommunicationIdentifier {
	if len(content) == 0 || string(content) == "null" {
		return nil
	}
	return decodeIdentifier(content)
}
