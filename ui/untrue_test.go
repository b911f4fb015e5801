package ui

import (
	"errors"
	"testing"
	"time"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/screen"
)

// TestNoNotificationOutlivesWhatItSays: words of a token's end follow the time, and go
// when they are not so any more.
func TestNoNotificationOutlivesWhatItSays(t *testing.T) {
	t.Parallel()
	h := start(t, setup{lifetime: time.Hour, width: 200, height: 40}).settle()
	h.minutes(51)
	h.wants("! the token ends in 9 min; it cannot be renewed")
	h.minutes(8)
	h.wants("! the token ends in 1 min; it cannot be renewed")
	h.wantsNot("in 9 min")
	// The end comes between two minutes, and nothing but its own tick tells of it.
	h.clock.add(time.Minute)
	h.tick()
	h.wants("✗ the token has ended; it cannot be renewed")
	h.wantsNot("the token ends in")
	h.press("!")
	h.wants("the token has ended", "no longer so")
}

// TestARenewalThatWorksAgainTakesItsFailureAway from the footer.
func TestARenewalThatWorksAgainTakesItsFailureAway(t *testing.T) {
	t.Parallel()
	watch := &scriptedWatch{statuses: make(chan command.TokenStatus)}
	h := start(t, setup{watch: watch, width: 200, height: 40, session: func(s *command.Session) {
		s.Renews, s.TokenExpiresOn = true, newClock().Now().Add(5*time.Minute)
	}})
	h.untilShown("all loaded")
	renewal := func(status command.TokenStatus) {
		taken := h.taken
		watch.statuses <- status
		h.until("the status is taken", func() bool { return h.taken > taken })
	}
	renewal(command.TokenStatus{Problem: "the command failed", ExpiresOn: h.clock.Now().Add(5 * time.Minute)})
	h.wants("renewing it failed: the command failed")
	renewal(command.TokenStatus{ExpiresOn: h.clock.Now().Add(time.Hour)})
	h.wantsNot("renewing it failed")
	h.wantsNot("reads it")
}

// TestANewerResultTakesTheOldErrorsPlace: what could not be saved and then was is not
// still shown as not saved.
func TestANewerResultTakesTheOldErrorsPlace(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.send(savefile.SavedMsg{What: "the list", Path: "/x/list.csv", Err: errors.New("no space is left")})
	h.wants("✗ the list was not saved: no space is left")
	h.send(savefile.SavedMsg{What: "the list", Path: "/x/list.csv"})
	h.wants("✓ the list saved in /x/list.csv")
	h.pass(time.Minute)
	h.wantsNot("not saved", "reads it")
	h.press("!")
	h.wants("the list was not saved")
}

// TestAnUnreadErrorLeavesAFormsKeysTheirRoom once it has had its time, and is there again
// when the form is left.
func TestAnUnreadErrorLeavesAFormsKeysTheirRoom(t *testing.T) {
	t.Parallel()
	h := start(t, setup{width: 80, height: 24}).settle()
	h.press("n").write("draft")
	h.app.Notify(screen.Notification{Level: screen.LevelError, Text: "adding 3 participants to “Operations” was refused: the service is busy"})
	h.resize(80, 25)
	h.wants("✗ adding 3 participants")
	h.wantsNot("tab next field")
	h.pass(13 * time.Second)
	h.wants("! 1 unread", "ctrl+s send", "tab next field", "ctrl+g help")
	h.wantsNot("✗ adding")
	h.press("esc", "y")
	h.wants("✗ adding 3 participants")
	h.press("!")
	h.wants("the service is busy")
}
