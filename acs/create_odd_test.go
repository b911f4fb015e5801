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

// TestACreatedThreadIsNotLostOverAnotherField: its id is what matters.
func TestACreatedThreadIsNotLostOverAnotherField(t *testing.T) {
	for body, want := range map[string]acs.CreateChatThreadResponse{
		`{"chatThread":{"id":"T1","topic":"t","createdOn":"yesterday"}}`: {
			ChatThread: acs.ChatThreadProperties{ID: "T1", Topic: "t", CreatedBy: acs.UnknownIdentifier{}}, UnreadFields: []string{"createdOn"},
		},
		`{"chatThread":{"metadata":{"a":1},"id":"T1","createdOn":"2024-04-22T17:33:48Z","retentionPolicy":"none","topic":7},"invalidParticipants":[{"code":"403"}]}`: {
			ChatThread:          acs.ChatThreadProperties{ID: "T1", CreatedOn: time.Date(2024, 4, 22, 17, 33, 48, 0, time.UTC), CreatedBy: acs.UnknownIdentifier{}},
			UnreadFields:        []string{"metadata", "retentionPolicy", "topic"},
			InvalidParticipants: []acs.CommunicationError{{Code: "403"}},
		},
		`{"ChatThread":{"ID":"T1","Topic":"<t>","createdOn":null,"metadata":{"a":"<b>"},"future":[1]}}`: {
			ChatThread: acs.ChatThreadProperties{ID: "T1", Topic: "<t>", CreatedBy: acs.UnknownIdentifier{}, Metadata: map[string]string{"a": "<b>"}},
		},
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, body) })
		got, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
		if err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", body, diff)
		}
	}
}

// TestWhoIsAMemberIsNotGuessed: the thread is there, but the answer does not say who
// was refused.
func TestWhoIsAMemberIsNotGuessed(t *testing.T) {
	for _, refused := range []string{`{}`, `"403"`, `7`} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			answer(w, http.StatusCreated, `{"chatThread":{"id":"T1","createdOn":"soon"},"invalidParticipants":`+refused+`}`)
		})
		_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
		unexpected, ok := errors.AsType[*acs.UnexpectedAnswerError](err)
		if !ok || unexpected.ChatThreadID != "T1" || !acs.OutcomeUnknown(err) {
			t.Errorf("%s: error %+v, want the thread's id and an unknown outcome", refused, err)
		}
		const want = `without saying who is a member of the thread T1, which was created: the field "invalidParticipants" is no list`
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", refused, err, want)
		}
	}
}
