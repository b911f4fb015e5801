package ui

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
)

// markFirst marks the first n participants of the big thread but the user, who is the
// second, and returns their ids.
func (h *harness) markFirst(n int) []string {
	h.t.Helper()
	members := h.members()
	h.press(" ", "j")
	for range n - 1 {
		h.press(" ")
	}
	return slices.Delete(slices.Clone(members[:n+1]), 1, 2)
}

// TestSeveralAreRemoved: one is refused, the answer for one is lost; then what is left.
func TestSeveralAreRemoved(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries}).openBig()
	want := h.markFirst(6)
	h.fault(
		emulator.Fault{Operation: "RemoveChatParticipant", Kind: "status", Status: 400, Message: "Not today.", Times: 1},
		emulator.Fault{Operation: "RemoveChatParticipant", Kind: "drop-after-commit", Times: 1},
	)
	h.press("x")
	h.wants("Remove 6 participants?", "From “Operations all hands”: Björn Bergström, "+zoe+", Family desk", "and 3 more", "10 in 10 seconds")
	h.wantsNot("You are among them")
	h.press("y")
	h.wants("Remove 6 participants from “Operations all hands”")
	h.settle()
	if diff := cmp.Diff(want, h.removals()); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	h.wants("4 of 6 removed · ✗ 1 refused · ? 1 unknown", "refused: the service refused it: Not today.", "whether it was removed is not known", "R tries the rest again")
	if got := len(h.lines("✓")); got != 4 {
		t.Errorf("%d rows are marked as removed:\n%s", got, h.screen())
	}
	// The list below shows what is left, and so do the marks.
	h.press("R").settle()
	h.wants("6 of 6 removed")
	h.wantsNot("refused", "unknown")
	if diff := cmp.Diff(append(want, want[0], want[1]), h.removals()); diff != "" {
		t.Errorf("with the retry (-want +got):\n%s", diff)
	}
	h.press("esc").settle()
	h.wants("▸2 Participants", "1 Robin Castellanos")
	h.wantsNot("marked")
	if got := h.members(); len(got) != 244 {
		t.Errorf("%d members are left", len(got))
	}
}

// TestTheListBelowIsReadOnceForAll removals, not once for each.
func TestTheListBelowIsReadOnceForAll(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.markFirst(9)
	before := len(h.requests(http.MethodGet, "/participants"))
	h.press("x", "y").settle()
	h.wants("9 of 9 removed")
	if n := len(h.requests(http.MethodGet, "/participants")) - before; n < 1 || n > 3 {
		t.Errorf("%d requests for the list", n)
	}
	// The screen itself has told of it all.
	h.press("!")
	h.wants("Nothing has been reported in this session.")
}

// TestOneselfIsRemovedLast and is told before.
func TestOneselfIsRemovedLast(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	members := h.members()
	h.press(" ", " ", " ", "x")
	h.wants("You are among them, and are removed last")
	h.press("y").settle()
	if diff := cmp.Diff([]string{members[0], members[2], members[1]}, h.removals()); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	h.wants("3 of 3 removed")
}

// TestARunIsStopped between two removals; the one under way ends, and the run goes on
// later.
func TestARunIsStopped(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	want := h.markFirst(5)
	h.fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "300ms"})
	h.press("x", "y")
	h.untilShown("1 of 5 removed")
	h.press("R", "ctrl+t")
	h.wants("the run goes on still")
	h.press("esc")
	h.wants("Stop removing?", "1 of 5 are removed", "▸ n go on")
	h.press("y").settle()
	h.wants("2 of 5 removed · – 3 not removed · you stopped the run", "not sent: you stopped the run")
	if diff := cmp.Diff(want[:2], h.removals()); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	h.press("esc")
	h.wants("Leave?", "3 of 5 participants were not removed for sure", "ctrl+t saves it in a file")
	h.press("n", "q")
	h.wants("Quit?", "3 of 5 participants were not removed for sure")
	h.press("n")
	h.fault()
	h.press("R").settle()
	h.wants("5 of 5 removed")
	if diff := cmp.Diff(want, h.removals()); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	h.press("esc").settle()
	h.wants("▸2 Participants")
	h.wantsNot("marked")
}

// TestTheQuestionGoesWithTheRun that it asks about.
func TestTheQuestionGoesWithTheRun(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.markFirst(3)
	h.fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "200ms"})
	h.press("x", "y", "esc")
	h.wants("Stop removing?")
	h.untilShown("Stop removing?")
	h.settle().wants("3 of 3 removed")
	h.wantsNot("Stop removing?")
}

// TestSixtyArePaced under the service's limits: none is throttled, and the wait is shown.
func TestSixtyArePaced(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Limits: true}}).openBig()
	want := h.markFirst(60)
	begun := h.clock.Now()
	h.press("x", "y")
	h.wants("at least 1 min left")
	h.settle()
	h.wants("60 of 60 removed")
	if diff := cmp.Diff(want, h.removals()); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	for _, request := range h.requests(http.MethodPost, ":remove") {
		if request.Status != http.StatusNoContent {
			t.Errorf("a removal was answered %d", request.Status)
		}
	}
	if took := h.clock.Now().Sub(begun); took < time.Minute {
		t.Errorf("60 removals took %s of the clock: 30 in a minute are allowed", took)
	}
}

// TestEscAsksWhileARunWaitsForItsTurn, rather than ending the wait at once.
func TestEscAsksWhileARunWaitsForItsTurn(t *testing.T) {
	t.Parallel()
	h := start(t, setup{paced: true}).openBig()
	h.markFirst(12)
	h.press("x", "y")
	h.untilShown("10 of 12 removed")
	h.wants("staying under the service's limit", "at least 10 s left")
	h.wantsNot("ends the wait")
	h.press("esc")
	h.wants("Stop removing?")
	h.press("y").settle()
	h.wants("10 of 12 removed · – 2 not removed · you stopped the run")
	if got := h.removals(); len(got) != 10 {
		t.Errorf("%d requests", len(got))
	}
}

// TestTheReportIsSaved with what became of each, and over no other file unasked.
func TestTheReportIsSaved(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries}).openBig()
	want := h.markFirst(4)
	h.fault(
		emulator.Fault{Operation: "RemoveChatParticipant", Kind: "status", Status: 400, Code: "BadRequest", Message: "=Not today.", Times: 1},
		emulator.Fault{Operation: "RemoveChatParticipant", Kind: "drop", Times: 1},
	)
	h.press("x", "y").settle()
	folder := t.TempDir()
	save := func(name string) {
		h.press("ctrl+t")
		h.wants("Save what became of each participant", "removal-operations-all-hands-20251103-09")
		h.press("ctrl+u").write(filepath.Join(folder, name)).press("enter").settle()
	}
	save("report.csv")
	h.wants("report of 4 rows saved in ")
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
	h.wants("Replace the file?", "other.csv", "▸ n keep")
	h.press("n").settle()
	if content, err := os.ReadFile(filepath.Join(folder, "other.csv")); err != nil || string(content) != "mine" {
		t.Errorf("the file holds %q, %v", content, err)
	}
	// What is saved is not lost with the screen.
	h.press("esc", "esc").settle()
	h.wants("▸2 Participants")
}

// TestTheRunGoesOnUnderAnotherScreen, and tells nobody of its single steps.
func TestTheRunGoesOnUnderAnotherScreen(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.markFirst(4)
	h.fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "100ms"})
	h.press("x", "y", "!")
	h.wants("Nothing has been reported in this session.")
	h.settle().wants("✓ 4 of 4 removed")
	h.press("esc")
	h.wants("4 of 4 removed", "Remove 4 participants from")
}

// TestARemovalOutlivesItsScreen: quitting and leaving do not cut it in two.
func TestARemovalOutlivesItsScreen(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.fault(emulator.Fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "200ms", Times: 1})
	h.press("j", "j", "x", "y", "esc")
	h.settle().wants("✓ " + zoe + " removed from “Operations all hands”")
	if strings.Contains(h.screen(), "▸2 Participants") {
		t.Error("esc left the screen where it was")
	}
}
