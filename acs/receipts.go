package acs

import (
	"cmp"
	"context"
	"errors"
	"net/http"
)

// NewListChatReadReceiptsPager returns a pager over a thread's read receipts: one a
// reader, of the latest message that they have read (recorded). In threads of more than 20
// participants the list is empty (reported). Pages are by Skip, so that a receipt may be
// repeated or missed where the list changes between two of them.
func (c *Client) NewListChatReadReceiptsPager(chatThreadID string, options *ListChatReadReceiptsOptions) *Pager[ListChatReadReceiptsResponse] {
	options = cmp.Or(options, &ListChatReadReceiptsOptions{})
	first := c.list(OperationListChatReadReceipts, "/chat/threads/%s/readReceipts", options.Skip, options.MaxPageSize, nil, threadInPath(chatThreadID))
	return newPager(c, first, options.NextLink, "read receipts", decodeReceipt)
}

// SendChatReadReceipt says that the token's user has read the thread up to a message. A
// message that was just sent may not be known yet: 404 (recorded). In threads of more than
// 20 participants it succeeds without effect (reported). Ten in 10 s and 30 in a minute
// are allowed for a user and a thread (documented).
func (c *Client) SendChatReadReceipt(ctx context.Context, chatThreadID, chatMessageID string, _ *SendChatReadReceiptOptions) (SendChatReadReceiptResponse, error) {
	r := c.request(OperationSendChatReadReceipt, http.MethodPost, "/chat/threads/%s/readReceipts", threadInPath(chatThreadID))
	if chatMessageID == "" {
		r.fail(errors.New("the chat message id is empty"))
	}
	return do(ctx, c.connection, r.with(sendReadReceiptRequest{ChatMessageID: chatMessageID}), noBody[SendChatReadReceiptResponse], http.StatusOK)
}

// SendTypingNotification says that the token's user is typing, now. Threads of more than
// 20 participants do not support it; 5 in 10 s and 15 in a minute are allowed for a user
// and a thread, 10 and 30 for a thread (documented); the JavaScript SDK sends one in 8 s
// at most. One that comes late is wrong: give the context a deadline of a few seconds.
func (c *Client) SendTypingNotification(ctx context.Context, chatThreadID string, options *SendTypingNotificationOptions) (SendTypingNotificationResponse, error) {
	r := c.request(OperationSendTypingNotification, http.MethodPost, "/chat/threads/%s/typing", threadInPath(chatThreadID))
	if options != nil && options.SenderDisplayName != nil {
		r.fail(c.version.require(c.version.SupportsTypingSenderDisplayName(), "display name in typing notifications", APIVersion20210907))
		r = r.with(sendTypingNotificationRequest{SenderDisplayName: options.SenderDisplayName})
	}
	return do(ctx, c.connection, r, noBody[SendTypingNotificationResponse], http.StatusOK)
}

// noBody reads an answer that has no body (recorded). One is a sign that something else
// answered, such as a proxy's page.
func noBody[T any](answer *reply) (T, error) {
	if len(answer.body) > 0 {
		var none T
		return none, answer.unexpected("with a body, which this operation does not have")
	}
	return ignored[T](answer)
}
