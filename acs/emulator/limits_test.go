package emulator

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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
		{"get message", "GET", "/ID/messages/1", "", "", 50},
		{"list messages", "GET", "/ID/messages", "", "", 50},
		{"list receipts", "GET", "/ID/readReceipts", "", "", 5},
		{"send message", "POST", "/ID/messages", `{"content":"c"}`, "application/json", 10},
		{"update message", "PATCH", "/ID/messages/1", `{"content":"c"}`, "application/merge-patch+json", 10},
		{"delete message", "DELETE", "/ID/messages/1", "", "", 10},
		{"send receipt", "POST", "/ID/readReceipts", `{"chatMessageId":"1"}`, "application/json", 10},
		{"typing", "POST", "/ID/typing", "", "", 5},
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
		// The throttled call counts: all are of the same moment, so all tokens
		// are back once that moment is 10 s ago.
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

// TestBuckets fills each row of the table by itself: users share what is the
// thread's, threads what is the resource's, and not what is their own.
func TestBuckets(t *testing.T) {
	rows := []struct {
		operation        string
		row, tokens      int
		back             time.Duration
		byUser, byThread bool
	}{
		{"CreateChatThread", 1, 3000, time.Minute, false, false},
		{"DeleteChatThread", 0, 10, 10 * time.Second, true, false},
		{"UpdateChatThreadProperties", 0, 5, 10 * time.Second, false, true},
		{"AddChatParticipants", 1, 30, time.Minute, false, true},
		{"RemoveChatParticipant", 1, 30, time.Minute, false, true},
		{"ListChatThreads", 0, 50, 10 * time.Second, true, false},
		{"ListChatParticipants", 0, 10, 10 * time.Second, true, true},
		{"ListChatParticipants", 1, 250, 10 * time.Second, false, true},
		{"GetChatMessage", 0, 50, 10 * time.Second, true, true},
		{"GetChatMessage", 1, 250, 10 * time.Second, false, true},
		{"ListChatMessages", 0, 50, 10 * time.Second, true, true},
		{"ListChatMessages", 1, 200, time.Minute, true, true},
		{"ListChatMessages", 2, 250, 10 * time.Second, false, true},
		{"ListChatMessages", 3, 400, time.Minute, false, true},
		{"ListChatReadReceipts", 0, 5, 10 * time.Second, true, true},
		{"ListChatReadReceipts", 1, 100, 10 * time.Second, false, true},
		{"SendChatMessage", 0, 10, 10 * time.Second, false, true},
		{"SendChatMessage", 1, 30, time.Minute, false, true},
		{"UpdateChatMessage", 1, 30, time.Minute, false, true},
		{"DeleteChatMessage", 1, 30, time.Minute, false, true},
		{"SendChatReadReceipt", 0, 10, 10 * time.Second, true, true},
		{"SendChatReadReceipt", 1, 30, time.Minute, true, true},
		{"SendTypingNotification", 0, 5, 10 * time.Second, true, true},
		{"SendTypingNotification", 1, 15, time.Minute, true, true},
		{"SendTypingNotification", 2, 10, 10 * time.Second, false, true},
		{"SendTypingNotification", 3, 30, time.Minute, false, true},
		{"Create", 0, 1000, 30 * time.Second, false, false},
		{"Delete", 0, 500, 30 * time.Second, false, false},
	}
	for _, want := range rows {
		all := operationNamed(want.operation).limits
		if want.row >= len(all) {
			t.Errorf("%s has %d rows", want.operation, len(all))
			continue
		}
		got := all[want.row]
		byUser := got.subject("u1", "t") != got.subject("u2", "t")
		byThread := got.subject("u", "t1") != got.subject("u", "t2")
		if got.tokens != want.tokens || got.back != want.back || byUser != want.byUser || byThread != want.byThread {
			t.Errorf("%s, row %d: %d in %s, by user %v, by thread %v", want.operation, want.row, got.tokens, got.back, byUser, byThread)
		}
	}
}

// TestTypingIsLimitedByThreadAndUser: two users share the thread's ten.
func TestTypingIsLimitedByThreadAndUser(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty, Limits: true})
	id := f.create("t", KnownUserID(1), KnownUserID(2))
	statuses := map[string]int{}
	for range 6 {
		for _, user := range []int{0, 1, 2} {
			got := f.do("POST", "/chat/threads/"+id+"/typing?"+latest, "", "Authorization", f.as(user))
			statuses[fmt.Sprintf("%d: %d", user, got.status)]++
		}
	}
	// The thread's bucket is empty after ten calls: four of the users 0, three of 1 and 2.
	want := map[string]int{"0: 200": 4, "0: 429": 2, "1: 200": 3, "1: 429": 3, "2: 200": 3, "2: 429": 3}
	if diff := cmp.Diff(want, statuses); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
}

// TestFullBucketsAreForgotten: a service that runs for long does not keep every
// user it ever saw.
func TestFullBucketsAreForgotten(t *testing.T) {
	var limits limiter
	now := newTestClock().Now()
	for n := range 10_001 {
		if err := limits.check(operationNamed("DeleteChatThread"), KnownUserID(n), "", now); err != nil {
			t.Fatal(err)
		}
	}
	if err := limits.check(operationNamed("DeleteChatThread"), KnownUserID(1), "", now.Add(2*time.Minute)); err != nil || len(limits.taken) != 1 {
		t.Errorf("%d buckets, %v", len(limits.taken), err)
	}
}

func operationNamed(name string) operation {
	all := operations()
	return all[slices.IndexFunc(all, func(o operation) bool { return o.name == name })]
}
