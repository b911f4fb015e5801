package command

import (
	"net/http"
	"testing"

	"acs-chat-tui/acs"
)

func TestAccessIsDerivedFromWhatTheServiceRefuses(t *testing.T) {
	t.Parallel()
	const granted, refused, unsaid = "granted", "refused", ""
	forbidden, missing := &Problem{Status: http.StatusForbidden}, &Problem{Status: http.StatusNotFound}
	for _, c := range []struct {
		name    string
		op      operation
		problem *Problem
		want    string
	}{
		{"properties", operation{id: acs.OperationGetChatThreadProperties, threadID: "t"}, nil, granted},
		{"properties refused", operation{id: acs.OperationGetChatThreadProperties, threadID: "t"}, forbidden, refused},
		{"the scope is too small", operation{id: acs.OperationUpdateChatThreadProperties, threadID: "t"}, forbidden, unsaid},
		{"no such thread", operation{id: acs.OperationGetChatThreadProperties, threadID: "t"}, missing, unsaid},
		{"no answer", operation{id: acs.OperationGetChatThreadProperties, threadID: "t"}, &Problem{}, unsaid},
		{"no thread", operation{id: acs.OperationListChatThreads}, forbidden, unsaid},
		{"one who has left reads messages", operation{id: acs.OperationListChatMessages, threadID: "t"}, nil, unsaid},
		{"messages refused", operation{id: acs.OperationListChatMessages, threadID: "t"}, forbidden, refused},
		{"another's message", operation{id: acs.OperationUpdateChatMessage, threadID: "t"}, forbidden, unsaid},
		{"sent", operation{id: acs.OperationSendChatMessage, threadID: "t"}, nil, granted},
	} {
		got := unsaid
		if access := accessOf(c.op, Session{Scopes: []string{"chat.join"}}, c.problem); access.ThreadID != "" {
			got = granted
			if access.Refused {
				got = refused
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
