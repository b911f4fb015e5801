package emulator

import (
	"fmt"
	"testing"
	"time"
)

func TestLimits(t *testing.T) {
	tests := []struct {
		operation, method, path, body string
		contentType                   string
		calls                         int
	}{
		{"create", "POST", "", `{"topic":"t"}`, "application/json", 10},
		{"update", "PATCH", "/ID", `{"topic":"t"}`, "application/merge-patch+json", 5},
		{"get", "GET", "/ID", "", "", 50},
		{"list threads", "GET", "", "", "", 50},
		{"list participants", "GET", "/ID/participants", "", "", 10},
		{"add", "POST", "/ID/participants/:add", addBody(KnownUserID(1)), "application/json", 10},
		{"remove", "POST", "/ID/participants/:remove", `{"rawId":"` + KnownUserID(1) + `"}`, "application/json", 10},
		{"delete", "DELETE", "/unknown", "", "", 10},
	}
	for _, test := range tests {
		f := newFixture(t, Options{Seed: SeedEmpty, Limits: true})
		path := test.path
		if len(path) > 3 && path[:3] == "/ID" || path == "/ID" {
			path = "/" + f.create("t") + path[3:]
			f.clock.add(time.Minute)
		}
		call := func() answer {
			return f.do(test.method, "/chat/threads"+path+"?"+latest, test.body, "Content-Type", test.contentType)
		}
		for n := range test.calls {
			if got := call(); got.status == 429 {
				t.Fatalf("%s: call %d of %d is throttled", test.operation, n+1, test.calls)
			}
		}
		got := call()
		want := "{\n  \"CommunicationError\": {\n    \"Code\": \"TooManyRequests\",\n    \"Message\": \"Rate limit exceeded.\",\n    \"Details\": []\n  }\n}"
		if got.status != 429 || got.body != want || got.header.Get("Retry-After") != "10" {
			t.Errorf("%s: call %d: %d %s, Retry-After %q", test.operation, test.calls+1, got.status, got.body, got.header.Get("Retry-After"))
		}
		// The throttled call counts: all are of the same moment, so the window is
		// free again once that moment is 10 s ago.
		f.clock.add(9999 * time.Millisecond)
		if got := call(); got.status != 429 {
			t.Errorf("%s: within 10 s: %d", test.operation, got.status)
		}
		f.clock.add(10 * time.Second)
		if got := call(); got.status == 429 {
			t.Errorf("%s: after 10 s: still throttled", test.operation)
		}
	}
}

func TestThrottledCallsCount(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty, Limits: true})
	statuses := map[int]int{}
	for range 30 { // one create a second: the eleventh second's call is free again
		statuses[f.do("POST", "/chat/threads?"+latest, `{"topic":"t"}`).status]++
		f.clock.add(900 * time.Millisecond)
	}
	if statuses[201] != 10 || statuses[429] != 20 {
		t.Errorf("%v: whoever never pauses stays throttled", statuses)
	}
}

func TestAddIsLimitedByTheMinute(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty, Limits: true})
	id := f.create("t")
	for n := range 30 {
		if got := f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest, addBody(KnownUserID(n+1))); got.status != 201 {
			t.Fatalf("call %d: %d", n+1, got.status)
		}
		f.clock.add(1200 * time.Millisecond)
	}
	got := f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest, addBody(KnownUserID(99)))
	if got.status != 429 || got.header.Get("Retry-After") != "26" { // 60 s after the second call, which is 34.8 s ago
		t.Errorf("call 31: %d, Retry-After %q", got.status, got.header.Get("Retry-After"))
	}
	if got := f.do("POST", "/chat/threads/"+f.create("other")+"/participants/:add?"+latest, addBody(KnownUserID(1))); got.status != 201 {
		t.Errorf("another thread: %d", got.status)
	}
}

func TestNoLimitsByDefault(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	for n := range 60 {
		if got := f.do("POST", "/chat/threads?"+latest, fmt.Sprintf(`{"topic":"t%d"}`, n)); got.status != 201 {
			t.Fatalf("call %d: %d", n, got.status)
		}
	}
}
