package acs_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/google/go-cmp/cmp"
)

func TestCreateChatThreadSendsTheDocumentedRequest(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Location", "https://contoso.communication.azure.com/chat/threads/19%3Ax@thread.v2")
		answer(w, http.StatusCreated, createdBody)
	})
	client := newClient(t, service.URL+"/", nil)
	history := time.Date(2020, 10, 30, 12, 50, 50, 999, time.FixedZone("", 2*3600))
	got, err := client.CreateChatThread(t.Context(), "Lunch <&> talk", &acs.CreateChatThreadOptions{
		Participants: []acs.ChatParticipant{
			{CommunicationIdentifier: acs.ParseRawID(userA), DisplayName: new("Jane"), ShareHistoryTime: &history, Metadata: map[string]string{"b": "2", "a": "1"}},
			{CommunicationIdentifier: acs.ParseRawID(userB)},
		},
		Metadata:               map[string]string{"threadType": "primary"},
		RetentionPolicy:        &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: new(int32(60))},
		RepeatabilityRequestID: requestID,
	})
	if err != nil {
		t.Fatal(err)
	}
	requests := service.received()
	if len(requests) != 1 {
		t.Fatalf("%d requests, want 1", len(requests))
	}
	wantBody := `{"topic":"Lunch <&> talk","participants":[` +
		`{"communicationIdentifier":{"rawId":"` + userA + `","communicationUser":{"id":"` + userA + `"}},` +
		`"displayName":"Jane","shareHistoryTime":"2020-10-30T10:50:50Z","metadata":{"a":"1","b":"2"}},` +
		`{"communicationIdentifier":{"rawId":"` + userB + `","communicationUser":{"id":"` + userB + `"}}}],` +
		`"metadata":{"threadType":"primary"},"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":60}}`
	if diff := cmp.Diff(wantBody, requests[0].Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if got, want := requests[0].Method+" "+requests[0].URI, "POST /chat/threads?api-version=2025-03-15"; got != want {
		t.Errorf("request line %q, want %q", got, want)
	}
	for name, want := range map[string]string{
		"Authorization":            "Bearer " + canary,
		"Repeatability-Request-Id": requestID,
		"Content-Type":             "application/json",
		"Accept":                   "application/json",
	} {
		if got := requests[0].Header.Get(name); got != want {
			t.Errorf("header %s is %q, want %q", name, got, want)
		}
	}
	if got, want := requests[0].Header.Get("User-Agent"), "azsdk-go-acs-chat-tui/v1 ("; !strings.HasPrefix(got, want) {
		t.Errorf("User-Agent is %q, want it to begin with %q", got, want)
	}
	want := acs.CreateChatThreadResponse{
		ChatThread: acs.ChatThreadProperties{
			ID: threadID, Topic: "chat-topic", CreatedOn: new(time.Date(2024, 4, 22, 17, 33, 48, 0, time.UTC)),
			CreatedBy: acs.CommunicationUserIdentifier{ID: userA},
		},
		Differences: []string{
			"its topic is “chat-topic”, and not “Lunch <&> talk”", "its metadata is empty, and not threadType=primary",
			"its retention is none, and not threadCreationDate of 60 days",
		},
		Location: "https://contoso.communication.azure.com/chat/threads/19%3Ax@thread.v2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("response (-want +got):\n%s", diff)
	}
}

func TestCreateChatThreadSendsTheLeast(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		answer(w, http.StatusCreated, createdBody)
	})
	client := newClient(t, service.URL, nil)
	if _, err := client.CreateChatThread(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	if got := service.received()[0].Body; got != `{"topic":""}` {
		t.Errorf("body %s", got)
	}
}

func TestCreateChatThreadReadsEveryField(t *testing.T) {
	body := `{"chatThread":{"id":"19:x","topic":"t","createdOn":"2024-04-22T17:33:41.6460000Z",` +
		`"createdByCommunicationIdentifier":{"kind":"microsoftTeamsUser","rawId":"8:orgid:u","microsoftTeamsUser":{"userId":"u","isAnonymous":false,"cloud":"public"}},` +
		`"metadata":{"k":"v"},"retentionPolicy":{"kind":"none"},"future":[1]},` +
		`"invalidParticipants":[{"code":"403","message":"Permissions check failed","target":"8:acs:x"},{"code":404,"message":null,"target":"8:acs:y"},"odd"]}`
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, body) })
	got, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", &acs.CreateChatThreadOptions{Metadata: map[string]string{"k": "v"}})
	if err != nil {
		t.Fatal(err)
	}
	want := acs.CreateChatThreadResponse{
		ChatThread: acs.ChatThreadProperties{
			ID: "19:x", Topic: "t",
			CreatedOn:       new(time.Date(2024, 4, 22, 17, 33, 41, 646000000, time.UTC)),
			CreatedBy:       acs.MicrosoftTeamsUserIdentifier{UserID: "u", Cloud: acs.CommunicationCloudEnvironmentPublic},
			Metadata:        map[string]string{"k": "v"},
			RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindNone},
		},
		InvalidParticipants: []acs.CommunicationError{
			{Code: "403", Message: "Permissions check failed", Target: "8:acs:x"},
			{Code: "404", Target: "8:acs:y"},
			{Message: `"odd"`},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("response (-want +got):\n%s", diff)
	}
}

func TestOlderVersionsRefuseWhatTheyLack(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, createdBody) })
	participant := acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(userA), Metadata: map[string]string{"a": "b"}}
	for feature, create := range map[string]*acs.CreateChatThreadOptions{
		"thread metadata":      {Metadata: map[string]string{"a": "b"}},
		"retention policy":     {RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindNone}},
		"participant metadata": {Participants: []acs.ChatParticipant{participant}},
	} {
		for _, version := range acs.APIVersions() {
			t.Run(feature+" in "+string(version), func(t *testing.T) {
				options := quickly()
				options.APIVersion = string(version)
				client := newClient(t, service.URL, options)
				before := len(service.received())
				_, err := client.CreateChatThread(t.Context(), "t", create)
				if version == acs.APIVersion20250315 || version == acs.APIVersion20240315Preview {
					if err != nil || len(service.received()) != before+1 {
						t.Fatalf("error %v, %d requests sent; want none and 1", err, len(service.received())-before)
					}
					return
				}
				unsupported, ok := errors.AsType[*acs.UnsupportedError](err)
				if !ok {
					t.Fatalf("error %v, want an UnsupportedError", err)
				}
				want := acs.UnsupportedError{Feature: feature, APIVersion: version, Since: acs.APIVersion20250315}
				if *unsupported != want {
					t.Errorf("got %+v, want %+v", *unsupported, want)
				}
				if len(service.received()) != before || acs.OutcomeUnknown(err) {
					t.Error("something was sent, or may have been")
				}
			})
		}
	}
}

func TestOlderVersionsGetTheRawIDOfNewerKinds(t *testing.T) {
	const guid = "a5ba7870-0000-4000-8000-000000000001"
	extension := "8:acs:" + guid + "_" + guid + "_" + guid
	for _, test := range []struct {
		version acs.APIVersion
		rawID   string
		want    string
	}{
		{acs.APIVersion20210307, "28:orgid:app", `{"rawId":"28:orgid:app"}`},
		{acs.APIVersion20240307, "28:orgid:app", `{"rawId":"28:orgid:app","microsoftTeamsApp":{"appId":"app","cloud":"public"}}`},
		{acs.APIVersion20240307, extension, `{"rawId":"` + extension + `"}`},
		{acs.APIVersion20250315, extension, `{"rawId":"` + extension + `","teamsExtensionUser":{"userId":"` + guid + `","tenantId":"` + guid + `","resourceId":"` + guid + `","cloud":"public"}}`},
		{acs.APIVersion20240307, "4:anonymous", `{"rawId":"4:anonymous","phoneNumber":{"value":"anonymous"}}`},
		{acs.APIVersion20250315, "4:anonymous", `{"rawId":"4:anonymous","phoneNumber":{"value":"anonymous","isAnonymous":true}}`},
		{acs.APIVersion20250315, "8:teamsvisitor:v", `{"rawId":"8:teamsvisitor:v","microsoftTeamsUser":{"userId":"v","isAnonymous":true,"cloud":"public"}}`},
		{acs.APIVersion20250315, "99:new", `{"rawId":"99:new"}`},
	} {
		options := quickly()
		options.APIVersion = string(test.version)
		preview, err := newClient(t, "https://contoso.communication.azure.com", options).Preview(func(c *acs.Client) error {
			_, err := c.AddChatParticipants(t.Context(), threadID, []acs.ChatParticipant{{CommunicationIdentifier: acs.ParseRawID(test.rawID)}}, nil)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want := `{"participants":[{"communicationIdentifier":` + test.want + `}]}`
		if diff := cmp.Diff(want, string(preview.Body)); diff != "" {
			t.Errorf("%s in %s (-want +got):\n%s", test.rawID, test.version, diff)
		}
	}
}

func TestCreateChatThreadRefusesBadArguments(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, createdBody) })
	client := newClient(t, service.URL, nil)
	for want, options := range map[string]*acs.CreateChatThreadOptions{
		`"x" is not a version 4 UUID`:                                    {RepeatabilityRequestID: "x"},
		`"35dd6e71-251b-5e29-8376-ba93d09c3fbf" is not a version 4 UUID`: {RepeatabilityRequestID: "35dd6e71-251b-5e29-8376-ba93d09c3fbf"},
		`"{35dd6e71-251b-4e29-8376-ba93d09c3fbf}" is not a version`:      {RepeatabilityRequestID: "{35dd6e71-251b-4e29-8376-ba93d09c3fbf}"},
		`participant 1: the identifier is missing`:                       {Participants: []acs.ChatParticipant{{}}},
		`the year 10000 cannot be written`: {Participants: []acs.ChatParticipant{{
			CommunicationIdentifier: acs.ParseRawID(userA),
			ShareHistoryTime:        new(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)),
		}}},
	} {
		_, err := client.CreateChatThread(t.Context(), "t", options)
		if err == nil || !strings.Contains(err.Error(), want) || acs.OutcomeUnknown(err) {
			t.Errorf("error %v, want one with %q and a known outcome", err, want)
		}
	}
	if n := len(service.received()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestASuccessThatIsNoThreadIsAnUnknownOutcome(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"a page":       {http.StatusOK, "<html>\n<body>Please log in</body></html>", "answered 200 OK, but not with a chat thread: the body is no JSON object"},
		"no body":      {http.StatusCreated, "", "not with a chat thread: the body is empty"},
		"no thread":    {http.StatusCreated, `{}`, "not with a chat thread: the document has no thread"},
		"no thread id": {http.StatusCreated, `{"chatThread":{"topic":"x"}}`, "not with a chat thread: the thread has no id"},
		"broken":       {http.StatusCreated, `{"chatThread":`, "its JSON is broken at byte"},
		"a list":       {http.StatusCreated, `{"chatThread":[]}`, "the thread is an array and no object"},
		"null":         {http.StatusCreated, `{"chatThread":null}`, "the document has no thread"},
		"another type": {http.StatusCreated, `{"chatThread":{"id":7}}`, `the field "id" holds a number`},
		"accepted":     {http.StatusAccepted, createdBody, "with a status that this operation does not have"},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, test.status, test.body) })
			var captured *http.Response
			ctx := policy.WithCaptureResponse(t.Context(), &captured)
			_, err := newClient(t, service.URL, nil).CreateChatThread(ctx, "t", nil)
			unexpected, ok := errors.AsType[*acs.UnexpectedAnswerError](err)
			if !ok || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error %v, want an UnexpectedAnswerError with %q", err, test.want)
			}
			if !acs.OutcomeUnknown(err) || unexpected.StatusCode != test.status || strings.Contains(err.Error(), "\n") {
				t.Errorf("outcome unknown %v, status %d, text %q", acs.OutcomeUnknown(err), unexpected.StatusCode, err)
			}
			if body, err := runtime.Payload(captured); err != nil || string(body) != test.body {
				t.Errorf("captured body %q, %v", body, err)
			}
		})
	}
}

func TestAResponseCanBeCaptured(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		w.Header().Set("X-Emulator", "yes")
		if number == 1 {
			answer(w, http.StatusServiceUnavailable, `{}`)
			return
		}
		answer(w, http.StatusOK, `{"id":"`+threadID+`","topic":"t"}`)
	})
	var captured *http.Response
	ctx := policy.WithCaptureResponse(t.Context(), &captured)
	if _, err := newClient(t, service.URL, nil).GetChatThreadProperties(ctx, threadID, nil); err != nil {
		t.Fatal(err)
	}
	body, err := runtime.Payload(captured)
	if err != nil || string(body) != `{"id":"`+threadID+`","topic":"t"}` {
		t.Errorf("captured body %q, %v", body, err)
	}
	if captured.Header.Get("X-Emulator") != "yes" || captured.Request.Header.Get("Authorization") != "REDACTED" {
		t.Errorf("captured headers %v, request headers %v", captured.Header, captured.Request.Header)
	}
}
