package acs_test

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) { os.Exit(proof.Finish(os.Stdout, code)) }))
}

const (
	threadID  = "19:kMGazTj-GvZ4GJgX2096VDFWu7MA8yQKxPQSkuXQCjs1@thread.v2"
	userA     = "8:acs:a5ba7870-0000-4000-8000-000000000001_0000001b-e76c-cf3c-1985-094822000001"
	userB     = "8:acs:a5ba7870-0000-4000-8000-000000000001_0000001b-e76c-cf3c-1985-094822000002"
	requestID = "35dd6e71-251b-4e29-8376-ba93d09c3fbf"
	// canary stands for the access token. Its value must appear nowhere but in the
	// Authorization header.
	canary = "eyJhbGciOiJSUzI1NiJ9.canary-payload-9f31.canary-signature"

	createdBody = `{"chatThread":{"id":"` + threadID + `","topic":"chat-topic","createdOn":"2024-04-22T17:33:48Z",` +
		`"createdByCommunicationIdentifier":{"rawId":"` + userA + `","communicationUser":{"id":"` + userA + `"}}}}`
)

// seen is a request as the server received it.
type seen struct {
	Method, URI, Body string
	Header            http.Header
}

// service is a server that keeps what it receives.
type service struct {
	*httptest.Server
	mu       sync.Mutex
	requests []seen
}

// newService starts a server whose handler is told the number of each request,
// from 1.
func newService(t *testing.T, handler func(w http.ResponseWriter, r *http.Request, number int)) *service {
	t.Helper()
	s := &service{}
	s.Server = httptest.NewServer(s.wrap(t, handler))
	t.Cleanup(s.Close)
	return s
}

func (s *service) wrap(t *testing.T, handler func(w http.ResponseWriter, r *http.Request, number int)) http.Handler {
	t.Helper()
	return proofOfRequests(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("reading the request: %v", err)
		}
		s.mu.Lock()
		s.requests = append(s.requests, seen{Method: r.Method, URI: r.RequestURI, Body: string(body), Header: r.Header.Clone()})
		number := len(s.requests)
		s.mu.Unlock()
		handler(w, r, number)
	}))
}

func (s *service) received() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.requests...)
}

// answer writes a JSON answer.
func answer(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Ms-Cv", "aBcDeFgHiJkLmNoPqRsTuV.0")
	if _, set := w.Header()["Date"]; !set {
		// The time of the recorded answers.
		w.Header().Set("Date", "Mon, 22 Apr 2024 17:33:49 GMT")
	}
	w.WriteHeader(status)
	_, _ = strings.NewReader(body).WriteTo(w)
}

// dropConnection ends the connection without an answer.
func dropConnection(t *testing.T, w http.ResponseWriter) {
	t.Helper()
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Errorf("taking the connection over: %v", err)
		return
	}
	_ = connection.Close()
}

// quickly are options whose waits take no time worth mentioning.
func quickly() *acs.ClientOptions {
	return &acs.ClientOptions{
		ClientOptions: azcore.ClientOptions{
			Retry: policy.RetryOptions{RetryDelay: time.Millisecond},
		},
		ThrottledDelay: time.Millisecond,
		Random:         func() float64 { return 0.4 },
	}
}

// newClient returns a client of the endpoint, with the canary as its token.
func newClient(t *testing.T, endpoint string, options *acs.ClientOptions) *acs.Client {
	t.Helper()
	if options == nil {
		options = quickly()
	}
	client, err := acs.NewClient(endpoint, acs.NewStaticTokenCredential(canary), options)
	if err != nil {
		t.Fatalf("NewClient: %v", err)
	}
	t.Cleanup(client.Close)
	return client
}

// jwt returns an unsigned token with the given claims.
func jwt(claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"RS256","typ":"JWT"}`)) + "." + encode([]byte(claims)) + ".c2lnbmF0dXJl"
}
