package ui_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// TestASwitchDoesNotTakeWhatIsTypedMeanwhile: what stands over the screen stays, and
// the next key is for it.
func TestASwitchDoesNotTakeWhatIsTypedMeanwhile(t *testing.T) {
	t.Parallel()
	other := emulator.KnownUserID(770077)
	for _, c := range []struct {
		name       string
		open       func(*uitest.Harness)
		next, then string
	}{
		{"palette", func(h *uitest.Harness) { h.Press(":").Write("re") }, "q", "req"},
		{"help", func(h *uitest.Harness) { h.Press("?") }, "q", "Identities"},
		{"another screen", func(h *uitest.Harness) { h.Press("L") }, "esc", "Identities"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Issuing(t, uitest.Setup{Width: 200, Height: 40})
			h.Press("U", "o").Paste(other).Press("enter", "enter")
			h.Wants("issuing a token to act as the user…")
			late := h.HoldBack()
			c.open(h)
			h.Give(late)
			h.Wants("not acting as 8:acs:", "· not acting as")
			h.WantsNot("not switched to", "This user is in no thread.")
			h.Press(c.next)
			if h.Wants(c.then); h.Quit {
				t.Error("the key quit the program")
			}
			if got := h.App.Session().UserID; got != emulator.DemoUserID {
				t.Errorf("acting as %s", got)
			}
			// The screen that asked waits no longer, and can be used.
			if c.name == "palette" {
				h.Press("esc")
			}
			h.WantsNot("issuing a token to act as the user…")
			h.Press("enter")
			h.Until("acting as another", func() bool { return h.App.Session().UserID == other })
		})
	}
}

// TestASwitchThatWasStopped does not come about, though its answer was there already.
func TestASwitchThatWasStopped(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{Width: 200, Height: 40})
	h.Press("U", "o").Paste(emulator.KnownUserID(770077)).Press("enter", "enter")
	late := h.HoldBack()
	h.Press("esc").Give(late)
	h.Wants("Identities", "not acting as 8:acs:", "you had stopped it")
	if got := h.App.Session().UserID; got != emulator.DemoUserID {
		t.Errorf("acting as %s", got)
	}
}

// TestAScreenOfConnectionsWaitsNoLonger for a switch that was not carried out.
func TestAScreenOfConnectionsWaitsNoLonger(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle().PointTo("keyed").Press("enter")
	late := h.HoldBack()
	h.Press("?").Give(late).Press("esc")
	h.Wants("Connections", "● test")
	h.WantsNot("connecting to keyed…")
}

// TestMadeUsersAreKnownOnTheirResource, whatever is switched to in between, and also
// where the answer comes after that.
func TestMadeUsersAreKnownOnTheirResource(t *testing.T) {
	t.Parallel()
	h := uitest.Issuing(t, uitest.Setup{Width: 160, Height: 40})
	h.Connections.Profiles["other"] = command.Profile{
		Name: "other", Credential: command.CredentialToken, Endpoint: uitest.Serve(t, emulator.New(emulator.Options{Clock: h.Clock.Now, Seed: emulator.SeedEmpty})),
	}
	h.Press("U", "n", "y").Settle()
	first := h.UserUnderCursor()
	h.Press("esc", "U", "n", "y")
	late := h.HoldBack()
	h.Press("esc")
	h.PointTo("other").Press("enter", "y")
	h.Until("on other", func() bool { return h.App.Session().Profile == "other" })
	h.Settle().Give(late)
	h.Wants("✓ on keyed: user created: 8:acs:")
	h.Press("U")
	h.WantsNot("made just now", first[len(first)-12:])
	h.Press("esc").SwitchTo("keyed").Press("U", "g")
	h.Wants("made just now", first[len(first)-12:])
	second := h.UserUnderCursor()
	if second == first {
		t.Errorf("the user of the late answer is not there:\n%s", h.Screen())
	}
	// What is done within one resource is known with each of its connections: as
	// another user, a late deletion comes to the list.
	h.Press("d", "y")
	late = h.HoldBack()
	h.Press("esc", "U", "G", "enter", "y")
	h.Until("another link", func() bool { return h.App.Screen().Title() == "Threads" })
	h.Settle().Give(late)
	h.Press("U")
	h.Wants("deleted just now", first[len(first)-12:])
}

// TestASwitchClaimsNoAnswer that did not come.
func TestASwitchClaimsNoAnswer(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 200, Height: 40}).Settle()
	gone := httptest.NewServer(http.NotFoundHandler())
	h.Connections.Profiles["dead"] = command.Profile{Name: "dead", Credential: command.CredentialToken, Endpoint: gone.URL}
	gone.Close()
	h.SwitchTo("dead")
	h.Wants("✓ now on dead as 8:acs:", "Could not list the threads: nothing listens at")
	h.WantsNot("connected")
	h.Press("!")
	h.WantsNot("connected")
}
