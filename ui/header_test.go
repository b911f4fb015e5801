package ui_test

import (
	"strings"
	"testing"
	"time"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// TestTheHeaderNeverEndsATokenEarly: the short form leaves out the minutes of a
// token that has hours, and of no other.
func TestTheHeaderNeverEndsATokenEarly(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 80, Height: 24})
	for left, want := range map[time.Duration]string{
		23*time.Hour + 59*time.Minute: "token 23 h", 61 * time.Minute: "token 1 h", 59 * time.Minute: "token 59 min", 11 * time.Minute: "token 11 min",
	} {
		whole, short := h.App.TokenLife(command.Session{TokenExpiresOn: h.Clock.Now().Add(left)})
		if short != want || !strings.HasPrefix(whole, "token ") || strings.Contains(whole+short, "expired") {
			t.Errorf("%s left: %q, short %q, want %q", left, whole, short, want)
		}
	}
}
