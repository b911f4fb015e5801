package acs

// CreateChatThreadResponse is the answer to Client.CreateChatThread.
type CreateChatThreadResponse struct {
	// ChatThread is the created thread, or, for a repeatability request id that
	// the service has seen before, the thread created then.
	ChatThread ChatThreadProperties
	// Differences say in words how the thread differs from what was asked for, such as
	// in its topic. Nil, as a rule, for none.
	Differences []string
	// InvalidParticipants are those whom the service did not add, each with its
	// reason. The thread exists all the same, even where all were refused.
	InvalidParticipants []CommunicationError
	// UnreadRefusals is the list of those who were not added, as it came, where it cannot
	// be read: whoever was asked for may be a member or not. Empty, as a rule.
	UnreadRefusals string
	// Location is the Location header: the thread's URL, without a query.
	Location string
}

// GetChatThreadPropertiesResponse is the answer to Client.GetChatThreadProperties.
type GetChatThreadPropertiesResponse struct {
	ChatThreadProperties
}

// ListChatThreadsResponse is one page of threads, newest activity first.
type ListChatThreadsResponse = Page[ChatThreadItem]

// UpdateChatThreadPropertiesResponse is the answer to
// Client.UpdateChatThreadProperties, which holds nothing.
type UpdateChatThreadPropertiesResponse struct{}

// DeleteChatThreadResponse is the answer to Client.DeleteChatThread.
type DeleteChatThreadResponse struct {
	// ConcludedFromRefusal is set where the service did not confirm the deletion: the
	// outcome of an attempt is not known, and a later one was refused with 404. The
	// thread is gone, by this call or by another's, or was never there.
	ConcludedFromRefusal bool
}

// AddChatParticipantsResponse is the answer to Client.AddChatParticipants.
type AddChatParticipantsResponse struct {
	// InvalidParticipants are those whom the service did not add, each with its
	// reason. All others are members now; the service does not say which of them
	// were members before, whose name and history stay as they were.
	InvalidParticipants []CommunicationError
}

// RemoveChatParticipantResponse is the answer to Client.RemoveChatParticipant.
type RemoveChatParticipantResponse struct {
	// ConcludedFromRefusal is set where the service did not confirm the removal: the
	// user was to remove himself, the outcome of an attempt is not known, and a later
	// one was refused with 403. He is no member, by this call or by another's, or never
	// was one.
	ConcludedFromRefusal bool
}

// ListChatParticipantsResponse is one page of participants, in the order in which they were
// added.
type ListChatParticipantsResponse = Page[ChatParticipant]

// SendChatMessageResponse is the answer to Client.SendChatMessage.
type SendChatMessageResponse struct {
	// ID is the new message's id.
	ID string
	// Location is the Location header: the message's URL, without a query.
	Location string
}

// ListChatMessagesResponse is one page of messages, the highest sequence id first.
type ListChatMessagesResponse = Page[ChatMessage]

// GetChatMessageResponse is the answer to Client.GetChatMessage.
type GetChatMessageResponse struct {
	ChatMessage
}

// UpdateChatMessageResponse is the answer to Client.UpdateChatMessage, which holds
// nothing.
type UpdateChatMessageResponse struct{}

// DeleteChatMessageResponse is the answer to Client.DeleteChatMessage.
type DeleteChatMessageResponse struct {
	// ConcludedFromRefusal is set where the service did not confirm the deletion: the
	// outcome of an attempt is not known, and a later one was refused with 404. The
	// message is gone, by this call or by another's, or was never there.
	ConcludedFromRefusal bool
}

// ListChatReadReceiptsResponse is one page of read receipts.
type ListChatReadReceiptsResponse = Page[ChatMessageReadReceipt]

// SendChatReadReceiptResponse is the answer to Client.SendChatReadReceipt, which
// holds nothing.
type SendChatReadReceiptResponse struct{}

// SendTypingNotificationResponse is the answer to Client.SendTypingNotification,
// which holds nothing.
type SendTypingNotificationResponse struct{}
