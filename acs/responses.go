package acs

// CreateChatThreadResponse is the answer to Client.CreateChatThread.
type CreateChatThreadResponse struct {
	// ChatThread is the created thread, or, for a repeatability request id that
	// the service has seen before, the thread created then.
	ChatThread ChatThreadProperties
	// InvalidParticipants are those whom the service did not add, each with its
	// reason. The thread exists all the same, even where all were refused.
	InvalidParticipants []CommunicationError
	// Location is the Location header: the thread's URL, without a query.
	Location string
}

// GetChatThreadPropertiesResponse is the answer to Client.GetChatThreadProperties.
type GetChatThreadPropertiesResponse struct {
	ChatThreadProperties
}

// ListChatThreadsResponse is one page of threads, newest activity first.
type ListChatThreadsResponse struct {
	// Value holds the page's threads.
	Value []ChatThreadItem
	// NextLink is the URL of the next page; empty on the last one.
	NextLink string
}

// AddChatParticipantsResponse is the answer to Client.AddChatParticipants.
type AddChatParticipantsResponse struct {
	// InvalidParticipants are those whom the service did not add, each with its
	// reason. All others are members now; the service does not say which of them
	// were members before, whose name and history stay as they were.
	InvalidParticipants []CommunicationError
}

// ListChatParticipantsResponse is one page of participants, in the order in
// which they were added, the thread's creator first.
type ListChatParticipantsResponse struct {
	// Value holds the page's participants.
	Value []ChatParticipant
	// NextLink is the URL of the next page; empty on the last one.
	NextLink string
}
