package acs_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

// Messages in the form of recordings, one of each kind, with ids of the tests.
const (
	identifierOfA = `{"rawId":"` + userA + `","communicationUser":{"id":"` + userA + `"}}`
	identifierOfB = `{"rawId":"` + userB + `","communicationUser":{"id":"` + userB + `"}}`

	textBody = `{"id":"1623783615233","type":"text","sequenceId":"3","version":"1623783615233","content":{"message":"hi <there>"},` +
		`"senderDisplayName":"Jane","createdOn":"2021-06-15T19:00:15Z","senderCommunicationIdentifier":` + identifierOfA + `,"metadata":{"tags":"a"}}`
	editedBody = `{"id":"1623783615234","type":"html","sequenceId":"9","version":"1623783699999","content":{"message":"<p>x</p>"},` +
		`"senderDisplayName":"","createdOn":"2021-06-15T19:00:15Z","senderCommunicationIdentifier":` + identifierOfA + `,"editedOn":"2021-06-15T19:01:39Z"}`
	deletedBody = `{"id":"1623783615235","type":"text","sequenceId":"10","version":"1623783700000","content":{"message":""},` +
		`"senderDisplayName":"Jane","createdOn":"2021-06-15T19:00:15Z","senderCommunicationIdentifier":` + identifierOfA + `,"deletedOn":"2021-06-15T19:01:40Z"}`
	topicBody = `{"id":"1623783614000","type":"topicUpdated","sequenceId":"2","version":"1623783614000","content":{"topic":"Lunch",` +
		`"initiatorCommunicationIdentifier":` + identifierOfA + `},"createdOn":"2021-06-15T19:00:14Z"}`
	addedBody = `{"id":"1623783613000","type":"participantAdded","sequenceId":"1","version":"1623783613000","content":{"participants":[` +
		`{"communicationIdentifier":` + identifierOfA + `,"shareHistoryTime":"1970-01-01T00:00:00Z"},` +
		`{"communicationIdentifier":` + identifierOfB + `,"displayName":"Bob","shareHistoryTime":"2021-06-15T19:00:13Z"}],` +
		`"initiatorCommunicationIdentifier":` + identifierOfA + `},"createdOn":"2021-06-15T19:00:13Z"}`
	// strangeBody is what no version sends today.
	strangeBody = `{"id":"5","type":"poll","sequenceId":"11","version":"5","content":{"message":null,"topic":null,"participants":null,"attachments":[` +
		`{"id":"a","attachmentType":"video","name":"clip","url":"https://x.example/a","previewUrl":"https://x.example/p","extension":".mp4","future":1},{"id":"b","attachmentType":"image"}],` +
		`"initiatorCommunicationIdentifier":null,"question":"?"},"senderDisplayName":null,"createdOn":"2021-06-15T21:00:14.6460000+02:00",` +
		`"senderCommunicationIdentifier":{"kind":"robot","rawId":"9:r","robot":{"id":"r"}},"deletedOn":null,"editedOn":null,"metadata":null,"policyViolation":{}}`
)

func messagesAsRead() []acs.ChatMessage {
	a := acs.CommunicationUserIdentifier{ID: userA}
	at := time.Date(2021, 6, 15, 19, 0, 15, 0, time.UTC)
	return []acs.ChatMessage{
		{
			ID: "1623783615233", Type: acs.ChatMessageTypeText, SequenceID: "3", Version: "1623783615233",
			Content:           acs.ChatMessageContent{Message: new("hi <there>")},
			SenderDisplayName: new("Jane"), Sender: a, CreatedOn: new(at), Metadata: map[string]string{"tags": "a"},
		},
		{
			ID: "1623783615234", Type: acs.ChatMessageTypeHTML, SequenceID: "9", Version: "1623783699999",
			Content:           acs.ChatMessageContent{Message: new("<p>x</p>")},
			SenderDisplayName: new(""), Sender: a, CreatedOn: new(at), EditedOn: new(at.Add(84 * time.Second)),
		},
		{
			ID: "1623783615235", Type: acs.ChatMessageTypeText, SequenceID: "10", Version: "1623783700000",
			Content:           acs.ChatMessageContent{Message: new("")},
			SenderDisplayName: new("Jane"), Sender: a, CreatedOn: new(at), DeletedOn: new(at.Add(85 * time.Second)),
		},
		{
			ID: "1623783614000", Type: acs.ChatMessageTypeTopicUpdated, SequenceID: "2", Version: "1623783614000",
			Content: acs.ChatMessageContent{Topic: new("Lunch"), Initiator: a}, CreatedOn: new(at.Add(-time.Second)),
		},
		{
			ID: "1623783613000", Type: acs.ChatMessageTypeParticipantAdded, SequenceID: "1", Version: "1623783613000",
			Content: acs.ChatMessageContent{
				Participants: []acs.ChatParticipant{
					{CommunicationIdentifier: a, ShareHistoryTime: new(time.Unix(0, 0).UTC())},
					{CommunicationIdentifier: acs.CommunicationUserIdentifier{ID: userB}, DisplayName: new("Bob"), ShareHistoryTime: new(at.Add(-2 * time.Second))},
				},
				Initiator: a,
			},
			CreatedOn: new(at.Add(-2 * time.Second)),
		},
		{
			ID: "5", Type: "poll", SequenceID: "11", Version: "5",
			Content: acs.ChatMessageContent{Attachments: []acs.ChatAttachment{
				{ID: "a", AttachmentType: "video", Name: new("clip"), URL: new("https://x.example/a"), PreviewURL: new("https://x.example/p"), Extension: new(".mp4")},
				{ID: "b", AttachmentType: acs.ChatAttachmentTypeImage},
			}},
			Sender:    acs.UnknownIdentifier{ID: "9:r", JSON: `{"kind":"robot","rawId":"9:r","robot":{"id":"r"}}`},
			CreatedOn: new(time.Date(2021, 6, 15, 19, 0, 14, 646000000, time.UTC)),
		},
		{ID: "6"},
	}
}

// messageBodies are the documents of messagesAsRead; the last one says nothing.
func messageBodies() []string {
	return []string{textBody, editedBody, deletedBody, topicBody, addedBody, strangeBody, `{"id":"6"}`}
}

func TestMessagesAreReadAsTheyCame(t *testing.T) {
	bodies := messageBodies()
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		if number > len(bodies) {
			answer(w, http.StatusOK, `{"value":[`+strings.Join(bodies, ",")+`]}`)
			return
		}
		answer(w, http.StatusOK, bodies[number-1])
	})
	client := newClient(t, service.URL, nil)
	want := messagesAsRead()
	for i := range bodies {
		got, err := client.GetChatMessage(t.Context(), threadID, want[i].ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[i], got.ChatMessage); diff != "" {
			t.Errorf("message %d (-want +got):\n%s", i, diff)
		}
	}
	page, err := client.NewListChatMessagesPager(threadID, nil).NextPage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(acs.ListChatMessagesResponse{Value: want}, page); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}

func TestMessagesThatAreNoneAreNotRead(t *testing.T) {
	for body, want := range map[string]string{
		``:                                      "not with a chat message: the body is empty",
		`[]`:                                    "not with a chat message: the body is no JSON object",
		`{"type":"text"}`:                       "not with a chat message: the message has no id",
		`{"id":5}`:                              `not with a chat message: the field "id" holds a number`,
		`{"id":"1"}`:                            "it is the message 1, and " + messageID + " was asked for",
		`{"id":"1","content":{"message":"half`:  "not with a chat message: its JSON is broken at byte",
		`{"id":"1","content":{"attachments":1}`: "not with a chat message: its JSON is broken at byte",
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, body) })
		_, err := newClient(t, service.URL, nil).GetChatMessage(t.Context(), threadID, messageID, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", body, err, want)
		}
	}
}

func TestASentMessageHasItsIDAndLocation(t *testing.T) {
	const location = "https://contoso.communication.azure.com/chat/threads/19%3Ax@thread.v2/messages/1623783615233"
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Location", location)
		answer(w, http.StatusCreated, `{"id":"1623783615233"}`)
	})
	got, err := newClient(t, service.URL, nil).SendChatMessage(t.Context(), threadID, "hi", nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(acs.SendChatMessageResponse{ID: "1623783615233", Location: location}, got); diff != "" {
		t.Errorf("response (-want +got):\n%s", diff)
	}
}

// TestALinkToMessagesIsPassedThrough follows the recorded form of the links, whose
// startTime is in a culture's format.
func TestALinkToMessagesIsPassedThrough(t *testing.T) {
	link := func(state string) string {
		return "/chat/threads/" + threadID + "/messages?syncState=" + state + "&startTime=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B00%3A00&maxPageSize=2&api-version=2021-09-07"
	}
	var service *service
	service = newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		switch number {
		case 1:
			answer(w, http.StatusOK, `{"value":[`+editedBody+`,`+textBody+`],"nextLink":"`+service.URL+link("3e01")+`"}`)
		case 2: // repeats a message, since another one has come
			answer(w, http.StatusOK, `{"value":[`+textBody+`,`+topicBody+`],"nextLink":"`+service.URL+link("3e02")+`"}`)
		default:
			answer(w, http.StatusOK, `{"value":[]}`)
		}
	})
	client := newClient(t, service.URL, nil)
	pager := client.NewListChatMessagesPager(threadID, &acs.ListChatMessagesOptions{MaxPageSize: new(int32(2))})
	var got []string
	for pager.More() {
		page, err := pager.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, message := range page.Value {
			got = append(got, message.SequenceID)
		}
	}
	if diff := cmp.Diff([]string{"9", "3", "3", "2"}, got); diff != "" {
		t.Errorf("sequence ids, the repeated one among them (-want +got):\n%s", diff)
	}
	for i, want := range []string{link("3e01"), link("3e02")} {
		if got := service.received()[i+1].URI; got != want {
			t.Errorf("page %d was asked for as %s, want %s", i+2, got, want)
		}
	}
	if _, err := client.NewListChatMessagesPager(threadID, &acs.ListChatMessagesOptions{NextLink: service.URL + link("3e02"), MaxPageSize: new(int32(9))}).NextPage(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := service.received()[3].URI; got != link("3e02") {
		t.Errorf("a pager that starts at a link asked for %s", got)
	}
}

func TestALargePageOfMessagesIsRead(t *testing.T) {
	// 60 messages of 28 KB, 10 MB in all, in which < and > are written as an escape.
	content := `","type":"html","content":{"message":"` + strings.Repeat(`\u003c`, 28<<10) + `"}}`
	var bodies []string
	for n := range 60 {
		bodies = append(bodies, fmt.Sprintf(`{"id":"%d`, n)+content)
	}
	page := `{"value":[` + strings.Join(bodies, ",") + `]}`
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, page) })
	got, err := newClient(t, service.URL, nil).NewListChatMessagesPager(threadID, nil).NextPage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Value) != 60 || *got.Value[59].Content.Message != strings.Repeat("<", 28<<10) {
		t.Errorf("%d messages, or the last one is not whole", len(got.Value))
	}
	// One message is no such page.
	if _, err := newClient(t, service.URL, nil).GetChatMessage(t.Context(), threadID, messageID, nil); err == nil || !strings.Contains(err.Error(), "longer than 8 MiB") {
		t.Errorf("error %v", err)
	}
}

func TestReadReceiptsAreReadAsTheyCame(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		answer(w, http.StatusOK, `{"value":[{"senderCommunicationIdentifier":`+identifierOfA+`,"chatMessageId":"1623783615233","readOn":"2021-06-15T19:00:20Z"},`+
			`{"senderCommunicationIdentifier":null,"chatMessageId":"2","readOn":null,"future":{}},{"chatMessageId":"3"}],"nextLink":null}`)
	})
	pager := newClient(t, service.URL, nil).NewListChatReadReceiptsPager(threadID, nil)
	got, err := pager.NextPage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := acs.ListChatReadReceiptsResponse{Value: []acs.ChatMessageReadReceipt{
		{Sender: acs.CommunicationUserIdentifier{ID: userA}, ChatMessageID: "1623783615233", ReadOn: new(time.Date(2021, 6, 15, 19, 0, 20, 0, time.UTC))},
		{Sender: acs.UnknownIdentifier{}, ChatMessageID: "2"},
		{Sender: acs.UnknownIdentifier{}, ChatMessageID: "3"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
	if pager.More() {
		t.Error("More is true after the last page")
	}
}
