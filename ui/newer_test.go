package ui

import (
	"net/http"
	"testing"

	"acs-chat-tui/acs/emulator"
)

// TestANewerResultOfAWriteTakesTheOldFailureAway from the footer, whether the newer one is
// told there or by its own screen; what is of something else stays.
func TestANewerResultOfAWriteTakesTheOldFailureAway(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries, width: 200, height: 40}).settle()
	forbidden := emulator.Fault{Operation: "UpdateChatThreadProperties", Kind: "status", Status: http.StatusForbidden, Times: 1}
	h.fault(forbidden)
	edit := func() {
		h.press("e").settle().write("!").press("ctrl+s")
	}
	// The form is left while it is sent: the footer tells what came of it.
	leftBehind := func() {
		release := make(chan struct{})
		h.hold(http.MethodPatch, release)
		edit()
		h.untilShown("sending…")
		h.press("esc", "y")
		h.hold("", nil)
		close(release)
		h.settle()
		h.wants("✗ updating “", "failed")
	}
	leftBehind()
	edit()
	h.settle()
	h.wants("updated: topic")
	h.clock.add(10 * 60e9)
	h.press("j", "k")
	h.wantsNot("failed")
	h.wantsNot("reads it")

	// Another thread's failure is no older news of this one.
	h.fault(forbidden)
	leftBehind()
	h.press("j")
	edit()
	h.settle()
	h.wants("updated: topic")
	h.clock.add(10 * 60e9)
	h.press("j", "k")
	h.wants("failed")
}

// TestANewProfileGetsTheCursor in the list of connections, and an error of what was there
// before goes.
func TestANewProfileGetsTheCursor(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.pointTo("keyed").press("d")
	h.connections.mutex.Lock()
	delete(h.connections.profiles, "keyed")
	h.connections.mutex.Unlock()
	h.press("y").settle()
	h.wants("✗ Could not remove the profile")
	h.press("n").write("zz-fresh").press("tab", "tab").paste("a.token.indeed").press("tab").paste(h.connections.endpoint).press("ctrl+s").settle()
	h.wants("▸   zz-fresh")
	h.wantsNot("✗ ")
}
