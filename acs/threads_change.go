package acs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// UpdateChatThreadProperties changes a thread's topic, metadata and retention
// policy, those that the options name, and leaves the rest as it is: the request is
// a merge patch. Options that name nothing are an error, and nothing is sent. A new
// topic makes a system message of type topicUpdated, the others make none
// (recorded). The token needs the scope chat; five updates of one thread in 10 s
// are allowed (documented).
//
// The request is repeated after a lost answer, 408, 429 and 5xx. A repetition says the
// same again: it makes at worst a second topicUpdated message, and undoes what
// somebody else changed in between. Errors: *UnsupportedError for metadata and
// retention policy before 2025-03-15 (but for 2024-03-15-preview), *ResponseError,
// *RequestError, *UnexpectedAnswerError.
func (c *Client) UpdateChatThreadProperties(ctx context.Context, chatThreadID string, options *UpdateChatThreadPropertiesOptions) (UpdateChatThreadPropertiesResponse, error) {
	r, err := c.updateChatThreadPropertiesRequest(chatThreadID, options)
	if err != nil {
		return UpdateChatThreadPropertiesResponse{}, err
	}
	if _, err := c.send(ctx, r, http.StatusNoContent); err != nil {
		return UpdateChatThreadPropertiesResponse{}, err
	}
	return UpdateChatThreadPropertiesResponse{}, nil
}

// updateChatThreadPropertiesRequest checks and writes the request.
func (c *Client) updateChatThreadPropertiesRequest(chatThreadID string, options *UpdateChatThreadPropertiesOptions) (request, error) {
	const operation = "UpdateChatThreadProperties"
	path, err := threadPath(chatThreadID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	if options == nil || (options.Topic == nil && len(options.Metadata) == 0 && options.RetentionPolicy == nil) {
		return request{}, fmt.Errorf("%s: %w", operation, errNothingToUpdate)
	}
	document := updateChatThreadRequest{Topic: options.Topic}
	if len(options.Metadata) > 0 {
		if err := c.version.requireThreadMetadata(); err != nil {
			return request{}, fmt.Errorf("%s: %w", operation, err)
		}
		document.Metadata = encodePatch(options.Metadata)
	}
	if options.RetentionPolicy != nil {
		if err := c.version.requireRetentionPolicy(); err != nil {
			return request{}, fmt.Errorf("%s: %w", operation, err)
		}
		document.RetentionPolicy = encodeRetentionPolicy(*options.RetentionPolicy)
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

// errNothingToUpdate is the fault of an update whose options are empty.
var errNothingToUpdate = errors.New("the options name nothing to update; nothing was sent")

// DeleteChatThread deletes a thread for all its members. It stays in their lists,
// with DeletedOn (recorded); its messages are gone (documented). The token needs the
// scope chat.
//
// The request is repeated after a lost answer, 408, 429 and 5xx. A 404 NotFound after an
// attempt whose outcome is not known means that the thread is gone: the call
// succeeds, and the response says where that comes from. Where all attempts of a
// call were lost (see [OutcomeUnknown]), a later call may be refused with 404 for the
// same reason; that is an error, since this call deleted nothing. Errors:
// *ResponseError, *RequestError, *UnexpectedAnswerError.
func (c *Client) DeleteChatThread(ctx context.Context, chatThreadID string, _ *DeleteChatThreadOptions) (DeleteChatThreadResponse, error) {
	r, err := c.deleteChatThreadRequest(chatThreadID)
	if err != nil {
		return DeleteChatThreadResponse{}, err
	}
	answer, err := c.send(ctx, r, http.StatusNoContent)
	if err != nil {
		return DeleteChatThreadResponse{}, err
	}
	return DeleteChatThreadResponse{ConcludedFromRefusal: answer.concluded}, nil
}

// deleteChatThreadRequest checks and writes the request.
func (c *Client) deleteChatThreadRequest(chatThreadID string) (request, error) {
	const operation = "DeleteChatThread"
	path, err := threadPath(chatThreadID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	return request{operation: operation, method: http.MethodDelete, url: c.url(path), achieved: isGone}, nil
}
