package ui

import (
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/pages"
)

// markedRows counts the rows in sight that are marked.
func (h *harness) markedRows() int { return len(h.lines("●")) }

// removeElsewhere removes participants of the demo's big thread, as somebody else would.
func (h *harness) removeElsewhere(ids ...string) {
	h.t.Helper()
	for _, id := range ids {
		if _, err := h.client.RemoveChatParticipant(h.t.Context(), h.threadID(), acs.ParseRawID(id), nil); err != nil {
			h.t.Fatal(err)
		}
	}
}

func TestARangeIsMarked(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("v")
	h.wants("space marks one, v then marks up to the cursor")
	h.press("j", "j", " ", "j", "j", "j", "v")
	h.wants("5 marked · 200 participants loaded")
	if got := h.markedRows(); got != 5 {
		t.Errorf("%d rows are marked:\n%s", got, h.screen())
	}
	// Upwards, from the end of the range; what is marked stays.
	h.press("g", "v")
	h.wants("7 marked")
	// The mark that a range would begin at is taken away.
	h.press(" ", "j", "v")
	h.wants("6 marked", "space marks one, v then")
	// Over pages.
	h.press("C", "g", " ").settle()
	h.loadAll()
	h.press("v")
	h.wants("250 marked · 250 participants, all loaded")
}

func TestAllAreMarked(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("A")
	h.wants("200 marked", "200 marked: all that are loaded; f loads the rest")
	h.press("f").settle()
	h.wants("200 marked · 250 participants, all loaded")
	h.press("A")
	h.wants("250 marked", "250 marked: all that are loaded")
	h.wantsNot("loads the rest")
	h.press("C")
	h.wants("250 marks cleared")
	if got := h.markedRows(); got != 0 {
		t.Errorf("%d rows are marked after all marks were cleared", got)
	}
	// Of two stretches with a gap, all that are loaded are marked.
	h = start(t, setup{session: smallPages}).openBig()
	h.press("r").write("241").press("enter").settle().press("A")
	h.wants("marked: all that are loaded; f loads the rest", "rows 101 to 240 not loaded")
	h.wantsNot("250 marked")
}

// TestMarksUnderAFilter: only what it lets through is marked, and the head line counts
// the others.
func TestMarksUnderAFilter(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press(" ", "f").settle()
	h.press("/").write("castellanos").press("enter")
	h.wants("1 marked, 1 not in sight", "of the 250 participants loaded match, all loaded")
	matches := len(h.lines("Castellanos")) - 1 // one of them is told of below the list as well
	if matches < 2 {
		t.Fatalf("%d rows match", matches)
	}
	h.press("A")
	if got := h.markedRows(); got != matches {
		t.Errorf("%d rows of %d are marked:\n%s", got, matches, h.screen())
	}
	h.wants("12 marked: all loaded that match")
	h.press("g", " ", "I")
	if got := h.markedRows(); got != 1 {
		t.Errorf("%d rows are marked after the inversion:\n%s", got, h.screen())
	}
	h.wants("2 marked, 1 not in sight")
	h.press("esc")
	h.wants("2 marked · 250 participants")
	h.wantsNot("not in sight")
	h.press("y").settle()
	if len(h.copied) != 1 || len(strings.Fields(h.copied[0])) != 2 {
		t.Errorf("copied %q", h.copied)
	}
}

// TestMarksOfThoseWhoAreGoneAreDropped as soon as the whole list says so, not before.
func TestMarksOfThoseWhoAreGoneAreDropped(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("f").settle().press("G", " ", "k", "k", " ", "g", "j", "j", " ")
	h.wants("3 marked")
	members := h.members()
	h.removeElsewhere(members[249], members[2])
	h.press("ctrl+r").settle()
	// Those whose page has not come again stay as they were.
	h.wants("3 marked, 1 not in sight · 249 participants (49 of them earlier) loaded, more to come")
	h.press("f").settle()
	h.wants("1 marked · 248 participants, all loaded", "2 marks dropped, no longer in the thread: ")
	h.press("!")
	h.wants(members[249], members[2])
}

// members are the raw ids of the thread on top, in the service's order.
func (h *harness) members() []string {
	h.t.Helper()
	var ids []string
	pager := h.client.NewListChatParticipantsPager(h.threadID(), nil)
	for pager.More() {
		page, err := pager.NextPage(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		for _, p := range page.Value {
			ids = append(ids, p.CommunicationIdentifier.RawID())
		}
	}
	return ids
}

// TestTheLastRows: far rows, the last one, and numbers that no row has.
func TestTheLastRows(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("r").write("1199991").press("enter")
	late := h.holdBack()
	if len(late) != 1 {
		t.Fatalf("%d messages came", len(late))
	}
	page, ok := late[0].(command.ParticipantsPageMsg)
	if !ok || page.Request.Skip != 1_199_990 {
		t.Fatalf("%+v came", late[0])
	}
	// The emulator's thread ends earlier.
	page.Page = pages.Page[acs.ChatParticipant]{Items: crowd(10)}
	h.send(page)
	h.wants("208 participants loaded, rows 201 to 1199990 not loaded", "… rows 201 to 1199990 not loaded")
	h.press("G")
	if got := h.row(); got != 1_199_998 { // two of the ten were known
		t.Errorf("the last row is %d:\n%s", got, h.screen())
	}
	for _, c := range []struct{ row, says string }{
		{"2147483648", "nothing at row 2147483648 or after it · "},
		{"251", "nothing at row 251 or after it · "},
	} {
		h.press("r").write(c.row).press("enter").settle()
		h.wants(c.says)
		h.wantsNot("✗")
	}
	for _, c := range []struct{ row, says string }{
		{"2147483649", "The service counts to 2147483648."},
		{"99999999999999999999999", "The service counts to 2147483648."},
		{"-99999999999999999999999", "The service counts to 2147483648."},
		{"0", "A row is a whole number from 1."},
		{"1.5", "A row is a whole number from 1."},
	} {
		h.press("r").write(c.row).press("enter")
		h.wants(c.says)
		h.press("esc")
	}
}
