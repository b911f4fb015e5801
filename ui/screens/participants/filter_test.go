package participants_test

import (
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// TestAFilterOffersToLoadAll, and what comes is let through or not as it comes.
func TestAFilterOffersToLoadAll(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: smallPages}).OpenBig()
	h.Press("/").Write("castellanos")
	h.Wants("participants loaded match, more to come")
	h.WantsNot("f loads all")
	h.Press("enter")
	h.Wants("of the 100 participants loaded match, more to come · f loads all")
	h.Fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "100ms"})
	h.Press("f")
	h.UntilShown("of the 150 participants loaded match so far, loading all · esc stops")
	h.Settle().Wants("12 of the 250 participants loaded match, all loaded · esc clears")
	h.WantsNot("f loads all")
}

// TestLoadingAllIsStopped by esc, which leaves the screen only then.
func TestLoadingAllIsStopped(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: smallPages}).OpenBig()
	h.Fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "100ms"})
	h.Press("f")
	h.UntilShown("150 participants so far, loading all · esc stops")
	h.Press("esc").Settle()
	h.Wants("200 participants loaded, more to come")
	h.Press("f").Settle()
	h.Wants("250 participants, all loaded")
	h.Press("esc")
	if got := h.Title(); got != "Threads" {
		t.Errorf("esc ends on %q", got)
	}
}

// TestAnInvertedFilter shows the others.
func TestAnInvertedFilter(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("f").Settle().Press("/").Write("!castellanos").Press("enter")
	h.Wants("filter › !castellanos", "238 of the 250 participants loaded match, all loaded")
	h.Press("esc").Press("/").Write("!")
	h.Wants("250 of the 250 participants loaded match")
	h.Write("!")
	h.Wants("250 of the 250 participants loaded match") // nobody's name holds !
}

// TestTheThreadsAreFilteredAlike: loading all and inverting belong to every list.
func TestTheThreadsAreFilteredAlike(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: smallPages, Width: 90, Height: 40}).Settle()
	all := len(h.Lines("19:"))
	h.Press("/").Write("!operations").Press("enter")
	if got := len(h.Lines("19:")); got >= all || got == 0 || strings.Contains(h.Screen(), uitest.BigTopic) {
		t.Errorf("%d of %d threads:\n%s", got, all, h.Screen())
	}
	h.Press("esc", "f").Settle()
	h.Wants("all loaded", uitest.BigTopic)
}
