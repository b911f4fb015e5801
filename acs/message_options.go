package acs

import "time"

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
