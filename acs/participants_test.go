package acs_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

func TestAddChatParticipantsSendsTheDocumentedRequest(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		answer(w, http.StatusCreated, `{"invalidParticipants":[{"code":"403","message":"Permissions check failed","target":"`+userB+`"}]}`)
	})
	got, err := newClient(t, service.URL, nil).AddChatParticipants(t.Context(), threadID, []acs.ChatParticipant{
		{CommunicationIdentifier: acs.ParseRawID(userA), ShareHistoryTime: new(time.Unix(0, 0))},
		{CommunicationIdentifier: acs.ParseRawID(userB), DisplayName: new("")},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := seen{
		Method: "POST",
		URI:    "/chat/threads/19%3AkMGazTj-GvZ4GJgX2096VDFWu7MA8yQKxPQSkuXQCjs1%40thread.v2/participants/:add?api-version=2025-03-15",
		Body: `{"participants":[{"communicationIdentifier":{"rawId":"` + userA + `","communicationUser":{"id":"` + userA + `"}},"shareHistoryTime":"1970-01-01T00:00:00Z"},` +
			`{"communicationIdentifier":{"rawId":"` + userB + `","communicationUser":{"id":"` + userB + `"}},"displayName":""}]}`,
	}
	sent := service.received()[0]
	if sent.Header.Get("Repeatability-Request-Id") != "" {
		t.Error("an add carries a repeatability request id, which the service does not document")
	}
	sent.Header = nil
	if diff := cmp.Diff(want, sent); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]acs.CommunicationError{{Code: "403", Message: "Permissions check failed", Target: userB}}, got.InvalidParticipants); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

func TestAddChatParticipantsTakesNothingButItsOwnAnswerForSuccess(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		ok     bool
	}{
		"none refused":             {http.StatusCreated, `{}`, true},
		"null":                     {http.StatusCreated, `{"invalidParticipants":null}`, true},
		"empty list":               {http.StatusCreated, `{"invalidParticipants":[]}`, true},
		"no body":                  {http.StatusCreated, ``, false},
		"a list":                   {http.StatusCreated, `[]`, false},
		"refused in an odd form":   {http.StatusCreated, `{"invalidParticipants":{"code":"403"}}`, false},
		"200 of who knows whom":    {http.StatusOK, `{}`, false},
		"207 of old previews":      {http.StatusMultiStatus, `{}`, false},
		"204 that says too little": {http.StatusNoContent, ``, false},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, test.status, test.body) })
			got, err := newClient(t, service.URL, nil).AddChatParticipants(t.Context(), threadID, nil, nil)
			if test.ok {
				if err != nil || got.InvalidParticipants != nil {
					t.Errorf("got %v, %v", got, err)
				}
				return
			}
			if _, ok := errors.AsType[*acs.UnexpectedAnswerError](err); !ok || !acs.OutcomeUnknown(err) {
				t.Errorf("error %v, want an UnexpectedAnswerError", err)
			}
		})
	}
}

func TestAThreadIDStaysInItsSegment(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusNotFound, ``) })
	client := newClient(t, service.URL+"/gateway/", nil)
	for id, want := range map[string]string{
		"a/../../b":     "/gateway/chat/threads/a%2F..%2F..%2Fb?api-version=2025-03-15",
		"a?b=c#d":       "/gateway/chat/threads/a%3Fb%3Dc%23d?api-version=2025-03-15",
		"a b+c%":        "/gateway/chat/threads/a%20b%2Bc%25?api-version=2025-03-15",
		"19:gcch:x@y\n": "/gateway/chat/threads/19%3Agcch%3Ax%40y%0A?api-version=2025-03-15",
		"ünï":           "/gateway/chat/threads/%C3%BCn%C3%AF?api-version=2025-03-15",
	} {
		before := len(service.received())
		if _, err := client.GetChatThreadProperties(t.Context(), id, nil); err == nil {
			t.Fatal("no error for a 404")
		}
		if got := service.received()[before].URI; got != want {
			t.Errorf("%q was sent to %s, want %s", id, got, want)
		}
	}
	before := len(service.received())
	for _, id := range []string{"", ".", ".."} {
		_, errGet := client.GetChatThreadProperties(t.Context(), id, nil)
		_, errAdd := client.AddChatParticipants(t.Context(), id, nil, nil)
		_, errList := client.NewListChatParticipantsPager(id, nil).NextPage(t.Context())
		for _, err := range []error{errGet, errAdd, errList} {
			if err == nil || !strings.Contains(err.Error(), "chat thread id") || acs.OutcomeUnknown(err) {
				t.Errorf("%q: error %v", id, err)
			}
		}
	}
	if len(service.received()) != before {
		t.Error("requests were sent for ids that cannot be")
	}
}
