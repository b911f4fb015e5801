package ui_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

// TestANotificationIsCopiedWhole, and by itself the id that support asks for.
func TestANotificationIsCopiedWhole(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	h.Thread("Refused")
	h.Press("ctrl+r").Settle()
	h.Fault(emulator.Fault{Operation: "DeleteChatThread", Kind: "status", Status: http.StatusForbidden, Code: "Forbidden", Message: "not yours"})
	h.Press("d", "y").Settle()
	h.Press("!")
	h.Wants("▸ error, 09:30:15", "The service said: 403 Forbidden", "not yours", "request id")
	h.Press("y").Settle()
	h.Wants("notification sent to the clipboard")
	h.Press("j", "y").Settle()
	h.Wants("request id sent to the clipboard")
	if len(h.Copied) != 2 {
		t.Fatalf("copied %q", h.Copied)
	}
	whole, requestID := h.Copied[0], h.Copied[1]
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
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	h.Thread("Goes")
	h.Press("ctrl+r").Settle().Press("d", "y").Settle().Press("!")
	h.Wants("done, 09:30:15", "“Goes” deleted", "request id")
}

// TestNotificationsKeepTheirTime while the page is open, with the day where it is
// another.
func TestNotificationsKeepTheirTime(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Lifetime: 72*time.Hour + 30*time.Minute}).Settle()
	h.App.Notify(screen.Notification{Level: screen.LevelInfo, Text: "yesterday's"})
	h.Clock.Add(24 * time.Hour)
	h.App.Notify(screen.Notification{Level: screen.LevelWarning, Text: "today's"})
	h.Press("!")
	h.Wants("info, 2025-11-03 09:30:15", "warning, 09:30:15")
	before := h.Screen()
	h.Pass(time.Minute)
	if after := h.Screen(); after != before {
		t.Errorf("the page has changed:\n%s", after)
	}
}
