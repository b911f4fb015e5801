package acs_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// signature signs a request as the documentation describes it, from what a server
// sees of it.
func signature(t *testing.T, method, uri, date, host, body string) string {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(accessKey)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(body))
	mac := hmac.New(sha256.New, key)
	_, _ = fmt.Fprintf(mac, "%s\n%s\n%s;%s;%s", method, uri, date, host, base64.StdEncoding.EncodeToString(sum[:]))
	return "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func TestRequestsAreSignedAnewForEveryAttempt(t *testing.T) {
	for _, operation := range identityOperations() {
		var hosts []string
		service := newService(t, func(w http.ResponseWriter, r *http.Request, number int) {
			hosts = append(hosts, r.Host)
			switch {
			case number < 3:
				answer(w, http.StatusTooManyRequests, `{}`)
			case operation.success == http.StatusNoContent:
				w.WriteHeader(http.StatusNoContent)
			default:
				answer(w, operation.success, operation.answerBody)
			}
		})
		if err := operation.call(t.Context(), newIdentityClient(t, service.URL, nil)); err != nil {
			t.Errorf("%s: %v", operation.name, err)
		}
		dates := map[string]bool{}
		requests := service.received()
		for i, request := range requests {
			date := request.Header.Get("X-Ms-Date")
			dates[date] = true
			if !strings.HasPrefix(date, "Wed, 13 Dec 2023 11:40:") || !strings.HasSuffix(date, " GMT") {
				t.Errorf("%s: date %q", operation.name, date)
			}
			if hosts[i] != strings.TrimPrefix(service.URL, "http://") || !strings.Contains(hosts[i], ":") {
				t.Errorf("%s: host %q", operation.name, hosts[i])
			}
			want := signature(t, request.Method, request.URI, date, hosts[i], request.Body)
			if got := request.Header.Get("Authorization"); got != want {
				t.Errorf("%s, attempt %d: signed %q, want %q", operation.name, i+1, got, want)
			}
			sum := sha256.Sum256([]byte(request.Body))
			if got, want := request.Header.Get("X-Ms-Content-Sha256"), base64.StdEncoding.EncodeToString(sum[:]); got != want {
				t.Errorf("%s, attempt %d: content hash %s, want %s", operation.name, i+1, got, want)
			}
		}
		if len(requests) != 3 || len(dates) != 3 {
			t.Errorf("%s: %d requests with %d dates, want 3 of each", operation.name, len(requests), len(dates))
		}
	}
}

// TestTheHostThatIsSigned looks at requests to names that no test can listen at.
func TestTheHostThatIsSigned(t *testing.T) {
	for endpoint, want := range map[string]struct{ host, path string }{
		"https://contoso.communication.azure.com/":     {"contoso.communication.azure.com", "/identities"},
		"https://Contoso.communication.azure.com:443/": {"contoso.communication.azure.com", "/identities"},
		"https://contoso.example:8443":                 {"contoso.example:8443", "/identities"},
		"https://gateway.example/acs%20prod/":          {"gateway.example", "/acs%20prod/identities"},
		"http://[::1]:80":                              {"[::1]", "/identities"},
	} {
		var got *http.Request
		options := quicklySigned()
		options.PerRetryPolicies = []policy.Policy{policyFunc(func(req *policy.Request) (*http.Response, error) {
			req.Raw().Host = "another.example"
			return req.Next()
		})}
		options.Transport = transportFunc(func(r *http.Request) (*http.Response, error) {
			got = r
			return &http.Response{StatusCode: http.StatusCreated, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"identity":{"id":"` + userA + `"}}`)), Request: r}, nil
		})
		if _, err := newIdentityClient(t, endpoint, options).CreateUser(t.Context(), nil); err != nil {
			t.Errorf("%s: %v", endpoint, err)
			continue
		}
		if got.Host != want.host || got.URL.Host != want.host || got.URL.RequestURI() != want.path+"?api-version=2023-10-01" {
			t.Errorf("%s: sent to %s, host %s, %s", endpoint, got.URL.Host, got.Host, got.URL.RequestURI())
		}
		signed := signature(t, http.MethodPost, want.path+"?api-version=2023-10-01", got.Header.Get("X-Ms-Date"), want.host, `{}`)
		if got.Header.Get("Authorization") != signed {
			t.Errorf("%s: signed %q, want %q", endpoint, got.Header.Get("Authorization"), signed)
		}
	}
}

func TestASignedRequestGoesNowhereElse(t *testing.T) {
	elsewhere := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, `{}`) })
	redirecting := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	})
	_, err := newIdentityClient(t, redirecting.URL, nil).CreateUser(t.Context(), nil)
	if refusal, ok := errors.AsType[*acs.ResponseError](err); !ok || refusal.StatusCode != http.StatusTemporaryRedirect {
		t.Errorf("a redirect: error %v", err)
	}
	options := quicklySigned()
	var signed []string
	options.PerRetryPolicies = []policy.Policy{policyFunc(func(req *policy.Request) (*http.Response, error) {
		signed = append(signed, req.Raw().Header.Get("Authorization"))
		req.Raw().URL.Host = strings.TrimPrefix(elsewhere.URL, "http://")
		return req.Next()
	})}
	_, err = newIdentityClient(t, redirecting.URL, options).CreateUser(t.Context(), nil)
	if failure, ok := errors.AsType[*acs.RequestError](err); !ok || failure.Reason != acs.RequestErrorReasonForeignOrigin || acs.OutcomeUnknown(err) {
		t.Errorf("turned away: error %v", err)
	}
	if len(signed) != 1 || signed[0] != "" {
		t.Errorf("a policy saw the signature: %q", signed)
	}
	if len(elsewhere.received()) != 0 {
		t.Error("a request went elsewhere")
	}
}

// TestTheKeyShowsNowhere prints what holds the key, a token or a signature in every
// way, and everything that hangs on errors of every kind.
func TestTheKeyShowsNowhere(t *testing.T) {
	var logged bytes.Buffer
	log.SetListener(func(event log.Event, message string) { fmt.Fprintln(&logged, event, message) })
	t.Cleanup(func() { log.SetListener(nil) })

	service := newService(t, func(w http.ResponseWriter, r *http.Request, number int) {
		_, signature, _ := strings.Cut(r.Header.Get("Authorization"), "&Signature=")
		w.Header().Set("Www-Authenticate", r.Header.Get("Authorization"))
		switch {
		case number == 1:
			answer(w, http.StatusUnauthorized, `{"error":{"code":"Denied","message":"not `+signature+`"}}`)
		case number == 2:
			dropConnection(t, w)
		case strings.Contains(r.URL.Path, "issue"):
			answer(w, http.StatusOK, tokenBody)
		default:
			answer(w, http.StatusAccepted, tokenBody)
		}
	})
	options := quicklySigned()
	options.Logging.IncludeBody = true
	options.Logging.AllowedHeaders = []string{"authorization", "Www-Authenticate"}
	text := "endpoint=" + service.URL + ";accesskey=" + accessKey
	parsed, err := acs.ParseConnectionString(text)
	if err != nil {
		t.Fatal(err)
	}
	client, err := acs.NewIdentityClientFromConnectionString(text, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)

	var shown bytes.Buffer
	show := func(values ...any) {
		for _, value := range values {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				fmt.Fprintf(&shown, verb+"\n", value)
			}
			encoded, err := json.Marshal(value)
			fmt.Fprintln(&shown, string(encoded), err)
			slog.New(slog.NewJSONHandler(&shown, nil)).Info("x", "value", value)
		}
	}
	chat := []acs.TokenScope{acs.TokenScopeChat}
	var captured *http.Response
	ctx := policy.WithCaptureResponse(t.Context(), &captured)
	for range 3 {
		_, err := client.CreateUserAndToken(ctx, chat, nil)
		if err == nil {
			t.Fatal("no error")
		}
		for ; err != nil; err = errors.Unwrap(err) {
			show(err)
		}
		if captured != nil {
			show(captured.Header, captured.Request.Header)
			if captured.StatusCode == http.StatusUnauthorized {
				body, err := runtime.Payload(captured)
				show(string(body), err)
			}
		}
	}
	issued, err := client.IssueToken(ctx, userA, chat, nil)
	if err != nil {
		t.Fatal(err)
	}
	renewing, err := acs.NewRenewingCredential(acs.NewConnectionStringTokenSource(client, userA), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(renewing.Close)
	if token, err := renewing.GetToken(t.Context(), policy.TokenRequestOptions{}); err != nil || token.Token != canary {
		t.Fatalf("GetToken: %v", err)
	}
	show(client, *client, parsed, &parsed, parsed.Credential(), *parsed.Credential(), issued, issued.AccessToken, renewing, *renewing, renewing.Status())
	show(struct{ c acs.ConnectionString }{parsed}, struct{ k *acs.KeyCredential }{parsed.Credential()}, struct{ r acs.RenewingCredential }{*renewing}, struct{ a acs.AccessToken }{issued.AccessToken})

	var secrets []string
	for _, request := range service.received() {
		_, signature, _ := strings.Cut(request.Header.Get("Authorization"), "&Signature=")
		secrets = append(secrets, signature)
	}
	secrets = append(secrets, accessKey, "canary-key", fmt.Sprintf("%x", "canary-key"), "canary-payload", fmt.Sprintf("%x", canary))
	for name, text := range map[string]string{"a value that was printed": shown.String(), "the log": logged.String()} {
		for _, secret := range secrets {
			if i := strings.Index(text, secret); i >= 0 {
				t.Errorf("%s shows a secret: …%s…", name, text[max(0, i-200):min(len(text), i+100)])
			}
		}
		if len(text) < 1000 {
			t.Errorf("%s is suspiciously short: %q", name, text)
		}
	}
	if !strings.Contains(shown.String(), "ConnectionString(endpoint="+service.URL+";accesskey=REDACTED)") {
		t.Error("a connection string does not say which it is")
	}
}
