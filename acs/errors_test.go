package acs_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestEveryErrorEnvelopeIsUnderstood(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		want   acs.ResponseError
		text   string
	}{
		"documented": {
			403, `{"error":{"code":"Forbidden","message":"User is not allowed to perform specified action."}}`,
			acs.ResponseError{ErrorCode: "Forbidden", Message: "User is not allowed to perform specified action."},
			"CreateChatThread: 403 Forbidden: User is not allowed to perform specified action. [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"CommunicationError": {
			400, "{\r\n  \"CommunicationError\": {\r\n    \"Code\": \"BadRequest\",\r\n    \"Message\": \"Identifier format is invalid (8:acs:fakeid).\",\r\n    \"Details\": []\r\n  }\r\n}",
			acs.ResponseError{ErrorCode: "BadRequest", Message: "Identifier format is invalid (8:acs:fakeid)."},
			"CreateChatThread: 400 Bad Request: Identifier format is invalid (8:acs:fakeid). [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"CommunicationError without message": {
			403, `{"CommunicationError":{"Code":"Forbidden","Details":[]}}`,
			acs.ResponseError{ErrorCode: "Forbidden"},
			"CreateChatThread: 403 Forbidden: the service gave no reason [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"Error of early previews": {
			404, `{"Error":{"Code":"NotFound","Message":"The specified thread id was not found.","Details":[]}}`,
			acs.ResponseError{ErrorCode: "NotFound", Message: "The specified thread id was not found."},
			"CreateChatThread: 404 Not Found: The specified thread id was not found. [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"bare": {
			400, `{"Code":"BadRequest","Message":"Initiator is not a participant.","InnerErrors":[{"Code":"X","Message":"inner"}]}`,
			acs.ResponseError{ErrorCode: "BadRequest", Message: "Initiator is not a participant.", Details: []acs.CommunicationError{{Code: "X", Message: "inner"}}},
			"CreateChatThread: 400 Bad Request: Initiator is not a participant.; inner [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"everything": {
			400, `{"error":{"code":"A","message":"m","target":"t","details":[{"code":"B","message":"n","target":"u","details":null}],"innererror":{"code":"C","message":"o","innererror":{"code":"D","message":"p"}}}}`,
			acs.ResponseError{
				ErrorCode: "A", Message: "m", Target: "t",
				Details:    []acs.CommunicationError{{Code: "B", Message: "n", Target: "u"}},
				InnerError: &acs.CommunicationError{Code: "C", Message: "o", InnerError: &acs.CommunicationError{Code: "D", Message: "p"}},
			},
			"CreateChatThread: 400 Bad Request (A): m; n [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"odd types": {
			400, `{"error":{"code":400,"message":{"lang":"en"},"details":{"code":"B"},"innererror":"x"}}`,
			acs.ResponseError{ErrorCode: "400"},
			"CreateChatThread: 400 Bad Request (400): the service gave no reason [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"a gateway's": {
			401, `{ "statusCode": 401, "message": "Access denied due to missing subscription key." }`,
			acs.ResponseError{Message: "Access denied due to missing subscription key."},
			"CreateChatThread: 401 Unauthorized: Access denied due to missing subscription key. [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"a word": {
			401, `{"error":"invalid_token"}`,
			acs.ResponseError{ErrorCode: "invalid_token"},
			"CreateChatThread: 401 Unauthorized (invalid_token): the service gave no reason [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"empty": {
			401, ``,
			acs.ResponseError{},
			"CreateChatThread: 401 Unauthorized: the service gave no reason [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"empty JSON": {
			401, `{ "error": {} }`,
			acs.ResponseError{},
			"CreateChatThread: 401 Unauthorized: the service gave no reason [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"a page": {
			404, "<html>\r\n<h1>Not \x1b[31mfound</h1>" + strings.Repeat("x", 500),
			acs.ResponseError{Message: "Not [31mfound " + strings.Repeat("x", 186) + "…"},
			"CreateChatThread: 404 Not Found: Not [31mfound " + strings.Repeat("x", 186) + "… [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"another document": {
			400, `{"title":"Bad","status":400}`,
			acs.ResponseError{Message: `{"title":"Bad","status":400}`},
			`CreateChatThread: 400 Bad Request: {"title":"Bad","status":400} [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]`,
		},
		"a message with line breaks": {
			400, `{"error":{"code":"BadRequest","message":"one\ntwo\u001b[2J"}}`,
			acs.ResponseError{ErrorCode: "BadRequest", Message: "one\ntwo\x1b[2J"},
			"CreateChatThread: 400 Bad Request: one two [2J [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
		"a byte order mark": {
			400, "\xef\xbb\xbf" + `{"error":{"code":"A","message":"m"}}`,
			acs.ResponseError{ErrorCode: "A", Message: "m"},
			"CreateChatThread: 400 Bad Request (A): m [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, test.status, test.body) })
			_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
			got, ok := errors.AsType[*acs.ResponseError](err)
			if !ok {
				t.Fatalf("error %v, want a ResponseError", err)
			}
			want := test.want
			want.Operation, want.StatusCode, want.AnsweredBy, want.Attempts, want.CorrelationVector = "CreateChatThread", test.status, acs.AnswererService, 1, "aBcDeFgHiJkLmNoPqRsTuV.0"
			if diff := cmp.Diff(want, *got, cmpopts.IgnoreFields(acs.ResponseError{}, "RawResponse", "ClientRequestID")); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.text, err.Error()); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			azure, ok := errors.AsType[*azcore.ResponseError](err)
			if !ok || azure.StatusCode != test.status || azure.ErrorCode != want.ErrorCode {
				t.Errorf("azcore's error %v", azure)
			}
		})
	}
}

func TestAResponseErrorHasTheHeaders(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Set("X-Ms-Request-Id", "request-1")
		w.Header().Set("X-Ms-Error-Code", "FromTheHeader")
		w.Header().Set("Retry-After", "5")
		w.Header().Add("Api-Supported-Versions", "2021-03-07, 2021-09-07")
		w.Header().Add("Api-Supported-Versions", "2024-03-07")
		if r.URL.Query().Get("skip") == "1" {
			w.Header().Set("X-Ms-Client-Request-Id", "echoed")
		}
		answer(w, http.StatusBadRequest, ``)
	})
	options := quickly()
	options.NewRequestID = func() string { return requestID }
	client := newClient(t, service.URL, options)
	for skip, wantID := range map[int32]string{0: requestID, 1: "echoed"} {
		_, err := client.NewListChatParticipantsPager(threadID, &acs.ListChatParticipantsOptions{Skip: new(skip)}).NextPage(t.Context())
		got, ok := errors.AsType[*acs.ResponseError](err)
		if !ok {
			t.Fatalf("error %v", err)
		}
		want := acs.ResponseError{
			Operation: "ListChatParticipants", StatusCode: 400, AnsweredBy: acs.AnswererService, ErrorCode: "FromTheHeader", RequestID: "request-1", ClientRequestID: wantID,
			CorrelationVector: "aBcDeFgHiJkLmNoPqRsTuV.0", RetryAfter: 5 * time.Second, Attempts: 1,
			APISupportedVersions: []string{"2021-03-07", "2021-09-07", "2024-03-07"},
		}
		if diff := cmp.Diff(want, *got, cmpopts.IgnoreFields(acs.ResponseError{}, "RawResponse")); diff != "" {
			t.Errorf("error (-want +got):\n%s", diff)
		}
		text := "ListChatParticipants: 400 Bad Request (FromTheHeader): the service gave no reason; it asks to wait 5s [request id request-1]"
		if err.Error() != text {
			t.Errorf("text %q, want %q", err, text)
		}
	}
}

func TestOutcomeUnknownOfOtherErrors(t *testing.T) {
	for _, err := range []error{nil, errors.New("x"), &acs.UnsupportedError{}, &acs.IdentifierFormatError{}, &acs.PagingError{}, &acs.ResponseError{StatusCode: 400}, &acs.RequestError{Err: errors.New("x")}} {
		if acs.OutcomeUnknown(err) {
			t.Errorf("%v counts as unknown", err)
		}
	}
	for _, err := range []error{&acs.ResponseError{StatusCode: 500}, &acs.RequestError{OutcomeUnknown: true, Err: errors.New("x")}, &acs.UnexpectedAnswerError{}} {
		if !acs.OutcomeUnknown(fmt.Errorf("wrapped: %w", err)) {
			t.Errorf("%v counts as known", err)
		}
	}
}
