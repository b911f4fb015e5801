package acs

import "net/http"

// RequestPreview is a request as it would be sent, with the token's place marked
// instead of filled.
type RequestPreview struct {
	Method string
	URL    string
	// Header holds the headers that matter; those that differ each time (client
	// request id, user agent) are left out.
	Header http.Header
	// Body is the JSON body, compact; nil where the request has none.
	Body []byte
}

// PreviewCreateChatThread returns the request of the same call of
// CreateChatThread, which it does not send. It has a repeatability request id only
// if the options have one. Errors are those that CreateChatThread returns before
// sending.
func (c *Client) PreviewCreateChatThread(topic string, options *CreateChatThreadOptions) (RequestPreview, error) {
	r, err := c.createChatThreadRequest(topic, options)
	if err != nil {
		return RequestPreview{}, err
	}
	if options == nil || options.RepeatabilityRequestID == "" {
		r.repeatabilityID = ""
	}
	return r.preview(), nil
}

// PreviewAddChatParticipants returns the request of the same call of
// AddChatParticipants, which it does not send. Errors are those that
// AddChatParticipants returns before sending.
func (c *Client) PreviewAddChatParticipants(chatThreadID string, participants []ChatParticipant) (RequestPreview, error) {
	r, err := c.addChatParticipantsRequest(chatThreadID, participants)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

// PreviewUpdateChatThreadProperties returns the request of the same call of
// UpdateChatThreadProperties, which it does not send. Errors are those that
// UpdateChatThreadProperties returns before sending.
func (c *Client) PreviewUpdateChatThreadProperties(chatThreadID string, options *UpdateChatThreadPropertiesOptions) (RequestPreview, error) {
	r, err := c.updateChatThreadPropertiesRequest(chatThreadID, options)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

// PreviewDeleteChatThread returns the request of the same call of
// DeleteChatThread, which it does not send. Errors are those that
// DeleteChatThread returns before sending.
func (c *Client) PreviewDeleteChatThread(chatThreadID string) (RequestPreview, error) {
	r, err := c.deleteChatThreadRequest(chatThreadID)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

// PreviewRemoveChatParticipant returns the request of the same call of
// RemoveChatParticipant, which it does not send. Errors are those that
// RemoveChatParticipant returns before sending.
func (c *Client) PreviewRemoveChatParticipant(chatThreadID string, participant CommunicationIdentifier) (RequestPreview, error) {
	r, err := c.removeChatParticipantRequest(chatThreadID, participant)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

// PreviewSendChatMessage returns the request of the same call of
// SendChatMessage, which it does not send. Errors are those that
// SendChatMessage returns before sending.
func (c *Client) PreviewSendChatMessage(chatThreadID, content string, options *SendChatMessageOptions) (RequestPreview, error) {
	r, err := c.sendChatMessageRequest(chatThreadID, content, options)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

// PreviewUpdateChatMessage returns the request of the same call of
// UpdateChatMessage, which it does not send. Errors are those that
// UpdateChatMessage returns before sending.
func (c *Client) PreviewUpdateChatMessage(chatThreadID, chatMessageID string, options *UpdateChatMessageOptions) (RequestPreview, error) {
	r, err := c.updateChatMessageRequest(chatThreadID, chatMessageID, options)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

// PreviewDeleteChatMessage returns the request of the same call of
// DeleteChatMessage, which it does not send. Errors are those that
// DeleteChatMessage returns before sending.
func (c *Client) PreviewDeleteChatMessage(chatThreadID, chatMessageID string) (RequestPreview, error) {
	r, err := c.deleteChatMessageRequest(chatThreadID, chatMessageID)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

// PreviewSendChatReadReceipt returns the request of the same call of
// SendChatReadReceipt, which it does not send. Errors are those that
// SendChatReadReceipt returns before sending.
func (c *Client) PreviewSendChatReadReceipt(chatThreadID, chatMessageID string) (RequestPreview, error) {
	r, err := c.sendChatReadReceiptRequest(chatThreadID, chatMessageID)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

// PreviewSendTypingNotification returns the request of the same call of
// SendTypingNotification, which it does not send. Errors are those that
// SendTypingNotification returns before sending.
func (c *Client) PreviewSendTypingNotification(chatThreadID string, options *SendTypingNotificationOptions) (RequestPreview, error) {
	r, err := c.sendTypingNotificationRequest(chatThreadID, options)
	if err != nil {
		return RequestPreview{}, err
	}
	return r.preview(), nil
}

func (r request) preview() RequestPreview {
	header := http.Header{
		"Authorization": {"Bearer <access token>"},
		"Accept":        {"application/json"},
	}
	if r.body != nil {
		header.Set("Content-Type", r.mediaType())
	}
	if r.repeatabilityID != "" {
		header.Set("Repeatability-Request-Id", r.repeatabilityID)
	}
	return RequestPreview{Method: r.method, URL: r.url, Header: header, Body: r.body}
}
