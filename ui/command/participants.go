package command

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// ParticipantsPageMsg is the answer to ListParticipants.
type ParticipantsPageMsg struct {
	Answer
	ThreadID string
	Request  pages.Request
	Page     pages.Page[acs.ChatParticipant]
}

// ListParticipants asks for one page of a thread's participants.
func ListParticipants(s *Scope, threadID string, request pages.Request) tea.Cmd {
	return listParticipants(s, threadID, request, false)
}

// ListParticipantsPaced is ListParticipants for one of many pages: the call waits
// until it stays under the service's limit.
func ListParticipantsPaced(s *Scope, threadID string, request pages.Request) tea.Cmd {
	return listParticipants(s, threadID, request, true)
}

func listParticipants(s *Scope, threadID string, request pages.Request, paced bool) tea.Cmd {
	size := s.Session().PageSize
	return start(s, operation{name: "list the participants", id: acs.OperationListChatParticipants, threadID: threadID, paced: paced, thread: true}, func(ctx context.Context, service Service) (ParticipantsPageMsg, error) {
		options := &acs.ListChatParticipantsOptions{NextLink: request.Link}
		if size > 0 {
			options.MaxPageSize = &size
		}
		if request.Skip > 0 {
			skip := int32(min(request.Skip, maxSkip))
			options.Skip = &skip
		}
		page, err := service.NewListChatParticipantsPager(threadID, options).NextPage(ctx)
		return ParticipantsPageMsg{
			ThreadID: threadID, Request: request,
			Page: pages.Page[acs.ChatParticipant]{Items: page.Value, NextLink: page.NextLink},
		}, err
	})
}

// maxSkip is the largest value of the skip parameter, an int32.
const maxSkip = 1<<31 - 1

// ParticipantsAddedMsg is the answer to AddParticipants.
type ParticipantsAddedMsg struct {
	Answer
	ThreadID string
	Topic    string
	Asked    []acs.ChatParticipant
	Refused  []acs.CommunicationError
}

// AddParticipants adds participants to a thread. It runs in the program's scope.
func AddParticipants(s *Scope, threadID, topic string, participants []acs.ChatParticipant) tea.Cmd {
	return start(s, operation{name: "add the participants", id: acs.OperationAddChatParticipants, threadID: threadID, paced: true, write: true, thread: true, doubt: &doubt{
		"It is not known whether the participants were added",
		"Look at the thread's participants, or add them again: whoever is a member stays as they are.",
	}}, func(ctx context.Context, service Service) (ParticipantsAddedMsg, error) {
		response, err := service.AddChatParticipants(ctx, threadID, participants, nil)
		return ParticipantsAddedMsg{ThreadID: threadID, Topic: topic, Asked: participants, Refused: response.InvalidParticipants}, err
	})
}

// Notification tells of the result where the form is gone.
func (m ParticipantsAddedMsg) Notification() screen.Notification {
	where := text.Sanitize(cmp.Or(m.Topic, m.ThreadID))
	if m.Problem != nil {
		return failedNotification(m.Answer, fmt.Sprintf("adding %s to “%s”", countOf(len(m.Asked), "participant"), where))
	}
	refused := map[string]bool{}
	for _, r := range m.Refused {
		refused[strings.ToLower(r.Target)] = true
	}
	matched := 0
	for _, p := range m.Asked {
		if refused[strings.ToLower(p.CommunicationIdentifier.RawID())] {
			matched++
		}
	}
	accepted := countOf(len(m.Asked)-matched, "participant")
	if matched < len(m.Refused) {
		// A refusal that names nobody who was asked for leaves the others in doubt.
		accepted = "at most " + accepted
	}
	n := screen.Notification{Level: screen.LevelSuccess, Text: fmt.Sprintf("%s accepted for “%s”", accepted, where)}
	return withRefusals(n, m.Refused)
}

// countOf is a number with its noun.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
