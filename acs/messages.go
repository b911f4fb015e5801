package acs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
)

// SendChatMessage sends a message to a thread as the token's user, who must be a
// member. The content may have about 28 KB (documented); what is longer the service
// refuses. It sanitises content of type html (documented), so that what is read may
// differ from what was sent. Ten messages may be sent, updated and deleted in a
// thread in 10 s, and 30 in a minute (documented).
//
// Attachments cannot be sent. 2024-03-15-preview alone has them, for threads of
// Teams meetings, and for images only that were uploaded by its three image
// operations, which this package leaves out.
//
// The request is sent again after 429 only: each one that is carried out makes
// another message, and the service offers no way to tell it that two are one. Where
// the error leaves the outcome open (see [OutcomeUnknown]), the list of messages
// shows whether it is there; the list may lag (reported).
//
// Only status 201 with the message's id counts as success. Errors:
// *UnsupportedError for metadata before 2021-09-07, *ResponseError, *RequestError,
// *UnexpectedAnswerError.
func (c *Client) SendChatMessage(ctx context.Context, chatThreadID, content string, options *SendChatMessageOptions) (SendChatMessageResponse, error) {
	r, err := c.sendChatMessageRequest(chatThreadID, content, options)
	if err != nil {
		return SendChatMessageResponse{}, err
	}
	answer, err := c.send(ctx, r, http.StatusCreated)
	if err != nil {
		return SendChatMessageResponse{}, err
	}
	var result sendChatMessageResult
	err = decodeJSON(answer.body, &result)
	if err == nil && result.ID == "" {
		err = errors.New("the document has no message id")
	}
	if err != nil {
		return SendChatMessageResponse{}, answer.unexpected("not with the id of a message: " + err.Error())
	}
	return SendChatMessageResponse{ID: result.ID, Location: answer.resp.Header.Get("Location")}, nil
}

// sendChatMessageRequest checks and writes the request.
func (c *Client) sendChatMessageRequest(chatThreadID, content string, options *SendChatMessageOptions) (request, error) {
	const operation = "SendChatMessage"
	if options == nil {
		options = &SendChatMessageOptions{}
	}
	path, err := threadPath(chatThreadID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	document := sendChatMessageRequest{Content: content, SenderDisplayName: options.SenderDisplayName, Type: options.Type}
	if len(options.Metadata) > 0 {
		if err := c.version.requireMessageMetadata(); err != nil {
			return request{}, fmt.Errorf("%s: %w", operation, err)
		}
		document.Metadata = maps.Clone(options.Metadata)
	}
	body, err := encodeJSON(document)
	if err != nil {
		return request{}, fmt.Errorf("%s: writing the request: %w", operation, err)
	}
	return request{
		operation:  operation,
		method:     http.MethodPost,
		url:        c.url(path + "/messages"),
		body:       body,
		repetition: repeatWhenThrottled,
	}, nil
}

// NewListChatMessagesPager returns a pager over a thread's messages, system
// messages and deleted ones included. They come by sequence id, the highest first
// (recorded): the newest, and among them older ones that were edited or deleted
// lately, since a change gives a message a new sequence id. The user sees those from
// his share history time on (documented); who has left a thread may still read it
// (reported).
// Nothing is sent before the first NextPage.
//
// Set MaxPageSize: the service's default was 10 messages in 2021 (recorded) and 6 in
// 2024 (reported), and every page counts against the limits, 50 in 10 s and 200 in a
// minute for a user and a thread (documented).
//
// Where a message arrives between two pages, the later page repeats a message of an
// earlier one (reported). So does a message that changes between them, in its new
// form. The pager hides nothing: whoever joins pages compares ChatMessage.ID, and
// keeps the one with the higher Version.
func (c *Client) NewListChatMessagesPager(chatThreadID string, options *ListChatMessagesOptions) *Pager[ListChatMessagesResponse] {
	if options == nil {
		options = &ListChatMessagesOptions{}
	}
	path, err := threadPath(chatThreadID)
	query := pageQuery(options.MaxPageSize, nil)
	if options.StartTime != nil {
		text, timeErr := formatTime(*options.StartTime)
		if timeErr != nil {
			err = errors.Join(err, fmt.Errorf("the start time: %w", timeErr))
		}
		query = append(query, "startTime", text)
	}
	return newPager(c, pagerPlan[ListChatMessagesResponse]{
		operation: "ListChatMessages",
		first:     c.url(path+"/messages", query...),
		start:     options.NextLink,
		maxAnswer: maxMessagePageSize,
		err:       err,
		decode: func(body []byte) (decodedPage[ListChatMessagesResponse], error) {
			items, next, err := decodePage(body, "chat messages", decodeListedMessage)
			page := ListChatMessagesResponse{Value: items, NextLink: next}
			return decodedPage[ListChatMessagesResponse]{page, len(items), next}, err
		},
	})
}

// GetChatMessage returns one message, whatever its type. A message that was just
// sent may not be there yet (reported). What of it cannot be read is its Oddity. Errors:
// *ResponseError, *RequestError, *UnexpectedAnswerError; *MismatchError where another
// message came.
func (c *Client) GetChatMessage(ctx context.Context, chatThreadID, chatMessageID string, _ *GetChatMessageOptions) (GetChatMessageResponse, error) {
	const operation = "GetChatMessage"
	path, err := messagePath(chatThreadID, chatMessageID)
	if err != nil {
		return GetChatMessageResponse{}, fmt.Errorf("%s: %w", operation, err)
	}
	answer, err := c.send(ctx, request{operation: operation, method: http.MethodGet, url: c.url(path)}, http.StatusOK)
	if err != nil {
		return GetChatMessageResponse{}, err
	}
	var content json.RawMessage
	err = decodeJSON(answer.body, &content)
	message := decodeListedMessage(content)
	if err == nil && message.ID == "" {
		err = errors.New(withSubject("the message", []string{message.Odd.Why}))
	}
	if err != nil {
		return GetChatMessageResponse{}, answer.unexpected("not with a chat message: " + err.Error())
	}
	if message.ID != chatMessageID {
		return GetChatMessageResponse{}, answer.mismatch("", otherID("message", message.ID, chatMessageID))
	}
	return GetChatMessageResponse{ChatMessage: message}, nil
}

// messagePath is the path of a message.
func messagePath(chatThreadID, chatMessageID string) (string, error) {
	path, err := threadPath(chatThreadID)
	if err != nil {
		return "", err
	}
	id, err := pathSegment("chat message id", chatMessageID)
	if err != nil {
		return "", err
	}
	return path + "/messages/" + id, nil
}
