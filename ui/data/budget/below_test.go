package budget_test

import (
	"testing"
	"time"

	"acs-chat-tui/ui/data/budget"
)

// TestBelowAShareOfALimit: 10 lists of participants in 10 s, half of which is 5.
func TestBelowAShareOfALimit(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	call := budget.Call{Operation: "ListChatParticipants", UserID: "u", ThreadID: "t"}
	var b budget.Budget
	for n := range 5 {
		if got := b.Below(call, 0.5, begin); !got.Equal(begin) {
			t.Fatalf("call %d waits until %s", n, got)
		}
		b.Record(call, begin.Add(time.Duration(n)*time.Second))
	}
	now := begin.Add(4 * time.Second)
	if got, want := b.Below(call, 0.5, now), begin.Add(10500*time.Millisecond); !got.Equal(want) {
		t.Errorf("the sixth call may come at %s, want %s", got, want)
	}
	if got := b.Below(call, 1, now); !got.Equal(now) {
		t.Errorf("the whole limit is used at %s", got)
	}
	elsewhere := call
	elsewhere.ThreadID = "other"
	if got := b.Below(elsewhere, 0.5, now); !got.Equal(now) {
		t.Errorf("another thread waits until %s", got)
	}
	if got := b.Below(budget.Call{Operation: "unlimited"}, 0.5, now); !got.Equal(now) {
		t.Errorf("what has no limit waits until %s", got)
	}
	// A share of less than a call is a call at a time.
	var few budget.Budget
	few.Record(call, begin)
	if got, want := few.Below(call, 0.01, begin), begin.Add(10500*time.Millisecond); !got.Equal(want) {
		t.Errorf("the second call may come at %s, want %s", got, want)
	}
}
