package ui_test

import (
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// TestARefreshKeepsThePlace, and moves it with a key that comes before the answer.
func TestARefreshKeepsThePlace(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.LoadAll()
	h.Press("k", "k", "k", "k")
	if got := h.Row(); got != 246 {
		t.Fatalf("the test begins at row %d", got)
	}
	h.Press("k")
	want := h.Current()
	h.Press("j", "ctrl+r", "k").Settle()
	if got := h.Current(); got != want || h.Row() != 245 {
		t.Errorf("after the refresh: %s in row %d, not %s\n%s", got, h.Row(), want, h.Screen())
	}
}

// TestAnAddElsewhereKeepsThePlaceOfAList that begins at a row of its own.
func TestAnAddElsewhereKeepsThePlaceOfAList(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{
		Emulator: emulator.Options{Participants: 240}, Session: func(s *command.Session) { s.PageSize = 50 },
	}).OpenBig()
	h.Press("r").Write("100").Press("enter").Settle()
	for !h.Shows("240 participants, all loaded") {
		h.Press("G").Settle()
	}
	h.Press("k", "k", "k")
	want, row := h.Current(), h.Row()
	h.Press("a").Paste(emulator.KnownUserID(9000)).Press("ctrl+s").Settle()
	h.Wants("✓ 1 accepted")
	h.Press("esc").Settle()
	h.Wants("241 participants")
	if got := h.Current(); got != want || h.Row() != row {
		t.Errorf("after the add: %s in row %d, not %s\n%s", got, h.Row(), want, h.Screen())
	}
}

// TestARowBeyondTheLast says that there is nothing, and claims nothing of the rest.
func TestARowBeyondTheLast(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("r").Write("999").Press("enter").Settle()
	h.Wants("nothing at row 999 or after it · 200 participants loaded, more to come")
	h.WantsNot("all loaded", "has no participants")
	if got := h.Row(); got != 1 {
		t.Errorf("the cursor went from row 1 to row %d", got)
	}
	h.Press("j")
	h.WantsNot("nothing at row 999")
}

// TestMarksOutlastARefresh, and a jump; the count that is told is the count copied.
func TestMarksOutlastARefresh(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press(" ", " ", "ctrl+r").Settle()
	if got := len(h.Lines("●")); got != 2 {
		t.Errorf("%d marks after the refresh:\n%s", got, h.Screen())
	}
	h.Press("r").Write("200").Press("enter").Settle().Press(" ")
	h.Wants("y copy 3 ids")
	h.Press("y").Settle()
	h.Wants("3 marked ids sent to the clipboard")
	if len(h.Copied) != 1 || len(strings.Fields(h.Copied[0])) != 3 {
		t.Errorf("copied %q", h.Copied)
	}
}

// TestAgesMoveOn with the minutes, on every screen that shows some.
func TestAgesMoveOn(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	if got := h.Lines("Operations all hands"); len(got) != 1 || !strings.Contains(got[0], "4 min ago") {
		t.Fatalf("%q", got)
	}
	h.Press("n").Write("made now").Press("ctrl+s").Settle()
	h.Wants("(just now)")
	h.Clock.Add(time.Hour)
	h.Tick()
	h.Wants("(1 h ago)")
	h.Press("enter").Settle()
	h.Wants("created", "(1 h ago)")
	h.Clock.Add(time.Hour)
	h.Tick()
	h.Wants("(2 h ago)")
	h.Press("esc")
	if got := h.Lines("Operations all hands"); len(got) != 1 || !strings.Contains(got[0], "2 h ago") {
		t.Errorf("%q", got)
	}
}

// TestNothingIsFilteredWhileNothingIsLoaded: the key after it is a command still.
func TestNothingIsFilteredWhileNothingIsLoaded(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Latency: uitest.Patience}})
	h.Press("/")
	h.WantsNot("filter ›")
	h.Press("o")
	h.Wants("Open a thread by its id")
}
