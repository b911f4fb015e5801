package acs_test

import (
	"net/http"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

// TestACreatedThreadIsNotLostOverAnotherField: its id is what matters.
func TestACreatedThreadIsNotLostOverAnotherField(t *testing.T) {
	created := time.Date(2024, 4, 22, 17, 33, 48, 0, time.UTC)
	for body, want := range map[string]acs.CreateChatThreadResponse{
		`{"chatThread":{"id":"T1","topic":"t","createdOn":"yesterday"}}`: {
			ChatThread: acs.ChatThreadProperties{
				ID: "T1", Topic: "t", CreatedBy: acs.UnknownIdentifier{},
				Odd: acs.Oddity{Why: `the field "createdOn" is no time: "yesterday"`, JSON: `{"id":"T1","topic":"t","createdOn":"yesterday"}`, Fields: "createdOn"},
			},
		},
		`{"chatThread":{"metadata":{"a":1},"id":"T1","createdOn":"2024-04-22T17:33:48Z","retentionPolicy":"none","topic":7},"invalidParticipants":[{"code":"403"}]}`: {
			ChatThread: acs.ChatThreadProperties{
				ID: "T1", CreatedOn: &created, CreatedBy: acs.UnknownIdentifier{},
				Odd: acs.Oddity{
					Why: `the field "metadata" holds a number, which it must not; the field "retentionPolicy" holds a string, which it must not; ` +
						`the field "topic" holds a number, which it must not`,
					JSON:   `{"metadata":{"a":1},"id":"T1","createdOn":"2024-04-22T17:33:48Z","retentionPolicy":"none","topic":7}`,
					Fields: "metadata,retentionPolicy,topic",
				},
			},
			InvalidParticipants: []acs.CommunicationError{{Code: "403"}},
		},
		`{"ChatThread":{"ID":"T1","Topic":"<t>","createdOn":null,"metadata":{"a":"<b>"},"future":[1]}}`: {
			ChatThread:  acs.ChatThreadProperties{ID: "T1", Topic: "<t>", CreatedBy: acs.UnknownIdentifier{}, Metadata: map[string]string{"a": "<b>"}},
			Differences: []string{"its topic is “<t>”, and not “t”", "its metadata is a=<b>, and not empty"},
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
			answer(w, http.StatusCreated, `{"chatThread":{"id":"T1","topic":"t"},"invalidParticipants":`+refused+`}`)
		})
		got, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
		if err != nil || got.ChatThread.ID != "T1" || got.UnreadRefusals != refused || got.InvalidParticipants != nil {
			t.Errorf("%s: %+v and the error %v, want the thread, and the refusals as they came", refused, got, err)
		}
	}
}
