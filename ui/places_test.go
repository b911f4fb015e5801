package ui

import (
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// current is the raw id of the participant under the cursor, as the line below the
// list shows it.
func (h *harness) current() string {
	h.t.Helper()
	for _, line := range h.lines("8:acs:") {
		if strings.HasPrefix(line, "8:acs:") {
			return strings.TrimSpace(line)
		}
	}
	h.t.Fatalf("no participant is under the cursor:\n%s", h.screen())
	return ""
}

// TestARefreshKeepsThePlace, and moves it with a key that comes before the answer.
func TestARefreshKeepsThePlace(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.loadAll()
	h.press("k", "k", "k", "k")
	if got := h.row(); got != 246 {
		t.Fatalf("the test begins at row %d", got)
	}
	h.press("k")
	want := h.current()
	h.press("j", "ctrl+r", "k").settle()
	if got := h.current(); got != want || h.row() != 245 {
		t.Errorf("after the refresh: %s in row %d, not %s\n%s", got, h.row(), want, h.screen())
	}
}

// TestAnAddElsewhereKeepsThePlaceOfAList that begins at a row of its own.
func TestAnAddElsewhereKeepsThePlaceOfAList(t *testing.T) {
	t.Parallel()
	h := start(t, setup{
		emulator: emulator.Options{Participants: 240}, session: func(s *command.Session) { s.PageSize = 50 },
	}).openBig()
	h.press("r").write("100").press("enter").settle()
	for !h.shows("240 participants, all loaded") {
		h.press("G").settle()
	}
	h.press("k", "k", "k")
	want, row := h.current(), h.row()
	h.press("a").paste(emulator.KnownUserID(9000)).press("ctrl+s").settle()
	h.wants("✓ 1 accepted")
	h.press("esc").settle()
	h.wants("241 participants")
	if got := h.current(); got != want || h.row() != row {
		t.Errorf("after the add: %s in row %d, not %s\n%s", got, h.row(), want, h.screen())
	}
}

// TestARowBeyondTheLast says that there is nothing, and claims nothing of the rest.
func TestARowBeyondTheLast(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("r").write("999").press("enter").settle()
	h.wants("nothing at row 999 or after it · 200 participants loaded, more to come")
	h.wantsNot("all loaded", "has no participants")
	if got := h.row(); got != 1 {
		t.Errorf("the cursor went from row 1 to row %d", got)
	}
	h.press("j")
	h.wantsNot("nothing at row 999")
}

// TestMarksOutlastARefresh, and a jump; the count that is told is the count copied.
func TestMarksOutlastARefresh(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press(" ", " ", "ctrl+r").settle()
	if got := len(h.lines("●")); got != 2 {
		t.Errorf("%d marks after the refresh:\n%s", got, h.screen())
	}
	h.press("r").write("200").press("enter").settle().press(" ")
	h.wants("y copy 3 ids")
	h.press("y").settle()
	h.wants("3 marked ids sent to the clipboard")
	if len(h.copied) != 1 || len(strings.Fields(h.copied[0])) != 3 {
		t.Errorf("copied %q", h.copied)
	}
}

// TestAgesMoveOn with the minutes, on every screen that shows some.
func TestAgesMoveOn(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	if got := h.lines("Operations all hands"); len(got) != 1 || !strings.Contains(got[0], "4 min ago") {
		t.Fatalf("%q", got)
	}
	h.press("n").write("made now").press("ctrl+s").settle()
	h.wants("(just now)")
	h.clock.add(time.Hour)
	h.tick()
	h.wants("(1 h ago)")
	h.press("enter").settle()
	h.wants("created", "(1 h ago)")
	h.clock.add(time.Hour)
	h.tick()
	h.wants("(2 h ago)")
	h.press("esc")
	if got := h.lines("Operations all hands"); len(got) != 1 || !strings.Contains(got[0], "2 h ago") {
		t.Errorf("%q", got)
	}
}

// TestNothingIsFilteredWhileNothingIsLoaded: the key after it is a command still.
func TestNothingIsFilteredWhileNothingIsLoaded(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Latency: patience}})
	h.press("/")
	h.wantsNot("filter ›")
	h.press("o")
	h.wants("Open a thread by its id")
}
