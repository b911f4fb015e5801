package emulator

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const latest = "api-version=2025-03-15"

// testClock is a clock that a test moves.
type testClock struct {
	mutex sync.Mutex
	now   time.Time
}

func newTestClock() *testClock {
	return &testClock{now: time.Date(2025, 11, 3, 9, 30, 15, 987654321, time.UTC)}
}

func (c *testClock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func (c *testClock) add(step time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(step)
}

// countingReader gives different bytes each time, the same in every run.
type countingReader struct{ next byte }

func (r *countingReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.next
		r.next++
	}
	return len(p), nil
}

// fixture is a service behind a real HTTP server, and the demo operator's token.
type fixture struct {
	t       *testing.T
	clock   *testClock
	service *Service
	server  *httptest.Server
	token   string
}

// answer is a response as it came.
type answer struct {
	status int
	header http.Header
	body   string
	chunks bool
}

func newFixture(t *testing.T, options Options) *fixture {
	t.Helper()
	clock := newTestClock()
	if options.Clock == nil {
		options.Clock = clock.Now
	}
	if options.Random == nil {
		options.Random = &countingReader{}
	}
	f := &fixture{t: t, clock: clock, service: New(options)}
	f.server = httptest.NewServer(proven(f.service))
	t.Cleanup(f.server.Close)
	f.token = f.tokenOf(DemoUserID)
	return f
}

func (f *fixture) tokenOf(userID string, scopes ...string) string {
	f.t.Helper()
	token, err := f.service.Token(userID, 0, scopes...)
	if err != nil {
		f.t.Fatalf("token: %v", err)
	}
	return token
}

// request makes a request with the fixture's token; headers are name, value, ….
func (f *fixture) request(method, target, body string, headers ...string) *http.Request {
	f.t.Helper()
	r, err := http.NewRequestWithContext(f.t.Context(), method, f.server.URL+target, strings.NewReader(body))
	if err != nil {
		f.t.Fatalf("request: %v", err)
	}
	r.Header.Set("Authorization", "Bearer "+f.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for pair := range slices.Chunk(headers, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	return r
}

// try sends a request on a connection of its own: Go's transport repeats a GET by
// itself where a connection that served before breaks.
func (f *fixture) try(r *http.Request) (answer, error) {
	f.t.Helper()
	transport := &http.Transport{DisableKeepAlives: true}
	res, err := transport.RoundTrip(r)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(body), len(res.TransferEncoding) > 0}, err
}

func (f *fixture) do(method, target, body string, headers ...string) answer {
	f.t.Helper()
	got, err := f.try(f.request(method, target, body, headers...))
	if err != nil {
		f.t.Fatalf("%s %s: %v", method, target, err)
	}
	return got
}

// create makes a thread and gives its id.
func (f *fixture) create(topic string, users ...string) string {
	f.t.Helper()
	got := f.do("POST", "/chat/threads?"+latest, createBody(topic, users...))
	if got.status != http.StatusCreated {
		f.t.Fatalf("create: %d %s", got.status, got.body)
	}
	var result struct {
		ChatThread struct{ ID string }
	}
	decode(f.t, got.body, &result)
	return result.ChatThread.ID
}

func decode(t *testing.T, body string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatalf("decoding %q: %v", body, err)
	}
}

func userJSON(rawID string) string {
	return `{"communicationIdentifier":{"communicationUser":{"id":"` + rawID + `"}}}`
}

func participantsJSON(users ...string) string {
	items := make([]string, 0, len(users))
	for _, user := range users {
		items = append(items, userJSON(user))
	}
	return `[` + strings.Join(items, ",") + `]`
}

func createBody(topic string, users ...string) string {
	var name bytes.Buffer
	_ = json.NewEncoder(&name).Encode(topic)
	return `{"topic":` + strings.TrimSpace(name.String()) + `,"participants":` + participantsJSON(users...) + `}`
}

func addBody(users ...string) string {
	return `{"participants":` + participantsJSON(users...) + `}`
}

// knownUsers gives count ids from a number on.
func knownUsers(first, count int) []string {
	users := make([]string, 0, count)
	for n := range count {
		users = append(users, KnownUserID(first+n))
	}
	return users
}

// pageOf is a list of anything with an id or an identifier.
type pageOf struct {
	Value []struct {
		ID                      string
		Topic                   string
		DeletedOn               string
		LastMessageReceivedOn   string
		DisplayName             string
		ShareHistoryTime        string
		Metadata                map[string]string
		CommunicationIdentifier struct{ RawID string }
	}
	NextLink string
}

// members lists a thread's raw ids, following every link.
func (f *fixture) members(threadID string) []string {
	f.t.Helper()
	var ids []string
	target := "/chat/threads/" + threadID + "/participants?maxPageSize=200&" + latest
	for target != "" {
		got := f.do("GET", target, "")
		if got.status != http.StatusOK {
			f.t.Fatalf("list participants: %d %s", got.status, got.body)
		}
		var page pageOf
		decode(f.t, got.body, &page)
		for _, item := range page.Value {
			ids = append(ids, item.CommunicationIdentifier.RawID)
		}
		target = strings.TrimPrefix(page.NextLink, f.server.URL)
	}
	return ids
}
