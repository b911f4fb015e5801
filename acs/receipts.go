package acs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// NewListChatReadReceiptsPager returns a pager over a thread's read receipts: one a
// reader, of the latest message that he has read (recorded). In threads of more
// than 20 participants the list is empty, whatever was sent (reported). Pages are by
// Skip, so that a receipt may be repeated or missed where the list changes between
// two of them. Nothing is sent before the first NextPage.
func (c *Client) NewListChatReadReceiptsPager(chatThreadID string, options *ListChatReadReceiptsOptions) *Pager[ListChatReadReceiptsResponse] {
	if options == nil {
		options = &ListChatReadReceiptsOptions{}
	}
	path, err := threadPath(chatThreadID)
	return newPager(c, pagerPlan[ListChatReadReceiptsResponse]{
		operation: "ListChatReadReceipts",
		first:     c.url(path+"/readReceipts", pageQuery(options.MaxPageSize, options.Skip)...),
		start:     options.NextLink,
		err:       err,
		decode: func(body []byte) (decodedPage[ListChatReadReceiptsResponse], error) {
			items, next, err := decodePage(body, "read receipts", decodeReceipt)
			page := ListChatReadReceiptsResponse{Value: items, NextLink: next}
			return decodedPage[ListChatReadReceiptsResponse]{page, len(items), next}, err
		},
	})
}

// SendChatReadReceipt says that the token's user has read the thread up to a
// message. A message that was just sent may not be known yet: 404 (recorded); the
// client leaves it to the caller to wait. In threads of more than 20 participants it
// succeeds without effect (reported). Ten in 10 s and 30 in a minute are allowed for
// a user and a thread (documented).
//
// The request is repeated after a lost answer, 408, 429 and 5xx: the same receipt twice is
// one receipt. Only status 200 with an empty body counts as success. Errors:
// *ResponseError, *RequestError, *UnexpectedAnswerError.
func (c *Client) SendChatReadReceipt(ctx context.Context, chatThreadID, chatMessageID string, _ *SendChatReadReceiptOptions) (SendChatReadReceiptResponse, error) {
	r, err := c.sendChatReadReceiptRequest(chatThreadID, chatMessageID)
	if err != nil {
		return SendChatReadReceiptResponse{}, err
	}
	if err := c.sendForNothing(ctx, r); err != nil {
		return SendChatReadReceiptResponse{}, err
	}
	return SendChatReadReceiptResponse{}, nil
}

// sendChatReadReceiptRequest checks and writes the request.
func (c *Client) sendChatReadReceiptRequest(chatThreadID, chatMessageID string) (request, error) {
	const operation = "SendChatReadReceipt"
	path, err := threadPath(chatThreadID)
	if err == nil && chatMessageID == "" {
		err = errors.New("the chat message id is empty")
	}
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	body, err := encodeJSON(sendReadReceiptRequest{ChatMessageID: chatMessageID})
	if err != nil {
		return request{}, fmt.Errorf("%s: writing the request: %w", operation, err)
	}
	return request{operation: operation, method: http.MethodPost, url: c.url(path + "/readReceipts"), body: body}, nil
}

// SendTypingNotification says that the token's user is typing, now. Nothing is
// kept. Threads of more than 20 participants do not support it (documented). The
// service allows 5 notifications in 10 s and 15 in a minute for a user and a thread,
// 10 and 30 for a thread (documented); the JavaScript SDK sends one in 8 s at most.
//
// The request is repeated after a lost answer, 408, 429 and 5xx. A notification that comes
// late tells what is no longer so: give the context a deadline of a few seconds. Only
// status 200 with an empty body counts as success. Errors: *UnsupportedError for a
// display name before 2021-09-07, *ResponseError, *RequestError,
// *UnexpectedAnswerError.
func (c *Client) SendTypingNotification(ctx context.Context, chatThreadID string, options *SendTypingNotificationOptions) (SendTypingNotificationResponse, error) {
	r, err := c.sendTypingNotificationRequest(chatThreadID, options)
	if err != nil {
		return SendTypingNotificationResponse{}, err
	}
	if err := c.sendForNothing(ctx, r); err != nil {
		return SendTypingNotificationResponse{}, err
	}
	return SendTypingNotificationResponse{}, nil
}

// sendTypingNotificationRequest checks and writes the request, which has no body
// where there is nothing to say in it.
func (c *Client) sendTypingNotificationRequest(chatThreadID string, options *SendTypingNotificationOptions) (request, error) {
	const operation = "SendTypingNotification"
	path, err := threadPath(chatThreadID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	r := request{operation: operation, method: http.MethodPost, url: c.url(path + "/typing")}
	if options == nil || options.SenderDisplayName == nil {
		return r, nil
	}
	if err := c.version.require(c.version.SupportsTypingSenderDisplayName(), "display name in typing notifications", APIVersion20210907); err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	r.body, err = encodeJSON(sendTypingNotificationRequest{SenderDisplayName: options.SenderDisplayName})
	if err != nil {
		return request{}, fmt.Errorf("%s: writing the request: %w", operation, err)
	}
	return r, nil
}

// sendForNothing sends a request whose answer is 200 without a body (recorded). A
// body is a sign that something else answered, such as a proxy's page.
func (c *Client) sendForNothing(ctx context.Context, r request) error {
	answer, err := c.send(ctx, r, http.StatusOK)
	if err != nil {
		return err
	}
	if len(answer.body) > 0 {
		return answer.unexpected("with a body, which this operation does not have")
	}
	return nil
}
