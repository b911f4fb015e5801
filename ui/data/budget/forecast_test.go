package budget_test

import (
	"testing"
	"time"

	"acs-chat-tui/ui/data/budget"
)

// TestForecastIsWhatReserveGives, and reserves nothing.
func TestForecastIsWhatReserveGives(t *testing.T) {
	t.Parallel()
	var b budget.Budget
	b.Reserve(budget.Call{Operation: "ListChatThreads"}, start)
	for range 7 {
		b.Reserve(remove("19:a"), start)
	}
	if got := b.Forecast(remove("19:a"), 0, start); !got.Equal(start) {
		t.Errorf("no call ends at %s", got)
	}
	for n := 1; n <= 60; n++ {
		forecast := b.Forecast(remove("19:a"), n, start)
		var again budget.Budget
		for range 7 {
			again.Reserve(remove("19:a"), start)
		}
		var want time.Time
		for range n {
			want = again.Reserve(remove("19:a"), start)
		}
		if !forecast.Equal(want) {
			t.Fatalf("%d calls: %s, want %s", n, forecast.Sub(start), want.Sub(start))
		}
	}
	if at := b.Reserve(remove("19:a"), start); !at.Equal(start) {
		t.Errorf("the forecasts count as calls: the next one is at %s", at)
	}
}
