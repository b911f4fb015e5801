package acs

import "time"

// ChatMessageType tells the kinds of messages apart. The service may add types; an
// unknown one is kept as it came.
type ChatMessageType string

const (
	// ChatMessageTypeText is a message of plain text.
	ChatMessageTypeText ChatMessageType = "text"
	// ChatMessageTypeHTML is a message in HTML, which the service has sanitised
	// (documented).
	ChatMessageTypeHTML ChatMessageType = "html"
	// ChatMessageTypeTopicUpdated is a system message: the topic was set, at the
	// thread's creation as well (recorded).
	ChatMessageTypeTopicUpdated ChatMessageType = "topicUpdated"
	// ChatMessageTypeParticipantAdded is a system message: participants were added,
	// those of the thread's creation as well (recorded).
	ChatMessageTypeParticipantAdded ChatMessageType = "participantAdded"
	// ChatMessageTypeParticipantRemoved is a system message: a participant was
	// removed or left.
	ChatMessageTypeParticipantRemoved ChatMessageType = "participantRemoved"
)

// ChatMessage is a message of a thread (2025-03-15: ChatMessage).
type ChatMessage struct {
	// ID is the message's id, unique in its thread; the milliseconds since 1970 at
	// which it was made, as text (recorded). It stays when the message changes.
	ID string
	// Type is the kind of message.
	Type ChatMessageType
	// SequenceID is the message's place in the thread, a decimal number as text. The
	// first system message of a thread has "1" (recorded). A change gives the message
	// a new one.
	SequenceID string
	// Version is ID until the message changes, and then the milliseconds since 1970 of
	// the change, as text (recorded).
	Version string
	// Content is what the message says; which of its fields are set is a matter of
	// Type. The zero value where the service sent none.
	Content ChatMessageContent
	// SenderDisplayName is the name that the sender gave with the message, and not that
	// of his membership; nil where the service sent none. Where none was given it is
	// absent or empty (both recorded). System messages have none.
	SenderDisplayName *string
	// Sender is who sent the message (wire name senderCommunicationIdentifier); nil for
	// system messages, which have Content.Initiator instead (recorded).
	Sender CommunicationIdentifier
	// CreatedOn is when the message reached the service, in UTC and whole seconds
	// (recorded). Nil where the service sent none.
	CreatedOn *time.Time
	// EditedOn is when the message was last edited; nil where it was not. It vanishes
	// when the message is deleted (recorded).
	EditedOn *time.Time
	// DeletedOn is when the message was deleted; nil while it is not.
	DeletedOn *time.Time
	// Metadata holds the message's own keys and values; no limit is documented. Nil
	// where the service sent none. Since 2021-09-07.
	Metadata map[string]string
	// Odd is what of the message cannot be read; then ID may be empty.
	Odd Oddity
}

// ChatMessageContent is what a message says.
type ChatMessageContent struct {
	// Message is the text of a message of type text or html; empty, not nil, once it
	// is deleted (recorded).
	Message *string
	// Topic is the new topic, of type topicUpdated.
	Topic *string
	// Participants are those who were added or removed, of types participantAdded and
	// participantRemoved.
	Participants []ChatParticipant
	// Attachments are the message's images and files. The documents of the preview say
	// that only threads with Teams have them. Since 2023-11-07.
	Attachments []ChatAttachment
	// Initiator is who caused a system message (wire name
	// initiatorCommunicationIdentifier); nil where the service sent none.
	Initiator CommunicationIdentifier
}

// ChatAttachmentType tells the kinds of attachments apart. The service may add
// types; an unknown one is kept as it came.
type ChatAttachmentType string

const (
	// ChatAttachmentTypeImage is an image inside a message.
	ChatAttachmentTypeImage ChatAttachmentType = "image"
	// ChatAttachmentTypeFile is a file beside a message. Since 2024-03-07.
	ChatAttachmentTypeFile ChatAttachmentType = "file"
)

// ChatAttachment is an attachment of a message that was received. This package does
// not fetch what its URLs name.
type ChatAttachment struct {
	// ID is the attachment's id.
	ID string
	// AttachmentType is the kind of attachment.
	AttachmentType ChatAttachmentType
	// Name is the file's name; nil where the service sent none.
	Name *string
	// URL is where the attachment can be read, as the service wrote it; nil where it
	// sent none. It may lead to another host.
	URL *string
	// PreviewURL is where a small form of an image can be read; nil where the service
	// sent none.
	PreviewURL *string
	// Extension is the file's extension; nil where the service sent none. 2023-11-07
	// alone has it.
	Extension *string
}

// ChatMessageReadReceipt says up to which message somebody has read a thread.
type ChatMessageReadReceipt struct {
	// Sender is the reader (wire name senderCommunicationIdentifier). Never nil in an
	// answer.
	Sender CommunicationIdentifier
	// ChatMessageID is the id of the latest message that he has read.
	ChatMessageID string
	// ReadOn is when he read it, in UTC and whole seconds. Nil where the service sent
	// none.
	ReadOn *time.Time
	// Odd is what of the receipt cannot be read; then ChatMessageID may be empty.
	Odd Oddity
}
