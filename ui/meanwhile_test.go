package ui

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/data/identities"
)

// TestAMessageDeletedOrEditedMeanwhile is not deleted: the question was about what it said.
func TestAMessageDeletedOrEditedMeanwhile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		act  func(h *harness, threadID, messageID string)
		says string
	}{
		{"deleted", func(h *harness, threadID, messageID string) {
			if _, err := h.client.DeleteChatMessage(h.t.Context(), threadID, messageID, nil); err != nil {
				h.t.Fatal(err)
			}
		}, "the message was deleted meanwhile"},
		{"edited", func(h *harness, threadID, messageID string) { h.edit(h.client, threadID, messageID, "other words") }, "nothing was deleted: the message was edited meanwhile"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, empty()).settle()
			id := h.thread("Meanwhile")
			message := h.say(h.client, id, "these words")
			h.openMessages(id).press("d")
			h.wants("Delete this message?", "these words")
			c.act(h, id, message)
			before := len(h.requests(http.MethodDelete, message))
			h.changedElsewhere()
			h.press("y").settle()
			h.wants(c.says)
			if got := len(h.requests(http.MethodDelete, message)); got != before {
				t.Errorf("%d deletions were sent", got-before)
			}
		})
	}
}

// TestAUserDeletedMeanwhile is neither deleted again nor are his tokens revoked.
func TestAUserDeletedMeanwhile(t *testing.T) {
	t.Parallel()
	for key, title := range map[string]string{"d": "Delete the user", "X": "Revoke the tokens of"} {
		h := issuing(t, setup{width: 160, height: 40})
		h.press("U", "n", "y").settle()
		created := h.userUnderCursor()
		h.press(key)
		h.wants(title, created[len(created)-5:])
		h.app.Seen().Note(created, identities.Deleted, h.clock.Now())
		before := len(h.identityRequests())
		h.press("y").settle()
		h.wants("nothing was sent: this user was deleted meanwhile")
		if got := len(h.identityRequests()); got != before {
			t.Errorf("%s: %d requests were sent", key, got-before)
		}
	}
}

// TestClearingTheLogClearsWhatWasCounted: what is sent while the question is open stays.
func TestClearingTheLogClearsWhatWasCounted(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("L", "ctrl+l", "y")
	h.wants("0 requests, newest first")
	h.sent(numbered(1, 20)...).press("ctrl+l")
	h.wants("Clear the request log?", "20 requests would be gone.")
	h.sent(numbered(21, 23)...)
	h.press("y")
	h.wants("3 requests, newest first")
}

// TestClearingFaultsOfOthersAsks: this screen could not switch them on again; its own it
// clears at once.
func TestClearingFaultsOfOthersAsks(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.openFaults("slow, 2 s").press("enter").settle().press("u").settle()
	h.wants("Nothing goes wrong on purpose.")
	h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "status", Status: 418, Message: "teapot"})
	h.press("ctrl+r").settle().press("u")
	h.wants("Clear all faults?", "set by somebody else: 1")
	h.press("n").settle()
	h.wants("1 fault in force")
	h.press("u", "y").settle()
	h.wants("Nothing goes wrong on purpose.")
	if strings.Contains(h.screen(), "teapot") {
		t.Errorf("it is still shown:\n%s", h.screen())
	}
}
