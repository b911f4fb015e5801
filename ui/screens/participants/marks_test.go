package participants_test

import (
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/uitest"
)

// markedRows counts the rows in sight that are marked.
func markedRows(h *uitest.Harness) int { return len(h.Lines("●")) }

func TestARangeIsMarked(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("v")
	h.Wants("space marks one, v then marks up to the cursor")
	h.Press("j", "j", " ", "j", "j", "j", "v")
	h.Wants("5 marked · 200 participants loaded")
	if got := markedRows(h); got != 5 {
		t.Errorf("%d rows are marked:\n%s", got, h.Screen())
	}
	// Upwards, from the end of the range; what is marked stays.
	h.Press("g", "v")
	h.Wants("7 marked")
	// The mark that a range would begin at is taken away.
	h.Press(" ", "j", "v")
	h.Wants("6 marked", "space marks one, v then")
	// Over pages.
	h.Press("C", "g", " ").Settle()
	h.LoadAll()
	h.Press("v")
	h.Wants("250 marked · 250 participants, all loaded")
}

func TestAllAreMarked(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("A")
	h.Wants("200 marked", "200 marked: all that are loaded; f loads the rest")
	h.Press("f").Settle()
	h.Wants("200 marked · 250 participants, all loaded")
	h.Press("A")
	h.Wants("250 marked", "250 marked: all that are loaded")
	h.WantsNot("loads the rest")
	h.Press("C")
	h.Wants("250 marks cleared")
	if got := markedRows(h); got != 0 {
		t.Errorf("%d rows are marked after all marks were cleared", got)
	}
	// Of two stretches with a gap, all that are loaded are marked.
	h = uitest.Start(t, uitest.Setup{Session: smallPages}).OpenBig()
	h.Press("r").Write("241").Press("enter").Settle().Press("A")
	h.Wants("marked: all that are loaded; f loads the rest", "rows 101 to 240 not loaded")
	h.WantsNot("250 marked")
}

// TestMarksUnderAFilter: only what it lets through is marked, and the head line counts
// the others.
func TestMarksUnderAFilter(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press(" ", "f").Settle()
	h.Press("/").Write("castellanos").Press("enter")
	h.Wants("1 marked, 1 not in sight", "of the 250 participants loaded match, all loaded")
	matches := len(h.Lines("Castellanos")) - 1 // one of them is told of below the list as well
	if matches < 2 {
		t.Fatalf("%d rows match", matches)
	}
	h.Press("A")
	if got := markedRows(h); got != matches {
		t.Errorf("%d rows of %d are marked:\n%s", got, matches, h.Screen())
	}
	h.Wants("12 marked: all loaded that match")
	h.Press("g", " ", "I")
	if got := markedRows(h); got != 1 {
		t.Errorf("%d rows are marked after the inversion:\n%s", got, h.Screen())
	}
	h.Wants("2 marked, 1 not in sight")
	h.Press("esc")
	h.Wants("2 marked · 250 participants")
	h.WantsNot("not in sight")
	h.Press("y").Settle()
	if len(h.Copied) != 1 || len(strings.Fields(h.Copied[0])) != 2 {
		t.Errorf("copied %q", h.Copied)
	}
}

// TestMarksOfThoseWhoAreGoneAreDropped as soon as the whole list says so, not before.
func TestMarksOfThoseWhoAreGoneAreDropped(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("f").Settle().Press("G", " ", "k", "k", " ", "g", "j", "j", " ")
	h.Wants("3 marked")
	members := h.Members()
	h.RemoveElsewhere(members[249], members[2])
	h.Press("ctrl+r").Settle()
	// Those whose page has not come again stay as they were.
	h.Wants("3 marked, 1 not in sight · 249 participants (49 of them earlier) loaded, more to come")
	h.Press("f").Settle()
	h.Wants("1 marked · 248 participants, all loaded", "2 marks dropped, no longer in the thread: ")
	h.Press("!")
	h.Wants(members[249], members[2])
}

// TestTheLastRows: far rows, the last one, and numbers that no row has.
func TestTheLastRows(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("r").Write("1199991").Press("enter")
	late := h.HoldBack()
	if len(late) != 1 {
		t.Fatalf("%d messages came", len(late))
	}
	page, ok := late[0].(command.ParticipantsPageMsg)
	if !ok || page.Request.Skip != 1_199_990 {
		t.Fatalf("%+v came", late[0])
	}
	// The emulator's thread ends earlier.
	page.Page = pages.Page[acs.ChatParticipant]{Items: crowd(10)}
	h.Send(page)
	h.Wants("208 participants loaded, rows 201 to 1199990 not loaded", "… rows 201 to 1199990 not loaded")
	h.Press("G")
	if got := h.Row(); got != 1_199_998 { // two of the ten were known
		t.Errorf("the last row is %d:\n%s", got, h.Screen())
	}
	for _, c := range []struct{ row, says string }{
		{"2147483648", "nothing at row 2147483648 or after it · "},
		{"251", "nothing at row 251 or after it · "},
	} {
		h.Press("r").Write(c.row).Press("enter").Settle()
		h.Wants(c.says)
		h.WantsNot("✗")
	}
	for _, c := range []struct{ row, says string }{
		{"2147483649", "The service counts to 2147483648."},
		{"99999999999999999999999", "The service counts to 2147483648."},
		{"-99999999999999999999999", "The service counts to 2147483648."},
		{"0", "A row is a whole number from 1."},
		{"1.5", "A row is a whole number from 1."},
	} {
		h.Press("r").Write(c.row).Press("enter")
		h.Wants(c.says)
		h.Press("esc")
	}
}
