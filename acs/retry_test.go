package acs_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
)

// observe returns a context that keeps the events of its calls.
func observe(ctx context.Context) (context.Context, *[]acs.RetryEvent) {
	var events []acs.RetryEvent
	return acs.WithRetryObserver(ctx, func(event acs.RetryEvent) { events = append(events, event) }), &events
}

var withoutErr = cmpopts.IgnoreFields(acs.RetryEvent{}, "Err")

func TestALostAnswerIsAskedForAgainWithTheSameID(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		switch number {
		case 1:
			dropConnection(t, w)
		case 2: // breaks off in the body
			w.Header().Set("Content-Length", "100")
			answer(w, http.StatusCreated, `{"chatThread":`)
		case 3:
			answer(w, http.StatusInternalServerError, `{"CommunicationError":{"Code":"InternalServerError"}}`)
		default:
			answer(w, http.StatusCreated, createdBody)
		}
	})
	ctx, events := observe(t.Context())
	got, err := newClient(t, service.URL, nil).CreateChatThread(ctx, "t", nil)
	if err != nil || got.ChatThread.ID != threadID {
		t.Fatalf("got %v, %v", got, err)
	}
	requests := service.received()
	if len(requests) != 4 {
		t.Fatalf("%d requests, want 4", len(requests))
	}
	id := requests[0].Header.Get("Repeatability-Request-Id")
	if parsed, err := uuid.Parse(id); err != nil || parsed.Version() != 4 {
		t.Errorf("the repeatability request id %q is no version 4 UUID", id)
	}
	for i, request := range requests {
		for _, name := range []string{"Repeatability-Request-Id", "X-Ms-Client-Request-Id"} {
			if got, want := request.Header.Get(name), requests[0].Header.Get(name); got != want || got == "" {
				t.Errorf("attempt %d: %s %q, want %q", i+1, name, got, want)
			}
		}
		if request.Body != `{"topic":"t"}` {
			t.Errorf("attempt %d: body %s", i+1, request.Body)
		}
	}
	want := []acs.RetryEvent{
		{Operation: "CreateChatThread", Attempt: 1, MaxAttempts: 4, Wait: time.Millisecond},
		{Operation: "CreateChatThread", Attempt: 2, MaxAttempts: 4, Wait: 3 * time.Millisecond},
		{Operation: "CreateChatThread", Attempt: 3, MaxAttempts: 4, Wait: 7 * time.Millisecond, StatusCode: 500, ErrorCode: "InternalServerError"},
	}
	if diff := cmp.Diff(want, *events, withoutErr); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	for i, text := range []string{"closed the connection before it was complete", "closed the connection before it was complete", "500 Internal Server Error"} {
		if err := (*events)[i].Err; err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("event %d: error %v, want %q", i, err, text)
		}
	}
}

func TestEveryOperationIsRepeatedAfter429And5xxAndLoss(t *testing.T) {
	type repeated struct {
		success int
		body    string
		call    func(ctx context.Context, client *acs.Client) error
	}
	operations := map[acs.Operation]repeated{
		"CreateChatThread": {http.StatusCreated, createdBody, func(ctx context.Context, client *acs.Client) error {
			_, err := client.CreateChatThread(ctx, "t", nil)
			return err
		}},
		"AddChatParticipants": {http.StatusCreated, `{}`, func(ctx context.Context, client *acs.Client) error {
			_, err := client.AddChatParticipants(ctx, threadID, nil, nil)
			return err
		}},
		"GetChatThreadProperties": {http.StatusOK, `{"id":"` + threadID + `"}`, func(ctx context.Context, client *acs.Client) error {
			_, err := client.GetChatThreadProperties(ctx, threadID, nil)
			return err
		}},
		"ListChatThreads": {http.StatusOK, `{"value":[]}`, func(ctx context.Context, client *acs.Client) error {
			_, err := client.NewListChatThreadsPager(nil).NextPage(ctx)
			return err
		}},
		"ListChatParticipants": {http.StatusOK, `{"value":[]}`, func(ctx context.Context, client *acs.Client) error {
			_, err := client.NewListChatParticipantsPager(threadID, nil).NextPage(ctx)
			return err
		}},
	}
	for _, test := range later() {
		if test.name == "SendChatMessage" {
			continue // see TestAMessageIsSentAgainAfter429Only
		}
		operations[test.name] = repeated{test.status, test.answer, test.call}
	}
	for operation, test := range operations {
		for _, fault := range []int{0, 408, 429, 500, 502, 503, 504} {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
				switch {
				case number == 2:
					answer(w, test.success, test.body)
				case fault == 0:
					dropConnection(t, w)
				default:
					answer(w, fault, ``)
				}
			})
			ctx, events := observe(t.Context())
			if err := test.call(ctx, newClient(t, service.URL, nil)); err != nil {
				t.Errorf("%s after %d: %v", operation, fault, err)
			}
			if got := len(service.received()); got != 2 || len(*events) != 1 || (*events)[0].StatusCode != fault || (*events)[0].Operation != operation {
				t.Errorf("%s after %d: %d requests, events %+v", operation, fault, got, *events)
			}
		}
		for _, refusal := range []int{304, 400, 401, 403, 404, 409, 412} {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, refusal, ``) })
			err := test.call(t.Context(), newClient(t, service.URL, nil))
			response, ok := errors.AsType[*acs.ResponseError](err)
			if !ok || response.StatusCode != refusal || response.Operation != operation || acs.OutcomeUnknown(err) {
				t.Errorf("%s: error %v, want a definite %d", operation, err, refusal)
			}
			if got := len(service.received()); got != 1 {
				t.Errorf("%s: %d requests for a %d", operation, got, refusal)
			}
		}
	}
}

func TestTheAttemptsEnd(t *testing.T) {
	for maxRetries, want := range map[int32]int{0: 4, 1: 2, -1: 1} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			answer(w, http.StatusBadGateway, `<h1>Bad gateway</h1>`)
		})
		options := quickly()
		options.Retry.MaxRetries = maxRetries
		_, err := newClient(t, service.URL, options).AddChatParticipants(t.Context(), threadID, nil, nil)
		response, ok := errors.AsType[*acs.ResponseError](err)
		if !ok || response.Attempts != want || !acs.OutcomeUnknown(err) || response.Message != "Bad gateway" {
			t.Errorf("error %+v, want %d attempts and an unknown outcome", err, want)
		}
		if got := len(service.received()); got != want {
			t.Errorf("%d requests, want %d", got, want)
		}
		if response != nil && response.RawResponse.Header.Get("Retry-After-Ms") != "" {
			t.Error("the answer shows a header that the service did not send")
		}
	}
}

func TestTheWaitIsTheOneTheServiceAsksFor(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, test := range map[string]struct {
		status int
		header map[string]string
		wait   time.Duration
	}{
		"429 without":             {429, nil, 10 * time.Second},
		"429 in seconds":          {429, map[string]string{"Retry-After": "7"}, 7 * time.Second},
		"429 as a date":           {429, map[string]string{"Retry-After": "Fri, 02 Jan 2026 03:04:35 GMT", "Date": "Fri, 02 Jan 2026 03:04:05 GMT"}, 30 * time.Second},
		"429 of a clock behind":   {429, map[string]string{"Retry-After": "Thu, 01 Jan 2026 23:00:20 GMT", "Date": "Thu, 01 Jan 2026 23:00:00 GMT"}, 20 * time.Second},
		"429 of a clock ahead":    {429, map[string]string{"Retry-After": "Sat, 02 Jan 2027 00:00:09 GMT", "Date": "Sat, 02 Jan 2027 00:00:00 GMT"}, 9 * time.Second},
		"429 by our clock":        {429, map[string]string{"Retry-After": "Fri, 02 Jan 2026 03:04:35 GMT", "Date": ""}, 30 * time.Second},
		"429 of an odd clock":     {429, map[string]string{"Retry-After": "Fri, 02 Jan 2026 03:04:35 GMT", "Date": "today"}, 30 * time.Second},
		"429 in milliseconds":     {429, map[string]string{"Retry-After-Ms": "2500", "Retry-After": "9"}, 2500 * time.Millisecond},
		"429 in ms, other name":   {429, map[string]string{"X-Ms-Retry-After-Ms": "1500"}, 1500 * time.Millisecond},
		"429 that cannot be read": {429, map[string]string{"Retry-After": "later"}, 10 * time.Second},
		"429 with zero":           {429, map[string]string{"Retry-After": "0"}, 800 * time.Millisecond},
		"429 with the past":       {429, map[string]string{"Retry-After": "Fri, 02 Jan 2026 03:04:00 GMT", "Date": "Fri, 02 Jan 2026 03:04:05 GMT"}, 800 * time.Millisecond},
		"429 with the longest":    {429, map[string]string{"Retry-After": "60"}, time.Minute},
		"503 with":                {503, map[string]string{"Retry-After": "3"}, 3 * time.Second},
		"503 without":             {503, nil, 800 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
				for name, value := range test.header {
					w.Header().Set(name, value)
				}
				answer(w, test.status, ``)
			})
			// The default waits, of which the observer ends the first.
			options := &acs.ClientOptions{Random: func() float64 { return 0.4 }, Now: func() time.Time { return now }}
			var captured *http.Response
			ctx, cancel := context.WithCancel(policy.WithCaptureResponse(t.Context(), &captured))
			defer cancel()
			var waits []time.Duration
			ctx = acs.WithRetryObserver(ctx, func(event acs.RetryEvent) {
				waits = append(waits, event.Wait)
				cancel()
			})
			_, err := newClient(t, service.URL, options).GetChatThreadProperties(ctx, threadID, nil)
			if diff := cmp.Diff([]time.Duration{test.wait}, waits); diff != "" {
				t.Errorf("waits (-want +got):\n%s", diff)
			}
			failure, ok := errors.AsType[*acs.RequestError](err)
			if !ok || failure.Reason != acs.RequestErrorReasonCanceled || !errors.Is(err, context.Canceled) {
				t.Errorf("error %v, want a cancelled one", err)
			}
			if got := acs.OutcomeUnknown(err); got != (test.status == 503) {
				t.Errorf("outcome unknown: %v", got)
			}
			if captured == nil || captured.Header.Get("Retry-After-Ms") != test.header["Retry-After-Ms"] {
				t.Errorf("the captured answer does not show the headers that were sent: %v", captured)
			}
			if got := len(service.received()); got != 1 {
				t.Errorf("%d requests, want 1", got)
			}
		})
	}
}

func TestAWaitBeyondTheLongestIsAnErrorAtOnce(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"61":                   61 * time.Second,
		"86400":                24 * time.Hour,
		"99999999999999999999": 0,
		"9223372036854775807":  1<<63 - 1,
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Retry-After", value)
			answer(w, http.StatusTooManyRequests, `{"error":{"code":"TooManyRequests","message":"Rate limit exceeded."}}`)
		})
		ctx, events := observe(t.Context())
		options := quickly()
		options.Retry.MaxRetries = 1
		_, err := newClient(t, service.URL, options).GetChatThreadProperties(ctx, threadID, nil)
		response, ok := errors.AsType[*acs.ResponseError](err)
		if !ok || response.RetryAfter != want || response.ErrorCode != "TooManyRequests" {
			t.Errorf("%s: error %+v, want a wait of %s", value, err, want)
		}
		if want != 0 && (len(service.received()) != 1 || len(*events) != 0) {
			t.Errorf("%s: %d requests, %d events", value, len(service.received()), len(*events))
		}
	}
}

func TestRetryEventsHaveTheRefusal(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		if number == 1 {
			answer(w, http.StatusTooManyRequests, `{"error":{"code":"TooManyRequests","message":"Rate limit exceeded."}}`)
			return
		}
		answer(w, http.StatusOK, `{"id":"`+threadID+`"}`)
	})
	ctx, events := observe(t.Context())
	if _, err := newClient(t, service.URL, nil).GetChatThreadProperties(ctx, threadID, nil); err != nil {
		t.Fatal(err)
	}
	response, ok := errors.AsType[*acs.ResponseError]((*events)[0].Err)
	if !ok || response.Message != "Rate limit exceeded." || response.Attempts != 1 {
		t.Fatalf("events %+v", *events)
	}
	if body, err := runtime.Payload(response.RawResponse); err != nil || len(body) == 0 {
		t.Errorf("body %q, %v", body, err)
	}
}
