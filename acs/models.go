package acs

import "time"

// ChatThreadProperties is a chat thread as GetChatThreadProperties and
// CreateChatThread return it (2025-03-15: ChatThreadProperties).
type ChatThreadProperties struct {
	// ID is the thread's id, such as 19:…@thread.v2. It is opaque: its form
	// differs between resources and clouds.
	ID string
	// Topic is the thread's topic, as its participants wrote it.
	Topic string
	// CreatedOn is when the thread was created, in UTC. The service gives whole
	// seconds (recorded). Nil where it sent none.
	CreatedOn *time.Time
	// CreatedBy is the user who created the thread
	// (wire name createdByCommunicationIdentifier). Never nil in an answer.
	CreatedBy CommunicationIdentifier
	// DeletedOn is when the thread was deleted; nil while it is not.
	DeletedOn *time.Time
	// Metadata holds the thread's own keys and values; 1 KB in all (documented). Nil
	// where the service sent none. Since 2025-03-15 (and 2024-03-15-preview).
	Metadata map[string]string
	// RetentionPolicy says when the service deletes the thread by itself. Nil
	// where the service sent none. Since 2025-03-15 (and 2024-03-15-preview).
	RetentionPolicy *ChatRetentionPolicy
	// Odd is what of the answer cannot be read.
	Odd Oddity
}

// ChatRetentionPolicyKind tells the retention policies apart. The service may
// add kinds; an unknown one is kept as it came.
type ChatRetentionPolicyKind string

const (
	// ChatRetentionPolicyKindNone keeps the thread for ever.
	ChatRetentionPolicyKindNone ChatRetentionPolicyKind = "none"
	// ChatRetentionPolicyKindThreadCreationDate deletes the thread a number of
	// days after its creation.
	ChatRetentionPolicyKindThreadCreationDate ChatRetentionPolicyKind = "threadCreationDate"
)

// ChatRetentionPolicy says when a thread is deleted by the service.
type ChatRetentionPolicy struct {
	// Kind is the policy's discriminator.
	Kind ChatRetentionPolicyKind
	// DeleteThreadAfterDays is the number of days after the thread's creation, 30
	// to 90; only with ChatRetentionPolicyKindThreadCreationDate.
	DeleteThreadAfterDays *int32
}

// ChatThreadItem is a thread in a list of threads. It has fewer fields than
// ChatThreadProperties in every api-version.
type ChatThreadItem struct {
	// ID is the thread's id.
	ID string
	// Topic is the thread's topic.
	Topic string
	// DeletedOn is when the thread was deleted; nil while it is not. Deleted
	// threads stay in the list.
	DeletedOn *time.Time
	// LastMessageReceivedOn is when the newest message, system messages included,
	// reached the thread. The service may leave it out right after a create.
	LastMessageReceivedOn *time.Time
	// Odd is what of the item cannot be read; then ID may be empty.
	Odd Oddity
}

// ChatParticipant is a member of a thread, or somebody who is to become one.
type ChatParticipant struct {
	// CommunicationIdentifier says who the participant is. Never nil in an answer.
	CommunicationIdentifier CommunicationIdentifier
	// DisplayName is the name shown to other members; nil where none was given.
	DisplayName *string
	// ShareHistoryTime is the time from which on the participant sees the thread's
	// messages. Nil in a request asks for the service's default,
	// 1970-01-01T00:00:00Z: the whole history (recorded). Sent in whole seconds, cut
	// as the service does (recorded).
	ShareHistoryTime *time.Time
	// Metadata holds the participant's own keys and values; 1 KB in all (documented).
	// Since 2025-03-15 (and 2024-03-15-preview).
	Metadata map[string]string
	// Odd is, in an answer, what of the participant cannot be read. The identifier of one
	// who is not named for certain has no raw id.
	Odd Oddity
}

// CommunicationError is the service's description of one fault: of a whole
// request, or, in InvalidParticipants, of one participant.
type CommunicationError struct {
	// Code is the fault's code; in InvalidParticipants an HTTP status as a string.
	Code string
	// Message says what is wrong. The live service often leaves it out.
	Message string
	// Target is what the fault is about; in InvalidParticipants a raw id.
	Target string
	// Details are faults that led to this one.
	Details []CommunicationError
	// InnerError is the fault below this one.
	InnerError *CommunicationError
}
