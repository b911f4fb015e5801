package acs_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"

	"github.com/google/go-cmp/cmp"
)

// ownIdentifier passes the compiler, though no service knows it.
type ownIdentifier struct {
	acs.CommunicationUserIdentifier
}

// hollowIdentifier panics when it is asked anything.
type hollowIdentifier struct{ acs.CommunicationIdentifier }

func TestIdentifiersThatAreNoneAreRefusedBeforeSending(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, `{}`) })
	client := newClient(t, service.URL, nil)
	for name, test := range map[string]struct {
		identifier acs.CommunicationIdentifier
		want       string
	}{
		"nil":                     {nil, "the identifier is missing"},
		"nil user":                {(*acs.CommunicationUserIdentifier)(nil), "the identifier is missing: it is a nil pointer"},
		"nil phone":               {(*acs.PhoneNumberIdentifier)(nil), "the identifier is missing: it is a nil pointer"},
		"nil unknown":             {(*acs.UnknownIdentifier)(nil), "the identifier is missing: it is a nil pointer"},
		"nil of another's":        {(*ownIdentifier)(nil), "the identifier is missing: it is a nil pointer"},
		"another's":               {ownIdentifier{acs.CommunicationUserIdentifier{ID: userA}}, "of a type that is none of this package's"},
		"another's, of nothing":   {hollowIdentifier{}, "of a type that is none of this package's"},
		"a list":                  {acs.UnknownIdentifier{JSON: `[1]`}, "the identifier's JSON is no object"},
		"a text":                  {acs.UnknownIdentifier{ID: userA, JSON: ` "` + userA + `"`}, "the identifier's JSON is no object"},
		"null of JSON":            {acs.UnknownIdentifier{JSON: `null`}, "the identifier's JSON is no object"},
		"half an object":          {acs.UnknownIdentifier{JSON: `{"rawId":`}, "the identifier's JSON is not valid"},
		"an object, not in UTF-8": {acs.UnknownIdentifier{JSON: "{\"rawId\":\"\xff\"}"}, "the identifier's JSON is not valid"},
		"an id, not in UTF-8":     {acs.CommunicationUserIdentifier{ID: "8:acs:\xff"}, "the field rawId is not valid UTF-8"},
		"a part, not in UTF-8":    {acs.PhoneNumberIdentifier{PhoneNumber: "\xff", Raw: "4:+1"}, "the field phoneNumber.value is not valid UTF-8"},
	} {
		participants := []acs.ChatParticipant{{CommunicationIdentifier: test.identifier}}
		_, errAdd := client.AddChatParticipants(t.Context(), threadID, participants, nil)
		_, errCreate := client.CreateChatThread(t.Context(), "t", &acs.CreateChatThreadOptions{Participants: participants})
		_, errRemove := client.RemoveChatParticipant(t.Context(), threadID, test.identifier, nil)
		for _, err := range []error{errAdd, errCreate, errRemove} {
			if err == nil || !strings.Contains(err.Error(), test.want) || acs.OutcomeUnknown(err) {
				t.Errorf("%s: error %v, want %q", name, err, test.want)
			}
		}
	}
	if got := len(service.received()); got != 0 {
		t.Errorf("%d requests were sent", got)
	}
	// A pointer to an identifier is sent as what it points to.
	if _, err := client.AddChatParticipants(t.Context(), threadID, []acs.ChatParticipant{
		{CommunicationIdentifier: &acs.MicrosoftTeamsUserIdentifier{UserID: "u"}},
	}, nil); err != nil {
		t.Fatal(err)
	}
	want := `{"participants":[{"communicationIdentifier":{"rawId":"8:orgid:u","microsoftTeamsUser":{"userId":"u","isAnonymous":false,"cloud":"public"}}}]}`
	if diff := cmp.Diff(want, service.received()[0].Body); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

// TestTextsThatAreNoUTF8AreRefusedBeforeSending: JSON cannot hold them, and what
// replaced them would be kept.
func TestTextsThatAreNoUTF8AreRefusedBeforeSending(t *testing.T) {
	const bad = "a\xffb"
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, createdBody) })
	client, ctx := newClient(t, service.URL, nil), t.Context()
	participants := func(second acs.ChatParticipant) []acs.ChatParticipant {
		second.CommunicationIdentifier = acs.ParseRawID(userB)
		return []acs.ChatParticipant{{CommunicationIdentifier: acs.ParseRawID(userA)}, second}
	}
	create := func(topic string, options *acs.CreateChatThreadOptions) error {
		_, err := client.CreateChatThread(ctx, topic, options)
		return err
	}
	send := func(content string, options *acs.SendChatMessageOptions) error {
		_, err := client.SendChatMessage(ctx, threadID, content, options)
		return err
	}
	update := func(options *acs.UpdateChatThreadPropertiesOptions) error {
		_, err := client.UpdateChatThreadProperties(ctx, threadID, options)
		return err
	}
	edit := func(options *acs.UpdateChatMessageOptions) error {
		_, err := client.UpdateChatMessage(ctx, threadID, messageID, options)
		return err
	}
	_, errAdd := client.AddChatParticipants(ctx, threadID, participants(acs.ChatParticipant{DisplayName: new(bad)}), nil)
	_, errTyping := client.SendTypingNotification(ctx, threadID, &acs.SendTypingNotificationOptions{SenderDisplayName: new(bad)})
	_, errReceipt := client.SendChatReadReceipt(ctx, threadID, bad, nil)
	for _, test := range []struct {
		err   error
		field string
	}{
		{create(bad, nil), "topic"},
		{create("t", &acs.CreateChatThreadOptions{Metadata: map[string]string{"k": bad}}), `metadata["k"]`},
		{create("t", &acs.CreateChatThreadOptions{Metadata: map[string]string{bad: "v"}}), `metadata["a\xffb"]`},
		{create("t", &acs.CreateChatThreadOptions{Participants: participants(acs.ChatParticipant{Metadata: map[string]string{"k": bad}})}), `participants[1].metadata["k"]`},
		{errAdd, "participants[1].displayName"},
		{update(&acs.UpdateChatThreadPropertiesOptions{Topic: new(bad)}), "topic"},
		{update(&acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"k": new(bad)}}), `metadata["k"]`},
		{update(&acs.UpdateChatThreadPropertiesOptions{RetentionPolicy: &acs.ChatRetentionPolicy{Kind: bad}}), "retentionPolicy.kind"},
		{send(bad, nil), "content"},
		{send("c", &acs.SendChatMessageOptions{SenderDisplayName: new(bad)}), "senderDisplayName"},
		{send("c", &acs.SendChatMessageOptions{Metadata: map[string]string{"k": bad}}), `metadata["k"]`},
		{edit(&acs.UpdateChatMessageOptions{Content: new(bad)}), "content"},
		{edit(&acs.UpdateChatMessageOptions{Metadata: map[string]*string{bad: nil}}), `metadata["a\xffb"]`},
		{errTyping, "senderDisplayName"},
		{errReceipt, "chatMessageId"},
	} {
		want := "the field " + test.field + " is not valid UTF-8; nothing was sent"
		if test.err == nil || !strings.HasSuffix(test.err.Error(), want) || acs.OutcomeUnknown(test.err) {
			t.Errorf("error %v, want %q", test.err, want)
		}
	}
	if got := len(service.received()); got != 0 {
		t.Errorf("%d requests were sent", got)
	}
	// The character that stands for what could not be read is a character.
	if err := create("a\uFFFDb", nil); err != nil || service.received()[0].Body != "{\"topic\":\"a\uFFFDb\"}" {
		t.Errorf("error %v", err)
	}
}

// TestTheFirstInstantIsAShareHistoryTime: Go's zero time is a time, of the whole
// history.
func TestTheFirstInstantIsAShareHistoryTime(t *testing.T) {
	server := startEmulator(t)
	client, ctx := asUser(t, server, emulator.DemoUserID), t.Context()
	first := new(time.Time)
	last := new(time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC))
	created, err := client.CreateChatThread(ctx, "t", &acs.CreateChatThreadOptions{Participants: []acs.ChatParticipant{
		{CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(1)), ShareHistoryTime: first},
		{CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(2)), ShareHistoryTime: last},
	}})
	if err != nil {
		t.Fatal(err)
	}
	members, errMembers := client.NewListChatParticipantsPager(created.ChatThread.ID, nil).NextPage(ctx)
	messages, errMessages := client.NewListChatMessagesPager(created.ChatThread.ID, nil).NextPage(ctx)
	if err := errors.Join(errMembers, errMessages); err != nil {
		t.Fatal(err)
	}
	for name, list := range map[string][]acs.ChatParticipant{"members": members.Value, "message": messages.Value[1].Content.Participants} {
		if len(list) != 3 {
			t.Fatalf("%s: %+v", name, list)
		}
		if diff := cmp.Diff([]*time.Time{first, last}, []*time.Time{list[1].ShareHistoryTime, list[2].ShareHistoryTime}); diff != "" {
			t.Errorf("%s: share history times (-want +got):\n%s", name, diff)
		}
	}
	for member, want := range map[int]int{1: 2, 2: 0} {
		got, err := asUser(t, server, emulator.KnownUserID(member)).NewListChatMessagesPager(created.ChatThread.ID, &acs.ListChatMessagesOptions{StartTime: first}).NextPage(ctx)
		if err != nil || len(got.Value) != want {
			t.Errorf("member %d sees %d messages, want %d; error %v", member, len(got.Value), want, err)
		}
	}
}
