package ui

import (
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
)

// TestAFilterOffersToLoadAll, and what comes is let through or not as it comes.
func TestAFilterOffersToLoadAll(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: smallPages}).openBig()
	h.press("/").write("castellanos")
	h.wants("participants loaded match, more to come")
	h.wantsNot("f loads all")
	h.press("enter")
	h.wants("of the 100 participants loaded match, more to come · f loads all")
	h.fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "100ms"})
	h.press("f")
	h.untilShown("of the 150 participants loaded match so far, loading all · esc stops")
	h.settle().wants("12 of the 250 participants loaded match, all loaded · esc clears")
	h.wantsNot("f loads all")
}

// TestLoadingAllIsStopped by esc, which leaves the screen only then.
func TestLoadingAllIsStopped(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: smallPages}).openBig()
	h.fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "100ms"})
	h.press("f")
	h.untilShown("150 participants so far, loading all · esc stops")
	h.press("esc").settle()
	h.wants("200 participants loaded, more to come")
	h.press("f").settle()
	h.wants("250 participants, all loaded")
	h.press("esc")
	if got := h.title(); got != "Threads" {
		t.Errorf("esc ends on %q", got)
	}
}

// TestAnInvertedFilter shows the others.
func TestAnInvertedFilter(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("f").settle().press("/").write("!castellanos").press("enter")
	h.wants("filter › !castellanos", "238 of the 250 participants loaded match, all loaded")
	h.press("esc").press("/").write("!")
	h.wants("250 of the 250 participants loaded match")
	h.write("!")
	h.wants("250 of the 250 participants loaded match") // nobody's name holds !
}

// TestTheThreadsAreFilteredAlike: loading all and inverting belong to every list.
func TestTheThreadsAreFilteredAlike(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: smallPages, width: 90, height: 40}).settle()
	all := len(h.lines("19:"))
	h.press("/").write("!operations").press("enter")
	if got := len(h.lines("19:")); got >= all || got == 0 || strings.Contains(h.screen(), bigTopic) {
		t.Errorf("%d of %d threads:\n%s", got, all, h.screen())
	}
	h.press("esc", "f").settle()
	h.wants("all loaded", bigTopic)
}
