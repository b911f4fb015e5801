package budget_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"acs-chat-tui/ui/data/budget"
)

var start = time.Date(2025, 11, 3, 9, 30, 0, 0, time.UTC)

func remove(thread string) budget.Call {
	return budget.Call{Operation: "RemoveChatParticipant", UserID: "8:acs:a_b", ThreadID: thread}
}

// TestReserveSpreadsCalls: ten at once, ten more when those are over, and after
// thirty only when the minute is.
func TestReserveSpreadsCalls(t *testing.T) {
	var b budget.Budget
	var times []time.Duration
	for range 60 {
		times = append(times, b.Reserve(remove("19:a"), start).Sub(start))
	}
	for n, want := range map[int]time.Duration{
		0: 0, 9: 0, 10: 10500 * time.Millisecond, 19: 10500 * time.Millisecond, 29: 21 * time.Second, 30: 60500 * time.Millisecond, 59: 81500 * time.Millisecond,
	} {
		if times[n] != want {
			t.Errorf("call %d is at %s, want %s", n, times[n], want)
		}
	}
	if at := b.Reserve(remove("19:other"), start); !at.Equal(start) {
		t.Errorf("another thread waits until %s", at)
	}
	if at := b.Reserve(budget.Call{Operation: "AddChatParticipants", ThreadID: "19:a"}, start); !at.Equal(start) {
		t.Errorf("another operation waits until %s", at)
	}
	if at := b.Reserve(budget.Call{Operation: "not limited"}, start); !at.Equal(start) {
		t.Errorf("what has no limit waits until %s", at)
	}
}

// TestReservedCallsStayUnderTheLimits: whatever else is recorded in between, no
// window of any length that is published holds more reserved calls than it may.
func TestReservedCallsStayUnderTheLimits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var b budget.Budget
		now := start
		var times []time.Time
		for range 120 {
			now = now.Add(time.Duration(random.IntN(3000)) * time.Millisecond)
			at := b.Reserve(remove("19:a"), now)
			if at.Before(now) {
				t.Fatalf("a call is reserved for the past: %s before %s", at, now)
			}
			times = append(times, at)
			now = at
		}
		for i := range times {
			for _, limit := range []struct {
				calls  int
				within time.Duration
			}{{10, 10 * time.Second}, {30, time.Minute}} {
				if i >= limit.calls && times[i].Sub(times[i-limit.calls]) < limit.within {
					t.Fatalf("%d calls within %s", limit.calls+1, times[i].Sub(times[i-limit.calls]))
				}
			}
		}
	}
}

func TestFullest(t *testing.T) {
	var b budget.Budget
	if _, ok := b.Fullest(start); ok {
		t.Error("an empty budget is used")
	}
	for n := range 8 {
		b.Record(remove("19:a"), start)
		use, ok := b.Fullest(start.Add(time.Second))
		if want := n >= 5; ok != want {
			t.Errorf("after %d calls: told %v, want %v", n+1, ok, want)
		}
		if ok && (use.Calls != n+1 || use.Of != 10 || use.Within != 10*time.Second) {
			t.Errorf("after %d calls: %+v", n+1, use)
		}
	}
	if use, ok := b.Fullest(start.Add(11 * time.Second)); ok {
		t.Errorf("the calls are over: %+v", use)
	}
	for range 12 {
		b.Record(remove("19:a"), start.Add(12*time.Second))
	}
	if use, _ := b.Fullest(start.Add(12 * time.Second)); use.Calls != 10 {
		t.Errorf("more calls than the limit: %+v", use)
	}
	if use, ok := b.Fullest(start.Add(30 * time.Second)); !ok || use.Calls != 20 || use.Of != 30 {
		t.Errorf("the minute is not told: %+v", use)
	}
	// What is reserved for later does not count yet.
	var later budget.Budget
	for range 20 {
		later.Reserve(remove("19:a"), start)
	}
	if use, _ := later.Fullest(start); use.Calls != 10 {
		t.Errorf("calls to come are counted: %+v", use)
	}
}
