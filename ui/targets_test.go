package ui_test

import (
	"net/url"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// changedElsewhere has all lists read again, as a write of another screen does.
func changedElsewhere(h *uitest.Harness) {
	h.T.Helper()
	h.Run(h.App.AnnounceChange())
	h.Settle()
}

// deletions is how often a thread was deleted.
func deletions(h *uitest.Harness, id string) (n int) {
	h.T.Helper()
	for _, request := range h.Requests("DELETE", "") {
		path, err := url.PathUnescape(request.Path)
		if err != nil {
			h.T.Fatal(err)
		}
		if strings.HasSuffix(path, id) {
			n++
		}
	}
	return n
}

// TestAThreadDeletedMeanwhile is not deleted again: the question says what became of it.
func TestAThreadDeletedMeanwhile(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	id := h.Thread("Short-lived")
	h.Thread("Another")
	h.Press("ctrl+r").Settle().Press("j", "d")
	h.Wants("Delete “Short-lived”?", id)
	if _, err := h.Client.DeleteChatThread(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	changedElsewhere(h)
	h.Press("y").Settle()
	h.Wants("Nothing was deleted: “Short-lived” was deleted meanwhile")
	if got := deletions(h, id); got != 1 {
		t.Errorf("%d deletions, one of them elsewhere", got)
	}
}

// TestAQuestionActsOnWhatItNamed, whatever comes above it in the list.
func TestAQuestionActsOnWhatItNamed(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	h.Thread("Below")
	id := h.Thread("Meant")
	h.Press("ctrl+r").Settle().Press("d")
	h.Wants("Delete “Meant”?")
	other := h.Thread("Came since")
	changedElsewhere(h)
	h.Wants("Delete “Meant”?")
	h.Press("y").Settle()
	h.Wants("“Meant” deleted")
	if meant, came := deletions(h, id), deletions(h, other); meant != 1 || came != 0 {
		t.Errorf("%d deletions of the one that was meant, %d of another", meant, came)
	}
}

// TestSomebodyWhoLeftMeanwhile is not removed again, and named.
func TestSomebodyWhoLeftMeanwhile(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Participants: 30}}).OpenBig()
	members := h.Members()
	h.Press("j", "j", "x")
	h.Wants("Remove 1 participant?")
	h.RemoveElsewhere(members[2])
	changedElsewhere(h)
	h.Press("y").Settle()
	h.Wants("no longer in the thread, and not removed: ")
	if got := len(h.Requests("POST", ":remove")); got != 1 {
		t.Errorf("%d removals, one of them elsewhere", got)
	}
}

// TestAReloadKeepsTheCursorOnItsThread where new ones come above it, more than a page holds,
// and what was loaded stays.
func TestAReloadKeepsTheCursorOnItsThread(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Many(300)).Settle()
	h.Press("f").Settle().Press("G")
	h.Wants("threads, all loaded")
	before := selectedRow(h)
	for range 3 {
		h.Thread("Came since")
	}
	h.Run(h.App.AnnounceChange())
	if got := selectedRow(h); got != before {
		t.Errorf("while the list is read again the cursor is on %q, not %q", got, before)
	}
	h.Settle()
	h.Wants("threads, all loaded")
	if got := selectedRow(h); got != before {
		t.Errorf("the cursor is on %q, not %q", got, before)
	}
}

// selectedRow is the topic under the cursor.
func selectedRow(h *uitest.Harness) string {
	for line := range strings.SplitSeq(h.Screen(), "\n") {
		if strings.HasPrefix(line, "▸") {
			return strings.Join(strings.Fields(line)[1:4], " ")
		}
	}
	return ""
}
