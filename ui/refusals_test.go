package ui

import (
	"net/http"
	"testing"

	"acs-chat-tui/acs/emulator"
)

// TestAReasonIsWholeAtEverySize: a row's refusal, and why an action is not possible.
func TestAReasonIsWholeAtEverySize(t *testing.T) {
	t.Parallel()
	const end = "ask the owner of the resource to lift the restriction"
	const reason = "The identity is blocked by a policy of the resource for every thread of this kind; " + end
	for _, s := range [][2]int{{44, 12}, {80, 24}, {120, 40}} {
		size := empty()
		size.width, size.height = s[0], s[1]
		h := start(t, size).settle().openAdd()
		h.paste(people(1, 1))
		h.fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "status", Status: http.StatusBadRequest, Code: "Blocked", Message: reason + ": " + emulator.KnownUserID(1), Times: 1})
		h.press("ctrl+s").settle()
		h.wants("The identity is blocked by a policy")
		h.readsWhole(end)
	}
	for _, s := range [][2]int{{44, 12}, {80, 24}, {120, 40}} {
		h := start(t, setup{session: readOnly, width: s[0], height: s[1]}).settle()
		h.press("?")
		for range 40 {
			if h.shows("the profile or --readonly forbids every write") {
				break
			}
			h.press("j")
		}
		h.wants("the profile or --readonly forbids every write")
	}
}
