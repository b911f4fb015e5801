package acs

import "time"

// CreateChatThreadOptions holds the optional values of Client.CreateChatThread.
type CreateChatThreadOptions struct {
	// Participants become members with the thread's creation; 200 at most. The
	// caller becomes a member in any case, and gets the display name given here
	// where he is among them.
	Participants []ChatParticipant
	// Metadata is the thread's metadata. Since 2025-03-15.
	Metadata map[string]string
	// RetentionPolicy is the thread's retention policy. Since 2025-03-15.
	RetentionPolicy *ChatRetentionPolicy
	// RepeatabilityRequestID makes the request repeatable: the service answers a
	// second request that carries the same id with the thread of the first. It is
	// a version 4 UUID, made by the caller, so that one can repeat a request whose
	// answer was lost. Where it is empty the client makes one for this call, which
	// covers the client's own retries only.
	RepeatabilityRequestID string
	// FirstAttempt is when the first request with this id was made, by the client's
	// clock: a thread that is older was not made by any of them. Zero stands for this
	// call.
	FirstAttempt time.Time
}

// GetChatThreadPropertiesOptions holds the optional values of
// Client.GetChatThreadProperties. There are none yet.
type GetChatThreadPropertiesOptions struct{}

// ListChatThreadsOptions holds the optional values of
// Client.NewListChatThreadsPager.
type ListChatThreadsOptions struct {
	// MaxPageSize is the number of threads a page holds at most; nil leaves it to
	// the service, whose default is not documented.
	MaxPageSize *int32
	// StartTime is the earliest point in time to get chat threads up to (the
	// document's words). Sent in whole seconds.
	StartTime *time.Time
	// NextLink starts the pager at a page that an earlier one named. The other
	// options are not sent then: they are part of the link.
	NextLink string
}

// UpdateChatThreadPropertiesOptions holds what Client.UpdateChatThreadProperties is
// to change. At least one field must be set.
type UpdateChatThreadPropertiesOptions struct {
	// Topic is the new topic; nil leaves it as it is.
	Topic *string
	// Metadata are changes of single keys: a value sets the key, nil removes it, and
	// keys that are not named stay (recorded). 1 KB for all keys of a thread together
	// (documented). Nil and an empty value are sent alike, as an empty value, which is
	// recorded to remove a key of a message; for threads there is no recording. Since
	// 2025-03-15 (and 2024-03-15-preview).
	Metadata map[string]*string
	// RetentionPolicy is the new retention policy, the kind none included; nil leaves
	// it as it is. Since 2025-03-15 (and 2024-03-15-preview).
	RetentionPolicy *ChatRetentionPolicy
}

// DeleteChatThreadOptions holds the optional values of Client.DeleteChatThread.
// There are none yet.
type DeleteChatThreadOptions struct{}

// AddChatParticipantsOptions holds the optional values of
// Client.AddChatParticipants. There are none yet.
type AddChatParticipantsOptions struct{}

// RemoveChatParticipantOptions holds the optional values of
// Client.RemoveChatParticipant. There are none yet.
type RemoveChatParticipantOptions struct{}

// ListChatParticipantsOptions holds the optional values of
// Client.NewListChatParticipantsPager.
type ListChatParticipantsOptions struct {
	// MaxPageSize is the number of participants a page holds at most; nil leaves
	// it to the service, whose default is not documented.
	MaxPageSize *int32
	// Skip is the number of participants to pass over.
	Skip *int32
	// NextLink starts the pager at a page that an earlier one named. The other
	// options are not sent then: they are part of the link.
	NextLink string
}

// SendChatMessageOptions holds the optional values of Client.SendChatMessage.
type SendChatMessageOptions struct {
	// Type is ChatMessageTypeText or ChatMessageTypeHTML; empty leaves it to the
	// service: text (documented). Any other is sent as it is, for the service to
	// refuse.
	Type ChatMessageType
	// SenderDisplayName is the sender's name as the message shows it, in push
	// notifications as well; nil sends none.
	SenderDisplayName *string
	// Metadata holds the message's own keys and values. Since 2021-09-07.
	Metadata map[string]string
}

// ListChatMessagesOptions holds the optional values of
// Client.NewListChatMessagesPager.
type ListChatMessagesOptions struct {
	// MaxPageSize is the number of messages a page holds at most; 200 is the greatest
	// (documented). Nil leaves it to the service, whose default is small.
	MaxPageSize *int32
	// StartTime is the time from which on messages are listed. Sent in whole seconds.
	StartTime *time.Time
	// NextLink starts the pager at a page that an earlier one named. The other
	// options are not sent then: they are part of the link.
	NextLink string
}

// GetChatMessageOptions holds the optional values of Client.GetChatMessage. There
// are none yet.
type GetChatMessageOptions struct{}

// UpdateChatMessageOptions holds what Client.UpdateChatMessage is to change. At least
// one field must be set.
type UpdateChatMessageOptions struct {
	// Content is the new content, of the type that the message has; nil leaves it as
	// it is. About 28 KB (documented).
	Content *string
	// Metadata are changes of single keys: a value sets the key, nil removes it, and
	// keys that are not named stay. Nil and an empty value are sent alike, as an empty
	// value, which removes the key (recorded). Since 2021-09-07.
	Metadata map[string]*string
}

// DeleteChatMessageOptions holds the optional values of Client.DeleteChatMessage.
// There are none yet.
type DeleteChatMessageOptions struct{}

// ListChatReadReceiptsOptions holds the optional values of
// Client.NewListChatReadReceiptsPager.
type ListChatReadReceiptsOptions struct {
	// MaxPageSize is the number of receipts a page holds at most; nil leaves it to the
	// service, whose default is not documented.
	MaxPageSize *int32
	// Skip is the number of receipts to pass over.
	Skip *int32
	// NextLink starts the pager at a page that an earlier one named. The other
	// options are not sent then: they are part of the link.
	NextLink string
}

// SendChatReadReceiptOptions holds the optional values of
// Client.SendChatReadReceipt. There are none yet.
type SendChatReadReceiptOptions struct{}

// SendTypingNotificationOptions holds the optional values of
// Client.SendTypingNotification.
type SendTypingNotificationOptions struct {
	// SenderDisplayName is the name of who is typing, for push notifications; nil
	// sends none, and no body. Since 2021-09-07.
	SenderDisplayName *string
}
