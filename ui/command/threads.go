package command

import (
	"cmp"
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// ThreadsPageMsg is the answer to ListThreads.
type ThreadsPageMsg struct {
	Answer
	Request pages.Request
	Page    pages.Page[acs.ChatThreadItem]
}

// ListThreads asks for one page of the user's threads.
func ListThreads(s *Scope, request pages.Request) tea.Cmd { return listThreads(s, request, false) }

// ListThreadsPaced is ListThreads for one of many pages: the call waits until it stays
// under the service's limit.
func ListThreadsPaced(s *Scope, request pages.Request) tea.Cmd { return listThreads(s, request, true) }

func listThreads(s *Scope, request pages.Request, paced bool) tea.Cmd {
	size := s.Session().PageSize
	return start(s, operation{name: "list the threads", id: acs.OperationListChatThreads, paced: paced}, func(ctx context.Context, service Service) (ThreadsPageMsg, error) {
		options := &acs.ListChatThreadsOptions{NextLink: request.Link}
		if size > 0 {
			options.MaxPageSize = &size
		}
		page, err := service.NewListChatThreadsPager(options).NextPage(ctx)
		return ThreadsPageMsg{
			Request: request,
			Page:    pages.Page[acs.ChatThreadItem]{Items: page.Value, NextLink: page.NextLink},
		}, err
	})
}

// ThreadMsg is the answer to GetThread; the Answer's JSON is the thread as the
// service sent it.
type ThreadMsg struct {
	Answer
	Thread acs.ChatThreadProperties
}

// GetThread asks for a thread's properties.
func GetThread(s *Scope, threadID string) tea.Cmd {
	return start(s, operation{name: "get the thread", id: acs.OperationGetChatThreadProperties, threadID: threadID, thread: true}, func(ctx context.Context, service Service) (ThreadMsg, error) {
		response, err := service.GetChatThreadProperties(ctx, threadID, nil)
		return ThreadMsg{Thread: response.ChatThreadProperties}, err
	})
}

// NewThread is what CreateThread asks for. The values are the service's own.
type NewThread struct {
	Topic           string
	Participants    []acs.ChatParticipant
	Metadata        map[string]string
	RetentionPolicy *acs.ChatRetentionPolicy
	// RepeatabilityRequestID makes the request repeatable; see
	// acs.CreateChatThreadOptions.
	RepeatabilityRequestID string
	// FirstAttempt is when the first request with that id was made.
	FirstAttempt time.Time
}

func (n NewThread) options() *acs.CreateChatThreadOptions {
	return &acs.CreateChatThreadOptions{
		Participants: n.Participants, Metadata: n.Metadata,
		RetentionPolicy: n.RetentionPolicy, RepeatabilityRequestID: n.RepeatabilityRequestID, FirstAttempt: n.FirstAttempt,
	}
}

// ThreadCreatedMsg is the answer to CreateThread.
type ThreadCreatedMsg struct {
	Answer
	Asked   NewThread
	Created acs.CreateChatThreadResponse
}

// CreateThread creates a thread. It runs in the program's scope.
func CreateThread(s *Scope, thread NewThread) tea.Cmd {
	return start(s, operation{name: "create the thread", id: acs.OperationCreateChatThread, write: true, doubt: &doubt{
		"It is not known whether the thread was created",
		"Look in the list of threads before you create it again.",
	}}, func(ctx context.Context, service Service) (ThreadCreatedMsg, error) {
		response, err := service.CreateChatThread(ctx, thread.Topic, thread.options())
		return ThreadCreatedMsg{Asked: thread, Created: response}, err
	})
}

// Notification tells of the result where the form is gone.
func (m ThreadCreatedMsg) Notification() screen.Notification {
	topic := text.Sanitize(m.Asked.Topic)
	if m.Problem != nil {
		return failedNotification(m.Answer, fmt.Sprintf("creating thread “%s”", topic))
	}
	n := screen.Notification{
		Level: screen.LevelSuccess, Text: fmt.Sprintf("thread “%s” created", text.Sanitize(m.Created.ChatThread.Topic)),
		Details: []string{"id " + text.Sanitize(m.Created.ChatThread.ID)},
	}
	if unread := m.Created.UnreadRefusals; unread != "" {
		n.Level = screen.LevelWarning
		n.Text += ", who was refused can't be read"
		n.Details = append(n.Details, "invalidParticipants as it came: "+excerpt(unread))
	}
	if len(m.Created.Differences) > 0 {
		n.Level = screen.LevelWarning
		n.Text += ", not as you asked for it"
		for _, difference := range m.Created.Differences {
			n.Details = append(n.Details, text.Sanitize(difference))
		}
	}
	return withRefusals(n, m.Created.InvalidParticipants)
}

// withRefusals adds the participants that the service did not take.
func withRefusals(n screen.Notification, refused []acs.CommunicationError) screen.Notification {
	if len(refused) == 0 {
		return n
	}
	n.Level = screen.LevelWarning
	n.Text += fmt.Sprintf(", %d refused", len(refused))
	for _, e := range refused {
		n.Details = append(n.Details, RefusalText(e))
	}
	return n
}

// RefusalText is one refused participant on one line.
func RefusalText(e acs.CommunicationError) string {
	return text.Sanitize(fmt.Sprintf("refused %s: %s", cmp.Or(e.Target, "(no id given)"), Reason(e)))
}

// Reason is the service's reason for a refusal: its code and its message.
func Reason(e acs.CommunicationError) string {
	switch {
	case e.Code == "" && e.Message == "":
		return "no reason given"
	case e.Message == "":
		return e.Code + ", no message"
	case e.Code == "":
		return e.Message
	}
	return e.Code + " " + e.Message
}

// failedNotification tells of a failed write.
func failedNotification(a Answer, doing string) screen.Notification {
	outcome := "failed"
	if a.OutcomeUnknown {
		outcome = "has an unknown outcome"
	}
	return screen.Notification{
		Level: screen.LevelError, Text: fmt.Sprintf("%s %s: %s", doing, outcome, a.Problem.Why), Details: a.Problem.Lines(),
	}
}
