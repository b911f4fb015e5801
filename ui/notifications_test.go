package ui

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/screen"
)

// TestANotificationIsCopiedWhole, and by itself the id that support asks for.
func TestANotificationIsCopiedWhole(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	h.thread("Refused")
	h.press("ctrl+r").settle()
	h.fault(emulator.Fault{Operation: "DeleteChatThread", Kind: "status", Status: http.StatusForbidden, Code: "Forbidden", Message: "not yours"})
	h.press("d", "y").settle()
	h.press("!")
	h.wants("▸ error, 09:30:15", "The service said: 403 Forbidden", "not yours", "request id")
	h.press("y").settle()
	h.wants("notification sent to the clipboard")
	h.press("j", "y").settle()
	h.wants("request id sent to the clipboard")
	if len(h.copied) != 2 {
		t.Fatalf("copied %q", h.copied)
	}
	whole, requestID := h.copied[0], h.copied[1]
	for _, want := range []string{"2025-11-03T09:30:15", " error: deleting ", "not yours", "request id " + requestID} {
		if !strings.Contains(whole, want) {
			t.Errorf("copied %q, without %q", whole, want)
		}
	}
	if strings.ContainsAny(requestID, " \n") || requestID == "" {
		t.Errorf("the request id is %q", requestID)
	}
}

// TestASuccessHasItsRequestID as well: support asks for those too.
func TestASuccessHasItsRequestID(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	h.thread("Goes")
	h.press("ctrl+r").settle().press("d", "y").settle().press("!")
	h.wants("done, 09:30:15", "“Goes” deleted", "request id")
}

// TestNotificationsKeepTheirTime while the page is open, with the day where it is
// another.
func TestNotificationsKeepTheirTime(t *testing.T) {
	t.Parallel()
	h := start(t, setup{lifetime: 72*time.Hour + 30*time.Minute}).settle()
	h.app.Notify(screen.Notification{Level: screen.LevelInfo, Text: "yesterday's"})
	h.clock.add(24 * time.Hour)
	h.app.Notify(screen.Notification{Level: screen.LevelWarning, Text: "today's"})
	h.press("!")
	h.wants("info, 2025-11-03 09:30:15", "warning, 09:30:15")
	before := h.screen()
	h.pass(time.Minute)
	if after := h.screen(); after != before {
		t.Errorf("the page has changed:\n%s", after)
	}
}
