package command

import (
	"context"
	"encoding/json"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/pages"
)

// PageMsg is a page of a list.
type PageMsg[T any] struct {
	Answer
	// ThreadID is the thread that the list is of; empty for the list of threads.
	ThreadID string
	Request  pages.Request
	Page     pages.Page[T]
	// Raw are the page's items as they came, in the page's order; nil where they
	// cannot be told apart.
	Raw []json.RawMessage
}

// The pages of the lists.
type (
	// ThreadsPageMsg is the answer to ListThreads.
	ThreadsPageMsg = PageMsg[acs.ChatThreadItem]
	// ParticipantsPageMsg is the answer to ListParticipants.
	ParticipantsPageMsg = PageMsg[acs.ChatParticipant]
	// MessagesPageMsg is the answer to ListMessages.
	MessagesPageMsg = PageMsg[acs.ChatMessage]
)

// set separates the single items of the answer, on the command's goroutine.
func (m *PageMsg[T]) set(answer Answer) {
	m.Answer = answer
	var body struct{ Value []json.RawMessage }
	if json.Unmarshal(answer.JSON, &body) == nil && len(body.Value) == len(m.Page.Items) {
		m.Raw = body.Value
	}
}

// listPage asks for one page; size is how many items are asked for, nil leaves it to the
// service.
func listPage[T any](s *Scope, op operation, request pages.Request, next func(ctx context.Context, service Service, size *int32) ([]T, string, error)) tea.Cmd {
	var size *int32
	if n := s.Session().PageSize; n > 0 {
		size = &n
	}
	return do(s, op, func(ctx context.Context, service Service) (PageMsg[T], error) {
		items, link, err := next(ctx, service, size)
		return PageMsg[T]{ThreadID: op.threadID, Request: request, Page: pages.Page[T]{Items: items, NextLink: link}}, err
	})
}

// ListThreads asks for one page of the user's threads.
func ListThreads(s *Scope, request pages.Request) tea.Cmd {
	op := operation{name: "list the threads", id: acs.OperationListChatThreads}
	return listPage(s, op, request, func(ctx context.Context, service Service, size *int32) ([]acs.ChatThreadItem, string, error) {
		page, err := service.NewListChatThreadsPager(&acs.ListChatThreadsOptions{NextLink: request.Link, MaxPageSize: size}).NextPage(ctx)
		return page.Value, page.NextLink, err
	})
}

// maxSkip is the largest value of the skip parameter, an int32.
const maxSkip = 1<<31 - 1

// ListParticipants asks for one page of a thread's participants.
func ListParticipants(s *Scope, threadID string, request pages.Request) tea.Cmd {
	op := operation{name: "list the participants", id: acs.OperationListChatParticipants, threadID: threadID}
	return listPage(s, op, request, func(ctx context.Context, service Service, size *int32) ([]acs.ChatParticipant, string, error) {
		options := &acs.ListChatParticipantsOptions{NextLink: request.Link, MaxPageSize: size}
		if request.Skip > 0 {
			options.Skip = new(int32(min(request.Skip, maxSkip)))
		}
		page, err := service.NewListChatParticipantsPager(threadID, options).NextPage(ctx)
		return page.Value, page.NextLink, err
	})
}

// ListMessages asks for one page of a thread's messages, those that changed last on
// the first one. Reading them tells nobody that they were read.
func ListMessages(s *Scope, threadID string, request pages.Request) tea.Cmd {
	op := operation{name: "list the messages", id: acs.OperationListChatMessages, threadID: threadID}
	return listPage(s, op, request, func(ctx context.Context, service Service, size *int32) ([]acs.ChatMessage, string, error) {
		page, err := service.NewListChatMessagesPager(threadID, &acs.ListChatMessagesOptions{NextLink: request.Link, MaxPageSize: size}).NextPage(ctx)
		return page.Value, page.NextLink, err
	})
}
