package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/uitest"
)

// TestAMessageDeletedOrEditedMeanwhile is not deleted: the question was about what it said.
func TestAMessageDeletedOrEditedMeanwhile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		act  func(h *uitest.Harness, threadID, messageID string)
		says string
	}{
		{"deleted", func(h *uitest.Harness, threadID, messageID string) {
			if _, err := h.Client.DeleteChatMessage(h.T.Context(), threadID, messageID, nil); err != nil {
				h.T.Fatal(err)
			}
		}, "the message was deleted meanwhile"},
		{"edited", func(h *uitest.Harness, threadID, messageID string) {
			h.Edit(h.Client, threadID, messageID, "other words")
		}, "nothing was deleted: the message was edited meanwhile"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Empty()).Settle()
			id := h.Thread("Meanwhile")
			message := h.Say(h.Client, id, "these words")
			h.OpenMessages(id).Press("d")
			h.Wants("Delete this message?", "these words")
			c.act(h, id, message)
			before := len(h.Requests(http.MethodDelete, message))
			changedElsewhere(h)
			h.Press("y").Settle()
			h.Wants(c.says)
			if got := len(h.Requests(http.MethodDelete, message)); got != before {
				t.Errorf("%d deletions were sent", got-before)
			}
		})
	}
}

// TestAUserDeletedMeanwhile is neither deleted again nor are his tokens revoked.
func TestAUserDeletedMeanwhile(t *testing.T) {
	t.Parallel()
	for key, title := range map[string]string{"d": "Delete the user", "X": "Revoke the tokens of"} {
		h := uitest.Issuing(t, uitest.Setup{Width: 160, Height: 40})
		h.Press("U", "n", "y").Settle()
		created := h.UserUnderCursor()
		h.Press(key)
		h.Wants(title, created[len(created)-5:])
		h.App.Seen().Note(created, identities.Deleted, h.Clock.Now())
		before := len(h.IdentityRequests())
		h.Press("y").Settle()
		h.Wants("nothing was sent: this user was deleted meanwhile")
		if got := len(h.IdentityRequests()); got != before {
			t.Errorf("%s: %d requests were sent", key, got-before)
		}
	}
}

// TestClearingTheLogClearsWhatWasCounted: what is sent while the question is open stays.
func TestClearingTheLogClearsWhatWasCounted(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("L", "ctrl+l", "y")
	h.Wants("0 requests, newest first")
	h.Sent(uitest.Numbered(1, 20)...).Press("ctrl+l")
	h.Wants("Clear the request log?", "20 requests would be gone.")
	h.Sent(uitest.Numbered(21, 23)...)
	h.Press("y")
	h.Wants("3 requests, newest first")
}

// TestClearingFaultsOfOthersAsks: this screen could not switch them on again; its own it
// clears at once.
func TestClearingFaultsOfOthersAsks(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.OpenFaults("slow, 2 s").Press("enter").Settle().Press("u").Settle()
	h.Wants("Nothing goes wrong on purpose.")
	h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "status", Status: 418, Message: "teapot"})
	h.Press("ctrl+r").Settle().Press("u")
	h.Wants("Clear all faults?", "set by somebody else: 1")
	h.Press("n").Settle()
	h.Wants("1 fault in force")
	h.Press("u", "y").Settle()
	h.Wants("Nothing goes wrong on purpose.")
	if strings.Contains(h.Screen(), "teapot") {
		t.Errorf("it is still shown:\n%s", h.Screen())
	}
}
