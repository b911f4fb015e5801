package ui_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// underCursor is the first line of what the cursor stands on.
func underCursor(h *uitest.Harness) string {
	h.T.Helper()
	for line := range strings.SplitSeq(h.Screen(), "\n") {
		if strings.HasPrefix(line, "▸") {
			return line
		}
	}
	h.T.Fatalf("no cursor:\n%s", h.Screen())
	return ""
}

// TestTheMessagesAreWatched: what others say, edit and delete comes in marked, and no
// other message comes under the cursor.
func TestTheMessagesAreWatched(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	id := h.Thread("Talk", emulator.KnownUserID(1))
	other := h.As(emulator.KnownUserID(1))
	first := h.Say(other, id, "first words")
	second := h.Say(other, id, "second words")
	h.Press("o").Paste(id).Press("enter").Settle().Press("3").Settle()
	h.Wants("second words")
	h.Press("W").Settle()
	under := underCursor(h)
	h.Clock.Add(time.Minute)
	h.Say(other, id, "third words")
	h.Edit(other, id, first, "first words, edited")
	if _, err := other.DeleteChatMessage(t.Context(), id, second, nil); err != nil {
		t.Fatal(err)
	}
	receipts := len(h.Requests(http.MethodGet, "/readReceipts"))
	h.Pass(0)
	h.Wants("+1 new ~2 changed, u clears", "third words", "first words, edited", "here: deleted", "as of now")
	if got := underCursor(h); strings.TrimLeft(got, "▸~ ") != strings.TrimLeft(under, "▸~ ") {
		t.Errorf("under the cursor was\n%s\nand is\n%s", under, got)
	}
	if got := len(h.Requests(http.MethodGet, "/readReceipts")) - receipts; got != 1 {
		t.Errorf("%d requests for the read receipts", got)
	}
	h.Press("j")
	h.Pass(10 * time.Second)
	h.WantsNot("+1 new", "~2 changed")
	h.Wants("third words")

	h.Fault(emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: 500})
	h.Pass(10 * time.Second)
	h.Wants("not read again: the service has a fault of its own", "third words", "as of 10 s ago")
	h.Fault()
	h.Pass(10 * time.Second)
	h.Wants("as of now")
	h.WantsNot("not read again", "failed")
}

// TestMessagesThatNeverCameAreNotNew when a look brings them.
func TestMessagesThatNeverCameAreNotNew(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	id := h.Thread("Talk", emulator.KnownUserID(1))
	for _, words := range []string{"old one", "old two", "old three"} {
		h.Say(h.Client, id, words)
	}
	h.Press("o").Paste(id).Press("enter").Settle()
	h.Fault(emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: http.StatusInternalServerError})
	h.Press("3").Settle().Press("W").Settle()
	h.Wants("the service has a fault of its own")
	h.Pass(10 * time.Second)
	h.Wants("the service has a fault of its own")
	h.Fault()
	h.Pass(10 * time.Second)
	h.Wants("old one", "old three", "as of now")
	h.WantsNot("new,", "the service has a fault of its own")
	h.Say(h.As(emulator.KnownUserID(1)), id, "a new one")
	h.Pass(10 * time.Second)
	h.Wants("a new one", "+1 new")
}

// TestALookThatStartsOverSaysSo: so much came that what was scrolled back to is not
// loaded any more.
func TestALookThatStartsOverSaysSo(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, paging(2)).Settle()
	id := h.Thread("Talk", emulator.KnownUserID(1))
	for i := range 40 {
		h.Say(h.Client, id, fmt.Sprintf("old message %d.", i))
	}
	h.OpenMessages(id)
	h.Press("f").Settle().Press("G").Settle()
	h.Wants("42 messages, all loaded")
	h.Press("W").Settle()
	h.Pass(10 * time.Second)
	h.WantsNot("not loaded any more")
	for i := range 25 {
		h.Say(h.Client, id, fmt.Sprintf("new message %d.", i))
	}
	h.Pass(10 * time.Second)
	h.Wants("older messages not loaded any more: 42")
	h.Press("!")
	h.Wants("More came at once than is read on: the list begins anew.", "The cursor may stand on another message than before.")
}

// TestHTMLThatShowsNothingIsEmpty, and says so.
func TestHTMLThatShowsNothingIsEmpty(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	id := h.Thread("Talk", emulator.KnownUserID(1))
	if _, err := h.Client.SendChatMessage(t.Context(), id, "<b></b>", &acs.SendChatMessageOptions{Type: acs.ChatMessageTypeHTML}); err != nil {
		t.Fatal(err)
	}
	h.OpenMessages(id)
	h.Wants("(empty)")
}

// TestALookAtMessagesReadsOnlyTheNewestPage, however many are loaded, and leaves no
// trace.
func TestALookAtMessagesReadsOnlyTheNewestPage(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 90, Height: 24}).OpenBig()
	h.Press("3").Settle().Press("G").Settle().Press("G").Settle()
	h.Pass(time.Minute)
	before := len(h.Requests(http.MethodGet, "/messages"))
	under := underCursor(h)
	h.Press("W").Settle()
	if got := len(h.Requests(http.MethodGet, "/messages")) - before; got != 1 {
		t.Errorf("%d requests", got)
	}
	if got := underCursor(h); got != under {
		t.Errorf("under the cursor was\n%s\nand is\n%s", under, got)
	}
	for _, request := range h.Service.Requests() {
		if request.Method != http.MethodGet {
			t.Errorf("sent %s %s", request.Method, request.Path)
		}
	}
}
