package ui_test

import (
	"net/http"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// TestAReasonIsWholeAtEverySize: a row's refusal, and why an action is not possible.
func TestAReasonIsWholeAtEverySize(t *testing.T) {
	t.Parallel()
	const end = "ask the owner of the resource to lift the restriction"
	const reason = "The identity is blocked by a policy of the resource for every thread of this kind; " + end
	for _, s := range [][2]int{{44, 12}, {80, 24}, {120, 40}} {
		size := uitest.Empty()
		size.Width, size.Height = s[0], s[1]
		h := uitest.Start(t, size).Settle().OpenAdd()
		h.Paste(uitest.People(1, 1))
		h.Fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "status", Status: http.StatusBadRequest, Code: "Blocked", Message: reason + ": " + emulator.KnownUserID(1), Times: 1})
		h.Press("ctrl+s").Settle()
		h.Wants("The identity is blocked by a policy")
		readsWhole(h, end)
	}
	for _, s := range [][2]int{{44, 12}, {80, 24}, {120, 40}} {
		h := uitest.Start(t, uitest.Setup{Session: uitest.ReadOnly, Width: s[0], Height: s[1]}).Settle()
		h.Press("?")
		for range 40 {
			if h.Shows("the profile or --readonly forbids every write") {
				break
			}
			h.Press("j")
		}
		h.Wants("the profile or --readonly forbids every write")
	}
}
