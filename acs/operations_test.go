package acs_test

import (
	"context"
	"net/http"
	"time"

	"acs-chat-tui/acs"
)

// threadPath and messagePath are those of threadID and messageID as the SDKs write
// them.
const (
	messageID   = "1591137790240"
	threadPath  = "/chat/threads/19%3AkMGazTj-GvZ4GJgX2096VDFWu7MA8yQKxPQSkuXQCjs1%40thread.v2"
	messagePath = threadPath + "/messages/" + messageID

	jsonType       = "application/json"
	mergePatchType = "application/merge-patch+json"
)

// operation is a call with everything in it, the request that it makes, and an
// answer to it.
type operation struct {
	name        acs.Operation
	method, uri string
	contentType string
	body        string
	status      int
	answer      string
	call        func(ctx context.Context, client *acs.Client) error
}

// changes are the operations that change something.
func changes() []operation {
	update := &acs.UpdateChatThreadPropertiesOptions{
		Topic:           new("Lunch <&> talk"),
		Metadata:        map[string]*string{"b": new("2"), "a": nil},
		RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: new(int32(60))},
	}
	message := &acs.SendChatMessageOptions{
		Type: acs.ChatMessageTypeHTML, SenderDisplayName: new("Jane"), Metadata: map[string]string{"tags": "x"},
	}
	edit := &acs.UpdateChatMessageOptions{Content: new("<b>now</b>"), Metadata: map[string]*string{"tags": nil, "k": new("v")}}
	typing := &acs.SendTypingNotificationOptions{SenderDisplayName: new("Jane")}
	const version = "?api-version=2025-03-15"
	return []operation{
		{
			"UpdateChatThreadProperties", "PATCH", threadPath + version, mergePatchType,
			`{"topic":"Lunch <&> talk","metadata":{"a":"","b":"2"},"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":60}}`,
			http.StatusNoContent, ``,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.UpdateChatThreadProperties(ctx, threadID, update)
				return err
			},
		},
		{
			"DeleteChatThread", "DELETE", threadPath + version, ``, ``, http.StatusNoContent, ``,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.DeleteChatThread(ctx, threadID, nil)
				return err
			},
		},
		{
			"RemoveChatParticipant", "POST", threadPath + "/participants/:remove" + version, jsonType,
			`{"rawId":"` + userB + `","communicationUser":{"id":"` + userB + `"}}`, http.StatusNoContent, ``,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.RemoveChatParticipant(ctx, threadID, acs.ParseRawID(userB), nil)
				return err
			},
		},
		{
			"SendChatMessage", "POST", threadPath + "/messages" + version, jsonType,
			`{"content":"<b>hi</b> & \"ho\"","senderDisplayName":"Jane","type":"html","metadata":{"tags":"x"}}`,
			http.StatusCreated, `{"id":"` + messageID + `"}`,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.SendChatMessage(ctx, threadID, `<b>hi</b> & "ho"`, message)
				return err
			},
		},
		{
			"UpdateChatMessage", "PATCH", messagePath + version, mergePatchType,
			`{"content":"<b>now</b>","metadata":{"k":"v","tags":""}}`, http.StatusNoContent, ``,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.UpdateChatMessage(ctx, threadID, messageID, edit)
				return err
			},
		},
		{
			"DeleteChatMessage", "DELETE", messagePath + version, ``, ``, http.StatusNoContent, ``,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.DeleteChatMessage(ctx, threadID, messageID, nil)
				return err
			},
		},
		{
			"SendChatReadReceipt", "POST", threadPath + "/readReceipts" + version, jsonType,
			`{"chatMessageId":"` + messageID + `"}`, http.StatusOK, ``,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.SendChatReadReceipt(ctx, threadID, messageID, nil)
				return err
			},
		},
		{
			"SendTypingNotification", "POST", threadPath + "/typing" + version, jsonType,
			`{"senderDisplayName":"Jane"}`, http.StatusOK, ``,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.SendTypingNotification(ctx, threadID, typing)
				return err
			},
		},
	}
}

// readings are the operations that read messages and receipts.
func readings() []operation {
	start := time.Date(2024, 1, 1, 2, 0, 0, 5, time.FixedZone("", 7200))
	return []operation{
		{
			"ListChatMessages", "GET", threadPath + "/messages?maxPageSize=50&startTime=2024-01-01T00%3A00%3A00Z&api-version=2025-03-15",
			``, ``, http.StatusOK, `{"value":[]}`,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.NewListChatMessagesPager(threadID, &acs.ListChatMessagesOptions{MaxPageSize: new(int32(50)), StartTime: &start}).NextPage(ctx)
				return err
			},
		},
		{
			"GetChatMessage", "GET", messagePath + "?api-version=2025-03-15", ``, ``, http.StatusOK, `{"id":"` + messageID + `"}`,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.GetChatMessage(ctx, threadID, messageID, nil)
				return err
			},
		},
		{
			"ListChatReadReceipts", "GET", threadPath + "/readReceipts?skip=3&maxPageSize=2&api-version=2025-03-15",
			``, ``, http.StatusOK, `{"value":[]}`,
			func(ctx context.Context, c *acs.Client) error {
				_, err := c.NewListChatReadReceiptsPager(threadID, &acs.ListChatReadReceiptsOptions{MaxPageSize: new(int32(2)), Skip: new(int32(3))}).NextPage(ctx)
				return err
			},
		},
	}
}

// later are the operations of changes and of readings.
func later() []operation { return append(changes(), readings()...) }
