package acs_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/acs/openapi"
)

// proof holds what this package's tests send and receive against the official
// OpenAPI documents; TestMain prints and judges it. What the fakes of single tests
// answer is not held against anything: much of it is wrong on purpose.
var proof = openapi.NewProof("The official OpenAPI documents, and the tests of package acs")

// provenEmulator is an emulator whose exchanges are part of the proof.
type provenEmulator struct {
	service *emulator.Service
	server  *httptest.Server
	token   string
}

// Endpoint, Token and Service are those of [emulator.Server].
func (e *provenEmulator) Endpoint() string           { return e.server.URL }
func (e *provenEmulator) Token() string              { return e.token }
func (e *provenEmulator) Service() *emulator.Service { return e.service }

// newEmulator starts an emulator that ends with the test. Where one of its faults
// spoils answers, only the requests are part of the proof.
func newEmulator(t *testing.T, options emulator.Options) *provenEmulator {
	t.Helper()
	service := emulator.New(options)
	whole, requests := proof.Handler(service, openapi.Both), proof.Handler(service, openapi.Requests)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.ContainsFunc(service.Faults(), func(fault emulator.Fault) bool { return fault.Kind == "garbage" }) {
			requests.ServeHTTP(w, r)
			return
		}
		whole.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	token, err := service.Token(emulator.DemoUserID, 0)
	if err != nil {
		t.Fatal(err)
	}
	return &provenEmulator{service: service, server: server, token: token}
}

// proofOfRequests makes what a fake receives part of the proof, where a test does
// not send what no document declares, on purpose.
func proofOfRequests(t *testing.T, fake http.Handler) http.Handler {
	t.Helper()
	if _, off := offDocuments()[strings.SplitN(t.Name(), "/", 2)[0]]; off {
		return fake
	}
	return proof.Handler(fake, openapi.Requests)
}

// offDocuments are the tests that send on purpose what no document declares.
func offDocuments() map[string]string {
	return map[string]string{
		"TestIdentifiersOfAnswers":                            "sends back identifiers of kinds that are not known yet",
		"TestAFailedPageIsAskedForAgain":                      "follows a link of its own making",
		"TestANextLinkIsRequestedAsItIs":                      "follows links of its own making",
		"TestCyclicNextLinksEndWithAnError":                   "follows links of its own making",
		"TestLinksThatDifferInWhatCannotBeDecodedAreTwoPages": "follows links of its own making",
		"TestABlankNextLinkIsNone":                            "is given links of its own making",
		"TestAThreadIDStaysInItsSegment":                      "has an endpoint with a path",
		"TestATransportThatFollowsRedirectsIsFoundOut":        "redirects to nowhere",
	}
}

// clientOfVersion is a client of the emulator as one of its users.
func clientOfVersion(t *testing.T, server *provenEmulator, userID string, version acs.APIVersion) *acs.Client {
	t.Helper()
	token, err := server.Service().Token(userID, 0)
	if err != nil {
		t.Fatal(err)
	}
	options := quickly()
	options.APIVersion = string(version)
	client, err := acs.NewClient(server.Endpoint(), acs.NewStaticTokenCredential(token), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// TestEveryOperationFitsTheDocuments calls every operation of every version that
// has a document here, with all that the version has. That the exchanges fit is
// for TestMain to say, where the documents are at hand; this test says that they
// succeed.
func TestEveryOperationFitsTheDocuments(t *testing.T) {
	for _, version := range openapi.Versions() {
		t.Run(version, func(t *testing.T) {
			callEverything(t, acs.APIVersion(version))
		})
	}
}

// succeeds fails the test where a call did not succeed.
func succeeds[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(result T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
}

func callEverything(t *testing.T, version acs.APIVersion) {
	t.Helper()
	server := startEmulator(t)
	client := clientOfVersion(t, server, emulator.DemoUserID, version)
	ctx := t.Context()

	created := succeeds[acs.CreateChatThreadResponse](t)(client.CreateChatThread(ctx, "everything", createOptions(version)))
	if got, want := len(created.InvalidParticipants), 7; got != want {
		t.Errorf("%d participants were refused, want %d: %v", got, want, created.InvalidParticipants)
	}
	id := created.ChatThread.ID
	succeeds[acs.CreateChatThreadResponse](t)(client.CreateChatThread(ctx, "without a policy", nil))
	succeeds[acs.UpdateChatThreadPropertiesResponse](t)(client.UpdateChatThreadProperties(ctx, id, updateOptions(version)))
	thread := succeeds[acs.GetChatThreadPropertiesResponse](t)(client.GetChatThreadProperties(ctx, id, nil))
	if thread.Topic != "another" || version.SupportsThreadMetadata() && thread.Metadata["a"] != "c" {
		t.Errorf("the thread became %+v", thread.ChatThreadProperties)
	}

	leaver := acs.ParseRawID(emulator.KnownUserID(3))
	succeeds[acs.AddChatParticipantsResponse](t)(client.AddChatParticipants(ctx, id, []acs.ChatParticipant{{CommunicationIdentifier: leaver}}, nil))
	succeeds[acs.RemoveChatParticipantResponse](t)(client.RemoveChatParticipant(ctx, id, leaver, nil))

	sent := succeeds[acs.SendChatMessageResponse](t)(client.SendChatMessage(ctx, id, "hello", &acs.SendChatMessageOptions{
		Type: acs.ChatMessageTypeText, SenderDisplayName: new("Jane"), Metadata: map[string]string{"a": "b"},
	}))
	second := succeeds[acs.SendChatMessageResponse](t)(client.SendChatMessage(ctx, id, "<b>hello</b>", &acs.SendChatMessageOptions{Type: acs.ChatMessageTypeHTML}))
	succeeds[acs.UpdateChatMessageResponse](t)(client.UpdateChatMessage(ctx, id, sent.ID, &acs.UpdateChatMessageOptions{
		Content: new("hello again"), Metadata: map[string]*string{"a": nil, "b": new("c")},
	}))
	succeeds[acs.DeleteChatMessageResponse](t)(client.DeleteChatMessage(ctx, id, second.ID, nil))
	if got := succeeds[acs.GetChatMessageResponse](t)(client.GetChatMessage(ctx, id, sent.ID, nil)); *got.Content.Message != "hello again" {
		t.Errorf("the message became %q", *got.Content.Message)
	}
	succeeds[acs.SendChatReadReceiptResponse](t)(client.SendChatReadReceipt(ctx, id, sent.ID, nil))
	succeeds[acs.SendTypingNotificationResponse](t)(client.SendTypingNotification(ctx, id, nil))
	succeeds[acs.SendTypingNotificationResponse](t)(client.SendTypingNotification(ctx, id, &acs.SendTypingNotificationOptions{SenderDisplayName: new("Jane")}))
	other := clientOfVersion(t, server, emulator.KnownUserID(1), version)
	succeeds[acs.SendChatReadReceiptResponse](t)(other.SendChatReadReceipt(ctx, id, sent.ID, nil))

	one, start := new(int32(1)), new(time.Now().Add(-time.Hour))
	counts := map[string]int{
		"threads":         items(t, client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{MaxPageSize: one, StartTime: start}), func(p acs.ListChatThreadsResponse) int { return len(p.Value) }),
		"participants":    items(t, client.NewListChatParticipantsPager(id, &acs.ListChatParticipantsOptions{MaxPageSize: one}), func(p acs.ListChatParticipantsResponse) int { return len(p.Value) }),
		"the last member": items(t, client.NewListChatParticipantsPager(id, &acs.ListChatParticipantsOptions{MaxPageSize: one, Skip: new(int32(2))}), func(p acs.ListChatParticipantsResponse) int { return len(p.Value) }),
		"messages":        items(t, client.NewListChatMessagesPager(id, &acs.ListChatMessagesOptions{MaxPageSize: one, StartTime: start}), func(p acs.ListChatMessagesResponse) int { return len(p.Value) }),
		"receipts":        items(t, client.NewListChatReadReceiptsPager(id, &acs.ListChatReadReceiptsOptions{MaxPageSize: one}), func(p acs.ListChatReadReceiptsResponse) int { return len(p.Value) }),
	}
	// Messages: two at creation, topic, added, removed, and the two sent.
	for what, want := range map[string]int{"threads": 2, "participants": 3, "the last member": 1, "messages": 7, "receipts": 2} {
		if counts[what] != want {
			t.Errorf("%d %s, want %d", counts[what], what, want)
		}
	}
	succeeds[acs.DeleteChatThreadResponse](t)(client.DeleteChatThread(ctx, id, nil))
	refusals(t, server, version, id)
}

// refusals brings about each refusal that the documents do not declare as the live
// service makes it.
func refusals(t *testing.T, server *provenEmulator, version acs.APIVersion, deletedID string) {
	t.Helper()
	client := clientOfVersion(t, server, emulator.DemoUserID, version)
	stranger := clientOfVersion(t, server, emulator.UnknownUserID(1), version)
	_, notFound := client.GetChatThreadProperties(t.Context(), deletedID, nil)
	_, badRequest := client.CreateChatThread(t.Context(), "t", &acs.CreateChatThreadOptions{
		Participants: []acs.ChatParticipant{{CommunicationIdentifier: acs.ParseRawID("99:unknown")}},
	})
	_, unauthorized := stranger.GetChatThreadProperties(t.Context(), deletedID, nil)
	if err := server.Service().SetFaults([]emulator.Fault{{Operation: "SendChatMessage", Kind: "status", Status: 500, Times: 1}}); err != nil {
		t.Fatal(err)
	}
	_, failed := client.SendChatMessage(t.Context(), deletedID, "hello", nil)
	for status, err := range map[string]error{"404": notFound, "400": badRequest, "401": unauthorized, "500": failed} {
		if err == nil || !strings.Contains(err.Error(), status) {
			t.Errorf("error %v, want a %s", err, status)
		}
	}
}

// items reads a list to its end.
func items[T any](t *testing.T, pager *acs.Pager[T], count func(T) int) int {
	t.Helper()
	total := 0
	for pager.More() {
		page, err := pager.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		total += count(page)
	}
	return total
}

// createOptions name participants of every kind, and all that the version has.
func createOptions(version acs.APIVersion) *acs.CreateChatThreadOptions {
	options := &acs.CreateChatThreadOptions{RepeatabilityRequestID: requestID}
	for _, rawID := range []string{
		emulator.KnownUserID(1), emulator.KnownUserID(2),
		"4:+1555_2", "4:anonymous", "8:orgid:u", "8:teamsvisitor:v", "28:dod:a", emulator.UnknownUserID(1),
		"8:acs:" + emulator.ResourceID + "_" + emulator.ResourceID + "_" + emulator.ResourceID, // a Teams extension user
	} {
		participant := acs.ChatParticipant{
			CommunicationIdentifier: acs.ParseRawID(rawID), DisplayName: new("Jane"), ShareHistoryTime: new(time.Unix(0, 0)),
		}
		if version.SupportsParticipantMetadata() {
			participant.Metadata = map[string]string{"a": "b"}
		}
		options.Participants = append(options.Participants, participant)
	}
	if version.SupportsThreadMetadata() {
		options.Metadata = map[string]string{"a": "b"}
	}
	if version.SupportsRetentionPolicy() {
		options.RetentionPolicy = &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: new(int32(30))}
	}
	return options
}

func updateOptions(version acs.APIVersion) *acs.UpdateChatThreadPropertiesOptions {
	options := &acs.UpdateChatThreadPropertiesOptions{Topic: new("another")}
	if version.SupportsThreadMetadata() {
		options.Metadata = map[string]*string{"a": new("c"), "d": nil}
	}
	if version.SupportsRetentionPolicy() {
		options.RetentionPolicy = &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindNone}
	}
	return options
}
