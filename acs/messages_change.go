package acs

import (
	"context"
	"fmt"
	"net/http"
)

// UpdateChatMessage changes a message's content and metadata, those that the options
// name, and leaves the rest as it is: the request is a merge patch. Options that name
// nothing are an error, and nothing is sent. Only the message's sender may
// (documented). The message keeps its id and CreatedOn, and gets EditedOn, a new
// version and a new sequence id, by which it comes first in the list (recorded).
//
// The request is repeated after a lost answer, 408, 429 and 5xx. A repetition says the
// same again: it gives the message at worst another version, and undoes a change of
// the sender's other devices in between. Errors: *UnsupportedError for metadata
// before 2021-09-07, *ResponseError, *RequestError, *UnexpectedAnswerError.
func (c *Client) UpdateChatMessage(ctx context.Context, chatThreadID, chatMessageID string, options *UpdateChatMessageOptions) (UpdateChatMessageResponse, error) {
	r, err := c.updateChatMessageRequest(chatThreadID, chatMessageID, options)
	if err != nil {
		return UpdateChatMessageResponse{}, err
	}
	if _, err := c.send(ctx, r, http.StatusNoContent); err != nil {
		return UpdateChatMessageResponse{}, err
	}
	return UpdateChatMessageResponse{}, nil
}

// updateChatMessageRequest checks and writes the request.
func (c *Client) updateChatMessageRequest(chatThreadID, chatMessageID string, options *UpdateChatMessageOptions) (request, error) {
	const operation = "UpdateChatMessage"
	path, err := messagePath(chatThreadID, chatMessageID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	if options == nil || (options.Content == nil && len(options.Metadata) == 0) {
		return request{}, fmt.Errorf("%s: %w", operation, errNothingToUpdate)
	}
	document := updateChatMessageRequest{Content: options.Content}
	if len(options.Metadata) > 0 {
		if err := c.version.requireMessageMetadata(); err != nil {
			return request{}, fmt.Errorf("%s: %w", operation, err)
		}
		document.Metadata = encodePatch(options.Metadata)
	}
	body, err := encodeJSON(document)
	if err != nil {
		return request{}, fmt.Errorf("%s: writing the request: %w", operation, err)
	}
	return request{
		operation:   operation,
		method:      http.MethodPatch,
		url:         c.url(path),
		body:        body,
		contentType: mediaTypeMergePatch,
	}, nil
}

// DeleteChatMessage deletes a message. Only its sender may (documented). It stays in
// the list, with DeletedOn, empty content and a new sequence id (recorded).
//
// The request is repeated after a lost answer, 408, 429 and 5xx. A 404 NotFound after an
// attempt whose outcome is not known means that the message is gone: the call
// succeeds, and the response says where that comes from. Errors: *ResponseError,
// *RequestError, *UnexpectedAnswerError.
func (c *Client) DeleteChatMessage(ctx context.Context, chatThreadID, chatMessageID string, _ *DeleteChatMessageOptions) (DeleteChatMessageResponse, error) {
	r, err := c.deleteChatMessageRequest(chatThreadID, chatMessageID)
	if err != nil {
		return DeleteChatMessageResponse{}, err
	}
	answer, err := c.send(ctx, r, http.StatusNoContent)
	if err != nil {
		return DeleteChatMessageResponse{}, err
	}
	return DeleteChatMessageResponse{ConcludedFromRefusal: answer.concluded}, nil
}

// deleteChatMessageRequest checks and writes the request.
func (c *Client) deleteChatMessageRequest(chatThreadID, chatMessageID string) (request, error) {
	const operation = "DeleteChatMessage"
	path, err := messagePath(chatThreadID, chatMessageID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	return request{operation: operation, method: http.MethodDelete, url: c.url(path), achieved: isGone}, nil
}
