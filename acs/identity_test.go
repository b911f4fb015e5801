package acs_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/google/go-cmp/cmp"
)

const (
	// accessKey is the canary of the signing tests, in base64.
	accessKey = "Y2FuYXJ5LWtleS03YzFkLW9mLXRoZS1yZXNvdXJjZQ=="
	// userAPath is userA as the SDKs write it in a path.
	userAPath = "8%3Aacs%3Aa5ba7870-0000-4000-8000-000000000001_0000001b-e76c-cf3c-1985-094822000001"
	// tokenBody is a recorded answer with the canary for a token.
	tokenBody = `{"token":"` + canary + `","expiresOn":"2024-04-23T11:40:41.5347954+00:00"}`
)

// signedOn is the moment of the recorded request.
var signedOn = time.Date(2023, time.December, 13, 11, 40, 39, 0, time.UTC)

// quicklySigned are options whose waits take no time worth mentioning, and whose
// clock moves by a second with every look.
func quicklySigned() *acs.IdentityClientOptions {
	now := signedOn
	return &acs.IdentityClientOptions{
		ClientOptions:  azcore.ClientOptions{Retry: policy.RetryOptions{RetryDelay: time.Millisecond}},
		ThrottledDelay: time.Millisecond,
		Random:         func() float64 { return 0.4 },
		NewRequestID:   func() string { return requestID },
		Now: func() time.Time {
			defer func() { now = now.Add(time.Second) }()
			return now
		},
	}
}

func newIdentityClient(t *testing.T, endpoint string, options *acs.IdentityClientOptions) *acs.IdentityClient {
	t.Helper()
	credential, err := acs.NewKeyCredential(accessKey)
	if err != nil {
		t.Fatalf("NewKeyCredential: %v", err)
	}
	if options == nil {
		options = quicklySigned()
	}
	client, err := acs.NewIdentityClient(endpoint, credential, options)
	if err != nil {
		t.Fatalf("NewIdentityClient: %v", err)
	}
	t.Cleanup(client.Close)
	return client
}

// identityOperation is one call of the Identity client.
type identityOperation struct {
	name, method, path, requestBody string
	success                         int
	answerBody                      string
	repeatedAfterLoss               bool
	call                            func(context.Context, *acs.IdentityClient) error
}

func identityOperations() []identityOperation {
	return []identityOperation{
		{"CreateUser", "POST", "/identities", `{}`, 201, `{"identity":{"id":"` + userA + `"}}`, false, func(ctx context.Context, c *acs.IdentityClient) error {
			_, err := c.CreateUser(ctx, nil)
			return err
		}},
		{
			"CreateUserAndToken", "POST", "/identities", `{"createTokenWithScopes":["chat","voip"],"expiresInMinutes":60}`, 201,
			`{"identity":{"id":"` + userA + `"},"accessToken":` + tokenBody + `}`, false,
			func(ctx context.Context, c *acs.IdentityClient) error {
				_, err := c.CreateUserAndToken(ctx, []acs.TokenScope{acs.TokenScopeChat, acs.TokenScopeVoIP}, &acs.CreateUserAndTokenOptions{ExpiresInMinutes: new(int32(60))})
				return err
			},
		},
		{
			"IssueToken", "POST", "/identities/" + userAPath + "/:issueAccessToken", `{"scopes":["chat.join"],"expiresInMinutes":1440}`, 200, tokenBody, true,
			func(ctx context.Context, c *acs.IdentityClient) error {
				_, err := c.IssueToken(ctx, userA, []acs.TokenScope{acs.TokenScopeChatJoin}, &acs.IssueTokenOptions{ExpiresInMinutes: new(int32(1440))})
				return err
			},
		},
		{"RevokeTokens", "POST", "/identities/" + userAPath + "/:revokeAccessTokens", ``, 204, ``, true, func(ctx context.Context, c *acs.IdentityClient) error {
			_, err := c.RevokeTokens(ctx, userA, nil)
			return err
		}},
		{"DeleteUser", "DELETE", "/identities/" + userAPath, ``, 204, ``, true, func(ctx context.Context, c *acs.IdentityClient) error {
			_, err := c.DeleteUser(ctx, userA, nil)
			return err
		}},
	}
}

func TestIdentityRequestsOnTheWire(t *testing.T) {
	for _, operation := range identityOperations() {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			if operation.success == http.StatusNoContent {
				w.WriteHeader(operation.success)
				return
			}
			answer(w, operation.success, operation.answerBody)
		})
		if err := operation.call(t.Context(), newIdentityClient(t, service.URL+"/", nil)); err != nil {
			t.Errorf("%s: %v", operation.name, err)
			continue
		}
		requests := service.received()
		if len(requests) != 1 {
			t.Errorf("%s: %d requests", operation.name, len(requests))
			continue
		}
		got := requests[0]
		want := seen{Method: operation.method, URI: operation.path + "?api-version=2023-10-01", Body: operation.requestBody}
		if diff := cmp.Diff(want, seen{Method: got.Method, URI: got.URI, Body: got.Body}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", operation.name, diff)
		}
		wantType := ""
		if operation.requestBody != "" {
			wantType = "application/json"
		}
		if got.Header.Get("Content-Type") != wantType || got.Header.Get("Accept") != "application/json" || got.Header.Get("X-Ms-Client-Request-Id") != requestID {
			t.Errorf("%s: headers %v", operation.name, got.Header)
		}
	}
}

func TestIdentityAnswers(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		if strings.HasSuffix(r.URL.Path, ":issueAccessToken") {
			answer(w, http.StatusOK, tokenBody)
			return
		}
		answer(w, http.StatusCreated, `{"identity":{"id":"`+userA+`"},"accessToken":`+tokenBody+`}`)
	})
	client := newIdentityClient(t, service.URL, nil)
	expires := time.Date(2024, time.April, 23, 11, 40, 41, 534795400, time.UTC)

	created, err := client.CreateUser(t.Context(), nil)
	if err != nil || created.UserID != userA {
		t.Errorf("CreateUser: %q, %v", created.UserID, err)
	}
	both, err := client.CreateUserAndToken(t.Context(), []acs.TokenScope{acs.TokenScopeChat}, nil)
	if err != nil || both.UserID != userA || both.AccessToken.Token() != canary || !both.AccessToken.ExpiresOn.Equal(expires) {
		t.Errorf("CreateUserAndToken: %q, until %v, %v", both.UserID, both.AccessToken.ExpiresOn, err)
	}
	issued, err := client.IssueToken(t.Context(), userA, []acs.TokenScope{acs.TokenScopeChat}, nil)
	if err != nil || issued.AccessToken.Token() != canary || !issued.AccessToken.ExpiresOn.Equal(expires) {
		t.Errorf("IssueToken: until %v, %v", issued.AccessToken.ExpiresOn, err)
	}
	if (acs.AccessToken{}).Token() != "" {
		t.Error("no token has one")
	}
	bodies := []string{`{}`, `{"createTokenWithScopes":["chat"]}`, `{"scopes":["chat"]}`}
	for i, request := range service.received() {
		if request.Body != bodies[i] {
			t.Errorf("request %d: body %s, want %s", i, request.Body, bodies[i])
		}
	}
}

func TestWhichIdentityRequestsAreRepeated(t *testing.T) {
	for _, operation := range identityOperations() {
		for _, fault := range []int{0, 401, 403, 404, 408, 429, 500, 502, 503, 504} {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
				switch {
				case number > 1 && operation.success == http.StatusNoContent:
					w.WriteHeader(http.StatusNoContent)
				case number > 1:
					answer(w, operation.success, operation.answerBody)
				case fault == 0:
					dropConnection(t, w)
				default:
					answer(w, fault, `{"error":{"code":"X","message":"y"}}`)
				}
			})
			ctx, events := observe(t.Context())
			err := operation.call(ctx, newIdentityClient(t, service.URL, nil))
			lost := fault == 0 || fault == 408 || fault >= 500
			repeated := fault == 429 || (operation.repeatedAfterLoss && lost)
			want := 1
			if repeated {
				want = 2
			}
			if got := len(service.received()); got != want || (err == nil) != repeated || len(*events) != want-1 {
				t.Errorf("%s after %d: %d requests, want %d; %d events; error %v", operation.name, fault, got, want, len(*events), err)
			}
			if unknown := !repeated && lost; acs.OutcomeUnknown(err) != unknown {
				t.Errorf("%s after %d: outcome unknown %v, want %v (%v)", operation.name, fault, !unknown, unknown, err)
			}
		}
	}
}

func TestDeletingAUserWhoIsGoneAfterALostAnswerIsDone(t *testing.T) {
	for name, first := range map[string]func(w http.ResponseWriter){
		"lost":      func(w http.ResponseWriter) { dropConnection(t, w) },
		"throttled": func(w http.ResponseWriter) { answer(w, http.StatusTooManyRequests, `{}`) },
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
			if number == 1 {
				first(w)
				return
			}
			answer(w, http.StatusNotFound, `{"error":{"code":"NotFound"}}`)
		})
		_, err := newIdentityClient(t, service.URL, nil).DeleteUser(t.Context(), userA, nil)
		if refusal, refused := errors.AsType[*acs.ResponseError](err); refused != (name == "throttled") || (refused && refusal.StatusCode != http.StatusNotFound) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestIdentityRefusals(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		answer(w, http.StatusUnauthorized, `{"error":{"code":"Denied","message":"Denied by the resource provider."}}`)
	})
	_, err := newIdentityClient(t, service.URL, nil).CreateUser(t.Context(), nil)
	refusal, ok := errors.AsType[*acs.ResponseError](err)
	if !ok || refusal.StatusCode != http.StatusUnauthorized || refusal.ErrorCode != "Denied" || refusal.Message != "Denied by the resource provider." || refusal.Operation != "CreateUser" {
		t.Errorf("error %+v", err)
	}
}

func TestIdentityCallsThatAreWrongAreNotSent(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, tokenBody) })
	client := newIdentityClient(t, service.URL, nil)
	chat := []acs.TokenScope{acs.TokenScopeChat}
	for want, call := range map[string]func() error{
		"IssueToken: a token needs at least one scope": func() error { _, err := client.IssueToken(t.Context(), userA, nil, nil); return err },
		"CreateUserAndToken: a token needs at least one scope": func() error {
			_, err := client.CreateUserAndToken(t.Context(), nil, nil)
			return err
		},
		"IssueToken: a token lives from 60 to 1440 minutes, not 59": func() error {
			_, err := client.IssueToken(t.Context(), userA, chat, &acs.IssueTokenOptions{ExpiresInMinutes: new(int32(59))})
			return err
		},
		"CreateUserAndToken: a token lives from 60 to 1440 minutes, not 1441": func() error {
			_, err := client.CreateUserAndToken(t.Context(), chat, &acs.CreateUserAndTokenOptions{ExpiresInMinutes: new(int32(1441))})
			return err
		},
		"IssueToken: the user id is empty":   func() error { _, err := client.IssueToken(t.Context(), "", chat, nil); return err },
		"RevokeTokens: the user id is empty": func() error { _, err := client.RevokeTokens(t.Context(), "", nil); return err },
		`DeleteUser: the user id ".." can`:   func() error { _, err := client.DeleteUser(t.Context(), "..", nil); return err },
	} {
		if err := call(); err == nil || !strings.HasPrefix(err.Error(), want) || acs.OutcomeUnknown(err) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if len(service.received()) != 0 {
		t.Error("requests were sent")
	}
}

func TestIdentityAnswersThatAreNone(t *testing.T) {
	chat := []acs.TokenScope{acs.TokenScopeChat}
	create := func(c *acs.IdentityClient) error { _, err := c.CreateUser(t.Context(), nil); return err }
	both := func(c *acs.IdentityClient) error { _, err := c.CreateUserAndToken(t.Context(), chat, nil); return err }
	issue := func(c *acs.IdentityClient) error { _, err := c.IssueToken(t.Context(), userA, chat, nil); return err }
	revoke := func(c *acs.IdentityClient) error { _, err := c.RevokeTokens(t.Context(), userA, nil); return err }
	for _, test := range []struct {
		call   func(*acs.IdentityClient) error
		status int
		body   string
		want   string
	}{
		{create, 201, `<html>`, "not with a user: the body is no JSON object"},
		{create, 201, `{}`, "not with a user: the document has no id"},
		{create, 202, `{}`, "with a status that this operation does not have"},
		{both, 201, `{"accessToken":` + tokenBody + `}`, "not with a user: the document has no id"},
		{both, 201, `{"identity":{"id":"` + userA + `"}}`, "without a token for the user " + userA + ", which was created: the document has none"},
		{both, 201, canary, "not with a user: the body is no JSON object"},
		{issue, 200, `{"token":"` + canary + `"}`, "not with a token: its expiresOn is no time"},
		{issue, 200, `{"token":"` + canary + `","expiresOn":"` + canary + `"}`, "not with a token: its expiresOn is no time"},
		{issue, 200, `{"token":"` + canary + `","expiresOn":7}`, `the field "expiresOn" holds a number`},
		{issue, 200, `{"token":{"x":"` + canary + `"}}`, `the field "token" holds an object`},
		{issue, 200, `{"token":"` + canary + `"`, "its JSON is broken at byte"},
		{issue, 201, tokenBody, "with a status that this operation does not have"},
		{issue, 200, `{}`, "the document has none"},
		{revoke, 200, `{}`, "with a status that this operation does not have"},
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, test.status, test.body) })
		err := test.call(newIdentityClient(t, service.URL, nil))
		unexpected, ok := errors.AsType[*acs.UnexpectedAnswerError](err)
		if !ok || !strings.Contains(err.Error(), test.want) || !acs.OutcomeUnknown(err) {
			t.Errorf("%d %s: error %v, want %q", test.status, test.body, err, test.want)
			continue
		}
		if strings.Contains(err.Error()+unexpected.Excerpt, "canary") {
			t.Errorf("%d %s: the error shows the token: %v", test.status, test.body, err)
		}
	}
}

func TestNewIdentityClientRefusesWhatCannotWork(t *testing.T) {
	key, err := acs.NewKeyCredential(accessKey)
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(*acs.IdentityClientOptions)) *acs.IdentityClientOptions {
		options := &acs.IdentityClientOptions{}
		change(options)
		return options
	}
	for _, test := range []struct {
		endpoint string
		key      *acs.KeyCredential
		options  *acs.IdentityClientOptions
		want     string
	}{
		{"http://contoso.communication.azure.com", key, nil, "use https://"},
		{"https://bücher.example", key, nil, "must be written in its ASCII form"},
		{"https://contoso.communication.azure.com", nil, nil, "needs an access key"},
		{"https://contoso.communication.azure.com", &acs.KeyCredential{}, nil, "needs an access key"},
		{"https://contoso.communication.azure.com", key, with(func(o *acs.IdentityClientOptions) { o.APIVersion = "2021-03-07" }), `unknown api-version "2021-03-07" of Identity; known is 2023-10-01`},
		{"https://contoso.communication.azure.com", key, with(func(o *acs.IdentityClientOptions) { o.Retry.StatusCodes = []int{500} }), "cannot be set"},
	} {
		if _, err := acs.NewIdentityClient(test.endpoint, test.key, test.options); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.endpoint, err, test.want)
		}
	}
	for _, endpoint := range []string{"https://Contoso.communication.azure.com/", "https://contoso.communication.azure.com:443"} {
		client, err := acs.NewIdentityClient(endpoint, key, with(func(o *acs.IdentityClientOptions) { o.APIVersion = acs.IdentityAPIVersion }))
		if err != nil || client.Endpoint() != "https://contoso.communication.azure.com" {
			t.Errorf("%s: %v, %v", endpoint, client, err)
		}
	}
}
