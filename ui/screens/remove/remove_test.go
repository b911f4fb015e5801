package remove_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// removals are the raw ids that the service was asked to remove, in order.
func removals(h *uitest.Harness) []string {
	h.T.Helper()
	var ids []string
	for _, request := range h.Requests(http.MethodPost, "/participants/:remove") {
		var body struct {
			RawID string `json:"rawId"`
		}
		if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
			h.T.Fatal(err)
		}
		ids = append(ids, body.RawID)
	}
	return ids
}

// zoe is the third participant of the big thread, written with combining marks.
const zoe = "Zoe\u0308 Nguye\u0302\u0303n"

func TestOneIsRemovedInPlace(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("j", "j")
	who := h.Current()
	h.Press("x")
	h.Wants("Remove 1 participant?", "From “Operations all hands”: "+zoe+".", who[:60], "▸ n keep")
	h.Press("enter")
	if got := removals(h); len(got) != 0 {
		t.Fatalf("No removed %v", got)
	}
	h.Press("x", "y").Settle()
	if diff := cmp.Diff([]string{who}, removals(h)); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	h.Wants("✓ "+zoe+" removed from “Operations all hands”", "3 Family desk")
	if h.Shows(who) || slices.Contains(h.Members(), who) {
		t.Errorf("%s is a member still:\n%s", who, h.Screen())
	}
	// A single marked one is removed in place as well, wherever the cursor is.
	h.Press("G").Settle()
	h.Press("g", " ", "j", "j", "j")
	h.Press("x")
	h.Wants("Björn Bergström")
	h.Press("y").Settle()
	h.Wants("✓ Björn Bergström removed")
	h.WantsNot("marked")
}

// TestAKeyTypedAheadRemovesNobody: the question drops the keys of its own read.
func TestAKeyTypedAheadRemovesNobody(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Read(uitest.Runes("xy"))
	h.Settle().Wants("Remove 1 participant?")
	if got := removals(h); len(got) != 0 {
		t.Errorf("removed %v", got)
	}
}

func TestARemovalThatIsRefused(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).OpenBig()
	h.Fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "status", Status: 400, Message: "Not today.", Times: 1})
	h.Press("j", "j", "j", "x", "y").Settle()
	h.Wants("Family desk 👨‍👩‍👧 not removed: the service refused it: Not today.", "4 Family desk")
	h.Fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "drop-after-commit", Times: 1})
	h.Press("x", "y").Settle()
	h.Wants("whether Family desk 👨‍👩‍👧 was removed is not known", "4 Anaïs")
}

func TestOneselfIsRemoved(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("j", "x")
	h.Wants("This is you: removing yourself ends your access to this thread")
	h.Press("y").Settle()
	h.Wants("Robin Castellanos (Operations) removed", "not allowed: you act as")
}

// TestOneselfIsOutThoughTheAnswerWasLost: the refusal after it says so, and the program
// says where it has that from.
func TestOneselfIsOutThoughTheAnswerWasLost(t *testing.T) {
	t.Parallel()
	lost := emulator.Fault{Operation: "RemoveChatParticipant", Kind: "drop-after-commit", Times: 1}
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Fault(lost)
	h.Press("j", "x", "y").Settle().Press("!")
	h.Wants("you are no member of “Operations all hands” any more: an answer was lost, and then the service refused you as none")

	h = uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "status", Status: http.StatusBadRequest, Times: 1}, lost)
	h.Press(" ", " ", "x", "y").Settle()
	h.Wants("0 of 2 removed · ✗ 1 refused", "not sent: others are left")
}

// TestATokenThatDoesNotSayWhoActs: nobody knows whether it is oneself.
func TestATokenThatDoesNotSayWhoActs(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: func(s *command.Session) { s.UserID = "" }}).OpenBig()
	h.Press("x")
	h.Wants("The token does not say who you are. Removing yourself would end your access to this thread.")
}

func TestRemovingIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		setup uitest.Setup
		says  string
	}{
		{uitest.Setup{Session: uitest.ReadOnly}, "read-only: the profile or --readonly forbids every write"},
		{uitest.Setup{Scopes: []string{"chat.join.limited"}}, "removing needs scope chat or chat.join; the token has chat.join.limited"},
	} {
		h := uitest.Start(t, c.setup).OpenBig()
		for _, keys := range [][]string{{"x"}, {" ", " ", "x"}} {
			h.Press(keys...)
			h.Wants(c.says)
			h.WantsNot("Remove 1", "Remove 2")
		}
		h.Press("?")
		h.Wants("remove: " + c.says[:40])
	}
	h := uitest.Start(t, uitest.Setup{Scopes: []string{"chat.join"}}).OpenBig()
	h.Press("j", "j", "x", "y").Settle()
	h.Wants("✓ " + zoe + " removed")
}
