package ui

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// underCursor is the first line of what the cursor stands on.
func (h *harness) underCursor() string {
	h.t.Helper()
	for line := range strings.SplitSeq(h.screen(), "\n") {
		if strings.HasPrefix(line, "▸") {
			return line
		}
	}
	h.t.Fatalf("no cursor:\n%s", h.screen())
	return ""
}

// TestTheMessagesAreWatched: what others say, edit and delete comes in marked, and no
// other message comes under the cursor.
func TestTheMessagesAreWatched(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	id := h.thread("Talk", emulator.KnownUserID(1))
	other := h.as(emulator.KnownUserID(1))
	first := h.say(other, id, "first words")
	second := h.say(other, id, "second words")
	h.press("o").paste(id).press("enter").settle().press("3").settle()
	h.wants("second words")
	h.press("W").settle()
	under := h.underCursor()
	h.clock.add(time.Minute)
	h.say(other, id, "third words")
	h.edit(other, id, first, "first words, edited")
	if _, err := other.DeleteChatMessage(t.Context(), id, second, nil); err != nil {
		t.Fatal(err)
	}
	receipts := len(h.requests(http.MethodGet, "/readReceipts"))
	h.pass(10 * time.Second)
	h.wants("+1 new ~2 changed, u clears", "third words", "first words, edited", "here: deleted", "as of now")
	if got := h.underCursor(); strings.TrimLeft(got, "▸~ ") != strings.TrimLeft(under, "▸~ ") {
		t.Errorf("under the cursor was\n%s\nand is\n%s", under, got)
	}
	if got := len(h.requests(http.MethodGet, "/readReceipts")) - receipts; got != 1 {
		t.Errorf("%d requests for the read receipts", got)
	}
	h.press("j")
	h.pass(10 * time.Second)
	h.wantsNot("+1 new", "~2 changed")
	h.wants("third words")

	h.fault(emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: 500})
	h.pass(10 * time.Second)
	h.wants("not read again: the service has a fault of its own", "third words", "as of 10 s ago")
	h.fault()
	h.pass(10 * time.Second)
	h.wants("as of now")
	h.wantsNot("not read again", "failed")
}

// TestMessagesThatNeverCameAreNotNew when a look brings them.
func TestMessagesThatNeverCameAreNotNew(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	id := h.thread("Talk", emulator.KnownUserID(1))
	for _, words := range []string{"old one", "old two", "old three"} {
		h.say(h.client, id, words)
	}
	h.press("o").paste(id).press("enter").settle()
	h.fault(emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: http.StatusInternalServerError})
	h.press("3").settle().press("W").settle()
	h.wants("the service has a fault of its own")
	h.pass(10 * time.Second)
	h.wants("the service has a fault of its own")
	h.fault()
	h.pass(10 * time.Second)
	h.wants("old one", "old three", "as of now")
	h.wantsNot("new,", "the service has a fault of its own")
	h.say(h.as(emulator.KnownUserID(1)), id, "a new one")
	h.pass(10 * time.Second)
	h.wants("a new one", "+1 new")
}

// TestALookThatStartsOverSaysSo: so much came that what was scrolled back to is not
// loaded any more.
func TestALookThatStartsOverSaysSo(t *testing.T) {
	t.Parallel()
	h := start(t, paging(2)).settle()
	id := h.thread("Talk", emulator.KnownUserID(1))
	for i := range 40 {
		h.say(h.client, id, fmt.Sprintf("old message %d.", i))
	}
	h.openMessages(id)
	h.press("f").settle().press("G").settle()
	h.wants("42 messages, all loaded")
	h.press("W").settle()
	h.pass(10 * time.Second)
	h.wantsNot("not loaded any more")
	for i := range 25 {
		h.say(h.client, id, fmt.Sprintf("new message %d.", i))
	}
	h.pass(10 * time.Second)
	h.wants("older messages not loaded any more: 42")
	h.press("!")
	h.wants("More came at once than is read on: the list begins anew.", "The cursor may stand on another message than before.")
}

// TestHTMLThatShowsNothingIsEmpty, and says so.
func TestHTMLThatShowsNothingIsEmpty(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	id := h.thread("Talk", emulator.KnownUserID(1))
	if _, err := h.client.SendChatMessage(t.Context(), id, "<b></b>", &acs.SendChatMessageOptions{Type: acs.ChatMessageTypeHTML}); err != nil {
		t.Fatal(err)
	}
	h.openMessages(id)
	h.wants("(empty)")
}

// TestALookAtMessagesReadsOnlyTheNewestPage, however many are loaded, and leaves no
// trace.
func TestALookAtMessagesReadsOnlyTheNewestPage(t *testing.T) {
	t.Parallel()
	h := start(t, setup{width: 90, height: 24}).openBig()
	h.press("3").settle().press("G").settle().press("G").settle()
	h.pass(time.Minute)
	before := len(h.requests(http.MethodGet, "/messages"))
	under := h.underCursor()
	h.press("W").settle()
	if got := len(h.requests(http.MethodGet, "/messages")) - before; got != 1 {
		t.Errorf("%d requests", got)
	}
	if got := h.underCursor(); got != under {
		t.Errorf("under the cursor was\n%s\nand is\n%s", under, got)
	}
	for _, request := range h.service.Requests() {
		if request.Method != http.MethodGet {
			t.Errorf("sent %s %s", request.Method, request.Path)
		}
	}
}
