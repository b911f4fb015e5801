package acs_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"

	"github.com/google/go-cmp/cmp"
)

// startEmulator starts an emulator without data.
func startEmulator(t *testing.T) *provenEmulator {
	t.Helper()
	return newEmulator(t, emulator.Options{Seed: emulator.SeedEmpty})
}

// asUser returns a client of the emulator that acts as a user.
func asUser(t *testing.T, server *provenEmulator, userID string) *acs.Client {
	t.Helper()
	token, err := server.Service().Token(userID, 0)
	if err != nil {
		t.Fatal(err)
	}
	return clientWithToken(t, server.Endpoint(), token)
}

// someThread creates a thread with users as members.
func someThread(t *testing.T, client *acs.Client, users ...string) string {
	t.Helper()
	var participants []acs.ChatParticipant
	for _, user := range users {
		participants = append(participants, acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(user)})
	}
	created, err := client.CreateChatThread(t.Context(), "Lunch", &acs.CreateChatThreadOptions{
		Participants: participants, Metadata: map[string]string{"stays": "1", "goes": "2"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return created.ChatThread.ID
}

// said are a thread's messages, the newest first, by what they say.
func said(t *testing.T, client *acs.Client, thread string, pageSize int32) []string {
	t.Helper()
	var texts []string
	pager := client.NewListChatMessagesPager(thread, &acs.ListChatMessagesOptions{MaxPageSize: &pageSize})
	for pager.More() {
		page, err := pager.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, message := range page.Value {
			text := string(message.Type)
			switch {
			case message.DeletedOn != nil:
				text += ": deleted"
			case message.Content.Message != nil:
				text += ": " + *message.Content.Message
			case message.Content.Topic != nil:
				text += ": " + *message.Content.Topic
			}
			for _, participant := range message.Content.Participants {
				text += " " + participant.CommunicationIdentifier.RawID()
			}
			texts = append(texts, text)
		}
	}
	return texts
}

func TestAThreadFromItsTopicToItsEnd(t *testing.T) {
	server := startEmulator(t)
	client, ctx := asUser(t, server, emulator.DemoUserID), t.Context()
	other := emulator.KnownUserID(1)
	thread := someThread(t, client, other)

	_, errTopic := client.UpdateChatThreadProperties(ctx, thread, &acs.UpdateChatThreadPropertiesOptions{Topic: new("Dinner")})
	_, errRest := client.UpdateChatThreadProperties(ctx, thread, &acs.UpdateChatThreadPropertiesOptions{
		Metadata:        map[string]*string{"goes": nil, "comes": new("3")},
		RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: new(int32(40))},
	})
	if err := errors.Join(errTopic, errRest); err != nil {
		t.Fatal(err)
	}
	got, err := client.GetChatThreadProperties(ctx, thread, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := acs.ChatThreadProperties{
		ID: thread, Topic: "Dinner", CreatedOn: got.CreatedOn, CreatedBy: acs.CommunicationUserIdentifier{ID: emulator.DemoUserID},
		Metadata:        map[string]string{"stays": "1", "comes": "3"},
		RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: new(int32(40))},
	}
	if diff := cmp.Diff(want, got.ChatThreadProperties); diff != "" {
		t.Errorf("thread (-want +got):\n%s", diff)
	}

	if _, err := client.RemoveChatParticipant(ctx, thread, acs.ParseRawID(other), nil); err != nil {
		t.Fatal(err)
	}
	members, err := client.NewListChatParticipantsPager(thread, nil).NextPage(ctx)
	if err != nil || len(members.Value) != 1 || members.Value[0].CommunicationIdentifier.RawID() != emulator.DemoUserID {
		t.Errorf("members %+v, error %v", members.Value, err)
	}
	if diff := cmp.Diff([]string{
		"participantRemoved " + other, "topicUpdated: Dinner", "topicUpdated: Lunch", "participantAdded " + emulator.DemoUserID + " " + other,
	}, said(t, client, thread, 3)); diff != "" {
		t.Errorf("system messages (-want +got):\n%s", diff)
	}

	deleted, err := client.DeleteChatThread(ctx, thread, nil)
	if err != nil || deleted.ConcludedFromRefusal {
		t.Fatalf("deleted %+v, error %v", deleted, err)
	}
	list, err := client.NewListChatThreadsPager(nil).NextPage(ctx)
	if err != nil || len(list.Value) != 1 || list.Value[0].DeletedOn == nil {
		t.Errorf("threads %+v, error %v", list.Value, err)
	}
	_, err = client.DeleteChatThread(ctx, thread, nil)
	if refusal, ok := errors.AsType[*acs.ResponseError](err); !ok || refusal.StatusCode != http.StatusNotFound || acs.OutcomeUnknown(err) {
		t.Errorf("a second deletion: %v, want a definite 404", err)
	}
}

func TestAMessageFromItsSendingToItsEnd(t *testing.T) {
	for _, version := range acs.APIVersions() {
		t.Run(string(version), func(t *testing.T) { followMessage(t, version) })
	}
}

func followMessage(t *testing.T, version acs.APIVersion) {
	t.Helper()
	server := startEmulator(t)
	options := quickly()
	options.APIVersion = string(version)
	client, err := acs.NewClient(server.Endpoint(), acs.NewStaticTokenCredential(server.Token()), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	other, ctx := asUser(t, server, emulator.KnownUserID(1)), t.Context()
	thread := someThread(t, other, emulator.DemoUserID)

	send := &acs.SendChatMessageOptions{SenderDisplayName: new("Operator")}
	edit := &acs.UpdateChatMessageOptions{Content: new("ho")}
	if version.SupportsMessageMetadata() {
		send.Metadata = map[string]string{"stays": "1", "goes": "2"}
		edit.Metadata = map[string]*string{"goes": nil, "comes": new("3")}
	}
	sent, err := client.SendChatMessage(ctx, thread, "hi <b>", send)
	if err != nil {
		t.Fatal(err)
	}
	if want := "/messages/" + sent.ID; sent.ID == "" || !strings.HasSuffix(sent.Location, want) {
		t.Errorf("location %q, want one that ends with %q", sent.Location, want)
	}
	first := getMessage(t, client, thread, sent.ID)
	want := acs.ChatMessage{
		ID: sent.ID, Type: acs.ChatMessageTypeText, SequenceID: "3", Version: sent.ID,
		Content:           acs.ChatMessageContent{Message: new("hi <b>")},
		SenderDisplayName: new("Operator"), Sender: acs.CommunicationUserIdentifier{ID: emulator.DemoUserID},
		CreatedOn: first.CreatedOn, Metadata: send.Metadata,
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}

	if _, err := client.UpdateChatMessage(ctx, thread, sent.ID, edit); err != nil {
		t.Fatal(err)
	}
	second := getMessage(t, client, thread, sent.ID)
	if second.EditedOn == nil || second.Version == first.Version || *second.Content.Message != "ho" {
		t.Errorf("edited %+v", second)
	}
	if version.SupportsMessageMetadata() {
		if diff := cmp.Diff(map[string]string{"stays": "1", "comes": "3"}, second.Metadata); diff != "" {
			t.Errorf("metadata (-want +got):\n%s", diff)
		}
	}
	_, err = other.UpdateChatMessage(ctx, thread, sent.ID, edit)
	if refusal, ok := errors.AsType[*acs.ResponseError](err); !ok || refusal.StatusCode != http.StatusForbidden {
		t.Errorf("an edit of another's message: %v, want 403", err)
	}

	_, errReceipt := other.SendChatReadReceipt(ctx, thread, sent.ID, nil)
	_, errTyping := client.SendTypingNotification(ctx, thread, nil)
	receipts, errReceipts := client.NewListChatReadReceiptsPager(thread, &acs.ListChatReadReceiptsOptions{MaxPageSize: new(int32(5))}).NextPage(ctx)
	if err := errors.Join(errReceipt, errTyping, errReceipts); err != nil {
		t.Fatal(err)
	}
	if len(receipts.Value) != 1 || receipts.Value[0].ReadOn == nil || receipts.Value[0].ChatMessageID != sent.ID ||
		receipts.Value[0].Sender.RawID() != emulator.KnownUserID(1) {
		t.Errorf("receipts %+v", receipts.Value)
	}

	deleted, err := client.DeleteChatMessage(ctx, thread, sent.ID, nil)
	if err != nil || deleted.ConcludedFromRefusal {
		t.Fatalf("deleted %+v, error %v", deleted, err)
	}
	third := getMessage(t, client, thread, sent.ID)
	if third.DeletedOn == nil || third.EditedOn != nil || third.Content.Message == nil || *third.Content.Message != "" {
		t.Errorf("deleted %+v", third)
	}
}

func getMessage(t *testing.T, client *acs.Client, thread, id string) acs.ChatMessage {
	t.Helper()
	got, err := client.GetChatMessage(t.Context(), thread, id, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got.ChatMessage
}
