package ui

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// removals are the raw ids that the service was asked to remove, in order.
func (h *harness) removals() []string {
	h.t.Helper()
	var ids []string
	for _, request := range h.requests(http.MethodPost, "/participants/:remove") {
		var body struct {
			RawID string `json:"rawId"`
		}
		if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
			h.t.Fatal(err)
		}
		ids = append(ids, body.RawID)
	}
	return ids
}

// zoe is the third participant of the big thread, written with combining marks.
const zoe = "Zoe\u0308 Nguye\u0302\u0303n"

func TestOneIsRemovedInPlace(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("j", "j")
	who := h.current()
	h.press("x")
	h.wants("Remove 1 participant?", "From “Operations all hands”: "+zoe+".", who[:60], "▸ n keep")
	h.press("enter")
	if got := h.removals(); len(got) != 0 {
		t.Fatalf("No removed %v", got)
	}
	h.press("x", "y").settle()
	if diff := cmp.Diff([]string{who}, h.removals()); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	h.wants("✓ "+zoe+" removed from “Operations all hands”", "3 Family desk")
	if h.shows(who) || slices.Contains(h.members(), who) {
		t.Errorf("%s is a member still:\n%s", who, h.screen())
	}
	// A single marked one is removed in place as well, wherever the cursor is.
	h.press("G").settle()
	h.press("g", " ", "j", "j", "j")
	h.press("x")
	h.wants("Björn Bergström")
	h.press("y").settle()
	h.wants("✓ Björn Bergström removed")
	h.wantsNot("marked")
}

// TestAKeyTypedAheadRemovesNobody: the question drops the keys of its own read.
func TestAKeyTypedAheadRemovesNobody(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.read(runes("xy"))
	h.settle().wants("Remove 1 participant?")
	if got := h.removals(); len(got) != 0 {
		t.Errorf("removed %v", got)
	}
}

func TestARemovalThatIsRefused(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries}).openBig()
	h.fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "status", Status: 400, Message: "Not today.", Times: 1})
	h.press("j", "j", "j", "x", "y").settle()
	h.wants("Family desk 👨‍👩‍👧 not removed: the service refused it: Not today.", "4 Family desk")
	h.fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "drop-after-commit", Times: 1})
	h.press("x", "y").settle()
	h.wants("whether Family desk 👨‍👩‍👧 was removed is not known", "4 Anaïs")
}

func TestOneselfIsRemoved(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("j", "x")
	h.wants("This is you: removing yourself ends your access to this thread")
	h.press("y").settle()
	h.wants("Robin Castellanos (Operations) removed", "not allowed: you act as")
}

// TestOneselfIsOutThoughTheAnswerWasLost: the refusal after it says so, and the program
// says where it has that from.
func TestOneselfIsOutThoughTheAnswerWasLost(t *testing.T) {
	t.Parallel()
	lost := emulator.Fault{Operation: "RemoveChatParticipant", Kind: "drop-after-commit", Times: 1}
	h := start(t, setup{}).openBig()
	h.fault(lost)
	h.press("j", "x", "y").settle().press("!")
	h.wants("you are no member of “Operations all hands” any more: an answer was lost, and then the service refused you as none")

	h = start(t, setup{}).openBig()
	h.fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "status", Status: http.StatusBadRequest, Times: 1}, lost)
	h.press(" ", " ", "x", "y").settle()
	h.wants("0 of 2 removed · ✗ 1 refused", "not sent: others are left")
}

// TestATokenThatDoesNotSayWhoActs: nobody knows whether it is oneself.
func TestATokenThatDoesNotSayWhoActs(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: func(s *command.Session) { s.UserID = "" }}).openBig()
	h.press("x")
	h.wants("The token does not say who you are. Removing yourself would end your access to this thread.")
}

func TestRemovingIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		setup setup
		says  string
	}{
		{setup{session: readOnly}, "read-only: the profile or --readonly forbids every write"},
		{setup{scopes: []string{"chat.join.limited"}}, "removing needs scope chat or chat.join; the token has chat.join.limited"},
	} {
		h := start(t, c.setup).openBig()
		for _, keys := range [][]string{{"x"}, {" ", " ", "x"}} {
			h.press(keys...)
			h.wants(c.says)
			h.wantsNot("Remove 1", "Remove 2")
		}
		h.press("?")
		h.wants("remove: " + c.says[:40])
	}
	h := start(t, setup{scopes: []string{"chat.join"}}).openBig()
	h.press("j", "j", "x", "y").settle()
	h.wants("✓ " + zoe + " removed")
}
