package ui_test

import (
	"testing"
	"time"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

// told counts the notifications of a level and more.
func told(h *uitest.Harness, level screen.Level) int {
	count := 0
	for _, t := range h.App.History() {
		if t.Level >= level {
			count++
		}
	}
	return count
}

// TestATokenThatIsNotRenewed: its end is told ten minutes before and when it comes,
// once each, and what is typed stays.
func TestATokenThatIsNotRenewed(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Lifetime: time.Hour}).Settle()
	h.Press("n").Write("draft")
	h.Minutes(49)
	if got := told(h, screen.LevelWarning); got != 0 {
		t.Fatalf("told %d times eleven minutes before:\n%s", got, h.Screen())
	}
	h.Minutes(2)
	h.Wants("! the token ends in 9 min; it cannot be renewed", "token ends in 9 min")
	h.Minutes(1).Minutes(1)
	if got := told(h, screen.LevelWarning); got != 1 {
		t.Errorf("told %d times", got)
	}
	h.Minutes(10)
	h.Wants("✗ the token has ended; it cannot be renewed: issue a new one", "token expired", "draft")
	h.Minutes(1).Minutes(60)
	if got := told(h, screen.LevelWarning); got != 2 {
		t.Errorf("told %d times", got)
	}
	if bodies, _ := h.Creates(); len(bodies) != 0 || !h.App.Screen().CapturesKeys() {
		t.Errorf("the form was left or sent:\n%s", h.Screen())
	}
}

// TestATokenThatHasEndedAtTheStart is told at once.
func TestATokenThatHasEndedAtTheStart(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: func(s *command.Session) { s.TokenExpiresOn = uitest.NewClock().Now().Add(-time.Minute) }}).Settle()
	h.Wants("✗ the token has ended", "token expired")
	if got := told(h, screen.LevelWarning); got != 1 {
		t.Errorf("told %d times", got)
	}
}

// TestATokenThatIsRenewed: nothing is said as long as it works; a failure is told
// at once, once for each reason, and again for the next token.
func TestATokenThatIsRenewed(t *testing.T) {
	t.Parallel()
	watch := &uitest.ScriptedWatch{Statuses: make(chan command.TokenStatus)}
	h := uitest.Start(t, uitest.Setup{Watch: watch, Width: 200, Height: 40, Session: func(s *command.Session) {
		s.Renews, s.TokenExpiresOn = true, uitest.NewClock().Now().Add(time.Hour)
	}})
	h.UntilShown("all loaded")
	ends := h.Clock.Now().Add(time.Hour)
	renewal := func(status command.TokenStatus) {
		t.Helper()
		taken := h.Taken
		watch.Statuses <- status
		h.Until("the status is taken", func() bool { return h.Taken > taken })
	}
	h.Minutes(55)
	if got := told(h, screen.LevelInfo); got != 0 {
		t.Fatalf("told %d times of a token that is renewed:\n%s", got, h.Screen())
	}
	for range 2 {
		renewal(command.TokenStatus{ExpiresOn: ends, Problem: "the command \x1b[5mfailed"})
	}
	h.Wants("✗ the token ends in 5 min; renewing it failed: the command ␛[5mfailed")
	if got := told(h, screen.LevelWarning); got != 1 {
		t.Errorf("told %d times of one failure", got)
	}
	renewal(command.TokenStatus{ExpiresOn: ends, Problem: "another reason"})
	h.Wants("renewing it failed: another reason")
	h.Minutes(6)
	h.Wants("✗ the token has ended; renewing it failed: another reason", "token expired")
	if got := told(h, screen.LevelWarning); got != 3 {
		t.Errorf("told %d times", got)
	}
	h.Press("!", "esc")

	renewal(command.TokenStatus{UserID: "8:acs:r_renewed", Scopes: []string{"chat.join"}, ExpiresOn: h.Clock.Now().Add(2 * time.Hour)})
	h.Wants("token 2 h", "as 8:acs:r_renewed")
	h.WantsNot("expired", "renewing")
	h.Press("n")
	h.Wants("creating a thread needs scope chat; the token has chat.join")
	renewal(command.TokenStatus{ExpiresOn: h.Clock.Now().Add(2 * time.Hour), Problem: "another reason"})
	h.Wants("the token ends in 2 h; renewing it failed: another reason")
	h.Minutes(121)
	h.Wants("✗ the token has ended; renewing it failed: another reason")
}
