package connections_test

import (
	"net/http"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// TestANewerResultOfAWriteTakesTheOldFailureAway from the footer, whether the newer one is
// told there or by its own screen; what is of something else stays.
func TestANewerResultOfAWriteTakesTheOldFailureAway(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries, Width: 200, Height: 40}).Settle()
	forbidden := emulator.Fault{Operation: "UpdateChatThreadProperties", Kind: "status", Status: http.StatusForbidden, Times: 1}
	h.Fault(forbidden)
	edit := func() {
		h.Press("e").Settle().Write("!").Press("ctrl+s")
	}
	// The form is left while it is sent: the footer tells what came of it.
	leftBehind := func() {
		release := make(chan struct{})
		h.Hold(http.MethodPatch, release)
		edit()
		h.UntilShown("sending…")
		h.Press("esc", "y")
		h.Hold("", nil)
		close(release)
		h.Settle()
		h.Wants("✗ updating “", "failed")
	}
	leftBehind()
	edit()
	h.Settle()
	h.Wants("updated: topic")
	h.Clock.Add(10 * 60e9)
	h.Press("j", "k")
	h.WantsNot("failed")
	h.WantsNot("reads it")

	// Another thread's failure is no older news of this one.
	h.Fault(forbidden)
	leftBehind()
	h.Press("j")
	edit()
	h.Settle()
	h.Wants("updated: topic")
	h.Clock.Add(10 * 60e9)
	h.Press("j", "k")
	h.Wants("failed")
}

// TestANewProfileGetsTheCursor in the list of connections, and an error of what was there
// before goes.
func TestANewProfileGetsTheCursor(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.PointTo("keyed").Press("d")
	h.Connections.Mutex.Lock()
	delete(h.Connections.Profiles, "keyed")
	h.Connections.Mutex.Unlock()
	h.Press("y").Settle()
	h.Wants("✗ Could not remove the profile")
	h.Press("n").Write("zz-fresh").Press("tab", "tab").Paste("a.token.indeed").Press("tab").Paste(h.Connections.Endpoint).Press("ctrl+s").Settle()
	h.Wants("▸   zz-fresh")
	h.WantsNot("✗ ")
}
