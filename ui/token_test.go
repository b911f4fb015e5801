package ui

import (
	"context"
	"errors"
	"testing"
	"time"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
)

// minutes lets time pass as the program notices it.
func (h *harness) minutes(n int) *harness {
	h.clock.add(time.Duration(n) * time.Minute)
	h.tick()
	return h
}

// told counts the notifications of a level and more.
func (h *harness) told(level screen.Level) int {
	count := 0
	for _, t := range h.app.History() {
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
	h := start(t, setup{lifetime: time.Hour}).settle()
	h.press("n").write("draft")
	h.minutes(49)
	if got := h.told(screen.LevelWarning); got != 0 {
		t.Fatalf("told %d times eleven minutes before:\n%s", got, h.screen())
	}
	h.minutes(2)
	h.wants("! the token ends in 9 min; it cannot be renewed", "token ends in 9 min")
	h.minutes(1).minutes(1)
	if got := h.told(screen.LevelWarning); got != 1 {
		t.Errorf("told %d times", got)
	}
	h.minutes(10)
	h.wants("✗ the token has ended; it cannot be renewed: issue a new one", "token expired", "draft")
	h.minutes(1).minutes(60)
	if got := h.told(screen.LevelWarning); got != 2 {
		t.Errorf("told %d times", got)
	}
	if bodies, _ := h.creates(); len(bodies) != 0 || !h.app.Screen().CapturesKeys() {
		t.Errorf("the form was left or sent:\n%s", h.screen())
	}
}

// TestATokenThatHasEndedAtTheStart is told at once.
func TestATokenThatHasEndedAtTheStart(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: func(s *command.Session) { s.TokenExpiresOn = newClock().Now().Add(-time.Minute) }}).settle()
	h.wants("✗ the token has ended", "token expired")
	if got := h.told(screen.LevelWarning); got != 1 {
		t.Errorf("told %d times", got)
	}
}

// TestATokenThatIsRenewed: nothing is said as long as it works; a failure is told
// at once, once for each reason, and again for the next token.
func TestATokenThatIsRenewed(t *testing.T) {
	t.Parallel()
	watch := &scriptedWatch{statuses: make(chan command.TokenStatus)}
	h := start(t, setup{watch: watch, width: 200, height: 40, session: func(s *command.Session) {
		s.Renews, s.TokenExpiresOn = true, newClock().Now().Add(time.Hour)
	}})
	h.untilShown("all loaded")
	ends := h.clock.Now().Add(time.Hour)
	renewal := func(status command.TokenStatus) {
		t.Helper()
		taken := h.taken
		watch.statuses <- status
		h.until("the status is taken", func() bool { return h.taken > taken })
	}
	h.minutes(55)
	if got := h.told(screen.LevelInfo); got != 0 {
		t.Fatalf("told %d times of a token that is renewed:\n%s", got, h.screen())
	}
	for range 2 {
		renewal(command.TokenStatus{ExpiresOn: ends, Problem: "the command \x1b[5mfailed"})
	}
	h.wants("✗ the token ends in 5 min; renewing it failed: the command ␛[5mfailed")
	if got := h.told(screen.LevelWarning); got != 1 {
		t.Errorf("told %d times of one failure", got)
	}
	renewal(command.TokenStatus{ExpiresOn: ends, Problem: "another reason"})
	h.wants("renewing it failed: another reason")
	h.minutes(6)
	h.wants("✗ the token has ended; renewing it failed: another reason", "token expired")
	if got := h.told(screen.LevelWarning); got != 3 {
		t.Errorf("told %d times", got)
	}
	h.press("!", "esc")

	renewal(command.TokenStatus{UserID: "8:acs:r_renewed", Scopes: []string{"chat.join"}, ExpiresOn: h.clock.Now().Add(2 * time.Hour)})
	h.wants("token 2 h", "as 8:acs:r_renewed")
	h.wantsNot("expired", "renewing")
	h.press("n")
	h.wants("creating a thread needs scope chat; the token has chat.join")
	renewal(command.TokenStatus{ExpiresOn: h.clock.Now().Add(2 * time.Hour), Problem: "another reason"})
	h.wants("the token ends in 2 h; renewing it failed: another reason")
	h.minutes(121)
	h.wants("✗ the token has ended; renewing it failed: another reason")
}

// scriptedWatch tells what a test sends.
type scriptedWatch struct{ statuses chan command.TokenStatus }

func (w *scriptedWatch) Next(ctx context.Context) (command.TokenStatus, error) {
	select {
	case status := <-w.statuses:
		return status, nil
	case <-ctx.Done():
		return command.TokenStatus{}, errors.New("ended")
	}
}
