package ui

import (
	"net/http"
	"net/http/httptest"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// give gives the program messages that were held back.
func (h *harness) give(late []tea.Msg) *harness {
	h.t.Helper()
	for _, msg := range late {
		h.send(msg)
	}
	return h.settle()
}

// TestASwitchDoesNotTakeWhatIsTypedMeanwhile: what stands over the screen stays, and
// the next key is for it.
func TestASwitchDoesNotTakeWhatIsTypedMeanwhile(t *testing.T) {
	t.Parallel()
	other := emulator.KnownUserID(770077)
	for _, c := range []struct {
		name       string
		open       func(*harness)
		next, then string
	}{
		{"palette", func(h *harness) { h.press(":").write("re") }, "q", "req"},
		{"help", func(h *harness) { h.press("?") }, "q", "Identities"},
		{"another screen", func(h *harness) { h.press("L") }, "esc", "Identities"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := issuing(t, setup{width: 200, height: 40})
			h.press("U", "o").paste(other).press("enter", "enter")
			h.wants("issuing a token to act as the user…")
			late := h.holdBack()
			c.open(h)
			h.give(late)
			h.wants("not acting as 8:acs:", "· not acting as")
			h.wantsNot("not switched to", "This user is in no thread.")
			h.press(c.next)
			if h.wants(c.then); h.quit {
				t.Error("the key quit the program")
			}
			if got := h.app.Session().UserID; got != emulator.DemoUserID {
				t.Errorf("acting as %s", got)
			}
			// The screen that asked waits no longer, and can be used.
			if c.name == "palette" {
				h.press("esc")
			}
			h.wantsNot("issuing a token to act as the user…")
			h.press("enter")
			h.until("acting as another", func() bool { return h.app.Session().UserID == other })
		})
	}
}

// TestASwitchThatWasStopped does not come about, though its answer was there already.
func TestASwitchThatWasStopped(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{width: 200, height: 40})
	h.press("U", "o").paste(emulator.KnownUserID(770077)).press("enter", "enter")
	late := h.holdBack()
	h.press("esc").give(late)
	h.wants("Identities", "not acting as 8:acs:", "you had stopped it")
	if got := h.app.Session().UserID; got != emulator.DemoUserID {
		t.Errorf("acting as %s", got)
	}
}

// TestAScreenOfConnectionsWaitsNoLonger for a switch that was not carried out.
func TestAScreenOfConnectionsWaitsNoLonger(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle().pointTo("keyed").press("enter")
	late := h.holdBack()
	h.press("?").give(late).press("esc")
	h.wants("Connections", "● test")
	h.wantsNot("connecting to keyed…")
}

// TestMadeUsersAreKnownOnTheirResource, whatever is switched to in between, and also
// where the answer comes after that.
func TestMadeUsersAreKnownOnTheirResource(t *testing.T) {
	t.Parallel()
	h := issuing(t, setup{width: 160, height: 40})
	h.connections.profiles["other"] = command.Profile{
		Name: "other", Credential: command.CredentialToken, Endpoint: serve(t, emulator.New(emulator.Options{Clock: h.clock.Now, Seed: emulator.SeedEmpty})),
	}
	h.press("U", "n", "y").settle()
	first := h.userUnderCursor()
	h.press("esc", "U", "n", "y")
	late := h.holdBack()
	h.press("esc")
	h.pointTo("other").press("enter", "y")
	h.until("on other", func() bool { return h.app.Session().Profile == "other" })
	h.settle().give(late)
	h.wants("✓ on keyed: user created: 8:acs:")
	h.press("U")
	h.wantsNot("made just now", first[len(first)-12:])
	h.press("esc").switchTo("keyed").press("U", "g")
	h.wants("made just now", first[len(first)-12:])
	second := h.userUnderCursor()
	if second == first {
		t.Errorf("the user of the late answer is not there:\n%s", h.screen())
	}
	// What is done within one resource is known with each of its connections: as
	// another user, a late deletion comes to the list.
	h.press("d", "y")
	late = h.holdBack()
	h.press("esc", "U", "G", "enter", "y")
	h.until("another link", func() bool { return h.app.Screen().Title() == "Threads" })
	h.settle().give(late)
	h.press("U")
	h.wants("deleted just now", first[len(first)-12:])
}

// TestASwitchClaimsNoAnswer that did not come.
func TestASwitchClaimsNoAnswer(t *testing.T) {
	t.Parallel()
	h := start(t, setup{width: 200, height: 40}).settle()
	gone := httptest.NewServer(http.NotFoundHandler())
	h.connections.profiles["dead"] = command.Profile{Name: "dead", Credential: command.CredentialToken, Endpoint: gone.URL}
	gone.Close()
	h.switchTo("dead")
	h.wants("✓ now on dead as 8:acs:", "Could not list the threads: nothing listens at")
	h.wantsNot("connected")
	h.press("!")
	h.wantsNot("connected")
}
