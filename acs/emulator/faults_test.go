package emulator

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// setFaults installs faults over the control endpoint.
func (f *fixture) setFaults(list string) {
	f.t.Helper()
	if got := f.do("PUT", "/_emulator/faults", list); got.status != http.StatusOK {
		f.t.Fatalf("faults: %d %s", got.status, got.body)
	}
}

func TestStatusFaults(t *testing.T) {
	f := newFixture(t, Options{})
	f.setFaults(`[{"operation":"ListChatThreads","kind":"status","status":429,"code":"TooManyRequests","message":"Slow down 🐢","retryAfter":"1500ms","times":1},
		{"operation":"ListChatThreads","kind":"status","status":503,"times":1},
		{"operation":"*","kind":"status","status":401,"times":1}]`)
	throttled := f.do("GET", "/chat/threads?"+latest, "")
	want := "{\n  \"CommunicationError\": {\n    \"Code\": \"TooManyRequests\",\n    \"Message\": \"Slow down 🐢\",\n    \"Details\": []\n  }\n}"
	if throttled.status != 429 || throttled.body != want || throttled.header.Get("Retry-After") != "2" {
		t.Errorf("first: %d %s, Retry-After %q", throttled.status, throttled.body, throttled.header.Get("Retry-After"))
	}
	if got := f.do("POST", "/chat/threads?"+latest, createBody("t")); got.status != 401 || got.body != "" {
		t.Errorf("another operation: %d %s", got.status, got.body)
	}
	busy := f.do("GET", "/chat/threads?"+latest, "")
	if _, has := busy.header["Retry-After"]; busy.status != 503 || has || busy.body != fmt.Sprintf(wordlessBody, "ServiceUnavailable") {
		t.Errorf("second: %d %s", busy.status, busy.body)
	}
	if got := f.do("GET", "/chat/threads?"+latest, ""); got.status != 200 {
		t.Errorf("third: %d", got.status)
	}
	if got := f.do("GET", "/_emulator/faults", ""); got.body != "[]" {
		t.Errorf("faults left: %s", got.body)
	}
	f.setFaults(`[{"operation":"*","kind":"status","status":500}]`)
	for range 3 {
		if got := f.do("GET", "/chat/threads?"+latest, ""); got.status != 500 {
			t.Errorf("until cleared: %d", got.status)
		}
	}
	f.setFaults(`[]`)
	if got := f.do("GET", "/chat/threads?"+latest, ""); got.status != 200 {
		t.Errorf("cleared: %d", got.status)
	}
}

func TestDrops(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	send := func() (answer, error) {
		return f.try(f.request("POST", "/chat/threads?"+latest, createBody("t"), "repeatability-request-id", "one"))
	}
	count := func() int {
		var page pageOf
		decode(t, f.do("GET", "/chat/threads?"+latest, "").body, &page)
		return len(page.Value)
	}
	f.setFaults(`[{"operation":"CreateChatThread","kind":"drop","times":1},{"operation":"CreateChatThread","kind":"drop-after-commit","times":2}]`)
	for attempt, threads := range []int{0, 1, 1} {
		if got, err := send(); err == nil {
			t.Fatalf("attempt %d was answered: %d", attempt, got.status)
		}
		if got := count(); got != threads {
			t.Errorf("after attempt %d: %d threads, want %d", attempt, got, threads)
		}
	}
	if got, err := send(); err != nil || got.status != 201 || count() != 1 {
		t.Errorf("last: %d %v, %d threads", got.status, err, count())
	}
	var statuses []int
	for _, request := range f.service.Requests() {
		if request.Method == http.MethodPost {
			statuses = append(statuses, request.Status)
		}
	}
	if diff := cmp.Diff([]int{444, 444, 444, 201}, statuses); diff != "" {
		t.Errorf("logged (-want +got):\n%s", diff)
	}
}

func TestLatencyEndsWithTheRequest(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	f.setFaults(`[{"operation":"CreateChatThread","kind":"latency","latency":"1h","times":1},{"operation":"CreateChatThread","kind":"status","status":503,"times":1}]`)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	r := f.request("POST", "/chat/threads?"+latest, createBody("t")).WithContext(ctx)
	go func() {
		_, err := f.try(r)
		ended <- err
	}()
	await(t, func() bool { return len(f.service.Requests()) == 1 })
	if got := f.service.Requests()[0]; got.Status != 0 {
		t.Errorf("under way: status %d, want 0", got.Status)
	}
	cancel()
	if err := <-ended; err == nil {
		t.Error("the cancelled request was answered")
	}
	await(t, func() bool { return f.service.Requests()[0].Status == 499 })
	if got := f.do("POST", "/chat/threads?"+latest, createBody("t")); got.status != 201 {
		t.Errorf("afterwards: %d: both faults of the first request are used up", got.status)
	}
	var page pageOf
	decode(t, f.do("GET", "/chat/threads?"+latest, "").body, &page)
	if len(page.Value) != 1 {
		t.Errorf("%d threads: the cancelled create was carried out", len(page.Value))
	}
}

// await polls until something holds; a guard ends it where it never does.
func await(t *testing.T, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal("waited in vain")
		}
	}
}

func TestWrongFaultsAreRefused(t *testing.T) {
	f := newFixture(t, Options{})
	f.setFaults(`[{"operation":"*","kind":"drop"}]`)
	for body, want := range map[string]string{
		``:          "the body is not one JSON document: it breaks at byte 0",
		`{}`:        "the body is not a JSON array of faults, which are objects",
		`[1]`:       "the body is not a JSON array of faults, which are objects",
		`null`:      "the body is null, not a JSON array of faults",
		`[] []`:     "the body is not one JSON document: it breaks at byte 4",
		`[{"kind":`: "the body is not one JSON document: it breaks at byte 9",
		`[{}]`:      `fault 0: operation \"\" is not one the emulator serves, nor *`,
		`[null]`:    `fault 0: operation \"\" is not one the emulator serves, nor *`,
		`[{"operation":"ListChat","kind":"drop"}]`:                            `fault 0: operation \"ListChat\" is not one`,
		`[{"operation":"*","kind":"explode"}]`:                                `fault 0: kind \"explode\" is not known`,
		`[{"operation":"*","kind":"drop"},{"operation":"*","kind":"status"}]`: "fault 1: status 0 is not between 400 and 599",
		`[{"operation":"*","kind":"status","status":200}]`:                    "fault 0: status 200 is not between 400 and 599",
		`[{"operation":"*","kind":"status","status":"429"}]`:                  "fault 0: status is not a whole number",
		`[{"operation":"*","kind":"status","status":429.5}]`:                  "fault 0: status is not a whole number",
		`[{"operation":"*","kind":["drop"]}]`:                                 "fault 0: kind is not a string",
		`[{"operation":"*","kind":"latency"}]`:                                `fault 0: latency \"\" is not a duration such as 300ms`,
		`[{"operation":"*","kind":"latency","latency":"soon"}]`:               `fault 0: latency \"soon\" is not a duration such as 300ms`,
		`[{"operation":"*","kind":"latency","latency":300}]`:                  "fault 0: latency is not a string",
		`[{"operation":"*","kind":"drop","times":-1}]`:                        "fault 0: times -1 is negative",
		`[{"operation":"*","kind":"status","status":429,"retry_after":"2s"}]`: `fault 0: a fault has no member \"retry_after\"`,
		`[{"operation":"*","kind":"status","Status":429}]`:                    `fault 0: a fault has no member \"Status\"`,
		`[{"operation":"*","kind":"status","status":429,"retryAfter":"-2s"}]`: `fault 0: retryAfter \"-2s\" is not a duration such as 300ms`,
	} {
		if got := f.do("PUT", "/_emulator/faults", body); got.status != 400 || !strings.Contains(got.body, `"message":"`+want) {
			t.Errorf("%s: %d %s, want %s", body, got.status, got.body, want)
		}
	}
	if got := f.do("GET", "/_emulator/faults", ""); got.body != `[{"operation":"*","kind":"drop","times":0}]` {
		t.Errorf("the faults changed: %s", got.body)
	}
}

func TestRequestLog(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("tøpic")
	f.do("GET", "/chat/threads/"+strings.Replace(id, ":", "%3A", 1)+"?"+latest+"&x=%20", "", "Cookie", "secret=1")
	f.do("GET", "/chat/threads/unknown?"+latest, "")
	got := f.do("GET", "/_emulator/requests", "")
	if strings.Contains(got.body, f.token) || strings.Contains(got.body, "secret=1") {
		t.Errorf("the log shows secrets: %s", got.body)
	}
	type entry struct {
		Method, Path, Query, Body string
		Status                    int
		Headers                   http.Header
	}
	var entries []entry
	decode(t, got.body, &entries)
	if len(entries) != 3 {
		t.Fatalf("%d entries, want 3 (no control requests): %s", len(entries), got.body)
	}
	headers := entries[0].Headers
	if headers.Get("Content-Type") != "application/json" || headers.Get("Authorization") != "REDACTED" {
		t.Errorf("headers: %v", headers)
	}
	for i := range entries {
		entries[i].Headers = nil
	}
	want := []entry{
		{"POST", "/chat/threads", latest, createBody("tøpic"), 201, nil},
		{"GET", "/chat/threads/" + strings.Replace(id, ":", "%3A", 1), latest + "&x=%20", "", 200, nil},
		{"GET", "/chat/threads/unknown", latest, "", 404, nil},
	}
	if diff := cmp.Diff(want, entries); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

func TestRequestLogIsBounded(t *testing.T) {
	var log requestLog
	big := make([]byte, maxLoggedBody+1)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://x/", nil)
	if err != nil {
		t.Fatal(err)
	}
	for range maxLoggedBytes/maxLoggedBody + 5 {
		log.add(r, big)
	}
	if got := len(log.entries); got != maxLoggedBytes/maxLoggedBody-1 {
		t.Errorf("%d big entries", got)
	}
	for range maxRequests + 5 {
		log.add(r, nil)
	}
	if got := len(log.entries); got != maxRequests || log.bytes > maxRequests*2*entryBytes {
		t.Errorf("%d entries, %d bytes", got, log.bytes)
	}
	r.Header.Set("X-Large", strings.Repeat("x", maxHeaderBytes))
	for range maxRequests {
		log.add(r, nil)
	}
	if got := len(log.entries); got != maxLoggedBytes/log.entries[0].size() || got > maxLoggedBytes/maxHeaderBytes {
		t.Errorf("%d entries with large headers", got)
	}
}

func TestResetForgetsEverything(t *testing.T) {
	f := newFixture(t, Options{})
	before := f.do("GET", "/chat/threads?"+latest, "").body
	id := f.create("new")
	f.do("POST", "/chat/threads?"+latest, createBody("x"), "repeatability-request-id", "r")
	f.setFaults(`[{"operation":"*","kind":"drop"}]`)
	if got := f.do("POST", "/_emulator/reset", ""); got.status != 204 {
		t.Fatalf("reset: %d %s", got.status, got.body)
	}
	if got := f.do("GET", "/_emulator/requests", ""); got.body != "[]" {
		t.Errorf("requests: %s", got.body)
	}
	if got := f.do("GET", "/chat/threads?"+latest, ""); got.body != before || strings.Contains(got.body, id) {
		t.Errorf("threads: %s", got.body)
	}
	if got := f.do("POST", "/chat/threads?"+latest, createBody("y"), "repeatability-request-id", "r"); !strings.Contains(got.body, `"y"`) {
		t.Errorf("repeatability id: %s", got.body)
	}
}

func TestControlEndpointsAnswerNoWebPage(t *testing.T) {
	f := newFixture(t, Options{Version: "9"})
	if got := f.do("GET", "/_emulator/health", "", "Authorization", ""); got.status != 200 || got.body != `{"status":"ok","version":"9"}` || got.header.Get(Header) != "9" {
		t.Errorf("health: %d %s", got.status, got.body)
	}
	for name, change := range map[string]func(*http.Request){
		"a web page":     func(r *http.Request) { r.Header.Set("Origin", "https://example.com") },
		"a page's image": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
	} {
		r := f.request("GET", "/_emulator/requests", "")
		change(r)
		if got, err := f.try(r); err != nil || got.status != 403 {
			t.Errorf("%s: %d %v", name, got.status, err)
		}
	}
	if got := f.do("POST", "/_emulator/faults", "[]"); got.status != 405 || got.header.Get("Allow") != "GET, PUT" {
		t.Errorf("POST faults: %d %s", got.status, got.header.Get("Allow"))
	}
	if got := f.do("GET", "/_emulator/nothing", ""); got.status != 404 {
		t.Errorf("nothing: %d", got.status)
	}
}
