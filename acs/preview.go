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
	// Body is the JSON body, compact.
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

func (r request) preview() RequestPreview {
	header := http.Header{
		"Authorization": {"Bearer <access token>"},
		"Accept":        {"application/json"},
		"Content-Type":  {"application/json"},
	}
	if r.repeatabilityID != "" {
		header.Set("Repeatability-Request-Id", r.repeatabilityID)
	}
	return RequestPreview{Method: r.method, URL: r.url, Header: header, Body: r.body}
}
