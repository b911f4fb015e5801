package acs

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
)

// SendChatMessage sends a message as the token's user, who must be a member. The content
// may have about 28 KB (documented). The service sanitises content of type html
// (documented), so that what is read may differ from what was sent. Ten messages may be
// sent, updated and deleted in a thread in 10 s, and 30 in a minute (documented).
//
// Attachments cannot be sent: 2024-03-15-preview alone has them, for threads of Teams
// meetings, and for images that were uploaded by operations which this package leaves out.
//
// The request is sent again after 429 only. Where the outcome stays unknown (see
// [OutcomeUnknown]), the list of messages shows whether it is there; the list may lag
// (reported).
func (c *Client) SendChatMessage(ctx context.Context, chatThreadID, content string, options *SendChatMessageOptions) (SendChatMessageResponse, error) {
	options = cmp.Or(options, &SendChatMessageOptions{})
	r := c.request(OperationSendChatMessage, http.MethodPost, "/chat/threads/%s/messages", threadInPath(chatThreadID))
	document := sendChatMessageRequest{Content: content, SenderDisplayName: options.SenderDisplayName, Type: options.Type}
	if len(options.Metadata) > 0 {
		r.fail(c.version.requireMessageMetadata())
		document.Metadata = maps.Clone(options.Metadata)
	}
	return do(ctx, c.connection, r.with(document), func(answer *reply) (SendChatMessageResponse, error) {
		var result sendChatMessageResult
		err := decodeJSON(answer.body, &result)
		if err == nil && result.ID == "" {
			err = errors.New("the document has no message id")
		}
		if err != nil {
			return SendChatMessageResponse{}, answer.unexpected("not with the id of a message: " + err.Error())
		}
		return SendChatMessageResponse{ID: result.ID, Location: answer.resp.Header.Get("Location")}, nil
	}, http.StatusCreated)
}

// NewListChatMessagesPager returns a pager over a thread's messages, system messages and
// deleted ones included, the highest sequence id first (recorded): the newest, and among
// them older ones that were changed lately, since a change gives a message a new sequence
// id. Users see messages from their share history time on (documented); who has left a
// thread may still read it (reported).
//
// Set MaxPageSize: the service's default was 10 messages in 2021 (recorded) and 6 in 2024
// (reported), and every page counts against the limits, 50 in 10 s and 200 in a minute for
// a user and a thread (documented).
//
// A message that arrives or changes between two pages makes the later page repeat a
// message of an earlier one (reported): compare ChatMessage.ID, and keep the higher Version.
func (c *Client) NewListChatMessagesPager(chatThreadID string, options *ListChatMessagesOptions) *Pager[ListChatMessagesResponse] {
	options = cmp.Or(options, &ListChatMessagesOptions{})
	first := c.list(OperationListChatMessages, "/chat/threads/%s/messages", nil, options.MaxPageSize, options.StartTime, threadInPath(chatThreadID))
	first.maxAnswer = maxMessagePageSize
	return newPager(c, first, options.NextLink, "chat messages", decodeListedMessage)
}

// messageRequest begins a request about one message.
func (c *Client) messageRequest(operation Operation, method, chatThreadID, chatMessageID string) request {
	return c.request(operation, method, "/chat/threads/%s/messages/%s", threadInPath(chatThreadID), messageInPath(chatMessageID))
}

// GetChatMessage returns one message, whatever its type. A message that was just sent may
// not be there yet (reported). What of it cannot be read is its Oddity. Another message
// than the one asked for is a *MismatchError.
func (c *Client) GetChatMessage(ctx context.Context, chatThreadID, chatMessageID string, _ *GetChatMessageOptions) (GetChatMessageResponse, error) {
	r := c.messageRequest(OperationGetChatMessage, http.MethodGet, chatThreadID, chatMessageID)
	return do(ctx, c.connection, r, func(answer *reply) (GetChatMessageResponse, error) {
		var content json.RawMessage
		err := decodeJSON(answer.body, &content)
		message := decodeListedMessage(content)
		if err == nil && message.ID == "" {
			err = errors.New(message.Odd.sentence("the message"))
		}
		if err != nil {
			return GetChatMessageResponse{}, answer.unexpected("not with a chat message: " + err.Error())
		}
		if message.ID != chatMessageID {
			return GetChatMessageResponse{}, answer.mismatch(otherID("message", message.ID, chatMessageID))
		}
		return GetChatMessageResponse{ChatMessage: message}, nil
	}, http.StatusOK)
}

// UpdateChatMessage changes what the options name and leaves the rest: the request is a
// merge patch. Options that name nothing are an error. Only the sender may (documented).
// The message keeps its id and CreatedOn, and gets EditedOn, a new version and a new
// sequence id (recorded). A repetition undoes a change of the sender's other devices in
// between.
func (c *Client) UpdateChatMessage(ctx context.Context, chatThreadID, chatMessageID string, options *UpdateChatMessageOptions) (UpdateChatMessageResponse, error) {
	options = cmp.Or(options, &UpdateChatMessageOptions{})
	r := c.messageRequest(OperationUpdateChatMessage, http.MethodPatch, chatThreadID, chatMessageID)
	document := updateChatMessageRequest{Content: options.Content}
	if len(options.Metadata) > 0 {
		r.fail(c.version.requireMessageMetadata())
		document.Metadata = encodePatch(options.Metadata)
	}
	r = r.patch(document, options.Content != nil || len(options.Metadata) > 0)
	return do(ctx, c.connection, r, ignored[UpdateChatMessageResponse], http.StatusNoContent)
}

// DeleteChatMessage deletes a message. Only its sender may (documented). It stays in the
// list, with DeletedOn, empty content and a new sequence id (recorded). A 404 NotFound
// after an attempt of unknown outcome means that it is gone, as with DeleteChatThread.
func (c *Client) DeleteChatMessage(ctx context.Context, chatThreadID, chatMessageID string, _ *DeleteChatMessageOptions) (DeleteChatMessageResponse, error) {
	r := c.messageRequest(OperationDeleteChatMessage, http.MethodDelete, chatThreadID, chatMessageID)
	r.achieved = isGone
	return do(ctx, c.connection, r, func(answer *reply) (DeleteChatMessageResponse, error) {
		return DeleteChatMessageResponse{ConcludedFromRefusal: answer.concluded}, nil
	}, http.StatusNoContent)
}
