package remove_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// markFirst marks the first n participants of the big thread but the user, who is the
// second, and returns their ids.
func markFirst(h *uitest.Harness, n int) []string {
	h.T.Helper()
	members := h.Members()
	h.Press(" ", "j")
	for range n - 1 {
		h.Press(" ")
	}
	return slices.Delete(slices.Clone(members[:n+1]), 1, 2)
}

// TestSeveralAreRemoved: one is refused, the answer for one is lost; then what is left.
func TestSeveralAreRemoved(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).OpenBig()
	want := markFirst(h, 6)
	h.Fault(
		emulator.Fault{Operation: "RemoveChatParticipant", Kind: "status", Status: 400, Message: "Not today.", Times: 1},
		emulator.Fault{Operation: "RemoveChatParticipant", Kind: "drop-after-commit", Times: 1},
	)
	h.Press("x")
	h.Wants("Remove 6 participants?", "From “Operations all hands”: Björn Bergström, "+zoe+", Family desk", "and 3 more", "10 in 10 seconds")
	h.WantsNot("You are among them")
	h.Press("y")
	h.Wants("Remove 6 participants from “Operations all hands”")
	h.Settle()
	if diff := cmp.Diff(want, removals(h)); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	h.Wants("4 of 6 removed · ✗ 1 refused · ? 1 unknown", "refused: the service refused it: Not today.", "whether it was removed is not known", "R tries the rest again")
	if got := len(h.Lines("✓")); got != 4 {
		t.Errorf("%d rows are marked as removed:\n%s", got, h.Screen())
	}
	// The list below shows what is left, and so do the marks.
	h.Press("R").Settle()
	h.Wants("6 of 6 removed")
	h.WantsNot("refused", "unknown")
	if diff := cmp.Diff(append(want, want[0], want[1]), removals(h)); diff != "" {
		t.Errorf("with the retry (-want +got):\n%s", diff)
	}
	h.Press("esc").Settle()
	h.Wants("▸2 Participants", "1 Robin Castellanos")
	h.WantsNot("marked")
	if got := h.Members(); len(got) != 244 {
		t.Errorf("%d members are left", len(got))
	}
}

// TestTheListBelowIsReadOnceForAll removals, not once for each.
func TestTheListBelowIsReadOnceForAll(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	markFirst(h, 9)
	before := len(h.Requests(http.MethodGet, "/participants"))
	h.Press("x", "y").Settle()
	h.Wants("9 of 9 removed")
	if n := len(h.Requests(http.MethodGet, "/participants")) - before; n < 1 || n > 3 {
		t.Errorf("%d requests for the list", n)
	}
	// The screen itself has told of it all.
	h.Press("!")
	h.Wants("Nothing has been reported in this session.")
}

// TestOneselfIsRemovedLast and is told before.
func TestOneselfIsRemovedLast(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	members := h.Members()
	h.Press(" ", " ", " ", "x")
	h.Wants("You are among them, and are removed last")
	h.Press("y").Settle()
	if diff := cmp.Diff([]string{members[0], members[2], members[1]}, removals(h)); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	h.Wants("3 of 3 removed")
}

// TestARunIsStopped between two removals; the one under way ends, and the run goes on
// later.
func TestARunIsStopped(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	want := markFirst(h, 5)
	h.Fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "300ms"})
	h.Press("x", "y")
	h.UntilShown("1 of 5 removed")
	h.Press("R", "ctrl+t")
	h.Wants("the run goes on still")
	h.Press("esc")
	h.Wants("Stop removing?", "1 of 5 are removed", "▸ n go on")
	h.Press("y").Settle()
	h.Wants("2 of 5 removed · – 3 not removed · you stopped the run", "not sent: you stopped the run")
	if diff := cmp.Diff(want[:2], removals(h)); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	h.Press("esc")
	h.Wants("Leave?", "3 of 5 participants were not removed for sure", "ctrl+t saves it in a file")
	h.Press("n", "q")
	h.Wants("Quit?", "3 of 5 participants were not removed for sure")
	h.Press("n")
	h.Fault()
	h.Press("R").Settle()
	h.Wants("5 of 5 removed")
	if diff := cmp.Diff(want, removals(h)); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	h.Press("esc").Settle()
	h.Wants("▸2 Participants")
	h.WantsNot("marked")
}

// TestTheQuestionGoesWithTheRun that it asks about.
func TestTheQuestionGoesWithTheRun(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	markFirst(h, 3)
	h.Fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "200ms"})
	h.Press("x", "y", "esc")
	h.Wants("Stop removing?")
	h.UntilShown("Stop removing?")
	h.Settle().Wants("3 of 3 removed")
	h.WantsNot("Stop removing?")
}

// TestSixtyArePaced under the service's limits: none is throttled, and the wait is shown.
func TestSixtyArePaced(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Limits: true}}).OpenBig()
	want := markFirst(h, 60)
	begun := h.Clock.Now()
	h.Press("x", "y")
	h.Wants("at least 1 min left")
	h.Settle()
	h.Wants("60 of 60 removed")
	if diff := cmp.Diff(want, removals(h)); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	for _, request := range h.Requests(http.MethodPost, ":remove") {
		if request.Status != http.StatusNoContent {
			t.Errorf("a removal was answered %d", request.Status)
		}
	}
	if took := h.Clock.Now().Sub(begun); took < time.Minute {
		t.Errorf("60 removals took %s of the clock: 30 in a minute are allowed", took)
	}
}

// TestEscAsksWhileARunWaitsForItsTurn, rather than ending the wait at once.
func TestEscAsksWhileARunWaitsForItsTurn(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Paced: true}).OpenBig()
	markFirst(h, 12)
	h.Press("x", "y")
	h.UntilShown("10 of 12 removed")
	h.Wants("staying under the service's limit", "at least 10 s left")
	h.WantsNot("ends the wait")
	h.Press("esc")
	h.Wants("Stop removing?")
	h.Press("y").Settle()
	h.Wants("10 of 12 removed · – 2 not removed · you stopped the run")
	if got := removals(h); len(got) != 10 {
		t.Errorf("%d requests", len(got))
	}
}

// TestTheReportIsSaved with what became of each, and over no other file unasked.
func TestTheReportIsSaved(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).OpenBig()
	want := markFirst(h, 4)
	h.Fault(
		emulator.Fault{Operation: "RemoveChatParticipant", Kind: "status", Status: 400, Code: "BadRequest", Message: "=Not today.", Times: 1},
		emulator.Fault{Operation: "RemoveChatParticipant", Kind: "drop", Times: 1},
	)
	h.Press("x", "y").Settle()
	folder := t.TempDir()
	save := func(name string) {
		h.Press("ctrl+t")
		h.Wants("Save what became of each participant", "removal-operations-all-hands-20251103-09")
		h.Press("ctrl+u").Write(filepath.Join(folder, name)).Press("enter").Settle()
	}
	save("report.csv")
	h.Wants("report of 4 rows saved in ")
	file, err := os.Open(filepath.Join(folder, "report.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // only read
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(records[0], name) }
	var got [][]string
	for _, record := range records[1:] {
		got = append(got, []string{record[column("rawId")], record[column("status")], record[column("code")], record[column("batch")]})
	}
	if diff := cmp.Diff([][]string{{want[0], "refused", "400", "1"}, {want[1], "unknown", "", "2"}, {want[2], "accepted", "", "3"}, {want[3], "accepted", "", "4"}}, got); diff != "" {
		t.Errorf("the report (-want +got):\n%s", diff)
	}
	save("report.json")
	content, err := os.ReadFile(filepath.Join(folder, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		About  map[string]string `json:"about"`
		Counts map[string]int    `json:"counts"`
	}
	if err := json.Unmarshal(content, &report); err != nil {
		t.Fatal(err)
	}
	if report.About["operation"] != "remove participants" || report.Counts["rows"] != 4 || report.Counts["accepted"] != 2 || report.Counts["unknown"] != 1 {
		t.Errorf("the report holds %+v", report)
	}

	if err := os.WriteFile(filepath.Join(folder, "other.csv"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	save("other.csv")
	h.Wants("Replace the file?", "other.csv", "▸ n keep")
	h.Press("n").Settle()
	if content, err := os.ReadFile(filepath.Join(folder, "other.csv")); err != nil || string(content) != "mine" {
		t.Errorf("the file holds %q, %v", content, err)
	}
	// What is saved is not lost with the screen.
	h.Press("esc", "esc").Settle()
	h.Wants("▸2 Participants")
}

// TestTheRunGoesOnUnderAnotherScreen, and tells nobody of its single steps.
func TestTheRunGoesOnUnderAnotherScreen(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	markFirst(h, 4)
	h.Fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "100ms"})
	h.Press("x", "y", "!")
	h.Wants("Nothing has been reported in this session.")
	h.Settle().Wants("✓ 4 of 4 removed")
	h.Press("esc")
	h.Wants("4 of 4 removed", "Remove 4 participants from")
}

// TestARemovalOutlivesItsScreen: quitting and leaving do not cut it in two.
func TestARemovalOutlivesItsScreen(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "200ms", Times: 1})
	h.Press("j", "j", "x", "y", "esc")
	h.Settle().Wants("✓ " + zoe + " removed from “Operations all hands”")
	if strings.Contains(h.Screen(), "▸2 Participants") {
		t.Error("esc left the screen where it was")
	}
}
