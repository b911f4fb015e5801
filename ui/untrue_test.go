package ui_test

import (
	"errors"
	"testing"
	"time"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

// TestNoNotificationOutlivesWhatItSays: words of a token's end follow the time, and go
// when they are not so any more.
func TestNoNotificationOutlivesWhatItSays(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Lifetime: time.Hour, Width: 200, Height: 40}).Settle()
	h.Minutes(51)
	h.Wants("! the token ends in 9 min; it cannot be renewed")
	h.Minutes(8)
	h.Wants("! the token ends in 1 min; it cannot be renewed")
	h.WantsNot("in 9 min")
	// The end comes between two minutes, and nothing but its own tick tells of it.
	h.Clock.Add(time.Minute)
	h.Tick()
	h.Wants("✗ the token has ended; it cannot be renewed")
	h.WantsNot("the token ends in")
	h.Press("!")
	h.Wants("the token has ended", "no longer so")
}

// TestARenewalThatWorksAgainTakesItsFailureAway from the footer.
func TestARenewalThatWorksAgainTakesItsFailureAway(t *testing.T) {
	t.Parallel()
	watch := &uitest.ScriptedWatch{Statuses: make(chan command.TokenStatus)}
	h := uitest.Start(t, uitest.Setup{Watch: watch, Width: 200, Height: 40, Session: func(s *command.Session) {
		s.Renews, s.TokenExpiresOn = true, uitest.NewClock().Now().Add(5*time.Minute)
	}})
	h.UntilShown("all loaded")
	renewal := func(status command.TokenStatus) {
		taken := h.Taken
		watch.Statuses <- status
		h.Until("the status is taken", func() bool { return h.Taken > taken })
	}
	renewal(command.TokenStatus{Problem: "the command failed", ExpiresOn: h.Clock.Now().Add(5 * time.Minute)})
	h.Wants("renewing it failed: the command failed")
	renewal(command.TokenStatus{ExpiresOn: h.Clock.Now().Add(time.Hour)})
	h.WantsNot("renewing it failed")
	h.WantsNot("reads it")
}

// TestANewerResultTakesTheOldErrorsPlace: what could not be saved and then was is not
// still shown as not saved.
func TestANewerResultTakesTheOldErrorsPlace(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Send(savefile.SavedMsg{What: "the list", Path: "/x/list.csv", Err: errors.New("no space is left")})
	h.Wants("✗ the list was not saved: no space is left")
	h.Send(savefile.SavedMsg{What: "the list", Path: "/x/list.csv"})
	h.Wants("✓ the list saved in /x/list.csv")
	h.Pass(time.Minute)
	h.WantsNot("not saved", "reads it")
	h.Press("!")
	h.Wants("the list was not saved")
}

// TestAnUnreadErrorLeavesAFormsKeysTheirRoom once it has had its time, and is there again
// when the form is left.
func TestAnUnreadErrorLeavesAFormsKeysTheirRoom(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 80, Height: 24}).Settle()
	h.Press("n").Write("draft")
	h.App.Notify(screen.Notification{Level: screen.LevelError, Text: "adding 3 participants to “Operations” was refused: the service is busy"})
	h.Resize(80, 25)
	h.Wants("✗ adding 3 participants")
	h.WantsNot("tab next field")
	h.Pass(13 * time.Second)
	h.Wants("! 1 unread", "ctrl+s send", "tab next field", "ctrl+g help")
	h.WantsNot("✗ adding")
	h.Press("esc", "y")
	h.Wants("✗ adding 3 participants")
	h.Press("!")
	h.Wants("the service is busy")
}
