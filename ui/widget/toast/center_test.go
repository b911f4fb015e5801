package toast_test

import (
	"fmt"
	"testing"
	"time"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/toast"
)

func TestCurrent(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 11, 3, 9, 30, 0, 0, time.UTC)
	var c toast.Center
	current := func(after time.Duration) string {
		if got := c.Current(at.Add(after)); got != nil {
			return got.Text
		}
		return ""
	}
	check := func(after time.Duration, want string) {
		t.Helper()
		if got := current(after); got != want {
			t.Errorf("after %s: %q, want %q", after, got, want)
		}
	}
	check(0, "")
	c.Add(screen.Notification{Level: screen.LevelError, Text: "old error"}, at)
	c.Add(screen.Notification{Level: screen.LevelWarning, Text: "warning"}, at.Add(time.Second))
	c.Add(screen.Notification{Level: screen.LevelInfo, Text: "news"}, at.Add(2*time.Second))
	check(2*time.Second, "news")
	check(2*time.Second+toast.Lifetime, "warning")
	check(24*time.Hour, "warning")
	if got := c.Unseen(); got != 2 {
		t.Errorf("%d unseen", got)
	}
	c.MarkSeen()
	check(3*time.Second, "")
	if got := c.Unseen(); got != 0 {
		t.Errorf("%d unseen", got)
	}
	c.Add(screen.Notification{Level: screen.LevelSuccess, Text: "done"}, at.Add(time.Hour))
	check(time.Hour, "done")
	check(time.Hour+toast.Lifetime, "")
	if got := c.History(); len(got) != 4 || got[0].Text != "done" || got[3].Text != "old error" {
		t.Errorf("history %v", got)
	}
}

func TestHistoryIsBounded(t *testing.T) {
	t.Parallel()
	var c toast.Center
	for n := range 500 {
		c.Add(screen.Notification{Text: fmt.Sprint(n)}, time.Time{})
	}
	history := c.History()
	if len(history) != 50 || history[0].Text != "499" || history[49].Text != "450" {
		t.Errorf("%d kept, from %q", len(history), history[0].Text)
	}
}

// TestAFloodOfNewsKeepsAnUnreadError: errors stay until they have been seen.
func TestAFloodOfNewsKeepsAnUnreadError(t *testing.T) {
	t.Parallel()
	var c toast.Center
	at := time.Date(2025, 11, 3, 9, 30, 0, 0, time.UTC)
	c.Add(screen.Notification{Level: screen.LevelError, Text: "error"}, at)
	for range 200 {
		c.Add(screen.Notification{Text: "copied"}, at)
	}
	if got := c.Current(at.Add(time.Hour)); got == nil || got.Text != "error" {
		t.Errorf("in the footer: %v", got)
	}
	if got := len(c.History()); got != 50 {
		t.Errorf("%d kept", got)
	}
}
