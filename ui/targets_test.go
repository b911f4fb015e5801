package ui

import (
	"net/url"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
)

// changedElsewhere has all lists read again, as a write of another screen does.
func (h *harness) changedElsewhere() {
	h.t.Helper()
	h.run(h.app.AnnounceChange())
	h.settle()
}

// deletions is how often a thread was deleted.
func (h *harness) deletions(id string) (n int) {
	h.t.Helper()
	for _, request := range h.requests("DELETE", "") {
		path, err := url.PathUnescape(request.Path)
		if err != nil {
			h.t.Fatal(err)
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
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	id := h.thread("Short-lived")
	h.thread("Another")
	h.press("ctrl+r").settle().press("j", "d")
	h.wants("Delete “Short-lived”?", id)
	if _, err := h.client.DeleteChatThread(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	h.changedElsewhere()
	h.press("y").settle()
	h.wants("Nothing was deleted: “Short-lived” was deleted meanwhile")
	if got := h.deletions(id); got != 1 {
		t.Errorf("%d deletions, one of them elsewhere", got)
	}
}

// TestAQuestionActsOnWhatItNamed, whatever comes above it in the list.
func TestAQuestionActsOnWhatItNamed(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	h.thread("Below")
	id := h.thread("Meant")
	h.press("ctrl+r").settle().press("d")
	h.wants("Delete “Meant”?")
	other := h.thread("Came since")
	h.changedElsewhere()
	h.wants("Delete “Meant”?")
	h.press("y").settle()
	h.wants("“Meant” deleted")
	if meant, came := h.deletions(id), h.deletions(other); meant != 1 || came != 0 {
		t.Errorf("%d deletions of the one that was meant, %d of another", meant, came)
	}
}

// TestSomebodyWhoLeftMeanwhile is not removed again, and named.
func TestSomebodyWhoLeftMeanwhile(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Participants: 30}}).openBig()
	members := h.members()
	h.press("j", "j", "x")
	h.wants("Remove 1 participant?")
	h.removeElsewhere(members[2])
	h.changedElsewhere()
	h.press("y").settle()
	h.wants("no longer in the thread, and not removed: ")
	if got := len(h.requests("POST", ":remove")); got != 1 {
		t.Errorf("%d removals, one of them elsewhere", got)
	}
}

// TestAReloadKeepsTheCursorOnItsThread where new ones come above it, more than a page holds,
// and what was loaded stays.
func TestAReloadKeepsTheCursorOnItsThread(t *testing.T) {
	t.Parallel()
	h := start(t, many(300)).settle()
	h.press("f").settle().press("G")
	h.wants("threads, all loaded")
	before := selectedRow(h)
	for range 3 {
		h.thread("Came since")
	}
	h.run(h.app.AnnounceChange())
	if got := selectedRow(h); got != before {
		t.Errorf("while the list is read again the cursor is on %q, not %q", got, before)
	}
	h.settle()
	h.wants("threads, all loaded")
	if got := selectedRow(h); got != before {
		t.Errorf("the cursor is on %q, not %q", got, before)
	}
}

// selectedRow is the topic under the cursor.
func selectedRow(h *harness) string {
	for line := range strings.SplitSeq(h.screen(), "\n") {
		if strings.HasPrefix(line, "▸") {
			return strings.Join(strings.Fields(line)[1:4], " ")
		}
	}
	return ""
}
