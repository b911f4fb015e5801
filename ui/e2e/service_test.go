//go:build unix

package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
)

// apiVersion is what the program speaks when nothing else is said.
const apiVersion = "2025-03-15"

// service is the emulator that a program talks to, seen from outside: over HTTP,
// with this package's own reading of the documents.
type service struct {
	t        *testing.T
	endpoint string
	token    string
}

// newService acts on the emulator at an endpoint as the demo operator, whose
// token can be signed here because the emulator's key is published.
func newService(t *testing.T, endpoint string) *service {
	t.Helper()
	token, err := emulator.SignToken(emulator.TokenOptions{UserID: emulator.DemoUserID, ExpiresOn: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return &service{t: t, endpoint: strings.TrimSuffix(endpoint, "/"), token: token}
}

// do sends a request and decodes the answer into out, if there is one to decode.
func (s *service) do(method, path, contentType string, body, out any) int {
	s.t.Helper()
	var content io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			s.t.Fatal(err)
		}
		content = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.endpoint+path, content)
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read below
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(answer, out); err != nil {
			s.t.Fatalf("%s %s answered %d %s: %v", method, path, response.StatusCode, answer, err)
		}
	}
	return response.StatusCode
}

type fault struct {
	Operation  string `json:"operation"`
	Kind       string `json:"kind"`
	Status     int    `json:"status,omitempty"`
	Code       string `json:"code,omitempty"`
	Message    string `json:"message,omitempty"`
	RetryAfter string `json:"retryAfter,omitempty"`
	Latency    string `json:"latency,omitempty"`
	Times      int    `json:"times"`
}

// faults sets what goes wrong from now on; none clears all.
func (s *service) faults(faults ...fault) {
	s.t.Helper()
	if faults == nil {
		faults = []fault{}
	}
	if status := s.do(http.MethodPut, "/_emulator/faults", "application/json", faults, nil); status != http.StatusOK {
		s.t.Fatalf("setting faults answered %d", status)
	}
}

type request struct {
	Method  string      `json:"method"`
	Path    string      `json:"path"`
	Query   string      `json:"query"`
	Headers http.Header `json:"headers"`
	Status  int         `json:"status"`
	Body    string      `json:"body"`
}

// requests are those that reached the service with a method and a part of their
// path.
func (s *service) requests(method, part string) []request {
	s.t.Helper()
	var all, matching []request
	s.do(http.MethodGet, "/_emulator/requests", "", nil, &all)
	for _, r := range all {
		path, err := url.PathUnescape(r.Path)
		if err != nil {
			s.t.Fatal(err)
		}
		// Those that this test itself sent carry no client request id.
		if r.Method == method && strings.Contains(path, part) && r.Headers.Get("User-Agent") != "Go-http-client/1.1" {
			matching = append(matching, r)
		}
	}
	return matching
}

// until polls the service's request log until a condition holds: the emulator has
// no way to tell of a change.
func (s *service) until(what string, condition func() bool) {
	s.t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !condition() {
		select {
		case <-tick.C:
		case <-deadline:
			s.t.Fatalf("never came true on the service: %s", what)
		}
	}
}

type participant struct {
	CommunicationIdentifier struct {
		RawID string `json:"rawId"`
	} `json:"communicationIdentifier"`
	DisplayName string `json:"displayName"`
}

// participants are a thread's raw ids, in order, every page of them.
func (s *service) participants(threadID string) []string {
	s.t.Helper()
	var ids []string
	path := "/chat/threads/" + url.PathEscape(threadID) + "/participants?maxPageSize=100&api-version=" + apiVersion
	for path != "" {
		var page struct {
			Value    []participant `json:"value"`
			NextLink string        `json:"nextLink"`
		}
		if status := s.do(http.MethodGet, path, "", nil, &page); status != http.StatusOK {
			s.t.Fatalf("listing participants answered %d", status)
		}
		for _, p := range page.Value {
			ids = append(ids, p.CommunicationIdentifier.RawID)
		}
		path = strings.TrimPrefix(page.NextLink, s.endpoint)
	}
	return ids
}

type thread struct {
	ID    string `json:"id"`
	Topic string `json:"topic"`
}

// threads are the threads with a topic.
func (s *service) threads(topic string) []thread {
	s.t.Helper()
	var page struct {
		Value []thread `json:"value"`
	}
	s.do(http.MethodGet, "/chat/threads?maxPageSize=200&api-version="+apiVersion, "", nil, &page)
	var found []thread
	for _, item := range page.Value {
		if item.Topic == topic {
			found = append(found, item)
		}
	}
	return found
}

// thread is the one thread with a topic.
func (s *service) thread(topic string) thread {
	s.t.Helper()
	found := s.threads(topic)
	if len(found) != 1 {
		s.t.Fatalf("the service holds %d threads with the topic %q, want 1", len(found), topic)
	}
	return found[0]
}

// create makes a thread.
func (s *service) create(topic string) thread {
	s.t.Helper()
	var made struct {
		ChatThread thread `json:"chatThread"`
	}
	s.do(http.MethodPost, "/chat/threads?api-version="+apiVersion, "application/json", map[string]any{"topic": topic}, &made)
	return made.ChatThread
}
