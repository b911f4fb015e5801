package acs_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// answering is a client that gets one answer to everything, and no network.
func answering(t *testing.T, body []byte) *acs.Client {
	t.Helper()
	options := quickly()
	options.Retry.MaxRetries = -1
	options.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
		return &http.Response{
			StatusCode: http.StatusOK, Proto: "HTTP/1.1", Request: req, Body: io.NopCloser(bytes.NewReader(body)),
			Header: http.Header{"Content-Type": {"application/json"}, "Ms-Cv": {"x.0"}},
		}, nil
	})
	return newClient(t, "https://contoso.communication.azure.com", options)
}

// checkPage looks at what a page became: an error in plain words that is no refusal, or
// items that can be shown. It returns whether there is a page.
func checkPage(t *testing.T, body []byte, err error) bool {
	t.Helper()
	if err == nil {
		return true
	}
	if _, ok := errors.AsType[*acs.UnexpectedAnswerError](err); !ok {
		t.Fatalf("%q: %T: %v", body, err, err)
	}
	if text := err.Error(); strings.Contains(text, "acs.") || strings.Contains(text, "json:") || strings.ContainsAny(text, "\n\r\x1b\x00") {
		t.Fatalf("%q: the error names Go's own things or is more than a line: %q", body, text)
	}
	return false
}

// followed goes on to the next page, which is the same one: a link to it is refused, and so is
// one to elsewhere.
func followed[T any](t *testing.T, pager *acs.Pager[T]) {
	t.Helper()
	for range 3 {
		if !pager.More() {
			return
		}
		if _, err := pager.NextPage(t.Context()); err != nil {
			if _, ok := errors.AsType[*acs.PagingError](err); !ok {
				if _, ok := errors.AsType[*acs.RequestError](err); !ok && !strings.Contains(err.Error(), "making the request") {
					t.Fatalf("the link %q: %T: %v", pager.NextLink(), err, err)
				}
			}
			return
		}
	}
}

func checkIdentifier(t *testing.T, body []byte, identifier acs.CommunicationIdentifier) {
	t.Helper()
	if identifier == nil {
		t.Fatalf("%q: an identifier that is none", body)
	}
	if again := acs.ParseRawID(identifier.RawID()); again.RawID() != identifier.RawID() {
		t.Fatalf("%q: %q became %q", body, identifier.RawID(), again.RawID())
	}
}

func FuzzParticipantsPage(f *testing.F) {
	for _, seed := range []string{
		`{"value":[]}`, `{"value":null}`, `{}`, `[]`, ``, `null`, `{"value":[null]}`, `{"value":[1]}`, "\xef\xbb\xbf" + `{"value":[]}`,
		`{"value":[{"communicationIdentifier":{"rawId":"` + userA + `","communicationUser":{"id":"` + userA + `"}},"displayName":"Ada","shareHistoryTime":"1970-01-01T00:00:00Z"}]}`,
		`{"value":[{"communicationIdentifier":{"rawId":null},"displayName":"ghost"}]}`,
		`{"value":[{"communicationIdentifier":{"phoneNumber":{"value":"+1"}},"metadata":{"a":1}}],"nextLink":"https://contoso.communication.azure.com/chat/threads/x/participants?skip=1"}`,
		`{"value":[{"communicationIdentifier":7,"displayName":null,"shareHistoryTime":"yesterday"}],"nextLink":7}`,
		`{"value":[],"nextLink":"https://elsewhere.example/x"}`, `{"value":[],"nextLink":" ?%zz&=& "}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		pager := answering(t, body).NewListChatParticipantsPager(threadID, nil)
		page, err := pager.NextPage(t.Context())
		if !checkPage(t, body, err) {
			return
		}
		for _, participant := range page.Value {
			checkIdentifier(t, body, participant.CommunicationIdentifier)
		}
		followed(t, pager)
	})
}

func FuzzThreadsPage(f *testing.F) {
	for _, seed := range []string{
		`{"value":[]}`, `{"value":{}}`, `{"value":[null]}`, `{"value":[{}]}`, `{"value":[{"id":"19:x@thread.v2","topic":"t"}]}`,
		`{"value":[{"id":"19:x@thread.v2","topic":null,"deletedOn":"2025-02-01T00:00:00Z","lastMessageReceivedOn":"0001-01-01T00:00:00Z"}]}`,
		`{"value":[{"id":7,"topic":[]}]}`, `{"value":[{"id":"x","deletedOn":"soon"}],"nextLink":"/chat/threads?skip=2"}`,
		`{"value":[{"id":"x","lastMessageReceivedOn":"2024-04-22T17:33:48.1234567+00:00"}],"nextLink":"?"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		pager := answering(t, body).NewListChatThreadsPager(nil)
		page, err := pager.NextPage(t.Context())
		if !checkPage(t, body, err) {
			return
		}
		for _, thread := range page.Value {
			if !utf8.ValidString(thread.ID) || !utf8.ValidString(thread.Topic) {
				t.Fatalf("%q: %+v", body, thread)
			}
		}
		followed(t, pager)
	})
}

func FuzzMessagesPage(f *testing.F) {
	for _, seed := range []string{
		`{"value":[]}`, `{"value":[null]}`, `{"value":[{"id":"1","type":"text","sequenceId":"1","version":"1","content":{"message":"x"},"createdOn":"2024-04-22T17:33:48Z","senderCommunicationIdentifier":{"rawId":"` + userA + `"}}]}`,
		`{"value":[{"id":1,"sequenceId":1,"metadata":{"a":1},"content":null}]}`,
		`{"value":[{"id":"1","type":"participantAdded","content":{"participants":[{},null,{"communicationIdentifier":{"rawId":"x"}}],"attachments":[{}],"initiatorCommunicationIdentifier":null}}]}`,
		`{"value":[{"id":"1","createdOn":"0001-01-01T00:00:00Z","deletedOn":"x","editedOn":7}],"nextLink":"https://contoso.communication.azure.com/chat/threads/x/messages?syncState=%41&startTime=1%2F1%2F1970%2012%3A00%3A00%20AM"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		pager := answering(t, body).NewListChatMessagesPager(threadID, nil)
		page, err := pager.NextPage(t.Context())
		if !checkPage(t, body, err) {
			return
		}
		for _, message := range page.Value {
			for _, participant := range message.Content.Participants {
				checkIdentifier(t, body, participant.CommunicationIdentifier)
			}
			if message.Sender != nil {
				checkIdentifier(t, body, message.Sender)
			}
		}
		followed(t, pager)
	})
}

// FuzzParseToken: what is read of a token is text, its times are of a calendar, and the
// errors show no part of it.
func FuzzParseToken(f *testing.F) {
	for _, claims := range []string{
		`{"skypeid":"acs:r_u","scp":1792,"csi":"1","iat":1700000000,"exp":1700086400,"acsScope":"chat,voip","resourceId":"r"}`,
		`{"skypeid":"8:acs:r_u","exp":"1700086400","acsScope":"chat voip"}`, `{"exp":1e400}`, `{"exp":-1,"iat":253402300800}`, `{"exp":NaN}`, `{"skypeid":7,"acsScope":[]}`,
		`{}`, `[]`, `null`, ``, `{"skypeid":"\u0000\ud800"}`, `{"exp":1700000000.9}`,
	} {
		f.Add("h." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".s")
	}
	for _, token := range []string{"", ".", "..", "a.b.c", "a.e30.c", "a.e30=.c", "a.e30==.c", "not-a-token", "\xef\xbb\xbfa.e30.c", "a.e30.c\n"} {
		f.Add(token)
	}
	f.Fuzz(func(t *testing.T, token string) {
		claims, err := acs.ParseToken(token)
		if err != nil {
			if text := err.Error(); len(token) >= 8 && strings.Contains(text, token) {
				t.Fatalf("the error shows the token: %s", text)
			}
			if claims.UserID != "" || claims.Scopes != nil || !claims.ExpiresOn.IsZero() {
				t.Fatalf("%q: an error, and %+v", token, claims)
			}
			return
		}
		if claims.UserID != "" && !strings.HasPrefix(claims.UserID, "8:") {
			t.Fatalf("%q: the user %q", token, claims.UserID)
		}
		for _, at := range []time.Time{claims.ExpiresOn, claims.IssuedOn} {
			if year := at.UTC().Year(); year < 1 || year > 9999 {
				t.Fatalf("%q: the year %d", token, year)
			}
		}
		for _, scope := range claims.Scopes {
			if scope == "" || strings.ContainsAny(scope, ", ") {
				t.Fatalf("%q: the scope %q", token, scope)
			}
		}
		credential := acs.NewStaticTokenCredential(token)
		if access, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{}); err != nil || !access.ExpiresOn.Equal(claims.ExpiresOn) {
			t.Fatalf("%q: %v, %v", token, access.ExpiresOn, err)
		}
	})
}
