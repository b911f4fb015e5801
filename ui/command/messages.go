package command

import (
	"context"
	"encoding/json"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/pages"
)

// MessagesPageMsg is the answer to ListMessages.
type MessagesPageMsg struct {
	Answer
	ThreadID string
	Request  pages.Request
	Page     pages.Page[acs.ChatMessage]
	// Raw are the page's messages as they came, in the page's order; nil where they
	// cannot be told apart.
	Raw []json.RawMessage
}

// set takes the single messages out of the answer, on the command's goroutine.
func (m *MessagesPageMsg) set(answer Answer) {
	m.Answer = answer
	var body struct{ Value []json.RawMessage }
	if json.Unmarshal(answer.JSON, &body) == nil && len(body.Value) == len(m.Page.Items) {
		m.Raw = body.Value
	}
}

// ListMessages asks for one page of a thread's messages, those that changed last on
// the first one. Reading them tells nobody that they were read.
func ListMessages(s *Scope, threadID string, request pages.Request) tea.Cmd {
	return listMessages(s, threadID, request, false)
}

// ListMessagesPaced is ListMessages for one of many pages: the call waits until it
// stays under the service's limit.
func ListMessagesPaced(s *Scope, threadID string, request pages.Request) tea.Cmd {
	return listMessages(s, threadID, request, true)
}

func listMessages(s *Scope, threadID string, request pages.Request, paced bool) tea.Cmd {
	size := s.Session().PageSize
	return start(s, operation{name: "list the messages", id: acs.OperationListChatMessages, threadID: threadID, paced: paced, thread: true}, func(ctx context.Context, service Service) (MessagesPageMsg, error) {
		options := &acs.ListChatMessagesOptions{NextLink: request.Link}
		if size > 0 {
			options.MaxPageSize = &size
		}
		page, err := service.NewListChatMessagesPager(threadID, options).NextPage(ctx)
		return MessagesPageMsg{
			ThreadID: threadID, Request: request,
			Page: pages.Page[acs.ChatMessage]{Items: page.Value, NextLink: page.NextLink},
		}, err
	})
}

// MessageMsg is the answer to GetMessage.
type MessageMsg struct {
	Answer
	ThreadID string
	Message  acs.ChatMessage
}

// GetMessage asks for one message.
func GetMessage(s *Scope, threadID, messageID string) tea.Cmd {
	return start(s, operation{name: "get the message", id: acs.OperationGetChatMessage, threadID: threadID, thread: true, message: true}, func(ctx context.Context, service Service) (MessageMsg, error) {
		response, err := service.GetChatMessage(ctx, threadID, messageID, nil)
		return MessageMsg{ThreadID: threadID, Message: response.ChatMessage}, err
	})
}

// ReadReceiptsMsg is the answer to ListReadReceipts.
type ReadReceiptsMsg struct {
	Answer
	ThreadID string
	Receipts []acs.ChatMessageReadReceipt
	// More says that the service has further ones.
	More bool
}

// receiptsAsked is how many receipts are asked for: the service keeps none in threads
// of more than 20 participants (documented), so that one page holds all.
const receiptsAsked = 100

// ListReadReceipts asks who has read a thread up to which message.
func ListReadReceipts(s *Scope, threadID string) tea.Cmd {
	return start(s, operation{name: "list the read receipts", id: acs.OperationListChatReadReceipts, threadID: threadID, thread: true}, func(ctx context.Context, service Service) (ReadReceiptsMsg, error) {
		size := int32(receiptsAsked)
		page, err := service.NewListChatReadReceiptsPager(threadID, &acs.ListChatReadReceiptsOptions{MaxPageSize: &size}).NextPage(ctx)
		return ReadReceiptsMsg{ThreadID: threadID, Receipts: page.Value, More: page.NextLink != ""}, err
	})
}
